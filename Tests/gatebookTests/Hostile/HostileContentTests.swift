import Foundation
import GateLedger
import GateLedgerSQLite
import GateModel
import GateTesting
import Testing

@Suite("Hostile contents")
struct HostileContentTests {
  private let token = FakeSecret.githubToken()

  /// Scans one text after the other, and gives the places of what is found.
  private func watching(_ key: String, _ body: (_ places: ([UInt8]) throws -> [String]) throws -> Void) throws {
    let folder = TestFolder()
    let watch = Watch(key, in: folder)
    try body { bytes in
      try folder.write("file", bytes)
      let findings = try watch.report("file").findings
      return findings.map { "\($0.start.line):\($0.start.column)-\($0.end.line):\($0.end.column)" }
    }
    try watch.finish()
  }

  private func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { bigEndian ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
  }

  private func utf32(_ text: String, bigEndian: Bool) -> [UInt8] {
    text.unicodeScalars.flatMap { scalar in
      let bytes = (0..<4).map { UInt8(truncatingIfNeeded: scalar.value >> UInt32(24 - 8 * $0)) }
      return bigEndian ? bytes : bytes.reversed()
    }
  }

  @Test("16: invalid UTF-8, Latin-1 and lone surrogates: found, with columns of the text as it reads")
  func invalid() throws {
    try watching("16") { (places: ([UInt8]) throws -> [String]) throws in
      let end = "1:\(3 + token.utf8.count)"
      #expect(try places([0xE9, 0x3D] + Array(token.utf8)) == ["1:3-\(end)"])
      #expect(try places(Array("é=\(token)".utf8)) == ["1:3-\(end)"])
      #expect(try places([0xED, 0xA0, 0x80, 0x3D] + Array(token.utf8)).map { $0.prefix(4) } == ["1:5-"])
      #expect(try places([0xFF, 0xC0, 0x80, 0x0A, 0x80, 0x20] + Array(token.utf8)).map { $0.prefix(4) } == ["2:3-"])
    }
  }

  @Test("17: wide encodings are read, with and without a byte order mark")
  func wide() throws {
    try watching("17a") { (places: ([UInt8]) throws -> [String]) throws in
      let text = "Grüße, here are some words of plain text\nkey=\(token)\n"
      let expected = ["2:5-2:\(5 + token.utf8.count)"]
      for bigEndian in [false, true] {
        let mark16: [UInt8] = bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
        let mark32: [UInt8] = bigEndian ? [0, 0, 0xFE, 0xFF] : [0xFF, 0xFE, 0, 0]
        #expect(try places(mark16 + utf16(text, bigEndian: bigEndian)) == expected)
        #expect(try places(utf16(text, bigEndian: bigEndian)) == expected)
        #expect(try places(mark32 + utf32(text, bigEndian: bigEndian)) == expected)
        #expect(try places(utf32(text, bigEndian: bigEndian)) == expected)
      }
      #expect(try places([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == expected)
    }
  }

  @Test("17: a wide file's added lines are counted in its own lines")
  func wideDiff() throws {
    let repository = try TestRepository()
    let mark: [UInt8] = [0xFF, 0xFE]
    try repository.write("a", mark + utf16("first line here\nsecond\n", bigEndian: false))
    try repository.commit()
    try repository.write("a", mark + utf16("first line here\nkey=\(token)\nsecond\n", bigEndian: false))
    let watch = Watch("17b", in: repository)
    let report = try watch.report("--worktree")
    #expect(report.new == ["a:2"])
    #expect(report.authors.compactMap(\.linesAdded) == [1])
    try watch.finish()
  }

  @Test("18: a NUL at the start does not hide the rest")
  func nul() throws {
    try watching("18") { (places: ([UInt8]) throws -> [String]) throws in
      #expect(try places([0, 0] + Array(" key=\(token)\n".utf8)).count == 1)
      #expect(try places(Array("some text\0and more\nkey=\(token)\n".utf8)).map { $0.prefix(4) } == ["2:5-"])
    }
  }

  @Test("19: lines are git's: they end with a line feed and with nothing else")
  func lineEnds() throws {
    try watching("19a") { (places: ([UInt8]) throws -> [String]) throws in
      #expect(try places(Array("a\rb\rkey=\(token)\r".utf8)).map { $0.prefix(2) } == ["1:"])
      #expect(try places(Array("a\r\nb\r\nkey=\(token)\r\n".utf8)).map { $0.prefix(4) } == ["3:5-"])
      #expect(try places(Array("a\u{2028}b\u{85}c\u{C}d\u{B}\nkey=\(token)".utf8)).map { $0.prefix(4) } == ["2:5-"])
      #expect(try places(Array("a\n\r\n\rkey=\(token)\n".utf8)).map { $0.prefix(4) } == ["3:6-"])
    }
  }

  @Test("19: a lone carriage return does not make a line new that was there")
  func carriageReturns() throws {
    let repository = try TestRepository()
    try repository.commit("a", "one\rkey=\(token)\rtwo\nthree\n")
    try repository.write("a", "one\rkey=\(token)\rtwo\nthree\nfour\n")
    let watch = Watch("19b", in: repository)
    #expect(try watch.report("--worktree").new == [])
    try watch.finish()
  }

  @Test("35: a planted secret is nowhere: not in any output, the book, or a message")
  func canary() throws {
    let repository = try TestRepository().begin()
    let text =
      "{\"a\": \"\(token)\", \"b\": \"\(token)\"}\nurl = https://user:\(token)@example.org/a\n\(FakeSecret.privateKey())"
    try repository.write("config/\(token).json", text)
    try repository.write("plain", "k = \(token)\n")
    try repository.link("link", to: token)
    try repository.write("utf16", [0xFF, 0xFE] + utf16("some text first\nkey=\(token)\n", bigEndian: false))
    try repository.git("config", "remote.origin.url", "https://x:\(token)@example.org/a")
    // The value stands in a path too, which is told as it is: what the watch looks for is the key's body.
    let body = String(FakeSecret.privateKey().split(separator: "\n")[1])
    let watch = Watch("35a", in: repository, hiding: [body])
    let program = watch.with([
      "GITHUB_TOKEN": token, "GITHUB_ACTIONS": "1", "CI_JOB_URL": "https://x:\(token)@a.b/c",
    ])
    func check(_ outcome: Outcome, _ what: String) {
      #expect(!Leak.isIn(outcome.complaints, token), "\(what), standard error")
      #expect(!Leak.isIn(outcome.output, body), "\(what), private key")
      // A path is told as it is; it is the only place where the value may stand.
      let output = outcome.text.replacing("config/\(token).json", with: "PATH")
      #expect(!Leak.isIn(Array(output.utf8), token), "\(what): \(output)")
    }
    func all() throws {
      for selection in [["--worktree"], ["."], ["--history"]] {
        for format in ["text", "json", "sarif"] {
          check(try program.run(["scan", "--format", format, "--whole-files"] + selection), "\(format) \(selection)")
        }
      }
    }
    try all()
    try repository.commit("a message with \(token)")
    try all()
    for command in [["log"], ["findings"], ["agents"], ["ledger", "verify"]] {
      check(try program.run(command + ["--format", "json"], allowing: 2), "\(command)")
      check(try program.run(command), "\(command)")
    }
    for file in TestFolder.files(below: repository.path + "/.git/gatebook") {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
      let book = String(decoding: bytes, as: UTF8.self).replacing("config/\(token).json", with: "PATH")
      #expect(!Leak.isIn(Array(book.utf8), token), "\(file)")
      #expect(!Leak.isIn(bytes, body), "\(file)")
    }
    try watch.finish()
  }
}
