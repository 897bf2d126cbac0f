import CGrammars

/// A language whose sources can be parsed. The raw value goes into compiled rule packs: it never changes its meaning.
package enum Grammar: UInt8, CaseIterable, Sendable {
  case python, javascript, typescript, tsx, java, go, ruby, json

  /// The library's table of this language. It is static there: every thread may use it, nobody frees it.
  package var language: OpaquePointer {
    switch self {
    case .python: unsafe tree_sitter_python()
    case .javascript: unsafe tree_sitter_javascript()
    case .typescript: unsafe tree_sitter_typescript()
    case .tsx: unsafe tree_sitter_tsx()
    case .java: unsafe tree_sitter_java()
    case .go: unsafe tree_sitter_go()
    case .ruby: unsafe tree_sitter_ruby()
    case .json: unsafe tree_sitter_json()
    }
  }

  /// Whether `bytes` are wholly of this language: their tree has no error and nothing that had to be supplied.
  package func accepts(_ bytes: Span<UInt8>) -> Bool {
    let parser = unsafe ts_parser_new()
    defer { unsafe ts_parser_delete(parser) }
    guard bytes.count <= Int(UInt32.max), unsafe ts_parser_set_language(parser, language) else { return false }
    let tree = unsafe bytes.withUnsafeBytes { raw in
      unsafe ts_parser_parse_string(
        parser, nil, raw.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(raw.count))
    }
    guard let tree = unsafe tree else { return false }
    defer { unsafe ts_tree_delete(tree) }
    return unsafe !ts_node_has_error(ts_tree_root_node(tree))
  }
}
