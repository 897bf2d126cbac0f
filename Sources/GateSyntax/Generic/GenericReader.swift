/// Turns text into nodes.
struct GenericReader {
  private let braces: [[UInt8]]
  private let isWord: [Bool]
  private let hasNewlines: Bool
  var nodes: [GenericDocument.Node] = []
  var lines: [Int32] = []

  init(_ layout: GenericLayout) {
    braces = layout.braces
    isWord = layout.wordBytes()
    hasNewlines = layout.hasNewlines
  }

  // MARK: Spacegrep

  /// Indentation first, then the brackets within each line.
  mutating func readTree(_ bytes: Span<UInt8>, words: inout GenericWords) {
    var indents = [0]
    var lists: [Int] = []
    var start = 0
    while start < bytes.count {
      lines.append(Int32(nodes.count))
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      let (indent, first) = Self.indentation(bytes, start..<end)
      if first < end {
        while indent < indents[indents.count - 1] {
          indents.removeLast()
          close(lists.removeLast())
        }
        if indent > indents[indents.count - 1] {
          indents.append(indent)
          lists.append(nodes.count)
          open()
        }
        readLine(bytes, first..<end, words: &words)
      }
      start = end + 1
    }
    while let list = lists.popLast() { close(list) }
  }

  /// A tab is worth eight spaces, wherever it stands.
  private static func indentation(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (indent: Int, first: Int) {
    var indent = 0
    for index in line {
      guard GenericLayout.isBlank(bytes[index]) else { return (indent, index) }
      indent += bytes[index] == 0x09 ? 8 : 1
    }
    return (indent, line.upperBound)
  }

  /// A bracket pairs with the innermost open one of its line; what stays open is an atom like any other.
  private mutating func readLine(_ bytes: Span<UInt8>, _ line: Range<Int>, words: inout GenericWords) {
    var atoms: [GenericDocument.Node] = []
    var open: [(closing: UInt8, atom: Int)] = []
    var opens: [Bool] = []
    var closes: [Bool] = []
    var position = line.lowerBound
    while let atom = atom(bytes, &position, line.upperBound, words: &words) {
      var isClose = false
      if !atom.isWord {
        let byte = bytes[Int(atom.start)]
        if let top = open.last, top.closing == byte {
          opens[top.atom] = true
          isClose = true
          open.removeLast()
        } else if let pair = braces.first(where: { $0[0] == byte }) {
          open.append((pair[1], atoms.count))
        }
      }
      atoms.append(atom)
      opens.append(false)
      closes.append(isClose)
    }
    var lists: [Int] = []
    for index in atoms.indices {
      if closes[index] { close(lists.removeLast()) }
      nodes.append(atoms[index])
      if opens[index] {
        lists.append(nodes.count)
        self.open()
      }
    }
  }

  private mutating func open() { mark(GenericDocument.opening) }

  /// `list` is the opening mark.
  private mutating func close(_ list: Int) {
    nodes[list].end = Int32(nodes.count)
    mark(GenericDocument.closing)
    nodes[nodes.count - 1].end = Int32(list)
  }

  private mutating func mark(_ id: Int32) {
    nodes.append(.init(start: 0, end: 0, id: id, line: Int32(lines.count - 1), level: 0))
  }

  // MARK: Aliengrep

  /// A bracket pairs with the innermost open one of its kind; those within that are still open stay without a partner.
  mutating func readSequence(_ bytes: Span<UInt8>, words: inout GenericWords) {
    lines.append(0)
    var open: [(closing: UInt8, node: Int)] = []
    // How many of `open` wait for each byte.
    var waiting = Array(repeating: 0, count: 256)
    var position = 0
    while position < bytes.count {
      if bytes[position] == 0x0A {
        if hasNewlines {
          nodes.append(
            .init(start: Int32(position), end: Int32(position + 1), id: GenericDocument.newline, line: 0, level: -1))
        }
        position += 1
        continue
      }
      guard var atom = atom(bytes, &position, bytes.count, words: &words) else { continue }
      atom.level = -1
      nodes.append(atom)
      if atom.isWord { continue }
      let byte = bytes[Int(atom.start)]
      if waiting[Int(byte)] > 0 {
        while let top = open.popLast() {
          waiting[Int(top.closing)] -= 1
          guard top.closing == byte else { continue }
          nodes[top.node].level = Int32(nodes.count - 1)
          nodes[nodes.count - 1].level = Int32(top.node)
          break
        }
      } else if let pair = braces.first(where: { $0[0] == byte }) {
        open.append((pair[1], nodes.count - 1))
        waiting[Int(pair[1])] += 1
      }
    }
  }

  // MARK: Atoms

  /// The next word or byte before `end` or a line break.
  private func atom(
    _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, words: inout GenericWords
  ) -> GenericDocument.Node? {
    while position < end, GenericLayout.isBlank(bytes[position]) { position += 1 }
    guard position < end, bytes[position] != 0x0A else { return nil }
    let start = position
    position += 1
    var id = Int32(bytes[start])
    if isWord[Int(id)] {
      while position < end, isWord[Int(bytes[position])] { position += 1 }
      id = words.number(start..<position, in: bytes)
    }
    return .init(start: Int32(start), end: Int32(position), id: id, line: Int32(lines.count - 1), level: 0)
  }
}
