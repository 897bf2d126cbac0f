import CGrammars
import Synchronization

/// A tree as tree-sitter made it, copied to a flat array in one walk: asking tree-sitter for children again and again costs more
/// than the parsing. Comments are left out.
final class ConcreteTree {
  /// In pre-order.
  fileprivate let nodes: [ConcreteNode]

  struct Child {
    var node: ConcreteNode
    /// The grammar's number of the field; 0 for none.
    var field: Int { node.fieldNumber }
  }

  /// Nil where the library gives none: out of memory, or stopped by its own limit.
  init?(_ source: Span<UInt8>, _ grammar: Grammar) {
    guard source.count < Int(UInt32.max), let parser = Parsers.take() else { return nil }
    defer { parser.giveBack() }
    guard let nodes = parser.nodes(of: source, grammar) else { return nil }
    self.nodes = nodes
  }

  var root: ConcreteNode { nodes[0] }

  /// All children, anonymous ones too.
  func children(of node: ConcreteNode) -> [Child] {
    var list: [Child] = []
    var index = Int(node.index) + 1
    while index < Int(node.end) {
      list.append(Child(node: nodes[index]))
      index = Int(nodes[index].end)
    }
    return list
  }

  /// The children, without making a list of them.
  func forEachChild(of node: ConcreteNode, _ body: (ConcreteNode) -> Void) {
    var index = Int(node.index) + 1
    while index < Int(node.end) {
      body(nodes[index])
      index = Int(nodes[index].end)
    }
  }
}

/// A node of a `ConcreteTree`.
struct ConcreteNode {
  fileprivate var index: UInt32
  /// The index after its last descendant.
  fileprivate var end: UInt32
  private let start: UInt32
  private let stop: UInt32
  private let kind: UInt16
  fileprivate let field: UInt16
  private let facts: UInt8

  /// `isSound`: the tree has no error, so that need not be asked of every node.
  fileprivate init(_ raw: TSNode, field: UInt16, index: Int, isSound: Bool) {
    self.index = UInt32(index)
    end = UInt32(index + 1)
    start = unsafe ts_node_start_byte(raw)
    stop = unsafe ts_node_end_byte(raw)
    kind = unsafe ts_node_symbol(raw)
    self.field = field
    var facts: UInt8 = unsafe ts_node_is_named(raw) ? 1 : 0
    if !isSound {
      if unsafe ts_node_is_missing(raw) { facts |= 2 }
      if unsafe ts_node_is_error(raw) { facts |= 4 }
      if unsafe ts_node_has_error(raw) { facts |= 8 }
    }
    self.facts = facts
  }

  /// The grammar's number of its kind.
  var symbol: Int { Int(kind) }
  var from: Int { Int(start) }
  var to: Int { Int(stop) }
  /// The grammar's number of the field that it is to its parent; 0 for none.
  var fieldNumber: Int { Int(field) }
  var isNamed: Bool { facts & 1 != 0 }
  /// Supplied by the parser, not written.
  var isMissing: Bool { facts & 2 != 0 }
  var isError: Bool { facts & 4 != 0 }
  var hasError: Bool { facts & 8 != 0 }
}

/// Parsers that are not in use: each has memory of its own that is worth keeping.
private enum Parsers {
  private static let idle: Mutex<[Parser]> = Mutex([])

  static func take() -> Parser? { idle.withLock { $0.popLast() } ?? Parser() }

  static func giveBack(_ parser: Parser) { idle.withLock { $0.append(parser) } }
}

/// Owned by one thread at a time.
@safe private final class Parser: @unchecked Sendable {
  private let parser: OpaquePointer
  private var grammar: Grammar?

  init?() {
    guard let parser = unsafe ts_parser_new() else { return nil }
    unsafe self.parser = parser
  }

  deinit { unsafe ts_parser_delete(parser) }

  func giveBack() { Parsers.giveBack(self) }

  func nodes(of source: Span<UInt8>, _ grammar: Grammar) -> [ConcreteNode]? {
    if self.grammar != grammar {
      guard unsafe ts_parser_set_language(parser, grammar.language) else { return nil }
      self.grammar = grammar
    }
    let tree = unsafe source.withUnsafeBytes { raw in
      unsafe ts_parser_parse_string(
        parser, nil, raw.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(raw.count))
    }
    guard let tree = unsafe tree else { return nil }
    defer { unsafe ts_tree_delete(tree) }
    var cursor = unsafe ts_tree_cursor_new(ts_tree_root_node(tree))
    defer { unsafe ts_tree_cursor_delete(&cursor) }
    let isSound = unsafe !ts_node_has_error(ts_tree_root_node(tree))
    return unsafe Self.flattened(&cursor, expecting: source.count / 3, isSound: isSound)
  }

  private static func flattened(_ cursor: inout TSTreeCursor, expecting count: Int, isSound: Bool) -> [ConcreteNode] {
    var nodes: [ConcreteNode] = []
    nodes.reserveCapacity(count)
    var open: [Int] = []
    while true {
      let raw = unsafe ts_tree_cursor_current_node(&cursor)
      // Comments and the like, but errors count as content.
      let isLeftOut = unsafe ts_node_is_extra(raw) && (isSound || !ts_node_is_error(raw))
      if !isLeftOut {
        let field = unsafe ts_tree_cursor_current_field_id(&cursor)
        unsafe nodes.append(ConcreteNode(raw, field: field, index: nodes.count, isSound: isSound))
        if unsafe ts_tree_cursor_goto_first_child(&cursor) {
          open.append(nodes.count - 1)
          continue
        }
      }
      while unsafe !ts_tree_cursor_goto_next_sibling(&cursor) {
        guard let parent = open.popLast(), unsafe ts_tree_cursor_goto_parent(&cursor) else { return nodes }
        nodes[parent].end = UInt32(nodes.count)
      }
    }
  }
}

extension Grammar {
  /// The names of all node kinds, by number.
  var kindNames: [String] {
    (0..<(unsafe ts_language_symbol_count(language))).map { number in
      unsafe ts_language_symbol_name(language, TSSymbol(number)).map { unsafe String(cString: $0) } ?? ""
    }
  }

  /// The names of all fields, by number; number 0 is none.
  var fieldNames: [String] {
    [""]
      + (1..<(unsafe ts_language_field_count(language) + 1)).map { number in
        unsafe ts_language_field_name_for_id(language, TSFieldId(number)).map { unsafe String(cString: $0) } ?? ""
      }
  }
}
