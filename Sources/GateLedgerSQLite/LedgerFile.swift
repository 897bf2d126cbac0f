import GateLedger
import Glibc

/// Where a ledger lies: what is checked about the place before SQLite sees it.
///
/// The file itself is never opened here while a connection may be: closing it would drop the locks that SQLite holds
/// on it for this process.
struct LedgerFile {
  enum Finding { case absent, present, empty, link, other }

  /// With the directory's links resolved.
  let path: String
  let directory: String

  /// Makes the directory if asked to, 0700.
  init(_ path: String, makingDirectory: Bool) throws(LedgerError) {
    let cut = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = cut.map { String(path[path.index(after: $0)...]) } ?? path
    let parent = cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard !["", ".", ".."].contains(name) else {
      throw LedgerError(.notALedger, "ledger \(path): a file's name is missing; name one with --ledger")
    }
    if makingDirectory { try LedgerFile.makeDirectory(parent) }
    guard let resolved = LedgerFile.resolve(parent) else {
      throw LedgerFile.noDirectory(parent, making: makingDirectory)
    }
    directory = resolved
    self.path = resolved == "/" ? "/\(name)" : "\(resolved)/\(name)"
  }

  func look() -> Finding { LedgerFile.look(at: path) }

  /// The write-ahead log holds what the file does not hold yet.
  var hasLog: Bool { LedgerFile.look(at: path + "-wal") == .present }

  func refuse(_ finding: Finding) throws(LedgerError) {
    switch finding {
    case .absent, .present: return
    case .empty:
      throw LedgerError(.notALedger, "ledger \(path): the file is empty; delete it, or name another with --ledger")
    case .link:
      throw LedgerError(
        .notALedger, "ledger \(path): a symbolic link is never followed; name the file itself with --ledger")
    case .other: throw LedgerError(.notALedger, "ledger \(path): it is no file; name one with --ledger")
    }
  }

  static func sync(_ path: String, _ flags: Int32 = 0) throws(LedgerError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | flags)
    guard descriptor >= 0 else { throw cannotWrite(path) }
    defer { close(descriptor) }
    // Some file systems cannot sync a directory and need not.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw cannotWrite(path) }
  }

  static func cannotWrite(_ path: String) -> LedgerError {
    let full = [ENOSPC, EDQUOT, EFBIG].contains(errno)
    let remedy = full ? "make room" : "make it writable, or name another place with --ledger"
    return LedgerError(
      full ? .full : .notWritable,
      "ledger: cannot write \(path) (\(unsafe String(cString: strerror(errno)))): nothing was recorded; \(remedy)")
  }

  private static func look(at path: String) -> Finding {
    var facts = stat()
    guard unsafe lstat(path, &facts) == 0 else { return errno == ENOENT ? .absent : .other }
    switch facts.st_mode & S_IFMT {
    case S_IFREG: return facts.st_size == 0 ? .empty : .present
    case S_IFLNK: return .link
    default: return .other
    }
  }

  private static func makeDirectory(_ path: String) throws(LedgerError) {
    var facts = stat()
    if unsafe stat(path, &facts) == 0 { return }
    let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
    let cut = trimmed.utf8.lastIndex(of: UInt8(ascii: "/"))
    let parent = cut.map { $0 == trimmed.startIndex ? "/" : String(trimmed[..<$0]) } ?? "."
    try makeDirectory(parent)
    guard unsafe mkdir(path, 0o700) == 0 else {
      // Another process may have been first.
      if errno == EEXIST { return }
      throw cannotWrite(path)
    }
    try sync(resolve(parent) ?? parent, O_DIRECTORY)
  }

  private static func resolve(_ directory: String) -> String? {
    guard let text = unsafe realpath(directory, nil) else { return nil }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }

  private static func noDirectory(_ path: String, making: Bool) -> LedgerError {
    making ? cannotWrite(path) : LedgerError(.notFound, "ledger: there is no directory \(path)")
  }
}

extension LedgerFile {
  /// A new and empty file that only its owner may read.
  static func make(_ path: String) throws(LedgerError) {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw cannotWrite(path) }
    close(descriptor)
  }

  /// Gives `draft` the name unless that is taken, which is no error: another process was first.
  func publish(_ draft: String) throws(LedgerError) {
    let descriptor = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else { throw LedgerFile.cannotWrite(directory) }
    defer { close(descriptor) }
    guard look() == .absent else { return }
    guard unsafe rename(draft, path) == 0 else { throw LedgerFile.cannotWrite(path) }
    // Makes the name survive a power cut. Some file systems cannot sync a directory and need not.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw LedgerFile.cannotWrite(directory) }
  }

  static func remove(_ path: String) { unsafe unlink(path) }
}
