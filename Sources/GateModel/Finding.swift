/// One place where one rule fired. A secret's value is masked before a `Finding` exists.
package struct Finding: Equatable, Sendable {
  package enum State: String, CaseIterable, Sendable {
    case new, existing, suppressed
    /// It was fixed, says the baseline, and is back.
    case reintroduced

    /// It counts at the gate.
    package var isNew: Bool { self == .new || self == .reintroduced }
  }

  package var ruleID: String
  package var severity: Severity
  package var confidence: Confidence
  package var message: String
  package var path: TreePath
  package var range: SourceRange
  package var excerpt: Excerpt
  package var cwe: [String]
  package var owasp: [String]
  package var attack: [String]
  package var fingerprint: Fingerprint
  /// What the first version of fingerprints called it; older books and baselines know it by that.
  package var former: Fingerprint?
  package var state: State
  /// The first commit that brought it, where that is known.
  package var commit: ObjectID?
  /// It stands in HEAD; nil where the selection has no say in it.
  package var inHead: Bool?
  package var author: Attribution
  /// From source to sink; empty for what has no flow.
  package var trace: [Step]
  package var remediation: String?
  /// What would stand in place of the range.
  package var fix: String?
  /// The fix tells a secret's value: it may be applied, and is never shown.
  package var hidesFix = false
  package var host: HostPlace
  package var doubt = Doubt()
  /// What the book says about letting it pass.
  package var dismissal: Dismissal?
  /// The comment beside it that lets it pass.
  package var ignore: InlineIgnore?
  /// It stands in the baseline that was in force.
  package var isInBaseline = false

  package init(
    ruleID: String, severity: Severity, confidence: Confidence, message: String, path: TreePath,
    range: SourceRange, excerpt: Excerpt, cwe: [String] = [], owasp: [String] = [], attack: [String] = [],
    fingerprint: Fingerprint, state: State = .new, commit: ObjectID? = nil, inHead: Bool? = nil,
    author: Attribution = .unknown, trace: [Step] = [], remediation: String? = nil, fix: String? = nil,
    host: HostPlace
  ) {
    self.ruleID = ruleID
    self.severity = severity
    self.confidence = confidence
    self.message = message
    self.path = path
    self.range = range
    self.excerpt = excerpt
    self.cwe = cwe
    self.owasp = owasp
    self.attack = attack
    self.fingerprint = fingerprint
    self.state = state
    self.commit = commit
    self.inHead = inHead
    self.author = author
    self.trace = trace
    self.remediation = remediation
    self.fix = fix
    self.host = host
  }

  /// The order of every report.
  package static func precedes(_ a: Finding, _ b: Finding) -> Bool {
    if a.path != b.path { return a.path < b.path }
    if a.range.start.offset != b.range.start.offset { return a.range.start.offset < b.range.start.offset }
    if a.ruleID != b.ruleID { return a.ruleID < b.ruleID }
    return a.fingerprint.text < b.fingerprint.text
  }
}

/// The first line of the place, masked and shortened; control characters are still in it, so each output escapes it.
package struct Excerpt: Equatable, Sendable {
  package var text: String
  /// The place within `text`, in Unicode scalars from 0.
  package var mark: Range<Int>

  package init(text: String, mark: Range<Int>) {
    self.text = text
    self.mark = mark
  }
}

/// What makes two sightings the same finding: `v0:` or `v1:` and 32 hex digits.
package struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  package var text: String

  package init(text: String) { self.text = text }

  package var description: String { text }
}

/// The place as code hosts count it: UTF-16 columns, and GitHub's hash of the first line.
package struct HostPlace: Equatable, Sendable {
  package var startColumn: Int
  package var endColumn: Int
  /// `hash:occurrence`, GitHub's `primaryLocationLineHash`.
  package var lineHash: String

  package init(startColumn: Int, endColumn: Int, lineHash: String) {
    self.startColumn = startColumn
    self.endColumn = endColumn
    self.lineHash = lineHash
  }
}

/// Where a range begins and ends within its lines, as code hosts count it: from 1, in UTF-16.
package struct HostColumns: Hashable, Sendable {
  package var start: Int
  package var end: Int

  package init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }
}

/// One station of a flow from source to sink.
package struct Step: Equatable, Sendable {
  package enum Kind: String, Sendable { case source, step, sanitizer, sink }

  package var kind: Kind
  package var path: TreePath
  package var range: SourceRange
  /// A few words on what happens there, without any value.
  package var message: String
  package var columns: HostColumns

  /// Without `columns` those of the range stand: they are the same where no character of its lines lies beyond U+FFFF.
  package init(kind: Kind, path: TreePath, range: SourceRange, message: String, columns: HostColumns? = nil) {
    self.kind = kind
    self.path = path
    self.range = range
    self.message = message
    self.columns = columns ?? HostColumns(start: range.start.column, end: range.end.column)
  }
}
