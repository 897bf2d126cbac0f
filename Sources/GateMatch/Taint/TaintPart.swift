import GateModel

/// One item of a taint rule's lists, as far as all lists are alike.
struct TaintPart {
  enum List: Int, CaseIterable { case sources, sinks, sanitizers, propagators, guards }

  var formula: Formula
  /// Empty: of all the rule's.
  var languages: [SourceLanguage]

  func isOf(_ language: SourceLanguage) -> Bool { languages.isEmpty || languages.contains(language) }
}

extension TaintMatcher {
  func parts(_ list: TaintPart.List) -> [TaintPart] {
    switch list {
    case .sources: sources.map { TaintPart(formula: $0.formula, languages: $0.languages) }
    case .sinks: sinks.map { TaintPart(formula: $0.formula, languages: $0.languages) }
    case .sanitizers: sanitizers.map { TaintPart(formula: $0.formula, languages: $0.languages) }
    case .propagators: propagators.map { TaintPart(formula: $0.formula, languages: $0.languages) }
    case .guards: guards.map { TaintPart(formula: $0.formula, languages: $0.languages) }
    }
  }

  func part(_ list: TaintPart.List, _ item: Int) -> TaintPart? {
    let parts = parts(list)
    return parts.indices.contains(item) ? parts[item] : nil
  }
}
