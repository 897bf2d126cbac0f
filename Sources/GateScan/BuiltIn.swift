package import GateAttribution
import GateMatch
package import GateModel
package import GateText

/// The embedded pack, read.
package struct BuiltIn: Sendable {
  package var ruleSet: RuleSet
  package var registry: AgentRegistry
  /// Copies two megabytes, so it is asked only when these rules run.
  package var database: @Sendable () throws(TextError) -> PatternDatabase

  package init(
    ruleSet: RuleSet, registry: AgentRegistry, database: @escaping @Sendable () throws(TextError) -> PatternDatabase
  ) {
    self.ruleSet = ruleSet
    self.registry = registry
    self.database = database
  }
}
