import GateModel
import GateSyntax

/// What a metavariable counts as in a comparison.
enum ConditionValue {
  static func of(
    _ value: BoundValue, in file: SearchedFile, _ language: SourceLanguage, base: Int?, strip: Bool
  ) -> ComparisonValue? {
    guard language.syntax != nil, let syntax = file.syntax(language) else {
      return number(Array(file.text[value.range]), base: base, strip: true) ?? text(file.text[value.range])
    }
    let (kind, bytes): (Kind, [UInt8])
    switch value.content {
    case .node(let node):
      let literal = syntax.tree[node]
      if !literal.flags.isDisjoint(with: [.bytes, .raw]), literal.kind == .string { return nil }
      if [.string, .number, .boolean].contains(literal.kind) {
        (kind, bytes) = (literal.kind, Array(syntax.tree.symbols.text(literal.symbol)))
      } else if let constant = syntax.constants.value(of: node), let text = constant.text {
        (kind, bytes) = (constant.kind, Array(text))
      } else if literal.kind == .unary, let operand = syntax.tree.firstChild(node),
        syntax.tree[operand].kind == .number, syntax.tree.symbols.string(literal.symbol) == "-"
      {
        (kind, bytes) = (.number, [UInt8(ascii: "-")] + syntax.tree.symbols.text(syntax.tree[operand].symbol))
      } else {
        return nil
      }
    case .constant(let text): (kind, bytes) = (.string, Array(text))
    default: (kind, bytes) = (.string, Array(file.text[value.range]))
    }
    switch kind {
    case .boolean: return .boolean(String(decoding: bytes, as: UTF8.self).lowercased() == "true")
    case .number: return number(bytes, base: base, strip: false)
    default: return (strip || base != nil ? number(bytes, base: base, strip: true) : nil) ?? text(bytes[...])
    }
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> ComparisonValue {
    .string(String(decoding: bytes, as: UTF8.self))
  }

  private static func number(_ bytes: [UInt8], base: Int?, strip: Bool) -> ComparisonValue? {
    var text = String(decoding: bytes, as: UTF8.self).replacing("_", with: "")
    if strip, let first = text.first, "\"'`".contains(first), text.last == first, text.count > 1 {
      text = String(text.dropFirst().dropLast())
    }
    let isNegative = text.hasPrefix("-")
    var digits = isNegative ? String(text.dropFirst()) : text
    var radix = base ?? 10
    let lower = digits.lowercased()
    if lower.hasPrefix("0x") { (radix, digits) = (16, String(digits.dropFirst(2))) }
    if lower.hasPrefix("0o") { (radix, digits) = (8, String(digits.dropFirst(2))) }
    if lower.hasPrefix("0b") { (radix, digits) = (2, String(digits.dropFirst(2))) }
    if radix == 10, digits.count > 1, digits.hasPrefix("0"), digits.allSatisfy({ ("0"..."7").contains($0) }) {
      radix = 8
    }
    if radix != 16, let last = digits.last, "lLnN".contains(last) { digits.removeLast() }
    if (2...36).contains(radix), let value = Int(digits, radix: radix) { return .integer(isNegative ? -value : value) }
    if let value = Double(text), value.isFinite { return .float(value) }
    return nil
  }
}
