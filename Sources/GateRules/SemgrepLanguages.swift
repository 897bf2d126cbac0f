import GateDocument
import GateModel

/// The names by which Semgrep's rules call languages.
enum SemgrepLanguages {
  private static let run: [String: SourceLanguage] = [
    "python": .python, "py": .python, "python3": .python,
    "javascript": .javascript, "js": .javascript, "jsx": .javascript,
    "typescript": .typescript, "ts": .typescript, "tsx": .typescript,
    "java": .java, "go": .go, "golang": .go, "ruby": .ruby, "rb": .ruby,
    "json": .json, "yaml": .yaml, "yml": .yaml, "generic": .generic, "regex": .regex, "none": .regex,
  ]

  private static let known: Set<String> = [
    "apex", "bash", "sh", "c", "cairo", "circom", "clojure", "cpp", "c++", "csharp", "c#", "cs", "dart", "dockerfile",
    "docker", "elixir", "ex", "hack", "hcl", "html", "jsonnet", "julia", "kotlin", "kt", "lisp", "lua", "move_on_aptos",
    "move_on_sui", "ocaml", "ml", "php", "promql", "proto", "proto3", "protobuf", "python2", "ql", "r", "rust", "rs",
    "scala", "scheme", "solidity", "sol", "swift", "terraform", "tf", "vue", "xml",
  ]

  /// Those that can be run, each once, and the names of the others. Throws where none can.
  static func runnable(_ node: YAMLNode) throws(RuleError) -> (languages: [SourceLanguage], leftOut: [String]) {
    var languages: [SourceLanguage] = []
    var leftOut: [String] = []
    for name in try node.strings("`languages`") {
      if let language = run[name.lowercased()] {
        if !languages.contains(language) { languages.append(language) }
      } else {
        if !known.contains(name.lowercased()) { throw node.error("`\(name)` is no language that rules can name") }
        if !leftOut.contains(name) { leftOut.append(name) }
      }
    }
    guard !languages.isEmpty else {
      throw node.error(
        leftOut.isEmpty
          ? "`languages` names none" : "language not run by this version: \(leftOut.joined(separator: ", "))")
    }
    if let text = languages.first(where: { $0 == .regex || $0 == .generic }), languages.count > 1 || !leftOut.isEmpty {
      throw node.error("`\(text.name)` takes any file, so it cannot stand beside another language")
    }
    return (languages, leftOut)
  }

  static func named(_ name: String) -> SourceLanguage? { run[name] }

  /// One language of a condition.
  static func one(_ node: YAMLNode) throws(RuleError) -> SourceLanguage {
    let name = try node.string("`language`")
    if let language = run[name.lowercased()] { return language }
    throw node.error(
      known.contains(name.lowercased())
        ? "language not run by this version: \(name)" : "`\(name)` is no language that rules can name")
  }
}
