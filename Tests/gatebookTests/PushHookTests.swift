import Foundation
import GateModel
import GateTesting
import Testing

@Suite("Before a push")
struct PushHookTests {
  private let token = "token = \(FakeSecret.githubToken())\n"

  /// A repository with the hook, whose server has its first commit.
  private func client(policy: String? = nil) throws -> TestRepository {
    let client = try TestRepository().begin(policy: policy)
    try client.serve()
    #expect(try Program(in: client).run("hook", "install", "--type", "pre-push").code == 0)
    return client
  }

  private func push(_ client: TestRepository, _ arguments: String..., at place: String? = nil) throws -> Outcome {
    try client.gitOutcome(["push", "--quiet", "origin"] + arguments, in: place)
  }

  private func entries(_ repository: TestRepository) throws -> Int {
    try Program(in: repository).run("log").text.split(separator: "\n").count - 1
  }

  @Test("what was committed past the other hook is refused, and goes through once it is gone from the history")
  func refused() throws {
    let client = try client()
    try client.commit("a", token)
    let outcome = try push(client, "main")
    #expect(outcome.ending != .exit(0))
    #expect(outcome.errors.contains("personal-access-token") || outcome.text.contains("personal-access-token"))
    #expect(!(outcome.errors + outcome.text).contains(FakeSecret.githubToken()))
    try client.git("reset", "--quiet", "--hard", "HEAD~1")
    try client.commit("a", "clean\n")
    #expect(try push(client, "main").ending == .exit(0))
  }

  @Test("a secret that a later commit takes away is pushed all the same, so it is refused")
  func past() throws {
    let client = try client()
    try client.branch("work")
    let leak = try client.commit("a", token)
    try client.git("rm", "--quiet", "a")
    try client.commit("away with it")
    let outcome = try push(client, "work")
    #expect(outcome.ending != .exit(0))
    #expect((outcome.errors + outcome.text).contains("A later commit"))
    let report = try Program(in: client).report("--diff", "main..work")
    #expect(report.new == ["a:1"])
    #expect(report.findings.first?.commit == leak.description)
    #expect(report.findings.first?.inHead == false)
    #expect(report.coverage.selected == 0)
  }

  @Test(
    "a secret that came and stays is told once, however its line was changed; one that was there before is not told")
  func once() throws {
    let client = try client(policy: nil)
    try client.commit("old", "old = \(FakeSecret.githubToken(2))\n")
    try client.branch("work")
    try client.commit("a", token + "# for now\n")
    try client.commit("a", "# of the robot\nthe " + token)
    try client.git("rm", "--quiet", "old")
    try client.commit("old", "other\n", "away")
    try client.commit("old", "old = \(FakeSecret.githubToken(2))\n", "back")
    try client.commit("b", "\(token)one\n")
    try client.commit("b", "\(token)two\n")
    try client.commit("b", "three\n")
    try client.commit("c", "see d\n" + token)
    try client.commit("c", "see e and d\n" + token)
    try client.git("mv", "c", "d")
    try client.commit("moved")
    let report = try Program(in: client).report("--diff", "main..work")
    #expect(report.new == ["a:2", "b:1", "d:2"])
    #expect(report.findings.map { $0.inHead ?? true } == [true, false, true])
  }

  @Test("what the policy leaves out is left out of the past as well")
  func excluded() throws {
    let client = try client(policy: "paths: {exclude: [\"samples/**\"]}\n")
    try client.commit("samples/a", token)
    try client.commit("samples/a", "clean\n")
    #expect(try push(client, "main").ending == .exit(0))
  }

  @Test("a new branch brings what no branch of the remote has, whatever stands there already")
  func newBranch() throws {
    let client = try client()
    try client.commit("old", token)
    #expect(try client.gitOutcome(["push", "--quiet", "--no-verify", "origin", "main"]).ending == .exit(0))
    try client.branch("work", at: "HEAD~1")
    try client.commit("mine", "clean\n")
    #expect(try client.merge("main"))
    #expect(try push(client, "work").ending == .exit(0), "what was merged is the remote's own")
    try client.commit("mine", "token = \(FakeSecret.githubToken(2))\n")
    #expect(try push(client, "work").ending != .exit(0))
  }

  @Test("the first push of all brings all, and the refs of another remote count for nothing")
  func first() throws {
    let client = try client()
    let other = try TestRepository("--bare")
    try client.commit("a", token)
    #expect(try client.gitOutcome(["push", "--quiet", "--no-verify", "origin", "main"]).ending == .exit(0))
    let outcome = try client.gitOutcome(["push", "--quiet", other.path, "main"])
    #expect(outcome.ending != .exit(0))
    #expect((outcome.errors + outcome.text).contains("base: none"))
    #expect(try other.line("for-each-ref") == "")
  }

  @Test("a ref that is taken away, and a push of nothing, are let through and say so")
  func nothing() throws {
    let client = try client()
    try client.git("push", "--quiet", "--no-verify", "origin", "main:other")
    let away = try push(client, ":other")
    #expect(away.ending == .exit(0))
    #expect(away.errors.contains("nothing to look at"))
    #expect(try push(client, "main").ending == .exit(0))
    let same = try push(client, "main:again")
    #expect(same.ending == .exit(0))
    #expect(same.errors.contains("refs/heads/again: nothing that is not there already"))
    #expect(!client.exists(".git/gatebook"))
  }

  @Test("of several refs each is judged and recorded, and the worst decides")
  func several() throws {
    let client = try client()
    try client.branch("good", at: "main")
    try client.commit("good", "clean\n")
    try client.branch("bad", at: "main")
    try client.commit("bad", token)
    let outcome = try push(client, "bad", "good")
    #expect(outcome.ending != .exit(0))
    #expect((outcome.errors + outcome.text).contains("refs/heads/good is new"))
    #expect(try entries(client) == 2)
    #expect(try client.line("ls-remote", "origin", "bad", "good") == "")
  }

  @Test("what an annotated tag says is pushed too")
  func tag() throws {
    let client = try client()
    try client.git("tag", "--annotate", "-m", "made with \(FakeSecret.githubToken())", "v1")
    #expect(try push(client, "v1").ending != .exit(0))
    try client.git("tag", "--annotate", "-m", "the first", "v2")
    #expect(try push(client, "v2").ending == .exit(0))
    try client.commit("b", "clean\n")
    try client.git("tag", "--annotate", "-m", "also \(FakeSecret.githubToken())", "v3")
    let report = try Program(in: client).report("--diff", "main~1..v3")
    #expect(report.new == [".git/TAG_MSG/\(try client.line("rev-parse", "v3")):1"])
    #expect(report.findings.first?.commit == nil)
    try client.git("tag", "light", "v2")
    #expect(try push(client, "light").ending == .exit(0))
  }

  @Test("a tag that leads to no commit is refused, and the other refs are judged all the same")
  func strangeTag() throws {
    let client = try client()
    try client.git("tag", "blob", try client.line("rev-parse", "HEAD:README"))
    try client.commit("a", token)
    let outcome = try push(client, "blob", "main")
    #expect(outcome.ending != .exit(0))
    #expect(outcome.errors.contains("refs/tags/blob: "))
    #expect((outcome.errors + outcome.text).contains("personal-access-token"))
  }

  @Test("a shallow clone is judged by what it adds to what it has")
  func shallow() throws {
    let client = try client()
    try client.commit("a", "one\n")
    try client.git("push", "--quiet", "--no-verify", "origin", "main")
    try client.git("clone", "--quiet", "--depth=1", "file://" + client.server, client.outside + "/shallow")
    let place = client.outside + "/shallow"
    #expect(try Program(in: client).at(place).run("hook", "install", "--type", "pre-push").code == 0)
    for (text, isTaken) in [("clean\n", true), (token, false)] {
      try TestFolder.put(text, at: place + "/b")
      _ = try client.gitOutcome(["add", "b"], in: place)
      _ = try client.gitOutcome(["commit", "--quiet", "-m", "b"], in: place)
      #expect(try (push(client, "HEAD:main", at: place).ending == .exit(0)) == isTaken)
      #expect(try (push(client, "HEAD:refs/heads/new", at: place).ending == .exit(0)) == isTaken)
    }
  }

  @Test("a rebased history that is forced, and a push from a linked work tree")
  func forced() throws {
    let client = try client()
    try client.commit("a", "one\n")
    #expect(try push(client, "main").ending == .exit(0))
    try client.git("commit", "--quiet", "--amend", "--no-verify", "-m", "other words")
    #expect(try push(client, "--force", "main").ending == .exit(0))
    let other = client.outside + "/other"
    try client.git("worktree", "add", "--quiet", "-b", "there", other)
    try TestFolder.put(token, at: other + "/a")
    _ = try client.gitOutcome(["commit", "--quiet", "--no-verify", "--all", "-m", "leak"], in: other)
    #expect(try push(client, "there", at: other).ending != .exit(0))
  }

  @Test("input that git does not give is refused", arguments: ["pre-push": "main 1 main 2\n", "pre-receive": "a b\n"])
  func input(_ name: String, _ input: String) throws {
    let repository = try TestRepository().begin()
    var program = Program(in: repository)
    program.input = Array(input.utf8)
    let outcome = try program.run("hook", "run", name)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("line 1 of standard input"))
    program.input = []
    #expect(try program.run("hook", "run", name).code == 0)
  }
}

@Suite("At a server")
struct ReceiveHookTests {
  private let token = "token = \(FakeSecret.githubToken())\n"

  /// A repository, the first commit of which its server has, where the hook is.
  private func client(policy: String? = nil) throws -> TestRepository {
    let client = try TestRepository().begin(policy: policy)
    try client.serve()
    let program = Program(in: client).at(client.server)
    #expect(try program.run("hook", "install", "--type", "pre-receive").code == 0)
    return client
  }

  private func isTaken(_ client: TestRepository, _ arguments: String...) throws -> Bool {
    try client.gitOutcome(["push", "--quiet", "origin"] + arguments).ending == .exit(0)
  }

  @Test("judges what lies in quarantine, by branch, and keeps its own book")
  func judged() throws {
    let client = try client()
    try client.commit("a", token)
    #expect(try !isTaken(client, "main"))
    #expect(try !isTaken(client, "main:refs/heads/new"))
    try client.commit("b", "clean\n", "beside it")
    let refused = try client.gitOutcome(["push", "--quiet", "origin", "main"])
    #expect(refused.ending != .exit(0))
    #expect(refused.errors.contains("in \(try client.id("HEAD~1").short)"), "the commit that brought it is told")
    try client.commit("a", "clean\n", "take it away")
    #expect(try !isTaken(client, "main"))
    try client.git("reset", "--quiet", "--hard", "HEAD~1")
    try client.git("reset", "--quiet", "--hard", "HEAD~2")
    try client.commit("a", "clean\n")
    #expect(try isTaken(client, "main"))
    #expect(try isTaken(client, "main:refs/heads/new"), "no commit of it is new")
    #expect(try isTaken(client, "--delete", "new"))
    #expect(FileManager.default.fileExists(atPath: client.server + "/gatebook/ledger.db"))
    #expect(try Program(in: client).at(client.server).run("log").text.split(separator: "\n").count == 6)
  }

  @Test("takes the policy that stands at the server, so that no push softens its own judgement")
  func policy() throws {
    let client = try client(policy: "thresholds: {critical: 0}\n")
    try client.write(".gatebook.yml", "thresholds: {}\n")
    try client.commit("a", token)
    #expect(try !isTaken(client, "main"))
    #expect(try !isTaken(client, "main:refs/heads/new"), "a new branch has the policy of the default one")
    // A history of its own brings a policy of its own, which does not count either.
    try client.git("checkout", "--quiet", "--orphan", "island")
    try client.commit("an island")
    #expect(try !isTaken(client, "island"))
    #expect(try !isTaken(client, "--force", "island:main"))
  }

  @Test("stands before a repository with a work tree as well")
  func workTree() throws {
    let server = try TestRepository()
    let client = try TestRepository().begin()
    #expect(try Program(in: server).run("hook", "install", "--type", "pre-receive").code == 0)
    try client.git("remote", "add", "origin", server.path)
    #expect(try isTaken(client, "main:refs/heads/there"))
    try client.commit("a", token)
    #expect(try !isTaken(client, "main:refs/heads/there"))
    #expect(try Program(in: server).run("log").text.split(separator: "\n").count == 3)
  }

  @Test("lets more pass where the server's policy says so, for branches of old commits too")
  func softer() throws {
    let client = try client()
    try client.write(".gatebook.yml", "thresholds: {critical: 9}\n")
    try client.commit("soften")
    #expect(try isTaken(client, "main"))
    try client.branch("work", at: "HEAD~1")
    try client.commit("a", token)
    #expect(try isTaken(client, "work"))
  }
}
