import GateMatch
import GateModel
import GateRules
import GateText
import Testing

@Suite struct `One file under a set of rules` {
  private static let rules = [Sample.rule("plain", "key=(?<secret>[a-z0-9]{8,})", keywords: ["key="])]

  private func found(_ text: String, _ rules: [Rule], path: String = "a.txt") throws -> [String] {
    let set = RuleSet(rules)
    let bytes = Array(text.utf8)
    return try Sample.inspect(bytes, rules, path: path).sightings.map {
      "\(set.rules[$0.rule].id) " + String(decoding: bytes[$0.range.start.offset..<$0.range.end.offset], as: UTF8.self)
    }
  }

  @Test func `the place is the value's, not the match's`() throws {
    let sighting = try #require(try Sample.inspect("x\n  key=abcdefgh;", Self.rules).sightings.first)
    #expect(
      sighting.range
        == SourceRange(start: Position(line: 2, column: 7, offset: 8), end: Position(line: 2, column: 15, offset: 16)))
    #expect([sighting.host.startColumn, sighting.host.endColumn] == [7, 15])
  }

  @Test func `two equal secrets are two findings with fingerprints of their own`() throws {
    let text = "key=abcdefgh\nkey=abcdefgh\nkey=ijklmnop\n"
    let sightings = try Sample.inspect(text, Self.rules).sightings
    #expect(sightings.map(\.range.start.line) == [1, 2, 3])
    #expect(Set(sightings.map(\.fingerprint)).count == 3)
    for sighting in sightings { #expect(sighting.fingerprint.text.wholeMatch(of: /v1:[0-9a-f]{32}/) != nil) }
    #expect(try Sample.inspect("\n\n" + text, Self.rules).sightings.map(\.fingerprint) == sightings.map(\.fingerprint))
    // In a file of another name they are the same, but by their first version's fingerprints.
    let moved = try Sample.inspect(text, Self.rules, path: "b").sightings
    #expect(moved.map(\.fingerprint) == sightings.map(\.fingerprint))
    #expect(Set(moved.map(\.former)).isDisjoint(with: sightings.map(\.former)))
  }

  @Test func `a fingerprint of code outlives a move, another layout and other lines, not another function`() throws {
    let rule = Rule(
      id: "r", severity: .high, confidence: .high, message: "m",
      matcher: .search(SearchMatcher(languages: [.python], formula: .pattern("sink(...)"))))
    func prints(_ text: String, path: String = "a.py") throws -> [Fingerprint] {
      try Sample.inspect(text, [rule], path: path).sightings.map(\.fingerprint)
    }
    let first = try prints("class A:\n  def f(self):\n    sink(x, y)\n    sink(x, y)\n  def g(self):\n    sink(x, y)\n")
    #expect(Set(first).count == 3)
    let later = try prints(
      "import os\nclass A:\n    def f(self, more):\n        sink( x,\n              y )\n        sink(x,y)\n    def g(self):\n        sink(x, y)\n",
      path: "b/c.py")
    #expect(first == later)
    #expect(try Set(prints("sink(x, y)\n")).isDisjoint(with: first))
  }

  @Test func `a fingerprint depends on the salt, which is asked for once`() {
    let other = FingerprintKey { [1] }
    func print(
      _ key: FingerprintKey, _ rule: String = "r", _ value: String = "v", _ path: String = "p", _ number: Int = 0
    ) -> Fingerprint {
      key.v0(rule: rule, value: Array(value.utf8), path: TreePath(path), occurrence: number)
    }
    let prints = [
      print(Sample.key), print(other), print(Sample.key, "q"), print(Sample.key, "r", "w"),
      print(Sample.key, "r", "v", "q"),
      print(Sample.key, "r", "v", "p", 1), print(Sample.key, "rv", "", "p"), print(Sample.key, "", "rv", "p"),
    ]
    #expect(Set(prints).count == prints.count)
    #expect(print(Sample.key) == print(Sample.key))
  }

  @Test func `of several rules that know a value the most confident speaks, then the most severe, then the longest`()
    throws
  {
    let (low, high) = (
      Sample.rule("z.low", "key=(?<secret>[a-z]+)", severity: .critical, confidence: .low),
      Sample.rule("y.high", "=(?<secret>[a-z]+)", severity: .low, confidence: .high)
    )
    #expect(try found("key=abcdefgh", [low, high]) == ["y.high abcdefgh"])
    let severe = Sample.rule("x.severe", "=(?<secret>[a-z]{4})", severity: .critical, confidence: .high)
    #expect(try found("key=abcdefgh", [low, high, severe]) == ["x.severe abcd"])
    let long = Sample.rule("a.long", "key=(?<secret>[a-z]+!)", severity: .low, confidence: .high)
    #expect(try found("key=abcdefgh!", [high, long]) == ["a.long abcdefgh!"])
    #expect(try found("key=abcdefgh", [Sample.rule("b", "[a-z]{8}"), Sample.rule("a", "[a-z]{8}")]) == ["a abcdefgh"])
  }

  @Test func `values that do not overlap are findings of their own`() throws {
    let rules = [
      Sample.rule("ab", "ab", confidence: .high), Sample.rule("long", "abxcd", confidence: .low),
      Sample.rule("cd", "cd", confidence: .medium),
    ]
    #expect(try found("abxcd abxcd", rules) == ["ab ab", "cd cd", "ab ab", "cd cd"])
  }

  @Test func `what ends one match may begin the next`() throws {
    #expect(
      try found(";aaaa;bbbb;cccc;", [Sample.rule("r", ";(?<secret>[a-z]{4});")]) == ["r aaaa", "r bbbb", "r cccc"])
  }

  @Test func `a rule keeps to its paths`() throws {
    let rule = Sample.rule("r", "key", paths: PathFilter(include: [Glob("src/**")], exclude: [Glob("*.md")]))
    #expect(try found("key", [rule], path: "src/a.py") == ["r key"])
    #expect(try found("key", [rule], path: "lib/a.py").isEmpty)
    #expect(try found("key", [rule], path: "src/a.md").isEmpty)
    #expect(try found("key", [Sample.rule("r", "key", allow: .init(paths: [Glob("test/**")]))], path: "test/a").isEmpty)
    #expect(try found("key", [Sample.rule("r", "key", allow: .init(paths: [Glob("test/**")]))], path: "a") == ["r key"])
  }

  @Test func `what is allowed is no secret, and the next may be one`() throws {
    let rule = Sample.rule("r", "key=(?<secret>\\w+)", allow: .init(patterns: ["^EXAMPLE"], stopwords: ["placeholder"]))
    #expect(try found("key=EXAMPLE1 key=myPLACEholder key=real", [rule]) == ["r real"])
    #expect(try found("key=xEXAMPLE", [rule]) == ["r xEXAMPLE"])
    #expect(try found("placeholder key=real", [rule]) == ["r real"])
  }

  @Test func `a value with too little entropy is no secret`() throws {
    let rule = Sample.rule("r", "key=(?<secret>\\w+)", entropy: 3)
    #expect(try found("key=aaaaaaaa key=abcdefgh key=abcdefgg", [rule]) == ["r abcdefgh"])
  }

  @Test(arguments: [("", 0.0), ("aaaa", 0), ("ab", 1), ("aabb", 1), ("abcd", 2), ("abcdefgh", 3)])
  func `entropy is Shannon's, in bits a byte`(_ text: String, _ bits: Double) {
    #expect(abs(Entropy.bits(of: Array(text.utf8).span) - bits) < 1e-9)
    let all = (0..<256).map { UInt8($0) }
    #expect(abs(Entropy.bits(of: all.span) - 8) < 1e-9)
  }

  /// The contract: literals that must occur. So they must under either prefilter.
  @Test func `a keyword that does not occur keeps its rule silent, with a database as without`() throws {
    let set = RuleSet([Sample.rule("r", "[0-9]{6}", keywords: ["pin"])])
    let database = CompiledRules(set, database: try PatternDatabase(patterns: CompiledRules.patterns(of: set)))
    for (text, count) in [("PIN 123456", 1), ("tel 123456", 0)] {
      #expect(try Sample.inspect(Array(text.utf8), CompiledRules(literalsOf: set)).sightings.count == count)
      #expect(try Sample.inspect(Array(text.utf8), database).sightings.count == count)
    }
  }

  @Test func `a rule without keywords always runs`() throws {
    #expect(
      try found("123456", [Sample.rule("r", "[0-9]{6}"), Sample.rule("s", "x", keywords: ["x"])]) == ["r 123456"])
  }

  @Test func `nothing to find is found in nothing`() throws {
    #expect(try Sample.inspect("", Self.rules).sightings.isEmpty)
    #expect(try Sample.inspect([UInt8](repeating: 0xFF, count: 1000), Self.rules).sightings.isEmpty)
    #expect(try Sample.inspect("key=abcdefgh", Self.rules).bytes == 12)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a rule that is given up is told, and the others go on`() throws {
    let rules = [Sample.rule("bad", "(a+)+$"), Sample.rule("good", "key=[a-z]{8}")]
    let inspection = try Sample.inspect(String(repeating: "a", count: 50) + "! key=abcdefgh;", rules)
    #expect(inspection.limited == ["bad"])
    #expect(inspection.sightings.count == 1)
  }

  @Test func `a bad pattern is told by the rule's index`() {
    let rules = [Sample.rule("a", "fine"), Sample.rule("b", "a(b"), Sample.rule("c", "fine")]
    let error = #expect(throws: TextError.self) { try CompiledRules.check(rules) }
    #expect(error?.index == 1)
    let allowed = [Sample.rule("a", "fine", allow: .init(patterns: ["["]))]
    #expect(throws: TextError.self) { try CompiledRules.check(allowed) }
  }

  @Test(.timeLimit(.minutes(1)))
  func `thousands of secrets in one file are no trouble`() throws {
    let text = (0..<3000).map { "key=abcdefgh\($0)" }.joined(separator: "\n")
    #expect(try Sample.inspect(text, Self.rules).sightings.count == 3000)
  }
}
