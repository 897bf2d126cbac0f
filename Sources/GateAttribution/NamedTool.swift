/// The tool that a trailer's value names: `AGENT:MODEL [TOOL…]`, `MODEL via AGENT`, `AGENT (MODEL)`, `AGENT MODEL`, `AGENT`.
struct NamedTool {
  var agent: String
  var model: String?

  private static let keys: Set<String> = [
    "assisted-by", "generated-by", "ai-assisted", "ai-assisted-by", "ai", "ai-generated-by", "committed-by-agent",
    "entire-agent",
    "ai-agent", "ai-tool",
  ]
  private static let negations = ["no", "none", "not", "false", "never", "n/a", "nothing"]

  /// Nil for other keys, negations, and values that name no known tool under a key that people use for each other.
  init?(_ value: String, key: String, registry: AgentRegistry) {
    guard Self.keys.contains(key) else { return nil }
    let text = String(value.prefix { $0 != "<" })[...].trimmed
    let first = text.prefix { $0.isLetter || $0 == "/" }.lowercased()
    let isDenied = text.lowercased().split { !$0.isLetter }.contains { ["not", "never", "without"].contains($0) }
    guard !text.isEmpty, !isDenied, !Self.negations.contains(first) else { return nil }
    if let (name, model) = Self.parts(text), let known = registry.signature(named: name), known.kind == .agent {
      (agent, self.model) = (known.id, model.flatMap { ModelName.normalised($0) })
    } else if let (known, rest) = Self.leading(text, registry) {
      (agent, model) = (known.id, rest)
    } else if ["ai-assisted", "ai-generated-by", "ai"].contains(key), ["true", "yes"].contains(first) {
      (agent, model) = (Judge.unnamed, nil)
    } else {
      return nil
    }
  }

  private static func parts(_ text: Substring) -> (name: Substring, model: Substring?)? {
    if let via = text.firstRange(of: " via ") {
      return (text[via.upperBound...].trimmed, text[..<via.lowerBound].trimmed)
    }
    if let open = text.firstIndex(of: "("), open != text.startIndex {
      return (text[..<open].trimmed, text[text.index(after: open)...].prefix { $0 != ")" })
    }
    if let colon = text.firstIndex(of: ":") {
      return (text[..<colon].trimmed, text[text.index(after: colon)...].trimmed.prefix { !$0.isWhitespace })
    }
    return (text, nil)
  }

  /// The longest run of first words that names a tool; what follows is its model when it has a number in it.
  private static func leading(_ text: Substring, _ registry: AgentRegistry) -> (AgentSignature, String?)? {
    let words = text.split(separator: " ")
    for count in stride(from: min(words.count, 4), to: 0, by: -1) {
      let name = words.prefix(count).joined(separator: " ")
      guard let known = registry.signature(named: name), known.kind == .agent else { continue }
      // `Codex gpt-5.1` names agent and model; in `Claude Opus 4.5` the first word is part of the model's name.
      let isSeparate = words.dropFirst(count).first?.contains("-") == true
      let model = (isSeparate ? words.dropFirst(count) : words[...]).joined(separator: " ")
      return (known, count < words.count && model.contains(where: \.isNumber) ? ModelName.normalised(model[...]) : nil)
    }
    return nil
  }
}

/// Names of models as we write them: lower case, hyphens for blanks.
enum ModelName {
  static func normalised(_ text: Substring) -> String? {
    let plain = text.trimmed
    guard !plain.isEmpty, plain.utf8.count <= 80 else { return nil }
    return plain.lowercased().split(separator: " ").joined(separator: "-")
  }

  /// `Claude Opus 4.5 (1M context)`, `aider (gpt-5)`, `GPT-5 via Crush`, `OpenHands-Claude Sonnet 4`; nil where the name holds
  /// no number, as all models have one and few tools do.
  static func inDisplayName(_ name: String, of signature: AgentSignature) -> String? {
    var text = name[...].trimmed
    if let via = text.firstRange(of: " via ") { text = text[..<via.lowerBound] }
    if let open = text.lastIndex(of: "("), text.last == ")" {
      let inner = text[text.index(after: open)...].dropLast()
      if !inner.hasSuffix("context") { return inner.contains(where: \.isNumber) ? normalised(inner) : nil }
      text = text[..<open].trimmed
    }
    let prefix = signature.name.lowercased() + "-"
    if text.lowercased().hasPrefix(prefix) { text = text.dropFirst(prefix.count) }
    guard text.contains(where: \.isNumber), !text.contains("[") else { return nil }
    return normalised(text)
  }
}
