import GateDocument
package import GateModel
import Synchronization

/// What a framework or library has of sources, sinks and the rest, under a name that rules may say in place of a formula.
package struct TaintModel: Equatable, Sendable {
  package var name: String
  package var languages: [SourceLanguage]
  package var parts: TaintParts

  /// Part of every rule that is analysed deeply.
  static let everyRule = "every-rule"
}

/// The models that rules may name. Read when the first rule names one: most rule files name none.
package final class TaintModels: Sendable {
  private let known: Mutex<[TaintModel]?>
  private let read: @Sendable () throws(RuleError) -> [TaintModel]

  package init(_ read: @escaping @Sendable () throws(RuleError) -> [TaintModel]) {
    known = Mutex(nil)
    self.read = read
  }

  package static let none = TaintModels { () throws(RuleError) in [] }

  package func all() throws(RuleError) -> [TaintModel] {
    try known.withLock { (known) throws(RuleError) in
      if let known { return known }
      let models = try read()
      known = models
      return models
    }
  }

  /// What a model has of one kind for a rule of some languages.
  func parts(
    _ name: String, _ list: TaintList, for languages: [SourceLanguage], at node: YAMLNode
  ) throws(RuleError) -> TaintParts {
    let near = try all().filter { !Set($0.languages).isDisjoint(with: languages) }
    let named = near.filter { $0.name == name }
    guard !named.isEmpty else {
      let tongues = languages.map(\.name).joined(separator: ", ")
      let names = Set(near.map(\.name)).sorted().joined(separator: ", ")
      throw node.error(
        "there is no model `\(name)` for \(tongues)\(names.isEmpty ? "" : " (known: \(names))")")
    }
    let parts = Self.joined(named, for: languages).only(list)
    guard !parts.isEmpty else { throw node.error("the model `\(name)` has no `\(list.key)`") }
    return parts
  }

  /// What is part of every rule that is analysed deeply; no source and no sink.
  func everywhere(for languages: [SourceLanguage]) throws(RuleError) -> TaintParts {
    var parts = Self.joined(try all().filter { $0.name == TaintModel.everyRule }, for: languages)
    parts.sources = []
    parts.sinks = []
    return parts
  }

  private static func joined(_ models: [TaintModel], for languages: [SourceLanguage]) -> TaintParts {
    var parts = TaintParts()
    for model in models {
      let shared = languages.filter { model.languages.contains($0) }
      if !shared.isEmpty { parts += model.parts.of(shared) }
    }
    return parts
  }
}
