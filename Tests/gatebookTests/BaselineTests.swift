import GateModel
import GateTesting
import Testing

@Suite("A baseline")
struct BaselineTests {
  private let token = "token = \(FakeSecret.githubToken())\n"
  private let key = "key = \(FakeSecret.awsKeyID())\n"

  private func begin() throws -> (TestRepository, Program) {
    let repository = try TestRepository().begin()
    try repository.commit("a", token)
    return (repository, Program(in: repository))
  }

  private func text(_ repository: TestRepository) throws -> String {
    String(decoding: try repository.read(".gatebook-baseline"), as: UTF8.self)
  }

  @Test("accepts what is there, changes no fingerprint, and what comes later is new")
  func accepts() throws {
    let (repository, program) = try begin()
    let before = try program.report()
    #expect(try program.code() == 1)
    let made = try program.run("baseline", "create")
    #expect(made.code == 0 && made.text.contains("1 accepted, 1 new"), "\(made.text) \(made.errors)")
    let after = try program.report()
    #expect(
      after.findings.map(\.state) == ["existing"]
        && after.findings.map(\.fingerprint) == before.findings.map(\.fingerprint))
    #expect(try program.code() == 0)
    #expect(try text(repository).split(separator: "\n").count == 2)
    #expect(try !text(repository).contains(FakeSecret.githubToken()))
    try repository.write("b", key)
    #expect(try program.report().new == ["b:1"])
    let shown = try program.scan()
    #expect(shown.code == 1 && !shown.text.contains("a\n") && shown.text.contains("1 existing"))
    #expect(try program.run("baseline", "create").code == 2)
    let sarif = try program.scan("--format", "sarif")
    #expect(try Checker.sarif(sarif.output) == "")
    #expect(
      sarif.text.contains("\"baselineState\": \"unchanged\"") && sarif.text.contains("\"baselineState\": \"new\""))
  }

  @Test("follows a finding that moves with its file, and not one that is copied")
  func moves() throws {
    let (repository, program) = try begin()
    #expect(try program.run("baseline", "create").code == 0)
    try repository.git("add", "--all")
    try repository.commitIndex()
    try repository.write("sub/c", "text\n")
    try repository.move("a", to: "sub/b")
    try repository.write("sub/b", "one more line\n\n    " + token)
    #expect(try program.report().findings.map(\.state) == ["existing"])
    try repository.git("add", "--all")
    #expect(try program.report("--staged").findings.map(\.state) == ["existing"])
    try repository.write("c", token)
    #expect(try program.report().new.count == 1)
    let update = try program.run("baseline", "update", "--fixed-only")
    #expect(
      update.text.contains("1 accepted, 1 new and not accepted, 0 back again, 0 fixed, 1 moved"), "\(update.text)")
  }

  @Test("shows what is fixed, new and back again")
  func update() throws {
    let (repository, program) = try begin()
    #expect(try program.run("baseline", "create").code == 0)
    try repository.write("a", "nothing\n")
    try repository.write("b", key)
    let dry = try program.run("baseline", "update", "--dry-run")
    #expect(dry.text.contains("would write") && dry.text.contains("1 accepted, 1 new, 0 back again, 1 fixed"))
    #expect(try text(repository).contains("open") && !text(repository).contains("fixed"))
    #expect(try program.run("baseline", "update").code == 0)
    #expect(try text(repository).contains("a  fixed") && program.code() == 0)
    // Once more says nothing new.
    #expect(try program.run("baseline", "update").text.contains("1 accepted, 0 new, 0 back again, 0 fixed, 0 moved"))
    try repository.write("a", token)
    let report = try program.report()
    #expect(report.findings.map(\.state) == ["reintroduced", "existing"] && report.gate.open == false)
    let back = try program.run("baseline", "update", "--format", "json")
    #expect(back.text.contains("\"backAgain\": [\n"), "\(back.text)")
    #expect(try program.code() == 0)
  }

  @Test("is read from before the change: what a change adds to it does not count, and is told")
  func base() throws {
    let (repository, program) = try begin()
    try repository.branch("topic")
    #expect(try program.run("baseline", "create").code == 0)
    try repository.write("b", key)
    #expect(try program.run("baseline", "update").code == 0)
    try repository.git("add", "--all")
    try repository.commitIndex()
    let report = try program.report("--diff", "main")
    #expect(report.findings.map(\.ruleId) == ["gatebook.policy-weakened", "secrets.aws.access-key-id"])
    #expect(report.findings.map(\.severity) == ["medium", "high"])
    #expect(report.findings[0].message.contains("2 findings were added to the baseline"))
    #expect(try program.code("--diff", "main") == 1)
    // Told to take another, it takes that.
    #expect(try program.code("--diff", "main", "--baseline", ".gatebook-baseline") == 0)
  }

  @Test("merges without a conflict where two branches add to it")
  func merges() throws {
    let (repository, program) = try begin()
    #expect(try program.run("baseline", "create").code == 0)
    try repository.git("add", "--all")
    try repository.commitIndex()
    for (branch, text) in [("one", key), ("two", "other = \(FakeSecret.awsKeyID(7))\n")] {
      try repository.git("switch", "-q", "-c", branch, "main")
      try repository.write(branch, text)
      #expect(try program.run("baseline", "update").code == 0)
      try repository.git("add", "--all")
      try repository.commitIndex()
    }
    try repository.git("merge", "-q", "one")
    #expect(try program.report().findings.map(\.state) == ["existing", "existing", "existing"])
  }

  @Test("accepts no second of the same kind that comes in above the first")
  func second() throws {
    let (repository, program) = try begin()
    #expect(try program.run("baseline", "create").code == 0)
    try repository.git("add", "--all")
    try repository.commitIndex()
    try repository.stage("a", "one more\n" + token + "between\n" + token)
    #expect(try program.report("--staged").findings.map { "\($0.start.line) \($0.state)" } == ["2 new"])
    #expect(
      try program.report("--staged", "--whole-files").findings.map { "\($0.start.line) \($0.state)" } == [
        "2 new", "4 existing",
      ])
    try repository.stage("a", "one more\n" + token)
    #expect(try program.report("--staged").findings.isEmpty)
  }

  @Test(
    "that cannot be read is told with its line and what to do",
    arguments: [
      ("hello\n", "no baseline of gatebook's"), ("gatebook-baseline 9 salt=00\n", "version 9"),
      ("gatebook-baseline 1 salt=zz\n", "32 hex digits"),
      ("gatebook-baseline 1 salt=00112233445566778899aabbccddeeff\nv1:x\n", ":2:1: no entry"),
      ("gatebook-baseline 1 salt=00112233445566778899aabbccddeeff\n<<<<<<< ours\n", "a merge left its marks"),
    ])
  func unreadable(text: String, told: String) throws {
    let (repository, program) = try begin()
    try repository.write(".gatebook-baseline", text)
    for arguments in [["scan"], ["baseline", "update"]] {
      let outcome = try program.run(arguments)
      #expect(outcome.code == 2 && outcome.errors.contains(told), "\(outcome.errors)")
    }
    #expect(try self.text(repository) == text)
  }
}
