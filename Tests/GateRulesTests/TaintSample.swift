import GateDocument
import GateModel
import GateRules

/// A taint rule as a test writes it.
struct TaintText {
  var text: SemgrepText

  /// `body` are the rule's lists, from the margin; `options` the inside of a flow mapping.
  init(_ body: String, languages: String = "[python]", options: String? = nil) {
    text = SemgrepText(body, languages: languages)
    text.frame.append(("mode", "taint"))
    if let options { text.frame.append(("options", "{\(options)}")) }
  }

  /// One source and one sink, and what else is said of them.
  static func item(source: String = "", sink: String = "", more: String = "") -> TaintText {
    func rest(_ text: String) -> String { text.isEmpty ? "" : ", \(text)" }
    return TaintText(
      """
      pattern-sources: [{pattern: src()\(rest(source))}]
      pattern-sinks: [{pattern: sink(...)\(rest(sink))}]
      \(more)
      """)
  }

  func load(_ models: TaintModels = .none) throws(RuleError) -> LoadedRule {
    let loaded = try RuleFile.parse(Array(text.text.utf8), file: "r.yaml", models: models)
    if let refused = loaded.refused.first { throw refused.error }
    return loaded.rules[0]
  }

  struct NotTaint: Error {}

  func matcher(_ models: TaintModels = .none) throws -> TaintMatcher {
    guard case .taint(let matcher) = try load(models).rule.matcher else { throw NotTaint() }
    return matcher
  }

  func reason(_ models: TaintModels = .none) -> String {
    do throws(RuleError) {
      _ = try load(models)
      return "nothing is wrong"
    } catch {
      return error.message
    }
  }
}

extension TaintModels {
  /// Of files of a folder of models, by path.
  static func of(_ files: [String: String]) -> TaintModels {
    TaintModels { () throws(RuleError) in
      try TaintModelFile.load(
        files.sorted { $0.key < $1.key }.map { (TreePath($0.key), "models/\($0.key)", Array($0.value.utf8)) })
    }
  }
}
