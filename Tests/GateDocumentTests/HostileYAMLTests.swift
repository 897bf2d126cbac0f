import Foundation
import GateDocument
import GateModel
import Testing

/// The most memory that this process ever held, in MiB.
private func peak() -> Int {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
  return (Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0) / 1024
}

/// Rule and policy files are strangers' files: hostile input 26.
@Suite(.timeLimit(.minutes(1))) struct `Hostile YAML` {
  private func failure(_ bytes: [UInt8]) -> DocumentError? {
    do throws(DocumentError) {
      _ = try YAMLParser.parse(bytes, file: "f")
      return nil
    } catch {
      return error
    }
  }

  private func failure(_ text: String) -> DocumentError? { failure(Array(text.utf8)) }

  @Test(arguments: [9, 40])
  func `a billion laughs are refused`(_ levels: Int) {
    var text = "a0: &a0 [l, l, l, l, l, l, l, l, l]\n"
    for level in 1...levels {
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    let error = failure(text)
    #expect(error?.message.contains("add up to more than") == true)
    #expect(error?.line == 7)
  }

  @Test func `an alias is as deep as what it stands for`() {
    let open = String(repeating: "[", count: 50)
    let close = String(repeating: "]", count: 50)
    let text = (1...15_000).reduce(into: "a0: &a0 1\n") { $0 += "a\($1): &a\($1) \(open)*a\($1 - 1)\(close)\n" }
    let error = failure(text)
    #expect(error?.message.contains("nested deeper than 64 levels") == true)
    #expect(error?.line == 3)
  }

  @Test func `a billion laughs in mappings are refused`() {
    var text = "a0: &a0 {x: 1}\n"
    for level in 1...30 { text += "a\(level): &a\(level) {p: *a\(level - 1), q: *a\(level - 1), r: *a\(level - 1)}\n" }
    #expect(failure(text)?.message.contains("add up to more than") == true)
  }

  /// Each merge copies what it names, so a thousand merges of a thousand keys are a million pairs however short the file:
  /// refused while they are read, not after all are in memory.
  @Test func `merges that add up are refused before they fill the memory`() async {
    await #expect(processExitsWith: .success) {
      var text = "base: &b\n"
      for key in 0..<5_000 { text += "  k\(key): 1\n" }
      text += "uses:\n"
      for _ in 0..<2_000 { text += "- <<: *b\n" }
      let before = peak()
      let error = #expect(throws: DocumentError.self) { try YAMLParser.parse(Array(text.utf8), file: "f") }
      #expect(error?.message.contains("add up to more than") == true)
      #expect(peak() - before < 512)
    }
  }

  @Test(arguments: [("[", "]"), ("{a: ", "}")])
  func `nesting has an end`(_ open: String, _ close: String) {
    func nested(_ depth: Int) -> String {
      String(repeating: open, count: depth) + "x" + String(repeating: close, count: depth)
    }
    #expect(failure(nested(60)) == nil)
    #expect(failure(nested(100))?.message == "nested deeper than 64 levels")
    #expect(failure(nested(100_000))?.message == "nested deeper than 64 levels")
    #expect(failure(String(repeating: open, count: 100_000)) != nil)
  }

  @Test func `block nesting has an end too`() {
    let text = (0..<2000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(failure(text)?.message == "nested deeper than 64 levels")
    #expect(failure(String(repeating: "- ", count: 200_000))?.message == "nested deeper than 64 levels")
  }

  @Test func `a file of eleven megabytes is refused unread`() {
    let error = failure([UInt8](repeating: UInt8(ascii: "#"), count: 11 << 20))
    #expect(error?.message.hasPrefix("larger than 10 MiB") == true)
    #expect(error?.line == 0)
  }

  @Test func `a file of ten megabytes in one value is read`() {
    #expect(failure("a: " + String(repeating: "x", count: (10 << 20) - 3)) == nil)
  }

  @Test func `more than a million values are refused`() {
    #expect(
      failure("[" + String(repeating: "1,", count: 1_000_100) + "]")?.message.contains("more than 1000000 values")
        == true)
  }

  @Test func `a tab as indentation is refused at its line`() {
    let error = failure("rules:\n- id: x\n\tmode: y\n")
    #expect(error?.line == 3)
    #expect(error?.message.isEmpty == false)
  }

  @Test(arguments: [
    ("a: [1\nb: 2\n", 2), ("a: 'x\n", 2), ("a: b: c\n", 1), ("a: 1\n b: 2\n", 2), ("a: %x\n@: 1\n", 1),
    ("a: 1\n]\n", 2), ("a: \"\\q\"\n", 1),
  ])
  func `bad syntax is refused near its place`(_ text: String, _ line: Int) {
    let error = failure(text)
    #expect(error?.message.isEmpty == false)
    #expect(error.map { abs($0.line - line) <= 1 && $0.column > 0 } == true, "\(String(describing: error))")
  }

  @Test(
    arguments: [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0x00], [0x07]] as [[UInt8]])
  func `bytes that are not UTF-8, and control characters, are refused at their line`(_ bad: [UInt8]) {
    let error = failure(Array("a: 1\nb: 2\nc: x".utf8) + bad + Array("\nd: 3\n".utf8))
    #expect(error?.message.isEmpty == false)
    #expect(error?.line == 3)
  }

  @Test(arguments: ["", "\n", "# only a comment\n", "---\n", "---\n---\n", "~\n", "\u{FEFF}"])
  func `nothing gives no document`(_ text: String) throws {
    #expect(try YAMLParser.parse(Array(text.utf8), file: "f").isEmpty)
  }

  @Test func `a byte order mark is no part of the first key`() throws {
    #expect(try YAMLParser.parse(Array("\u{FEFF}a: 1".utf8), file: "f")[0].mapping("").entries.map(\.name) == ["a"])
  }

  @Test func `several documents come in their order, empty ones left out`() throws {
    let documents = try YAMLParser.parse(Array("a: 1\n---\n---\n[b]\n...\n---\nc\n".utf8), file: "f")
    #expect(documents.map(\.line) == [1, 4, 7])
    #expect(try documents[2].string("") == "c")
  }

  @Test func `a scalar with an escaped NUL keeps it`() throws {
    #expect(
      try YAMLParser.parse(Array(#"a: "x\0y""#.utf8), file: "f")[0].mapping("").required("a").string("") == "x\0y")
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `no scrap of YAML crashes the reader`(_ seed: UInt64) {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 7
    let scraps = [
      "a", ": ", "- ", "\n", "  ", "[", "]", "{", "}", "&x ", "*x ", "<<: ", "'", "\"", "|\n", ">\n", "---\n", "...\n",
      "#", "? ", ",", "!t ", "%", "\t",
    ]
    var text = ""
    for _ in 0..<30 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text += scraps[Int(state >> 33) % scraps.count]
    }
    _ = failure(text)
  }
}

@Suite struct `Files of the user's` {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "/gatebook-document-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder + "/b/c", withIntermediateDirectories: true)
  }

  private func write(_ text: String, _ name: String) throws {
    try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
  }

  @Test func `a file is read whole, up to its limit`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write("abc", "x")
    #expect(try Files.read("\(folder)/x") == Array("abc".utf8))
    #expect(try Files.read("\(folder)/x", limit: 3) == Array("abc".utf8))
    #expect(throws: DocumentError.self) { try Files.read("\(folder)/x", limit: 2) }
    try write("", "empty")
    #expect(try Files.read("\(folder)/empty").isEmpty)
  }

  @Test(arguments: ["missing", "b", "fifo"])
  func `what is no regular file is refused at once`(_ name: String) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    unsafe mkfifo("\(folder)/fifo", 0o600)
    let error = #expect(throws: DocumentError.self) { try Files.read("\(folder)/\(name)") }
    #expect(error?.file == "\(folder)/\(name)")
  }

  @Test func `a folder is listed in order, without links and hidden names`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["z.yml", "a.yaml", "b/c/d.yml", "b/x.txt", ".hidden.yml"] { try write("", name) }
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/link.yml", withDestinationPath: "z.yml")
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/b/loop", withDestinationPath: "..")
    #expect(
      try Files.list(folder, suffixes: [".yml", ".yaml"]).map(\.description) == ["a.yaml", "b/c/d.yml", "z.yml"])
    #expect(throws: DocumentError.self) { try Files.list("\(folder)/none", suffixes: [".yml"]) }
  }

  @Test func `a path is told by its kind`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write("", "x")
    #expect(Files.kind("\(folder)/x") == .file)
    #expect(Files.kind(folder) == .folder)
    #expect(Files.kind("/dev/null") == .other)
    #expect(Files.kind("\(folder)/none") == .missing)
  }
}
