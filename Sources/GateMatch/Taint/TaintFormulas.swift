import GateModel

/// The formulas of all taint rules, compiled when a file has the words of one. Belongs to one worker.
final class TaintFormulas {
  private let ruleSet: RuleSet
  private let plan: TaintPlan
  private var known: [PreparedFormula??]
  private var problems: [String] = []

  init(_ ruleSet: RuleSet, _ plan: TaintPlan) {
    self.ruleSet = ruleSet
    self.plan = plan
    known = Array(repeating: nil, count: plan.parts.count)
  }

  /// Nil where it cannot be used, which the plan should have told.
  subscript(part: Int) -> PreparedFormula? {
    if let known = known[part] { return known }
    let formula = prepared(plan.parts[part])
    known[part] = .some(formula)
    return formula
  }

  func language(_ part: Int) -> SourceLanguage { plan.parts[part].language }

  /// What could not be used since this was last asked.
  func takeProblems() -> [String] {
    defer { problems = [] }
    return problems
  }

  private func prepared(_ part: TaintPlan.Part) -> PreparedFormula? {
    let rule = ruleSet.rules[part.rule]
    guard case .taint(let matcher) = rule.matcher, let list = TaintPart.List(rawValue: part.list),
      let item = matcher.part(list, part.item)
    else { return nil }
    do throws(PreparationError) {
      return try Preparation(language: part.language, options: matcher.search).formula(item.formula)
    } catch {
      problems.append("a part of rule `\(rule.id)` did not run on this file: \(error.message)")
      return nil
    }
  }
}
