import GateDocument
import GateModel
import GateRules
import Testing

@Suite struct `Rule files of Gitleaks` {
  private func load(_ text: String, files: [String: String] = [:]) throws(RuleError) -> LoadedRules {
    try GitleaksFile.parse(Array(text.utf8), file: "a.toml") { (path) throws(RuleError) in
      guard let text = files[path] else { throw RuleError(file: path, message: "not there") }
      return (Array(text.utf8), path)
    }
  }

  private func matcher(_ loaded: LoadedRules, _ id: String) throws -> SecretMatcher {
    let rule = try #require(loaded.rules.first { $0.rule.id == "gitleaks.\(id)" })
    guard case .secret(let matcher) = rule.rule.matcher else { throw RuleError(file: id, message: "no secret rule") }
    return matcher
  }

  private let whole = """
    title = "t"
    [[rules]]
    id = "one"
    description = "A key."
    regex = '''key_([a-z]{8})$'''
    SecretGroup = 1
    entropy = 3.5
    keywords = ["KEY_"]
    path = '\\.txt$'
    tags = ["a"]
    [[rules.allowlists]]
    condition = "AND"
    regexTarget = "line"
    paths = ['''test''']
    regexes = ['''^x''']
    stopwords = ["Example"]
    commits = ["ABCDEF"]
    [[rules.required]]
    id = "two"
    withinLines = 3
    [[rules]]
    id = "two"
    regex = 'b+'
    skipReport = true
    [[allowlists]]
    paths = ['vendor']
    [[allowlists]]
    targetRules = ["two"]
    stopwords = ["no"]
    """

  @Test func `say all that they say at home`() throws {
    let loaded = try load(whole)
    #expect(loaded.refused.isEmpty && loaded.remarks.isEmpty)
    let one = try matcher(loaded, "one")
    #expect(one.pattern == #"(?-m)key_([a-z]{8})\z"#)
    #expect(one.keywords == ["key_"] && one.entropy == 3.5 && one.decodes)
    #expect(
      one.gitleaks
        == GitleaksTerms(group: 1, path: #"(?-m)\.txt\z"#, required: [.init(rule: "gitleaks.two", lines: 3)]))
    #expect(
      one.exceptions == [
        SecretException(
          needsAll: true, commits: ["abcdef"], paths: ["(?-m)test"], patterns: ["(?-m)^x"], target: .line,
          stopwords: ["example"]),
        SecretException(paths: ["(?-m)vendor"]),
      ])
    let two = try matcher(loaded, "two")
    #expect(two.gitleaks?.isSilent == true)
    #expect(two.exceptions.map(\.stopwords) == [["no"], []])
    #expect(loaded.rules.allSatisfy { $0.rule.severity == .high && $0.notes.isEmpty })
    #expect(loaded.rules.map(\.line) == [2, 21])
  }

  @Test func `are the same after they were kept as bytes`() throws {
    let rules = RuleSet(try load(whole).rules.map(\.rule))
    var writer = ByteWriter()
    rules.write(to: &writer)
    var reader = ByteReader(writer.bytes[...])
    #expect(try RuleSet(from: &reader).rules == rules.rules)
  }

  @Test func `extend others: what this one says comes first, lists are joined, disabled rules are gone`() throws {
    let base = """
      [[rules]]
      id = "one"
      description = "base"
      regex = 'a'
      keywords = ["x"]
      [[rules]]
      id = "gone"
      regex = 'c'
      [[allowlists]]
      paths = ['p']
      """
    let loaded = try load(
      "[extend]\npath = 'base.toml'\ndisabledRules = ['gone', 'unknown']\n[[rules]]\nid = 'one'\nregex = 'b'\nkeywords = ['y']\n",
      files: ["base.toml": base])
    #expect(loaded.rules.map(\.rule.id) == ["gitleaks.one"])
    let one = try matcher(loaded, "one")
    #expect(one.pattern == "(?-m)b" && one.keywords == ["x", "y"] && one.exceptions.count == 1)
    #expect(loaded.rules[0].rule.message == "base")
    #expect(
      loaded.remarks == ["a.toml: `disabledRules` names `unknown`, which is no rule of the file that is extended"])
  }

  @Test func `that extend the default rules have ours in their place, and say so`() throws {
    let loaded = try load(
      "[extend]\nuseDefault = true\n[[rules]]\nid = 'generic-api-key'\n[[rules.allowlists]]\npaths = ['x']\n[allowlist]\nstopwords = ['w']\n"
    )
    #expect(loaded.rules.isEmpty && loaded.secretsBesides == [SecretException(stopwords: ["w"])])
    #expect(loaded.remarks.count == 2)
    #expect(loaded.remarks.last == "a.toml:3: `generic-api-key` changes a rule of Gitleaks' own and has no effect")
  }

  @Test func `a file that extends itself comes to an end`() throws {
    let text = "[extend]\npath = 'a.toml'\n[[rules]]\nid = 'one'\nregex = 'b'\n"
    #expect(try load(text, files: ["a.toml": text]).rules.count == 1)
  }

  @Test func `of Betterleaks: what cannot be done is told`() throws {
    let loaded = try load(
      "prefilter = 'x'\n[[rules]]\nid = 'one'\nregex = 'b'\nfilter = 'y'\nvalidate = 'z'\ntokenEfficiency = true\nnew = 1\n"
    )
    #expect(loaded.remarks == ["a.toml: `prefilter` is an expression that is not evaluated, so more may be found"])
    #expect(
      loaded.rules[0].notes == [
        "its `filter` is an expression that is not evaluated, so more may be found",
        "`new` is not known and has no effect",
        "`tokenEfficiency` is not looked at, so more may be found",
        "its `validate` is never called: no value is sent anywhere",
      ])
  }

  @Test(arguments: [
    ("[[rules]]\nregex = 'a'\n", "1:1: a rule needs the key `id`"),
    (
      "[[rules]]\nid = 'a'\nregex = 'a'\n[rules.allowlist]\ncondition = 'XOR'\npaths = ['a']\n",
      "5:13: `condition` must be OR or AND"
    ),
    (
      "[[rules]]\nid = 'a'\nregex = 'a'\n[[rules.allowlists]]\n",
      "4:1: an allow-list needs one of `commits`, `paths`, `regexes`, `stopwords`"
    ),
    (
      "[[rules]]\nid = 'a'\nregex = 'a'\n[[rules.required]]\nid = 'b'\n",
      "1:1: `a` requires `b`, which is no rule of this file"
    ),
    (
      "[[rules]]\nid = 'a'\nregex = 'a'\n[[allowlists]]\ntargetRules = ['b']\npaths = ['a']\n",
      "1:1: `targetRules` of an allow-list names `b`, which is no rule here"
    ),
    (
      "[extend]\nurl = 'https://example.org/a.toml'\n",
      "1:1: `extend.url`: nothing is read over the network; fetch the file and name it by `path`"
    ),
    ("[extend]\npath = 'a'\nuseDefault = true\n", "1:1: `extend` has `path` and `useDefault`; keep one"),
    ("title = 'x'\n", "0:0: holds no rules; a rule file of Gitleaks' has tables [[rules]]"),
    ("[[rules]]\nid = 'a'\nregex = 1\nsecretGroup = -1\n", "4:15: `secretGroup` must not be negative"),
  ])
  func `a file that is wrong is refused at its place`(_ text: String, _ failure: String) {
    do throws(RuleError) {
      _ = try load(text)
      Issue.record("nothing is wrong")
    } catch {
      #expect("\(error.line):\(error.column): \(error.message)" == failure)
    }
  }

  @Test func `a rule that finds nothing is refused and stops no other`() throws {
    let loaded = try load("[[rules]]\nid = 'a'\n[[rules]]\nid = 'b'\nregex = 'b'\n")
    #expect(loaded.rules.map(\.rule.id) == ["gitleaks.b"])
    #expect(loaded.refused.map(\.reason) == ["`a` has neither `regex` nor `path`"])
  }
}
