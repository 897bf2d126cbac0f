import CArchive
package import GateModel
import Glibc

/// What lies in an archive or a compressed file, read by libarchive from memory: zip and its kin, tar, gzip, bzip2, xz, zstd.
/// Nothing is ever written to disk, so names in it lead nowhere. A stranger's file: what it may cost is bounded.
package enum ArchiveReader {
  /// What opening archives may cost, of each file that is selected.
  package struct Limits: Sendable {
    /// Archives within archives.
    package var depth: Int
    /// A member may have so many bytes.
    package var memberSize: Int
    /// All members together.
    package var totalSize = 1 << 30
    /// How many times its own size an archive may grow, once it has grown past `harmless`.
    package var ratio = 200
    package var harmless = 16 << 20
    package var members = 100_000

    package init(depth: Int, memberSize: Int) {
      self.depth = depth
      self.memberSize = memberSize
    }
  }

  /// By its first bytes, as `file` tells them.
  package static func isOne(_ bytes: Span<UInt8>) -> Bool {
    func starts(_ mark: [UInt8], at place: Int = 0) -> Bool {
      bytes.count >= place + mark.count && mark.indices.allSatisfy { bytes[place + $0] == mark[$0] }
    }
    return starts([0x50, 0x4B, 0x03, 0x04]) || starts([0x1F, 0x8B]) || starts(Array("BZh".utf8))
      || starts([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) || starts([0x28, 0xB5, 0x2F, 0xFD])
      || starts(Array("ustar".utf8), at: 257)
  }

  package enum Found {
    case member([UInt8])
    /// It is there and was not read, or not all of it.
    case left(Notice.Reason, detail: String)
  }

  /// Calls `take` for each member in order, with its path in the archive; an archive in an archive is opened in turn, `!` between
  /// the paths. What was left out is told the same way.
  package static func read(_ bytes: Span<UInt8>, limits: Limits, _ take: (TreePath, Found) -> Void) {
    var spent = Spent()
    read(bytes, below: nil, depth: 1, limits, &spent, take)
  }

  private struct Spent {
    var bytes = 0
    var members = 0
  }

  private static func read(
    _ bytes: Span<UInt8>, below outer: TreePath?, depth: Int, _ limits: Limits, _ spent: inout Spent,
    _ take: (TreePath, Found) -> Void
  ) {
    func place(_ name: [UInt8]) -> TreePath {
      let path = TreePath(bytes: name)
      return outer.map { $0.member(path) } ?? path
    }
    guard let archive = unsafe archive_read_new() else {
      return take(place([]), .left(.unreadable, detail: "no memory to open the archive"))
    }
    defer { unsafe archive_read_free(archive) }
    unsafe prepare(archive)
    let opened = unsafe bytes.withUnsafeBytes { raw in
      unsafe archive_read_open_memory(archive, raw.baseAddress, raw.count)
    }
    guard opened == ARCHIVE_OK else { return take(place([]), .left(.unreadable, detail: unsafe reason(archive))) }
    let most = min(
      limits.totalSize, max(limits.harmless, bytes.count.multipliedReportingOverflow(by: limits.ratio).partialValue))
    let start = spent.bytes
    while true {
      var entry: OpaquePointer?
      let code = unsafe archive_read_next_header(archive, &entry)
      if code == ARCHIVE_EOF { return }
      guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let entry = unsafe entry else {
        return take(place([]), .left(.unreadable, detail: unsafe reason(archive)))
      }
      let name = unsafe Self.name(of: entry)
      // Folders and links too: of a few bytes there may be millions.
      spent.members += 1
      guard spent.members <= limits.members else {
        return take(
          place([]), .left(.tooLarge, detail: "more than \(limits.members) members; the rest was not looked at"))
      }
      let left = min(most - (spent.bytes - start), limits.totalSize - spent.bytes)
      let isFile = unsafe archive_entry_filetype(entry) == S_IFREG
      let isLocked = unsafe archive_entry_is_encrypted(entry) == 1
      if isLocked, isFile { take(place(name), .left(.unreadable, detail: "encrypted")) }
      let content: Content
      if isFile, !isLocked {
        content = unsafe self.content(of: archive, limit: min(limits.memberSize, left))
      } else {
        content = .tooLarge(read: 0)
      }
      switch content {
      case .damaged(let why, let count):
        spent.bytes += count
        take(place(name), .left(.unreadable, detail: why))
      case .tooLarge(let count):
        // What is passed over must be unpacked all the same, but for a zip that tells where the next begins.
        let isSkipped = unsafe archive_filter_count(archive) == 1 && archive_entry_size_is_set(entry) != 0
        let whole = isSkipped && count <= left ? count : unsafe drained(archive, after: count, upTo: left)
        guard let whole else {
          return take(
            place(name),
            .left(
              .tooLarge,
              detail:
                "the archive grows to more than \(most) bytes, which no honest one does; the rest was not looked at"))
        }
        spent.bytes += whole
        if isFile, !isLocked {
          take(
            place(name),
            .left(.tooLarge, detail: "more than \(limits.memberSize) bytes; --max-file-size allows no more"))
        }
      case .whole(let content):
        spent.bytes += content.count
        if isOne(content.span) {
          guard depth < limits.depth else {
            take(
              place(name),
              .left(.excluded, detail: "an archive \(depth + 1) deep; --archive-depth allows \(limits.depth)"))
            continue
          }
          read(content.span, below: place(name), depth: depth + 1, limits, &spent, take)
        } else {
          take(place(name), .member(content))
        }
      }
    }
  }

  @unsafe private static func prepare(_ archive: OpaquePointer) {
    _ = unsafe archive_read_support_format_zip(archive)
    _ = unsafe archive_read_support_format_tar(archive)
    _ = unsafe archive_read_support_filter_gzip(archive)
    _ = unsafe archive_read_support_filter_bzip2(archive)
    _ = unsafe archive_read_support_filter_xz(archive)
    _ = unsafe archive_read_support_filter_zstd(archive)
    // A compressed file that is no archive is its one member.
    _ = unsafe archive_read_support_format_raw(archive)
  }

  /// As it is written there: nothing is opened by it.
  @unsafe private static func name(of entry: OpaquePointer) -> [UInt8] {
    guard let name = unsafe archive_entry_pathname(entry) else { return Array("?".utf8) }
    return unsafe Array(UnsafeRawBufferPointer(start: name, count: strlen(name)))
  }

  private enum Content {
    case whole([UInt8])
    /// There is more than the limit; so much was read.
    case tooLarge(read: Int)
    case damaged(String, read: Int)
  }

  @unsafe private static func content(of archive: OpaquePointer, limit: Int) -> Content {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = unsafe read(archive, into: &buffer)
      if count == 0 { return .whole(content) }
      guard count > 0 else { return .damaged(unsafe reason(archive), read: content.count) }
      guard content.count + count <= limit else { return .tooLarge(read: content.count + count) }
      content += buffer.prefix(count)
    }
  }

  /// Reads a member to its end and throws it away; how long it is, nil where that is more than `limit`.
  @unsafe private static func drained(_ archive: OpaquePointer, after count: Int, upTo limit: Int) -> Int? {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var whole = count
    while whole <= limit {
      let count = unsafe read(archive, into: &buffer)
      if count <= 0 { return whole }
      whole += count
    }
    return nil
  }

  @unsafe private static func read(_ archive: OpaquePointer, into buffer: inout [UInt8]) -> Int {
    unsafe buffer.withUnsafeMutableBytes { raw in unsafe archive_read_data(archive, raw.baseAddress, raw.count) }
  }

  @unsafe private static func reason(_ archive: OpaquePointer) -> String {
    unsafe archive_error_string(archive).map { unsafe String(cString: $0) } ?? "the archive is damaged"
  }
}
