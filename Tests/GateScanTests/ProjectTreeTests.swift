import GateGit
import GateModel
import GateTesting
import Testing

@testable import GateScan

extension RuleSet {
  /// One rule that follows data as far as `reach`.
  static func flow(_ reach: FlowOptions.Reach) -> RuleSet {
    var matcher = TaintMatcher(
      languages: [.python], sources: [TaintSource(.pattern("source()"))], sinks: [TaintSink(.pattern("sink(...)"))])
    matcher.flow.reach = reach
    let rule = Rule(id: "test.flow", severity: .high, confidence: .high, message: "It flows.", matcher: .taint(matcher))
    return RuleSet(rules: [rule], digest: Digest(bytes: [UInt8](repeating: 0, count: 32))!)
  }
}

extension ProjectTree {
  static func of(
    _ repository: TestRepository, _ selection: Selection, _ change: (inout ScanRequest) -> Void = { _ in }
  ) throws -> ProjectTree {
    var request = ScanRequest(selection)
    request.paths = [repository.path]
    change(&request)
    return try #require(try ProjectTree.of(Subject.select(request), request, under: .flow(.project)))
  }

  func text(_ path: String) -> String? { bytes(of: TreePath(path)).map { String(decoding: $0, as: UTF8.self) } }

  func names(_ folder: String = "") -> [String] { names(in: TreePath(folder)) }
}

@Suite("The files of a project")
struct ProjectTreeTests {
  @Test("are those of the commit, of the index or of the work tree, as the selection asks")
  func selections() throws {
    let repository = try TestRepository()
    let first = try repository.commit("a/f.py", "one")
    try repository.commit("a/f.py", "two")
    try repository.write("a/f.py", "three")
    try repository.git("add", "--all")
    try repository.write("a/f.py", "four")
    func text(_ selection: Selection) throws -> String? { try ProjectTree.of(repository, selection).text("a/f.py") }
    #expect(try text(.commit(first.description)) == "one")
    #expect(try text(.commit("HEAD")) == "two")
    #expect(try text(.diff(base: "HEAD~1", head: nil)) == "two")
    #expect(try text(.diff(base: first.description, head: first.description)) == "one")
    #expect(try text(.history(since: nil)) == "two")
    #expect(try text(.staged) == "three")
    #expect(try text(.worktree) == "four")
    #expect(try text(.paths) == "four")
  }

  @Test("are listed sorted, folders with a slash, and nothing but files and folders")
  func listings() throws {
    let repository = try TestRepository()
    let module = try TestRepository()
    try module.commit("m", "m")
    for name in ["b.py", "b/x", "B", "b-/x", "é", "deep/er/est/z"] { try repository.write(name, "x") }
    try repository.write("l\u{E9}.py".replacing("\u{E9}", with: "e\u{301}"), "x")
    try repository.link("link", to: "b.py")
    try repository.link("linked", to: "b")
    try repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", module.path, "module")
    try repository.commit()
    let names = [".gitmodules", "B", "b-/", "b.py", "b/", "deep/", "le\u{301}.py", "é"]
    for selection in [Selection.commit("HEAD"), .staged, .worktree, .paths, .history(since: nil)] {
      let tree = try ProjectTree.of(repository, selection)
      #expect(tree.names() == names, "\(selection)")
      #expect(tree.names("deep/er") == ["est/"], "\(selection)")
      #expect(tree.names("deep/er/est") == ["z"], "\(selection)")
      for none in ["b.py", "none", "linked", "module", "deep/", "/deep", ".", "deep/..", ".git", "b/x/y"] {
        #expect(tree.names(none) == [], "\(selection) \(none)")
      }
    }
  }

  @Test(
    "are opened by plain paths only, and never through a link", arguments: [Selection.paths, .commit("HEAD"), .staged])
  func links(_ selection: Selection) throws {
    let repository = try TestRepository()
    try repository.write("../outside/f", "outside")
    try repository.write("a/f", "inside")
    try repository.link("file", to: "a/f")
    try repository.link("folder", to: "../outside")
    try repository.link("self", to: ".")
    try repository.commit()
    let tree = try ProjectTree.of(repository, selection)
    #expect(tree.text("a/f") == "inside")
    for path in [
      "file", "folder/f", "self/a/f", "../outside/f", "a/../a/f", "./a/f", "a//f", "/a/f", "a", "", ".git/config",
      "a/f/",
    ] {
      #expect(tree.text(path) == nil, "\(path)")
    }
    #expect(tree.gaps.notices == [])
  }

  @Test("are without those that git ignores, so that a work tree answers as its commit does; unless all are asked for")
  func ignored() throws {
    let repository = try TestRepository()
    try repository.write(".gitignore", "build/\n*.gen.py\n")
    try repository.write("kept.gen.py", "tracked")
    try repository.git("add", "--force", "kept.gen.py")
    for name in ["build/x.py", "a.gen.py", "new.py"] { try repository.write(name, "x") }
    for selection in [Selection.paths, .worktree] {
      let tree = try ProjectTree.of(repository, selection)
      #expect(tree.names() == [".gitignore", "kept.gen.py", "new.py"])
      #expect(tree.text("build/x.py") == nil && tree.names("build") == [])
      #expect(tree.text("kept.gen.py") == "tracked")
    }
    let all = try ProjectTree.of(repository, .paths) { $0.ignoresIgnoreRules = true }
    #expect(all.names() == [".gitignore", "a.gen.py", "build/", "kept.gen.py", "new.py"])
    #expect(all.text("build/x.py") == "x")
  }

  @Test("of the index are what is staged, whatever lies beside it")
  func index() throws {
    let repository = try TestRepository()
    try repository.write("gone/from/here.py", "staged")
    try repository.git("add", "--all")
    try repository.remove("gone")
    try repository.write("later.py", "x")
    try repository.git("add", "--intent-to-add", "later.py")
    let tree = try ProjectTree.of(repository, .staged)
    #expect(tree.names() == ["gone/"])
    #expect(tree.text("gone/from/here.py") == "staged")
  }

  @Test("are given only where they can be read as text")
  func kinds() throws {
    let repository = try TestRepository()
    try repository.write("binary", (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) })
    try repository.write("lfs.py", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n")
    try repository.write("wide.py", [0xFF, 0xFE] + "x = 1\n".utf8.flatMap { [$0, 0] })
    try repository.write("fits.py", [UInt8](repeating: 0x20, count: ProjectTree.maximumFileSize))
    try repository.write("large.py", [UInt8](repeating: 0x20, count: ProjectTree.maximumFileSize + 1))
    try repository.write("empty.py", "")
    try repository.commit()
    for selection in [Selection.paths, .staged, .commit("HEAD")] {
      let tree = try ProjectTree.of(repository, selection)
      #expect(tree.text("binary") == nil)
      #expect(tree.text("lfs.py") == nil)
      #expect(tree.bytes(of: TreePath("wide.py"))?.count == 14)
      #expect(tree.bytes(of: TreePath("fits.py"))?.count == ProjectTree.maximumFileSize)
      #expect(tree.gaps.tooLarge == [])
      #expect(tree.text("large.py") == nil)
      #expect(tree.text("empty.py") == "")
      #expect(tree.gaps.tooLarge == [TreePath("large.py")])
      #expect(tree.gaps.notices == [])
    }
  }

  @Test("that are missing or damaged in the object database are told")
  func damaged() throws {
    let repository = try TestRepository()
    try repository.write("a.py", "first")
    try repository.write("b/c.py", "second")
    try repository.commit()
    let tree = try ProjectTree.of(repository, .commit("HEAD"))
    for name in ["HEAD:a.py", "HEAD:b"] {
      let id = try repository.line("rev-parse", name)
      try repository.remove(".git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
    }
    #expect(tree.text("a.py") == nil)
    #expect(tree.text("b/c.py") == nil)
    #expect(tree.text("c.py") == nil)
    let told = tree.gaps.notices
    #expect(told.map(\.path) == [TreePath("a.py"), TreePath("b")])
    #expect(told.map(\.reason) == [.missingObject, .unreadable])
  }

  @Test("with names that no file can have are not there")
  func hostileTrees() throws {
    let repository = try TestRepository()
    let blob = try #require(ObjectID(hex: repository.object("blob", Array("evil".utf8))))
    func tree(_ entries: [(String, String, ObjectID)]) throws -> ObjectID {
      let bytes = entries.flatMap { Array("\($0.0) \($0.1)\0".utf8) + $0.2.bytes }
      return try #require(ObjectID(hex: repository.object("tree", bytes)))
    }
    let inner = try tree([("100644", "f", blob)])
    let root = try tree([
      ("40000", "..", inner), ("40000", ".git", inner), ("100644", "a/b", blob),
      ("100664", "old", blob),
    ])
    let commit = try repository.line("commit-tree", "-m", "x", root.description)
    let files = try ProjectTree.of(repository, .commit(commit))
    #expect(files.names() == ["old"])
    #expect(files.text("old") == "evil")
    for path in ["../f", ".git/f", "a/b", "/f"] { #expect(files.text(path) == nil) }
  }

  @Test("are the same for many workers at once")
  func workers() async throws {
    let repository = try TestRepository()
    for number in 0..<120 { try repository.write("d\(number % 7)/f\(number).py", "text \(number)") }
    try repository.commit()
    for selection in [Selection.commit("HEAD"), .staged, .paths] {
      let tree = try ProjectTree.of(repository, selection)
      let wrong = await withTaskGroup(of: Int.self) { group in
        for _ in 0..<8 {
          group.addTask {
            (0..<120).count { tree.text("d\($0 % 7)/f\($0).py") != "text \($0)" || tree.names("d\($0 % 7)").count < 17 }
          }
        }
        return await group.reduce(0, +)
      }
      #expect(wrong == 0)
    }
  }

  @Test("are not asked for where no rule follows data from file to file")
  func unneeded() throws {
    let repository = try TestRepository()
    try repository.commit("a", "a")
    var request = ScanRequest(.commit("HEAD"))
    request.paths = [repository.path]
    let subject = try Subject.select(request)
    for reach in [FlowOptions.Reach.function, .file] {
      #expect(try ProjectTree.of(subject, request, under: .flow(reach)) == nil)
    }
  }

  @Test("outside a repository are those of the folder that is scanned")
  func outside() throws {
    let folder = TestFolder()
    try folder.write("p/a.py", "a")
    try folder.write("p/q/b.py", "b")
    try folder.write("c.py", "c")
    var request = ScanRequest(.paths)
    request.paths = [folder.path + "/p/a.py"]
    let tree = try #require(try ProjectTree.of(Subject.select(request), request, under: .flow(.project)))
    #expect(tree.names() == ["a.py", "q/"])
    #expect(tree.text("q/b.py") == "b")
    #expect(tree.text("../c.py") == nil)
  }
}
