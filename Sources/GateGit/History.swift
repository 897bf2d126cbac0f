import CGit2
package import GateModel
import Glibc

/// Every unique blob of a history, each with the first commit and path that brought it.
package struct History: Sendable {
  package var changes: [Change] = []
  package var notices: [Notice] = []
  /// The commits walked, oldest first.
  package var commits: [ObjectID] = []
  /// What HEAD's tree holds.
  package var headBlobs: Set<ObjectID> = []
  /// Named by refs or commits and not there: history is cut off.
  package var missing: [ObjectID] = []
}

/// Where a history scan begins.
package enum HistoryStart: Sendable {
  case root
  /// Blobs of commits before this time (seconds since 1970) are known already.
  case time(Int64)
  /// Blobs of this commit and its ancestors are known already.
  case commit(ObjectID)
}

extension GitRepository {
  /// Walks commits oldest first and opens each tree once: some microseconds a new tree, nothing for a known one.
  /// With `restrictions` only blobs at or below one of these paths, under whatever path they were known before.
  package func history(from start: HistoryStart, restrictedTo restrictions: [TreePath] = []) throws(GitError) -> History
  {
    let graph = try CommitGraph(self, tips: try tips())
    var known: Set<ObjectID> = []
    if case .commit(let id) = start { known = Set(try CommitGraph(self, tips: [id]).nodes.map(\.id)) }
    var walk = try TreeWalk(self, restrictions: restrictions)
    for node in graph.nodes {
      let isKnown: Bool
      switch start {
      case .root: isKnown = false
      case .time(let time): isKnown = node.time < time
      case .commit: isKnown = known.contains(node.id)
      }
      walk.visit(node.tree, commit: node.id, collect: !isKnown)
    }
    var history = walk.result
    history.commits = graph.nodes.map(\.id)
    history.missing = graph.missing
    if case .root = start { try addTaggedObjects(to: &history, walk: &walk) }
    if let head = try head(), let node = graph.nodes.last(where: { $0.id == head }) {
      var headWalk = try TreeWalk(self)
      headWalk.visit(node.tree, commit: head, collect: true)
      history.headBlobs = headWalk.blobs
    }
    return history
  }

  /// The commits that refs name, notes and replacements aside, and HEAD.
  private func tips() throws(GitError) -> [ObjectID] {
    var tips = Set(try references().compactMap { peeled($0, to: GIT_OBJECT_COMMIT) })
    if let head = try head() { tips.insert(head) }
    return tips.sorted()
  }

  /// Names of all refs but those that are no history.
  private func references() throws(GitError) -> [String] {
    var names: [String] = []
    let code = unsafe withUnsafeMutablePointer(to: &names) { list in
      unsafe git_reference_foreach_name(
        raw,
        { name, context in
          unsafe context!.assumingMemoryBound(to: [String].self).pointee.append(String(cString: name!))
          return 0
        }, list)
    }
    try GitError.check(code, "listing the refs")
    return names.filter { !$0.hasPrefix("refs/replace/") && !$0.hasPrefix("refs/notes/") }
  }

  private func peeled(_ name: String, to type: git_object_t) -> ObjectID? {
    var oid = git_oid()
    guard unsafe git_reference_name_to_id(&oid, raw, name) == 0 else { return nil }
    var object: OpaquePointer?
    guard unsafe git_object_lookup(&object, raw, &oid, GIT_OBJECT_ANY) == 0 else {
      // Kept, so that the walk reports it as missing.
      return type == GIT_OBJECT_COMMIT ? ObjectID(oid) : nil
    }
    defer { unsafe git_object_free(object) }
    var target: OpaquePointer?
    let code = unsafe git_object_peel(&target, object, type)
    // What a tag names is not here: kept as well.
    if code == GIT_ENOTFOUND.rawValue, type == GIT_OBJECT_COMMIT { return ObjectID(oid) }
    guard code == 0 else { return nil }
    defer { unsafe git_object_free(target) }
    return unsafe ObjectID(git_object_id(target)!.pointee)
  }

  /// Refs may name trees and blobs without a commit.
  private func addTaggedObjects(to history: inout History, walk: inout TreeWalk) throws(GitError) {
    for name in try references() where peeled(name, to: GIT_OBJECT_COMMIT) == nil {
      if let tree = peeled(name, to: GIT_OBJECT_TREE) {
        walk.visit(tree, commit: nil, collect: true)
      } else if let blob = peeled(name, to: GIT_OBJECT_BLOB) {
        walk.add(blob, path: TreePath(name), commit: nil)
      }
    }
    (history.changes, history.notices) = (walk.result.changes, walk.result.notices)
  }
}

extension GitRepository {
  /// The plain files of a tree.
  func blobs(ofTree id: ObjectID, below path: TreePath) throws(GitError) -> [(path: TreePath, id: ObjectID)] {
    var walk = try TreeWalk(self)
    walk.visit(id, commit: nil, collect: true)
    return walk.result.changes.compactMap { change in
      guard case .blob(let id) = change.content, change.entry == .file else { return nil }
      return (path.appending(change.path.bytes), id)
    }
  }
}

/// Opens trees, each once.
private struct TreeWalk: ~Copyable {
  private let odb: Owned
  private struct Visit: Hashable {
    var tree: ObjectID
    /// Nil where every path counts: then a tree is opened once, wherever it stands.
    var path: TreePath?
  }

  private let restrictions: [TreePath]
  private var trees: Set<Visit> = []
  private(set) var blobs: Set<ObjectID> = []
  private var submodules: Set<TreePath> = []
  private(set) var result = History()

  init(_ repository: borrowing GitRepository, restrictions: [TreePath] = []) throws(GitError) {
    odb = try repository.objectDatabase()
    self.restrictions = restrictions
  }

  /// The path is asked for, or leads to one that is.
  private func leads(_ path: TreePath) -> Bool {
    restrictions.isEmpty || restrictions.contains { path.isWithin($0) || $0.isWithin(path) }
  }

  mutating func visit(_ root: ObjectID, commit: ObjectID?, collect: Bool) {
    var pending = [(id: root, path: TreePath(""))]
    while let (id, path) = pending.popLast() {
      guard leads(path), trees.insert(Visit(tree: id, path: restrictions.isEmpty ? nil : path)).inserted else {
        continue
      }
      guard let entries = TreeEntry.all(of: id, in: odb) else {
        result.notices.append(
          Notice(
            path: path.isEmpty ? TreePath(".") : path, reason: .missingObject,
            detail: "tree \(id) is missing or damaged"))
        continue
      }
      for entry in entries {
        let child = path.appending(entry.name)
        if entry.isFolder {
          pending.append((entry.id, child))
        } else if entry.isSubmodule {
          addSubmodule(entry.id, child, collect: collect)
        } else {
          add(entry.id, path: child, commit: commit, collect: collect, isLink: entry.isLink)
        }
      }
    }
  }

  mutating func add(_ blob: ObjectID, path: TreePath, commit: ObjectID?, collect: Bool = true, isLink: Bool = false) {
    guard restrictions.isEmpty || restrictions.contains(where: { path.isWithin($0) }) else { return }
    guard blobs.insert(blob).inserted, collect else { return }
    result.changes.append(
      Change(
        path: path, kind: .whole, entry: isLink ? .link : .file, content: .blob(blob), before: .unasked, commit: commit)
    )
  }

  private mutating func addSubmodule(_ id: ObjectID, _ path: TreePath, collect: Bool) {
    guard submodules.insert(path).inserted, collect else { return }
    result.notices.append(Notice(path: path, reason: .submodule, detail: "a submodule, first at \(id.short)"))
  }
}
