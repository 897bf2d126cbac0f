package import GateModel

/// What a question to the book is limited to. Nil asks for everything.
package struct HistoryFilter: Equatable, Sendable {
  package enum Place: Equatable, Sendable {
    case within(TreePath)
    case like(Glob)

    /// A pattern where the text holds a wildcard, else a file or folder.
    package init(_ text: String) {
      let folder = text.hasSuffix("/") ? String(text.dropLast()) : text
      self = text.contains { "*?[{".contains($0) } ? .like(Glob(text)) : .within(TreePath(folder))
    }

    package func holds(_ path: TreePath) -> Bool {
      switch self {
      case .within(let folder): path.isWithin(folder)
      case .like(let glob): glob.matches(path)
      }
    }
  }

  /// Milliseconds since 1970, UTC: from `since` up to, not including, `until`.
  package var since: Int64?
  package var until: Int64?
  package var agent: String?
  package var kind: Attribution.Kind?
  /// An id, or the beginning of one up to a dot.
  package var rule: String?
  /// And whatever is worse.
  package var severity: Severity?
  package var path: Place?
  package var state: Finding.State?
  /// The first so many of the answer.
  package var limit: Int?

  package init(
    since: Int64? = nil, until: Int64? = nil, agent: String? = nil, kind: Attribution.Kind? = nil,
    rule: String? = nil, severity: Severity? = nil, path: Place? = nil, state: Finding.State? = nil, limit: Int? = nil
  ) {
    self.since = since
    self.until = until
    self.agent = agent
    self.kind = kind
    self.rule = rule
    self.severity = severity
    self.path = path
    self.state = state
    self.limit = limit
  }

  func admits(time: Int64) -> Bool { since.map { $0 <= time } ?? true && until.map { time < $0 } ?? true }

  func admits(_ author: RecordedAuthor) -> Bool {
    (agent.map { author.names.contains(.agent($0)) } ?? true) && (kind.map { author.kind == $0 } ?? true)
  }

  /// What the finding is, whoever brought it.
  func admitsContent(of finding: RecordedFinding) -> Bool {
    (rule.map { finding.rule == $0 || finding.rule.hasPrefix($0 + ".") } ?? true)
      && (severity.map { finding.severity >= $0 } ?? true)
      && (path.map { $0.holds(finding.path) } ?? true)
      && (state.map { finding.state == $0 } ?? true)
  }

  func admits(_ finding: RecordedFinding) -> Bool { admits(finding.author) && admitsContent(of: finding) }

  func admits(_ scan: RecordedScan) -> Bool {
    let asksForFindings = rule != nil || severity != nil || path != nil || state != nil
    if asksForFindings { return scan.findings.contains { admits($0) } }
    return (agent == nil && kind == nil) || scan.authors.contains { admits($0) }
  }

  func first<T>(_ items: [T]) -> [T] { limit.map { Array(items.prefix($0)) } ?? items }
}
