import GateDocument
import GateModel
import Testing

@testable import GateRules

/// A rule file, one key after another, so that a test can take one out or put another in.
struct RuleText {
  var keys: [(name: String, value: String)] = [
    ("id", "x.key"), ("mode", "secret"), ("languages", "[regex]"), ("severity", "CRITICAL"),
    ("message", "A key is committed."),
    ("pattern-regex", #"'\b(?<secret>exk_[a-z]{32})\b'"#),
  ]

  func with(_ name: String, _ value: String) -> RuleText {
    var copy = self
    copy.keys.removeAll { $0.name == name }
    copy.keys.append((name, value))
    return copy
  }

  func without(_ name: String) -> RuleText {
    var copy = self
    copy.keys.removeAll { $0.name == name }
    return copy
  }

  var text: String { "rules:\n- " + keys.map { "\($0.name): \($0.value)\n" }.joined(separator: "  ") }

  func load() throws(RuleError) -> LoadedRule {
    let loaded = try RuleFile.parse(Array(text.utf8), file: "r.yaml")
    if let refused = loaded.refused.first { throw refused.error }
    return loaded.rules[0]
  }

  var secret: SecretMatcher {
    get throws {
      guard case .secret(let matcher) = try load().rule.matcher else { throw NotSecret() }
      return matcher
    }
  }

  struct NotSecret: Error {}

  /// What is wrong, as `line:column: message`.
  var failure: String {
    do throws(RuleError) {
      _ = try load()
      return "nothing is wrong"
    } catch {
      return "\(error.line):\(error.column): \(error.message)"
    }
  }
}

@Suite struct `A rule file` {
  @Test func `a whole rule is read, key by key`() throws {
    let text = """
      rules:
      - id: secrets.example.api-key
        mode: secret
        languages: [regex]
        severity: CRITICAL
        message: An Example key is committed.
        pattern-regex: '\\b(?<secret>exk_[A-Za-z0-9]{32})\\b'
        keywords: [exk_, EXK]
        entropy: 3.5
        allow: {regex: ['EXAMPLE', '^x'], paths: ['**/testdata/**'], stopwords: [Placeholder]}
        paths: {include: ['src/**'], exclude: ['*.md']}
        metadata: {cwe: CWE-798, owasp: [A07:2021], attack: T1552.001, confidence: HIGH, remediation: Revoke it., references: [https://example.org/], owner: me}
        examples: {match: ['key = "exk_{32 alnum}"'], miss: ['key', 'exk_']}
      """
    let loaded = try RuleFile.parse(Array(text.utf8), file: "r.yaml").rules
    #expect(loaded.count == 1)
    #expect(loaded[0].file == "r.yaml" && loaded[0].line == 2)
    #expect(loaded[0].examples == .init(match: [#"key = "exk_{32 alnum}""#], miss: ["key", "exk_"]))
    #expect(
      loaded[0].rule
        == Rule(
          id: "secrets.example.api-key", severity: .critical, confidence: .high,
          message: "An Example key is committed.",
          matcher: .secret(
            SecretMatcher(
              pattern: #"\b(?<secret>exk_[A-Za-z0-9]{32})\b"#, keywords: ["exk_", "EXK"], entropy: 3.5,
              allow: .init(patterns: ["EXAMPLE", "^x"], paths: [Glob("**/testdata/**")], stopwords: ["placeholder"]))),
          paths: PathFilter(include: [Glob("src/**")], exclude: [Glob("*.md")]), cwe: ["CWE-798"], owasp: ["A07:2021"],
          attack: ["T1552.001"], remediation: "Revoke it.", references: ["https://example.org/"]))
  }

  @Test func `what a rule leaves out has a default`() throws {
    let loaded = try RuleText().load()
    #expect(loaded.rule.confidence == .medium)
    #expect(loaded.rule.cwe.isEmpty && loaded.rule.remediation == nil)
    #expect(loaded.rule.paths == PathFilter())
    #expect(loaded.examples == .init())
    #expect(try RuleText().secret.entropy == nil)
    #expect(try RuleText().secret.allow == .init())
  }

  @Test func `keywords are derived only where none are given`() throws {
    #expect(try RuleText().with("pattern-regex", "'exk_[a-z]+'").secret.keywords == ["exk_"])
    #expect(try RuleText().with("keywords", "[other]").secret.keywords == ["other"])
    #expect(try RuleText().with("keywords", "[]").secret.keywords.isEmpty)
    #expect(try RuleText().with("keywords", "one").secret.keywords == ["one"])
  }

  @Test(arguments: ["id", "severity", "message", "pattern-regex"])
  func `a missing key is named`(_ key: String) {
    #expect(RuleText().without(key).failure == "2:3: a rule needs the key `\(key)`")
    #expect(RuleText().with(key, "").failure == "2:3: a rule needs the key `\(key)`")
  }

  @Test(arguments: [
    ("severty", "HIGH", "8:3: unknown key `severty` in a rule; did you mean `severity`?"),
    ("allow", "{regexes: [x]}", "8:11: unknown key `regexes` in `allow`; did you mean `regex`?"),
    ("paths", "{only: [x]}", "8:11: unknown key `only` in `paths` (known: include, exclude)"),
    ("examples", "{hit: [x]}", "8:14: unknown key `hit` in `examples` (known: match, miss)"),
    ("allow", "[x]", "8:10: `allow` must be a mapping, not a list"),
    ("entropy", "high", "8:12: `entropy` must be a number"),
    ("entropy", "[3]", "8:12: `entropy` must be a number"),
    ("keywords", "{a: b}", "8:13: `keywords` must be a list, not a mapping"),
    ("metadata", "x", "8:13: `metadata` must be a mapping, not a single value"),
    ("metadata", "{confidence: SURE}", "8:26: `confidence` must be HIGH, MEDIUM or LOW"),
    ("decode", "often", "8:11: `decode` must be true or false"),
    (
      "checksum", "md5",
      "8:13: `md5` is no checksum (known: crc32-base62, crc32-hex-le, crc32-hex, crc32-base36, bech32, base58check, crc16-base32, marvin32)"
    ),
  ])
  func `a key that is wrong is refused at its place`(_ key: String, _ value: String, _ failure: String) {
    #expect(RuleText().with(key, value).failure == failure)
  }

  @Test func `a rule without a mode is a search rule, as in Semgrep`() throws {
    guard case .search(let matcher) = try RuleText().without("mode").load().rule.matcher else {
      Issue.record("not a search rule")
      return
    }
    #expect(matcher == SearchMatcher(languages: [.regex], formula: .regex(#"\b(?<secret>exk_[a-z]{32})\b"#)))
  }

  @Test(
    arguments: [
      ("CRITICAL", .critical), ("HIGH", .high), ("MEDIUM", .medium), ("LOW", .low), ("INFO", .info),
      ("critical", .critical),
      ("ERROR", .high), ("WARNING", .medium), ("Error", .high),
    ] as [(String, Severity)])
  func `severities have our names and Semgrep's`(_ name: String, _ severity: Severity) throws {
    #expect(try RuleText().with("severity", name).load().rule.severity == severity)
  }

  @Test(arguments: ["SEVERE", "'1'", "INVENTORY"])
  func `any other severity is refused`(_ name: String) {
    #expect(RuleText().with("severity", name).failure.hasPrefix("7:13: `"))
  }

  @Test(
    arguments: [
      ("CWE-798", ["CWE-798"]), ("'CWE-89: SQL Injection'", ["CWE-89"]),
      ("[CWE-1, 'CWE-22 Path']", ["CWE-1", "CWE-22"]), ("[]", []),
    ] as [(String, [String])])
  func `a CWE is its id, one or several`(_ value: String, _ cwe: [String]) throws {
    #expect(try RuleText().with("metadata", "{cwe: \(value)}").load().rule.cwe == cwe)
  }

  @Test(arguments: ["'798'", "cwe-798", "CWE-", "CWE-79x", "CWE-+5", "CWE--5"])
  func `what is no CWE id is refused`(_ value: String) {
    #expect(RuleText().with("metadata", "{cwe: \(value)}").failure.hasSuffix("is no CWE id; write CWE-798"))
  }

  /// Bits a byte, of eight: anything else would never fire, or always.
  @Test(arguments: ["-1", "8.5", "1e6"])
  func `an entropy that no text can have is refused`(_ entropy: String) {
    #expect(RuleText().with("entropy", entropy).failure.hasPrefix("8:12: `entropy`"))
  }

  @Test func `a huge entropy does not crash the digest`() async {
    await #expect(processExitsWith: .success) {
      if let loaded = try? RuleText().with("entropy", "1e300").load() { _ = RuleSet([loaded.rule]) }
    }
  }

  @Test(arguments: ["id", "message", "pattern-regex"])
  func `an empty text is no id, message or pattern`(_ key: String) {
    #expect(RuleText().with(key, "''").failure != "nothing is wrong")
  }

  @Test func `every rule of every document is read`() throws {
    let two =
      RuleText().text + RuleText().with("id", "y").text.dropFirst("rules:\n".count) + "---\n"
      + RuleText().with("id", "z").text
    #expect(try RuleFile.parse(Array(two.utf8), file: "r").rules.map(\.rule.id) == ["x.key", "y", "z"])
  }

  @Test(arguments: [
    ("", "r: holds no rules; a rule file begins with `rules:` and a list"),
    ("rules: []", "r: holds no rules; a rule file begins with `rules:` and a list"),
    ("- id: x", "r:1:1: a rule file must be a mapping, not a list"),
    ("rule: []", "r:1:1: unknown key `rule` in a rule file; did you mean `rules`?"),
    ("rules: {}", "r:1:8: `rules` must be a list, not a mapping"),
    ("rules: [x]", "r:1:9: a rule must be a mapping, not a single value"),
  ])
  func `a file without rules is refused`(_ text: String, _ message: String) {
    let error = #expect(throws: RuleError.self) { try RuleFile.parse(Array(text.utf8), file: "r") }
    #expect(error?.description == message)
  }
}
