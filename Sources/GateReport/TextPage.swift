import GateModel

/// The page that a text report is written on. It takes text that is visible already, and paints it.
struct TextPage {
  private(set) var bytes: [UInt8] = []
  let color: Bool
  let width: Int

  init(options: ReportOptions) {
    color = options.color
    width = max(40, options.width)
  }

  mutating func line(_ text: String = "") {
    let text = Escape.forRunners(text)
    // Runners of CI services obey lines that begin like this, and a path may.
    let body = text.drop { $0 == " " }
    if body.hasPrefix("::") || body.hasPrefix("##") {
      bytes += text.prefix(text.count - body.count).utf8 + Array("./".utf8) + body.utf8
    } else {
      bytes += text.utf8
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Prose, broken between words at the page's width; further lines begin below the first word after `lead`.
  mutating func prose(_ text: String, indent: Int = 0, lead: String = "", ink: Ink? = nil) {
    let margin = String(repeating: " ", count: indent)
    let hanging = margin + String(repeating: " ", count: DisplayWidth.of(lead))
    let head = margin + (ink.map { paint($0, lead) } ?? lead)
    let lines = TextPage.wrapped(text, to: max(20, width - hanging.count))
    for (index, text) in lines.enumerated() { line((index == 0 ? head : hanging) + text) }
  }

  func paint(_ ink: Ink, _ text: String) -> String {
    color && !text.isEmpty ? "\u{1B}[\(ink.code)m\(text)\u{1B}[0m" : text
  }

  static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var used = 0
    for word in text.split(separator: " ") {
      let room = DisplayWidth.of(word)
      if let last = lines.indices.last, used + 1 + room <= width {
        lines[last] += " \(word)"
        used += 1 + room
      } else {
        lines.append(String(word))
        used = room
      }
    }
    return lines
  }
}

/// What a colour means here, and its ANSI code.
enum Ink {
  case strong, faint, good, bad
  case severity(Severity)

  var code: String {
    switch self {
    case .strong: "1"
    case .faint: "2"
    case .good: "1;32"
    case .bad, .severity(.critical): "1;31"
    case .severity(.high): "31"
    case .severity(.medium): "33"
    case .severity(.low): "36"
    case .severity(.info): "2"
    }
  }
}

/// The columns that a terminal gives to text.
enum DisplayWidth {
  static func of(_ text: some StringProtocol) -> Int {
    let utf8 = text.utf8
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + of($1) }
  }

  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return isWide(scalar) ? 2 : 1
    }
  }

  /// East Asian Width W and F, by blocks, and what is shown as an emoji.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18CFF, 0x1B000...0x1B2FF,
      0x20000...0x3FFFD:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }
}
