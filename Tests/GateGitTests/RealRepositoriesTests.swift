import Foundation
import GateModel
import GateTesting
import Testing

@testable import GateGit

/// Compares with git over the repositories of the folder GATEBOOK_REPOS, laid out as OWNER+NAME or OWNER+NAME/repo.
@Suite("Added lines of real histories", .serialized)
struct RealRepositoriesTests {
  private static let commitsEach = 300

  private struct Count {
    var commits = 0
    var files = 0
    var lines = 0
    var equal = 0
    var renames = 0
    var incomparable = 0
    var unanswered = 0
  }

  private static var repositories: [String]? {
    guard let folder = Environment.variable("GATEBOOK_REPOS") else { return nil }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.contains("+") }.sorted().map { name in
      let bare = "\(folder)/\(name)/repo"
      return FileManager.default.fileExists(atPath: bare) ? bare : "\(folder)/\(name)"
    }
  }

  @Test("are git's, to the line, in commits spread over each repository")
  func commits() throws {
    guard let repositories = Self.repositories else {
      print("not run: GATEBOOK_REPOS is not set")
      return
    }
    for path in repositories { try compare(path) }
  }

  private struct Row {
    var id: String
    var tree: String
    var parents: [String]
  }

  /// Nothing where git fails.
  private func git(_ path: String, _ arguments: [String], input: String = "") throws -> [UInt8] {
    let variables = ["PATH": Environment.path, "HOME": "/nonexistent", "LANG": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1"]
    var child = ChildProcess(
      Environment.git, ["-c", "safe.directory=*", "-C", path] + arguments, variables: variables, folder: "/")
    child.input = Array(input.utf8)
    child.patience = 600
    let outcome = try child.run()
    return outcome.code == 0 ? outcome.output : []
  }

  private func compare(_ path: String) throws {
    let log = String(decoding: try git(path, ["log", "--all", "--no-notes", "--format=%H %T %P"]), as: UTF8.self)
    let rows = log.split(separator: "\n").map { line in
      let words = line.split(separator: " ").map(String.init)
      return Row(id: words[0], tree: words[1], parents: Array(words.dropFirst(2)))
    }
    guard !rows.isEmpty else { return }
    let trees = Dictionary(rows.map { ($0.id, $0.tree) }, uniquingKeysWith: { first, _ in first })
    let step = max(1, rows.count / Self.commitsEach)
    let chosen = stride(from: 0, to: rows.count, by: step).prefix(Self.commitsEach).map { rows[$0] }
    var ours = try AddedLines(path)
    var count = Count()
    for start in stride(from: 0, to: chosen.count, by: 20) {
      try compare(
        Array(chosen[start..<min(start + 20, chosen.count)]), of: path, trees: trees, ours: &ours, into: &count)
    }
    print(
      "\(path): \(count.commits) commits, \(count.files) files, \(count.lines) lines compared; \(count.equal) files equal, "
        + "\(count.renames) with another choice of rename, \(count.incomparable) in other encodings; "
        + "\(count.unanswered) commits lack objects")
    fflush(nil)
  }

  private func compare(
    _ rows: [Row], of path: String, trees: [String: String], ours: inout AddedLines, into count: inout Count
  ) throws {
    let emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    let whole = rows.filter { $0.parents.allSatisfy { trees[$0] != nil } }
    let pairs = whole.flatMap { row in
      row.parents.isEmpty ? ["\(emptyTree) \(row.tree)"] : row.parents.map { "\(trees[$0]!) \(row.tree)" }
    }
    let patch = try git(
      path, ["diff-tree", "-r", "-p", "--stdin"] + GitPatch.options, input: pairs.map { $0 + "\n" }.joined())
    var sections = GitPatch.sections(patch)[...]
    guard !patch.isEmpty, sections.count == pairs.count else {
      // Git gives up at the first object that a partial copy does not hold.
      if rows.count == 1 {
        count.unanswered += 1
      } else {
        for row in rows { try compare([row], of: path, trees: trees, ours: &ours, into: &count) }
      }
      return
    }
    for row in whole {
      let parents = max(1, row.parents.count)
      let gits = absentFromAll(Array(sections.prefix(parents)))
      sections = sections.dropFirst(parents)
      guard let id = ObjectID(hex: row.id) else { continue }
      let mine = try ours.of(id)
      count.commits += 1
      for file in Set(mine.keys).union(gits.keys).sorted() {
        if ours.incomparable.contains(file) {
          count.incomparable += 1
          continue
        }
        count.files += 1
        count.lines += gits[file]?.count ?? 0
        if mine[file] == gits[file] {
          count.equal += 1
        } else if try isChoiceOfRename(file, row, path, &ours) {
          count.renames += 1
        } else {
          Issue.record("\(path) \(row.id) \(file): ours \(mine[file]?.ranges ?? []), git's \(gits[file]?.ranges ?? [])")
        }
      }
    }
  }

  private func isChoiceOfRename(_ file: TreePath, _ row: Row, _ path: String, _ ours: inout AddedLines) throws -> Bool {
    guard let head = ObjectID(hex: row.id) else { return false }
    for parent in row.parents {
      guard let base = ObjectID(hex: parent) else { continue }
      let sources = GitRenames.sources(try git(path, ["diff-tree"] + GitRenames.question + [parent, row.id]))
      if try ours.seesOtherRename(of: file, than: sources, from: base, to: head) { return true }
    }
    return false
  }
}
