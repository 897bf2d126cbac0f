/// What operators and methods make of constants.
enum Folding {
  static func binary(_ word: String, _ a: Constant, _ b: Constant, isPython: Bool) -> Constant? {
    switch (a, b) {
    case (.integer(let x), .integer(let y)):
      if let result = arithmetic(word, x, y, isPython: isPython) { return result }
    case (.text(let x), .text(let y)):
      switch word {
      case "+": return x.count + y.count <= ConstantPool.longest ? .text(x + y) : nil
      case "<": return .boolean(x.lexicographicallyPrecedes(y))
      case ">": return .boolean(y.lexicographicallyPrecedes(x))
      default: break
      }
    case (.text(let x), .integer(let y)) where word == "*" && isPython:
      let count = max(0, y)
      return x.count * count <= ConstantPool.longest ? .text(Array(repeatElement(x, count: count).joined())) : nil
    default: break
    }
    if word == "+" {
      // Text takes in what it is added to, where the language does that.
      if case .text(let x) = a, !isPython { return .text(x + b.shown(capitalised: false)) }
      if case .text(let y) = b, !isPython { return .text(a.shown(capitalised: false) + y) }
    }
    if let x = a.decimal, let y = b.decimal {
      switch word {
      case "<": return .boolean(x < y)
      case ">": return .boolean(x > y)
      case "<=": return .boolean(x <= y)
      case ">=": return .boolean(x >= y)
      case "==", "===": return .boolean(x == y)
      case "!=", "!==": return .boolean(x != y)
      case "+": return .decimal(x + y)
      case "-": return .decimal(x - y)
      case "*": return .decimal(x * y)
      case "/": return y == 0 ? nil : .decimal(x / y)
      default: return nil
      }
    }
    switch word {
    case "==", "===", "is": return .boolean(a == b)
    case "!=", "!==", "is not": return .boolean(a != b)
    default: return nil
    }
  }

  private static func arithmetic(_ word: String, _ x: Int, _ y: Int, isPython: Bool) -> Constant? {
    func checked(_ result: (partialValue: Int, overflow: Bool)) -> Constant? {
      result.overflow ? nil : .integer(result.partialValue)
    }
    switch word {
    case "+": return checked(x.addingReportingOverflow(y))
    case "-": return checked(x.subtractingReportingOverflow(y))
    case "*": return checked(x.multipliedReportingOverflow(by: y))
    case "/":
      if y == 0 { return nil }
      return isPython ? .decimal(Double(x) / Double(y)) : .integer(x / y)
    case "//":
      if y == 0 { return nil }
      return .integer(Int((Double(x) / Double(y)).rounded(.down)))
    case "%":
      if y == 0 { return nil }
      let rest = x % y
      return .integer(isPython && rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest)
    case "**":
      guard (0..<64).contains(y) else { return nil }
      var result = 1
      for _ in 0..<y {
        let (next, isOver) = result.multipliedReportingOverflow(by: x)
        if isOver { return nil }
        result = next
      }
      return .integer(result)
    case "&": return .integer(x & y)
    case "|": return .integer(x | y)
    case "^": return .integer(x ^ y)
    case "<<": return (0..<32).contains(y) && abs(x) < 1 << 30 ? .integer(x << y) : nil
    case ">>": return (0..<64).contains(y) ? .integer(x >> y) : nil
    default: return nil
    }
  }

  /// A method of a constant text, with constant arguments.
  static func method(_ name: String, of text: [UInt8], _ arguments: [Constant]) -> Constant? {
    let string = String(decoding: text, as: UTF8.self)
    let first = arguments.first
    switch (name, arguments.count) {
    case ("upper", 0), ("toUpperCase", 0), ("upcase", 0): return .text(string.uppercased())
    case ("lower", 0), ("toLowerCase", 0), ("downcase", 0), ("casefold", 0): return .text(string.lowercased())
    case ("strip", 0), ("trim", 0):
      return .text(trimmed(text, front: true, back: true))
    case ("lstrip", 0), ("trimStart", 0), ("trimLeft", 0): return .text(trimmed(text, front: true, back: false))
    case ("rstrip", 0), ("trimEnd", 0), ("trimRight", 0): return .text(trimmed(text, front: false, back: true))
    case ("toString", 0), ("intern", 0), ("valueOf", 0), ("to_s", 0): return .text(text)
    case ("length", 0), ("size", 0): return .integer(text.count)
    case ("isEmpty", 0): return .boolean(text.isEmpty)
    case ("charAt", 1), ("at", 1):
      guard var index = first?.integer else { return nil }
      if index < 0, name == "at" { index += text.count }
      return text.indices.contains(index) ? .text([text[index]]) : nil
    case ("startswith", 1), ("startsWith", 1), ("start_with?", 1):
      guard case .text(let part)? = first else { return nil }
      return .boolean(text.starts(with: part))
    case ("endswith", 1), ("endsWith", 1), ("end_with?", 1):
      guard case .text(let part)? = first else { return nil }
      return .boolean(text.count >= part.count && text.suffix(part.count).elementsEqual(part))
    case ("contains", 1), ("includes", 1):
      guard case .text(let part)? = first else { return nil }
      return .boolean(part.isEmpty || text.firstRange(of: part) != nil)
    case ("find", 1), ("indexOf", 1):
      guard case .text(let part)? = first else { return nil }
      return .integer(text.firstRange(of: part)?.lowerBound ?? -1)
    case ("equals", 1): return .boolean(first == .text(text))
    case ("equalsIgnoreCase", 1): return .boolean(first?.string?.lowercased() == string.lowercased())
    case ("concat", 1):
      guard case .text(let part)? = first else { return nil }
      return .text(text + part)
    case ("repeat", 1):
      guard let count = first?.integer, count >= 0, text.count * count <= ConstantPool.longest else { return nil }
      return .text(Array(repeatElement(text, count: count).joined()))
    case ("substring", 1), ("slice", 1), ("substr", 1):
      guard let from = first?.integer, (0...text.count).contains(from) else { return nil }
      return .text(Array(text[from...]))
    case ("substring", 2), ("slice", 2):
      guard let from = first?.integer, let to = arguments[1].integer, from >= 0, to <= text.count, from <= to else {
        return nil
      }
      return .text(Array(text[from..<to]))
    case ("replace", 2), ("replaceAll", 2):
      guard case .text(let old)? = first, case .text(let new) = arguments[1], !old.isEmpty else { return nil }
      return .text(string.replacing(String(decoding: old, as: UTF8.self), with: String(decoding: new, as: UTF8.self)))
    case ("encode", _), ("decode", _), ("getBytes", _), ("format", 0): return .text(text)
    default: return nil
    }
  }

  private static func trimmed(_ text: [UInt8], front: Bool, back: Bool) -> [UInt8] {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    var slice = text[...]
    if front { slice = slice.drop(while: isSpace) }
    if back { while let last = slice.last, isSpace(last) { slice.removeLast() } }
    return Array(slice)
  }
}
