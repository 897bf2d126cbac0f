import GateDocument
import GateModel

/// Rules from files and folders of the user's.
package enum RuleLibrary {
  /// Folders of `rules/` that hold no rules.
  package static let otherFolders: Set<String> = ["agents", "models"]

  /// The rules of a file, or of every `.yaml` and `.yml` below a folder. With `root`, a rule's id must be its path below
  /// that folder, as for built-in rules. Throws for the first bad rule, a repeated id, and a folder without rules.
  package static func load(_ path: String, builtIn: Bool = false) throws(RuleError) -> [LoadedRule] {
    var loaded: [LoadedRule] = []
    switch Files.kind(path) {
    case .missing: throw RuleError(file: path, message: "no such file or folder")
    case .other: throw RuleError(file: path, message: "is neither a file nor a folder")
    case .file: loaded = try RuleFile.parse(try Files.read(path), file: path)
    case .folder:
      for relative in try Files.list(path, suffixes: [".yaml", ".yml"]) {
        let text = relative.description
        if otherFolders.contains(String(text.prefix { $0 != "/" })) { continue }
        let rules = try RuleFile.parse(try Files.read("\(path)/\(text)"), file: "\(path)/\(text)")
        if builtIn { try check(rules, against: text) }
        loaded += rules
      }
      guard !loaded.isEmpty else { throw RuleError(file: path, message: "holds no rule files (*.yaml)") }
    }
    try refuseRepeats(loaded)
    return loaded
  }

  /// No two rules may share an id: a policy could not tell them apart.
  package static func refuseRepeats(_ rules: [LoadedRule]) throws(RuleError) {
    var seen: [String: LoadedRule] = [:]
    for rule in rules {
      if let first = seen.updateValue(rule, forKey: rule.rule.id) {
        throw RuleError(
          file: rule.file, line: rule.line, column: 1,
          message: "the rule id `\(rule.rule.id)` stands already in \(first.file):\(first.line)")
      }
    }
  }

  private static func check(_ rules: [LoadedRule], against path: String) throws(RuleError) {
    let expected = String(path.prefix { $0 != "." }).split(separator: "/").joined(separator: ".")
    guard let rule = rules.first, rules.count == 1, rule.rule.id == expected else {
      throw RuleError(
        file: path, line: 1, column: 1, message: "a built-in rule file holds one rule, whose id is `\(expected)`")
    }
  }
}
