package import GateModel

/// The five lists of a taint rule, or of a model.
package struct TaintParts: Equatable, Sendable {
  package var sources: [TaintSource] = []
  package var sinks: [TaintSink] = []
  package var sanitizers: [TaintSanitizer] = []
  package var propagators: [TaintPropagator] = []
  package var guards: [TaintGuard] = []

  package init() {}

  static func += (a: inout Self, b: Self) {
    a.sources += b.sources
    a.sinks += b.sinks
    a.sanitizers += b.sanitizers
    a.propagators += b.propagators
    a.guards += b.guards
  }

  /// Of these languages alone.
  func of(_ languages: [SourceLanguage]) -> TaintParts {
    var parts = self
    for index in parts.sources.indices { parts.sources[index].languages = languages }
    for index in parts.sinks.indices { parts.sinks[index].languages = languages }
    for index in parts.sanitizers.indices { parts.sanitizers[index].languages = languages }
    for index in parts.propagators.indices { parts.propagators[index].languages = languages }
    for index in parts.guards.indices { parts.guards[index].languages = languages }
    return parts
  }

  func only(_ list: TaintList) -> TaintParts {
    var parts = TaintParts()
    switch list {
    case .sources: parts.sources = sources
    case .sinks: parts.sinks = sinks
    case .sanitizers: parts.sanitizers = sanitizers
    case .propagators: parts.propagators = propagators
    case .guards: parts.guards = guards
    }
    return parts
  }

  var isEmpty: Bool {
    sources.isEmpty && sinks.isEmpty && sanitizers.isEmpty && propagators.isEmpty && guards.isEmpty
  }
}

/// One of the lists, as rule files call it.
enum TaintList: String, CaseIterable {
  case sources, sinks, sanitizers, propagators, guards

  var key: String { "pattern-\(rawValue)" }

  /// What an item may say beside its formula.
  var itemKeys: Set<String> {
    switch self {
    case .sources: ["exact", "by-side-effect", "label", "requires", "control"]
    case .sinks: ["exact", "requires", "at-exit"]
    case .sanitizers: ["exact", "by-side-effect", "not-conflicting"]
    case .propagators: ["from", "to", "by-side-effect", "label", "requires", "replace-labels"]
    case .guards: ["cleans", "when", "untainted"]
    }
  }

  static let allItemKeys = allCases.reduce(into: Set<String>()) { $0.formUnion($1.itemKeys) }
}
