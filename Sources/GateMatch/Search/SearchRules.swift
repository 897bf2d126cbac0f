import GateModel

/// All search rules of a rule set, as one worker runs them.
final class SearchRules {
  private let ruleSet: RuleSet
  private var rules: [Int: SearchRule] = [:]

  init(_ ruleSet: RuleSet) { self.ruleSet = ruleSet }

  /// Adds what `admitted` rules find.
  func search(
    _ file: SearchedFile, _ admitted: [(rule: Int, language: SourceLanguage)], into outcome: inout CodeRules.Outcome
  ) {
    for (index, language) in admitted {
      guard let rule = rule(index) else { continue }
      do throws(PreparationError) {
        outcome.candidates += try rule.hits(in: file, language).map {
          SearchReport.candidate($0, rule: index, rule, in: file, language)
        }
      } catch {
        // The plan says that it can run; if it cannot all the same, this file was not looked through by it.
        outcome.notices.append((.ruleNotRun, "rule `\(rule.rule.id)` did not run on this file: \(error.message)"))
      }
    }
  }

  private func rule(_ index: Int) -> SearchRule? {
    if let known = rules[index] { return known }
    guard case .search(let matcher) = ruleSet.rules[index].matcher else { return nil }
    let rule = SearchRule(ruleSet.rules[index], matcher)
    rules[index] = rule
    return rule
  }
}

extension SourceLanguage {
  /// Its patterns are code.
  var isParsed: Bool { self != .generic && self != .regex }
}
