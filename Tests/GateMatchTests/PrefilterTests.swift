import GateModel
import GateRules
import GateTesting
import GateText
import Testing

@testable import GateMatch

@Suite struct `The pass before the patterns` {
  /// The pattern that showed it first: of some places in memory the library told that nothing fires.
  private static let rule = Sample.rule(
    "line",
    #"^[ \t#*/!-]{0,60}(?:export\s|set\s|SET\s)?["']?[\w.-]{0,60}(?i:password|passwd|pwd|secret|token|(?:api|access)[-_.]?key|pass)["']?[ \t]{0,20}[:=][ \t]{0,20}["']?(?<secret>[^\s"']{3,200})["']?[ \t]{0,20}(?:#.*)?,?\r?$"#,
    keywords: ["password", "passwd", "pwd", "secret", "token", "key", "pass"])

  @Test func `overlooks nothing, wherever the text lies in memory`() throws {
    let set = RuleSet([Self.rule])
    let compiled = CompiledRules(set, database: try PatternDatabase(patterns: CompiledRules.patterns(of: set)))
    var matcher = try FileMatcher(compiled, fingerprints: Sample.key)
    let text =
      (1...9).map { "user\($0):\n  email: a\($0)@b.example\n  crypted_password: qwe\($0)rty\n" }.joined()
      + "  pass_token: abcdefgh\n"
    for place in 0..<128 {
      let bytes = Array(repeating: UInt8(place), count: place) + Array(text.utf8)
      let span = bytes.span.extracting(droppingFirst: place)
      #expect(try matcher.inspect(raw: span, text: span, path: TreePath("a")).sightings.count == 10, "\(place)")
    }
  }

  @Test(arguments: [
    (
      #"^[ \t]{0,4}(?:export )?[A-Z_]{0,50}?(?:API_KEY|TOKEN)=(?<secret>\w{8,})(?!x)"#,
      #"(?:API_KEY|TOKEN)=(?<secret>\w{8,})(?!x)"#
    ),
    (#"(?:^|[^A-Za-z_:-]|/bot)(?<secret>[0-9]{8,10}:AA[\w-]{33})(?:[^\w-]|$)"#, #"(?::AA[\w-]{33})(?:[^\w-]|$)"#),
    (#"(?:^|["'=:\s])(?<secret>pa-[\w-]{43})"#, #"(?:^|["'=:\s])(?:pa-[\w-]{43})"#),
    (#"(?i)\b[a-z]+_?(?:key|(?:a|the)secret)\b"#, #"(?i)(?:key|secret)\b"#),
    (#"(?<![a-z])sk-[a-z]{20}"#, #"sk-[a-z]{20}"#),
    (#"\b(?<secret>[0-9a-f]{10}msh[0-9a-f]{15})\b"#, #"(?:msh[0-9a-f]{15})\b"#),
    (#"["']?\bkty["']?:"#, #"\bkty["']?:"#),
    (#"[a-z](?i)x{1,3}abc|[0-9]+def"#, nil),
    (#"[a-z]+abc|[0-9]+def"#, "(?:abc|def)"),
    (#"[a-z]+(?i:x[]a^[:alpha:]\]]*pass)"#, "(?i:pass)"),
    (#"[a-z]{2,}[0-9]"#, nil), (#"(["'])abc\1"#, nil), (#"[a-z]+(?:abc)?x"#, nil), (#"(?:ab|[0-9])z"#, nil),
    (#"[a-z]+ab?c+de"#, "de"), (#"(?|a(b)|c(d))ef"#, nil), (#"[a-z](*F)abc"#, nil), (#"a{,3}bc"#, "a{,3}bc"),
    (#"(?:^|[\s"])--?[a-z-]{0,30}(?:password|key)="#, #"(?:^|[\s"])--?[a-z-]{0,30}(?:password|key)="#),
    (#"[a-z](abc"#, nil), (#"[a-z"#, nil), (#"abc\"#, nil), (#"abc)"#, nil), ("", nil),
  ])
  func `asks for what a match must hold from its first words on`(_ pattern: String, _ core: String?) {
    #expect(PatternCore.of(pattern) == core)
  }

  @Test(arguments: [
    (#"^[ \t]{0,4}(?:export )?[A-Z_]{0,50}?(?:API_KEY|TOKEN)=\w{8,}"#, ["api_key", "token"], 61),
    (#"(?i:client|app|id)[_-]?(?:key|secret)="#, ["key", "secret"], 7),
    (#"(?:(?i:my)?pass(?:word)?|[a-z]{1,20}\x50wd)\s*="#, ["pass", "pwd"], 20),
    (#"[a-z]{2}(?:ab){1,3}(?:xy{2}|z)?\.end"#, [".end"], 11),
    (#"[a-z]?secret_+x"#, ["secret_"], 1), (#"\w(?:key|token)="#, ["key", "token"], 1),
    (#"[^x](?:key|token)="#, ["key", "token"], 1),
  ])
  func `knows the words that each match holds, and how far behind its beginning`(
    _ pattern: String, _ words: [String], _ lead: Int
  ) {
    #expect(PatternWords(pattern)?.words == Set(words.map { Array($0.utf8) }))
    #expect(PatternWords(pattern)?.lead == lead)
  }

  /// Those that begin with one word, that may begin anywhere before it, or whose words stand nearly everywhere.
  @Test(arguments: [
    "sk-[a-z]{20}", #"^\[[a-z]{2,9}\]\n(?:key|secret)"#, #"["'][a-z]{0,9}token"#, #"[a-z]+secret"#,
    #"[a-z]{0,300}secret"#, #"[a-z]{0,3}(?:key|id)"#, #"(["'])[a-z]secret\1"#,
  ])
  func `knows no words of other patterns`(_ pattern: String) { #expect(PatternWords(pattern) == nil) }

  /// By words and place by place the same is found, however close the words stand together.
  @Test func `finds by words what is found everywhere`() throws {
    let patterns = [
      "[a-z_]{0,9}(?:key|secret|keysecretkey)[=:]{1,2}(?<secret>[a-z0-9]{3,9})",
      "(?:app|user)?_?(?:token|oken_key)=(?<secret>[^=]{2,6})",
      "(?:pass|word|password)(?<secret>[a-z]{0,4}[0-9])", "[^x]{0,30}?secret",
    ]
    var random = SeededRandom(seed: 7)
    let pieces = [
      "key", "secret", "token", "oken_key", "pass", "word", "app", "user", "_", "=", ":", "1", "x", " ", "KEY", "\n",
      "ab",
    ]
    for pattern in patterns {
      let rule = SecretMatcher(pattern: pattern)
      let (fast, slow) = (try SecretSearch(rule), try SecretSearch(rule, byWords: false))
      #expect(PatternWords(pattern) != nil)
      for _ in 0..<2000 {
        let text = Array(
          (0..<Int.random(in: 0..<24, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined().utf8)
        let found = [fast, slow].map {
          $0.candidates(in: text.span, path: TreePath("a"), rule: 0).found.map { "\($0.whole) \($0.secret)" }
        }
        #expect(found[0] == found[1], "\(pattern): \(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  @Test func `asks for keywords in place of patterns that begin with a run and have no words`() {
    #expect(
      CompiledRules.patterns(of: RuleSet([Sample.rule("a", "[a-z]{0,50}x", keywords: ["a.b", "c"])])) == [
        #"(?i)(?:a\.b|c)"#
      ])
    #expect(
      CompiledRules.patterns(of: RuleSet([Sample.rule("a", "x[a-z]{0,50}", keywords: ["x"])])) == ["x[a-z]{0,50}"])
    #expect(CompiledRules.patterns(of: RuleSet([Sample.rule("a", "^[a-z]")])) == ["^[a-z]"])
  }

  @Test func `shares the database of a set with the same patterns in the same order, and of no other`() {
    func set(_ second: String, _ keywords: [String] = []) -> RuleSet {
      RuleSet([Sample.rule("a", "ab[0-9]"), Sample.rule("b", second, keywords: keywords)])
    }
    #expect(CompiledRules.haveSamePatterns(set("cd[0-9]"), set("cd[0-9]")))
    #expect(!CompiledRules.haveSamePatterns(set("cd[0-9]"), set("cd[0-8]")))
    #expect(!CompiledRules.haveSamePatterns(set("[0-9]", ["x"]), set("[0-9]", ["y"])))
    #expect(!CompiledRules.haveSamePatterns(set("cd[0-9]"), RuleSet([Sample.rule("a", "ab[0-9]")])))
  }

  /// Each example of each built-in rule, behind words and lines of all lengths. Vectorscan's code for wide vectors overlooked some hundred of
  /// them, by what stands before them and where.
  @Test func `knows every example of every rule, whatever stands before it`() throws {
    let set = RuleSet(Sample.loaded.map(\.rule))
    let database = try PatternDatabase(patterns: CompiledRules.patterns(of: set))
    let scratch = try database.scratch()
    var missed: Set<String> = []
    var examples = 0
    // The database counts the rules that have patterns, in the order of the set.
    let ids = set.rules.filter { $0.kind == .secret }.map(\.id)
    let places = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    let fillings = [
      "some: words, name_", "                 \n", "x = 1;\n", "0123456789abcdef ", "const cfg = { name: 'a' };\n",
      "  token: abc\n",
    ].map { Array(String(repeating: $0, count: 40).utf8.prefix(400)) }
    for loaded in Sample.loaded {
      guard case .secret(let matcher) = loaded.rule.matcher, let index = places[loaded.rule.id] else { continue }
      let regex = try Regex(matcher.pattern)
      for (number, example) in loaded.examples.match.enumerated() {
        let text = [0x0A] + Array(Sample.filled(example, loaded.rule.id, number).utf8) + Array("\nsome words\n".utf8)
        guard regex.occurs(in: text.span) else { continue }
        examples += 1
        for (filling, count) in zip(fillings + fillings, [3, 17, 33, 40, 64, 70, 100, 129, 200, 255, 300, 399]) {
          let bytes = filling.prefix(count) + text
          if regex.occurs(in: bytes.span), !(try database.fired(in: bytes.span, with: scratch)).contains(index) {
            missed.insert("\(loaded.rule.id) \(number) behind \(count)")
          }
        }
      }
    }
    #expect(missed.isEmpty)
    #expect(examples > 900)
  }
}
