import GateAttribution
import GateLedger
import GateModel
import GateTesting
import Testing

@testable import GateScan

/// The pipeline with one rule of its own, no embedded pack, and a ledger that the test chooses.
private struct Bench {
  let repository: TestRepository

  init() throws {
    repository = try TestRepository()
    try repository.write(
      "../rules.yaml",
      """
      rules:
      - id: test.key
        mode: secret
        languages: [regex]
        severity: HIGH
        message: A key.
        pattern-regex: 'key-(?<secret>[a-z]{8})'
        keywords: [key-]

      """)
  }

  @Sendable private static func never<E: Error, T>() throws(E) -> T {
    preconditionFailure("these rules are not asked for")
  }

  private var tools: Tools {
    let empty = RuleSet(rules: [], digest: Digest(bytes: [UInt8](repeating: 0, count: 32))!)
    return Tools(
      builtIn: { () throws(ScanFailure) in
        BuiltIn(ruleSet: empty, registry: AgentRegistry([]), database: Self.never)
      },
      openLedger: { (path) throws(LedgerError) in throw LedgerError(.notWritable, "no ledger at \(path)") },
      cacheFolder: nil, buildDigest: nil)
  }

  func run(_ selection: Selection, _ change: (inout ScanRequest) -> Void = { _ in }) async throws -> ScanReport {
    var request = ScanRequest(selection)
    request.paths = [repository.path]
    request.rules = [repository.outside + "/rules.yaml"]
    request.ledger = .none
    change(&request)
    return try await Scan.run(request, tools)
  }
}

@Suite("The pipeline")
struct PipelineTests {
  @Test("gives findings, verdict and exit code for what is staged, and the tree that a commit will have")
  func staged() async throws {
    let bench = try Bench()
    try bench.repository.write("a", "x\nkey-abcdefgh\n")
    try bench.repository.git("add", "--all")
    let report = try await bench.run(.staged)
    #expect(report.findings.map(\.ruleID) == ["test.key"])
    #expect(report.findings.map(\.range.start.line) == [2])
    #expect(report.exitCode == 1)
    #expect(report.failures == [])
    #expect(report.commits.map(\.tree?.description) == [try bench.repository.line("write-tree")])
    #expect(report.commits.map(\.linesAdded) == [2])
    #expect(report.commits.map(\.linesHit) == [1])
    #expect(report.base == nil)
  }

  @Test("counts each added line with a finding once, and for the commit that brought it")
  func lines() async throws {
    let bench = try Bench()
    let base = try bench.repository.commit("a", "one\n")
    try bench.repository.commit("a", "one\nkey-abcdefgh key-ijklmnop\nkey-qrstuvwx\nfour\n")
    try bench.repository.commit("b", "key-abcdefgi\nkey-abcdefgj\n")
    let report = try await bench.run(.diff(base: base.description, head: nil))
    #expect(report.findings.count == 5)
    #expect(report.commits.map(\.linesAdded) == [2, 3])
    #expect(report.commits.map(\.linesHit) == [2, 2])
    #expect(report.authors.map(\.linesAdded) == [5])
    #expect(report.authors.map(\.commits) == [2])
  }

  @Test("gives the same report with any number of workers")
  func workers() async throws {
    let bench = try Bench()
    for number in 0..<200 {
      try bench.repository.write("f/\(number)", "\(number)\nkey-abcdefg\(number % 2 == 0 ? "a" : "b")\n")
    }
    try bench.repository.commit()
    let one = try await bench.run(.history(since: nil)) { $0.jobs = 1 }
    let many = try await bench.run(.history(since: nil)) { $0.jobs = 7 }
    #expect(one.findings == many.findings)
    #expect(one.coverage == many.coverage)
    #expect(one.findings.count == 200)
  }

  @Test("gives its report although the ledger refuses, with a failure and exit 3")
  func refusedLedger() async throws {
    let bench = try Bench()
    try bench.repository.write("a", "key-abcdefgh\n")
    try bench.repository.git("add", "--all")
    let report = try await bench.run(.staged) { $0.ledger = .at("/somewhere") }
    #expect(report.exitCode == 3)
    #expect(report.failures.contains { $0.contains("no ledger at /somewhere") })
    #expect(report.findings.count == 1)
    #expect(report.ledger == nil)
  }

  @Test("holds no times when it is to be reproducible")
  func reproducible() async throws {
    let bench = try Bench()
    try bench.repository.commit("a", "a\n")
    let report = try await bench.run(.commit("HEAD")) { $0.isReproducible = true }
    #expect(report.run == nil)
    #expect(try await bench.run(.commit("HEAD")).run != nil)
  }

  @Test("says what the user can mend apart from what it cannot do")
  func failures() async throws {
    let bench = try Bench()
    try bench.repository.commit("a", "a\n")
    func failure(_ selection: Selection, _ change: (inout ScanRequest) -> Void = { _ in }) async -> ScanFailure? {
      do {
        _ = try await bench.run(selection, change)
        return nil
      } catch { return error as? ScanFailure }
    }
    let outside = await failure(.staged) { $0.paths = ["/proc"] }
    guard case .usage = outside else { throw Unexpected() }
    guard case .usage = await failure(.commit("no-such-commit")) else { throw Unexpected() }
    guard case .usage = await failure(.paths, { $0.paths = ["/no/such/file"] }) else { throw Unexpected() }
    guard case .usage = await failure(.staged, { $0.policyFile = "/no/such/policy" }) else { throw Unexpected() }
    try bench.repository.write(".git/index", "DIRC")
    guard case .incomplete = await failure(.staged) else { throw Unexpected() }
  }

  private struct Unexpected: Error {}

  @Test("knows a line that moved with its file as old, and one that was copied as new")
  func moved() async throws {
    let bench = try Bench()
    let text = (0..<20).map { "line \($0)\n" }.joined() + "key-abcdefgh\n"
    try bench.repository.commit("a", text)
    try bench.repository.move("a", to: "b")
    #expect(try await bench.run(.staged).findings == [])
    #expect(try await bench.run(.staged) { $0.showsWholeFiles = true }.findings.map(\.state) == [.existing])
    try bench.repository.write("b", text + "key-abcdefgh\n")
    #expect(try await bench.run(.worktree).findings.map(\.range.start.line) == [22])
  }

  @Test("tells equal findings in one file apart by their fingerprints, and keeps each when lines move above them")
  func fingerprints() async throws {
    let bench = try Bench()
    try bench.repository.commit("a", "key-abcdefgh\nkey-abcdefgh\n")
    let before = try await bench.run(.paths).findings.map(\.fingerprint)
    #expect(Set(before.map(\.text)).count == 2)
    try bench.repository.write("a", "above\nkey-abcdefgh\nbetween\nkey-abcdefgh\n")
    #expect(try await bench.run(.paths).findings.map(\.fingerprint) == before)
  }

  @Test("gives every selection of one file the same fingerprint")
  func sameFingerprint() async throws {
    let bench = try Bench()
    try bench.repository.commit("README", "hello\n")
    try bench.repository.write("a", "key-abcdefgh\n")
    try bench.repository.git("add", "--all")
    var all = [try await bench.run(.staged), try await bench.run(.worktree), try await bench.run(.paths)]
    try bench.repository.commitIndex()
    for selection in [Selection.commit("HEAD"), .diff(base: "HEAD~1", head: nil), .history(since: nil), .paths] {
      all.append(try await bench.run(selection))
    }
    #expect(Set(all.flatMap(\.findings).map(\.fingerprint.text)).count == 1)
    #expect(all.map(\.findings.count) == Array(repeating: 1, count: 7))
  }
}

@Suite("Days")
struct DayTests {
  @Test(
    "are read as people type them, and nothing else is",
    arguments: [
      ("1970-01-01", 0), ("2026-01-31", 1_769_817_600), ("2024-02-29", 1_709_164_800), ("2023-02-29", nil),
      ("2026-13-01", nil),
      ("2026-1-1", nil), ("26-01-01", nil), ("2026-01-01T00:00", nil), ("", nil), ("--", nil), ("2026-00-10", nil),
      ("+026-01-01", nil),
    ] as [(String, Int64?)])
  func table(text: String, seconds: Int64?) { #expect(Day.seconds(text) == seconds) }
}
