import Foundation
import GateModel
import GateTesting
import Testing

@Suite("Hiding places in a repository")
struct HidingPlaceTests {
  private func token(_ seed: UInt64) -> String { FakeSecret.githubToken(seed) }

  private let agent = "Co-Authored-By: Claude <noreply@anthropic.com>"

  @Test("a secret in a commit message is new in --commit, --diff and --history, in whatever line it stands")
  func commitMessage() throws {
    let repository = try TestRepository().begin()
    let id = try repository.commit("a", "a\n", "subject\n\nbody\nuse \(token(1))\n\n\(agent)")
    try repository.commit("b", "b\n")
    let program = Program(in: repository)
    let path = ".git/COMMIT_MSG/\(id)"
    for selection in [["--commit", "HEAD~1"], ["--diff", "HEAD~2..HEAD"], ["--history"]] {
      let outcome = try program.run(["scan", "--format", "json"] + selection)
      #expect(outcome.code == 1)
      #expect(!outcome.tells(token(1)))
      let report = try outcome.report()
      #expect(report.new == ["\(path):4"], "\(selection)")
      #expect(report.findings.map(\.commit) == [id.description])
      #expect(report.findings.map(\.author.agent) == ["claude-code"])
    }
    #expect(try program.report("--history").findings.map(\.inHead) == [true])
    #expect(try program.scan("--commit", "HEAD~1").text.contains("commit message of \(id.short)"))
    #expect(try program.code("--commit", "HEAD") == 0)
  }

  @Test("messages are counted as texts, and neither as files nor as lines that somebody added")
  func counts() throws {
    let repository = try TestRepository().begin()
    try repository.commit("a", "a\n", "use \(token(1))")
    let report = try Program(in: repository).report("--commit", "HEAD")
    #expect(report.coverage.selected == 1)
    #expect(report.coverage.scanned == 1)
    #expect(report.coverage.lines == 1)
    #expect(report.coverage.texts == 1)
    #expect(report.authors.map(\.linesAdded) == [1])
    #expect(try Program(in: repository).scan("--commit", "HEAD").text.contains("1 git text"))
  }

  @Test("a secret in a name of an author, in the tag that a merge took in, and behind a NUL is found")
  func headers() throws {
    let repository = try TestRepository().begin()
    let tree = try repository.line("rev-parse", "HEAD^{tree}")
    let parent = try repository.id()
    func commit(_ author: String, _ more: String, _ message: String) throws -> String {
      let who = "\(author) <a@example.org> 1700000000 +0000"
      let text = "tree \(tree)\nparent \(parent)\nauthor \(who)\ncommitter \(who)\n\(more)\n\(message)"
      return try repository.object("commit", Array(text.utf8))
    }
    let merged =
      "mergetag object \(parent)\n type commit\n tag v1\n tagger A <a@example.org> 1700000000 +0000\n \n use \(token(2))\n"
    for id in [
      try commit("Ada \(token(1))", "", "message\n"), try commit("Ada", merged, "message\n"),
      try commit("Ada", "", "message\n\0\0use \(token(3))\n"),
    ] {
      let report = try Program(in: repository).report("--commit", id)
      #expect(Set(report.findings.map(\.path)) == [".git/COMMIT_MSG/\(id)"])
    }
  }

  @Test("--history looks at messages of tags, also of tags of tags, and at every version of a note")
  func tagsAndNotes() throws {
    let repository = try TestRepository().begin()
    try repository.git("tag", "-a", "-m", "use \(token(1))\n\n\(agent)", "inner")
    try repository.git("tag", "-a", "-m", "outer", "outer", "inner")
    let inner = try repository.id("refs/tags/inner")
    try repository.git("tag", "-d", "inner")
    try repository.git("notes", "--ref=review", "add", "-m", "use \(token(2))", "HEAD")
    try repository.git("notes", "--ref=review", "add", "-f", "-m", "all gone", "HEAD")
    let first = try repository.id("refs/notes/review~1")
    let report = try Program(in: repository).report("--history")
    #expect(report.new == [".git/NOTES/\(try repository.id()):1", ".git/TAG_MSG/\(inner):1"])
    #expect(report.findings.map(\.commit) == [first.description, nil])
    #expect(report.findings.map(\.author.agent) == [nil, "claude-code"])
    let text = try Program(in: repository).scan("--history").text
    #expect(text.contains("tag message of \(inner.short)"))
    #expect(text.contains("note on \(try repository.id().short)"))
  }

  @Test("--history looks at names of branches and tags, and no output tells them")
  func names() throws {
    let repository = try TestRepository().begin()
    try repository.git("branch", "try-\(token(1))")
    try repository.git("tag", "v-\(token(2))")
    try repository.git("pack-refs", "--all")
    for format in ["json", "sarif", "text"] {
      let outcome = try Program(in: repository).scan("--history", "--format", format)
      #expect(outcome.code == 1)
      #expect(!outcome.tells(token(1)))
      #expect(!outcome.tells(token(2)))
    }
    #expect(try Program(in: repository).report("--history").new == [".git/REFS:2", ".git/REFS:3"])
    #expect(try Program(in: repository).scan("--history").text.contains("names of the refs"))
  }

  @Test("--history looks at all that is stashed: the work tree, the index, untracked files, and older entries")
  func stash() throws {
    let repository = try TestRepository().begin()
    try repository.stage("index", "use \(token(1))\n")
    try repository.git("stash", "push", "--quiet")
    try repository.stage("staged", "use \(token(2))\n")
    try repository.write("staged", "clean\n")
    try repository.write("untracked", "use \(token(3))\n")
    try repository.git("stash", "push", "--quiet", "--include-untracked")
    let report = try Program(in: repository).report("--history")
    #expect(Set(report.findings.map(\.path)) == ["index", "staged", "untracked"])
  }

  @Test("--history looks at what hosts keep as refs beside branches")
  func hostRefs() throws {
    let repository = try TestRepository().begin()
    for (number, ref) in ["refs/pull/1/head", "refs/merge-requests/2/head", "refs/changes/03/3/1"].enumerated() {
      try repository.branch("side")
      let id = try repository.commit("file\(number)", "use \(token(UInt64(number)))\n")
      try repository.git("update-ref", ref, id.description)
      try repository.switchTo("main")
      try repository.git("branch", "-D", "side")
    }
    #expect(try Program(in: repository).report("--history").new == ["file0:1", "file1:1", "file2:1"])
  }

  @Test("--history=all-refs also looks at what only logs of refs and heads left behind name, in every work tree")
  func everything() throws {
    let repository = try TestRepository().begin()
    try repository.commit("lost", "use \(token(1))\n")
    try repository.git("reset", "--quiet", "--hard", "HEAD~1")
    try repository.git("worktree", "add", "--quiet", "--detach", repository.outside + "/linked")
    try TestFolder.put("use \(token(2))\n", at: repository.outside + "/linked/detached")
    #expect(try repository.gitOutcome(["add", "."], in: repository.outside + "/linked").ending == .exit(0))
    #expect(
      try repository.gitOutcome(["commit", "-q", "-m", "x"], in: repository.outside + "/linked").ending == .exit(0))
    let tree = try repository.line("rev-parse", "HEAD^{tree}")
    let hidden = try repository.object("blob", Array("use \(token(3))\n".utf8))
    let autoMerge = try repository.git(["mktree"], input: "100644 blob \(hidden)\tmerged\n").dropLast()
    try repository.write(".git/AUTO_MERGE", "\(autoMerge)\n")
    let fetched = try repository.git(["commit-tree", "-m", "use \(token(4))", tree]).dropLast()
    try repository.write(".git/FETCH_HEAD", "\(fetched)\t\tbranch 'main' of ../elsewhere\n")
    try repository.write(".git/ORIG_HEAD", String(repeating: "1", count: 40) + "\n")
    let log = String(decoding: try repository.read(".git/logs/HEAD"), as: UTF8.self)
    try repository.write(".git/logs/HEAD", log.replacing("\tcommit: ", with: "\tcommit \(token(5)): "))

    let program = Program(in: repository)
    #expect(try program.report("--history").new == [])
    for words in [["--history=all-refs"], ["--history", "--all-refs"]] {
      let report = try program.report("--history=all-refs")
      #expect(
        Set(report.findings.map(\.path)) == [
          "lost", "detached", "merged", ".git/COMMIT_MSG/\(fetched)", ".git/logs/HEAD",
        ], "\(words)")
      #expect(report.coverage.complete)
    }
    #expect(try program.scan("--history=all-refs").text.contains("1 object that logs of refs name is no longer here"))
  }

  @Test("--history= with anything else, and --all-refs without --history, are usage errors that say what is right")
  func usage() throws {
    let repository = try TestRepository().begin()
    let wrong = try Program(in: repository).scan("--history=some")
    #expect(wrong.code == 2)
    #expect(wrong.errors.contains("--history=all-refs"))
    #expect(try Program(in: repository).scan("--all-refs").code == 2)
  }

  @Test("the policy excludes texts by their paths, and one line tells how many")
  func excluded() throws {
    let repository = try TestRepository().begin(policy: "paths: {exclude: ['.git/COMMIT_MSG/**']}\n")
    try repository.commit("a", "a\n", "use \(token(1))")
    let report = try Program(in: repository).report("--history")
    #expect(report.new == [])
    #expect(report.coverage.skipped.map(\.path) == [".git/COMMIT_MSG"])
    #expect(report.coverage.selected == report.coverage.scanned)
  }

  @Test("restricted to a path, messages are left out; they can be asked for by theirs")
  func restricted() throws {
    let repository = try TestRepository().begin()
    let id = try repository.commit("a/b", "a\n", "use \(token(1))")
    let program = Program(in: repository)
    #expect(try program.report("--history", ".", "a").new == [])
    #expect(try program.report("--history", ".", ".git/COMMIT_MSG").new == [".git/COMMIT_MSG/\(id):1"])
  }

  @Test("paths of texts are valid URIs in SARIF")
  func sarif() throws {
    let repository = try TestRepository().begin()
    let id = try repository.commit("a", "a\n", "use \(token(1))")
    let text = try Program(in: repository).scan("--history", "--format", "sarif").text
    #expect(text.contains("\".git/COMMIT_MSG/\(id)\""))
  }

  @Test("notebooks, lock files, .gitmodules and lists of revisions are files as any other")
  func files() throws {
    let repository = try TestRepository().begin()
    let output = "{\"cells\": [{\"outputs\": [{\"text\": [\"key = \\\"\(token(1))\\\"\\n\"]}]}]}\n"
    try repository.stage("a.ipynb", output)
    try repository.stage("package-lock.json", "{\"resolved\": \"https://example.org/?t=\(token(2))\"}\n")
    try repository.stage(".git-blame-ignore-revs", "# \(token(3))\n")
    try repository.stage(
      ".gitmodules", "[submodule \"x\"]\n\tpath = x\n\turl = https://user:\(token(4))@git.example.org/x.git\n")
    #expect(
      Set(try Program(in: repository).report("--staged").findings.map(\.path)) == [
        "a.ipynb", "package-lock.json", ".git-blame-ignore-revs", ".gitmodules",
      ])
    let plain = try TestRepository().begin()
    let password = "p9Xr" + "Tq2LmW7z"
    try plain.stage(
      ".gitmodules", "[submodule \"x\"]\n\tpath = x\n\turl = https://deploy:\(password)@git.acme.io/x.git\n")
    #expect(try Program(in: plain).report("--staged").findings.map(\.path) == [".gitmodules"])
  }

  @Test("what only the result of a merge or of an octopus merge holds is found and the merge's", arguments: [1, 3])
  func merges(branches: Int) throws {
    let repository = try TestRepository().begin()
    let base = try repository.id()
    let names = (1...branches).map { "side\($0)" }
    for name in names {
      try repository.branch(name, at: base.description)
      try repository.commit(name, "\(name)\n")
    }
    try repository.switchTo("main")
    try repository.commit("own", "own\n")
    try repository.git(["merge", "--quiet", "--no-ff", "--no-commit"] + names)
    try repository.stage("own", "own\nuse \(token(1))\n")
    let merge = try repository.commitIndex("merge")
    let program = Program(in: repository)
    for selection in [["--commit", "HEAD"], ["--diff", "\(base)..HEAD"], ["--history"]] {
      let report = try program.run(["scan", "--format", "json"] + selection).report()
      #expect(report.new == ["own:2"], "\(selection)")
      #expect(report.findings.map(\.commit) == [merge.description], "\(selection)")
    }
  }
}
