/// What a rule says about itself, beside how it matches.
///
/// Most rules of a scan have nothing to do with it: what decides that is at hand, and the rest is read when it is first asked for.
package struct Rule: Sendable {
  package var id: String
  package var severity: Severity
  package var confidence: Confidence
  /// Where the rule applies, by path; empty means everywhere.
  package var paths: PathFilter
  package let kind: Kind
  /// Empty for secrets: those are looked for in any text.
  package let languages: [SourceLanguage]
  package let content: Deferred<Content>

  /// Which engine runs it.
  package enum Kind: Equatable, Sendable {
    case secret
    case search
    /// `isInterfile`: it follows data into other files of the project.
    case taint(isInterfile: Bool)
  }

  package struct Content: Equatable, Sendable {
    package var message: String
    package var matcher: Matcher
    package var cwe: [String]
    package var owasp: [String]
    package var attack: [String]
    package var remediation: String?
    package var references: [String]
    package var lesson: Lesson
    /// How likely the rule is right where a sign of a false alarm is seen; nil where that makes no difference.
    package var confidenceInDoubt: Confidence?
    /// Rules that know more of the same fault: where one of them speaks of the same lines, this one is silent.
    package var yieldsTo: [String]

    package init(
      message: String, matcher: Matcher, cwe: [String] = [], owasp: [String] = [], attack: [String] = [],
      remediation: String? = nil, references: [String] = [], lesson: Lesson = Lesson(),
      confidenceInDoubt: Confidence? = nil, yieldsTo: [String] = []
    ) {
      self.message = message
      self.matcher = matcher
      self.cwe = cwe
      self.owasp = owasp
      self.attack = attack
      self.remediation = remediation
      self.references = references
      self.lesson = lesson
      self.confidenceInDoubt = confidenceInDoubt
      self.yieldsTo = yieldsTo
    }
  }

  /// `kind` and `languages` are those of the matcher in `content`.
  package init(
    id: String, severity: Severity, confidence: Confidence, paths: PathFilter, kind: Kind,
    languages: [SourceLanguage], content: Deferred<Content>
  ) {
    self.id = id
    self.severity = severity
    self.confidence = confidence
    self.paths = paths
    self.kind = kind
    self.languages = languages
    self.content = content
  }

  package init(
    id: String, severity: Severity, confidence: Confidence, message: String, matcher: Matcher,
    paths: PathFilter = PathFilter(), cwe: [String] = [], owasp: [String] = [], attack: [String] = [],
    remediation: String? = nil, references: [String] = [], lesson: Lesson = Lesson(),
    confidenceInDoubt: Confidence? = nil, yieldsTo: [String] = []
  ) {
    let content = Content(
      message: message, matcher: matcher, cwe: cwe, owasp: owasp, attack: attack, remediation: remediation,
      references: references, lesson: lesson, confidenceInDoubt: confidenceInDoubt, yieldsTo: yieldsTo)
    self.init(
      id: id, severity: severity, confidence: confidence, paths: paths, kind: matcher.kind,
      languages: matcher.languages, content: Deferred(content))
  }

  /// The same rule, finding its places otherwise.
  package func with(_ matcher: Matcher) -> Rule {
    var content = content.value
    content.matcher = matcher
    return Rule(
      id: id, severity: severity, confidence: confidence, paths: paths, kind: matcher.kind,
      languages: matcher.languages, content: Deferred(content))
  }

  package var message: String { content.value.message }
  package var matcher: Matcher { content.value.matcher }
  package var cwe: [String] { content.value.cwe }
  package var owasp: [String] { content.value.owasp }
  package var attack: [String] { content.value.attack }
  package var remediation: String? { content.value.remediation }
  package var references: [String] { content.value.references }
  package var lesson: Lesson { content.value.lesson }
  package var yieldsTo: [String] { content.value.yieldsTo }

  /// How likely it is right at a place where so much speaks for a false alarm. Severity never changes.
  package func confidence(under doubt: Doubt) -> Confidence {
    if doubt.isRefuted { return .low }
    guard doubt.score >= Doubt.notable, let other = content.value.confidenceInDoubt else { return confidence }
    return min(confidence, other)
  }
}

extension Rule: Equatable {
  package static func == (a: Rule, b: Rule) -> Bool {
    a.id == b.id && a.severity == b.severity && a.confidence == b.confidence && a.paths == b.paths
      && a.content == b.content
  }
}

/// What a rule teaches beside its message. Few commands ask, so it is kept as the bytes that it is stored in and read when asked.
package struct Lesson: Equatable, Sendable {
  package let bytes: [UInt8]

  /// `bytes` of another lesson; of others nothing can be learnt.
  package init(bytes: [UInt8] = []) { self.bytes = bytes }

  package init(why: String?, before: String?, after: String?) {
    guard why != nil || before != nil || after != nil else {
      bytes = []
      return
    }
    var writer = ByteWriter()
    for text in [why, before, after] { writer.write(text ?? "") }
    bytes = writer.bytes
  }

  /// How the fault is used, and how code comes to have it.
  package var why: String? { text(0) }
  /// Code that has it, and the same code without.
  package var before: String? { text(1) }
  package var after: String? { text(2) }

  private func text(_ place: Int) -> String? {
    var reader = ByteReader(bytes[...])
    for _ in 0..<place where (try? reader.data()) == nil { return nil }
    guard let text = try? reader.text(), !text.isEmpty else { return nil }
    return text
  }
}

/// How a rule finds its places. One case an engine.
package enum Matcher: Equatable, Sendable {
  case secret(SecretMatcher)
  case search(SearchMatcher)
  case taint(TaintMatcher)
}

extension Matcher {
  var languages: [SourceLanguage] {
    switch self {
    case .secret: []
    case .search(let matcher): matcher.languages
    case .taint(let matcher): matcher.languages
    }
  }

  var kind: Rule.Kind {
    switch self {
    case .secret: .secret
    case .search: .search
    case .taint(let matcher): .taint(isInterfile: matcher.flow.reach == .project)
    }
  }
}

/// Which paths a rule or policy speaks of: all that `include` names (or all, when it is empty) but those that
/// `exclude` names.
package struct PathFilter: Equatable, Sendable {
  package var include: [Glob]
  package var exclude: [Glob]

  package init(include: [Glob] = [], exclude: [Glob] = []) {
    self.include = include
    self.exclude = exclude
  }

  package func admits(_ path: TreePath) -> Bool {
    (include.isEmpty || include.contains { $0.matches(path) }) && !exclude.contains { $0.matches(path) }
  }
}

/// The rules of one scan, sorted by id, and the digest of all that they say. Compiled once, shared by all workers.
package struct RuleSet: Sendable {
  package let rules: [Rule]
  package let digest: Digest

  package init(rules: [Rule], digest: Digest) {
    self.rules = rules
    self.digest = digest
  }
}
