package import GateAttribution
import GateMatch
package import GateModel
package import GateText

/// The embedded pack, read.
package struct BuiltIn: Sendable {
  package var ruleSet: RuleSet
  package var database: PatternDatabase
  package var registry: AgentRegistry

  package init(ruleSet: RuleSet, database: PatternDatabase, registry: AgentRegistry) {
    self.ruleSet = ruleSet
    self.database = database
    self.registry = registry
  }
}
