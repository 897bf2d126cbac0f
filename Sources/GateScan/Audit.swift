package import GateGit
package import GateLedger
package import GateModel

/// Which commits passed the gate, as far as the book knows.
///
/// A commit passed when a recorded scan looked at the whole of it and found the gate open: its index before it was committed, the
/// commit itself, a range that holds it, or a history that reaches it. That the tree is the same is not enough, or an empty commit on top
/// would speak for what lies below: what the scan compared the tree with must be the commit's own parent.
package struct Audit {
  /// The best that the book can say of a commit.
  package enum Standing: String, CaseIterable, Sendable {
    case passed
    /// Looked at, and the gate closed.
    case breached
    /// Looked at with `--no-gate`, which lets by what would have closed it.
    case notGated = "not-gated"
    /// Looked at by a scan that could not complete.
    case incomplete
    /// Looked at by a scan that was told to look at less than all of it.
    case partial
    /// No scan in the book looked at it.
    case never
  }

  package struct Row: Sendable {
    package var commit: Commit
    package var standing: Standing
    /// The scan that says so; nil where none does.
    package var scan: RecordedScan?
  }

  private let scans: [RecordedScan]
  private let lists: AuditLists

  /// Reads the whole book.
  package init(_ store: any LedgerStore) throws(LedgerError) {
    scans = try History.scans(in: store)
    lists = AuditLists(store)
  }

  /// Of each commit, in the order given.
  package func rows(
    _ ids: [ObjectID], in repository: borrowing GitRepository
  ) throws(GitError) -> [Row] {
    var reach = AuditReach()
    var rows: [Row] = []
    for id in ids {
      let commit = try repository.commit(id)
      rows.append(try row(commit, repository, &reach, amended: 0))
    }
    return rows
  }

  private func row(
    _ commit: Commit, _ repository: borrowing GitRepository, _ reach: inout AuditReach, amended: Int
  ) throws(GitError) -> Row {
    var row = Row(commit: commit, standing: .never)
    // The newest first: where none passed, the last word is told.
    for scan in scans {
      guard let base = try covered(commit, by: scan, repository, &reach, amended: amended) else { continue }
      var standing = Standing(scan)
      if standing == .passed, try !isWhole(scan, commit, base, repository) { standing = .partial }
      if row.scan == nil || standing == .passed { (row.standing, row.scan) = (standing, scan) }
      if standing == .passed { break }
    }
    return row
  }

  /// With what the scan compared the commit; nil where it did not look at it.
  private enum Base {
    case parents
    case commit(ObjectID)
    case range(ObjectID?, ObjectID)
    case history
  }

  private func covered(
    _ commit: Commit, by scan: RecordedScan, _ repository: borrowing GitRepository, _ reach: inout AuditReach,
    amended: Int
  ) throws(GitError) -> Base? {
    switch scan.mode {
    case "staged":
      guard scan.commits.contains(where: { $0.tree == commit.tree.description }) else { return nil }
      guard let base = scan.base.flatMap({ ObjectID(hex: $0) }) else { return commit.parents.isEmpty ? .parents : nil }
      if commit.parents.contains(base) { return .commit(base) }
      // An amended commit was compared with the one that it took the place of, which must have passed itself.
      guard amended < 50, let replaced = try? repository.commit(base), replaced.parents == commit.parents else {
        return nil
      }
      return try row(replaced, repository, &reach, amended: amended + 1).standing == .passed ? .commit(base) : nil
    case "commit": return scan.commits.contains { $0.id == commit.id.description } ? .parents : nil
    case "diff":
      guard scan.commits.contains(where: { $0.id == commit.id.description }),
        let head = scan.head.flatMap({ ObjectID(hex: $0) })
      else { return nil }
      return .range(scan.base.flatMap { ObjectID(hex: $0) }, head)
    case "history": return reach.holds(commit.id, below: scan.head, in: repository) ? .history : nil
    default: return nil
    }
  }

  /// The scan was not told to look at some paths only, or at what came after a date.
  private func isWhole(
    _ scan: RecordedScan, _ commit: Commit, _ base: Base, _ repository: borrowing GitRepository
  ) throws(GitError) -> Bool {
    let changes: Changes
    switch base {
    case .parents: changes = try repository.changes(of: commit)
    case .commit(let base): changes = try repository.changes(from: base, to: commit.id)
    case .range(let base, let head):
      // A head that is not here any more was there when it was looked at; the commit itself is at hand.
      guard (try? repository.commit(head)) != nil else { return scan.selected > 0 }
      changes = try repository.changes(from: base, to: head)
    case .history:
      let blobs = try repository.changes(of: commit).changes.compactMap { change -> ObjectID? in
        guard case .blob(let id) = change.content else { return nil }
        return id
      }
      return try lists.hold(blobs, scan, repository)
    }
    return scan.selected >= changes.changes.count + changes.notices.count
  }
}

extension Audit.Standing {
  /// What a scan says of all that it looked at.
  fileprivate init(_ scan: RecordedScan) {
    switch (scan.gate, scan.exitCode) {
    case ("open", 0): self = .passed
    case ("closed", 0): self = .notGated
    case ("closed", _): self = .breached
    default: self = .incomplete
    }
  }
}

/// What lies below the heads of history scans.
private struct AuditReach {
  private var commits: [String: Set<ObjectID>] = [:]

  mutating func holds(_ id: ObjectID, below head: String?, in repository: borrowing GitRepository) -> Bool {
    guard let head, let tip = ObjectID(hex: head) else { return false }
    if let known = commits[head] { return known.contains(id) }
    let found = Set((try? repository.commits(from: [tip])) ?? [])
    commits[head] = found
    return found.contains(id)
  }
}

/// Which blobs history scans looked at.
private final class AuditLists {
  private let store: any LedgerStore
  private var blobs: [Int: Set<ObjectID>] = [:]

  init(_ store: any LedgerStore) { self.store = store }

  /// All of these, but for binaries, which no scan looks into, and for as many as the policy left out.
  func hold(
    _ ids: [ObjectID], _ scan: RecordedScan, _ repository: borrowing GitRepository
  ) throws(GitError) -> Bool {
    if blobs[scan.sequence] == nil {
      blobs[scan.sequence] = (try? store.scannedList(of: scan.sequence)).flatMap { $0 }?.blobs ?? []
    }
    let known = blobs[scan.sequence] ?? []
    let reader = try ObjectReader(repository)
    var others = 0
    for id in ids where !known.contains(id) {
      let isBinary = try reader.blob(id).withBytes { span in span.indices.prefix(8000).contains { span[$0] == 0 } }
      if !isBinary { others += 1 }
    }
    return others <= scan.excluded
  }
}
