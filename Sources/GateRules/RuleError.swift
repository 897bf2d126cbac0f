package import GateDocument
package import GateModel

/// A rule that cannot be used: the file, the place, and what would be right. The same shape as any other document's
/// error, for to the user it is one.
package typealias RuleError = DocumentError

/// A rule as its file gives it, with what is of use only to `rules test`.
package struct LoadedRule: Sendable {
  package var rule: Rule
  package var examples: Examples
  package var file: String
  package var line: Int

  /// Texts that must be found and texts that must not; `{32 alnum}` and its kin are filled when the test runs.
  package struct Examples: Sendable, Equatable {
    package var match: [String] = []
    package var miss: [String] = []
  }
}
