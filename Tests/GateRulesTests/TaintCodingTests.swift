import GateModel
import GateRules
import Testing

@Suite struct `Taint rules as bytes` {
  private static func rule(_ matcher: TaintMatcher) -> Rule {
    Rule(id: "t", severity: .low, confidence: .low, message: "m", matcher: .taint(matcher))
  }

  private static let plain = TaintMatcher(
    languages: [.python], sources: [TaintSource(.pattern("a"))], sinks: [TaintSink(.pattern("b"))],
    sanitizers: [TaintSanitizer(.pattern("c"))], propagators: [TaintPropagator(.pattern("d"), from: "$A", to: "$B")],
    guards: [TaintGuard(.pattern("e"), cleans: "$C", when: true)])

  private static let labels = LabelCondition.or(.and(.label("A"), .not(.label("B"))), .label("C"))

  /// Each changes one thing of the plain rule.
  private static let changes: [@Sendable (inout TaintMatcher) -> Void] = [
    { $0.languages = [.go] }, { $0.sources.append(TaintSource(.regex("a"))) }, { $0.sources[0].exact = true },
    { $0.sources[0].bySideEffect = .yes }, { $0.sources[0].bySideEffect = .only }, { $0.sources[0].label = "A" },
    { $0.sources[0].requires = labels }, { $0.sources[0].languages = [.python] }, { $0.sinks[0].formula = .regex("b") },
    { $0.sinks[0].exact = false }, { $0.sinks[0].requires = .label("A") }, { $0.sinks[0].languages = [.java] },
    { $0.sanitizers = [] }, { $0.sanitizers[0].exact = true }, { $0.sanitizers[0].bySideEffect = .yes },
    { $0.sanitizers[0].notConflicting = true }, { $0.sanitizers[0].languages = [.ruby] },
    { $0.propagators[0].from = "$X" }, { $0.propagators[0].to = "$X" }, { $0.propagators[0].bySideEffect = false },
    { $0.propagators[0].label = "A" }, { $0.propagators[0].replacedLabels = [] },
    { $0.propagators[0].replacedLabels = ["A"] }, { $0.propagators[0].requires = .not(.label("A")) },
    { $0.propagators[0].languages = [.typescript, .javascript] }, { $0.guards[0].cleans = "$X" },
    { $0.guards[0].when = false }, { $0.guards[0].untainted = ["$L"] }, { $0.guards[0].languages = [.go] },
    { $0.search.symbolicPropagation = true }, { $0.flow.reach = .file }, { $0.flow.reach = .project },
    { $0.flow.isDeep = true }, { $0.flow.assumesSafeFunctions = true }, { $0.flow.assumesSafeBooleans = true },
    { $0.flow.assumesSafeNumbers = true }, { $0.flow.assumesSafeComparisons = true },
    { $0.flow.assumesSafeIndexes = true }, { $0.flow.onlyThroughAssignments = true },
    { $0.flow.unifiesMetavariables = true }, { $0.fix = .replacement("x") },
  ]

  private func bytes(_ rules: [Rule]) -> [UInt8] {
    var writer = ByteWriter()
    RuleSet(rules).write(to: &writer)
    return writer.bytes
  }

  @Test func `they come back as they were`() throws {
    for change in Self.changes {
      var matcher = Self.plain
      change(&matcher)
      var reader = ByteReader(bytes([Self.rule(matcher)])[...])
      #expect(try RuleSet(from: &reader).rules == [Self.rule(matcher)])
      #expect(reader.isAtEnd)
    }
  }

  @Test func `a change of anything changes the digest`() {
    var digests: Set<Digest> = [RuleSet([Self.rule(Self.plain)]).digest]
    for change in Self.changes {
      var matcher = Self.plain
      change(&matcher)
      digests.insert(RuleSet([Self.rule(matcher)]).digest)
    }
    #expect(digests.count == Self.changes.count + 1)
  }

  @Test func `every truncated prefix is refused`() {
    var full = Self.plain
    for change in Self.changes {
      change(&full)
      if full.sanitizers.isEmpty { full.sanitizers = Self.plain.sanitizers }
    }
    let whole = bytes([Self.rule(full)])
    for count in 0..<whole.count {
      #expect(throws: MalformedBytes.self) {
        var reader = ByteReader(whole[..<count])
        _ = try RuleSet(from: &reader)
      }
    }
  }

  @Test func `what many rules share stands in the bytes once`() {
    var matcher = Self.plain
    matcher.sources = (0..<100).map { TaintSource(.pattern("source number \($0)")) }
    func size(_ count: Int) -> Int {
      let rules = (0..<count).map { number in
        Rule(id: "t\(number)", severity: .low, confidence: .low, message: "m", matcher: .taint(matcher))
      }
      return bytes(rules).count
    }
    #expect(size(11) - size(10) < 300)
  }

  @Test func `a condition on labels nested deeper than any rule's is refused, not followed`() {
    var matcher = Self.plain
    matcher.sinks[0].requires = (0..<100).reduce(.label("A")) { inner, _ in LabelCondition.not(inner) }
    var reader = ByteReader(bytes([Self.rule(matcher)])[...])
    #expect(throws: MalformedBytes.self) { try RuleSet(from: &reader) }
  }
}
