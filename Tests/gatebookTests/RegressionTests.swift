import Foundation
import GateTesting
import Testing

/// One test for each way around the gate that was found by using it.
@Suite("Ways around the gate that are closed")
struct RegressionTests {
  private let line = "token = \(FakeSecret.githubToken())\n"

  @Test(
    "a byte order mark of UTF-16 before plain text hides nothing",
    arguments: [[0xFF, 0xFE], [0xFE, 0xFF]] as [[UInt8]])
  func mark(_ mark: [UInt8]) throws {
    let repository = try TestRepository().begin()
    try repository.write("a", mark + Array("\n\(line)".utf8))
    try repository.git("add", "a")
    let program = Program(in: repository)
    #expect(try program.report("--staged").findings.count == 1)
    #expect(try program.code(".") == 1)
  }

  @Test("an index that lies elsewhere is the one that counts, where git names it")
  func index() throws {
    let repository = try TestRepository().begin()
    let index = repository.outside + "/index"
    try FileManager.default.copyItem(atPath: repository.path + "/.git/index", toPath: index)
    try repository.write("a", line)
    try repository.git(["add", "a"], variables: ["GIT_INDEX_FILE": index])
    #expect(try Program(in: repository).with(["GIT_INDEX_FILE": index]).report("--staged").new == ["a:1"])
  }

  @Test("a history restricted to a path holds what stood there, also what was known from elsewhere before")
  func restrictedHistory() throws {
    let repository = try TestRepository().begin()
    try repository.stage("old/a", line)
    try repository.commit("one")
    try repository.git("mv", "old", "new")
    try repository.commit("two")
    try repository.git("rm", "-r", "-q", "new")
    try repository.commit("three")
    let program = Program(in: repository)
    #expect(try program.report("--history", ".", "new").findings.map(\.path) == ["new/a"])
    #expect(try program.report("--history", ".", "new/a").findings.count == 1)
    #expect(try program.code("--history", ".", "nowhere") == 2)
  }

  @Test("an agent's limits hold for what a hook has seen it stage, though the commit says nothing of it")
  func observedLimits() throws {
    let repository = try TestRepository().begin()
    let policy = repository.outside + "/policy.yml"
    try Data("thresholds: {}\nagents: {claude-code: {thresholds: {critical: 0}}}\n".utf8)
      .write(to: URL(fileURLWithPath: policy))
    try repository.stage("a", line)
    let program = Program(in: repository)
    #expect(try program.with(["CLAUDECODE": "1"]).code("--staged", "--policy", policy) == 1)
    try repository.commit("no trailer")
    #expect(try program.code("--commit", "HEAD", "--policy", policy) == 1)
    #expect(try program.code("--diff", "HEAD~1", "--policy", policy) == 1)
  }

  @Test("a tag whose commit is not here is exit 3, by name")
  func danglingTag() throws {
    let repository = try TestRepository().begin()
    let gone = String(repeating: "1", count: 40)
    let tag = try repository.object(
      "tag", Array("object \(gone)\ntype commit\ntag t\ntagger A <a@example.org> 1 +0000\n\nx\n".utf8))
    try repository.git("update-ref", "refs/tags/t", tag)
    let outcome = try Program(in: repository).scan("--history", "--format", "json")
    #expect(outcome.code == 3)
    #expect(outcome.text.contains("missing-object"))
  }

  @Test("a policy that is a link out of the tree is refused")
  func linkedPolicy() throws {
    let repository = try TestRepository().begin()
    try Data("thresholds: {}\n".utf8).write(to: URL(fileURLWithPath: repository.outside + "/policy.yml"))
    try repository.link(".gatebook.yml", to: repository.outside + "/policy.yml")
    try repository.write("a", line)
    let outcome = try Program(in: repository).scan(".")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("must be a plain, readable file"))
  }

  @Test("names in a policy that nothing answers to are told")
  func misspelt() throws {
    let repository = try TestRepository().begin()
    try repository.write(
      ".gatebook.yml", "agents: {claude-cod: {thresholds: {high: 0}}}\nseverity: {secrets.no.such: low}\n")
    let text = try Program(in: repository).scan(".").text
    #expect(text.contains("`claude-cod`") && text.contains("`secrets.no.such`"))
  }
}
