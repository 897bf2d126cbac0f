import Crypto
import GateModel
import GateText
import Glibc

/// Something that the next scan need not make again, in the user's cache folder. A poisoned one would silence the gate, so it is
/// used only when it is the user's own file, nobody else may write it, and its content has the hash that it begins with.
struct CacheFile {
  private let folder: String
  private let path: String

  /// The pattern database of a rule set. The number says how the patterns of its rules are put together for it.
  static func patterns(folder: String, digest: GateModel.Digest) -> CacheFile {
    CacheFile(folder: folder, name: "patterns", key: "\(digest) \(PatternDatabase.libraryVersion) \(cpu) 2")
  }

  /// The plan of its search rules.
  static func plan(folder: String, digest: GateModel.Digest) -> CacheFile {
    CacheFile(folder: folder, name: "plan", key: "\(digest) \(program)")
  }

  /// What was found by following data through a project: one file each.
  static func flows(folder: String, project: String) -> CacheFile {
    CacheFile(folder: folder, name: "flows", key: project)
  }

  /// The user's own secret, made when it is first asked for; nil where it cannot be kept.
  static func secret(folder: String) -> [UInt8]? {
    let file = CacheFile(folder: folder, name: "secret", key: "")
    if let secret = file.load() { return secret }
    var random = SystemRandomNumberGenerator()
    file.store((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    // Another process may have been faster.
    return file.load()
  }

  /// This very build: what it makes of rules need not be what another one makes.
  static var program: String {
    var status = stat()
    guard unsafe stat("/proc/self/exe", &status) == 0 else { return Tool.version }
    return "\(Tool.version) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
  }

  private init(folder: String, name: String, key: String) {
    self.folder = folder
    path = "\(folder)/\(name)-\(Hex.encode(SHA256.hash(data: Array(key.utf8)).prefix(16)))"
  }

  /// The kind of processor; a database is compiled for any of that kind.
  private static var cpu: String {
    #if arch(x86_64)
      "x86_64"
    #else
      "arm64"
    #endif
  }

  func load() -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_mode & 0o022 == 0, status.st_size > 32, status.st_size < 64 << 20
    else { return nil }
    let size = Int(status.st_size)
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = unsafe read(file, buffer.baseAddress! + count, size - count)
        if got <= 0 { break }
        count += got
      }
    }
    guard bytes.count == size, Array(SHA256.hash(data: bytes[32...])) == Array(bytes[..<32]) else { return nil }
    return Array(bytes[32...])
  }

  /// Best effort: a scan does not fail because its cache cannot be kept.
  func store(_ content: [UInt8]) {
    makeFolder()
    let temporary = "\(path).\(getpid())"
    let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return }
    let bytes = Array(SHA256.hash(data: content)) + content
    let written = unsafe bytes.withUnsafeBytes { unsafe write(file, $0.baseAddress!, $0.count) }
    close(file)
    let isWhole = written == bytes.count
    if unsafe !isWhole || rename(temporary, path) != 0 { unsafe unlink(temporary) }
  }

  /// With the one above it: on a build machine no user has a `.cache` yet. A home that is not there is not made.
  private func makeFolder() {
    if unsafe mkdir(folder, 0o700) == 0 || errno != ENOENT { return }
    guard let slash = folder.lastIndex(of: "/"), unsafe mkdir(String(folder[..<slash]), 0o700) == 0 else { return }
    unsafe mkdir(folder, 0o700)
  }
}
