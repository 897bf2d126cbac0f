import GateGit
import GateModel
import GateScan

extension Occasion {
  /// What is to be scanned, once it is known which commits are here.
  struct Choice {
    var selection: Selection
    var remark: String
  }

  /// Throws where the commits that the service names are not here: never is something else scanned in their place because a clone
  /// is shallow.
  func choice(in repository: borrowing GitRepository) throws(Ending) -> Choice {
    switch look {
    case .staged: return Choice(selection: .staged, remark: "\(told): the index against HEAD")
    case .tree:
      return Choice(selection: .paths, remark: "\(told): it does not say what came before, so all files are looked at")
    case .diff(let bases, let head): return try diff(bases, head, in: repository)
    }
  }

  private var told: String { "from the environment: \(service), \(event)" }

  private func diff(
    _ bases: [Base], _ head: String?, in repository: borrowing GitRepository
  ) throws(Ending) -> Choice {
    guard let tip = try? repository.resolve(head ?? "HEAD") else {
      throw missing("the commit \(head ?? "HEAD") that is to be judged is not in this clone")
    }
    var gone: [String] = []
    for base in bases {
      let passed = gone.isEmpty ? "" : "; \(gone.joined(separator: " and ")) is not here any more"
      switch base {
      case .nothing:
        return Choice(
          selection: .diff(base: ObjectID.emptyTree.description, head: head),
          remark: "\(told): nothing came before\(passed)")
      case .tree:
        return Choice(
          selection: .paths,
          remark: "\(told): there is no earlier commit to compare with, so all files are looked at\(passed)")
      case .revision(let name):
        guard let commit = try? repository.resolve(name) else {
          // What a whole clone lacks was pushed away or is no branch any more; what a shallow one lacks says nothing.
          if repository.isShallow { throw missing("the base \(name) is not in this shallow clone") }
          gone.append(name)
          continue
        }
        try check(commit, tip, in: repository)
        return Choice(selection: .diff(base: name, head: head), remark: "\(told): compared with \(name)\(passed)")
      }
    }
    throw missing(
      gone.isEmpty
        ? "nothing to compare with is named" : "\(gone.joined(separator: " and ")) cannot be found in this clone")
  }

  /// A merge base there must be.
  private func check(
    _ base: ObjectID, _ tip: ObjectID, in repository: borrowing GitRepository
  ) throws(Ending) {
    do throws(GitError) {
      _ = try repository.mergeBase(base, tip)
    } catch {
      if error.code == .shallow || error.code == .missingObject { throw missing(error.message) }
      throw ScanFailure(error).ending
    }
  }

  private func missing(_ what: String) -> Ending { .incomplete("\(told): \(what). In \(service): \(deepening)") }
}
