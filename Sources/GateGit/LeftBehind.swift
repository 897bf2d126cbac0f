import GateModel
import Glibc

/// What the files of git directories still name and no ref does: logs of refs, and heads that commands leave behind. Read as
/// files, for the library knows neither the logs of other work trees nor all of these heads.
struct LeftBehind {
  /// With the file that names it, below the git directory.
  private(set) var tips: [(id: ObjectID, name: [UInt8])] = []
  private(set) var texts: [Change] = []
  private(set) var notices: [Notice] = []
  private var seen: Set<ObjectID> = []
  private var budget = 256 << 20

  init(_ place: GitRepository.Place, _ reach: HistoryReach) {
    guard let common = try? FileTree(place.commonDirectory) else { return }
    guard reach == .everything else {
      // Of what is stashed only the last is a ref; the others are lines of its log.
      readLog(TreePath("logs/refs/stash"), in: common, isText: false)
      return
    }
    readAll(below: TreePath(""), in: common)
    for worktree in list(TreePath("worktrees"), in: common, .folder) {
      readAll(below: worktree, in: common)
      // Refs of its own, as those of a bisection; those of the main work tree are among all refs.
      for file in files(below: worktree.appending("refs".utf8), in: common) { readHeads(file, in: common) }
    }
  }

  private mutating func readAll(below folder: TreePath, in tree: FileTree) {
    var heads = list(folder, in: tree, .file).filter { Self.isHead($0.name) }
    for state in ["rebase-merge", "rebase-apply", "sequencer"] {
      heads += files(below: folder.appending(state.utf8), in: tree)
    }
    for file in heads { readHeads(file, in: tree) }
    for file in files(below: folder.appending("logs".utf8), in: tree) { readLog(file, in: tree, isText: true) }
  }

  /// `HEAD`, `ORIG_HEAD`, `MERGE_HEAD`, `AUTO_MERGE` and their like, those of later versions too.
  private static func isHead(_ name: ArraySlice<UInt8>) -> Bool {
    name.allSatisfy { (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "_") }
      && (name.suffix(4).elementsEqual("HEAD".utf8) || name.elementsEqual("AUTO_MERGE".utf8))
  }

  /// What of one kind lies in a folder, sorted.
  private mutating func list(_ folder: TreePath, in tree: FileTree, _ wanted: FileTree.Kind) -> [TreePath] {
    guard folder.isEmpty || tree.kind(of: folder) == .folder else { return [] }
    var found: [TreePath] = []
    var unread: [Notice] = []
    tree.list(folder, notice: { unread.append($0) }, each: { path, kind in if kind == wanted { found.append(path) } })
    tell(unread)
    return found.sorted()
  }

  /// All files below a folder, sorted.
  private mutating func files(below folder: TreePath, in tree: FileTree) -> [TreePath] {
    guard tree.kind(of: folder) == .folder else { return [] }
    var found: [TreePath] = []
    var unread: [Notice] = []
    tree.walk(
      folder, enter: { _ in true }, visit: { path, kind in if kind == .file { found.append(path) } },
      notice: { unread.append($0) })
    tell(unread)
    return found.sorted()
  }

  private mutating func tell(_ unread: [Notice]) {
    notices += unread.map {
      Notice(path: RepositoryText.reflog($0.path).path, reason: $0.reason, detail: $0.detail)
    }
  }

  /// Ids at the beginning of lines.
  private mutating func readHeads(_ file: TreePath, in tree: FileTree) {
    guard case .bytes(let bytes) = tree.read(file, limit: 16 << 20) else { return }
    for line in bytes.split(separator: 0x0A) { add(line.prefix(40), named: file) }
  }

  private mutating func readLog(_ file: TreePath, in tree: FileTree, isText: Bool) {
    switch tree.read(file, limit: budget) {
    case .bytes(let bytes):
      for line in bytes.split(separator: 0x0A) {
        add(line.prefix(40), named: file)
        add(line.dropFirst(41).prefix(40), named: file)
      }
      guard isText, !bytes.isEmpty else { return }
      budget -= bytes.count
      texts.append(Change(.reflog(file), content: .text(bytes)))
    case .tooLarge(let size):
      notices.append(
        Notice(path: RepositoryText.reflog(file).path, reason: .tooLarge, detail: "\(size) bytes of a log of refs"))
    case .notAFile: break
    case .unreadable(let why):
      guard tree.kind(of: file) != nil else { return }
      notices.append(Notice(path: RepositoryText.reflog(file).path, reason: .unreadable, detail: why))
    }
  }

  private mutating func add(_ hex: ArraySlice<UInt8>, named file: TreePath) {
    guard hex.count == 40, let id = Hex.decode(hex).flatMap({ ObjectID(bytes: $0) }), !id.isZero else { return }
    if seen.insert(id).inserted { tips.append((id, file.bytes)) }
  }
}
