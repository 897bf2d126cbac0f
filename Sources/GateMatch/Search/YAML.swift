import GateDocument
package import GateSyntax

extension Language {
  /// No grammar of tree-sitter's: libyaml's events as a tree.
  package static let yaml = Language(name: "yaml") { source, isPattern in
    isPattern ? YAMLPattern.tree(source) : YAMLTree.tree(source)
  }
}

/// Mappings are dictionaries, sequences lists. What is not in brackets reaches to the end of its last part.
private struct YAMLTree {
  private let source: [UInt8]
  private let isPattern: Bool
  private var builder = TreeBuilder()
  private var path: [Container] = []

  private struct Container {
    var isMapping: Bool
    /// In brackets.
    var isFlow: Bool
    /// What comes next is a value.
    var isAfterKey = false
  }

  static func tree(_ source: [UInt8]) -> Tree? {
    var tree = YAMLTree(source, isPattern: false)
    do throws(DocumentError) {
      try YAMLEventReader.read(source, file: "") { tree.take($0, $1) }
    } catch {
      return nil
    }
    return tree.finish()
  }

  init(_ source: [UInt8], isPattern: Bool) {
    self.source = source
    self.isPattern = isPattern
    builder.open(.file, .none, from: 0)
  }

  mutating func finish() -> Tree {
    while builder.depth > 1 { builder.close() }
    builder.close(to: source.count)
    return builder.finish()
  }

  mutating func take(_ event: YAMLEvent, _ range: Range<Int>) {
    switch event {
    case .documentStart, .documentEnd: break
    case .scalar(let text, let style):
      let role = begin(range.lowerBound)
      scalar(text, style, range, role)
      end()
    case .alias(let name):
      let role = begin(range.lowerBound)
      builder.leaf(.other, role, range, symbol: builder.symbol([UInt8(ascii: "*")] + name))
      end()
    case .mappingStart, .sequenceStart:
      let isMapping = if case .mappingStart = event { true } else { false }
      let role = begin(range.lowerBound)
      let from = afterProperties(range.lowerBound)
      builder.open(isMapping ? .dictionary : .list, role, from: range.lowerBound)
      let isFlow = from < source.count && (source[from] == UInt8(ascii: "{") || source[from] == UInt8(ascii: "["))
      path.append(Container(isMapping: isMapping, isFlow: isFlow && !range.isEmpty))
    case .mappingEnd, .sequenceEnd:
      let container = path.popLast()
      builder.close(to: container?.isFlow == true ? range.upperBound : nil)
      end()
    }
  }

  /// A node begins: as a key it brings its pair along.
  private mutating func begin(_ from: Int) -> Role {
    guard let container = path.last else { return .child }
    guard container.isMapping else { return .child }
    if container.isAfterKey { return .value }
    builder.open(.pair, .child, from: from)
    return .key
  }

  private mutating func end() {
    guard let container = path.last, container.isMapping else { return }
    if container.isAfterKey { builder.close() }
    path[path.count - 1].isAfterKey.toggle()
  }

  // MARK: Scalars

  private mutating func scalar(_ text: [UInt8], _ style: YAMLEvent.Style, _ range: Range<Int>, _ role: Role) {
    let from = min(afterProperties(range.lowerBound), range.upperBound)
    switch style {
    case .plain:
      let word = String(decoding: text, as: UTF8.self)
      if isPattern, let hole = Self.hole(word) {
        return builder.leaf(
          hole, role, from..<range.upperBound, symbol: hole == .ellipsis ? .none : builder.symbol(word))
      }
      let (kind, value) = Self.plain(word)
      builder.leaf(kind, role, from..<range.upperBound, symbol: builder.symbol(value))
    case .singleQuoted, .doubleQuoted:
      // In quotes an ellipsis is a text like any other, and nothing is equal to it.
      let isLiteral = isPattern && text.elementsEqual("...".utf8)
      let symbol = builder.symbol(isLiteral ? [0] + text : text)
      builder.leaf(.string, role, from..<range.upperBound, symbol: symbol, opening: 1, closing: 1)
    case .literal, .folded:
      // From behind the sign to the last line that is not empty.
      let start = source[from..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      let end = source[start..<range.upperBound].lastIndex { !Self.isSpace($0) }.map { $0 + 1 } ?? start
      builder.leaf(.string, role, start..<end, symbol: builder.symbol(text))
    }
  }

  /// Behind anchors and tags.
  private func afterProperties(_ start: Int) -> Int {
    var place = start
    while place < source.count, source[place] == UInt8(ascii: "&") || source[place] == UInt8(ascii: "!") {
      while place < source.count, !Self.isSpace(source[place]) { place += 1 }
      while place < source.count, Self.isSpace(source[place]) { place += 1 }
    }
    return place
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private static func hole(_ word: String) -> Kind? {
    if word == "..." || word == YAMLPattern.ellipsis { return .ellipsis }
    if Pattern.isMetavariable(word) { return .metavariable }
    return word.hasPrefix("$...") && Pattern.isMetavariable("$" + word.dropFirst(4)) ? .metavariableList : nil
  }

  /// By value: `1.0` is 1 and `yes` is true. `on` stays a word, for it is a key of many files, with quotes and without.
  private static func plain(_ word: String) -> (Kind, String) {
    switch word {
    case "~", "null", "Null", "NULL": return (.null, "null")
    case "true", "True", "TRUE", "yes", "Yes", "YES": return (.boolean, "true")
    case "false", "False", "FALSE", "no", "No", "NO": return (.boolean, "false")
    default: break
    }
    guard let first = word.utf8.first, first < 0x3A, word.utf8.count < 40,
      word.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }), let value = Double(word)
    else { return (.string, word) }
    if value.magnitude < 1e15, value == value.rounded() { return (.number, "\(Int(value))") }
    return (.number, "\(value)")
  }
}

/// Patterns: lines of `...` become what they may stand for, and what holds one thing alone stands for that.
private enum YAMLPattern {
  static let ellipsis = "gb__ellipsis"

  static func tree(_ text: [UInt8]) -> Tree? {
    let source = rewritten(text)
    var events: [(event: YAMLEvent, range: Range<Int>)] = []
    do throws(DocumentError) {
      try YAMLEventReader.read(source, file: "") { event, range in
        switch event {
        case .documentStart, .documentEnd: break
        default: events.append((event, range))
        }
      }
    } catch {
      return nil
    }
    var tree = YAMLTree(source, isPattern: true)
    for (event, range) in events { tree.take(event, range) }
    return unwrapped(tree.finish())
  }

  /// A list of one stands for its item, a mapping of one for its pair.
  private static func unwrapped(_ tree: Tree) -> Tree {
    let roots = Array(tree.children(0))
    guard roots.count == 1, let only = tree.firstChild(roots[0]), tree.sibling(only) == nil else { return tree }
    switch tree[roots[0]].kind {
    case .list where tree[only].kind != .ellipsis: break
    case .dictionary: break
    default: return tree
    }
    return tree.without(roots[0])
  }

  // MARK: Lines

  /// One line: where its entries start, dashes first.
  private struct Line {
    var entries: [(column: Int, isDash: Bool)] = []
    /// The last entry is `...` alone.
    var isEllipsis = false
  }

  private static func rewritten(_ text: [UInt8]) -> [UInt8] {
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    let parsed = lines.map(line)
    for (index, line) in parsed.enumerated() where line.isEllipsis {
      let column = line.entries[line.entries.count - 1].column
      let start = Array(lines[index][..<column])
      switch sibling(of: index, column, parsed) {
      case .some(true): lines[index] = start + "- \(ellipsis)".utf8
      case .some(false): lines[index] = start + "\(ellipsis): \(ellipsis)".utf8
      case nil: lines[index] = start + ellipsis.utf8
      }
    }
    return Array(lines.joined(separator: [0x0A])) + [0x0A]
  }

  private static func line(_ text: [UInt8]) -> Line {
    var line = Line()
    var column = 0
    while column < text.count {
      guard text[column] != 0x20 else {
        column += 1
        continue
      }
      let isDash = text[column] == UInt8(ascii: "-") && (column + 1 == text.count || text[column + 1] == 0x20)
      line.entries.append((column, isDash))
      guard isDash else {
        if text[column] == UInt8(ascii: "#") { line.entries.removeLast() }
        let rest = text[column...].reversed().drop { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
        line.isEllipsis = rest.elementsEqual("...".utf8)
        break
      }
      column += 1
    }
    return line
  }

  /// Whether what stands in line with an ellipsis is an item of a list; nil where it stands alone.
  private static func sibling(of index: Int, _ column: Int, _ lines: [Line]) -> Bool? {
    for line in lines[(index + 1)...] {
      guard let first = line.entries.first else { continue }
      if first.column < column { break }
      if first.column == column, first.isDash || !line.isEllipsis { return first.isDash }
    }
    // What begins an item has nothing before it.
    if lines[index].entries.count > 1 { return nil }
    for line in lines[..<index].reversed() {
      guard let first = line.entries.first else { continue }
      if let entry = line.entries.first(where: { $0.column == column }), entry.isDash || !line.isEllipsis {
        return entry.isDash
      }
      if first.column < column { break }
    }
    return nil
  }
}
