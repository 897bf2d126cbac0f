/// What a rule of Gitleaks' says beyond ours. Patterns are PCRE2's by now.
package struct GitleaksTerms: Equatable, Sendable {
  /// The capture group that is the value; 0: the first that took part in the match, or all of the match.
  package var group: Int
  /// Searched in the path: the rule speaks of such files alone.
  package var path: String?
  /// Other rules that must find something near by; without them the rule finds nothing.
  package var required: [Requirement]
  /// Others may require it; it reports nothing.
  package var isSilent: Bool

  package init(
    group: Int = 0, path: String? = nil, required: [Requirement] = [], isSilent: Bool = false
  ) {
    self.group = group
    self.path = path
    self.required = required
    self.isSilent = isSilent
  }

  package struct Requirement: Equatable, Sendable {
    package var rule: String
    /// How far away at most; nil: anywhere in the file.
    package var lines: Int?
    package var columns: Int?

    package init(rule: String, lines: Int? = nil, columns: Int? = nil) {
      self.rule = rule
      self.lines = lines
      self.columns = columns
    }
  }
}
