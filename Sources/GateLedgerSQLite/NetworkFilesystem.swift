import Glibc

/// File systems that machines share. The index of a write-ahead log is shared memory, which no two machines share,
/// and their locks are what the other side makes of them.
enum NetworkFilesystem {
  static let remedy =
    "a ledger needs a file system of this machine: name one with --ledger PATH, or go without by --ledger none"

  /// Which of them holds the directory; nil for all that keep the promise. 9p and plain FUSE are among these:
  /// containers and virtual machines show local disks through them, and where they cannot map the index, SQLite says so.
  static func name(of directory: String) -> String? {
    var facts = stat()
    // Network file systems have no block device: for a local disk the list of mounts need not be read.
    guard unsafe stat(directory, &facts) == 0, major(facts.st_dev) == 0 else { return nil }
    return name(device: "0:\(minor(facts.st_dev))", mounts: mounts())
  }

  /// `mounts` is the text of `/proc/self/mountinfo`.
  static func name(device: String, mounts: some StringProtocol) -> String? {
    for line in mounts.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 2, words[2] == device, let dash = words.lastIndex(of: "-"), dash + 1 < words.count else {
        continue
      }
      return types.contains(String(words[dash + 1])) ? String(words[dash + 1]) : nil
    }
    return nil
  }

  private static let types: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "ceph", "lustre", "gpfs", "beegfs", "orangefs",
    "fuse.sshfs", "fuse.glusterfs", "fuse.ceph-fuse", "fuse.rclone", "fuse.s3fs", "fuse.gcsfuse", "fuse.mfs",
    "fuse.juicefs", "fuse.davfs2",
  ]

  private static func major(_ device: dev_t) -> UInt { (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF }
  private static func minor(_ device: dev_t) -> UInt { device & 0xFF | (device >> 12) & ~0xFF }

  private static func mounts() -> String {
    let descriptor = unsafe open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var text: [UInt8] = []
    while true {
      let more = unsafe [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
        unsafe count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
      }
      guard !more.isEmpty else { return String(decoding: text, as: UTF8.self) }
      text += more
    }
  }
}
