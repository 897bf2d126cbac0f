/// Semgrep's second engine of generic matching, "aliengrep": words, brackets in pairs and other bytes in one sequence.
/// An ellipsis passes over a pair of brackets as a whole. Matches do not overlap.
struct SequenceMatcher {
  private struct Choice {
    var step: Int
    /// From where the ellipsis goes on.
    var node: Int
    /// Where the ellipsis began.
    var entry: Int
    var mark: Int
  }

  private let pattern: GenericPattern
  private let steps: [GenericStep]
  private let document: GenericDocument
  private(set) var fuel: Int
  private var bindings: GenericBindings
  private var choices: [Choice] = []

  init(_ pattern: GenericPattern, _ steps: [GenericStep], _ document: GenericDocument, fuel: Int) {
    self.pattern = pattern
    self.steps = steps
    self.document = document
    self.fuel = fuel
    bindings = GenericBindings(count: pattern.metavariables.count)
  }

  mutating func run(_ bytes: Span<UInt8>) -> [TextMatch] {
    var found: [TextMatch] = []
    var start = 0
    while start < document.nodes.count, fuel > 0 {
      fuel -= 1
      // An empty match is none.
      if canStart(start), let end = match(at: start, bytes), end > start {
        found.append(
          TextMatch(range: range(start..<end, bytes), bindings: bindings.bindings(pattern.metavariables)))
        start = end
      } else {
        start += 1
      }
    }
    return found
  }

  /// An ellipsis in front or at the end takes in the white space there.
  private func range(_ nodes: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int> {
    var start = Int(document.nodes[nodes.lowerBound].start)
    var end = Int(document.nodes[nodes.upperBound - 1].end)
    if case .ellipsis? = steps.first {
      start = nodes.lowerBound == 0 ? 0 : Int(document.nodes[nodes.lowerBound - 1].end)
    }
    if case .ellipsis? = steps.last {
      end = nodes.upperBound < document.nodes.count ? Int(document.nodes[nodes.upperBound].start) : bytes.count
    }
    return start..<end
  }

  /// An ellipsis in front begins with the text, or with a line when it cannot leave one.
  private func canStart(_ node: Int) -> Bool {
    switch steps[0] {
    case .atom(let id): document.nodes[node].id == id
    case .metavariable: document.nodes[node].isWord
    case .ellipsis(_, let isLong, _):
      node == 0 || !isLong && document.layout.hasNewlines && document.nodes[node - 1].id == GenericDocument.newline
    case .list, .end: false
    }
  }

  /// The node behind the match.
  private mutating func match(at start: Int, _ bytes: Span<UInt8>) -> Int? {
    bindings.undo(to: 0)
    choices.removeAll(keepingCapacity: true)
    var (step, node) = (0, start)
    while fuel > 0 {
      fuel -= 1
      guard step < steps.count else { return node }
      if let next = advance(step, node, bytes) {
        (step, node) = (step + 1, next)
        continue
      }
      guard let again = retry(bytes) else { return nil }
      (step, node) = again
    }
    return nil
  }

  private mutating func advance(_ step: Int, _ node: Int, _ bytes: Span<UInt8>) -> Int? {
    switch steps[step] {
    case .atom(let id):
      return node < document.nodes.count && document.nodes[node].id == id ? node + 1 : nil
    case .metavariable(let slot):
      guard node < document.nodes.count, document.nodes[node].isWord else { return nil }
      let word = document.nodes[node]
      return bindings.bind(slot, .init(start: word.start, end: word.end, id: word.id), in: bytes) ? node + 1 : nil
    case .ellipsis:
      return place(Choice(step: step, node: node, entry: node, mark: bindings.mark), bytes)
    case .list, .end:
      return nil
    }
  }

  /// The latest ellipsis takes one more atom or pair of brackets.
  private mutating func retry(_ bytes: Span<UInt8>) -> (step: Int, node: Int)? {
    while let choice = choices.popLast(), fuel > 0 {
      fuel -= 1
      bindings.undo(to: choice.mark)
      guard let node = passed(choice.node, choice.step) else { continue }
      var more = choice
      more.node = node
      if let next = place(more, bytes) { return (choice.step + 1, next) }
    }
    return nil
  }

  /// Ends the ellipsis before a node: the first one where the next step can begin, or the end for the last step.
  private mutating func place(_ choice: Choice, _ bytes: Span<UInt8>) -> Int? {
    var choice = choice
    while !canEnd(choice) {
      fuel -= 1
      guard fuel > 0, let node = passed(choice.node, choice.step) else { return nil }
      choice.node = node
    }
    choices.append(choice)
    guard case .ellipsis(_, _, let slot?) = steps[choice.step] else { return choice.node }
    let start = choice.entry < document.nodes.count ? document.nodes[choice.entry].start : Int32(bytes.count)
    let end = choice.node > choice.entry ? document.nodes[choice.node - 1].end : start
    return bindings.bind(slot, .init(start: start, end: end, id: -1), in: bytes) ? choice.node : nil
  }

  private func canEnd(_ choice: Choice) -> Bool {
    // As measured: in single-line mode a long ellipsis ends on the line of what it passed over last.
    if document.layout.hasNewlines, choice.node > choice.entry, isNewline(choice.node - 1), !isNewline(choice.entry) {
      return false
    }
    let isAtEnd = choice.node == document.nodes.count
    guard choice.step + 1 < steps.count else {
      return isAtEnd || document.layout.hasNewlines && !crossesLines(choice.step) && isNewline(choice.node)
    }
    if isAtEnd { return false }
    if case .atom(let id) = steps[choice.step + 1] { return document.nodes[choice.node].id == id }
    return true
  }

  private func isNewline(_ node: Int) -> Bool { document.nodes[node].id == GenericDocument.newline }

  private func crossesLines(_ step: Int) -> Bool {
    if case .ellipsis(_, let isLong, _) = steps[step] { isLong } else { false }
  }

  /// The node behind what an ellipsis passes over at once: an atom, or a pair of brackets with all between them.
  private func passed(_ node: Int, _ step: Int) -> Int? {
    guard node < document.nodes.count else { return nil }
    if isNewline(node) { return crossesLines(step) ? node + 1 : nil }
    let partner = Int(document.nodes[node].level)
    guard partner > node else { return node + 1 }
    if document.layout.hasNewlines, !crossesLines(step),
      let line = document.next(GenericDocument.newline, from: node), line < partner
    {
      return node + 1
    }
    return partner + 1
  }
}
