extension GenericLayout.CommentStyle {
  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")

  /// The text with spaces in place of its comments; line breaks stay. As in Semgrep, quotes are not understood, line
  /// comments go first, and a block comment that is not closed is none.
  func blanking(_ bytes: Span<UInt8>) -> [UInt8] {
    var text = bytes.indices.map { bytes[$0] }
    if self != .c { blankLineComments(&text) }
    if self != .shell { Self.blankBlockComments(&text) }
    return text
  }

  private func blankLineComments(_ text: inout [UInt8]) {
    var isComment = false
    for index in text.indices {
      if text[index] == 0x0A { isComment = false } else { isComment = isComment || startsLineComment(text, at: index) }
      if isComment { text[index] = 0x20 }
    }
  }

  private static func blankBlockComments(_ text: inout [UInt8]) {
    var position = 0
    while position + 1 < text.count {
      guard text[position] == slash, text[position + 1] == star else {
        position += 1
        continue
      }
      // What has no end here has none further on.
      guard let end = close(in: text, from: position + 2) else { return }
      for index in position..<end where text[index] != 0x0A { text[index] = 0x20 }
      position = end
    }
  }

  private func startsLineComment(_ text: [UInt8], at position: Int) -> Bool {
    switch self {
    case .c: false
    case .cpp: text[position] == Self.slash && position + 1 < text.count && text[position + 1] == Self.slash
    case .shell: text[position] == UInt8(ascii: "#")
    }
  }

  /// Behind the next end of a block comment.
  private static func close(in text: [UInt8], from start: Int) -> Int? {
    var position = start
    while position + 1 < text.count {
      if text[position] == star, text[position + 1] == slash { return position + 2 }
      position += 1
    }
    return nil
  }
}
