package import GateModel

/// A text as generic patterns see it: words and single bytes. Indented lines, and brackets that open and close on one
/// line, make lists within lists. Flat, so that depth costs nothing.
package struct GenericDocument: Sendable {
  /// An atom, or the mark of a list's start or end.
  struct Node {
    /// Offsets in the text; of a list's marks, `end` is the other mark.
    var start: Int32
    var end: Int32
    /// What it is: a byte, a word's number, or one of the marks.
    var id: Int32
    var line: Int32
    /// The end mark of the list it lies in, or the number of nodes. Of aliengrep's brackets: the partner, or -1.
    var level: Int32

    var isAtom: Bool { id >= 0 }
    var isWord: Bool { id >= GenericWords.first }
    var range: Range<Int> { Int(start)..<Int(end) }
  }

  static let opening: Int32 = -1
  static let closing: Int32 = -2
  static let newline: Int32 = 0x0A

  let layout: GenericLayout
  /// False for a text too long for 32-bit offsets: nothing of it is here.
  let isComplete: Bool
  var nodes: [Node] = []
  /// The first node of each line or a later one.
  var lines: [Int32] = []
  var words: GenericWords
  /// Atoms in order of what they are, and where in it each begins.
  private var places: [Int32] = []
  private var starts: [Int32] = []

  /// Built once for all patterns with an equal `GenericLayout`.
  package init(_ bytes: Span<UInt8>, options: SearchOptions) {
    layout = GenericLayout(options)
    words = GenericWords(isCaseless: layout.isCaseless)
    // Up to two marks come with a byte.
    isComplete = bytes.count < Int(Int32.max) / 3
    guard isComplete else { return }
    if let comments = layout.comments {
      build(comments.blanking(bytes).span)
    } else {
      build(bytes)
    }
    index()
  }

  private mutating func build(_ bytes: Span<UInt8>) {
    var reader = GenericReader(layout)
    switch layout.engine {
    case .spacegrep:
      reader.readTree(bytes, words: &words)
      setLevels(&reader.nodes)
    case .aliengrep:
      reader.readSequence(bytes, words: &words)
    }
    nodes = reader.nodes
    lines = reader.lines
  }

  private func setLevels(_ nodes: inout [Node]) {
    var open: [Int32] = [Int32(nodes.count)]
    for index in nodes.indices {
      if nodes[index].id == Self.closing { open.removeLast() }
      nodes[index].level = open[open.count - 1]
      if nodes[index].id == Self.opening { open.append(nodes[index].end) }
    }
  }

  private mutating func index() {
    starts = Array(repeating: 0, count: Int(GenericWords.first) + words.count + 1)
    for node in nodes where node.isAtom { starts[Int(node.id) + 1] += 1 }
    for id in starts.indices.dropFirst() { starts[id] += starts[id - 1] }
    var next = starts
    places = Array(repeating: 0, count: Int(starts[starts.count - 1]))
    for (index, node) in nodes.enumerated() where node.isAtom {
      places[Int(next[Int(node.id)])] = Int32(index)
      next[Int(node.id)] += 1
    }
  }

  /// All atoms of a kind, in order.
  func places(of id: Int32) -> ArraySlice<Int32> { places[Int(starts[Int(id)])..<Int(starts[Int(id) + 1])] }

  /// The first atom of a kind at or after a node.
  func next(_ id: Int32, from node: Int) -> Int? {
    var (low, high) = (Int(starts[Int(id)]), Int(starts[Int(id) + 1]))
    let end = high
    while low < high {
      let middle = (low + high) / 2
      if Int(places[middle]) < node { low = middle + 1 } else { high = middle }
    }
    return low < end ? Int(places[low]) : nil
  }

  /// The first node behind a line.
  func bound(line: Int) -> Int { line + 1 < lines.count ? Int(lines[line + 1]) : nodes.count }
}
