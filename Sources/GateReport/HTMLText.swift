/// HTML that is put together from parts that are safe: markup of ours, and text of anybody's, which is escaped.
struct HTML: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  private(set) var markup: String

  init(stringLiteral markup: String) { self.markup = markup }

  init(stringInterpolation parts: Interpolation) { markup = parts.markup }

  init(_ parts: some Sequence<HTML>) { markup = parts.map(\.markup).joined() }

  /// In a template, text is escaped and HTML stands as it is.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity * 2) }

    mutating func appendLiteral(_ literal: String) { markup += literal }

    mutating func appendInterpolation(_ text: String) { markup += HTML.escaped(text) }

    mutating func appendInterpolation(_ number: Int) { markup += String(number) }

    mutating func appendInterpolation(_ html: HTML) { markup += html.markup }

    mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { markup += part.markup } }

    mutating func appendInterpolation(_ html: HTML?) { if let html { markup += html.markup } }
  }

  /// Prose on one line, with what stands between backticks in a code face.
  static func prose(_ text: String) -> HTML {
    let parts = Escape.oneLine(text).split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard !parts.count.isMultiple(of: 2) else { return "\(Escape.oneLine(text))" }
    return HTML(parts.enumerated().map { $0.isMultiple(of: 2) ? "\($1)" : "<code>\($1)</code>" })
  }

  /// As text and in a quoted attribute; what would act or mislead is spelled out.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { out, scalar in
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      // Runners obey `##[` and `##vso[` wherever on a line they stand.
      case "[": out += "&#91;"
      default: out += Escape.spelling(of: scalar) ?? String(scalar)
      }
    }
  }
}
