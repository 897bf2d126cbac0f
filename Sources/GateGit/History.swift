import CGit2
package import GateModel
import Glibc

/// Every unique blob of a history, each with the first commit and path that brought it, and the repository's own texts.
package struct History: Sendable {
  package var changes: [Change] = []
  package var notices: [Notice] = []
  /// The commits walked, oldest first.
  package var commits: [ObjectID] = []
  package var inHead = InHead()
  /// Named by refs or commits and not there: history is cut off.
  package var missing: [ObjectID] = []
  /// What could not be looked at of the repository's own texts.
  package var textNotices: [Notice] = []
  /// Named by logs and heads left behind, and not there: nothing hides in what is gone.
  package var gone = 0

  /// What HEAD's tree holds, and the commits that HEAD descends from, itself too.
  package struct InHead: Sendable {
    package var blobs: Set<ObjectID> = []
    package var commits: Set<ObjectID> = []

    package init() {}
  }
}

/// Where a history scan begins.
package enum HistoryStart: Sendable {
  case root
  /// Blobs of commits before this time (seconds since 1970) are known already.
  case time(Int64)
  /// Blobs of this commit and its ancestors are known already.
  case commit(ObjectID)
}

/// From where a history is walked.
package enum HistoryReach: Sendable {
  /// All refs, HEAD, and what is stashed.
  case refs
  /// Also what only logs and heads left behind still name, in every linked work tree.
  case everything
}

extension GitRepository {
  /// Walks commits oldest first and opens each tree once: some microseconds a new tree, nothing for a known one.
  /// With `restrictions` only blobs at or below one of these paths, under whatever path they were known before.
  package func history(
    from start: HistoryStart, reach: HistoryReach = .refs, restrictedTo restrictions: [TreePath] = []
  ) throws(GitError) -> History {
    // Each tree is opened once, and throwing them out of a full cache costs as much as reading them.
    _ = gatebook_git_set_cache_limit(GIT_OBJECT_TREE, 0)
    let references = try references()
    var reached = try Reached(self)
    var noted = try Reached(self)
    for reference in references {
      guard let target = reference.target else { continue }
      if reference.name.starts(with: "refs/notes/".utf8) {
        noted.follow(target, named: reference.name)
      } else if reach == .everything || !reference.name.starts(with: "refs/replace/".utf8) {
        reached.follow(target, named: reference.name)
      }
    }
    let head = try head()
    if let head { reached.follow(head, named: Array("HEAD".utf8)) }
    let left = LeftBehind(place, reach)
    for (id, name) in left.tips { reached.follow(id, named: name, mayBeGone: true) }

    let graph = try CommitGraph(self, tips: reached.commits.sorted())
    let known = try KnownCommits(start, in: self)
    var walk = try TreeWalk(self, restrictions: restrictions)
    var messages: [Change] = []
    for node in graph.nodes {
      let isKnown = known.contains(node)
      walk.visit(node.tree, commit: node.id, collect: !isKnown)
      if !isKnown { messages.append(.message(of: node.id)) }
    }
    if case .root = start {
      // Refs may name trees and blobs without a commit.
      for tree in reached.trees { walk.visit(tree, commit: nil, collect: true) }
      for (blob, name) in reached.blobs { walk.add(blob, path: TreePath(bytes: name), commit: nil) }
    }
    var history = walk.result
    history.commits = graph.nodes.map(\.id)
    history.missing = graph.missing
    history.changes += messages
    history.changes += reached.tags.filter { !known.contains($0) }.map {
      Change(.tagMessage($0.id), content: .message($0.id))
    }
    if !references.isEmpty {
      let names = references.map { $0.name + [0x0A] }.joined()
      history.changes.append(Change(.refNames, content: .text(Array(names))))
    }
    history.changes += left.texts
    history.textNotices = left.notices
    history.gone = reached.gone
    try addNotes(noted, since: known, to: &history)
    if let head { try addHead(head, graph, to: &history) }
    return history
  }

  /// Notes are texts as messages are, in every version that the refs of notes hold.
  private func addNotes(_ reached: borrowing Reached, since known: KnownCommits, to history: inout History)
    throws(GitError)
  {
    let graph = try CommitGraph(self, tips: reached.commits.sorted())
    var walk = try TreeWalk(self)
    for node in graph.nodes {
      let isKnown = known.contains(node)
      walk.visit(node.tree, commit: node.id, collect: !isKnown)
      if !isKnown { history.changes.append(.message(of: node.id)) }
    }
    for tree in reached.trees { walk.visit(tree, commit: nil, collect: true) }
    for (blob, name) in reached.blobs { walk.add(blob, path: TreePath(bytes: name), commit: nil) }
    for note in walk.result.changes {
      // Names of many notes are cut into folders: `1a/2b3c…`.
      let joined = TreePath(bytes: note.path.bytes.filter { $0 != UInt8(ascii: "/") })
      let name = ObjectID(hex: joined.description) == nil ? note.path : joined
      history.changes.append(Change(.note(on: name), content: note.content, commit: note.commit))
    }
    history.changes += reached.tags.filter { !known.contains($0) }.map {
      Change(.tagMessage($0.id), content: .message($0.id))
    }
    history.notices += walk.result.notices
    history.missing += graph.missing
  }

  private func addHead(_ head: ObjectID, _ graph: CommitGraph, to history: inout History) throws(GitError) {
    var descent: Set<ObjectID> = [head]
    var tree: ObjectID?
    for node in graph.nodes.reversed() where descent.contains(node.id) {
      if node.id == head { tree = node.tree }
      descent.formUnion(node.parents)
    }
    history.inHead.commits = descent
    guard let tree else { return }
    var walk = try TreeWalk(self)
    walk.visit(tree, commit: head, collect: false)
    history.inHead.blobs = walk.blobs
  }
}

/// What a history scan need not look at again.
private struct KnownCommits {
  private let start: HistoryStart
  private var ids: Set<ObjectID> = []

  init(_ start: HistoryStart, in repository: borrowing GitRepository) throws(GitError) {
    self.start = start
    if case .commit(let id) = start { ids = Set(try CommitGraph(repository, tips: [id]).nodes.map(\.id)) }
  }

  func contains(_ node: CommitGraph.Node) -> Bool {
    switch start {
    case .root: false
    case .time(let time): node.time < time
    case .commit: ids.contains(node.id)
    }
  }

  func contains(_ tag: Reached.Tag) -> Bool {
    switch start {
    case .root: false
    case .time(let time): tag.time.map { $0 < time } ?? false
    case .commit: ids.contains(tag.target)
    }
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

  /// Without those that were seen before, where a path says nothing new of them.
  private func entries(of tree: ObjectID) -> [TreeEntry]? {
    guard restrictions.isEmpty else { return TreeEntry.all(of: tree, in: odb) }
    return TreeEntry.all(of: tree, in: odb) { mode, id in
      switch mode {
      case 0o040000: !trees.contains(Visit(tree: id, path: nil))
      case 0o160000: true
      default: !blobs.contains(id)
      }
    }
  }

  mutating func visit(_ root: ObjectID, commit: ObjectID?, collect: Bool) {
    var pending = [(id: root, path: TreePath(""))]
    while let (id, path) = pending.popLast() {
      guard leads(path), trees.insert(Visit(tree: id, path: restrictions.isEmpty ? nil : path)).inserted else {
        continue
      }
      guard let entries = entries(of: id) else {
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
