import GateModel

/// A taint rule in words: what data comes from where, where it must not arrive, and what makes it harmless.
enum TaintText {
  static func lines(of matcher: TaintMatcher) -> [String] {
    let parts = sources(of: matcher) + sinks(of: matcher) + sanitizers(of: matcher) + propagators(of: matcher)
    var lines = ["in        \(matcher.languages.map(\.name).joined(separator: ", "))", reach(of: matcher.flow)]
    var last: String?
    for part in parts + guards(of: matcher) {
      let tongues = part.languages.isEmpty || part.languages == matcher.languages ? [] : [tongue(part.languages)]
      let details = (part.details.compactMap { $0 } + tongues).joined(separator: ", ")
      let title = details.isEmpty ? part.what : "\(part.what): \(details)"
      // Models bring hundreds: a title speaks for all that follow and are alike.
      if title != last { lines += ["", title] }
      last = title
      lines += FormulaText.lines(of: part.formula).map { "  \($0)" }
    }
    return lines
  }

  /// The same in a few lines: how many patterns there are of each kind, and some of them.
  static func summary(of matcher: TaintMatcher) -> [String] {
    var lines = ["in        \(matcher.languages.map(\.name).joined(separator: ", "))", reach(of: matcher.flow)]
    let kinds = [
      ("from", "sources", matcher.sources.map(\.formula)), ("to", "sinks", matcher.sinks.map(\.formula)),
      ("unless", "sanitizers", matcher.sanitizers.map(\.formula)), ("unless", "guards", matcher.guards.map(\.formula)),
    ]
    for (word, name, formulas) in kinds {
      var seen: Set<String> = []
      let patterns = formulas.flatMap(FormulaText.patterns).filter { seen.insert($0).inserted }
      guard !patterns.isEmpty else { continue }
      let some = samples(of: patterns.filter { $0.count <= 44 && !$0.contains("\n") })
      let such = some.isEmpty ? "" : ", such as \(some.joined(separator: "  "))"
      lines.append(
        "\(word.padded(to: 10))\(patterns.count) \(patterns.count == 1 ? String(name.dropLast()) : name)\(such)")
    }
    return lines + ["all of them are told by --patterns"]
  }

  /// Some from the beginning, the middle and the end: models bring them library by library.
  private static func samples(of patterns: [String]) -> [String] {
    let most = 4
    guard patterns.count > most else { return patterns }
    return (0..<most).map { patterns[$0 * (patterns.count - 1) / (most - 1)] }
  }

  private struct Part {
    var what: String
    var formula: Formula
    var languages: [SourceLanguage]
    var details: [String?]
  }

  private static func reach(of flow: FlowOptions) -> String {
    let extent =
      switch flow.reach {
      case .function: "within a function"
      case .file: "within a file"
      case .project: "across files"
      }
    return "follows   \(extent)\(flow.isDeep ? ", with constants, containers and guards" : "")"
  }

  private static func sources(of matcher: TaintMatcher) -> [Part] {
    matcher.sources.map { source in
      Part(
        what: "sources", formula: source.formula, languages: source.languages,
        details: [
          source.exact ? "only as a whole" : nil, words(source.bySideEffect, "the variable"),
          source.label.map { "labelled \($0)" }, source.requires.map { "where \(text(of: $0)) arrives" },
        ])
    }
  }

  private static func sinks(of matcher: TaintMatcher) -> [Part] {
    matcher.sinks.map { sink in
      Part(
        what: "sinks", formula: sink.formula, languages: sink.languages,
        details: [sink.exact ? nil : "also for what is within", sink.requires.map { "for \(text(of: $0))" }])
    }
  }

  private static func sanitizers(of matcher: TaintMatcher) -> [Part] {
    matcher.sanitizers.map { sanitizer in
      Part(
        what: "sanitizers", formula: sanitizer.formula, languages: sanitizer.languages,
        details: [
          sanitizer.exact ? "only as a whole" : nil, words(sanitizer.bySideEffect, "the variable"),
          sanitizer.notConflicting ? "unless a source or a sink" : nil,
        ])
    }
  }

  private static func propagators(of matcher: TaintMatcher) -> [Part] {
    matcher.propagators.map { propagator in
      Part(
        what: "propagators", formula: propagator.formula, languages: propagator.languages,
        details: [
          "from \(propagator.from) to \(propagator.to)", propagator.bySideEffect ? nil : "without a lasting effect",
          propagator.label.map { "labelled \($0)" },
          propagator.replacedLabels.map { "in place of \($0.joined(separator: ", "))" },
          propagator.requires.map { "for \(text(of: $0))" },
        ])
    }
  }

  private static func guards(of matcher: TaintMatcher) -> [Part] {
    matcher.guards.map { condition in
      let list = condition.untainted.joined(separator: ", ")
      return Part(
        what: "guards", formula: condition.formula, languages: condition.languages,
        details: [
          "\(condition.cleans) is clean where it \(condition.when ? "holds" : "does not hold")",
          list.isEmpty ? nil : "with \(list) untainted",
        ])
    }
  }

  private static func tongue(_ languages: [SourceLanguage]) -> String {
    "in \(languages.map(\.name).joined(separator: ", "))"
  }

  private static func words(_ effect: SideEffect, _ what: String) -> String? {
    switch effect {
    case .no: nil
    case .yes: "\(what) too, from then on"
    case .only: "only \(what) from then on"
    }
  }

  private static func text(of condition: LabelCondition) -> String {
    switch condition {
    case .label(let name): name
    case .not(let inner): "not \(grouped(inner))"
    case .and(let first, let second): "\(grouped(first)) and \(grouped(second))"
    case .or(let first, let second): "\(grouped(first)) or \(grouped(second))"
    }
  }

  private static func grouped(_ condition: LabelCondition) -> String {
    if case .label = condition { text(of: condition) } else { "(\(text(of: condition)))" }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
