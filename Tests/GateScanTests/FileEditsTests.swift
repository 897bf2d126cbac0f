import GateGit
import GateModel
import GateTesting
import Testing

@testable import GateScan

@Suite("Edits of one file")
struct FileEditsTests {
  private func fixed(_ text: String, _ edits: [(Range<Int>, String)]) -> (text: String, overlapping: Int)? {
    let bytes = Array("mark\(text)".utf8)[4...]
    let edits = edits.map { FileEdits.Edit(range: $0.0, text: Array($0.1.utf8)) }
    return FileEdits(edits, in: bytes).map {
      (String(decoding: $0.applied(to: bytes), as: UTF8.self), $0.overlapping)
    }
  }

  @Test("are applied by place, whatever order they come in")
  func order() throws {
    let result = try #require(fixed("0123456789", [(8..<10, "z"), (0..<1, "aaa"), (1..<3, ""), (5..<5, "+")]))
    #expect(result == ("aaa34+567z", 0))
    #expect(try #require(fixed("", [(0..<0, "x")])) == ("x", 0))
    #expect(try #require(fixed("abc", [])) == ("abc", 0))
  }

  @Test("give way to what begins before them, then to what is shorter")
  func overlaps() throws {
    #expect(try #require(fixed("0123456789", [(2..<6, "A"), (4..<8, "B"), (6..<7, "C")])) == ("01AC789", 1))
    #expect(try #require(fixed("0123456789", [(2..<9, "A"), (2..<4, "B")])) == ("01B456789", 1))
    #expect(try #require(fixed("0123", [(2..<2, "A"), (2..<2, "B"), (2..<3, "C")])) == ("01A23", 2))
  }

  @Test("count once where they are equal, and not at all where they change nothing")
  func equal() throws {
    #expect(try #require(fixed("0123", [(1..<2, "A"), (1..<2, "A")])) == ("0A23", 0))
    #expect(try #require(fixed("0123", [(1..<3, "12"), (2..<3, "B")])) == ("01B3", 0))
  }

  @Test("are refused where one lies beyond the end")
  func beyond() { #expect(fixed("0123", [(0..<1, "A"), (3..<5, "B")]) == nil) }
}

@Suite("Fixes")
struct FixApplicationTests {
  private func finding(_ path: String, _ range: Range<Int>, _ fix: String, _ state: Finding.State = .new) -> Finding {
    let place = SourceRange(
      start: Position(line: 1, column: 1, offset: range.lowerBound),
      end: Position(line: 1, column: 1, offset: range.upperBound))
    return Finding(
      ruleID: "r", severity: .low, confidence: .low, message: "m", path: TreePath(path), range: place,
      excerpt: Excerpt(text: "", mark: 0..<0), fingerprint: Fingerprint(text: "v0:"), state: state, fix: fix,
      host: HostPlace(startColumn: 1, endColumn: 1, lineHash: ""))
  }

  private func apply(
    _ findings: [Finding], to files: [String: [UInt8]], scanned: [String: [UInt8]] = [:], secret: Set<TreePath> = [],
    isDryRun: Bool = false, selection: Selection = .paths
  ) throws -> (outcome: FixApplication.Outcome, files: [String: [UInt8]]) {
    let repository = try TestRepository()
    for (name, bytes) in files { try repository.write(name, bytes) }
    let blobs = files.merging(scanned) { $1 }.map { (TreePath($0), Optional(BlobHash.id(of: $1.span))) }
    let application = FixApplication(
      tree: try FileTree(repository.path), scanned: blobs.map { (path: $0.0, blob: $0.1) }, secretPaths: secret,
      isDryRun: isDryRun)
    let outcome = application.apply(findings, selection: selection)
    var after: [String: [UInt8]] = [:]
    for name in files.keys { after[name] = try repository.read(name) }
    return (outcome, after)
  }

  @Test("of what is suppressed, or stood there before the change, are not applied")
  func states() throws {
    let findings = [
      finding("a", 0..<1, "N"), finding("a", 1..<2, "E", .existing), finding("a", 2..<3, "S", .suppressed),
    ]
    let files = ["a": Array("012".utf8)]
    #expect(try apply(findings, to: files).files["a"] == Array("NE2".utf8))
    #expect(try apply(findings, to: files, selection: .worktree).files["a"] == Array("N12".utf8))
  }

  @Test("are not applied to a file that is not the one that was scanned, and the others are")
  func changed() throws {
    let files = ["a": Array("new".utf8), "b": Array("same".utf8)]
    let result = try apply(
      [finding("a", 0..<1, "X"), finding("a", 1..<2, "Y"), finding("b", 0..<1, "S"), finding("gone", 0..<1, "G")],
      to: files, scanned: ["a": Array("old".utf8)])
    #expect(result.files == ["a": Array("new".utf8), "b": Array("Same".utf8)])
    #expect(result.outcome.summary.applied == 1 && result.outcome.summary.notApplied == 3)
    #expect(result.outcome.remarks.count == 2 && result.outcome.failures.isEmpty)
    #expect(result.outcome.remarks[0] == "a was not fixed: it changed while it was being looked at")
  }

  @Test("count from behind a byte order mark, and are not applied to UTF-16")
  func encodings() throws {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let wide: [UInt8] = [0xFF, 0xFE] + "abc".utf8.flatMap { [$0, 0] }
    let result = try apply(
      [finding("marked", 0..<1, "A"), finding("wide", 0..<1, "A")], to: ["marked": mark + "abc".utf8, "wide": wide])
    #expect(result.files == ["marked": mark + "Abc".utf8, "wide": wide])
    #expect(result.outcome.remarks == ["wide was not fixed: it is UTF-16 or UTF-32, which is not written"])
  }

  @Test("never turn bytes in another encoding into replacement characters")
  func latin() throws {
    let latin: [UInt8] = Array("f(".utf8) + [0xE9] + ") g()".utf8
    let lossy = try apply([finding("a", 0..<4, "h(\u{FFFD})")], to: ["a": latin])
    #expect(lossy.files["a"] == latin && lossy.outcome.summary.notApplied == 1)
    let sound = try apply([finding("a", 5..<6, "h")], to: ["a": latin])
    #expect(sound.files["a"] == latin.dropLast(3) + "h()".utf8)
    // In UTF-8 it is a character like any other.
    let meant = try apply([finding("a", 0..<1, "\u{FFFD}")], to: ["a": Array("abc".utf8)])
    #expect(meant.files["a"] == Array("\u{FFFD}bc".utf8))
  }

  @Test("of a dry run write nothing, and a file with a secret is in no patch")
  func dryRun() throws {
    let files = ["a": Array("one\n".utf8), "b": Array("two\n".utf8)]
    let findings = [finding("a", 0..<1, "O"), finding("b", 0..<1, "T")]
    let result = try apply(findings, to: files, secret: [TreePath("b")], isDryRun: true)
    #expect(result.files == files)
    #expect(
      String(decoding: try #require(result.outcome.patch), as: UTF8.self) == """
        diff --git a/a b/a
        --- a/a
        +++ b/a
        @@ -1 +1 @@
        -one
        +One

        """)
    #expect(result.outcome.summary.applied == 1 && result.outcome.summary.notApplied == 1)
    #expect(result.outcome.remarks.count == 1 && result.outcome.remarks[0].hasPrefix("b is left out of the patch"))
    let written = try apply(findings, to: files, secret: [TreePath("b")])
    #expect(written.outcome.summary.applied == 2 && written.outcome.patch == nil)
  }
}
