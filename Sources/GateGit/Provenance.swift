import CGit2
package import GateModel

extension GitRepository {
  /// Remote, branch and revision for those who read a report; never a user name, password or token.
  package func provenance() -> Provenance {
    var provenance = Provenance(remoteURL: config("remote.origin.url").flatMap(Self.withoutCredentials))
    provenance.revision = (try? head()) ?? nil
    provenance.branch = branch()
    return provenance
  }

  /// The branch that HEAD names, also before its first commit; nil when HEAD is detached.
  package func branch() -> String? {
    var reference: OpaquePointer?
    guard unsafe git_reference_lookup(&reference, raw, "HEAD") == 0 else { return nil }
    defer { unsafe git_reference_free(reference) }
    guard let target = unsafe git_reference_symbolic_target(reference) else { return nil }
    let name = unsafe String(cString: target)
    return name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name
  }

  /// An https, http, ssh or git URL without what stands before `@`; `git@host:path` as ssh; nil for a local path, and for what may hold
  /// a password elsewhere. Byte by byte: a mark that joins the `@` must not hide it.
  package static func withoutCredentials(_ url: String) -> String? {
    let url = Array(url.utf8)
    func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
    func host(_ authority: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
      authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
    }
    if let scheme = url.firstRange(of: Array("://".utf8)) {
      let name = text(url[..<scheme.lowerBound])
      guard ["https", "http", "ssh", "git"].contains(name) else { return nil }
      let rest = url[scheme.upperBound...]
      let authority = rest.prefix { !"/?#".utf8.contains($0) }
      let path = rest.dropFirst(authority.count).prefix { !"?#".utf8.contains($0) }
      return host(authority).isEmpty ? nil : "\(name)://\(text(host(authority)))\(text(path))"
    }
    guard let colon = url.firstIndex(of: UInt8(ascii: ":")), !url[..<colon].contains(UInt8(ascii: "/")) else {
      return nil
    }
    let path = url[(colon + 1)...]
    guard !path.contains(UInt8(ascii: "@")), !host(url[..<colon]).isEmpty else { return nil }
    return "ssh://\(text(host(url[..<colon])))/\(text(path))"
  }

  /// The smallest id among the root commits that HEAD descends from: what names a project whatever its clone is called. Nil
  /// before the first commit and where history is cut off. Reads every commit once.
  package func smallestRoot() throws(GitError) -> ObjectID? {
    guard let head = try head() else { return nil }
    let graph = try CommitGraph(self, tips: [head])
    guard graph.missing.isEmpty else { return nil }
    return graph.nodes.filter(\.parents.isEmpty).map(\.id).min()
  }

  /// A file of a commit's tree; nil when the commit has none there.
  package func file(_ path: TreePath, at commit: ObjectID) throws(GitError) -> [UInt8]? {
    let tree = try tree(of: commit)
    var entry: OpaquePointer?
    guard unsafe path.withCString({ unsafe git_tree_entry_bypath(&entry, tree.raw, $0) }) == 0 else { return nil }
    defer { unsafe git_tree_entry_free(entry) }
    guard unsafe git_tree_entry_type(entry) == GIT_OBJECT_BLOB else { return nil }
    let id = unsafe ObjectID(git_tree_entry_id(entry)!.pointee)
    return try ObjectReader(self).blob(id).withBytes { span in span.indices.map { span[$0] } }
  }
}

extension GitRepository {
  /// The files of a commit's tree at or below `path`, sorted; links and submodules are left out.
  package func files(below path: String, at commit: ObjectID) throws(GitError) -> [(path: TreePath, bytes: [UInt8])] {
    let tree = try tree(of: commit)
    var entry: OpaquePointer?
    guard unsafe git_tree_entry_bypath(&entry, tree.raw, path) == 0 else { return [] }
    defer { unsafe git_tree_entry_free(entry) }
    let id = unsafe ObjectID(git_tree_entry_id(entry)!.pointee)
    let reader = try ObjectReader(self)
    var files: [(path: TreePath, id: ObjectID)] = []
    if unsafe git_tree_entry_type(entry) == GIT_OBJECT_BLOB {
      files = [(TreePath(path), id)]
    } else {
      files = try blobs(ofTree: id, below: TreePath(path))
    }
    var contents: [(path: TreePath, bytes: [UInt8])] = []
    for (path, id) in files.sorted(by: { $0.path < $1.path }) {
      contents.append((path, try reader.blob(id).withBytes { span in span.indices.map { span[$0] } }))
    }
    return contents
  }
}

extension GitRepository {
  /// Where git looks for hooks: `core.hooksPath` (relative to the work tree), or the common git directory's folder.
  package func hooksFolder(home: String?) throws(GitError) -> String {
    guard let path = config("core.hooksPath"), !path.isEmpty else { return place.commonDirectory + "hooks" }
    if path.hasPrefix("~/"), let home { return home + path.dropFirst() }
    if path.hasPrefix("~") || path.hasPrefix("%(") {
      throw GitError(.unsupported, "core.hooksPath is `\(path)`; write it out in full, as /home/NAME/hooks")
    }
    return path.hasPrefix("/") ? path : (place.workTree ?? place.gitDirectory) + path
  }
}

extension GitRepository {
  /// A commit's tree has something at `path`.
  package func has(_ path: TreePath, at commit: ObjectID) -> Bool {
    guard let tree = try? tree(of: commit) else { return false }
    var entry: OpaquePointer?
    defer { unsafe git_tree_entry_free(entry) }
    return unsafe path.withCString { unsafe git_tree_entry_bypath(&entry, tree.raw, $0) } == 0
  }
}
