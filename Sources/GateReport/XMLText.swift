/// XML 1.0, written by hand: elements with attributes, text or elements within. What XML may not hold at all is spelled out.
struct XMLElement {
  let name: String
  let attributes: KeyValuePairs<String, String?>
  var text = ""
  var children: [XMLElement] = []

  init(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String = "", children: [XMLElement] = []
  ) {
    self.name = name
    self.attributes = attributes
    self.text = text
    self.children = children
  }

  /// A whole document, with a newline at its end.
  var document: [UInt8] {
    var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    write(to: &out, indent: "")
    return Array(out.utf8)
  }

  private func write(to out: inout String, indent: String) {
    out += "\(indent)<\(name)"
    for (name, value) in attributes { if let value { out += " \(name)=\"\(XMLElement.escaped(value))\"" } }
    if text.isEmpty, children.isEmpty {
      out += "/>\n"
      return
    }
    out += ">\(XMLElement.escaped(text))"
    if !children.isEmpty {
      out += "\n"
      for child in children { child.write(to: &out, indent: indent + "  ") }
      out += indent
    }
    out += "</\(name)>\n"
  }

  /// As text and as an attribute. Newlines stay: only what we compose has them.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { out, scalar in
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      // Runners obey `##[` and `##vso[` wherever on a line they stand.
      case "[": out += "&#91;"
      case "\n": out += "\n"
      case "\u{FFFE}", "\u{FFFF}": out += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: out += Escape.spelling(of: scalar) ?? String(scalar)
      }
    }
  }
}
