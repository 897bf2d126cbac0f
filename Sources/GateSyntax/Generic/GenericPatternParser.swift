/// Reads a pattern: the same words and indented lists as in a text, but brackets are atoms.
struct GenericPatternParser {
  private let layout: GenericLayout
  private let isWord: [Bool]
  var nodes: [GenericPattern.Node] = []
  var metavariables: [String] = []
  var hasRepeats = false

  private static let dollar = UInt8(ascii: "$")
  private static let dot = UInt8(ascii: ".")

  init(_ layout: GenericLayout) {
    self.layout = layout
    isWord = layout.wordBytes()
  }

  mutating func parse(_ text: [UInt8]) throws(GenericPatternError) {
    var indents = [0]
    var lists: [Int] = []
    var isFirst = true
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if !isFirst, layout.hasNewlines { nodes.append(.byte(0x0A)) }
      isFirst = false
      let blanks = line.prefix(while: GenericLayout.isBlank)
      guard blanks.count < line.count else { continue }
      if layout.engine == .spacegrep {
        let indent = blanks.reduce(0) { $0 + ($1 == 0x09 ? 8 : 1) }
        while indent < indents[indents.count - 1] {
          indents.removeLast()
          close(lists.removeLast())
        }
        if indent > indents[indents.count - 1] {
          indents.append(indent)
          lists.append(nodes.count)
          nodes.append(.list(end: 0, isOptional: true))
        }
      }
      try parse(line.dropFirst(blanks.count))
    }
    while let list = lists.popLast() { close(list) }
    guard !nodes.isEmpty else { throw GenericPatternError(description: "the pattern is empty") }
  }

  private mutating func close(_ list: Int) {
    let isOptional = nodes[(list + 1)...].allSatisfy { if case .ellipsis = $0 { true } else { false } }
    nodes[list] = .list(end: nodes.count, isOptional: isOptional)
    nodes.append(.end)
  }

  private mutating func parse(_ line: ArraySlice<UInt8>) throws(GenericPatternError) {
    var rest = line
    while let byte = rest.first {
      if GenericLayout.isBlank(byte) {
        rest.removeFirst()
      } else if isWord[Int(byte)] {
        let word = rest.prefix { isWord[Int($0)] }
        nodes.append(.word(String(decoding: word, as: UTF8.self)))
        rest.removeFirst(word.count)
      } else if try !parseMetavariable(&rest), try !parseEllipsis(&rest) {
        nodes.append(.byte(byte))
        rest.removeFirst()
      }
    }
  }

  /// `$X`, `$...X` and aliengrep's `$....X`.
  private mutating func parseMetavariable(_ rest: inout ArraySlice<UInt8>) throws(GenericPatternError) -> Bool {
    guard rest.first == Self.dollar else { return false }
    let dots = rest.dropFirst().prefix { $0 == Self.dot }.count
    let name = rest.dropFirst(1 + dots).prefix(while: GenericLayout.isWord)
    guard let first = name.first, (0x41...0x5A).contains(first) || first == 0x5F,
      dots == 0 || isEllipsis(dots)
    else { return false }
    let number = number((dots == 0 ? "$" : "$...") + String(decoding: name, as: UTF8.self))
    if dots == 0 {
      nodes.append(.metavariable(number))
    } else {
      try append(dots: dots, metavariable: number)
    }
    rest.removeFirst(1 + dots + name.count)
    return true
  }

  private mutating func parseEllipsis(_ rest: inout ArraySlice<UInt8>) throws(GenericPatternError) -> Bool {
    let dots = rest.prefix { $0 == Self.dot }.count
    guard isEllipsis(dots) else {
      // A longer run is so many dots.
      nodes += Array(repeating: .byte(Self.dot), count: dots)
      rest.removeFirst(dots)
      return dots > 0
    }
    try append(dots: dots, metavariable: nil)
    rest.removeFirst(dots)
    return true
  }

  private func isEllipsis(_ dots: Int) -> Bool { dots == 3 || (dots == 4 && layout.engine != .spacegrep) }

  private mutating func append(dots: Int, metavariable: Int?) throws(GenericPatternError) {
    // Side by side they add up, in the first engine; the second takes one after the other.
    guard layout.engine == .spacegrep, case .ellipsis(let count, _, let earlier)? = nodes.last else {
      nodes.append(.ellipsis(count: 1, isLong: dots == 4, metavariable: metavariable))
      return
    }
    guard metavariable == nil else {
      throw GenericPatternError(description: "an ellipsis before \(metavariables[metavariable!]) leaves nothing to it")
    }
    nodes[nodes.count - 1] = .ellipsis(count: count + 1, isLong: false, metavariable: earlier)
  }

  private mutating func number(_ name: String) -> Int {
    if let known = metavariables.firstIndex(of: name) {
      hasRepeats = true
      return known
    }
    metavariables.append(name)
    return metavariables.count - 1
  }
}
