import GateLedger
import GateModel
import Testing

@Suite("The record of a scan")
struct ScanRecordTests {
  private func body(_ draft: EntryDraft) throws -> JSON {
    try CanonicalJSON.parse(try #require(try Sample.book([draft]).entries.first).body)
  }

  private func names(_ value: JSON?) -> [String] {
    guard case .object(let members)? = value else { return [] }
    return members.map(\.name)
  }

  @Test("it has exactly the members of body version 1")
  func members() throws {
    let finding = Sample.finding("v0:1", by: Sample.agent("claude-code"))
    let commit = Sample.commit(nil, by: Sample.agent("claude-code"), added: 3, hit: 1)
    let body = try body(Sample.draft(commits: [commit], findings: [finding]))
    #expect(
      names(body) == [
        "actor", "at", "authors", "base", "bytes", "clock", "commits", "config_sha256", "counts", "coverage", "dur_us",
        "exit", "files", "findings", "gate", "head", "id", "kind", "ledger", "mode", "peak_kib", "policy_sha256",
        "prev",
        "repo", "rules_sha256", "sarif_sha256", "scanned_sha256", "seq", "tool", "tree", "v",
      ])
    #expect(names(body["clock"]) == ["mono_us", "prev_at_ok"])
    #expect(names(body["actor"]) == ["ci", "host_hash", "user_hash"])
    #expect(names(body["tool"]) == ["build_sha256", "version"])
    #expect(names(body["coverage"]) == ["bytes", "lines", "scanned", "selected", "skipped"])
    #expect(names(body["commits"]?.items.first) == ["added", "author", "hit", "id", "tree"])
    let author = body["authors"]?.items.first
    #expect(names(author) == ["agent", "agents", "confidence", "evidence", "findings", "kind", "model", "tier"])
    #expect(
      names(author?["evidence"]?.items.first)
        == ["agent", "blob", "raw_sha256", "ref", "signal", "source", "weight"])
    #expect(
      names(body["findings"]?.items.first) == [
        "author", "commit", "confidence", "cwe", "fp", "line", "path", "path_b64", "rule", "sev", "state",
      ])
    #expect(names(body["counts"]) == ["critical", "high", "info", "low", "medium"])
  }

  @Test("authors are kept once, with their new findings, and evidence only as a digest")
  func authors() throws {
    var first = Sample.agent("claude-code")
    first.commit = Sample.id(1)
    var second = Sample.agent("claude-code")
    second.commit = Sample.id(2)
    let draft = Sample.draft(
      commits: [
        Sample.commit(Sample.id(1), by: first, added: 1, hit: 1),
        Sample.commit(Sample.id(2), by: second, added: 1, hit: 0),
        Sample.commit(Sample.id(3), by: .unknown, added: 1, hit: 0),
      ],
      findings: [
        Sample.finding("v0:1", .critical, by: first), Sample.finding("v0:2", .critical, by: second, state: .existing),
        Sample.finding("v0:3", .low, by: Attribution(kind: .human, confidence: 900)),
      ])
    let body = try body(draft)
    let authors = try #require(body["authors"]?.items)
    #expect(authors.map { $0["kind"]?.text } == ["agent", "unknown", "human"])
    #expect(body["commits"]?.items.map { $0["author"]?.number } == [0, 0, 1])
    #expect(body["findings"]?.items.map { $0["author"]?.number } == [0, 0, 2])
    #expect(authors[0]["findings"]?["critical"]?.number == 1)
    #expect(body["counts"]?["critical"]?.number == 1)
    let raw = authors[0]["evidence"]?.items.first?["raw_sha256"]?.text
    // printf seen | sha256sum
    #expect(raw == "7208794c984ea1c75d13877c7427336fe98722c41a056eeee4f37360ec367123")
    #expect(!String(decoding: body.canonical(), as: UTF8.self).contains("\"seen\""))
  }

  @Test("the way of the data is not kept: the book would grow by it, and it tells of files beside the finding's")
  func traces() throws {
    var finding = Sample.finding("v0:1")
    let plain = try body(Sample.draft(findings: [finding]))
    finding.trace = [
      Step(kind: .source, path: TreePath("web.py"), range: finding.range, message: "a parameter of the request")
    ]
    #expect(try body(Sample.draft(findings: [finding]))["findings"] == plain["findings"])
  }

  @Test("a path that is not UTF-8 is kept byte for byte")
  func strangePath() throws {
    let path = TreePath(bytes: Array("a/".utf8) + [0xFF, 0x62])
    let store = try Sample.book([Sample.draft(findings: [Sample.finding("v0:1", path: path)])])
    let finding = try #require(try CanonicalJSON.parse(store.entries[0].body)["findings"]?.items.first)
    #expect(finding["path"]?.text == "a/\u{FFFD}b")
    #expect(finding["path_b64"]?.text == "YS//Yg==")
    #expect(try History.findings(in: store).first?.finding.path == path)
  }

  @Test("the gate is closed, open, or in error where a failed scan judged nothing")
  func gate() throws {
    func gate(_ verdict: Verdict, exit: Int32, failures: [String] = []) throws -> String? {
      let report = ScanReport(
        selection: .staged, selectionText: "", rulesDigest: Sample.digest(1), policyDigest: Sample.digest(2), rules: [],
        coverage: Coverage(), findings: [], verdict: verdict, failures: failures, exitCode: exit)
      return try body(ScanRecord(report, ScanContext(run: Sample.run)).draft)["gate"]?.text
    }
    let breached = Verdict.breached([Breach(scope: "all", severity: .high, count: 1, limit: 0)])
    #expect(try gate(.open, exit: 0) == "open")
    #expect(try gate(breached, exit: 1) == "closed")
    #expect(try gate(breached, exit: 3, failures: ["x"]) == "closed")
    #expect(try gate(breached, exit: 0) == "closed")
    #expect(try gate(.open, exit: 3, failures: ["x"]) == "error")
    #expect(try gate(.open, exit: 3) == "error")
  }

  @Test("coverage is counted by reason, and the scanned list by its digest")
  func coverage() throws {
    var coverage = Coverage()
    coverage.selected = 4
    coverage.scanned = 2
    coverage.skipped = ["a", "b"].map { Notice(path: TreePath($0), reason: .binary, detail: "") }
    let report = ScanReport(
      selection: .worktree, selectionText: "", rulesDigest: Sample.digest(1), policyDigest: Sample.digest(2), rules: [],
      coverage: coverage, findings: [], verdict: .open)
    let items = [("b", 2), ("a", 1)].map { ScannedList.Item(path: TreePath($0.0), blob: Sample.id($0.1)) }
    let list = ScannedList(items)
    let body = try body(ScanRecord(report, ScanContext(run: Sample.run, scanned: list)).draft)
    #expect(body["coverage"]?["skipped"] == .object([JSON.Member("binary", .integer(2))]))
    #expect(body["mode"]?.text == "worktree")
    #expect(body["scanned_sha256"]?.text == list.digest.description)
    #expect(list.bytes == Sample.id(1).bytes + [0x61, 0] + Sample.id(2).bytes + [0x62, 0])
    #expect(ScannedList(items.reversed()) == list)
  }

  @Test("a clock that goes back is flagged and changes no order")
  func clockBack() throws {
    var walls: [Int64] = [5000, 4000, 4000]
    let store = MemoryLedgerStore { Moment(wall: walls.removeFirst(), monotonic: 1) }
    for _ in 0..<3 { _ = try store.append(Sample.draft()) }
    let bodies = try store.entries.map { try CanonicalJSON.parse($0.body) }
    #expect(bodies.map { $0["clock"]?["prev_at_ok"] } == [.bool(true), .bool(false), .bool(true)])
    #expect(bodies.map { $0["seq"]?.number } == [0, 1, 2])
    #expect(bodies[1]["at"]?.text == "1970-01-01T00:00:04.000Z")
    #expect(try Verifier.verify(store).isIntact)
  }

  @Test("what a reader would refuse is not appended")
  func refusal() throws {
    let store = try Sample.book()
    let doubled = EntryDraft(members: [JSON.Member("a", .null), JSON.Member("a", .null)])
    let great = EntryDraft(members: [JSON.Member("a", .integer(9_007_199_254_740_992))])
    let fraction = EntryDraft(members: [JSON.Member("a", .thousandths(950))])
    for draft in [doubled, great, fraction] {
      #expect(throws: LedgerError.self) { try store.append(draft) }
    }
    #expect(store.entries.isEmpty && store.head().size == 0)
  }

  @Test(
    "times are written and read to the millisecond",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (951_782_400_123, "2000-02-29T00:00:00.123Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (1_763_725_980_007, "2025-11-21T11:53:00.007Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func timestamps(milliseconds: Int64, text: String) {
    #expect(Timestamp.text(milliseconds) == text)
    #expect(Timestamp.milliseconds(text) == milliseconds)
    #expect(Timestamp.milliseconds(text.lowercased()) == nil)
  }

  @Test("times beyond the calendar are bounded")
  func strangeTimes() {
    #expect(Timestamp.text(.max) == "9999-12-31T23:59:59.999Z")
    #expect(Timestamp.text(.min) == "0000-01-01T00:00:00.000Z")
    #expect(Timestamp.milliseconds("2025-02-30T00:00:00.000Z") == nil)
  }
}

extension Verifier.Verdict {
  var isIntact: Bool { if case .intact = self { true } else { false } }
}
