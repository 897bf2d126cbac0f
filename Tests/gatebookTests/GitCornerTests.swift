import Crypto
import Foundation
import GateModel
import GateTesting
import Testing

@Suite("Every corner of git")
struct GitCornerTests {
  private let token = "use \(FakeSecret.githubToken())\n"

  private func program(_ repository: TestRepository, _ variables: [String: String]) -> Program {
    var program = Program(in: repository)
    program.variables.merge(variables) { $1 }
    return program
  }

  @Test("a split index and a sparse index are read, by --staged and by --worktree")
  func indexes() throws {
    let split = try TestRepository().begin()
    for number in 0..<20 { try split.write("f\(number)", "x\n") }
    try split.commit()
    try split.git("update-index", "--split-index")
    try split.stage("staged", token)
    try split.write("changed", token)
    try split.write("f3", token)
    #expect(try Program(in: split).report("--staged").new == ["staged:1"])
    #expect(try Program(in: split).report("--worktree").new == ["changed:1", "f3:1", "staged:1"])

    let sparse = try TestRepository()
    for path in ["kept/a", "left/b", "left/deep/c"] { try sparse.write(path, "x\n") }
    try sparse.commit()
    try sparse.git("sparse-checkout", "set", "--cone", "--sparse-index", "kept")
    try sparse.stage("kept/staged", token)
    try sparse.write("kept/a", token)
    #expect(try Program(in: sparse).report("--staged").new == ["kept/staged:1"])
    let report = try Program(in: sparse).report("--worktree")
    #expect(report.new == ["kept/a:1", "kept/staged:1"])
    #expect(report.coverage.complete)
    #expect(try Program(in: sparse).report("kept").new == ["kept/a:1", "kept/staged:1"])
  }

  @Test("line ends are compared as git does, with a split index as well")
  func lineEnds() throws {
    let repository = try TestRepository()
    try repository.write(".gitattributes", "*.txt text eol=crlf\n")
    try repository.write("a.txt", "one\n\(token)three\n")
    try repository.commit()
    try repository.git("update-index", "--split-index")
    try repository.write("a.txt", "one\r\n\(token.dropLast())\r\nthree\r\nfour\r\n")
    #expect(try Program(in: repository).report("--worktree").new == [])
  }

  @Test("an index that is damaged is exit 3, and the file is named")
  func damagedIndex() throws {
    let repository = try TestRepository().begin()
    try repository.write(".git/index", "DIRC and nothing more of what should be here")
    for selection in ["--staged", "--worktree"] {
      let outcome = try Program(in: repository).scan(selection)
      #expect(outcome.code == 3)
      #expect(outcome.errors.contains("index"))
    }
  }

  @Test("GIT_WORK_TREE counts with and without GIT_DIR, core.worktree too, and GIT_DIR alone means the current folder")
  func workTree() throws {
    let repository = try TestRepository().begin()
    let elsewhere = repository.outside + "/elsewhere"
    try TestFolder.put(token, at: elsewhere + "/there")
    let gitDirectory = repository.path + "/.git"
    let both = program(repository, ["GIT_DIR": gitDirectory, "GIT_WORK_TREE": elsewhere])
    #expect(try both.report("--worktree").new == ["there:1"])
    #expect(try program(repository, ["GIT_WORK_TREE": elsewhere]).report("--worktree").new == ["there:1"])
    var alone = program(repository, ["GIT_DIR": gitDirectory])
    alone.folder = elsewhere
    #expect(try alone.report("--worktree").new == ["there:1"])
    try repository.git("config", "core.worktree", elsewhere)
    #expect(try Program(in: repository).report("--worktree").new == ["there:1"])
  }

  @Test("configuration of a work tree of its own is read, and formats of version 1 that say nothing new open")
  func formats() throws {
    let repository = try TestRepository().begin()
    let elsewhere = repository.outside + "/elsewhere"
    try TestFolder.put(token, at: elsewhere + "/there")
    try repository.git("config", "core.repositoryFormatVersion", "1")
    try repository.git("config", "extensions.noop", "true")
    try repository.git("config", "extensions.objectFormat", "sha1")
    #expect(try Program(in: repository).code("--worktree") == 0)
    try repository.git("config", "extensions.worktreeConfig", "true")
    try repository.git("config", "--worktree", "core.worktree", elsewhere)
    #expect(try Program(in: repository).report("--worktree").new == ["there:1"])
  }

  @Test("SHA-256 objects and refs in tables are refused with what to do")
  func refused() throws {
    let sha256 = try TestRepository("--object-format=sha256")
    let outcome = try Program(in: sha256).scan("--history")
    #expect(outcome.code == 3)
    #expect(outcome.errors.contains("git archive HEAD"))
    let tables = try TestRepository().begin()
    try tables.git("config", "core.repositoryFormatVersion", "1")
    try TestFolder.put(
      "[core]\n\trepositoryformatversion = 1\n[extensions]\n\trefstorage = reftable\n", at: tables.path + "/.git/config"
    )
    let table = try Program(in: tables).scan("--history")
    #expect(table.code == 3)
    #expect(table.errors.contains("git refs migrate"))
  }

  @Test("a pre-receive hook sees what is pushed, in quarantine")
  func quarantine() throws {
    let server = try TestRepository("--bare")
    let client = try TestRepository().begin()
    try client.git("push", "--quiet", server.path, "main")
    let scan = "'\(Program.path)' scan --quiet --ledger none --diff \"$old..$new\" || exit 1"
    try server.hook("pre-receive", "while read old new ref; do\n\(scan)\ndone")
    try client.commit("leak", token)
    let refused = try client.gitOutcome(["push", "--quiet", server.path, "main"])
    #expect(refused.ending != .exit(0))
    #expect(refused.errors.contains("personal-access-token"))
    try client.git("reset", "--quiet", "--hard", "HEAD~1")
    try client.commit("clean", "clean\n")
    try client.git("push", "--quiet", server.path, "main")
    try client.commit("clean", "cleaner\n", "use \(FakeSecret.githubToken(2))")
    #expect(try client.gitOutcome(["push", "--quiet", server.path, "main"]).ending != .exit(0))
  }

  @Test("objects of others are read through chains of alternates")
  func alternates() throws {
    let origin = try TestRepository()
    try origin.commit("a", token)
    let first = try TestRepository(cloning: origin, as: "first", "--shared", "--no-local")
    try first.git("clone", "--quiet", "--shared", origin.path, origin.outside + "/shared")
    try first.git("clone", "--quiet", "--shared", origin.outside + "/shared", origin.outside + "/again")
    #expect(try Program(in: first).report(origin.outside + "/again", "--history").new == ["a:1"])
  }

  @Test("a submodule is a repository of its own")
  func submodule() throws {
    let inner = try TestRepository().begin()
    let outer = try TestRepository().begin()
    try outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "sub")
    try TestFolder.put(token, at: outer.path + "/sub/leak")
    #expect(try outer.gitOutcome(["add", "leak"], in: outer.path + "/sub").ending == .exit(0))
    #expect(try Program(in: outer).report(outer.path + "/sub", "--staged").new == ["leak:1"])
    let report = try Program(in: outer).report("--staged")
    #expect(report.new == [])
    #expect(report.coverage.reasons == ["submodule"])
  }

  @Test("the content behind a Git LFS pointer is looked at where it is here and whole")
  func lfs() throws {
    let repository = try TestRepository().begin()
    let content = "one\n" + token
    let oid = Hex.encode(Array(SHA256.hash(data: Array(content.utf8))))
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:\(oid)\nsize \(content.utf8.count)\n"
    let object = ".git/lfs/objects/\(oid.prefix(2))/\(oid.dropFirst(2).prefix(2))/\(oid)"
    try repository.stage("big", pointer)
    let program = Program(in: repository)
    #expect(try program.report("--staged").coverage.reasons == ["lfs-pointer"])
    try repository.write(object, content)
    let found = try program.report("--staged")
    #expect(found.new == ["big:2"])
    #expect(found.coverage.complete)
    try repository.write(object, content.replacing("one", with: "two"))
    #expect(try program.report("--staged").coverage.reasons == ["lfs-pointer"])
    try repository.write("outside", content)
    try repository.remove(object)
    try repository.link(object, to: repository.path + "/outside")
    #expect(try program.report("--staged").coverage.reasons == ["lfs-pointer"])
  }

  @Test("in a shallow clone a merge base that is here is found; what is cut off is told")
  func shallow() throws {
    let origin = try TestRepository().begin()
    try origin.commit("a", "a\n")
    let fork = try origin.commit("b", "b\n")
    try origin.branch("topic")
    try origin.commit("leak", token)
    try origin.switchTo("main")
    try origin.commit("c", "c\n")
    let clone = try TestRepository(cloning: origin, as: "shallow", "--depth=2", "--no-single-branch")
    let report = try Program(in: clone).report("--diff", "origin/main..origin/topic")
    #expect(report.new == ["leak:1"])
    #expect(report.scan.base == fork.description)
    #expect(report.coverage.complete)
    let flat = try TestRepository(cloning: origin, as: "flat", "--depth=1", "--no-single-branch")
    let outcome = try Program(in: flat).scan("--diff", "origin/main..origin/topic")
    #expect(outcome.code == 3)
    #expect(outcome.errors.contains("git fetch --unshallow"))
  }
}
