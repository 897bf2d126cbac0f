import GateModel

/// Each author of a scan once, in order of appearance; commits and findings point into it.
struct AuthorTable {
  private var authors: [Attribution] = []
  private var indices: [Attribution: Int] = [:]
  private var findings: [SeverityCounts] = []

  init(_ report: ScanReport) {
    for commit in report.commits { _ = add(commit.author) }
    for finding in report.findings {
      let index = add(finding.author)
      if finding.state.isNew { findings[index][finding.severity] += 1 }
    }
  }

  /// Only for those in the report.
  func index(of author: Attribution) -> Int {
    guard let index = indices[AuthorTable.key(author)] else { preconditionFailure("every author was added") }
    return index
  }

  var json: JSON { .array(zip(authors, findings).map(AuthorTable.json)) }

  private mutating func add(_ author: Attribution) -> Int {
    let key = AuthorTable.key(author)
    if let index = indices[key] { return index }
    indices[key] = authors.count
    authors.append(key)
    findings.append(SeverityCounts())
    return authors.count - 1
  }

  /// Two commits of one author on the same evidence are one row.
  private static func key(_ author: Attribution) -> Attribution {
    var key = author
    key.commit = nil
    return key
  }

  private static func json(_ author: Attribution, _ findings: SeverityCounts) -> JSON {
    .object(members(author) + [JSON.Member("findings", .counts(findings))])
  }

  static func members(_ author: Attribution) -> [JSON.Member] {
    [
      JSON.Member("kind", .string(author.kind.rawValue)),
      JSON.Member("agent", .optional(author.agent) { .string($0) }),
      JSON.Member("agents", .array(author.agents.map { .string($0) })),
      JSON.Member("model", .optional(author.model) { .string($0) }),
      JSON.Member("confidence", .count(author.confidence)),
      JSON.Member("tier", .optional(author.tier) { .string($0.rawValue) }),
      JSON.Member("evidence", .array(author.evidence.map(json))),
    ]
  }

  /// What was seen is kept as a digest: trailers and sessions may say more than the book should.
  private static func json(_ evidence: Evidence) -> JSON {
    .object([
      JSON.Member("source", .string(evidence.source)),
      JSON.Member("signal", .string(evidence.signal)),
      JSON.Member("agent", .optional(evidence.agent) { .string($0) }),
      JSON.Member("weight", .count(evidence.weight)),
      JSON.Member("raw_sha256", .digest(sha256(Array(evidence.detail.utf8)))),
      JSON.Member("ref", .null),
      JSON.Member("blob", .null),
    ])
  }
}
