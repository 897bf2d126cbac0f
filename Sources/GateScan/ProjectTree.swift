import GateGit
import GateModel
import Synchronization

/// All files of what is scanned, for an analysis that follows data from file to file. What there is it knows from listings
/// that it keeps, so that asking for a file that is not there costs nothing.
final class ProjectTree: SourceTree {
  /// Larger files are not parsed anyway.
  static let maximumFileSize = 5 << 20
  /// Of all listings kept.
  private static let maximumNames = 200_000

  private let store: any FileStore
  private let state = Mutex(State())

  private struct State {
    var listings: [TreePath: Listing] = [:]
    var names = 0
    var unread: [TreePath: (reason: Notice.Reason, detail: String)] = [:]
  }

  private final class Listing: Sendable {
    let entries: [[UInt8]: FileEntry]
    let names: [String]

    init(_ all: [FileEntry]) {
      let plain = all.filter { TreePath.isPlain(name: $0.name) }
      entries = Dictionary(plain.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      names = entries.values.map { $0.isFolder ? $0.name + [UInt8(ascii: "/")] : $0.name }
        .sorted { $0.lexicographicallyPrecedes($1) }.compactMap { String(validating: $0, as: UTF8.self) }
    }
  }

  init(_ store: any FileStore) { self.store = store }

  func bytes(of path: TreePath) -> [UInt8]? {
    guard let entry = file(at: path) else { return nil }
    switch store.read(path, entry, limit: Self.maximumFileSize) {
    case .bytes(let bytes):
      return LFSPointer.isOne(bytes.span) || TextEncoding.detect(bytes.span) == .binary ? nil : bytes
    case .none: return nil
    case .unread(let reason, let detail):
      state.withLock { $0.unread[path] = (reason, detail) }
      return nil
    }
  }

  /// There is a file or folder.
  func holds(_ path: TreePath) -> Bool {
    path.isPlain && listing(of: path.folder)?.entries[Array(path.name)] != nil
  }

  /// All files at or below a path.
  func files(below path: TreePath) -> [TreePath] {
    file(at: path) != nil ? [path] : files(from: path) { _ in true }
  }

  /// All files that are wanted, from the root down.
  func files(where isWanted: (TreePath) -> Bool) -> [TreePath] { files(from: TreePath(""), where: isWanted) }

  private func files(from folder: TreePath, where isWanted: (TreePath) -> Bool) -> [TreePath] {
    var files: [TreePath] = []
    var waiting = [folder]
    while let folder = waiting.popLast() {
      for name in names(in: folder) {
        if name.hasSuffix("/") {
          waiting.append(folder.appending(name.dropLast().utf8))
        } else if case let path = folder.appending(name.utf8), isWanted(path) {
          files.append(path)
        }
      }
    }
    return files.sorted()
  }

  func names(in folder: TreePath) -> [String] { listing(of: folder)?.names ?? [] }

  /// Git's id of a file's content, where the store keeps objects.
  func blob(at path: TreePath) -> ObjectID? { file(at: path)?.id }

  private func file(at path: TreePath) -> FileEntry? {
    guard path.isPlain, let entry = listing(of: path.folder)?.entries[Array(path.name)], !entry.isFolder else {
      return nil
    }
    return entry
  }

  /// Down from the root, so that nothing is looked for where a listing does not lead.
  private func listing(of folder: TreePath) -> Listing? {
    guard folder.isEmpty || folder.isPlain else { return nil }
    if let known = known(folder) { return known }
    var path = TreePath("")
    guard var listing = known(path) ?? load(path, nil) else { return nil }
    for name in folder.bytes.split(separator: UInt8(ascii: "/")) {
      guard let entry = listing.entries[Array(name)], entry.isFolder else { return nil }
      path = path.appending(name)
      guard let next = known(path) ?? load(path, entry) else { return nil }
      listing = next
    }
    return listing
  }

  private func known(_ folder: TreePath) -> Listing? { state.withLock { $0.listings[folder] } }

  private func load(_ folder: TreePath, _ entry: FileEntry?) -> Listing? {
    guard let entries = store.entries(in: folder, entry) else {
      state.withLock { $0.unread[folder] = (.unreadable, "the folder cannot be read") }
      return nil
    }
    let listing = Listing(entries)
    state.withLock { state in
      if state.names + entries.count > Self.maximumNames { (state.listings, state.names) = ([:], 0) }
      state.listings[folder] = listing
      state.names += entries.count
    }
    return listing
  }
}

extension ProjectTree {
  /// The tree that a selection's changes belong to: of the commit, of HEAD for a history, the index, or what lies there. Nil
  /// where no rule follows data from file to file.
  static func of(_ subject: Subject, _ request: ScanRequest, under rules: RuleSet) throws(ScanFailure) -> ProjectTree? {
    guard rules.rules.contains(where: { $0.kind == .taint(isInterfile: true) }) else { return nil }
    return try result(of: subject, request)
  }

  /// The files as the selection leaves them. Nothing is read before it is asked for.
  static func result(of subject: Subject, _ request: ScanRequest) throws(ScanFailure) -> ProjectTree? {
    do throws(GitError) {
      return try store(of: subject, request).map(ProjectTree.init)
    } catch {
      throw ScanFailure(error)
    }
  }

  private static func store(of subject: Subject, _ request: ScanRequest) throws(GitError) -> (any FileStore)? {
    switch request.selection {
    case .paths, .worktree:
      guard let root = subject.root else { return nil }
      let isUnfiltered = request.selection == .paths && request.ignoresIgnoreRules
      return try FolderFiles(root, in: isUnfiltered ? nil : subject.place)
    case .staged: return subject.place.map { StagedFiles($0) }
    case .diff, .commit, .history:
      guard let place = subject.place, let head = subject.head else { return nil }
      return try CommittedFiles(of: head, in: place)
    }
  }

  /// What was asked for and could not be read, sorted: data was not followed there. Files that are too large are told apart:
  /// that is a limit and no mishap.
  var gaps: (notices: [Notice], tooLarge: [TreePath]) {
    let unread = state.withLock { $0.unread }.sorted { $0.key < $1.key }
    let notices = unread.filter { $0.value.reason != .tooLarge }.map { path, why in
      Notice(
        path: path.isEmpty ? TreePath(".") : path, reason: why.reason,
        detail: "data could not be followed into it: \(why.detail)")
    }
    return (notices, unread.filter { $0.value.reason == .tooLarge }.map(\.key))
  }
}
