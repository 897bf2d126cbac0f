import GateTesting
import Testing

@Suite("Rules of Gitleaks")
struct GitleaksTests {
  private let config = """
    [[rules]]
    id = "token"
    description = "A token."
    regex = '''exk_[a-z]{12}'''
    keywords = ["exk_"]
    [[rules.allowlists]]
    regexTarget = "line"
    regexes = ['''allowed here''']
    [[rules]]
    id = "generic-value"
    regex = '''value\\s*=\\s*"([a-z_]{8,})"'''
    entropy = 3
    [[rules]]
    id = "store"
    description = "A key store."
    path = '''\\.p12$'''
    [[rules]]
    id = "pair"
    regex = '''user=([a-z]+)'''
    [[rules.required]]
    id = "word"
    withinLines = 1
    [[rules]]
    id = "word"
    regex = '''word=([a-z]+)'''
    skipReport = true
    [[allowlists]]
    paths = ['''^vendor/''']
    """

  private func rules(_ files: [String: String], binary: [String] = []) throws -> [String] {
    let repository = try TestRepository().begin()
    try repository.write("gl.toml", config)
    for (path, text) in files { try repository.write(path, text) }
    for path in binary { try repository.write(path, (0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 7) }) }
    let report = try Program(in: repository).report("--rules", "gl.toml", "--ledger", "none")
    return report.findings.map { "\($0.path):\($0.start.line) \($0.ruleId)" }
  }

  @Test("run as they do at home")
  func home() throws {
    let found = try rules(
      [
        "a": "x exk_abcdefghijkl\nexk_abcdefghijkl allowed here\nvalue = \"abcdefghijk\"\n",
        "b": "value = \"exk_abcdefghijkl\"\n",
        "far": "user=anna\n\n\n\nword=secret\n", "near": "user=anna\nword=secret\n", "vendor/a": "exk_abcdefghijkl\n",
      ], binary: ["keys/one.p12", "vendor/two.p12"])
    #expect(
      found == [
        "a:1 gitleaks.token", "a:3 gitleaks.generic-value", "b:1 gitleaks.token", "keys/one.p12:1 gitleaks.store",
        "near:1 gitleaks.pair",
      ])
  }

  @Test("a rule about paths shows nothing of the file")
  func paths() throws {
    let repository = try TestRepository().begin()
    try repository.write("gl.toml", "[[rules]]\nid = 'rc'\npath = '''\\.pgpass'''\n")
    try repository.write("my.pgpass", "host:1:db:user:hunter2hunter2\n")
    let outcome = try Program(in: repository).scan("--rules", "gl.toml", "--ledger", "none")
    #expect(outcome.code == 1 && outcome.text.contains("gitleaks.rc") && !outcome.text.contains("hunter2"))
  }

  @Test("a configuration that extends the default one has our own rules about secrets in its place")
  func extends() throws {
    let repository = try TestRepository().begin()
    try repository.write("gl.toml", "[extend]\nuseDefault = true\n[[allowlists]]\npaths = ['^old/']\n")
    for path in ["a", "old/a"] { try repository.write(path, "k = '\(FakeSecret.awsKeyID())'\n") }
    let outcome = try Program(in: repository).scan("--rules", "gl.toml", "--ledger", "none")
    #expect(outcome.code == 1)
    #expect(outcome.text.contains("secrets.aws") && !outcome.text.contains("old/a"))
    #expect(outcome.text.contains("no part of Gatebook"))
  }

  @Test("the repository's own policy may name one, and only as it was before the change")
  func policy() throws {
    let repository = try TestRepository()
    try repository.write(".gitleaks.toml", config)
    try repository.begin(policy: "rules: [./.gitleaks.toml]\n")
    try repository.write(".gitleaks.toml", "[[rules]]\nid = 'nothing'\nregex = 'never'\n[allowlist]\npaths = ['.*']\n")
    try repository.stage("a", "exk_abcdefghijkl\n")
    try repository.git("add", "--all")
    let report = try Program(in: repository).report("--staged")
    #expect(report.findings.map(\.ruleId) == ["gatebook.policy-weakened", "gitleaks.token"])
  }

  @Test("what cannot be used is told with its place, and is exit 2 where the file is no TOML")
  func bad() throws {
    let repository = try TestRepository().begin()
    try repository.write("a", "hello\n")
    try repository.write("bad.toml", "[[rules]]\nid = \n")
    let broken = try Program(in: repository).scan("--rules", "bad.toml")
    #expect(broken.code == 2 && broken.errors.contains("bad.toml:2:"))
    try repository.write("half.toml", "[[rules]]\nid = 'a'\nregex = '('\n[[rules]]\nid = 'b'\nregex = 'b'\n")
    let half = try Program(in: repository).report("--rules", "half.toml", "--ledger", "none")
    #expect(half.coverage.skipped.map(\.reason) == ["rule-not-run"])
    #expect(try Program(in: repository).run(["rules", "validate", "half.toml"]).code == 1)
  }
}
