import CGrammars

/// A tree as tree-sitter made it. Its nodes are valid as long as it lives.
@safe final class ConcreteTree {
  private let tree: OpaquePointer
  private let cursor: UnsafeMutablePointer<TSTreeCursor>

  /// Nil where the library gives none: out of memory, or stopped by its own limit.
  init?(_ source: Span<UInt8>, _ grammar: Grammar) {
    let parser = unsafe ts_parser_new()
    defer { unsafe ts_parser_delete(parser) }
    guard source.count < Int(UInt32.max), unsafe ts_parser_set_language(parser, grammar.language) else { return nil }
    let tree = unsafe source.withUnsafeBytes { raw in
      unsafe ts_parser_parse_string(
        parser, nil, raw.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(raw.count))
    }
    guard let tree = unsafe tree else { return nil }
    unsafe self.tree = tree
    unsafe cursor = .allocate(capacity: 1)
    unsafe cursor.initialize(to: ts_tree_cursor_new(ts_tree_root_node(tree)))
  }

  deinit {
    unsafe ts_tree_cursor_delete(cursor)
    unsafe cursor.deallocate()
    unsafe ts_tree_delete(tree)
  }

  var root: ConcreteNode { unsafe ConcreteNode(raw: ts_tree_root_node(tree)) }

  struct Child {
    var node: ConcreteNode
    /// The grammar's number of the field; 0 for none.
    var field: Int
  }

  /// All children, anonymous ones too, without comments and the like.
  func children(of node: ConcreteNode, into list: inout [Child]) {
    list.removeAll(keepingCapacity: true)
    unsafe ts_tree_cursor_reset(cursor, node.raw)
    guard unsafe ts_tree_cursor_goto_first_child(cursor) else { return }
    repeat {
      let child = unsafe ConcreteNode(raw: ts_tree_cursor_current_node(cursor))
      if !child.isExtra {
        list.append(Child(node: child, field: Int(unsafe ts_tree_cursor_current_field_id(cursor))))
      }
    } while unsafe ts_tree_cursor_goto_next_sibling(cursor)
  }
}

/// A node of a `ConcreteTree`.
@safe struct ConcreteNode {
  fileprivate let raw: TSNode

  /// The grammar's number of its kind.
  var symbol: Int { Int(unsafe ts_node_symbol(raw)) }
  var from: Int { Int(unsafe ts_node_start_byte(raw)) }
  var to: Int { Int(unsafe ts_node_end_byte(raw)) }
  var isNamed: Bool { unsafe ts_node_is_named(raw) }
  /// Supplied by the parser, not written.
  var isMissing: Bool { unsafe ts_node_is_missing(raw) }
  var isError: Bool { unsafe ts_node_is_error(raw) }
  var hasError: Bool { unsafe ts_node_has_error(raw) }
  var kind: String { unsafe String(cString: ts_node_type(raw)) }
  /// Comments and the like, but errors count as content.
  var isExtra: Bool { unsafe ts_node_is_extra(raw) && !ts_node_is_error(raw) }
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
