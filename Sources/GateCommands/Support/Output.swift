import GateModel
import GateReport
import Glibc
import Synchronization

/// Where words go: the report to standard output and to files, everything else to standard error.
enum Output {
  private static let broken = Atomic(false)

  /// Standard output did not take all it was given.
  static var failed: Bool { broken.load(ordering: .relaxed) }

  static func write(_ text: String) { write(Array(text.utf8)) }

  static func write(_ bytes: [UInt8]) {
    if !write(bytes, to: STDOUT_FILENO) { broken.store(true, ordering: .relaxed) }
  }

  /// A message to standard error; whatever of it came from a repository is made visible.
  static func complain(_ message: String, prefix: String = "gatebook: ") {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map { Escape.oneLine(String($0)) }
    _ = write(Array((prefix + lines.joined(separator: "\n") + "\n").utf8), to: STDERR_FILENO)
  }

  /// To standard error, as it is.
  static func tell(_ bytes: [UInt8]) { _ = write(bytes, to: STDERR_FILENO) }

  /// Whole or not at all: a temporary file beside it, then a rename. Throws with the system's words.
  /// A FIFO or device that is there already is written to, not replaced.
  /// A link is followed to what is no file, and replaced where it leads to one; with `isReplacing` it is replaced whatever it is.
  static func write(
    _ bytes: [UInt8], toFile path: String, mode: mode_t = 0o644, isReplacing: Bool = false
  ) throws(Ending) {
    var status = stat()
    if !isReplacing, unsafe stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG,
      status.st_mode & S_IFMT != S_IFDIR
    {
      let file = unsafe open(path, O_WRONLY | O_CLOEXEC)
      guard file >= 0, write(bytes, to: file) else { throw .incomplete("\(path) cannot be written: \(reason())") }
      close(file)
      return
    }
    let temporary = "\(path).\(getpid()).tmp"
    let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard file >= 0 else { throw .incomplete("\(path) cannot be written: \(reason())") }
    let isWritten = write(bytes, to: file) && fsync(file) == 0
    let why = reason()
    close(file)
    guard isWritten else {
      unsafe unlink(temporary)
      throw .incomplete("\(path) cannot be written: \(why)")
    }
    guard unsafe rename(temporary, path) == 0 else {
      let why = reason()
      unsafe unlink(temporary)
      throw .incomplete("\(path) cannot be written: \(why)")
    }
  }

  static func reason() -> String { unsafe String(cString: strerror(errno)) }

  private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress!, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// The columns of the terminal, or 100.
  static var width: Int {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 100 }
    return Int(size.ws_col)
  }

  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Somebody can type an answer.
  static var isAnswered: Bool { isatty(STDIN_FILENO) == 1 }

  /// The folders on the way to `path` below `root`. One that is a link or a file is refused: it could lead anywhere.
  static func makeFolders(above path: String, in root: String) throws(Ending) {
    var folder = root.hasSuffix("/") ? String(root.dropLast()) : root
    for name in path.split(separator: "/").dropLast() {
      folder += "/\(name)"
      var status = stat()
      if unsafe lstat(folder, &status) == 0 {
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .usage("\(folder) is no folder; look at it first") }
      } else if unsafe mkdir(folder, 0o755) != 0 {
        throw .incomplete("\(folder) cannot be made: \(reason())")
      }
    }
  }
}
