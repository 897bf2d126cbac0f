import GateModel
import GateTesting
import Testing

@testable import GateGit

@Suite("Blame")
struct BlameTests {
  /// What plain `git blame` says of each line of a file.
  private func gits(_ repository: TestRepository, _ path: String) throws -> [ObjectID] {
    let text = try repository.gitBytes(["blame", "--porcelain", "HEAD", "--", path])
    return text.split(separator: 0x0A).compactMap { line in
      let words = line.split(separator: 0x20)
      guard line.first != 0x09, words.count >= 3, words[0].count == 40 else { return nil }
      return ObjectID(hex: String(decoding: words[0], as: UTF8.self))
    }
  }

  private func files(_ repository: TestRepository) throws -> [String] {
    try repository.git("ls-tree", "-r", "-z", "HEAD").split(separator: "\0").compactMap { row in
      let parts = row.split(separator: "\t", maxSplits: 1)
      return parts[0].hasPrefix("100") && parts[1].hasSuffix(".txt") ? String(parts[1]) : nil
    }
  }

  private func place(_ repository: TestRepository) throws -> GitRepository.Place {
    guard let found = try GitRepository.discover(at: repository.path) else { throw GitError(.notARepository, "") }
    return found.place
  }

  /// Where several parents have a line, git asks first the one whose file is the same as a whole.
  @Test("gives each line to the commit that git gives it to, through renames and merges", arguments: 1...5)
  func generated(seed: UInt64) throws {
    let history = try GeneratedHistory(seed: seed &+ 300, steps: 14)
    let repository = history.repository
    let head = try repository.id()
    for path in try files(repository) {
      let gits = try gits(repository, path)
      let lines = gits.indices.map { Blame.Line(path: TreePath(path), number: $0 + 1) }
      let ours = try Blame.origins(of: lines, at: head, in: try place(repository), budget: .infinity)
      let differing = lines.indices.filter { ours[lines[$0]] != gits[$0] }.map {
        "\($0 + 1): ours \(ours[lines[$0]]?.short ?? "nothing"), git's \(gits[$0].short)"
      }
      #expect(differing == [], "\(path), seed \(seed)")
    }
  }

  @Test("follows a file through a rename with an edit")
  func rename() throws {
    let repository = try TestRepository()
    let root = try repository.commit("old.txt", (1...20).map { "line \($0)\n" }.joined())
    try repository.move("old.txt", to: "new.txt")
    let renamed = try repository.commit("new.txt", (1...20).map { $0 == 7 ? "seven\n" : "line \($0)\n" }.joined())
    let lines = [Blame.Line(path: TreePath("new.txt"), number: 6), Blame.Line(path: TreePath("new.txt"), number: 7)]
    let origins = try Blame.origins(of: lines, at: renamed, in: try place(repository), budget: .infinity)
    #expect(origins == [lines[0]: root, lines[1]: renamed])
  }

  @Test("says nothing of a line whose history is cut off, and of any line once its time is spent")
  func unknown() throws {
    let origin = try TestRepository()
    for number in 1...4 { try origin.commit("a", (1...number).map { "\($0)\n" }.joined()) }
    let clone = try TestRepository(cloning: origin, as: "shallow", "--depth=2")
    let lines = [Blame.Line(path: TreePath("a"), number: 1), Blame.Line(path: TreePath("a"), number: 4)]
    let origins = try Blame.origins(of: lines, at: try clone.id(), in: try place(clone), budget: .infinity)
    #expect(origins == [lines[1]: try clone.id()])
    #expect(try Blame.origins(of: lines, at: try origin.id(), in: try place(origin), budget: -1) == [:])
  }

  @Test("finds lines of a file whose name is no UTF-8")
  func oddName() throws {
    let repository = try TestRepository()
    let blob = try repository.object("blob", Array("one\n".utf8))
    try repository.git(["update-index", "-z", "--index-info"], input: "")
    let entry = Array("100644 \(blob)\t".utf8) + [0x63, 0xE9] + [0]
    _ = try repository.gitBytes(["update-index", "-z", "--index-info"], input: entry)
    let commit = try repository.commitIndex()
    let line = Blame.Line(path: TreePath(bytes: [0x63, 0xE9]), number: 1)
    #expect(try Blame.origins(of: [line], at: commit, in: try place(repository), budget: .infinity) == [line: commit])
  }
}
