import GateModel
import GateRules

/// The folder `rules/` of this package.
enum BuiltIn {
  static let folder =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/rules"

  static var rules: [LoadedRule] {
    get throws { try RuleLibrary.load(folder, builtIn: true).rules }
  }

  static func filled(_ examples: [String], for rule: LoadedRule) -> [String] {
    examples.enumerated().map { index, example in
      var filler = ExampleFiller(seed: "\(rule.rule.id) \(index)")
      return filler.fill(example)
    }
  }
}
