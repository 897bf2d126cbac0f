import GateGit
import Glibc

/// Where a repository's hooks lie.
struct HookFolder {
  let path: String
  /// Where they lie without `core.hooksPath`.
  private let own: String
  let isBare: Bool
  /// The folder is neither in the repository nor in its work tree: other repositories use it too.
  let isShared: Bool
  /// Git would show the hooks as files of the work tree.
  let isInWorkTree: Bool

  init(of repository: borrowing GitRepository) throws(Ending) {
    let place = repository.place
    do throws(GitError) {
      path = try repository.hooksFolder(home: Process.variables["HOME"])
    } catch {
      throw .usage(error.message)
    }
    own = place.commonDirectory + "hooks"
    isBare = place.workTree == nil
    let real = place.absolute(path)
    func holds(_ folder: String) -> Bool { real.hasPrefix(place.absolute(folder) + "/") }
    let isInGit = holds(place.commonDirectory) || holds(place.gitDirectory)
    isInWorkTree = !isInGit && place.workTree.map(holds) ?? false
    isShared = !isInGit && !isInWorkTree
  }

  /// Throws where hooks of this kind cannot be installed here.
  func check(_ name: HookName, sharedToo: Bool) throws(Ending) {
    if isBare, name != .preReceive {
      throw .usage("a bare repository runs no \(name.rawValue) hook; type: gatebook hook install --type pre-receive")
    }
    if isShared, !sharedToo {
      throw .usage(
        "core.hooksPath is \(path), outside of this repository: a hook there runs in every repository that uses the folder. "
          + "With --shared it is installed there all the same; for this repository alone type first: "
          + "git config core.hooksPath \(HookScript.quoted(own))")
    }
  }

  /// Made where it is missing.
  func make() throws(Ending) {
    if unsafe mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    throw .incomplete("\(path) cannot be made: \(Output.reason())")
  }
}
