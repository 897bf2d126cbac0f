/// A rule about data: what comes from a source must not reach a sink but through a sanitizer or past a guard.
/// In Semgrep's `mode: taint` where the options say nothing else: docs/taint.md.
package struct TaintMatcher: Equatable, Sendable {
  /// In the rule's order, each once; never empty.
  package var languages: [SourceLanguage]
  package var sources: [TaintSource]
  package var sinks: [TaintSink]
  package var sanitizers: [TaintSanitizer]
  package var propagators: [TaintPropagator]
  package var guards: [TaintGuard]
  /// How the formulas of all parts are matched.
  package var search: SearchOptions
  package var flow: FlowOptions
  package var fix: Fix?

  package init(
    languages: [SourceLanguage], sources: [TaintSource], sinks: [TaintSink], sanitizers: [TaintSanitizer] = [],
    propagators: [TaintPropagator] = [], guards: [TaintGuard] = [], search: SearchOptions = SearchOptions(),
    flow: FlowOptions = FlowOptions(), fix: Fix? = nil
  ) {
    self.languages = languages
    self.sources = sources
    self.sinks = sinks
    self.sanitizers = sanitizers
    self.propagators = propagators
    self.guards = guards
    self.search = search
    self.flow = flow
    self.fix = fix
  }
}

/// Whether what stands at a match changes the variable there, and so all that comes after it.
package enum SideEffect: UInt8, Equatable, Sendable {
  case no, yes
  /// The variable from then on, and not the match itself.
  case only
}

package struct TaintSource: Equatable, Sendable {
  package var formula: Formula
  /// Only the match as a whole, not every expression within it.
  package var exact = false
  package var bySideEffect = SideEffect.no
  /// What this data is called in `requires`; nil is the label that all without one share.
  package var label: String?
  /// What must have reached the match for it to be a source.
  package var requires: LabelCondition?
  /// Empty: of all the rule's languages. A model's parts are of the languages of its folder.
  package var languages: [SourceLanguage] = []

  package init(_ formula: Formula) { self.formula = formula }
}

package struct TaintSink: Equatable, Sendable {
  package var formula: Formula
  /// The expression that matches is what must be tainted, not something within it.
  package var exact = true
  package var requires: LabelCondition?
  package var languages: [SourceLanguage] = []

  package init(_ formula: Formula) { self.formula = formula }
}

package struct TaintSanitizer: Equatable, Sendable {
  package var formula: Formula
  package var exact = false
  package var bySideEffect = SideEffect.no
  /// A match that is a source's or a sink's too is none.
  package var notConflicting = false
  package var languages: [SourceLanguage] = []

  package init(_ formula: Formula) { self.formula = formula }
}

/// Data goes from one metavariable's place to another's.
package struct TaintPropagator: Equatable, Sendable {
  package var formula: Formula
  /// With their dollar signs.
  package var from: String
  package var to: String
  package var bySideEffect = true
  package var label: String?
  package var replacedLabels: [String]?
  package var requires: LabelCondition?
  package var languages: [SourceLanguage] = []

  package init(_ formula: Formula, from: String, to: String) {
    self.formula = formula
    self.from = from
    self.to = to
  }
}

/// A condition that says that some value is harmless, where the condition holds or where it does not.
package struct TaintGuard: Equatable, Sendable {
  /// Of the condition, or of a part of one that `and`, `or` and `not` put together.
  package var formula: Formula
  /// The metavariable whose place is clean, with its dollar sign.
  package var cleans: String
  /// The outcome of the condition on which it is.
  package var when: Bool
  /// Metavariables that must not be tainted themselves: the list of what is allowed.
  package var untainted: [String] = []
  package var languages: [SourceLanguage] = []

  package init(_ formula: Formula, cleans: String, when: Bool) {
    self.formula = formula
    self.cleans = cleans
    self.when = when
  }
}

/// `requires`: a condition on the labels of all data that reach a place.
package indirect enum LabelCondition: Equatable, Sendable {
  case label(String)
  case not(LabelCondition)
  case and(LabelCondition, LabelCondition)
  case or(LabelCondition, LabelCondition)
}

/// How far and how closely data is followed. The defaults are Semgrep's.
package struct FlowOptions: Equatable, Sendable {
  package enum Reach: UInt8, Equatable, Sendable { case function, file, project }

  /// `taint_intrafile` and `interfile`.
  package var reach = Reach.function
  /// Ours, `analysis: deep`: constants decide branches, containers are told apart by key and position, guards count.
  package var isDeep = false
  /// `taint_assume_safe_…`
  package var assumesSafeFunctions = false
  package var assumesSafeBooleans = false
  package var assumesSafeNumbers = false
  package var assumesSafeComparisons = false
  package var assumesSafeIndexes = false
  /// `taint_only_propagate_through_assignments`
  package var onlyThroughAssignments = false
  /// `taint_unify_mvars`: metavariables of the same name in a source and a sink stand for the same.
  package var unifiesMetavariables = false

  package init() {}
}
