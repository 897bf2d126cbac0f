import GateModel
import GateSyntax
import GateText

/// What a rule would write in place of a match.
enum Autofix {
  /// Nil where the rule has none, or it changes nothing.
  static func edit(_ fix: Fix?, _ hit: Hit, in file: SearchedFile, _ language: SourceLanguage) -> String? {
    switch fix {
    case nil: return nil
    case .replacement(let template):
      var text = template
      while text.hasSuffix("\n") { text.removeLast() }
      for binding in hit.bindings.sorted(by: { $0.name.utf8.count > $1.name.utf8.count }) {
        text = text.replacing(binding.name, with: file.text(binding.value, language))
      }
      return text
    case .regex(let pattern, let replacement, let count):
      guard let regex = try? Regex(pattern) else { return nil }
      return substituted(Array(file.text[hit.range]), regex, replacement, count: count)
    }
  }

  /// `${1}` is a group, `$$` a dollar.
  private static func substituted(_ text: [UInt8], _ regex: Regex, _ replacement: String, count: Int?) -> String? {
    var result: [UInt8] = []
    var place = 0
    var done = 0
    var isGivenUp = false
    while done < count ?? .max, place <= text.count,
      let groups = regex.groups(in: text.span, from: place, isGivenUp: &isGivenUp), let whole = groups[0]
    {
      result += text[place..<whole.lowerBound]
      result += expanded(replacement, groups, text)
      done += 1
      if whole.isEmpty {
        if whole.upperBound < text.count { result.append(text[whole.upperBound]) }
        place = whole.upperBound + 1
      } else {
        place = whole.upperBound
      }
    }
    if place < text.count { result += text[place...] }
    return done == 0 || isGivenUp ? nil : String(decoding: result, as: UTF8.self)
  }

  private static func expanded(_ template: String, _ groups: [Range<Int>?], _ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = Array(template.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "$") else {
        result.append(byte)
        continue
      }
      if rest.first == UInt8(ascii: "$") {
        rest.removeFirst()
        result.append(byte)
      } else if rest.first == UInt8(ascii: "{"), let end = rest.firstIndex(of: UInt8(ascii: "}")),
        let number = Int(String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self))
      {
        if number < groups.count, let range = groups[number] { result += text[range] }
        rest = rest[(end + 1)...]
      } else {
        result.append(byte)
      }
    }
    return result
  }
}
