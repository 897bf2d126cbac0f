package import GateModel

/// A YAML value that knows where it starts.
package struct YAMLNode: Sendable {
  package indirect enum Content: Sendable {
    case scalar(String, plain: Bool)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  package let content: Content
  /// The document's name, for errors.
  package let file: String
  /// 1-based.
  package let line: Int
  package let column: Int

  package func error(_ message: String) -> DocumentError {
    DocumentError(file: file, line: line, column: column, message: message)
  }

  /// An empty plain scalar, `~` or `null`.
  package var isNull: Bool {
    guard case .scalar(let text, plain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  private var kindName: String {
    switch content {
    case .scalar: "a single value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  package func string(_ what: String) throws(DocumentError) -> String {
    guard case .scalar(let text, _) = content, !isNull else {
      throw error("\(what) must be a text, not \(isNull ? "empty" : kindName)")
    }
    return text
  }

  package func integer(_ what: String) throws(DocumentError) -> Int {
    guard case .scalar(let text, plain: true) = content, let value = Int(text) else {
      throw error("\(what) must be a whole number")
    }
    return value
  }

  package func decimal(_ what: String) throws(DocumentError) -> Double {
    guard case .scalar(let text, plain: true) = content, let value = Double(text), value.isFinite else {
      throw error("\(what) must be a number")
    }
    return value
  }

  package func boolean(_ what: String) throws(DocumentError) -> Bool {
    guard case .scalar(let text, plain: true) = content, ["true", "false"].contains(text.lowercased()) else {
      throw error("\(what) must be true or false")
    }
    return text.lowercased() == "true"
  }

  package func list(_ what: String) throws(DocumentError) -> [YAMLNode] {
    guard case .sequence(let items) = content else { throw error("\(what) must be a list, not \(kindName)") }
    return items
  }

  /// A list, or a single value that stands for a list of one.
  package func strings(_ what: String) throws(DocumentError) -> [String] {
    if case .scalar = content { return [try string(what)] }
    var texts: [String] = []
    for item in try list(what) { texts.append(try item.string("each of \(what)")) }
    return texts
  }

  /// Path patterns; one that cannot be used as it stands is refused at its place.
  package func globs(_ what: String) throws(DocumentError) -> [Glob] {
    let items: [YAMLNode] = if case .scalar = content { [self] } else { try list(what) }
    var globs: [Glob] = []
    for item in items {
      let pattern = try item.string("each of \(what)")
      guard !pattern.isEmpty else { throw item.error("an empty pattern in \(what) matches nothing") }
      if let problem = Glob.problem(in: pattern) {
        throw item.error("the pattern `\(pattern)` cannot be used: \(problem)")
      }
      globs.append(Glob(pattern))
    }
    return globs
  }

  package func mapping(_ what: String) throws(DocumentError) -> YAMLMapping {
    guard case .mapping(let members) = content else { throw error("\(what) must be a mapping, not \(kindName)") }
    var entries: [(name: String, key: YAMLNode, value: YAMLNode)] = []
    for (key, value) in members { entries.append((try key.string("a key"), key, value)) }
    return YAMLMapping(node: self, what: what, entries: entries)
  }
}

/// A mapping with text keys, read key by key; what nobody asked for is an error, so that a misspelt key is never
/// silently without effect.
package struct YAMLMapping {
  package let node: YAMLNode
  package let what: String
  package let entries: [(name: String, key: YAMLNode, value: YAMLNode)]

  package subscript(name: String) -> YAMLNode? {
    entries.first { $0.name == name && !$0.value.isNull }?.value
  }

  package func required(_ name: String) throws(DocumentError) -> YAMLNode {
    guard let value = self[name] else { throw node.error("\(what) needs the key `\(name)`") }
    return value
  }

  /// Throws for the first key that is not one of `known`; `later` are keys of features not built yet.
  package func allow(_ known: [String], later: [String] = []) throws(DocumentError) {
    for (name, key, _) in entries where !known.contains(name) {
      if later.contains(name) {
        throw key.error(
          "`\(name)` in \(what) is not supported by this version yet; take it out, it would have no effect")
      }
      let near = known.min { Self.distance($0, name) < Self.distance($1, name) }
      let hint = near.flatMap { Self.distance($0, name) <= 2 ? "; did you mean `\($0)`?" : nil }
      throw key.error("unknown key `\(name)` in \(what)\(hint ?? " (known: \(known.joined(separator: ", ")))")")
    }
  }

  /// Levenshtein's edit distance, for the hint.
  private static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.utf8.prefix(64)), Array(b.utf8.prefix(64)))
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let cost = a[i] == b[j] ? diagonal : 1 + min(diagonal, row[j], row[j + 1])
        (diagonal, row[j + 1]) = (row[j + 1], cost)
      }
    }
    return row[b.count]
  }
}

extension YAMLMapping {
  /// As the subscript, but a key with an empty value counts as there.
  package func entry(_ name: String) -> YAMLNode? { entries.first { $0.name == name }?.value }
}

extension YAMLNode {
  /// Other content at the same place.
  package func with(_ content: Content) -> YAMLNode {
    YAMLNode(content: content, file: file, line: line, column: column)
  }
}
