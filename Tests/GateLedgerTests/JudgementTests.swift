import GateLedger
import GateModel
import Testing

@Suite("What was said about findings")
struct JudgementTests {
  private static let day: Int64 = 86_400_000
  private static let now: Int64 = 1_700_000_100_000

  private func dismissal(
    _ fingerprint: String, _ judgements: Judgements, at now: Int64, path: TreePath = TreePath("src/app.py"),
    holds: Bool = true
  ) -> Dismissal? {
    let finding = Sample.finding(fingerprint, path: path)
    return judgements.dismissal(of: finding, at: now) { _ in holds }
  }

  @Test("speaks of the file that it was said of, and of where that went")
  func moved() throws {
    let judgements = try Judgements(try Sample.book([try said()]))
    let other = TreePath("src/other.py")
    #expect(dismissal("v0:1", judgements, at: Self.now, path: other) == nil)
    #expect(dismissal("v0:1", judgements, at: Self.now, path: other, holds: false)?.standing == .accepted)
  }

  private func finding(_ fingerprint: String) throws -> RecordedFinding {
    let book = try Sample.book([Sample.draft(findings: [Sample.finding(fingerprint)])])
    return try #require(try History.findings(in: book).first?.finding)
  }

  private func said(
    _ verdict: Judgement.Verdict = .dismissed, of fingerprint: String = "v0:1", _ reason: String = "a fixture",
    until: String? = nil, by author: Attribution = .unknown
  ) throws -> EntryDraft {
    JudgementRecord(
      verdict, of: try finding(fingerprint), reason: reason, until: until, by: author, ScanContext(run: Sample.run)
    ).draft
  }

  @Test("comes back from the book as it went in, and the book verifies")
  func roundTrip() throws {
    let book = try Sample.book([try said(until: "2026-12-31")])
    let judgement = try #require(try Judgements(book).all.first)
    #expect(judgement.verdict == .dismissed && judgement.reason == "a fixture" && judgement.until == "2026-12-31")
    #expect(judgement.rule == "secrets.example.key" && judgement.path == TreePath("src/app.py") && judgement.line == 3)
    #expect(judgement.counts)
    guard case .intact = try Verifier.verify(book) else {
      Issue.record("the book does not verify")
      return
    }
    #expect(try History.scans(in: book).isEmpty)
  }

  @Test("the last word that counts holds, until its last day is over")
  func standing() throws {
    let book = try Sample.book([try said(until: "2023-11-15")])
    let judgements = try Judgements(book)
    #expect(dismissal("v0:1", judgements, at: Self.now)?.standing == .accepted)
    // 2023-11-16T00:00:00Z
    #expect(dismissal("v0:1", judgements, at: 1_700_092_800_000 - 1)?.standing == .accepted)
    #expect(dismissal("v0:1", judgements, at: 1_700_092_800_000)?.standing == .expired)
    #expect(dismissal("v0:2", judgements, at: Self.now) == nil)
    #expect(judgements.standing(of: judgements.all[0], at: 1_700_092_800_000) == .expired)
  }

  @Test("a later word takes the earlier one's place; one taken back is gone")
  func superseded() throws {
    let book = try Sample.book([try said(), try said(.dismissed, "better")])
    var judgements = try Judgements(book)
    #expect(dismissal("v0:1", judgements, at: Self.now)?.reason == "better")
    #expect(judgements.standing(of: judgements.all[0], at: Self.now) == .superseded)
    _ = try book.append(try said(.reinstated, "it is real"))
    judgements = try Judgements(book)
    #expect(dismissal("v0:1", judgements, at: Self.now) == nil)
    #expect(judgements.dismissed(at: Self.now).isEmpty)
  }

  @Test("an agent's word is shown and changes nothing, neither way")
  func agents() throws {
    let agent = Sample.agent("claude-code", tier: .observed)
    let book = try Sample.book([try said(by: agent)])
    #expect(try dismissal("v0:1", Judgements(book), at: Self.now)?.standing == .byAgent)
    #expect(try Judgements(book).dismissed(at: Self.now).isEmpty)
    _ = try book.append(try said(.dismissed, "a person's"))
    _ = try book.append(try said(.reinstated, "an agent's", by: agent))
    #expect(try dismissal("v0:1", Judgements(book), at: Self.now)?.reason == "a person's")
  }

  @Test("an entry that was changed, moved or comes from another book says nothing, and is named")
  func broken() throws {
    let book = try Sample.book([try said()])
    let sound = book.entries[0]
    func broken(_ change: (inout StoredEntry) -> Void) throws -> Judgements {
      book.entries = [sound]
      change(&book.entries[0])
      return try Judgements(book)
    }
    let text = String(decoding: sound.body, as: UTF8.self)
    let edited = Array(text.replacing("a fixture", with: "a fixturE").utf8)
    let foreign = Array(text.replacing(book.current.ledger, with: String(repeating: "0", count: 32)).utf8)
    #expect(try broken { $0.body = edited }.broken == [0])
    #expect(try broken { $0.sequence = 3 }.broken == [3])
    let other = try broken {
      $0.body = foreign
      $0.leaf = MerkleTree.leafHash(foreign).bytes
    }
    #expect(other.broken == [0] && other.all.isEmpty && !other.isEmpty)
    #expect(try broken { _ in }.broken.isEmpty)
  }

  @Test("marks its rule and path for other findings there")
  func places() throws {
    let book = try Sample.book([try said(), try said(of: "v0:2", by: Sample.agent("claude-code"))])
    let place = DismissedPlace(rule: "secrets.example.key", path: TreePath("src/app.py"))
    #expect(try Judgements(book).dismissed(at: Self.now) == [place: ["v0:1"]])
  }
}
