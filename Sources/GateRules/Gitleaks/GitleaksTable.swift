import GateDocument

/// A table of a file of Gitleaks', whose keys are the same in capitals and small letters.
struct GitleaksTable {
  let node: YAMLNode
  private var values: [String: YAMLNode] = [:]
  private let names: [String]

  init(_ node: YAMLNode, _ what: String) throws(RuleError) {
    self.node = node
    let entries = try node.mapping(what).entries
    names = entries.map(\.name)
    for entry in entries { values[entry.name.lowercased()] = entry.value }
  }

  subscript(name: String) -> YAMLNode? { values[name.lowercased()] }

  /// Nil where it is not there or empty, which Gitleaks takes for the same.
  func text(_ name: String) throws(RuleError) -> String? {
    guard let text = try self[name]?.string("`\(name)`"), !text.isEmpty else { return nil }
    return text
  }

  func texts(_ name: String) throws(RuleError) -> [String] { try self[name]?.strings("`\(name)`") ?? [] }

  func flag(_ name: String) throws(RuleError) -> Bool { try self[name]?.boolean("`\(name)`") ?? false }

  func count(_ name: String) throws(RuleError) -> Int? {
    guard let node = self[name] else { return nil }
    let count = try node.integer("`\(name)`")
    guard count >= 0 else { throw node.error("`\(name)` must not be negative") }
    return count
  }

  /// One table or several.
  func tables(_ name: String) throws(RuleError) -> [GitleaksTable] {
    guard let node = self[name] else { return [] }
    let nodes: [YAMLNode] = if case .mapping = node.content { [node] } else { try node.list("`\(name)`") }
    var tables: [GitleaksTable] = []
    for node in nodes { tables.append(try GitleaksTable(node, "each of `\(name)`")) }
    return tables
  }

  /// Keys that are none of `known`, as they are written.
  func others(than known: Set<String>) -> [String] { names.filter { !known.contains($0.lowercased()) }.sorted() }
}
