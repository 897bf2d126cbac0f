package import GateAttribution
package import GateMatch
package import GateModel
package import GateRules
package import GateText

/// The embedded pack, read.
package struct BuiltIn: Sendable {
  package var ruleSet: RuleSet
  package var registry: AgentRegistry
  /// Copies two megabytes, so it is asked only when these rules run.
  package var database: @Sendable () throws(TextError) -> PatternDatabase

  /// What is known of the rules before any file is seen; nil to find it out.
  package var plan: SearchPlan?
  /// What rules from elsewhere may name.
  package var models: TaintModels

  /// Of these rules, of others, and of the gate itself.
  func ids(and others: RuleSet) -> Set<String> {
    Set(ruleSet.rules.map(\.id)).union(others.rules.map(\.id)).union(GateRule.allCases.map(\.rawValue))
  }

  package init(
    ruleSet: RuleSet, registry: AgentRegistry, plan: SearchPlan? = nil, models: TaintModels = .none,
    database: @escaping @Sendable () throws(TextError) -> PatternDatabase
  ) {
    self.ruleSet = ruleSet
    self.registry = registry
    self.database = database
    self.plan = plan
    self.models = models
  }
}
