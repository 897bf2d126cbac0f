package import GateModel

/// What somebody said about one finding: an entry of kind `override`.
package struct Judgement: Equatable, Sendable {
  package enum Verdict: String, CaseIterable, Sendable { case dismissed, reinstated }

  package var sequence: Int
  /// Milliseconds since 1970, UTC.
  package var at: Int64
  package var verdict: Verdict
  package var fingerprint: String
  package var rule: String
  package var path: TreePath
  package var line: Int
  package var reason: String
  /// `YYYY-MM-DD`, UTC: the last day on which it holds.
  package var until: String?
  package var author: RecordedAuthor

  /// Nil for entries of another kind, and for what says less than a judgement must.
  init?(sequence: Int, body: JSON) {
    guard body["kind"]?.text == "override", let verdict = body["verdict"]?.text.flatMap(Verdict.init),
      let fingerprint = body["fp"]?.text, let rule = body["rule"]?.text, let reason = body["reason"]?.text,
      let author = body["author"], case .object = author
    else { return nil }
    self.sequence = sequence
    at = body["at"]?.text.flatMap(Timestamp.milliseconds) ?? 0
    self.verdict = verdict
    self.fingerprint = fingerprint
    self.rule = rule
    let bytes = body["path_b64"]?.text.flatMap(Base64.decode)
    path = bytes.map { TreePath(bytes: $0) } ?? TreePath(body["path"]?.text ?? "")
    line = body["line"]?.number.flatMap { Int(exactly: $0) } ?? 0
    self.reason = reason
    until = body["until"]?.text
    self.author = RecordedAuthor(author)
  }

  /// Whoever has something judged may not be its judge: what an agent says is kept, shown, and changes nothing.
  package var counts: Bool { [.human, .unknown].contains(author.kind) && author.agents.isEmpty }

  /// A day that is none is over.
  package func isExpired(at now: Int64) -> Bool {
    guard let until else { return false }
    return Judgement.end(of: until).map { $0 <= now } ?? true
  }

  /// The first moment after a day, `YYYY-MM-DD`; nil for what is no day.
  package static func end(of day: String) -> Int64? {
    Timestamp.milliseconds("\(day)T00:00:00.000Z").map { $0 + 86_400_000 }
  }
}

/// A judgement before it is in the book, body version 1. It holds no value and no text of a file.
package struct JudgementRecord {
  package var verdict: Judgement.Verdict
  package var finding: RecordedFinding
  package var reason: String
  package var until: String?
  package var author: Attribution
  package var context: ScanContext

  package init(
    _ verdict: Judgement.Verdict, of finding: RecordedFinding, reason: String, until: String?, by author: Attribution,
    _ context: ScanContext
  ) {
    self.verdict = verdict
    self.finding = finding
    self.reason = reason
    self.until = until
    self.author = author
    self.context = context
  }

  package var draft: EntryDraft {
    let path = finding.path
    return EntryDraft(members: [
      JSON.Member("v", .count(1)),
      JSON.Member("id", .string(context.run.id)),
      JSON.Member("kind", .string("override")),
      JSON.Member("actor", context.actorJSON),
      JSON.Member("repo", context.repositoryJSON),
      JSON.Member("tool", context.toolJSON),
      JSON.Member("verdict", .string(verdict.rawValue)),
      JSON.Member("fp", .string(finding.fingerprint)),
      JSON.Member("rule", .string(finding.rule)),
      JSON.Member("sev", .string(finding.severity.name)),
      JSON.Member("path", .string(path.description)),
      JSON.Member("path_b64", path.isUTF8 ? .null : .string(Base64.encode(path.bytes))),
      JSON.Member("line", .count(finding.line)),
      JSON.Member("reason", .string(reason)),
      JSON.Member("until", .optional(until) { .string($0) }),
      JSON.Member("author", .object(AuthorTable.members(author))),
    ])
  }
}
