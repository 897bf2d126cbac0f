package import GateModel

/// How generic matching reads a text. Rules with equal layouts can share a document.
package struct GenericLayout: Hashable, Sendable {
  /// Semgrep's two matchers of generic patterns.
  enum Engine: Hashable, Sendable {
    /// Indented lines and brackets make a tree; `...` spans a number of lines.
    case spacegrep
    /// One sequence with brackets in pairs; `...` spans anything, or with `isMultiline` off one line.
    case aliengrep(isMultiline: Bool)
  }

  enum CommentStyle: String, Hashable, Sendable { case c, cpp, shell }

  let engine: Engine
  let comments: CommentStyle?
  let isCaseless: Bool
  /// Opening and closing byte of each pair.
  let braces: [[UInt8]]
  /// What words hold beside letters, digits and underscore.
  let extraWordBytes: [UInt8]

  package init(_ options: SearchOptions) {
    guard options.genericEngine == "aliengrep" else {
      // Of the options here Semgrep's first engine knows this one only, and its second all others.
      comments = options.genericCommentStyle.flatMap(CommentStyle.init)
      (engine, isCaseless, braces, extraWordBytes) = (.spacegrep, false, Self.brackets, [])
      return
    }
    comments = nil
    engine = .aliengrep(isMultiline: options.genericMultiline)
    isCaseless = options.genericCaseless
    let named = options.genericBraces?.map { $0.flatMap { Array($0.utf8) } }.filter { $0.count == 2 }
    braces = named ?? Self.brackets
    extraWordBytes = options.genericExtraWordCharacters.flatMap { Array($0.utf8) }
  }

  private static let brackets = ["()", "[]", "{}"].map { Array($0.utf8) }

  var hasNewlines: Bool { engine == .aliengrep(isMultiline: false) }

  /// For each byte, whether words hold it.
  func wordBytes() -> [Bool] {
    var table = (0..<256).map { Self.isWord(UInt8($0)) }
    for byte in extraWordBytes { table[Int(byte)] = true }
    return table
  }

  /// A letter, a digit or the underscore.
  static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) && byte < 0x80 || byte == 0x5F
  }

  /// Space, tab and carriage return; other control characters are bytes to match.
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
