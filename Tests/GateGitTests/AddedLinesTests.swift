import GateModel
import GateTesting
import Testing

@testable import GateGit

@Suite("Added lines are git's, to the line")
struct AddedLinesTests {
  private static let seeds = Array(UInt64(1)...6)

  private func gits(_ repository: TestRepository, _ arguments: [String], index: String? = nil) throws -> [TreePath:
    LineSet]
  {
    let variables = index.map { ["GIT_INDEX_FILE": $0] } ?? [:]
    return GitPatch.addedLines(try repository.gitBytes(["diff"] + GitPatch.options + arguments, variables: variables))
  }

  /// Git's view of one commit: of a merge, what is absent from every parent.
  private func gits(_ repository: TestRepository, commit: String) throws -> [TreePath: LineSet] {
    let parents = try repository.line("rev-list", "--parents", "-n1", commit).split(separator: " ").dropFirst().map(
      String.init)
    let emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    return absentFromAll(try (parents.isEmpty ? [emptyTree] : parents).map { try gits(repository, [$0, commit]) })
  }

  @Test("of every commit of a generated history, merges and roots among them", arguments: seeds)
  func commits(seed: UInt64) throws {
    let history = try GeneratedHistory(seed: seed, steps: 14)
    var ours = try AddedLines(history.repository.path)
    for commit in try history.repository.git("rev-list", "--all").split(separator: "\n") {
      let id = try #require(ObjectID(hex: commit))
      let found = try differences(try ours.of(id), try gits(history.repository, commit: String(commit)))
      #expect(found == [], "commit \(commit) of seed \(seed)")
    }
  }

  @Test("from the merge base of any two commits to the second", arguments: seeds)
  func ranges(seed: UInt64) throws {
    let history = try GeneratedHistory(seed: seed &+ 100, steps: 12)
    let repository = history.repository
    var ours = try AddedLines(repository.path)
    var random = SeededRandom(seed: seed)
    let commits = try repository.git("rev-list", "--all").split(separator: "\n").map(String.init)
    for _ in 0..<8 {
      let (a, b) = (commits.randomElement(using: &random)!, commits.randomElement(using: &random)!)
      let bases = Set(try repository.git("merge-base", "--all", a, b).split(separator: "\n").map(String.init))
      let base = try ours.repository.mergeBase(try #require(ObjectID(hex: a)), try #require(ObjectID(hex: b)))
      #expect(bases.contains(base.description))
      let head = try #require(ObjectID(hex: b))
      let mine = try ours.between(base, head)
      let sources = GitRenames.sources(
        try repository.gitBytes(["diff-tree"] + GitRenames.question + [base.description, b]))
      let found = try differences(mine, try gits(repository, [base.description, b])) { path in
        try ours.seesOtherRename(of: path, than: sources, from: base, to: head)
      }
      #expect(found == [], "\(a)..\(b), seed \(seed)")
    }
  }

  @Test("of the index and of the work tree", arguments: seeds)
  func uncommitted(seed: UInt64) throws {
    var history = try GeneratedHistory(seed: seed &+ 200, steps: 3)
    let repository = history.repository
    for round in 0..<3 {
      for _ in 0..<4 { try history.change() }
      try repository.git("add", "--all")
      for _ in 0..<4 { try history.change() }
      var ours = try AddedLines(repository.path)
      let staged = try differences(try ours.staged(), try gits(repository, ["--cached"]))
      #expect(staged == [], "staged, seed \(seed), round \(round)")
      // All of the work tree in an index of its own is what a commit of everything would bring.
      let index = repository.outside + "/all.index"
      try repository.git(["read-tree", "HEAD"], variables: ["GIT_INDEX_FILE": index])
      try repository.git(["add", "--all"], variables: ["GIT_INDEX_FILE": index])
      let found = try differences(try ours.worktree(), try gits(repository, ["--cached"], index: index))
      #expect(found == [], "work tree, seed \(seed), round \(round)")
      if round < 2 { try repository.commit() }
    }
  }

  @Test("of the index before the first commit")
  func firstCommit() throws {
    let repository = try TestRepository()
    try repository.write("a", "one\ntwo")
    try repository.write("b/c", "one\n")
    try repository.git("add", "--all")
    var ours = try AddedLines(repository.path)
    #expect(try ours.staged() == [TreePath("a"): [1...2], TreePath("b/c"): [1...1]])
  }

  @Test("a file taken out of the index and kept in the work tree counts as untracked")
  func untracked() throws {
    let repository = try TestRepository()
    try repository.commit("secret.txt", "one\ntwo\n")
    try repository.git("rm", "--quiet", "--cached", "secret.txt")
    try repository.write("secret.txt", "one\ntwo\nthree\n")
    var ours = try AddedLines(repository.path)
    #expect(try ours.worktree()[TreePath("secret.txt")]?.contains(3) == true)
  }

  @Test("line ends that git turns round on the way in are not changes")
  func filters() throws {
    let repository = try TestRepository()
    try repository.write(".gitattributes", "*.txt text eol=crlf\n")
    try repository.commit("a.txt", "one\ntwo\nthree\n")
    try repository.write("a.txt", "one\r\ntwo\r\nmore\r\nthree\r\n")
    var ours = try AddedLines(repository.path)
    #expect(try ours.worktree() == [TreePath("a.txt"): [3...3]])
  }

  @Test("an octopus merge adds only what stands in none of its parents")
  func octopus() throws {
    let repository = try TestRepository()
    try repository.commit("base", (1...20).map { "line \($0)\n" }.joined())
    for name in ["one", "two", "three"] {
      try repository.branch(name, at: "main")
      try repository.commit(name, "\(name)\n")
    }
    try repository.switchTo("main")
    #expect(try repository.merge("one", "two", "three"))
    try repository.write("one", "one\nof nobody\n")
    try repository.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    var ours = try AddedLines(repository.path)
    #expect(try ours.of(try repository.id()) == [TreePath("one"): [2...2]])
  }
}
