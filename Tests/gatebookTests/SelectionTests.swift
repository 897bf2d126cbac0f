import Foundation
import GateModel
import GateTesting
import Testing

@Suite("Selections")
struct SelectionTests {
  private let token = "token = \(FakeSecret.githubToken())\n"
  private let other = "other = \(FakeSecret.githubToken(2))\n"

  @Test("the secrets that tests plant are what the rules know")
  func plantedSecrets() throws {
    let folder = TestFolder()
    try folder.write("a", FakeSecret.githubToken())
    try folder.write("b", "id = \(FakeSecret.awsKeyID())\n")
    try folder.write("c", FakeSecret.privateKey())
    let report = try Program(in: folder).report()
    #expect(
      report.findings.map(\.ruleId)
        == ["secrets.github.personal-access-token", "secrets.aws.access-key-id", "secrets.private-key.rsa"])
    #expect(report.findings.map(\.severity) == ["critical", "high", "critical"])
  }

  @Test("--staged looks at the index, whatever lies in the work tree")
  func staged() throws {
    let repository = try TestRepository().begin()
    try repository.stage("staged", token)
    try repository.write("staged", "clean again\n")
    try repository.write("untracked", other)
    let report = try Program(in: repository).report("--staged")
    #expect(report.new == ["staged:1"])
    #expect(report.scan.selection == "staged")
    #expect(report.scan.base == (try repository.id().description))
    #expect(report.findings.map(\.commit) == [nil])
  }

  @Test("--staged finds what stands on changed lines alone, and --whole-files the rest as existing")
  func wholeFiles() throws {
    let repository = try TestRepository()
    try repository.commit("a", "one\n\(token)three\n")
    try repository.stage("a", "one\n\(token)three\n\(other)")
    let program = Program(in: repository)
    #expect(try program.report("--staged").new == ["a:4"])
    let whole = try program.report("--staged", "--whole-files")
    #expect(whole.findings.map { "\($0.state) \($0.start.line)" } == ["existing 2", "new 4"])
    #expect(whole.gate.breaches.map(\.count) == [1])
  }

  @Test("--staged does not take a moved file for a new one, and a copy is new")
  func moved() throws {
    let repository = try TestRepository()
    let text = (1...20).map { "line \($0)\n" }.joined() + token
    try repository.commit("a", text)
    try repository.move("a", to: "b")
    #expect(try Program(in: repository).report("--staged").new == [])
    try repository.stage("a", text)
    #expect(try Program(in: repository).report("--staged").new == ["b:21"])
  }

  @Test("--worktree looks at all that is uncommitted: staged, changed and untracked, but not ignored")
  func worktree() throws {
    let repository = try TestRepository()
    try repository.write(".gitignore", "ignored\n")
    try repository.commit("changed", "one\n")
    try repository.stage("staged", token)
    try repository.write("changed", "one\n\(other)")
    try repository.write("deep/er/untracked", "third = \(FakeSecret.githubToken(3))\n")
    try repository.write("ignored", "fourth = \(FakeSecret.githubToken(4))\n")
    #expect(try Program(in: repository).report("--worktree").new == ["changed:2", "deep/er/untracked:1", "staged:1"])
  }

  @Test("--worktree looks at a file that was taken out of the index and kept")
  func uncached() throws {
    let repository = try TestRepository()
    try repository.commit("kept", "one\n")
    try repository.git("rm", "--quiet", "--cached", "kept")
    try repository.write("kept", "one\n\(token)")
    #expect(try Program(in: repository).report("--worktree").new == ["kept:2"])
  }

  @Test("--diff goes from the merge base to the commit, and names it")
  func diff() throws {
    let repository = try TestRepository().begin()
    let base = try repository.id()
    try repository.branch("topic")
    let commit = try repository.commit("a", token, "topic")
    try repository.write("a", "uncommitted\n")
    try repository.git("stash", "--quiet")
    try repository.switchTo("main")
    try repository.commit("b", other, "on main")
    try repository.switchTo("topic")
    let program = Program(in: repository)
    for range in ["main", "main..HEAD", "main...HEAD", "main..topic", "main.."] {
      let report = try program.report("--diff", range)
      #expect(report.new == ["a:1"], "\(range)")
      #expect(report.scan.base == base.description)
      #expect(report.scan.head == commit.description)
      #expect(report.findings.map(\.commit) == [commit.description])
      #expect(report.findings.map(\.inHead) == [true])
    }
    #expect(try program.scan("--diff", "main").text.contains(base.short))
  }

  @Test("--diff gives each line to the commit of the range that brought it")
  func diffOrigins() throws {
    let repository = try TestRepository().begin()
    try repository.branch("topic")
    let first = try repository.commit("a", "one\n\(token)")
    try repository.write("a", "zero\none\n\(token)\(other)")
    let second = try repository.commit("more", variables: ["GIT_AUTHOR_NAME": "dependabot[bot]"])
    let report = try Program(in: repository).report("--diff", "main")
    #expect(report.findings.map(\.commit) == [first.description, second.description])
    #expect(report.authors.map(\.commits).reduce(0, +) == 2)
    #expect(report.authors.compactMap(\.linesAdded).reduce(0, +) == 4)
  }

  @Test("--diff tells the author of a line even where its commit is older than the base")
  func olderThanBase() throws {
    let repository = try TestRepository().begin()
    let old = try repository.commit(
      "a", "one\n\(token)", "bring it\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n")
    try repository.branch("old")
    try repository.switchTo("main")
    try repository.commit("a", "one\n", "take it away")
    try repository.branch("topic")
    try repository.switchTo("old")
    try repository.commit("b", "b\n")
    try repository.switchTo("topic")
    _ = try repository.gitOutcome(["merge", "--quiet", "--no-commit", "--no-ff", "old"])
    try repository.write("a", "one\n\(token)")
    try repository.commit("bring it back by a merge")
    let report = try Program(in: repository).report("--diff", "main")
    #expect(report.new == ["a:2"])
    let finding = try #require(report.findings.first)
    if finding.commit == old.description { #expect(finding.author.agent == "claude-code") }
  }

  @Test("--commit looks at one commit, a root and a merge too")
  func commit() throws {
    let repository = try TestRepository()
    let root = try repository.commit("a", token)
    try repository.branch("side")
    try repository.commit("b", "b\n")
    try repository.switchTo("main")
    try repository.commit("c", other)
    try repository.merge("side")
    let program = Program(in: repository)
    #expect(try program.report("--commit", root.description).new == ["a:1"])
    #expect(try program.report("--commit", "HEAD").new == [], "the merge brought nothing of its own")
    try repository.write("evil", "third = \(FakeSecret.githubToken(3))\n")
    try repository.git("add", "--all")
    try repository.git("commit", "--quiet", "--amend", "--no-edit")
    let merge = try program.report("--commit", "HEAD")
    #expect(merge.new == ["evil:1"])
    #expect(merge.findings.map(\.commit) == [try repository.id().description])
  }

  @Test("--history finds what is gone from HEAD, names the first commit, and says that it is gone")
  func history() throws {
    let repository = try TestRepository().begin()
    let first = try repository.commit("a", token)
    try repository.commit("a", "prefix\n\(token)", "moved down")
    try repository.remove("a")
    let gone = try repository.commit()
    try repository.branch("elsewhere")
    try repository.commit("b", other)
    try repository.switchTo("main")
    let program = Program(in: repository)
    let report = try program.report("--history")
    #expect(report.findings.map(\.path) == ["a", "b"])
    #expect(report.findings.map(\.commit) == [first.description, try repository.id("elsewhere").description])
    #expect(report.findings.map(\.inHead) == [false, false])
    #expect(report.authors.allSatisfy { $0.linesAdded == nil })
    #expect(try program.report("--history", "--since", gone.description).new == ["b:1"])
    #expect(try program.report("--history", "--since", "2035-01-01").coverage.selected == 0)
  }

  @Test("further paths restrict what is looked at, and a first folder names the repository")
  func restricted() throws {
    let repository = try TestRepository().begin()
    try repository.stage("src/a", token)
    try repository.stage("src/deep/b", other)
    try repository.stage("srca", "third = \(FakeSecret.githubToken(3))\n")
    let program = Program(in: repository)
    #expect(try program.report("--staged", ".", "src").new == ["src/a:1", "src/deep/b:1"])
    #expect(try program.report("--staged", ".", "src/deep/").new == ["src/deep/b:1"])
    #expect(try program.report("--staged", ".", "./src/a").new == ["src/a:1"])
    let elsewhere = program.at("/")
    #expect(try elsewhere.report("--staged", repository.path, "srca").new == ["srca:1"])
    #expect(try elsewhere.report("--staged", repository.path + "/src").new.count == 3)
  }

  @Test("a file named with --staged is looked at however its path is written")
  func restrictedToFile() throws {
    let repository = try TestRepository().begin()
    try repository.stage("src/a", token)
    let program = Program(in: repository)
    #expect(try program.report("--staged", "src/a").new == ["src/a:1"])
    #expect(try program.report("--staged", repository.path + "/src/a").new == ["src/a:1"])
    #expect(try program.at(repository.path + "/src").report("--staged", "a").new == ["src/a:1"])
  }

  @Test("a bare repository is looked at by commits and history")
  func bare() throws {
    let repository = try TestRepository()
    try repository.begin()
    try repository.commit("a", token)
    let bare = try TestRepository(cloning: repository, as: "bare.git", "--bare")
    let program = Program(in: bare).at("/")
    #expect(try program.report("--history", bare.path).new == ["a:1"])
    #expect(try program.report("--diff", "main~1..main", bare.path).new == ["a:1"])
    #expect(try program.code("--worktree", bare.path) == 3)
    #expect(FileManager.default.fileExists(atPath: bare.path + "/gatebook/ledger.db"))
  }
}

@Suite("Paths")
struct PathTests {
  private let token = "token = \(FakeSecret.githubToken())\n"

  @Test("are told from the root of the repository, wherever the scan is started")
  func relative() throws {
    let repository = try TestRepository().begin()
    try repository.write("src/a", token)
    let program = Program(in: repository)
    #expect(try program.report().new == ["src/a:1"])
    #expect(try program.report("src/a").new == ["src/a:1"])
    #expect(try program.at(repository.path + "/src").report("a").new == ["src/a:1"])
    #expect(try program.at(repository.path + "/src").report().new == ["src/a:1"])
    #expect(try program.at("/").report(repository.path).new == ["src/a:1"])
  }

  @Test("outside a repository they are told from the deepest folder that holds all")
  func outside() throws {
    let folder = TestFolder()
    try folder.write("x/y/a", token)
    try folder.write("x/z/b", token)
    let program = Program(in: folder)
    #expect(try program.report("x/y/a").new == ["a:1"])
    #expect(try program.report("x/y").new == ["a:1"])
    #expect(try program.report("x/y/a", "x/z").new == ["y/a:1", "z/b:1"])
    #expect(try program.report("x/y/a", "x").new == ["y/a:1", "z/b:1"])
    let report = try program.report(".")
    #expect(report.ledger == nil)
    #expect(try program.scan(".").text.contains("not recorded"))
  }

  @Test("in two repositories, or in one and none, are exit 2")
  func several() throws {
    let repository = try TestRepository().begin()
    let other = try TestRepository().begin()
    #expect(try Program(in: repository).code(repository.path, other.path) == 2)
    #expect(try Program(in: repository).code(repository.path, repository.home) == 2)
  }

  @Test("that git ignores are left out of a walk, looked at when named, and with --no-ignore")
  func ignored() throws {
    let repository = try TestRepository().begin()
    try repository.write(".gitignore", "*.log\nbuild/\n")
    try repository.write("a.log", token)
    try repository.write("build/b", token)
    try repository.write(".git/c", token)
    let program = Program(in: repository)
    #expect(try program.report().new == [])
    #expect(try program.report("a.log").new == ["a.log:1"])
    #expect(try program.report("--no-ignore").new == ["a.log:1", "build/b:1"])
  }

  @Test("tell the commit and author of each line that HEAD has, and that others are nobody's yet")
  func blamed() throws {
    let repository = try TestRepository().begin()
    let commit = try repository.commit("a", token)
    try repository.write("a", "above\n\(token)new = \(FakeSecret.githubToken(2))\n")
    let report = try Program(in: repository).report()
    #expect(report.findings.map(\.commit) == [commit.description, nil])
    #expect(report.findings[1].author.evidence.map(\.signal) == ["not-committed"])
  }

  @Test("tell the commit of a line whose file's name is no UTF-8")
  func blamedOddName() throws {
    let repository = try TestRepository().begin()
    let blob = try repository.object("blob", Array(token.utf8))
    let entry = Array("100644 \(blob)\t".utf8) + [0x63, 0xE9, 0]
    _ = try repository.gitBytes(["update-index", "-z", "--index-info"], input: entry)
    let commit = try repository.commitIndex()
    try repository.git("checkout", "--quiet", "--", ".")
    let report = try Program(in: repository).report()
    #expect(report.findings.map(\.pathBytes) == ["Y+k="])
    #expect(report.findings.map(\.commit) == [commit.description])
  }
}
