/// A pattern as a small tree of the same kinds as the code it is looked for in. Immutable; compiled once, used by all workers.
package final class Pattern: Sendable {
  package let tree: Tree
  /// One node, or the statements of a sequence in order.
  package let roots: [Int]
  package let isSequence: Bool
  /// An expression written as a statement, where the language tells them apart: it asks for the whole statements it is in.
  package let isStatement: Bool
  /// A method, which is found in classes and objects alone.
  let isMember: Bool
  /// By node: what its string means.
  let strings: [TextHole]
  /// By node: its children by role.
  let groups: [[RoleGroup]]
  /// By node: the roles of its children, as bits.
  let roles: [UInt64]
  /// Words of which every one occurs in any file with a match.
  package let requiredWords: [[UInt8]]
  /// Operators of which every one occurs, too.
  package let requiredOperators: [String]
  /// Metavariables that stand for the content of a string.
  package let contentNames: Set<String>
  /// The regular expressions of `"=~/…/"`.
  package let textPatterns: [String]

  enum TextHole: Equatable, Sendable {
    /// No string, or one that means itself.
    case none
    /// `"..."`
    case any
    /// `"=~/…/"`
    case regex(String)
    /// `"$X"`
    case metavariable(String)
  }

  private init(_ tree: Tree, roots: [Int], isStatement: Bool, hasMembers: Bool) {
    self.tree = tree
    // It was read as what a class holds, so there is a class around it.
    isMember = hasMembers && roots.count == 1 && tree[roots[0]].kind == .function && tree[roots[0]].parent != 0
    self.isStatement = isStatement && roots.count == 1 && tree[roots[0]].kind != .ellipsis
    self.roots = roots
    isSequence = roots.count > 1
    strings = tree.nodes.map {
      $0.kind == .string || $0.kind == .regex ? Self.hole(tree.symbols.string($0.symbol)) : .none
    }
    groups = RoleGroup.groups(of: tree)
    roles = groups.map { $0.reduce(0) { $0 | 1 << UInt64($1.role.rawValue) } }
    requiredWords = Self.words(tree)
    requiredOperators = Set(
      tree.nodes.filter { $0.kind == .binary || $0.kind == .augmentedAssign }.map { tree.symbols.string($0.symbol) }
    ).filter { $0.utf8.count > 1 && !$0.contains(" ") }.sorted()
    textPatterns = strings.compactMap { if case .regex(let text) = $0 { text } else { nil } }
    contentNames = Set(strings.compactMap { if case .metavariable(let name) = $0 { name } else { nil } })
  }

  /// Throws where the text is no code of the language in any of the ways that a fragment may be read. `other` is a second
  /// grammar of the same table.
  package convenience init(_ text: String, _ language: Language, orElse other: Language? = nil) throws(PatternError) {
    let trimmed = Self.trimmed(Array(text.utf8))
    guard !trimmed.isEmpty else { throw PatternError(message: "the pattern is empty") }
    guard trimmed.count < 100_000 else { throw PatternError(message: "the pattern is longer than 100,000 bytes") }
    guard let (tree, roots, isPartial) = Self.read(trimmed, language) ?? other.flatMap({ Self.read(trimmed, $0) })
    else {
      throw PatternError(message: "the pattern is no \(language.name) code: \(Self.shown(text))")
    }
    guard !roots.isEmpty else { throw PatternError(message: "the pattern holds no code") }
    self.init(
      tree, roots: roots,
      isStatement: language.syntax.statementsEndInSemicolon && !isPartial && trimmed.last == UInt8(ascii: ";"),
      hasMembers: language.syntax.partials.contains { $0.isMember })
  }

  /// As it stands, or as one of the fragments that the language knows.
  private static func read(_ text: [UInt8], _ language: Language) -> (tree: Tree, roots: [Int], isPartial: Bool)? {
    if language.reader != nil { return sound(text, language).map { ($0, Array($0.children(0)), false) } }
    let syntax = language.syntax
    let codes = (0..<syntax.attempts).map { PatternText.rewrite(text, syntax, attempt: $0) }
    let leading = syntax.partials.filter { $0.leading.map { text.starts(with: $0.utf8) } ?? false }
    for code in codes {
      for partial in leading { if let found = parse(code, language, partial) { return found } }
      if let tree = sound(code + [0x0A], language) {
        let roots = Array(tree.children(0))
        if roots.count == 1, let other = syntax.partials.first(where: { $0.insteadOf == tree[roots[0]].kind }),
          let found = parse(code, language, other)
        {
          return found
        }
        return (tree, roots, false)
      }
    }
    for code in codes {
      for partial in syntax.partials where partial.leading == nil {
        if let found = parse(code, language, partial) { return found }
      }
    }
    return nil
  }

  private static func parse(
    _ code: [UInt8], _ language: Language, _ partial: PatternSyntax.Partial
  ) -> (Tree, [Int], Bool)? {
    guard let tree = sound(Array(partial.before.utf8) + code + Array(partial.after.utf8), language) else { return nil }
    if partial.isContent {
      return tree.nodes.firstIndex { $0.kind == partial.root }.map { (tree, Array(tree.children($0)), true) }
    }
    let start = partial.before.utf8.count
    guard
      let root = tree.nodes.firstIndex(where: { $0.kind == partial.root && Int($0.from) >= start })
        ?? tree.nodes
        .firstIndex(where: { $0.kind == partial.root })
    else { return nil }
    if partial.isWhole, Int(tree[root].from) != start || Int(tree[root].to) != start + code.count { return nil }
    return (tree, [root], true)
  }

  private static func sound(_ code: [UInt8], _ language: Language) -> Tree? {
    guard let tree = Lowering.tree(of: code, language, isPattern: true), tree.unsound.isEmpty else { return nil }
    return Hoisting.simplified(tree)
  }

  private static func shown(_ text: String) -> String {
    let line = text.split(separator: "\n").first.map(String.init) ?? ""
    return line.count > 80 ? line.prefix(80) + "…" : line
  }

  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    Array(bytes.drop(while: PatternText.isSpace).reversed().drop(while: PatternText.isSpace).reversed())
  }

  private static func hole(_ text: String) -> TextHole {
    if text == "..." { return .any }
    if text.hasPrefix("=~/"), let end = text.lastIndex(of: "/"), end > text.index(text.startIndex, offsetBy: 2) {
      let flags = text[text.index(after: end)...]
      if flags.allSatisfy({ "ims".contains($0) }) {
        let body = text[text.index(text.startIndex, offsetBy: 3)..<end]
        return .regex(flags.isEmpty ? String(body) : "(?\(flags))" + body)
      }
    }
    return isMetavariable(text) ? .metavariable(text) : .none
  }

  package static func isMetavariable(_ text: String) -> Bool {
    guard text.hasPrefix("$"), text.utf8.count > 1 else { return false }
    return text.utf8.dropFirst().enumerated().allSatisfy { index, byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): index > 0
      default: false
      }
    }
  }

  /// Names stand in a file wherever they match, if not at the place itself, then in an import. Strings may be put together
  /// of parts, so they are not asked for.
  private static func words(_ tree: Tree) -> [[UInt8]] {
    var words: Set<[UInt8]> = []
    var typesEnd = 0
    for (index, node) in tree.nodes.enumerated() {
      // A type may be known without being written.
      if node.kind == .typedMetavariable { typesEnd = max(typesEnd, Int(node.end)) }
      guard node.kind == .name, Int(node.end) == index + 1, index >= typesEnd, !node.flags.contains(.implicit) else {
        continue
      }
      let text = tree.symbols.text(node.symbol)
      if text.count > 1, !text.starts(with: "gb__".utf8) { words.insert(Array(text)) }
    }
    return words.sorted { $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1) }
  }
}

package struct PatternError: Error, Equatable, Sendable {
  package var message: String
}
