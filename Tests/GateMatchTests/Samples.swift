import GateMatch
import GateModel
import GateRules
import GateText

/// The rules of this package, and rules and texts that a test makes up.
enum Sample {
  static let folder =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/rules"
  static let loaded: [LoadedRule] = (try? RuleLibrary.load(folder, builtIn: true))?.rules ?? []
  static let key = FingerprintKey { [UInt8](repeating: 0, count: 16) }

  static func rule(
    _ id: String, _ pattern: String, severity: Severity = .high, confidence: Confidence = .high,
    keywords: [String] = [], entropy: Double? = nil,
    allow: SecretMatcher.Allowance = .init(), paths: PathFilter = PathFilter()
  ) -> Rule {
    Rule(
      id: id, severity: severity, confidence: confidence, message: "m",
      matcher: .secret(SecretMatcher(pattern: pattern, keywords: keywords, entropy: entropy, allow: allow)),
      paths: paths)
  }

  static func inspect(_ text: [UInt8], _ rules: [Rule], path: String = "a.txt") throws -> FileMatcher.Inspection {
    try inspect(text, CompiledRules(literalsOf: RuleSet(rules)), path: path)
  }

  static func inspect(_ text: String, _ rules: [Rule], path: String = "a.txt") throws -> FileMatcher.Inspection {
    try inspect(Array(text.utf8), rules, path: path)
  }

  static func inspect(_ text: [UInt8], _ compiled: CompiledRules, path: String = "a.txt") throws
    -> FileMatcher.Inspection
  {
    var matcher = try FileMatcher(compiled, fingerprints: key)
    return try matcher.inspect(raw: text.span, text: text.span, path: TreePath(path))
  }

  static func filled(_ example: String, _ id: String, _ number: Int) -> String {
    var filler = ExampleFiller(seed: "\(id) \(number)")
    return filler.fill(example)
  }
}

/// SplitMix64: the same throws on every machine.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func text(_ letters: String, _ count: Int) -> String {
    let letters = Array(letters)
    return String((0..<count).map { _ in letters[Int(next() % UInt64(letters.count))] })
  }
}
