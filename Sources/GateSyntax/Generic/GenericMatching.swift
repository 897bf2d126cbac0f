extension GenericPattern {
  /// All matches, by start. They may overlap, but of those with one end only one is told. `isComplete` is false where the
  /// text was too much work: what was found until then is true, but there may be more.
  package func matches(
    in document: GenericDocument, bytes: Span<UInt8>
  ) -> (matches: [TextMatch], isComplete: Bool) {
    precondition(document.layout == layout, "the document is read with other options than the pattern")
    guard let steps = GenericStep.steps(of: self, in: document, bytes: bytes) else {
      return ([], document.isComplete)
    }
    // A few times what an honest text takes.
    let fuel = 2_000_000 + 8 * document.nodes.count
    switch layout.engine {
    case .spacegrep:
      var matcher = TreeMatcher(self, steps, document, fuel: fuel)
      let found = matcher.run(bytes)
      return (found, document.isComplete && matcher.fuel > 0)
    case .aliengrep:
      var matcher = SequenceMatcher(self, steps, document, fuel: fuel)
      let found = matcher.run(bytes)
      return (found, document.isComplete && matcher.fuel > 0)
    }
  }
}

/// A node of a pattern, in terms of one document.
enum GenericStep {
  case atom(Int32)
  case metavariable(Int)
  case ellipsis(count: Int, isLong: Bool, metavariable: Int?)
  case list(end: Int, isOptional: Bool)
  case end

  /// Nil where the document lacks a word that the pattern needs.
  static func steps(of pattern: GenericPattern, in document: GenericDocument, bytes: Span<UInt8>) -> [GenericStep]? {
    guard document.isComplete else { return nil }
    var steps: [GenericStep] = []
    for node in pattern.nodes {
      switch node {
      case .word(let word):
        guard let id = document.words.find(Array(word.utf8).span, in: bytes) else { return nil }
        steps.append(.atom(id))
      case .byte(let byte): steps.append(.atom(Int32(byte)))
      case .metavariable(let number): steps.append(.metavariable(number))
      case .ellipsis(let count, let isLong, let number):
        steps.append(.ellipsis(count: count, isLong: isLong, metavariable: number))
      case .list(let end, let isOptional): steps.append(.list(end: end, isOptional: isOptional))
      case .end: steps.append(.end)
      }
    }
    return steps
  }
}

/// What metavariables stand for during a search, with a way back.
struct GenericBindings {
  /// A word has its number as `id`; another range has -1.
  struct Value: Equatable {
    var start: Int32
    var end: Int32
    var id: Int32

    var range: Range<Int> { Int(start)..<Int(end) }
  }

  private(set) var values: [Value?]
  private var trail: [(slot: Int, old: Value?)] = []

  init(count: Int) { values = Array(repeating: nil, count: count) }

  var mark: Int { trail.count }

  mutating func undo(to mark: Int) {
    while trail.count > mark {
      let last = trail.removeLast()
      values[last.slot] = last.old
    }
  }

  mutating func set(_ slot: Int, _ value: Value) {
    trail.append((slot, values[slot]))
    values[slot] = value
  }

  /// Whether the metavariable may stand for this: for the same text as before, if it stands for one.
  mutating func bind(_ slot: Int, _ value: Value, in bytes: Span<UInt8>) -> Bool {
    guard let old = values[slot] else {
      set(slot, value)
      return true
    }
    guard old.range.count == value.range.count else { return false }
    // Words have one number where case has no meaning.
    if old.id >= 0 { return old.id == value.id }
    for (left, right) in zip(old.range, value.range) where bytes[left] != bytes[right] { return false }
    return true
  }

  func bindings(_ names: [String]) -> [TextBinding] {
    zip(names, values).compactMap { name, value in value.map { TextBinding(name: name, range: $0.range) } }
  }
}
