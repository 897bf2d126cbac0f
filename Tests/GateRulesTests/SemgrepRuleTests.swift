import GateModel
import Testing

@testable import GateRules

@Suite struct `A rule in Semgrep's language` {
  @Test func `a whole rule is read, key by key`() throws {
    let text = """
      rules:
      - id: team.no-eval
        mode: search
        languages: [js, typescript]
        severity: ERROR
        message: Do not evaluate $X.
        pattern: eval($X)
        fix: parse($X)
        paths: {include: ['*.js', src/web/], exclude: [web/test/*.js]}
        options: {symbolic_propagation: true}
        metadata:
          cwe: ['CWE-95: Eval Injection']
          owasp: [A03:2021 - Injection]
          references: https://example.org/
          confidence: HIGH
          category: security
      """
    let loaded = try RuleFile.parse(Array(text.utf8), file: "r.yaml")
    #expect(loaded.refused.isEmpty && loaded.rules.count == 1)
    var options = SearchOptions()
    options.symbolicPropagation = true
    #expect(
      loaded.rules[0].rule
        == Rule(
          id: "team.no-eval", severity: .high, confidence: .high, message: "Do not evaluate $X.",
          matcher: .search(
            SearchMatcher(
              languages: [.javascript, .typescript], formula: .pattern("eval($X)"), options: options,
              fix: .replacement("parse($X)"))),
          paths: PathFilter(include: [Glob("*.js"), Glob("**/src/web/")], exclude: [Glob("**/web/test/*.js")]),
          cwe: ["CWE-95"], owasp: ["A03:2021 - Injection"], references: ["https://example.org/"]))
    #expect(loaded.rules[0].notes.isEmpty && loaded.rules[0].line == 2)
  }

  @Test(arguments: ["id", "languages", "severity", "message"])
  func `a missing key is named`(_ key: String) {
    #expect(SemgrepText.without(key).reason == "a rule needs the key `\(key)`")
  }

  @Test(
    arguments: [
      ("CRITICAL", .critical), ("HIGH", .high), ("ERROR", .high), ("MEDIUM", .medium), ("WARNING", .medium),
      ("LOW", .low), ("INFO", .low), ("INVENTORY", .info), ("EXPERIMENT", .info),
    ] as [(String, Severity)])
  func `severities are as Semgrep equates them`(_ name: String, _ severity: Severity) throws {
    #expect(try SemgrepText.with("severity", name).load().rule.severity == severity)
  }

  @Test(
    arguments: [
      ("[python]", [.python]), ("py", [.python]), ("[python3]", [.python]), ("[js, jsx]", [.javascript]),
      ("[ts, tsx]", [.typescript]), ("[golang]", [.go]), ("[rb]", [.ruby]), ("[java]", [.java]), ("[json]", [.json]),
      ("[yaml]", [.yaml]), ("[generic]", [.generic]), ("[typescript, javascript]", [.typescript, .javascript]),
    ] as [(String, [SourceLanguage])])
  func `languages have several names`(_ names: String, _ languages: [SourceLanguage]) throws {
    #expect(try SemgrepText("pattern: f()", languages: names).matcher.languages == languages)
  }

  @Test(arguments: ["[regex]", "[none]"])
  func `text as it is has a language, too`(_ names: String) throws {
    #expect(try SemgrepText("pattern-regex: a", languages: names).matcher.languages == [.regex])
  }

  @Test func `in text as it is a pattern is a regular expression`() throws {
    let conditions =
      "{metavariable-pattern: {metavariable: $1, pattern: b}}, {metavariable-pattern: {metavariable: $1, language: js, pattern: c}}"
    let text = SemgrepText("patterns: [{pattern: a}, {pattern-not: b}, \(conditions)]", languages: "[regex]")
    #expect(
      try text.formula
        == .every(
          .regex("a"), .not(.regex("b")),
          where: [.pattern("$1", language: nil, .regex("b")), .pattern("$1", language: .javascript, .pattern("c"))]))
    let nested = "patterns: [{pattern: f($X)}, {metavariable-pattern: {metavariable: $X, language: regex, pattern: b}}]"
    #expect(
      try SemgrepText(nested).formula
        == .every(.pattern("f($X)"), where: [.pattern("$X", language: .regex, .regex("b"))]))
  }

  @Test func `languages that are not run are left out with a note, unless none is left`() throws {
    let mixed = try SemgrepText("pattern: f()", languages: "[kotlin, java, scala]").load()
    #expect(mixed.notes == ["not run on kotlin, scala"])
    guard case .search(let matcher) = mixed.rule.matcher else { return }
    #expect(matcher.languages == [.java])
    #expect(SemgrepText("pattern: f()", languages: "[c#]").reason == "language not run by this version: c#")
  }

  @Test(arguments: [
    ("[]", "`languages` names none"), ("[klingon]", "`klingon` is no language that rules can name"),
    ("[generic, python]", "`generic` takes any file, so it cannot stand beside another language"),
  ])
  func `languages that make no sense are refused`(_ names: String, _ reason: String) {
    #expect(SemgrepText("patterns: [{pattern-regex: a}, {pattern-not: b}]", languages: names).reason == reason)
  }

  @Test(arguments: ["join", "extract", "steps"])
  func `other modes are refused`(_ mode: String) {
    #expect(SemgrepText.with("mode", mode).reason == "rules with `mode: \(mode)` are not run by this version")
  }

  @Test(arguments: [
    ("join", "rules that join others"),
    ("pattern-where-python", "Python code in a rule"),
    ("r2c-internal-project-depends-on", "dependencies of a project"),
  ])
  func `a key without which a rule says less is refused`(_ key: String, _ what: String) {
    #expect(SemgrepText.with(key, "{a: b}").reason == "`\(key)`: \(what) is not run by this version")
  }

  @Test func `an operator beside the formula is refused`() {
    let reason = "`pattern-not` has no place beside the rule's formula; it belongs into `patterns`"
    #expect(SemgrepText.with("pattern-not", "g()").reason == reason)
  }

  @Test func `a rule has one formula`() {
    #expect(
      SemgrepText.with("pattern-regex", "a").reason == "the rule has one formula; `pattern-regex` and `pattern` are two"
    )
    #expect(SemgrepText("fix: a").reason.hasPrefix("the rule has no pattern"))
  }

  @Test func `keys that are not known are noted`() throws {
    #expect(try SemgrepText.with("min-version", "1.2.3").load().notes == ["`min-version` is ignored"])
    #expect(try SemgrepText.with("fix", "g()").load().notes.isEmpty)
    let text = SemgrepText.with("severity", "LOW").text + "extra: 1\n"
    #expect(try RuleFile.parse(Array(text.utf8), file: "r").rules[0].notes == ["the file's `extra` is ignored"])
  }

  // MARK: Paths

  @Test(arguments: [
    ("*.html", "a/b.html", true), ("tests", "a/tests/b.py", true), ("tests", "a/tests.py", false),
    ("sites/*", "etc/sites/x", true), ("sites/*", "sites/x", true), ("sites/*", "mysites/x", false),
    ("/src", "src/a", true), ("/src", "lib/src/a", false), ("**/a/*.py", "x/a/b.py", true), ("./a/b", "x/a/b/c", true),
    ("sources/", "x/sources/y", true), ("a/b/", "x/a/b/y", true), ("*/ssl/*.h", "x/ssl/y.h", true),
  ])
  func `a path pattern holds at any depth`(_ pattern: String, _ path: String, _ matches: Bool) throws {
    let rule = try SemgrepText.with("paths", "{include: ['\(pattern)']}").load().rule
    #expect(rule.paths.admits(TreePath(path)) == matches)
    let other = try SemgrepText.with("paths", "{exclude: '\(pattern)'}").load().rule
    #expect(other.paths.admits(TreePath(path)) != matches)
  }

  @Test func `a path pattern that cannot be used is noted, and refused where the rule would run everywhere`() throws {
    let note = "the pattern `[a` in `include` is ignored: the bracket `[` is not closed"
    let rule = try SemgrepText.with("paths", "{include: ['[a', b], only: c}").load()
    #expect(rule.notes == ["`only` in `paths` is ignored", note])
    #expect(rule.rule.paths == PathFilter(include: [Glob("b")]))
    #expect(SemgrepText.with("paths", "{include: ['[a', '']}").reason.hasPrefix("none of the patterns in `include`"))
    #expect(try SemgrepText.with("paths", "{exclude: ['[a']}").load().notes.count == 1)
  }

  // MARK: Options and fixes

  private static let options: [(String, @Sendable (inout SearchOptions) -> Void)] = [
    ("constant_propagation: false", { $0.constantPropagation = false }),
    ("symbolic_propagation: true", { $0.symbolicPropagation = true }),
    ("vardef_assign: false", { $0.declarationsAsAssignments = false }),
    ("implicit_deep_exprstmt: false", { $0.implicitDeepExpressions = false }),
    ("ac_matching: false", { $0.associativeOperators = false }),
    ("commutative_boolop: true", { $0.commutativeBooleans = true }),
    ("symmetric_eq: true", { $0.symmetricEquality = true }),
    ("generic_ellipsis_max_span: 3", { $0.genericEllipsisSpan = 3 }),
    ("generic_caseless: true", { $0.genericCaseless = true }),
    ("generic_braces: [['<', '>']]", { $0.genericBraces = [["<", ">"]] }),
    ("generic_comment_style: c", { $0.genericCommentStyle = "c" }),
    ("generic_engine: aliengrep", { $0.genericEngine = "aliengrep" }),
    ("generic_multiline: false", { $0.genericMultiline = false }),
    ("generic_extra_word_characters: ['-', '.']", { $0.genericExtraWordCharacters = ["-", "."] }),
  ]

  @Test(arguments: options)
  func `each option is read`(_ text: String, _ change: @Sendable (inout SearchOptions) -> Void) throws {
    var options = SearchOptions()
    change(&options)
    #expect(options != SearchOptions())
    let rule = SemgrepText.with("options", "{\(text)}")
    #expect(try rule.matcher.options == options)
    #expect(try rule.load().notes.isEmpty)
  }

  @Test func `other options are noted, malformed ones refused`() throws {
    let rule = try SemgrepText.with("options", "{interfile: true, taint_unify_mvars: true}").load()
    #expect(rule.notes == ["the option `interfile` is ignored", "the option `taint_unify_mvars` is ignored"])
    #expect(SemgrepText.with("options", "{symmetric_eq: 3}").reason == "`symmetric_eq` must be true or false")
    #expect(
      SemgrepText.with("options", "{generic_ellipsis_max_span: -1}").reason
        == "`generic_ellipsis_max_span` must not be negative")
    #expect(SemgrepText.with("options", "{generic_braces: [[a]]}").reason.hasPrefix("`generic_braces` are pairs"))
  }

  @Test func `a fix is a template or a substitution`() throws {
    #expect(try SemgrepText.with("fix", "g($X)").matcher.fix == .replacement("g($X)"))
    #expect(try SemgrepText.with("fix", "''").matcher.fix == .replacement(""))
    #expect(
      try SemgrepText.with("fix-regex", #"{regex: '(a)', replacement: '\1$', count: 1}"#).matcher.fix
        == .regex(pattern: "(a)", replacement: "${1}$$", count: 1))
    #expect(
      try SemgrepText.with("fix-regex", "{regex: a, replacement: b, count: 0}").matcher.fix
        == .regex(pattern: "a", replacement: "b", count: nil))
    #expect(SemgrepText.with("fix-regex", "{regex: a}").reason == "`fix-regex` needs the key `replacement`")
  }

  @Test(arguments: [
    (#"\1"#, "${1}"), (#"a\12b"#, "a${12}b"), (#"\g<name>!"#, "${name}!"), ("$", "$$"), (#"\\1"#, #"\1"#),
    (#"\n"#, "\n"), ("plain", "plain"),
  ])
  func `a replacement is told in PCRE2's words`(_ python: String, _ pcre: String) {
    #expect(SemgrepRule.substitution(python) == pcre)
  }

  // MARK: Metadata

  @Test(
    arguments: [
      ("CWE-79", ["CWE-79"]), ("'CWE-79: XSS'", ["CWE-79"]), ("['cwe-079', 'CWE 89']", ["CWE-79", "CWE-89"]),
      ("22", ["CWE-22"]), ("[]", []), ("''", []), ("{a: b}", []), ("[[x], CWE-1]", ["CWE-1"]),
      ("['CWE-1', 'CWE-1: again']", ["CWE-1"]), ("injection", []),
    ] as [(String, [String])])
  func `a CWE may have any form`(_ value: String, _ cwe: [String]) throws {
    #expect(try SemgrepText.with("metadata", "{cwe: \(value)}").load().rule.cwe == cwe)
  }

  @Test func `metadata never refuses a rule`() throws {
    let rule = try SemgrepText.with("metadata", "{cwe: x, confidence: SURE, owasp: {a: b}, references: [1, [2]]}")
      .load()
    #expect(
      rule.notes == ["the `cwe` `x` names none and is ignored", "the `confidence` `SURE` is none and is ignored"])
    #expect(rule.rule.references == ["1"] && rule.rule.owasp.isEmpty && rule.rule.confidence == .medium)
    #expect(try SemgrepText.with("metadata", "[a]").load().notes == ["`metadata` is no mapping and is ignored"])
  }

  // MARK: One among others

  @Test func `a bad rule stops no other`() throws {
    let text = """
      rules:
      - {id: a, languages: [python], severity: LOW, message: m, pattern: f()}
      - {id: b, languages: [python], severity: LOW, message: m}
      - {languages: [python], severity: LOW, message: m, pattern: f()}
      - {id: c, languages: [go], severity: LOW, message: m, pattern: f()}
      """
    let loaded = try RuleFile.parse(Array(text.utf8), file: "r")
    #expect(loaded.rules.map(\.rule.id) == ["a", "c"])
    #expect(loaded.refused.map(\.id) == ["b", nil] && loaded.refused.map(\.line) == [3, 4])
    #expect(loaded.refused[1].reason == "a rule needs the key `id`")
  }

  @Test func `a bad secret rule among them is an error`() {
    let text = SemgrepText("pattern: f()").text + RuleText().without("severity").text.dropFirst("rules:\n".count)
    #expect(throws: RuleError.self) { try RuleFile.parse(Array(text.utf8), file: "r") }
  }
}
