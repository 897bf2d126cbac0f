import GateDocument
import GateGit
import GateLedger
import GateLedgerSQLite
import GateModel
import GatePolicy
import GateScan
import Glibc

/// One repository: whether it can be read whole, and what keeps its gate.
enum RepositoryCheckup {
  static func items(_ repository: borrowing GitRepository) -> [CheckedItem] {
    [self.repository(repository), hook(repository), policy(repository), book(repository)]
  }

  // MARK: History

  private static func repository(_ repository: borrowing GitRepository) -> CheckedItem {
    let name = "repository"
    let place = repository.place.workTree ?? repository.place.gitDirectory
    do throws(GitError) {
      guard let head = try repository.head() else { return .ok(name, "\(place), before its first commit") }
      _ = try repository.changes(of: try repository.commit(head))
    } catch {
      if error.code != .missingObject || !repository.isShallow {
        return .fail(name, "\(place) cannot be read", remedy: error.message)
      }
    }
    if repository.isShallow {
      return .warn(
        name, "\(place) is a shallow clone: merge bases and histories may lie beyond its end",
        remedy: "git fetch --unshallow (in GitHub's workflows: fetch-depth: 0; GitLab: GIT_DEPTH: 0)")
    }
    return .ok(name, place)
  }

  // MARK: Hook

  private static func hook(_ repository: borrowing GitRepository) -> CheckedItem {
    let name = "hook"
    guard repository.place.workTree != nil else {
      return .ok(name, "a bare repository has no commits of its own; what is pushed to it is for its pre-receive hook")
    }
    let folder: String
    do throws(GitError) { folder = try repository.hooksFolder(home: Process.variables["HOME"]) } catch {
      return .fail(name, "where git looks for hooks cannot be told", remedy: error.message)
    }
    let path = folder + (folder.hasSuffix("/") ? "" : "/") + "pre-commit"
    guard unsafe access(path, F_OK) == 0 else {
      return .warn(name, "there is no \(path), so commits pass unseen", remedy: "gatebook hook install")
    }
    let text: String
    do throws(DocumentError) { text = String(decoding: try Files.read(path), as: UTF8.self) } catch {
      return .fail(name, error.description, remedy: "make it readable")
    }
    guard text.contains("gatebook") || text.contains(" hook run ") else {
      let manager = ["husky", "lefthook", "pre-commit.com"].first { text.contains($0) }
      return manager.map { manager in
        .warn(
          name, "\(path) belongs to \(manager); whether that calls the gate cannot be seen here",
          remedy: "see that its configuration has: gatebook hook run pre-commit")
      }
        ?? .warn(
          name, "\(path) is another's, and does not call the gate",
          remedy: "gatebook hook install keeps it and runs it first")
    }
    guard unsafe access(path, X_OK) == 0 else {
      return .fail(name, "\(path) is not executable, so git passes it over", remedy: "chmod +x \(path)")
    }
    return calling(path, text)
  }

  /// Whether what the hook calls is there, and is this program.
  private static func calling(_ path: String, _ text: String) -> CheckedItem {
    let line = text.split(separator: "\n").last { $0.hasPrefix("program='") }
    guard let program = line?.split(separator: "'", omittingEmptySubsequences: false).dropFirst().first.map(String.init)
    else { return .ok("hook", "\(path) calls gatebook") }
    guard unsafe access(program, X_OK) == 0 else {
      return .fail(
        "hook", "\(path) calls \(program), which is not there",
        remedy: "gatebook hook install, with the program that is")
    }
    if let own = Process.executable, own != program {
      return .warn(
        "hook", "\(path) calls another program, \(program)", remedy: "gatebook hook install, to have it call \(own)")
    }
    return .ok("hook", "\(path) calls this program")
  }

  // MARK: Policy

  private static func policy(_ repository: borrowing GitRepository) -> CheckedItem {
    let name = "policy"
    let file = Policy.fileName
    guard let root = repository.place.workTree else { return .ok(name, "a bare repository: read from its commits") }
    do throws(GitError) {
      let path = TreePath(file)
      let files = try FileTree(root)
      guard let kind = files.kind(of: path) else {
        return .ok(name, "no \(file): no critical and no high finding is allowed")
      }
      guard kind == .file, case .bytes(let bytes) = files.read(path, limit: 10 << 20) else {
        return .fail(
          name, "\(file) is no plain, readable file", remedy: "put a file in its place; links are not followed")
      }
      do throws(DocumentError) { _ = try PolicyFile.parse(bytes, file: file) } catch {
        return .fail(name, "every scan ends with exit 2", remedy: error.description)
      }
      return .ok(name, "\(file) is understood")
    } catch {
      return .fail(name, "\(file) cannot be looked at", remedy: error.message)
    }
  }

  // MARK: Book

  private static func book(_ repository: borrowing GitRepository) -> CheckedItem {
    let name = "book"
    let path = Recording.standardPath(in: repository.place)
    guard unsafe access(path, F_OK) == 0 else {
      let folder = repository.place.commonDirectory
      return unsafe access(folder, W_OK | X_OK) == 0
        ? .ok(name, "none yet; the first scan makes \(path)")
        : .fail(name, "none can be made in \(folder)", remedy: "make the folder writable for you, or use --ledger PATH")
    }
    guard unsafe access(path, W_OK) == 0 else {
      return .fail(
        name, "\(path) is not writable, so every scan ends with exit 3", remedy: "give it to yourself: chown, chmod 600"
      )
    }
    do throws(LedgerError) {
      switch try Verifier.verify(try SQLiteLedgerStore(reading: path)) {
      case .intact(let count, _): return .ok(name, "\(path) is intact, \(count) \(count == 1 ? "entry" : "entries")")
      case .tampered(let problem):
        return .fail(
          name, "\(path) is not as it was written: \(problem)", remedy: "put it aside and find out who wrote to it")
      }
    } catch {
      return .fail(name, "\(path) cannot be read", remedy: error.message)
    }
  }
}
