import CGit2
package import GateModel
import Glibc

/// A folder of the file system under inspection. No symbolic link below it is followed, and nothing that is not a regular
/// file is opened for long enough to wait on it. Workers may share one.
@safe package final class FileTree: Sendable {
  let root: Int32
  /// As on kernels before 5.6, for tests.
  private let opensByNames: Bool

  package convenience init(_ path: String) throws(GitError) { try self.init(path, opensByNames: false) }

  init(_ path: String, opensByNames: Bool) throws(GitError) {
    self.opensByNames = opensByNames
    root = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard root >= 0 else { throw GitError(.unreadable, "\(path) cannot be read: \(Self.reason())") }
  }

  deinit { close(root) }

  package enum Content: Sendable {
    case bytes([UInt8])
    case tooLarge(Int)
    /// A folder, FIFO, socket or device.
    case notAFile
    case unreadable(String)
  }

  /// The content of a file, as it is now; the file may shrink or grow while it is read.
  package func read(_ path: TreePath, limit: Int) -> Content {
    guard !path.bytes.contains(0) else { return .unreadable("the name holds a NUL") }
    let file = open(path)
    guard file >= 0 else {
      return errno == ELOOP || errno == EXDEV ? .unreadable("a symbolic link leads there") : .unreadable(Self.reason())
    }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { return .unreadable(Self.reason()) }
    guard status.st_mode & S_IFMT == S_IFREG else { return .notAFile }
    guard Int(status.st_size) <= limit else { return .tooLarge(Int(status.st_size)) }
    return Self.read(file, expected: Int(status.st_size), limit: limit)
  }

  private func open(_ path: TreePath) -> Int32 {
    unsafe path.withCString { path in
      guard opensByNames else { return unsafe gatebook_open_beneath(root, path) }
      return unsafe gatebook_open_by_names(root, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
    }
  }

  static func read(_ file: Int32, expected: Int, limit: Int) -> Content {
    // Files of /proc and the like say zero and hold more, so the end is where read says so.
    var failure: String?
    var filled = 0
    var capacity = expected + 1
    var bytes: [UInt8] = []
    repeat {
      let start = filled
      let chunk = unsafe [UInt8](unsafeUninitializedCapacity: capacity - start) { buffer, count in
        while count < buffer.count {
          let got = unsafe Glibc.read(file, buffer.baseAddress! + count, buffer.count - count)
          if got < 0 && errno == EINTR { continue }
          if got < 0 { failure = reason() }
          if got <= 0 { break }
          count += got
        }
      }
      filled += chunk.count
      let ended = chunk.count < capacity - start
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if ended || failure != nil { break }
      capacity = capacity * 2
    } while filled <= limit
    if let failure { return .unreadable(failure) }
    return filled > limit ? .tooLarge(filled) : .bytes(bytes)
  }

  /// The text of a symbolic link.
  package func readLink(_ path: TreePath) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 4097)
    let count = unsafe path.withCString { path in
      unsafe buffer.withUnsafeMutableBytes {
        unsafe readlinkat(root, path, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
      }
    }
    return count < 0 ? nil : Array(buffer.prefix(count))
  }

  /// The size that the file system tells; nil where there is nothing.
  package func size(of path: TreePath) -> Int? {
    var status = stat()
    guard unsafe path.withCString({ unsafe fstatat(root, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else { return nil }
    return Int(status.st_size)
  }

  package enum Kind: Sendable { case file, link, folder, other }

  /// What lies at `path`, itself not followed; nil when nothing does.
  package func kind(of path: TreePath) -> Kind? {
    var status = stat()
    let name = path.isEmpty ? TreePath(".") : path
    guard unsafe name.withCString({ unsafe fstatat(root, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFLNK: return .link
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// Everything below `folder`, in no order. `enter` says whether to look into a folder. A folder that cannot be read is a
  /// notice. Costs one open folder a level.
  package func walk(
    _ folder: TreePath, enter: (TreePath) -> Bool, visit: (TreePath, Kind) -> Void, notice: (Notice) -> Void
  ) {
    var pending = [folder]
    while let path = pending.popLast() {
      list(path, notice: notice) { child, kind in
        if kind == .folder {
          if enter(child) { pending.append(child) }
        } else {
          visit(child, kind)
        }
      }
    }
  }

  func list(_ path: TreePath, notice: (Notice) -> Void, each: (TreePath, Kind) -> Void) {
    let file = open(path.isEmpty ? TreePath(".") : path)
    guard file >= 0, let directory = unsafe fdopendir(file) else {
      if file >= 0 { close(file) }
      notice(Notice(path: path, reason: .unreadable, detail: "the folder cannot be read: \(Self.reason())"))
      return
    }
    defer { unsafe closedir(directory) }
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
      if name == [0x2E] || name == [0x2E, 0x2E] || name == Array(".git".utf8) { continue }
      let child = path.appending(name)
      switch unsafe Int(entry.pointee.d_type) {
      case 4: each(child, .folder)
      case 8: each(child, .file)
      case 10: each(child, .link)
      // Some file systems do not tell the type with the name.
      case 0: if let kind = kind(of: child) { each(child, kind) }
      default: each(child, .other)
      }
    }
  }

  static func reason() -> String {
    let number = errno
    return unsafe String(validatingCString: strerror(number)) ?? "error \(number)"
  }
}

extension TreePath {
  func withCString<R>(_ body: (UnsafePointer<CChar>) -> R) -> R {
    unsafe (bytes + [0]).withUnsafeBytes { unsafe body($0.baseAddress!.assumingMemoryBound(to: CChar.self)) }
  }
}
