import GateModel

/// A taint rule in words: what data comes from where, where it must not arrive, and what makes it harmless.
enum TaintText {
  static func lines(of matcher: TaintMatcher) -> [String] {
    var lines = ["in        \(matcher.languages.map(\.name).joined(separator: ", "))", reach(of: matcher.flow)]
    for source in matcher.sources {
      lines += part(
        "source", source.formula, source.languages,
        [
          source.exact ? "only as a whole" : nil, words(source.bySideEffect, "its variable is a source"),
          source.label.map { "called \($0)" }, source.requires.map { "where \(text(of: $0)) arrives" },
        ])
    }
    for sink in matcher.sinks {
      lines += part(
        "sink", sink.formula, sink.languages,
        [sink.exact ? nil : "also for what is within it", sink.requires.map { "for \(text(of: $0))" }])
    }
    for sanitizer in matcher.sanitizers {
      lines += part(
        "sanitizer", sanitizer.formula, sanitizer.languages,
        [
          sanitizer.exact ? "only as a whole" : nil, words(sanitizer.bySideEffect, "its variable is clean"),
          sanitizer.notConflicting ? "unless it is a source or a sink" : nil,
        ])
    }
    for propagator in matcher.propagators {
      lines += part(
        "propagator from \(propagator.from) to \(propagator.to)", propagator.formula, propagator.languages,
        [
          propagator.bySideEffect ? nil : "without a lasting effect",
          propagator.label.map { "called \($0) from there" },
          propagator.replacedLabels.map { "in place of \($0.joined(separator: ", "))" },
          propagator.requires.map { "for \(text(of: $0))" },
        ])
    }
    for condition in matcher.guards {
      lines += part(
        "guard of \(condition.cleans), clean where it \(condition.when ? "holds" : "does not hold")", condition.formula,
        condition.languages,
        [condition.untainted.isEmpty ? nil : "with \(condition.untainted.joined(separator: ", ")) untainted"])
    }
    return lines
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

  private static func part(
    _ what: String, _ formula: Formula, _ languages: [SourceLanguage], _ details: [String?]
  ) -> [String] {
    let tongues = languages.isEmpty ? nil : "in \(languages.map(\.name).joined(separator: ", "))"
    let title = ([what] + (details + [tongues]).compactMap { $0 }).joined(separator: ", ")
    return ["", title] + FormulaText.lines(of: formula).map { "  \($0)" }
  }

  private static func words(_ effect: SideEffect, _ what: String) -> String? {
    switch effect {
    case .no: nil
    case .yes: "and \(what) from then on"
    case .only: "but only \(what) from then on"
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
