import CGrammars

/// Where the comments of a file are that some places lie in.
package enum Comments {
  /// For each offset the comment that it lies in; nil where it lies in none. A language with a grammar is parsed, another is
  /// read by its comment marks; a text of no known kind has no comments.
  package static func holding(_ offsets: [Int], in text: Span<UInt8>, grammar: Grammar?, marks: CommentMarks?)
    -> [Range<Int>?]
  {
    guard let last = offsets.max() else { return [] }
    let comments: [Range<Int>]
    if let grammar {
      comments = parsed(offsets.sorted(), in: text, grammar)
    } else if let marks {
      comments = marks.comments(in: text, upTo: last + 1)
    } else {
      comments = []
    }
    return offsets.map { offset in
      // The last that begins there or before; they are in order, and none lies within another.
      var (low, high) = (0, comments.count)
      while low < high {
        let middle = (low + high) / 2
        if comments[middle].lowerBound <= offset { low = middle + 1 } else { high = middle }
      }
      return low > 0 && comments[low - 1].contains(offset) ? comments[low - 1] : nil
    }
  }

  /// The comments that hold one of some offsets, which rise. One walk for all of them: nothing is entered that holds none.
  private static func parsed(_ offsets: [Int], in text: Span<UInt8>, _ grammar: Grammar) -> [Range<Int>] {
    let parser = unsafe ts_parser_new()
    defer { unsafe ts_parser_delete(parser) }
    guard text.count < Int(UInt32.max), unsafe ts_parser_set_language(parser, grammar.language) else { return [] }
    let tree = unsafe text.withUnsafeBytes { raw in
      unsafe ts_parser_parse_string(
        parser, nil, raw.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(raw.count))
    }
    guard let tree = unsafe tree else { return [] }
    defer { unsafe ts_tree_delete(tree) }
    var cursor = unsafe ts_tree_cursor_new(ts_tree_root_node(tree))
    defer { unsafe ts_tree_cursor_delete(&cursor) }
    var comments: [Range<Int>] = []
    /// The first offset that no node was behind yet: the walk goes from left to right.
    var next = 0
    while true {
      let node = unsafe ts_tree_cursor_current_node(&cursor)
      let range = unsafe Int(ts_node_start_byte(node))..<Int(ts_node_end_byte(node))
      while next < offsets.count, offsets[next] < range.lowerBound { next += 1 }
      if next < offsets.count, range.contains(offsets[next]) {
        if let kind = unsafe ts_node_type(node), unsafe String(cString: kind).contains("comment") {
          comments.append(range)
        } else if unsafe ts_tree_cursor_goto_first_child(&cursor) {
          continue
        }
      }
      while unsafe !ts_tree_cursor_goto_next_sibling(&cursor) {
        guard unsafe ts_tree_cursor_goto_parent(&cursor) else { return comments }
      }
      if next == offsets.count { return comments }
    }
  }
}

/// How a kind of text without a grammar writes its comments.
package struct CommentMarks: Equatable, Sendable {
  /// Up to the end of the line. `#` counts only at the beginning of a word.
  var line: [String]
  var block: [Block] = []

  struct Block: Equatable, Sendable {
    var from: String
    var to: String
  }

  private static let cBlock = Block(from: "/*", to: "*/")
  private static let markup = Block(from: "<!--", to: "-->")

  private static let hash = CommentMarks(line: ["#"])
  private static let slashes = CommentMarks(line: ["//"], block: [cBlock])
  private static let dashes = CommentMarks(line: ["--"])

  /// By the last part of a file's name, in small letters, and by whole names.
  private static let known: [String: CommentMarks] = {
    var known: [String: CommentMarks] = [:]
    for name in [
      "yaml", "yml", "toml", "sh", "bash", "zsh", "fish", "ksh", "conf", "cfg", "cnf", "properties", "env", "pl", "pm",
      "r",
      "ps1", "psm1", "mk", "make", "makefile", "dockerfile", "containerfile", "gitignore", "gitattributes",
      "gitmodules",
      "gitconfig", "editorconfig", "npmrc", "netrc", "awk", "tcl", "ex", "exs", "jl", "nix", "cmake", "graphql", "nim",
      "requirements", "txtpb", "bazel", "bzl", "build", "workspace", "gemfile", "rakefile", "procfile", "service",
      "desktop",
    ] { known[name] = hash }
    for name in [
      "c", "h", "cc", "cpp", "cxx", "hh", "hpp", "cs", "swift", "kt", "kts", "rs", "scala", "dart", "groovy", "gradle",
      "proto",
      "m", "mm", "zig", "v", "sol", "scss", "less", "json5", "jsonc", "jenkinsfile", "d", "fs", "fsx",
    ] { known[name] = slashes }
    for name in ["sql", "lua", "hs", "elm", "adb", "ads", "vhd"] { known[name] = dashes }
    known["sql"]?.block = [cBlock]
    for name in [
      "html", "htm", "xml", "xhtml", "svg", "md", "markdown", "vue", "svelte", "csproj", "plist", "xsl", "jsp",
    ] {
      known[name] = CommentMarks(line: [], block: [markup])
    }
    for name in ["tf", "tfvars", "hcl", "php"] { known[name] = CommentMarks(line: ["#", "//"], block: [cBlock]) }
    known["css"] = CommentMarks(line: [], block: [cBlock])
    for name in ["ini", "inf", "reg"] { known[name] = CommentMarks(line: ["#", ";"]) }
    for name in ["clj", "lisp", "el", "scm", "asm", "s"] { known[name] = CommentMarks(line: [";"]) }
    for name in ["tex", "erl", "sty"] { known[name] = CommentMarks(line: ["%"]) }
    return known
  }()

  /// Nil for what is not known to have comments.
  package static func of(fileName name: some Sequence<UInt8>) -> CommentMarks? {
    let parts = String(decoding: Array(name), as: UTF8.self).lowercased().split(separator: ".")
    guard let last = parts.last else { return nil }
    // `Dockerfile.test`, `.env.local`.
    return known[String(last)] ?? parts.first.flatMap { known[String($0)] }
  }

  /// The comments up to `end`. Quotes are understood within a line; where they are not closed the rest of the line counts as
  /// text, so that a comment may be missed and none is made up.
  func comments(in text: Span<UInt8>, upTo end: Int) -> [Range<Int>] {
    var comments: [Range<Int>] = []
    var index = 0
    var quote: UInt8?
    // Where one block is not closed, no later one is: the text is looked through once.
    var unclosed: Set<String> = []
    while index < min(end, text.count) {
      let byte = text[index]
      if byte == 0x0A {
        quote = nil
        index += 1
      } else if let open = quote {
        if byte == UInt8(ascii: "\\") { index += 1 } else if byte == open { quote = nil }
        index += 1
      } else if let comment = comment(at: index, in: text, &unclosed) {
        comments.append(comment)
        index = comment.upperBound
      } else {
        if !line.isEmpty, Self.isQuote(byte), !Self.isWord(text, index - 1) { quote = byte }
        index += 1
      }
    }
    return comments
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
  }

  /// What follows a letter is an apostrophe.
  private static func isWord(_ text: Span<UInt8>, _ index: Int) -> Bool {
    guard index >= 0 else { return false }
    let byte = text[index] | 0x20
    return (0x61...0x7A).contains(byte) || text[index] >= 0x80
  }

  private func comment(at index: Int, in text: Span<UInt8>, _ unclosed: inout Set<String>) -> Range<Int>? {
    for mark in line where text.holds(mark, at: index) {
      let isWithinWord = index > 0 && text[index - 1] > 0x20
      if mark == "#" && isWithinWord { continue }
      var end = index
      while end < text.count, text[end] != 0x0A { end += 1 }
      return index..<end
    }
    for block in block where text.holds(block.from, at: index) {
      if unclosed.contains(block.to) { return nil }
      var end = index + block.from.utf8.count
      while end < text.count, !text.holds(block.to, at: end) { end += 1 }
      // One that is not closed is none.
      if end < text.count { return index..<(end + block.to.utf8.count) }
      unclosed.insert(block.to)
      return nil
    }
    return nil
  }
}

extension Span<UInt8> {
  package func holds(_ word: String, at index: Int) -> Bool {
    let word = word.utf8
    guard index + word.count <= count else { return false }
    return zip(index..., word).allSatisfy { self[$0] == $1 }
  }
}
