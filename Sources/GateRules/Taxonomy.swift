package import GateDocument

/// The ids of weaknesses and categories that rules may name, and what they are called. It lies in a folder `taxonomy` beside the
/// folders of a pack, and marks that as one: its rules are held to what a built-in rule owes its reader.
package struct Taxonomy: Sendable {
  private var names: [String: String] = [:]

  /// Of the nearest pack around a rule file; nil where the file belongs to none.
  package static func around(_ file: String) throws(DocumentError) -> (pack: String, taxonomy: Taxonomy)? {
    var folder = file[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      let place = "\(folder)/taxonomy"
      if Files.kind("\(place)/cwe.tsv") == .file { return (String(folder), try Taxonomy(folder: place)) }
    }
    return nil
  }

  package init(folder: String) throws(DocumentError) {
    for name in ["cwe.tsv", "owasp.tsv"] {
      let bytes = try Files.read("\(folder)/\(name)")
      for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
        let text = String(decoding: line, as: UTF8.self)
        if text.isEmpty || text.hasPrefix("#") { continue }
        let parts = text.split(separator: "\t", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
          throw DocumentError(
            file: "\(folder)/\(name)", line: index + 1, column: 1, message: "a line is an id, a tab and a name")
        }
        names[String(parts[0])] = String(parts[1])
      }
    }
  }

  /// Nil for an id that there is not.
  package func name(of id: String) -> String? { names[id] }
}
