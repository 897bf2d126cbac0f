/// The parts of a commit message that can tell an author: trailers, lines that look like trailers elsewhere, all lines.
/// A message is a stranger's text, so only its first and last 64 KiB are looked at.
struct CommitMessage {
  struct Trailer {
    var key: String
    var value: String
    /// For people: without an address, which may be a person's.
    var shown: String { "\(key): \(value.prefix { $0 != "<" }.prefix(120))" }
    /// It stands in the last paragraph at the line's start, where git itself would see it.
    var isProper: Bool
  }

  let lines: [Substring]
  let trailers: [Trailer]

  private static let limit = 65_536
  private static let mostTrailers = 256

  init(_ message: String) {
    let utf8 = message.utf8
    let shown =
      utf8.count <= 2 * Self.limit
      ? message
      : String(decoding: utf8.prefix(Self.limit), as: UTF8.self) + "\n"
        + String(decoding: utf8.suffix(Self.limit), as: UTF8.self)
    lines = shown.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    let end = lines.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? -1
    let lastParagraph = (lines[..<max(0, end)].lastIndex { $0.allSatisfy(\.isWhitespace) } ?? -1) + 1
    var found: [Trailer] = []
    // From the end, where trailers are, so that no number of lines before them hides them. The subject is never one.
    for index in lines.indices.dropFirst().reversed() where found.count < Self.mostTrailers {
      guard let (key, value, isIndented) = Self.split(lines[index]) else { continue }
      found.append(
        Trailer(key: key, value: value, isProper: index >= lastParagraph && lastParagraph > 0 && !isIndented))
    }
    trailers = found.reversed()
  }

  /// `Key: value`, also indented or behind a list's sign, as squash merges fold them.
  private static func split(_ line: Substring) -> (key: String, value: String, isIndented: Bool)? {
    let body = line.drop { $0 == " " || $0 == "\t" || $0 == "*" || $0 == ">" }
    guard let colon = body.firstIndex(of: ":"), colon != body.startIndex else { return nil }
    let key = body[..<colon]
    guard key.utf8.count <= 64,
      key.utf8.allSatisfy({
        $0 == 0x2D || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
      })
    else { return nil }
    let value = body[body.index(after: colon)...]
    guard value.first.map({ $0 == " " || $0 == "\t" }) ?? true else { return nil }
    return (String(key).lowercased(), String(value.trimmed), body.startIndex != line.startIndex)
  }
}

extension Substring {
  /// Without blanks at either end.
  var trimmed: Substring {
    var text = drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

/// `Name <address>` with the login that a code host's address holds.
struct Person {
  let name: String
  /// Lower case.
  let email: String
  let login: String?
  let hostID: String?

  private static let host = "@users.noreply.github.com"

  init(name: String, email: String) {
    self.name = name
    self.email = email.lowercased()
    guard self.email.hasSuffix(Self.host) else {
      (login, hostID) = (nil, nil)
      return
    }
    let account = self.email.dropLast(Self.host.count)
    if let plus = account.firstIndex(of: "+"), account[..<plus].allSatisfy(\.isNumber) {
      (login, hostID) = (String(account[account.index(after: plus)...]), String(account[..<plus]))
    } else {
      (login, hostID) = (String(account), nil)
    }
  }

  init(_ text: String) {
    guard let open = text.lastIndex(of: "<"), let close = text[open...].firstIndex(of: ">") else {
      self.init(name: String(text[...].trimmed), email: "")
      return
    }
    self.init(name: String(text[..<open].trimmed), email: String(text[text.index(after: open)..<close]))
  }
}
