import CGit2
package import GateModel
import Glibc

/// Why a file stayed as it was.
package enum ReplacementFailure: Error, Equatable, Sendable {
  /// It is not, or not any more, a regular file with the content that was to be replaced.
  case changed
  case unwritable(String)
}

extension FileTree {
  /// Puts `new` in the place of a regular file that holds exactly `old`: whole or not at all, under the same mode and owner, and
  /// through no symbolic link. Another hard link to the old file keeps the old content. What somebody writes into the old file
  /// within the last moment is lost, as with every editor.
  package func replace(_ path: TreePath, holding old: [UInt8], with new: [UInt8]) throws(ReplacementFailure) {
    let folder = try openFolder(of: path)
    defer { close(folder) }
    let name = TreePath(bytes: Array(path.name))
    let before = try Self.status(of: name, in: folder, holding: old)
    let temporary = TreePath(".gatebook-\(Hex.encode((0..<8).map { _ in UInt8.random(in: .min ... .max) }))")
    do throws(ReplacementFailure) {
      try Self.write(new, to: temporary, in: folder, like: before)
      guard let now = Self.status(of: name, in: folder), Self.isSame(now, before) else { throw .changed }
      let code = unsafe temporary.withCString { from in
        unsafe name.withCString { unsafe renameat(folder, from, folder, $0) }
      }
      guard code == 0 else { throw .unwritable(Self.reason()) }
    } catch {
      _ = unsafe temporary.withCString { unsafe unlinkat(folder, $0, 0) }
      throw error
    }
  }

  /// Name by name, so that no link is followed on any kernel: reading may do with less where openat2 is forbidden.
  private func openFolder(of path: TreePath) throws(ReplacementFailure) -> Int32 {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    var folder = unsafe openat(root, ".", flags)
    for name in path.bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropLast() {
      guard folder >= 0 else { break }
      let isName = !name.isEmpty && !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8)
      let next = isName ? unsafe TreePath(bytes: Array(name)).withCString { unsafe openat(folder, $0, flags) } : -1
      close(folder)
      folder = next
    }
    guard folder >= 0 else { throw .changed }
    return folder
  }

  /// Of a file that holds `old`.
  private static func status(
    of name: TreePath, in folder: Int32, holding old: [UInt8]
  ) throws(ReplacementFailure) -> stat {
    let file = unsafe name.withCString { unsafe gatebook_open_beneath(folder, $0) }
    guard file >= 0 else { throw .changed }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      case .bytes(let bytes) = read(file, expected: Int(status.st_size), limit: old.count), bytes == old
    else { throw .changed }
    return status
  }

  private static func status(of name: TreePath, in folder: Int32) -> stat? {
    var status = stat()
    let code = unsafe name.withCString { unsafe fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }
    return code == 0 ? status : nil
  }

  private static func isSame(_ a: stat, _ b: stat) -> Bool {
    a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size
      && a.st_mtim.tv_sec == b.st_mtim.tv_sec && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec
      && a.st_ctim.tv_sec == b.st_ctim.tv_sec && a.st_ctim.tv_nsec == b.st_ctim.tv_nsec
  }

  /// A new file, on the disk when this returns.
  private static func write(
    _ bytes: [UInt8], to name: TreePath, in folder: Int32, like model: stat
  ) throws(ReplacementFailure) {
    // Nobody else may read it before it has its owner.
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = unsafe name.withCString { unsafe openat(folder, $0, flags, 0o600) }
    guard file >= 0 else { throw .unwritable(reason()) }
    defer { close(file) }
    guard isGiven(file, to: model) else { throw .unwritable("its owner or group cannot be kept: \(reason())") }
    // Without the bits for set-user-id: the system takes them from every file that is written to.
    guard fchmod(file, model.st_mode & 0o777) == 0, write(bytes, to: file), fsync(file) == 0 else {
      throw .unwritable(reason())
    }
  }

  private static func isGiven(_ file: Int32, to model: stat) -> Bool {
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { return false }
    if status.st_uid == model.st_uid && status.st_gid == model.st_gid { return true }
    return fchown(file, model.st_uid, model.st_gid) == 0
  }

  private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    unsafe bytes.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = unsafe Glibc.write(file, bytes.baseAddress! + written, bytes.count - written)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        written += count
      }
      return true
    }
  }
}
