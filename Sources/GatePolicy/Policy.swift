package import GateModel

/// What the gate lets through: thresholds for all and for each author, severities as this project sees them, paths it leaves
/// out.
package struct Policy: Equatable, Sendable {
  /// New findings allowed; a severity not named has no limit.
  package typealias Thresholds = [Severity: Int]

  /// Whom thresholds are for, beside everybody together.
  package enum Scope: Hashable, Sendable {
    /// Each agent id on its own, and each kind of author without an id.
    case each
    case agent(String)
    case kind(Attribution.Kind)
  }

  package enum Incomplete: String, Sendable { case warn, fail }

  /// Where rules come from: `builtin`, or a path below the root of the repository; nil where the file does not say.
  package var rules: [String]?
  package var thresholds: Thresholds
  package var scopes: [Scope: Thresholds]
  package var severities: [String: Severity]
  package var excludes: [Glob]
  /// Nil: `warn`, but `fail` in CI.
  package var incomplete: Incomplete?
  package var suppressions: Suppressions
  /// `gatebook audit` is exit 1 where a commit never passed the gate.
  package var requiresAudit = false

  package init(
    rules: [String]? = nil, thresholds: Thresholds = Policy.defaultThresholds, scopes: [Scope: Thresholds] = [:],
    severities: [String: Severity] = [:], excludes: [Glob] = [], incomplete: Incomplete? = nil,
    suppressions: Suppressions = Suppressions()
  ) {
    self.rules = rules
    self.thresholds = thresholds
    self.scopes = scopes
    self.severities = severities
    self.excludes = excludes
    self.incomplete = incomplete
    self.suppressions = suppressions
  }

  /// Which comments that ask for findings to be let pass are heeded.
  package struct Suppressions: Equatable, Sendable {
    /// A comment that an agent or bot adds counts in the very change that brings it.
    package var allowsAgents = false
    package var requiresReason = false
    /// A comment must name its last day, at most so many days away.
    package var maximumDays: Int?
    /// Whose comments are heeded beside Gatebook's own.
    package var reads: Set<InlineIgnore.Form> = []

    package init() {}
  }

  package static let defaultThresholds: Thresholds = [.critical: 0, .high: 0]

  /// The name of the file in a repository.
  package static let fileName = ".gatebook.yml"

  package func severity(of rule: Rule) -> Severity { severities[rule.id] ?? rule.severity }
}
