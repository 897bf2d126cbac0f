import GateAttribution
import GateMatch
import GateModel
import GateRules

/// What rules and agents are written in.
extension FuzzTarget {
  static let rules = [ruleFile, gitleaks, agent, glob, expression, denial]

  private static let ruleFile = FuzzTarget("rules") { bytes in
    guard let loaded = try? RuleFile.parse(bytes, file: "f") else { return }
    check(loaded)
  }

  /// Whatever a file extends is the file itself.
  private static let gitleaks = FuzzTarget("gitleaks") { bytes in
    _ = GitleaksFile.isOne("f", bytes)
    let loaded = try? GitleaksFile.parse(bytes, file: "f") { (path) throws(RuleError) in (bytes, path) }
    guard let loaded else { return }
    check(loaded)
  }

  /// What can be run is the same after it was kept, and runs.
  private static func check(_ loaded: LoadedRules) {
    let rules = loaded.rules.map(\.rule)
    guard (try? CompiledRules.check(rules)) != nil else { return }
    let set = RuleSet(rules)
    var writer = ByteWriter()
    set.write(to: &writer)
    var reader = ByteReader(writer.bytes[...])
    let again = try? RuleSet(from: &reader)
    precondition(again?.digest == set.digest)
    _ = SearchPlan(set)
    // Taken for secret rules alone: what patterns find has targets of its own.
    let secrets = rules.filter { $0.kind == .secret }
    if !secrets.isEmpty, secrets.count < 32 { Fixture.Matching(secrets).inspect(Fixture.page, "a.txt") }
  }

  private static let agent = FuzzTarget("agent") { bytes in
    guard let loaded = try? AgentFile.parse(bytes, file: "f") else { return }
    _ = AgentTest.run([loaded])
  }

  /// A pattern in the first line, a path in the rest.
  private static let glob = FuzzTarget("glob") { bytes in
    let (first, rest) = bytes.halves(at: 0x0A)
    let pattern = String(decoding: first, as: UTF8.self)
    guard Glob.problem(in: pattern) == nil else { return }
    _ = Glob(pattern).matches(TreePath(bytes: rest))
  }

  /// A comparison in the first line; the rest is what every metavariable stands for.
  private static let expression = FuzzTarget("expression") { bytes in
    let (first, rest) = bytes.halves(at: 0x0A)
    guard let comparison = try? Comparison(String(decoding: first, as: UTF8.self)) else { return }
    let text = String(decoding: rest, as: UTF8.self)
    let values: [ComparisonValue] = [
      .string(text), .integer(Int(text) ?? rest.count), .float(Double(text) ?? 0.5), .boolean(rest.isEmpty),
      .list([.string(text)]),
    ]
    for value in values { _ = comparison.holds({ _ in value }, text: { _ in text }, now: 0) }
  }

  private static let denial = FuzzTarget("denial") { bytes in
    _ = RegexDenial.isVulnerable(String(decoding: bytes, as: UTF8.self))
  }
}
