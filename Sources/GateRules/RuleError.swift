package import GateDocument
package import GateModel

/// A rule that cannot be used: the file, the place, and what would be right. The same shape as any other document's
/// error, for to the user it is one.
package typealias RuleError = DocumentError

/// A rule as its file gives it, with what is of use only to `rules test` and `rules validate`.
package struct LoadedRule: Sendable {
  package var rule: Rule
  package var examples: Examples
  package var file: String
  package var line: Int
  /// What the file says and this version passes over, each in a few words; empty where the rule runs as written.
  package var notes: [String]

  package init(rule: Rule, examples: Examples = Examples(), file: String, line: Int, notes: [String] = []) {
    self.rule = rule
    self.examples = examples
    self.file = file
    self.line = line
    self.notes = notes
  }

  /// From a file of Gitleaks'.
  package var isImported: Bool { rule.id.hasPrefix(GitleaksFile.prefix) && rule.kind == .secret }

  /// Texts that must be found and texts that must not; `{32 alnum}` and its kin are filled when the test runs.
  package struct Examples: Sendable, Equatable {
    package var match: [String] = []
    package var miss: [String] = []
  }
}

/// A rule of Semgrep's language that this version does not run. It stops no other rule, and every report tells of it.
package struct RefusedRule: Equatable, Sendable {
  /// Nil where the rule has none.
  package var id: String?
  package var file: String
  /// 1-based: the place that is the reason.
  package var line: Int
  package var reason: String

  package init(id: String?, file: String, line: Int, reason: String) {
    self.id = id
    self.file = file
    self.line = line
    self.reason = reason
  }

  package var error: RuleError { RuleError(file: file, line: line, column: 1, message: reason) }
}
