import Foundation
import GateTesting
import Testing

@Suite("In a hook")
struct HookTests {
  private let token = "token = \(FakeSecret.githubToken())\n"

  private func repository() throws -> TestRepository {
    let repository = try TestRepository().begin()
    try repository.hook(
      "pre-commit", "exec '\(Program.path)' scan --staged --format json >'\(repository.outside)/report'")
    return repository
  }

  private func report(_ repository: TestRepository) throws -> ReportJSON {
    try JSONDecoder().decode(
      ReportJSON.self, from: Data(contentsOf: URL(fileURLWithPath: repository.outside + "/report")))
  }

  private func commit(_ repository: TestRepository, _ arguments: String..., at place: String? = nil) throws -> Bool {
    try repository.gitOutcome(["commit", "--quiet", "-m", "try"] + arguments, in: place).ending == .exit(0)
  }

  @Test("an ordinary commit is refused for what is staged, and goes through without it")
  func ordinary() throws {
    let repository = try repository()
    try repository.stage("a", token)
    #expect(try !commit(repository))
    #expect(try report(repository).new == ["a:1"])
    try repository.stage("a", "clean\n")
    #expect(try commit(repository))
    #expect(try report(repository).coverage.selected == 1)
  }

  @Test("commit -a is judged by what it would bring, not by the index as it was")
  func all() throws {
    let repository = try repository()
    try repository.write("README", token)
    #expect(try !commit(repository, "--all"))
    #expect(try report(repository).new == ["README:1"])
  }

  @Test("commit PATH is judged by that path, whatever else is staged")
  func path() throws {
    let repository = try repository()
    try repository.stage("staged", token)
    try repository.write("README", "clean\n")
    #expect(try commit(repository, "--", "README"))
    #expect(try report(repository).coverage.selected == 1)
    try repository.write("README", "other = \(FakeSecret.githubToken(2))\n")
    #expect(try !commit(repository, "--only", "README"))
    #expect(try report(repository).new == ["README:1"])
  }

  @Test("a commit in a linked work tree is judged by that work tree's index")
  func worktree() throws {
    let repository = try repository()
    let other = repository.outside + "/other"
    try repository.git("worktree", "add", "--quiet", other)
    try repository.stage("here", token)
    try Data("there = \(FakeSecret.githubToken(2))\n".utf8).write(to: URL(fileURLWithPath: other + "/there"))
    _ = try repository.gitOutcome(["add", "there"], in: other)
    #expect(try !commit(repository, at: other))
    #expect(try report(repository).new == ["there:1"])
  }

  @Test("a commit from a folder within is judged as a whole")
  func subfolder() throws {
    let repository = try repository()
    try repository.write("src/a", "a\n")
    try repository.stage("top", token)
    #expect(try !commit(repository, at: repository.path + "/src"))
    #expect(try report(repository).new == ["top:1"])
  }

  @Test("a first commit is judged as a whole")
  func first() throws {
    let repository = try TestRepository()
    try repository.hook(
      "pre-commit", "exec '\(Program.path)' scan --staged --format json >'\(repository.outside)/report'")
    try repository.stage("a", token)
    #expect(try !commit(repository))
    #expect(try report(repository).scan.base == nil)
  }

  @Test("an amendment is judged by what it adds to HEAD; what HEAD holds was judged when it came, or is before a push")
  func amend() throws {
    let repository = try repository()
    try repository.commit("old", token)
    try repository.stage("a", "clean\n")
    #expect(try commit(repository, "--amend"))
    #expect(try report(repository).coverage.selected == 1)
    #expect(try Program(in: repository).report("--diff", "HEAD~1").new == ["old:1"])
    try repository.stage("a", "token = \(FakeSecret.githubToken(2))\n")
    #expect(try !commit(repository, "--amend"))
    #expect(try report(repository).new == ["a:1"])
    // Words alone bring no file.
    try repository.git("reset", "--quiet", "--hard")
    #expect(try commit(repository, "--amend"))
    #expect(try report(repository).coverage.selected == 0)
  }

  @Test("a merge with conflicts is judged by what it brings to HEAD, the other branch's lines too")
  func merge() throws {
    let repository = try repository()
    try repository.branch("other")
    try repository.commit("README", "theirs\n")
    try repository.commit("leak", token)
    try repository.switchTo("main")
    try repository.commit("README", "ours\n")
    #expect(try !repository.merge("other"))
    try repository.stage("README", "both\n")
    #expect(try !commit(repository))
    #expect(try report(repository).new == ["leak:1"])
    try repository.stage("leak", "clean\n")
    #expect(try commit(repository))
  }

  @Test("a rebase stops nowhere, for git runs no such hook: the push is judged")
  func rebase() throws {
    let repository = try repository()
    try repository.serve()
    #expect(try Program(in: repository).run("hook", "install", "--type", "pre-push").code == 0)
    try repository.branch("work")
    try repository.commit("leak", token)
    try repository.switchTo("main")
    try repository.commit("README", "more\n")
    #expect(try repository.gitOutcome(["rebase", "--quiet", "main", "work"]).ending == .exit(0))
    #expect(try repository.gitOutcome(["push", "--quiet", "origin", "work"]).ending != .exit(0))
  }
}

@Suite("Who is seen at work")
struct ObservationTests {
  private func author(_ variables: [String: String?]) throws -> ReportJSON.Author {
    let repository = try TestRepository().begin()
    try repository.stage("a", "token = \(FakeSecret.githubToken())\n")
    let program = Program(in: repository).with(variables)
    let outcome = try program.runOrphaned("scan", "--staged", "--format", "json")
    return try #require(try outcome.report().findings.first).author
  }

  @Test("nobody, where nothing speaks")
  func nobody() throws {
    let author = try author([:])
    #expect(author.kind == "unknown")
    #expect(author.agent == nil)
  }

  @Test("Claude Code, by its variable")
  func claude() throws {
    let author = try author(["CLAUDECODE": "1"])
    #expect(author.kind == "agent")
    #expect(author.agent == "claude-code")
    #expect(author.tier == "T1")
    #expect(author.evidence.map(\.source).contains("environment"))
  }

  @Test("an agent whose program is an ancestor, before one whose variable was inherited")
  func ancestor() throws {
    let repository = try TestRepository().begin()
    try repository.stage("a", "token = \(FakeSecret.githubToken())\n")
    let agent = repository.outside + "/codex"
    let shell = URL(fileURLWithPath: "/bin/sh").resolvingSymlinksInPath().path
    try FileManager.default.copyItem(atPath: shell, toPath: agent)
    var child = ChildProcess(
      agent, ["-c", "'\(Program.path)' scan --staged --format json; exit $?"],
      variables: Program(in: repository).with(["CLAUDECODE": "1"]).variables, folder: repository.path)
    child.patience = 30
    let author = try #require(try child.run().report().findings.first).author
    #expect(author.agent == "codex")
    #expect(author.evidence.contains { $0.agent == "claude-code" })
  }
}
