import GateModel
import GateTesting
import Testing

@testable import GateGit

@Suite("History")
struct HistoryTests {
  private func open(_ repository: TestRepository) throws -> GitRepository {
    guard let found = try GitRepository.discover(at: repository.path) else { throw GitError(.notARepository, "") }
    return found
  }

  private func blobs(_ history: History) -> [ObjectID] {
    history.changes.compactMap { change in
      guard change.entry != .text, case .blob(let id) = change.content else { return nil }
      return id
    }
  }

  private func gitsBlobs(_ repository: TestRepository) throws -> Set<String> {
    let quiet = ["GIT_NO_REPLACE_OBJECTS": "1"]
    let listed = try repository.git(
      [
        "rev-list", "--objects", "--no-object-names", "--exclude=refs/notes/*", "--exclude=refs/replace/*", "--all",
        "HEAD",
      ],
      variables: quiet)
    let kinds = try repository.git(
      ["cat-file", "--batch-check=%(objecttype) %(objectname)"], input: listed, variables: quiet)
    return Set(kinds.split(separator: "\n").filter { $0.hasPrefix("blob ") }.map { String($0.dropFirst(5)) })
  }

  @Test("holds every blob that git lists, once, notes and replacements aside", arguments: 1...3)
  func everyBlob(seed: UInt64) throws {
    let history = try GeneratedHistory(seed: seed &+ 400, steps: 14)
    let repository = history.repository
    try repository.git("notes", "add", "-m", "a note", "HEAD")
    try repository.git("tag", "-a", "-m", "a tag", "v1", "HEAD~1")
    let lost = try repository.object("blob", Array("named by a tag alone\n".utf8))
    try repository.git("tag", "blob-tag", lost)
    try repository.git("replace", "HEAD", "HEAD~1")
    let ours = blobs(try open(repository).history(from: .root))
    #expect(Set(ours).count == ours.count)
    #expect(Set(ours.map(\.description)) == (try gitsBlobs(repository)))
    #expect(ours.contains { $0.description == lost })
  }

  @Test("names for each blob the first commit that brought it", arguments: 1...3)
  func firstCommit(seed: UInt64) throws {
    let generated = try GeneratedHistory(seed: seed &+ 500, steps: 14)
    let repository = generated.repository
    // The clock of a generated history only goes forward, so the order of dates is an order of descent.
    var first: [String: (commit: String, paths: Set<String>)] = [:]
    for commit in try repository.git("rev-list", "--all", "--date-order", "--reverse").split(separator: "\n") {
      var here: [String: Set<String>] = [:]
      for row in try repository.git("ls-tree", "-r", "-z", String(commit)).split(separator: "\0") {
        let parts = row.split(separator: "\t", maxSplits: 1)
        here[String(parts[0].split(separator: " ")[2]), default: []].insert(String(parts[1]))
      }
      for (blob, paths) in here where first[blob] == nil { first[blob] = (String(commit), paths) }
    }
    for change in try open(repository).history(from: .root).changes where change.entry != .text {
      guard case .blob(let id) = change.content, let expected = first[id.description] else { continue }
      #expect(change.commit?.description == expected.commit, "blob \(id), seed \(seed)")
      #expect(expected.paths.contains(change.path.description))
    }
  }

  @Test("since a commit or a day holds only what came after")
  func since() throws {
    let repository = try TestRepository()
    try repository.commit("a", "old\n")
    let middle = try repository.commit("b", "middle\n")
    let last = try repository.commit("c", "new\n")
    let git = try open(repository)
    let afterCommit = try git.history(from: .commit(middle)).changes.filter { $0.entry != .text }.map(\.path)
    #expect(afterCommit == [TreePath("c")])
    let afterTime = try git.history(from: .time(try git.commit(last).committer.time)).changes.filter {
      $0.entry != .text
    }.map(\.path)
    #expect(afterTime == [TreePath("c")])
    let all = try git.history(from: .root).changes.count { $0.entry != .text }
    #expect(all == 3)
  }

  @Test("a file that came back as it was is known, and lies in HEAD")
  func cameBack() throws {
    let repository = try TestRepository()
    let first = try repository.commit("a", "same\n")
    try repository.remove("a")
    try repository.commit()
    try repository.commit("elsewhere/b", "same\n")
    let history = try open(repository).history(from: .root)
    #expect(history.changes.filter { $0.entry != .text }.map(\.commit) == [first])
    #expect(history.inHead.blobs == Set(blobs(history)))
  }

  @Test("packed blobs are read in the order in which they lie")
  func packOrder() throws {
    let repository = try GeneratedHistory(seed: 7, steps: 20).repository
    try repository.git("gc", "--quiet")
    let loose = try repository.object("blob", Array("loose\n".utf8))
    let changes = try open(repository).history(from: .root).changes.filter { $0.entry != .text }.shuffled()
    let extra = Change(
      path: TreePath("loose"), kind: .whole, content: .blob(try #require(ObjectID(hex: loose))), before: .unasked)
    let sorted = PackOrder(try open(repository).place).sorted([extra] + changes)
    let index = try repository.line("rev-parse", "--git-path", "objects/pack")
    let packs = try repository.git(["verify-pack", "-v"] + Self.indexes(repository, index))
    let offsets = packs.split(separator: "\n").reduce(into: [String: Int]()) { all, row in
      let words = row.split(separator: " ")
      if words.count >= 5, words[1] == "blob" { all[String(words[0])] = Int(words[4]) }
    }
    let order = sorted.compactMap { change -> Int? in
      guard case .blob(let id) = change.content else { return nil }
      return offsets[id.description]
    }
    #expect(order.count == changes.count)
    #expect(order == order.sorted())
    #expect(sorted.last?.path == TreePath("loose"))
  }

  private static func indexes(_ repository: TestRepository, _ folder: String) -> [String] {
    TestFolder.files(below: repository.path + "/" + folder).filter { $0.hasSuffix(".idx") }
  }
}

@Suite("The index's tree")
struct IndexTreeTests {
  private func ours(_ repository: TestRepository) throws -> String {
    guard let found = try GitRepository.discover(at: repository.path) else { throw GitError(.notARepository, "") }
    return try found.indexTree().description
  }

  @Test("has the id that git write-tree gives, and nothing is written for it", arguments: 1...3)
  func generated(seed: UInt64) throws {
    var history = try GeneratedHistory(seed: seed &+ 600, steps: 3)
    let repository = history.repository
    for _ in 0..<4 { try history.change() }
    try repository.git("add", "--all")
    let before = TestFolder.files(below: repository.path + "/.git")
    let ours = try ours(repository)
    #expect(TestFolder.files(below: repository.path + "/.git") == before)
    #expect(ours == (try repository.line("write-tree")))
  }

  @Test("sorts folders as git does, and leaves out what is only intended")
  func order() throws {
    let repository = try TestRepository()
    for name in ["a/x", "a.b", "a0", "a-", "B/c/d", "é/ü", "z"] { try repository.write(name, name) }
    try repository.git("add", "--all")
    try repository.write("only/intended", "x")
    try repository.git("add", "--intent-to-add", "only/intended")
    #expect(try ours(repository) == (try repository.line("write-tree")))
  }

  @Test("of an empty index is the empty tree")
  func empty() throws {
    #expect(try ours(try TestRepository()) == "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
  }
}

@Suite("A tree that stands for more paths than anybody has")
struct EndlessTreeTests {
  @Test("is given up, and that is told", .timeLimit(.minutes(1)))
  func bomb() throws {
    let repository = try TestRepository()
    let blob = try repository.git(["hash-object", "-w", "--stdin"], input: "a\n").dropLast()
    var lines = (0..<10).map { "100644 blob \(blob)\tf\($0)\n" }
    var tree = ""
    for _ in 0..<10 {
      tree = String(try repository.git(["mktree"], input: lines.joined()).dropLast())
      lines = (0..<10).map { "040000 tree \(tree)\td\($0)\n" }
    }
    // Ten milliards of files, in eleven objects.
    let commit = try repository.git(["commit-tree", tree, "-m", "endless"]).dropLast()
    guard let opened = try GitRepository.discover(at: repository.path) else { throw GitError(.notARepository, "") }
    let id = try #require(ObjectID(hex: String(commit)))
    let error = #expect(throws: GitError.self) { try opened.changes(from: nil, to: id, most: 1000) }
    #expect(error?.code == .unreadable && error?.message.contains("more than 1000 files") == true)
  }
}
