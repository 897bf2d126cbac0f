import GateDocument
import GateGit
import Glibc

/// The pre-commit hook of a repository.
struct HookFile {
  private let folder: String
  private let path: String
  /// Where an existing hook is kept meanwhile.
  private var kept: String { "\(path).pre-gatebook" }
  private static let mark = "# Installed by gatebook hook install; taken away by gatebook hook uninstall."

  init(at repository: String?) throws(Ending) {
    let hooks: String
    do throws(GitError) {
      let found = try GitRepository.discover(at: repository, environment: GitEnvironment(Process.variables))
      guard let found else {
        throw GitError(.notARepository, "\(repository ?? "the current directory") lies in no git repository")
      }
      hooks = found.hooksFolder
    } catch {
      throw .usage(error.message)
    }
    folder = hooks
    path = "\(hooks)/pre-commit"
  }

  /// Idempotent. Says what was done.
  func install() throws(Ending) -> String {
    guard let program = Process.executable else {
      throw .incomplete("this program's own path is not known, so no hook can name it")
    }
    unsafe mkdir(folder, 0o755)
    let existing = try content(path)
    if let existing, !existing.contains(Self.mark) {
      for manager in ["husky", "lefthook", "pre-commit.com"] where existing.contains(manager) {
        throw .usage(
          "\(path) belongs to \(manager); add this line to its configuration instead: \(program) hook run pre-commit")
      }
      guard unsafe access(kept, F_OK) != 0 else {
        throw .usage("\(kept) is in the way; it holds an earlier hook. Look at it, then move it away")
      }
      guard unsafe rename(path, kept) == 0 else {
        throw .incomplete("\(path) cannot be kept aside: \(Output.reason())")
      }
    }
    try Output.write(Array(script(program).utf8), toFile: path)
    guard unsafe chmod(path, 0o755) == 0 else {
      throw .incomplete("\(path) cannot be made executable: \(Output.reason())")
    }
    return "installed \(path)" + (unsafe access(kept, F_OK) == 0 ? "; the hook that was there runs first" : "")
  }

  func uninstall() throws(Ending) -> String {
    guard let existing = try content(path), existing.contains(Self.mark) else {
      return "no hook of gatebook's at \(path)"
    }
    let hasKept = unsafe access(kept, F_OK) == 0
    // A rename over the hook leaves no moment without one.
    let code = unsafe hasKept ? rename(kept, path) : unlink(path)
    guard code == 0 else { throw .incomplete("\(path) cannot be taken away: \(Output.reason())") }
    return "uninstalled \(path)" + (hasKept ? "; the hook that was there before is back" : "")
  }

  private func content(_ path: String) throws(Ending) -> String? {
    guard unsafe access(path, F_OK) == 0 else { return nil }
    do throws(DocumentError) {
      return String(decoding: try Files.read(path), as: UTF8.self)
    } catch {
      throw .incomplete(error.description)
    }
  }

  private func script(_ program: String) -> String {
    let quoted = "'" + program.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    return """
      #!/bin/sh
      \(Self.mark)
      earlier=$(dirname "$0")/pre-commit.pre-gatebook
      if [ -x "$earlier" ]; then
        "$earlier" "$@" || exit $?
      fi
      if [ ! -x \(quoted) ]; then
        echo "gatebook is not at "\(quoted)" any more: build it there, or type: git commit --no-verify" >&2
        exit 3
      fi
      exec \(quoted) hook run pre-commit

      """
  }
}
