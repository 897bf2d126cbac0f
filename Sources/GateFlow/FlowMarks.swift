package import GateModel

/// What rules say of one file's places, before anything is followed. A rule is a bit of a mask: its number in the run.
package struct FlowMarks: Sendable {
  /// A metavariable's text, for rules whose sources and sinks must agree on it; and the number under which the caller knows
  /// the match.
  package typealias MatchNumber = Int

  package struct Source: Sendable {
    package var rule: Int
    package var match: MatchNumber
    package var range: Range<Int>
    package var isExact: Bool
    package var sideEffect: SideEffect
    package var label: String?
    package var requires: LabelCondition?

    package init(
      rule: Int, match: MatchNumber, range: Range<Int>, isExact: Bool = false, sideEffect: SideEffect = .no,
      label: String? = nil, requires: LabelCondition? = nil
    ) {
      self.rule = rule
      self.match = match
      self.range = range
      self.isExact = isExact
      self.sideEffect = sideEffect
      self.label = label
      self.requires = requires
    }
  }

  package struct Sink: Sendable {
    package var rule: Int
    package var match: MatchNumber
    package var range: Range<Int>
    package var isExact: Bool
    /// It is what some metavariable stands for: of a call there its result counts, not what goes into it.
    package var isValue: Bool
    package var requires: LabelCondition?

    package init(
      rule: Int, match: MatchNumber, range: Range<Int>, isExact: Bool = true, isValue: Bool = false,
      requires: LabelCondition? = nil
    ) {
      self.isValue = isValue
      self.rule = rule
      self.match = match
      self.range = range
      self.isExact = isExact
      self.requires = requires
    }
  }

  package struct Sanitizer: Sendable {
    package var rule: Int
    package var range: Range<Int>
    package var isExact: Bool
    package var sideEffect: SideEffect

    package init(rule: Int, range: Range<Int>, isExact: Bool = false, sideEffect: SideEffect = .no) {
      self.rule = rule
      self.range = range
      self.isExact = isExact
      self.sideEffect = sideEffect
    }
  }

  package struct Propagator: Sendable {
    package var rule: Int
    /// Of the whole match, and of what its metavariables stand for.
    package var range: Range<Int>
    package var from: Range<Int>
    package var to: Range<Int>
    package var sideEffect: Bool
    package var label: String?
    package var replacedLabels: [String]?
    package var requires: LabelCondition?

    package init(
      rule: Int, range: Range<Int>, from: Range<Int>, to: Range<Int>, sideEffect: Bool = true, label: String? = nil,
      replacedLabels: [String]? = nil, requires: LabelCondition? = nil
    ) {
      self.rule = rule
      self.range = range
      self.from = from
      self.to = to
      self.sideEffect = sideEffect
      self.label = label
      self.replacedLabels = replacedLabels
      self.requires = requires
    }
  }

  package struct Guard: Sendable {
    package var rule: Int
    /// Of the condition, or of the part of it that says so.
    package var range: Range<Int>
    package var cleans: Range<Int>
    package var when: Bool
    package var untainted: [Range<Int>]

    package init(rule: Int, range: Range<Int>, cleans: Range<Int>, when: Bool, untainted: [Range<Int>] = []) {
      self.rule = rule
      self.range = range
      self.cleans = cleans
      self.when = when
      self.untainted = untainted
    }
  }

  package var sources: [Source] = []
  package var sinks: [Sink] = []
  package var sanitizers: [Sanitizer] = []
  package var propagators: [Propagator] = []
  package var guards: [Guard] = []

  package init() {}
}
