import GateModel
import GateSyntax

/// What is said about one hit: the message with its metavariables, what of the code must not be shown.
enum SearchReport {
  static func candidate(
    _ hit: Hit, rule: Int, _ search: SearchRule, in file: SearchedFile, _ language: SourceLanguage
  ) -> Candidate {
    let said = Said(hit, search.rule, in: file, language)
    var code = Candidate.Code(
      message: message(search.rule.message, of: [said]), hidden: said.hidden,
      fix: Autofix.edit(search.matcher.fix, hit, in: file, language))
    if language.isParsed, let syntax = file.syntax(language) { code.symbol = syntax.symbol(around: hit.range) }
    return Candidate(rule: rule, whole: hit.range, secret: hit.range, code: code)
  }

  /// A hit that a message speaks of.
  struct Said {
    var hit: Hit
    var file: SearchedFile
    var language: SourceLanguage
    /// What of the file must not be shown.
    var hidden: [Range<Int>]

    init(_ hit: Hit, _ rule: Rule, in file: SearchedFile, _ language: SourceLanguage) {
      self.hit = hit
      self.file = file
      self.language = language
      hidden = isAboutSecrets(rule) ? secrets(in: hit, file, language) : []
    }
  }

  /// By the weakness that the rule names: credentials in code.
  private static func isAboutSecrets(_ rule: Rule) -> Bool {
    !Set(rule.cwe).isDisjoint(with: ["CWE-798", "CWE-259", "CWE-321", "CWE-547", "CWE-540", "CWE-522", "CWE-312"])
  }

  /// String literals in the range and in what the metavariables stand for; of a text without syntax all of the range.
  private static func secrets(in hit: Hit, _ file: SearchedFile, _ language: SourceLanguage) -> [Range<Int>] {
    guard language.isParsed, let syntax = file.syntax(language) else {
      return [hit.range] + hit.bindings.map(\.value.range)
    }
    let ranges = [hit.range] + hit.bindings.map(\.value.range)
    var hidden: [Range<Int>] = []
    for node in syntax.tree.nodes where node.kind == .string && node.to - node.from >= 6 {
      if ranges.contains(where: { $0.overlaps(node.range) }) {
        hidden.append(
          node.range.lowerBound
            + Int(node.opening)..<max(
              node.range.upperBound - Int(node.closing), node.range.lowerBound + Int(node.opening)))
      }
    }
    return hidden.filter { !$0.isEmpty }
  }

  /// Beyond this a metavariable's text is cut.
  private static let longest = 120

  /// The template with the metavariables of all hits; the first hit that has one speaks for it.
  static func message(_ template: String, of hits: [Said]) -> String {
    guard template.contains("$") else { return template }
    var known: Set<String> = []
    var bindings: [(binding: Binding, said: Said)] = []
    for said in hits {
      for binding in said.hit.bindings where !known.contains(binding.name) { bindings.append((binding, said)) }
      known.formUnion(said.hit.bindings.map(\.name))
    }
    var message = template
    // Longest names first, so that `$X` does not eat the beginning of `$XY`.
    for (binding, said) in bindings.sorted(by: { $0.binding.name.utf8.count > $1.binding.name.utf8.count }) {
      guard message.contains(binding.name) else { continue }
      let isHidden = said.hidden.contains { $0.overlaps(binding.value.range) }
      let text = isHidden ? "***" : shown(said.file.text(binding.value, said.language))
      let call = "value(\(binding.name))"
      if message.contains(call) {
        message = message.replacing(
          call, with: isHidden ? "***" : shown(value(binding.value, in: said.file, said.language)))
      }
      message = message.replacing(binding.name, with: text)
    }
    return message
  }

  /// The constant that a name holds, as it is written there; any other code as it stands.
  private static func value(_ value: BoundValue, in file: SearchedFile, _ language: SourceLanguage) -> String {
    guard case .node(let node) = value.content, language.isParsed, let syntax = file.syntax(language) else {
      return file.text(value, language)
    }
    if var held = syntax.constants.expression(of: node) {
      for _ in 0..<10 { held = syntax.constants.expression(of: held) ?? held }
      return String(decoding: file.text[syntax.tree[held].range], as: UTF8.self)
    }
    return file.text(value, language)
  }

  private static func shown(_ text: String) -> String {
    let line = text.split { $0 == "\n" || $0 == "\r\n" }.joined(separator: " ")
    return line.count > longest ? line.prefix(longest) + "…" : line
  }
}
