import GateDocument
import GateModel

/// What is reported of a rule's `metadata`. It is anybody's: what has another form than expected is passed over with a
/// note, never an error.
struct SemgrepMetadata {
  var cwe: [String] = []
  var owasp: [String] = []
  var attack: [String] = []
  var references: [String] = []
  var remediation: String?
  var lesson = Lesson()
  var confidence = Confidence.medium
  var confidenceInDoubt: Confidence?
  var yieldsTo: [String] = []

  mutating func read(_ node: YAMLNode?, notes: inout [String]) {
    guard let node else { return }
    guard let map = try? node.mapping("`metadata`") else {
      notes.append("`metadata` is no mapping and is ignored")
      return
    }
    for text in map["cwe"]?.looseTexts ?? [] {
      if let id = Self.weakness(text) {
        if !cwe.contains(id) { cwe.append(id) }
      } else {
        notes.append("the `cwe` `\(text)` names none and is ignored")
      }
    }
    owasp = map["owasp"]?.looseTexts ?? []
    attack = map["attack"]?.looseTexts ?? []
    references = map["references"]?.looseTexts ?? []
    remediation = map["remediation"]?.looseTexts.first
    lesson = Lesson(
      why: map["why"]?.looseTexts.first, before: map["before"]?.looseTexts.first, after: map["after"]?.looseTexts.first)
    if let value = Self.confidence(map, "confidence", &notes) { confidence = value }
    yieldsTo = map["yields-to"]?.looseTexts ?? []
    confidenceInDoubt = Self.confidence(map, "confidence-in-doubt", &notes)
  }

  private static func confidence(_ map: YAMLMapping, _ key: String, _ notes: inout [String]) -> Confidence? {
    guard let text = map[key]?.looseTexts.first else { return nil }
    if let value = Confidence(name: text) { return value }
    notes.append("the `\(key)` `\(text)` is none and is ignored")
    return nil
  }

  /// `CWE-89`, `cwe-089: …`, `CWE 89`, `89`.
  private static func weakness(_ text: String) -> String? {
    var rest = text.drop { $0 == " " || $0 == "'" || $0 == "\"" }
    if rest.prefix(3).uppercased() == "CWE" { rest = rest.dropFirst(3).drop { "- _:".contains($0) } }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    let after = rest.dropFirst(digits.count).first
    guard let number = Int(digits), number > 0, after.map({ !$0.isLetter && $0 != "." }) ?? true else { return nil }
    return "CWE-\(number)"
  }
}

extension YAMLNode {
  /// The texts of a list, or the one that stands in its place; what is no text is left out.
  fileprivate var looseTexts: [String] {
    switch content {
    case .scalar(let text, _): isNull ? [] : [text]
    case .sequence(let items): items.compactMap { try? $0.string("a text") }
    case .mapping: []
    }
  }
}
