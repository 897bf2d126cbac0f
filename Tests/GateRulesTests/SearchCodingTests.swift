import GateModel
import GateRules
import Testing

@Suite struct `Search rules as bytes` {
  private static func rule(_ matcher: SearchMatcher) -> Rule {
    Rule(id: "s", severity: .low, confidence: .low, message: "m", matcher: .search(matcher))
  }

  private static let formula = Formula.all(
    parts: [
      .any([.pattern("a"), .regex("b"), .all(parts: [.inside(.pattern("c"))], conditions: [], focus: [])]),
      .not(.pattern("d")), .notInside(.regex("e")),
    ],
    conditions: [
      .regex("$A", pattern: "x", resolvingConstants: true), .pattern("$B", language: .generic, .pattern("y")),
      .pattern("$B", language: nil, .regex("y")),
      .comparison("$C", expression: "$C > 1", base: 16, strip: true),
      .comparison(nil, expression: "$C > 1", base: nil, strip: false), .entropy("$D"), .redos("$E"),
      .type("$F", ["int", "str"]),
    ],
    focus: [Focus(["$A", "$B"]), Focus(["$C"])])

  private static let full = SearchMatcher(
    languages: [.javascript, .typescript], formula: formula, options: options,
    fix: .regex(pattern: "p", replacement: "r", count: 2))

  private static var options: SearchOptions {
    var options = SearchOptions()
    for change in changes { change(&options) }
    return options
  }

  private static let changes: [@Sendable (inout SearchOptions) -> Void] = [
    { $0.constantPropagation = false }, { $0.symbolicPropagation = true }, { $0.declarationsAsAssignments = false },
    { $0.implicitDeepExpressions = false }, { $0.associativeOperators = false }, { $0.commutativeBooleans = true },
    { $0.symmetricEquality = true }, { $0.genericEllipsisSpan = 3 }, { $0.genericCaseless = true },
    { $0.genericBraces = [["<", ">"], ["(", ")"]] }, { $0.genericCommentStyle = "c" },
    { $0.genericEngine = "aliengrep" }, { $0.genericMultiline = false }, { $0.genericExtraWordCharacters = ["-"] },
  ]

  private func bytes(_ matcher: SearchMatcher) -> [UInt8] {
    var writer = ByteWriter()
    RuleSet([Self.rule(matcher)]).write(to: &writer)
    return writer.bytes
  }

  @Test(arguments: [
    full, SearchMatcher(languages: [.regex], formula: .regex("a")),
    SearchMatcher(languages: SourceLanguage.allCases, formula: .pattern("a"), fix: .replacement("b")),
    SearchMatcher(languages: [.go], formula: .any([]), fix: .regex(pattern: "", replacement: "", count: nil)),
  ])
  func `they come back as they were`(_ matcher: SearchMatcher) throws {
    var reader = ByteReader(bytes(matcher)[...])
    let read = try RuleSet(from: &reader)
    #expect(reader.isAtEnd)
    #expect(read.rules == [Self.rule(matcher)])
  }

  @Test func `every truncated prefix is refused`() {
    let whole = bytes(Self.full)
    for count in 0..<whole.count {
      #expect(throws: MalformedBytes.self) {
        var reader = ByteReader(whole[..<count])
        _ = try RuleSet(from: &reader)
      }
    }
  }

  @Test func `a change of any field changes the digest`() {
    var variants = [Self.full, SearchMatcher(languages: [.go], formula: .pattern("a"))]
    variants.append(SearchMatcher(languages: [.java], formula: .pattern("a")))
    variants.append(SearchMatcher(languages: [.go], formula: .regex("a")))
    variants.append(SearchMatcher(languages: [.go], formula: .any([.pattern("a")])))
    variants.append(SearchMatcher(languages: [.go], formula: .pattern("a"), fix: .replacement("b")))
    for change in Self.changes {
      var options = SearchOptions()
      change(&options)
      variants.append(SearchMatcher(languages: [.go], formula: .pattern("a"), options: options))
    }
    let digests = Set(variants.map { RuleSet([Self.rule($0)]).digest })
    #expect(digests.count == variants.count)
  }

  @Test func `bytes nested deeper than any rule are refused, not followed`() async {
    let matcher = SearchMatcher(
      languages: [.go], formula: (0..<300).reduce(.pattern("a")) { inner, _ in Formula.not(inner) })
    var reader = ByteReader(bytes(matcher)[...])
    #expect(throws: MalformedBytes.self) { try RuleSet(from: &reader) }
  }
}
