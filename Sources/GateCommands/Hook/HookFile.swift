import GateDocument
import Glibc

/// One hook of a repository. What stood there before is kept beside it, and runs first.
struct HookFile {
  let name: HookName
  private let folder: HookFolder
  private let path: String
  /// Where an existing hook is kept meanwhile.
  private var kept: String { "\(path).pre-gatebook" }

  init(_ name: HookName, in folder: HookFolder) {
    self.name = name
    self.folder = folder
    path = "\(folder.path)/\(name.rawValue)"
  }

  private enum Standing {
    case missing
    case ours(text: String)
    case foreign
  }

  /// Throws where it cannot be installed, before anything is written.
  func check(program: String) throws(Ending) {
    let standing = try standing()
    if folder.path.split(separator: "/").contains(".husky") { throw owned(by: .husky, program) }
    guard case .foreign = standing else { return }
    if let owner = HookManager.owner(of: try content(), in: folder.path) { throw owned(by: owner, program) }
    if kind(kept) != nil {
      throw .usage("\(kept) is in the way; it holds an earlier hook. Look at it, then move it away")
    }
  }

  private func owned(by manager: HookManager, _ program: String) -> Ending {
    .usage("\(path): " + manager.remedy(name, command: "\(HookScript.quoted(program)) hook run \(name.rawValue)"))
  }

  /// Idempotent. Says what was done. At no moment there is no hook where there was one.
  func install(program: String) throws(Ending) -> String {
    let script = HookScript(name: name, program: program).text
    switch try standing() {
    case .missing: try Output.write(Array(script.utf8), toFile: path, mode: 0o755)
    case .ours(let text):
      let isExecutable = unsafe access(path, X_OK) == 0
      if text == script, isExecutable { return "already installed: \(path)\(afterwards)" }
      try Output.write(Array(script.utf8), toFile: path, mode: 0o755)
    case .foreign: try replace(with: script)
    }
    return "installed \(path)\(afterwards)"
  }

  private func replace(with script: String) throws(Ending) {
    // A second name for it, then ours over the first: a link to a link is one to the link itself.
    let isLinked = unsafe linkat(AT_FDCWD, path, AT_FDCWD, kept, 0) == 0
    if !isLinked {
      // A file system that knows no second names has no hook for a moment.
      let isKept = unsafe errno != EEXIST && rename(path, kept) == 0
      guard isKept else { throw .incomplete("\(path) cannot be kept aside as \(kept): \(Output.reason())") }
    }
    do throws(Ending) {
      try Output.write(Array(script.utf8), toFile: path, mode: 0o755, isReplacing: true)
    } catch {
      _ = unsafe isLinked ? unlink(kept) : rename(kept, path)
      throw error
    }
  }

  private var afterwards: String {
    let hasKept = kind(kept) != nil
    // Git passes it over as well.
    let isExecutable = unsafe access(kept, X_OK) == 0
    return (hasKept ? "; the hook that was there runs first" : "")
      + (hasKept && !isExecutable ? " once it is executable" : "")
      + (folder.isInWorkTree ? "; the folder lies in the work tree, where git shows the file" : "")
  }

  /// Nil where there is none of ours.
  func uninstall() throws(Ending) -> String? {
    guard case .ours = try standing() else { return nil }
    let hasKept = kind(kept) != nil
    // A rename over the hook leaves no moment without one.
    let code = unsafe hasKept ? rename(kept, path) : unlink(path)
    guard code == 0 else { throw .incomplete("\(path) cannot be taken away: \(Output.reason())") }
    return "uninstalled \(path)" + (hasKept ? "; the hook that was there before is back" : "")
  }

  /// What lies at a path itself, links not followed; nil for nothing.
  private func kind(_ path: String) -> mode_t? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  private func standing() throws(Ending) -> Standing {
    var status = stat()
    if unsafe lstat(path, &status) != 0 {
      if errno == ENOENT { return .missing }
      throw .incomplete("\(path) cannot be looked at: \(Output.reason())")
    }
    let isLink = status.st_mode & S_IFMT == S_IFLNK
    guard unsafe stat(path, &status) == 0 else {
      throw .incomplete("\(path) is a symbolic link that leads nowhere; take it away, then install again")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .incomplete("\(path) is no file; git runs no such hook. Move it away, then install again")
    }
    let text = try content()
    guard text.firstRange(of: HookScript.mark) != nil else { return .foreign }
    if isLink { throw .incomplete("\(path) is a symbolic link to a hook of gatebook's; take the link away first") }
    return .ours(text: text)
  }

  private func content() throws(Ending) -> String {
    do throws(DocumentError) {
      return String(decoding: try Files.read(path), as: UTF8.self)
    } catch {
      throw .incomplete(error.description)
    }
  }
}
