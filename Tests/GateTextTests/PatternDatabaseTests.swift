import GateModel
import GateText
import Testing

@Suite struct `A pattern database` {
  private func fired(_ patterns: [String], _ text: String) throws -> [Int] {
    try fired(in: Array(text.utf8), by: PatternDatabase(patterns: patterns))
  }

  private func fired(in bytes: [UInt8], by database: PatternDatabase) throws -> [Int] {
    let scratch = try database.scratch()
    return try database.fired(in: bytes.span, with: scratch)
  }

  private func load(_ bytes: [UInt8]) throws -> PatternDatabase { try PatternDatabase(serialized: bytes.span) }

  @Test func `each pattern that occurs is told once, in order`() throws {
    let patterns = ["zeta", "alpha", #"\d{3}"#, "never", "(?i)ALPHA", "^beta$"]
    #expect(try fired(patterns, "alpha 123 456 alpha\nbeta\nzeta zeta") == [0, 1, 2, 4, 5])
    #expect(try fired(patterns, "nothing here").isEmpty)
    #expect(try fired(patterns, "").isEmpty)
  }

  @Test(arguments: ["^a$", "a$", "^a", #"\ba\b"#, #"a\s*=\s*b"#])
  func `lines have ends within the text`(_ pattern: String) throws {
    #expect(try fired([pattern], "x\na\na = b\n") == [0])
  }

  @Test(arguments: [#"(?<=key=)[a-z]{4}"#, #"(?<!x)secret"#, #"secret(?!s)"#, #"(?=s)secret"#, #"(s)ecret \1"#])
  func `look-around and back-references are let through, to fire rather too often`(_ pattern: String) throws {
    #expect(try fired(["nothing", pattern], "key=abcd secret s") == [1])
    try PatternDatabase.check(pattern)
  }

  @Test(arguments: ["a(b", "[z-a]", "a{2,1}", "*a", "(?<n", #"\"#])
  func `a bad pattern is named by its index`(_ pattern: String) {
    let error = #expect(throws: TextError.self) { try PatternDatabase(patterns: ["good", "fine", pattern, "well"]) }
    #expect(error?.index == 2)
    #expect(error?.message.isEmpty == false)
    #expect(throws: TextError.self) { try PatternDatabase.check(pattern) }
  }

  @Test func `bytes that are not UTF-8 are bytes`() throws {
    let database = try PatternDatabase(patterns: ["key", #"\xff\xfe"#])
    #expect(try fired(in: [0, 0xFF, 0xFE, 0x6B, 0x65, 0x79], by: database) == [0, 1])
  }

  @Test func `one scratch serves text after text`() throws {
    let database = try PatternDatabase(patterns: ["a", "b"])
    let scratch = try database.scratch()
    for (text, indices) in [("a", [0]), ("ba", [0, 1]), ("", []), ("a", [0]), ("bb", [1])] {
      let bytes = Array(text.utf8)
      let told = try database.fired(in: bytes.span, with: scratch)
      #expect(told == indices)
    }
  }

  @Test func `workers share it, each with a scratch of its own`() async throws {
    let database = try PatternDatabase(patterns: ["x[0-9]+y", "b"])
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<8 {
        group.addTask {
          guard let scratch = try? database.scratch() else { return false }
          let bytes = Array("..x\(number)y".utf8)
          for _ in 0..<200 {
            guard let told = try? database.fired(in: bytes.span, with: scratch), told == [0] else { return false }
          }
          return true
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func `it comes back from its bytes`() throws {
    let bytes = try PatternDatabase(patterns: ["alpha", "beta"]).serialized()
    let database = try load(bytes)
    #expect(try fired(in: Array("a beta".utf8), by: database) == [1])
    #expect(try database.serialized() == bytes)
  }

  @Test func `bytes that are no database are refused`() throws {
    let bytes = try PatternDatabase(patterns: ["alpha", "beta"]).serialized()
    #expect(throws: TextError.self) { try load([]) }
    #expect(throws: TextError.self) { try load(Array("garbage, and a good deal of it".utf8)) }
    #expect(throws: TextError.self) { try load(bytes.dropLast()) }
    for index in [0, 4, 8, bytes.count / 4, bytes.count / 2] {
      var changed = bytes
      changed[index] ^= 0x55
      #expect(throws: TextError.self, "byte \(index)") { try load(changed) }
    }
  }

  @Test func `no patterns are no database`() {
    #expect(throws: TextError.self) { try PatternDatabase(patterns: []) }
  }

  @Test func `the library has a version`() {
    #expect(PatternDatabase.libraryVersion.hasPrefix("5."))
  }
}
