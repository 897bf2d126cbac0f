import Foundation
import GateDocument
import GateModel
import GateRules
import Testing

@Suite struct `A set of rules` {
  private static let matcher = SecretMatcher(
    pattern: "exk_(?<secret>[a-z]{9})", keywords: ["exk_"], entropy: 3.25,
    allow: .init(patterns: ["EXAMPLE"], paths: [Glob("**/t/**")], stopwords: ["stop"]))
  private static let rule = Rule(
    id: "b", severity: .high, confidence: .low, message: "m", matcher: .secret(matcher),
    paths: PathFilter(include: [Glob("src/**")], exclude: [Glob("*.md")]), cwe: ["CWE-798"], owasp: ["A07:2021"],
    attack: ["T1552"],
    remediation: "Revoke.", references: ["https://example.org/"])
  private static let bare = Rule(
    id: "a", severity: .info, confidence: .high, message: "", matcher: .secret(SecretMatcher(pattern: "x")))

  private func bytes(_ set: RuleSet) -> [UInt8] {
    var writer = ByteWriter()
    set.write(to: &writer)
    return writer.bytes
  }

  @Test func `rules are sorted by their id, so that files may come in any order`() {
    #expect(RuleSet([Self.rule, Self.bare]).rules.map(\.id) == ["a", "b"])
    #expect(RuleSet([Self.rule, Self.bare]).digest == RuleSet([Self.bare, Self.rule]).digest)
  }

  @Test func `rules come back from their bytes`() throws {
    let set = RuleSet([Self.rule, Self.bare])
    var reader = ByteReader(bytes(set)[...])
    let read = try RuleSet(from: &reader)
    #expect(reader.isAtEnd)
    #expect(read.rules == set.rules)
    #expect(read.digest == set.digest)
  }

  @Test func `what is read when it is asked for is what is read at once`() throws {
    let set = RuleSet([Self.rule, Self.bare])
    var reader = ByteReader(bytes(set)[...])
    #expect(try RuleSet(from: &reader, .whenAsked).rules == set.rules)
  }

  @Test func `every truncated prefix of the bytes is refused`() {
    let whole = bytes(RuleSet([Self.rule, Self.bare]))
    for count in 0..<whole.count {
      #expect(throws: MalformedBytes.self) {
        var reader = ByteReader(whole[..<count])
        _ = try RuleSet(from: &reader)
      }
    }
  }

  @Test func `a change of any field changes the digest`() {
    let changes: [(inout Rule) -> Void] = [
      { $0.id = "c" }, { $0.severity = .low }, { $0.confidence = .high }, { $0.say { $0.message = "n" } },
      { $0.paths.include = [] },
      { $0.paths.exclude = [Glob("*.txt")] }, { $0.say { $0.cwe = ["CWE-1"] } }, { $0.say { $0.owasp = [] } },
      { $0.say { $0.attack = [] } },
      { $0.say { $0.remediation = nil } }, { $0.say { $0.confidenceInDoubt = .low } },
      { $0.say { $0.yieldsTo = ["other"] } },
      { $0.say { $0.references = [] } }, { $0.set { $0.pattern += "x" } }, { $0.set { $0.keywords = [] } },
      { $0.set { $0.entropy = 3.5 } },
      { $0.set { $0.entropy = nil } }, { $0.set { $0.allow.patterns = [] } }, { $0.set { $0.allow.paths = [] } },
      { $0.set { $0.allow.stopwords = ["sto", "p"] } },
      { $0.paths = PathFilter(include: [Glob("src/**"), Glob("*.md")], exclude: []) },
    ]
    var digests: Set<Digest> = [RuleSet([Self.rule]).digest]
    for change in changes {
      var changed = Self.rule
      change(&changed)
      digests.insert(RuleSet([changed]).digest)
    }
    #expect(digests.count == changes.count + 1)
    #expect(!digests.contains(RuleSet([Self.rule, Self.bare]).digest))
  }

  /// Equal digests mean equal behaviour, and what is embedded behaves as what was read.
  @Test func `an entropy of many places comes back as it was`() throws {
    var fine = Self.rule
    fine.set { $0.entropy = 3.14159 }
    var reader = ByteReader(bytes(RuleSet([fine]))[...])
    let read = try RuleSet(from: &reader)
    var near = Self.rule
    near.set { $0.entropy = 3.1416 }
    #expect(read.rules == [fine] || RuleSet([near]).digest != RuleSet([fine]).digest)
  }

  @Test func `a pack's head tells where each part lies`() throws {
    let set = RuleSet([Self.rule])
    let whole = Pack.bytes(
      digest: set.digest, rules: bytes(set), agents: [1, 2], patterns: [3], models: [4], plan: [5, 6])
    let pack = try Pack(head: Array(whole.prefix(Pack.headSize)), size: whole.count)
    #expect(pack.digest == set.digest)
    var reader = ByteReader(whole[pack.rules])
    #expect(try RuleSet(from: &reader).rules == set.rules)
    #expect(Array(whole[pack.agents]) == [1, 2] && Array(whole[pack.patterns]) == [3])
    #expect(Array(whole[pack.models]) == [4] && Array(whole[pack.plan]) == [5, 6])
  }

  @Test func `a head that is cut, of another version, or that promises too much, is refused`() {
    let whole = Pack.bytes(
      digest: RuleSet([Self.rule]).digest, rules: [1], agents: [2], patterns: [3], models: [4], plan: [5])
    let head = Array(whole.prefix(Pack.headSize))
    func refuses(_ head: [UInt8], _ size: Int) -> Bool { (try? Pack(head: head, size: size)) == nil }
    #expect(!refuses(head, whole.count))
    for count in 0..<Pack.headSize { #expect(refuses(Array(head.prefix(count)), whole.count)) }
    #expect(refuses(head + [0], whole.count))
    #expect(refuses([0] + head.dropFirst(), whole.count))
    for size in [0, Pack.headSize, whole.count - 1] { #expect(refuses(head, size)) }
    for index in 40..<Pack.headSize {
      for byte in [0x7F, 0x80, 0xFF] as [UInt8] {
        var lying = head
        lying[index] = byte
        #expect(refuses(lying, whole.count), "\(index)")
      }
    }
  }
}

extension Rule {
  fileprivate mutating func say(_ change: (inout Content) -> Void) {
    var said = content.value
    change(&said)
    self = Rule(
      id: id, severity: severity, confidence: confidence, message: said.message, matcher: said.matcher, paths: paths,
      cwe: said.cwe, owasp: said.owasp, attack: said.attack, remediation: said.remediation,
      references: said.references, lesson: said.lesson, confidenceInDoubt: said.confidenceInDoubt,
      yieldsTo: said.yieldsTo)
  }

  fileprivate mutating func set(_ change: (inout SecretMatcher) -> Void) {
    guard case .secret(var secret) = matcher else { return }
    change(&secret)
    say { $0.matcher = .secret(secret) }
  }
}

@Suite struct `The library of rules` {
  @Test func `every built-in rule is told by its folder, and a secret one by its path`() throws {
    let rules = try BuiltIn.rules
    #expect(rules.count >= 295)
    for loaded in rules {
      let path = loaded.file.dropFirst(BuiltIn.folder.count + 1).dropLast(".yaml".count)
      let name = path.split(separator: "/").joined(separator: ".")
      if case .secret = loaded.rule.matcher {
        #expect(name == loaded.rule.id)
        #expect(!loaded.examples.match.isEmpty && !loaded.examples.miss.isEmpty, "\(loaded.rule.id) has no examples")
      } else {
        #expect(loaded.rule.id.hasPrefix("\(name.prefix { $0 != "." })."))
        #expect(try Self.hasTarget(loaded.file), "\(loaded.rule.id) has no file beside it that it is tested on")
      }
      #expect(
        !loaded.rule.cwe.isEmpty && loaded.rule.remediation != nil && !loaded.rule.message.isEmpty, "\(loaded.rule.id)")
    }
  }

  private static func hasTarget(_ file: String) throws -> Bool {
    let (folder, name) = ((file as NSString).deletingLastPathComponent, (file as NSString).lastPathComponent)
    let stem = name.dropLast("yaml".count)
    return try FileManager.default.contentsOfDirectory(atPath: folder).contains { $0.hasPrefix(stem) && $0 != name }
  }

  private func folder(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let root = NSTemporaryDirectory() + "/gatebook-rules-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    for (name, text) in files {
      let path = "\(root)/\(name)"
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try text.write(toFile: path, atomically: false, encoding: .utf8)
    }
    try body(root)
  }

  @Test func `a folder is read at any depth, agents and models aside`() throws {
    let files = [
      "b.yml": RuleText().with("id", "one").text, "deep/er/a.yaml": RuleText().with("id", "two").text,
      "agents/x.yaml": "id: x",
      "models/y.yaml": "z", "deep/agents/c.yaml": RuleText().with("id", "three").text, "notes.txt": "no rule",
      ".hidden.yaml": "no rule",
    ]
    try folder(files) { (root) throws in
      #expect(try RuleLibrary.load(root).rules.map(\.rule.id) == ["one", "three", "two"])
      #expect(try RuleLibrary.load("\(root)/b.yml").rules.map(\.rule.id) == ["one"])
    }
  }

  private func sources(_ path: String) throws -> [Formula] {
    let loaded = try RuleLibrary.load(path, models: .of(["python/built-in.yaml": Self.model("built_in")]))
    return try loaded.rules.flatMap { rule in
      guard case .taint(let matcher) = rule.rule.matcher else { throw TaintText.NotTaint() }
      return matcher.sources.map(\.formula)
    }
  }

  private static func model(_ source: String) -> String { "models: {m: {pattern-sources: [{pattern: \(source)}]}}" }

  private let naming = TaintText("pattern-sources: [{model: m}]\npattern-sinks: [{pattern: k()}]").text.text

  @Test func `rules name the models beside them or above them, and the given ones where there are none`() throws {
    let files = ["python/web/a.yaml": naming, "models/python/own.yaml": Self.model("own")]
    try folder(files) { (root) throws in
      for path in ["", "/python", "/python/web/", "/python/web/a.yaml"] {
        #expect(try sources(root + path) == [.pattern("own")], "\(path)")
      }
    }
    // A folder of that name is often something else.
    try folder(["a.yaml": naming, "models/user.yaml": "a: b"]) { (root) throws in
      #expect(try sources(root) == [.pattern("built_in")])
    }
  }

  @Test func `the same of a tree that is not on disk`() throws {
    func sources(_ files: [String: String]) throws -> [Formula] {
      let loaded = try RuleLibrary.load(
        files.sorted { $0.key < $1.key }.map { (TreePath($0.key), $0.key, Array($0.value.utf8)) },
        below: TreePath("rules"), models: .of(["python/built-in.yaml": Self.model("built_in")]))
      guard case .taint(let matcher)? = loaded.rules.first?.rule.matcher else { throw TaintText.NotTaint() }
      return matcher.sources.map(\.formula)
    }
    #expect(try sources(["rules/a.yaml": naming]) == [.pattern("built_in")])
    #expect(
      try sources(["rules/a.yaml": naming, "rules/models/python/x.yaml": Self.model("own")]) == [.pattern("own")])
  }

  @Test func `a rule id that stands twice is refused with both places`() throws {
    try folder(["a.yaml": RuleText().text, "b.yaml": "\n" + RuleText().text]) { (root) throws in
      let error = #expect(throws: RuleError.self) { try RuleLibrary.load(root) }
      #expect(error?.description == "\(root)/b.yaml:3:1: the rule id `x.key` stands already in \(root)/a.yaml:2")
    }
  }

  @Test func `one bad rule among good ones is refused, never dropped`() throws {
    try folder(["a.yaml": RuleText().text, "b.yaml": RuleText().with("id", "y").without("severity").text]) {
      (root) throws in
      let error = #expect(throws: RuleError.self) { try RuleLibrary.load(root) }
      #expect(error?.file == "\(root)/b.yaml")
    }
  }

  private let search = SemgrepText("pattern: f()")

  @Test func `other YAML among rules is passed over, in files whose names tell and in files without rules`() throws {
    let files = [
      "a.yaml": search.text, "a.test.yaml": search.text, "a.fixed.yml": "rules: [", "config.yaml": "rule: 1",
      "list.yml": "- a", ".hidden.yaml": "rules: [",
    ]
    try folder(files) { (root) throws in
      let loaded = try RuleLibrary.load(root)
      #expect(loaded.rules.map(\.rule.id) == ["s"])
      let over = ["a.fixed.yml", "a.test.yaml", "config.yaml", "list.yml"]
      #expect(loaded.passedOver == over.map { "\(root)/\($0)" })
      #expect(throws: RuleError.self) { try RuleLibrary.load("\(root)/config.yaml") }
    }
    try folder(["a.yaml": search.text, "b.yaml": "rules: ["]) { (root) throws in
      let error = #expect(throws: RuleError.self) { try RuleLibrary.load(root) }
      #expect(error?.file == "\(root)/b.yaml")
    }
  }

  @Test func `of search rules with one id the first stays`() throws {
    let files = ["a.yaml": search.text, "b.yaml": search.text, "c.yaml": SemgrepText("pattern: g()").text]
    try folder(files) { (root) throws in
      let loaded = try RuleLibrary.load(root)
      #expect(loaded.rules.map(\.file) == ["\(root)/a.yaml"])
      let reason = "the rule id `s` stands already in \(root)/a.yaml:2"
      #expect(loaded.refused == [RefusedRule(id: "s", file: "\(root)/c.yaml", line: 2, reason: reason)])
    }
    try folder(["a.yaml": search.text, "b.yaml": RuleText().with("id", "s").text]) { (root) throws in
      #expect(throws: RuleError.self) { try RuleLibrary.load(root) }
    }
  }

  @Test func `a built-in rule may neither be refused nor say what is passed over`() throws {
    for bad in [SemgrepText("fix: a"), SemgrepText.with("min-version", "1")] {
      try folder(["s.yaml": bad.text]) { (root) throws in
        #expect(throws: RuleError.self) { try RuleLibrary.load(root, builtIn: true) }
      }
    }
    try folder(["s.yaml": search.text]) { (root) throws in
      #expect(try RuleLibrary.load(root, builtIn: true).rules.count == 1)
    }
  }

  @Test func `a folder without rules, and nothing at all, are refused`() throws {
    try folder(["x.txt": ""]) { (root) throws in
      #expect(throws: RuleError.self) { try RuleLibrary.load(root) }
      #expect(throws: RuleError.self) { try RuleLibrary.load("\(root)/none") }
      #expect(throws: RuleError.self) { try RuleLibrary.load("/dev/null") }
    }
  }

  @Test func `a built-in rule under another id is refused`() throws {
    try folder(["x/key.yaml": RuleText().text]) { (root) throws in
      #expect(try RuleLibrary.load(root, builtIn: true).rules.count == 1)
    }
    try folder(["x/other.yaml": RuleText().text]) { (root) throws in
      let error = #expect(throws: RuleError.self) { try RuleLibrary.load(root, builtIn: true) }
      #expect(error?.message == "a built-in file of secret rules holds one, whose id is `x.other`")
    }
  }
}

@Suite struct `Examples` {
  private func fill(_ text: String, seed: String = "seed") -> String {
    var filler = ExampleFiller(seed: seed)
    return filler.fill(text)
  }

  @Test func `the same seed gives the same text, another gives another`() {
    #expect(fill("{32 alnum}") == fill("{32 alnum}"))
    #expect(fill("{32 alnum}") != fill("{32 alnum}", seed: "other"))
    let twice = fill("{32 alnum} {32 alnum}").split(separator: " ")
    #expect(twice[0] != twice[1])
  }

  @Test(arguments: [
    ("digit", "0123456789"), ("lower", "abcdefghijklmnopqrstuvwxyz"), ("upper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    ("hex", "0123456789abcdef"),
    ("HEX", "0123456789ABCDEF"), ("base32", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
    ("base64", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"),
    ("base64url", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"),
    ("loweralnum", "abcdefghijklmnopqrstuvwxyz0123456789"), ("upperalnum", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
  ])
  func `a class gives its characters, all of them, and no other`(_ name: String, _ alphabet: String) {
    let text = fill("{5000 \(name)}")
    #expect(text.count == 5000)
    #expect(Set(text) == Set(alphabet))
    #expect(zip(text, text.dropFirst()).allSatisfy { $0 != $1 })
  }

  @Test(arguments: [
    "{}", "{x}", "${KEY}", "{32}", "{32 nothing}", "{0 hex}", "{-1 hex}", "{10001 hex}", "{3 hex", "a } b", "{{",
    #"{"a": {"b": 1}}"#, "{3 hex x}",
  ])
  func `other braces stay`(_ text: String) {
    #expect(fill(text) == text)
  }

  @Test func `a class within other braces is filled`() {
    #expect(fill("{ {1 digit} }").count == 5)
    #expect(fill("{{2 digit}}").hasPrefix("{") && fill("{{2 digit}}").count == 4)
    #expect(fill("x{1 digit}y{1 digit}z").count == 5)
  }
}
