import GateDocument
import GateGit
import GateModel
import GatePolicy
import Glibc

/// Selections that git knows: index, work tree, commits, history.
struct GitSelector {
  private let request: ScanRequest
  /// The folder named first, if it is one: the repository is looked for there.
  private let folder: String?
  private let restrictions: [String]

  init(_ request: ScanRequest) {
    self.request = request
    if let first = request.paths.first, Files.kind(first) == .folder {
      folder = first
      restrictions = Array(request.paths.dropFirst())
    } else {
      folder = nil
      restrictions = request.paths
    }
  }

  func select() throws(GitError) -> Subject {
    let found = try GitRepository.discover(
      at: folder, environment: GitEnvironment(request.variables), trustOwner: request.trustsOwner)
    guard let repository = found else {
      throw GitError(
        .notARepository,
        "\(folder ?? "the current directory") lies in no git repository; `\(request.selection.name)` needs one")
    }
    var subject = try select(in: repository)
    if let revision = request.policyRevision { subject.policyPlace = .commit(try repository.resolve(revision)) }
    subject.remarks = request.remarks + subject.remarks
    var paths: [TreePath] = []
    for restriction in restrictions { paths.append(try located(restriction, in: repository, subject)) }
    if !paths.isEmpty {
      var changes = Changes()
      (changes.changes, changes.notices) = (subject.changes, subject.notices)
      let kept = changes.restricted(to: paths)
      (subject.changes, subject.notices) = (kept.changes, kept.notices)
    }
    subject.place = repository.place
    subject.provenance = repository.provenance()
    return subject
  }

  /// A restriction as a path below the repository's root: where a folder was named first it is one already, else it is
  /// meant from the current directory. One that names nothing at all is a slip, not an empty selection.
  private func located(
    _ text: String, in repository: borrowing GitRepository, _ subject: Subject
  ) throws(GitError) -> TreePath {
    let path = try place(of: text, in: repository)
    let isSelected =
      subject.changes.contains { $0.path.isWithin(path) } || subject.notices.contains { $0.path.isWithin(path) }
    if isSelected || path.isEmpty { return path }
    if let tree = repository.place.workTree, try FileTree(tree).kind(of: path) != nil { return path }
    if let head = try repository.head(), repository.has(path, at: head) { return path }
    throw GitError(.badRevision, "`\(text)` names nothing in this repository")
  }

  private func place(of text: String, in repository: borrowing GitRepository) throws(GitError) -> TreePath {
    if folder != nil && !text.hasPrefix("/") {
      return TreePath(text.split(separator: "/").filter { $0 != "." }.joined(separator: "/"))
    }
    return try below(repository.place.workTree, text)
  }

  private func below(_ root: String?, _ text: String) throws(GitError) -> TreePath {
    guard let root, let top = Self.resolved(root) else {
      throw GitError(.badRevision, "`\(text)`: name the bare repository first, then paths below its root")
    }
    // The last name may be gone from the work tree, or be a link; what holds it is resolved.
    let slash = text.lastIndex(of: "/")
    let holder = slash.map { $0 == text.startIndex ? "/" : String(text[..<$0]) } ?? "."
    let name = String(slash.map { text[text.index(after: $0)...] } ?? text[...])
    let full = [".", "..", ""].contains(name) ? Self.resolved(text) : Self.resolved(holder).map { $0 + "/" + name }
    guard let full, full == top || full.hasPrefix(top + "/") else {
      throw GitError(.badRevision, "`\(text)` is no path in the repository at \(top)")
    }
    return TreePath(String(full.dropFirst(top.count + 1)))
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  private func select(in repository: borrowing GitRepository) throws(GitError) -> Subject {
    switch request.selection {
    case .staged: return try staged(repository)
    case .worktree: return try worktree(repository)
    case .diff(let base, let head): return try diff(repository, base: base, head: head)
    case .commit(let revision): return try commit(repository, revision)
    case .history(let since, let everything):
      var paths: [TreePath] = []
      for restriction in restrictions { paths.append(try place(of: restriction, in: repository)) }
      return try history(repository, since: since, reach: everything ? .everything : .refs, restrictedTo: paths)
    case .paths: preconditionFailure("paths are selected by PathSelector")
    }
  }

  private func uncommitted(_ repository: borrowing GitRepository, _ text: String) throws(GitError) -> Subject {
    let head = try repository.head()
    var subject = Subject(text: text, policyPlace: head.map { .commit($0) } ?? .none)
    (subject.base, subject.head) = (head, nil)
    return subject
  }

  private func staged(_ repository: borrowing GitRepository) throws(GitError) -> Subject {
    var subject = try uncommitted(repository, "staged")
    let staged = try repository.stagedChanges()
    subject.take(staged.changes)
    subject.tree = staged.tree
    return subject
  }

  private func worktree(_ repository: borrowing GitRepository) throws(GitError) -> Subject {
    var subject = try uncommitted(repository, "worktree")
    let changes = try repository.worktreeChanges()
    subject.take(changes)
    subject.root = repository.place.workTree
    return subject
  }

  private func diff(_ repository: borrowing GitRepository, base: String, head: String?) throws(GitError) -> Subject {
    let tip = try repository.resolve(head ?? "HEAD")
    // What is compared with nothing: a first push.
    let start: ObjectID? =
      base == ObjectID.emptyTree.description ? nil : try repository.mergeBase(try repository.resolve(base), tip)
    var subject = Subject(
      text: "diff \(base)..\(head ?? "HEAD")", policyPlace: start.map { .commit($0) } ?? .none)
    (subject.base, subject.head) = (start, tip)
    let bases = (start.map { [$0] } ?? []) + request.known
    let changes = try repository.changes(from: bases, to: tip)
    subject.take(changes)
    try tellCommits(of: &subject, upTo: tip, after: bases, in: repository)
    let kept = changes.changes.compactMap { if case .blob(let id) = $0.content { id } else { nil } }
    let past = try repository.past(of: subject.commits, after: bases, upTo: tip, kept: Set(kept))
    subject.changes += past
    if !past.isEmpty {
      subject.remarks.append(
        "\(past.count) version\(past.count == 1 ? "" : "s") of files that came and went before the last commit: looked at for secrets"
      )
    }
    subject.changes += subject.commits.map { .message(of: $0) }
    if let head {
      subject.changes += try repository.tags(from: head).map { Change(.tagMessage($0), content: .message($0)) }
    }
    subject.remarks.append(
      start.map { "base: \($0.short), the merge base of \(shown(base)) and \(shown(head ?? "HEAD"))" }
        ?? "base: none, so all that \(shown(head ?? "HEAD")) holds is new")
    return subject
  }

  /// An id as it is shown to people; anything else as it was typed.
  private func shown(_ revision: String) -> String { ObjectID(hex: revision)?.short ?? revision }

  private func tellCommits(
    of subject: inout Subject, upTo tip: ObjectID, after bases: [ObjectID], in repository: borrowing GitRepository
  ) throws(GitError) {
    guard bases.count == 1 else {
      subject.commits = try repository.news(of: tip, beyond: bases).commits
      return
    }
    let (commits, missing) = try repository.commits(after: bases[0], upTo: tip)
    subject.commits = commits
    guard let first = missing.first else { return }
    subject.notices.append(
      Notice(
        path: TreePath("."), reason: .shallowBoundary,
        detail:
          "commit \(first) is not here, nor are the messages before it; type: git fetch --unshallow (in CI: fetch-depth: 0)"
      ))
  }

  private func commit(_ repository: borrowing GitRepository, _ revision: String) throws(GitError) -> Subject {
    let commit = try repository.commit(try repository.resolve(revision))
    var subject = Subject(
      text: "commit \(commit.id.short)", policyPlace: commit.parents.first.map { .commit($0) } ?? .none)
    (subject.base, subject.head) = (commit.parents.first, commit.id)
    do throws(GitError) {
      let changes = try repository.changes(of: commit)
      subject.take(changes)
    } catch {
      guard error.code == .missingObject, repository.isShallow else { throw error }
      throw GitError(
        .shallow,
        "a parent of \(commit.id.short) is not in this shallow clone; type: git fetch --deepen=1 (in CI: fetch-depth: 2)"
      )
    }
    // What a merge deletes is not told; what all its parents had and it has not, it took away.
    if commit.parents.count > 1 {
      for path in [TreePath(Policy.fileName), TreePath(Baseline.fileName)]
      where !repository.has(path, at: commit.id) && commit.parents.allSatisfy({ repository.has(path, at: $0) }) {
        subject.touched?.insert(path)
      }
    }
    subject.commits = [commit.id]
    subject.changes.append(.message(of: commit.id))
    return subject
  }

  private func history(
    _ repository: borrowing GitRepository, since: String?, reach: HistoryReach, restrictedTo paths: [TreePath]
  ) throws(GitError) -> Subject {
    let head = try repository.head()
    var subject = Subject(
      text: (reach == .everything ? "history of all refs" : "history") + (since.map { " since \($0)" } ?? ""),
      policyPlace: head.map { .commit($0) } ?? .none)
    subject.head = head
    let history = try repository.history(
      from: try start(since, in: repository), reach: reach, restrictedTo: paths)
    (subject.changes, subject.notices) = (history.changes, history.notices)
    subject.textNotices = history.textNotices
    if history.gone > 0 {
      subject.remarks.append(
        "\(history.gone) object\(history.gone == 1 ? "" : "s") that logs of refs name \(history.gone == 1 ? "is" : "are") no longer here"
      )
    }
    subject.inHead = history.inHead
    subject.commits = history.commits.reversed()
    for missing in history.missing {
      let isBoundary = repository.isShallow
      subject.notices.append(
        Notice(
          path: TreePath("."), reason: isBoundary ? .shallowBoundary : .missingObject,
          detail: "commit \(missing) is not here, nor what only it and its ancestors hold"
            + (isBoundary ? "; type: git fetch --unshallow" : "")))
    }
    // Behind a tree that cannot be read may lie anything.
    for notice in history.notices.filter({ $0.reason == .missingObject }).prefix(20) {
      subject.failures.append(notice.detail)
    }
    if !history.missing.isEmpty {
      subject.failures.append("history is cut off at \(history.missing[0]) and \(history.missing.count - 1) more")
    }
    return subject
  }

  private func start(_ since: String?, in repository: borrowing GitRepository) throws(GitError) -> HistoryStart {
    guard let since else { return .root }
    if let time = Day.seconds(since) { return .time(time) }
    do throws(GitError) {
      return .commit(try repository.resolve(since))
    } catch {
      throw GitError(.badRevision, "--since takes a date (2026-01-31) or a commit; `\(since)` is neither")
    }
  }
}

/// A date as people type it.
package enum Day {
  /// Seconds since 1970 of `YYYY-MM-DD`, at its beginning, UTC; nil for anything else.
  package static func seconds(_ text: String) -> Int64? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2 else { return nil }
    return Timestamp.milliseconds("\(text)T00:00:00.000Z").map { $0 / 1000 }
  }
}
