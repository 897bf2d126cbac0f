import CGit2
package import GateModel
import Glibc

/// Where packed objects lie, so that they can be read front to back: neighbours share delta bases. Read from the `.idx`
/// files (version 2), which libgit2 does not offer.
@safe package struct PackOrder: ~Copyable {
  private var packs: [Index] = []

  package init(_ place: GitRepository.Place) {
    let folder = place.commonDirectory + "objects/pack"
    guard let directory = unsafe opendir(folder) else { return }
    defer { unsafe closedir(directory) }
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
        unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".idx"), let index = Index("\(folder)/\(name)") { packs.append(index) }
    }
  }

  deinit { for pack in packs { pack.close() } }

  /// Sorted by pack and place in it; loose objects last.
  package func sorted(_ changes: [Change]) -> [Change] {
    let keyed = changes.enumerated().map { number, change -> (pack: Int, offset: UInt64, number: Int) in
      let id: ObjectID
      switch change.content {
      case .blob(let object), .message(let object): id = object
      case .file, .text: return (Int.max, 0, number)
      }
      for (pack, index) in packs.enumerated() {
        if let offset = index.offset(of: id) { return (pack, offset, number) }
      }
      return (Int.max, 0, number)
    }
    return keyed.sorted { ($0.pack, $0.offset, $0.number) < ($1.pack, $1.offset, $1.number) }.map { changes[$0.number] }
  }

  @safe private struct Index {
    private let base: UnsafeRawPointer
    private let size: Int
    private let count: Int

    /// Nil for anything but a whole version 2 index.
    init?(_ path: String) {
      let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { return nil }
      defer { Glibc.close(file) }
      var status = stat()
      guard unsafe fstat(file, &status) == 0, status.st_size > 8 + 1024 + 40,
        let mapped = unsafe mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, file, 0), unsafe mapped != MAP_FAILED
      else { return nil }
      unsafe base = UnsafeRawPointer(mapped)
      size = Int(status.st_size)
      let header = unsafe (Self.word(base, 0), Self.word(base, 4))
      count = unsafe Int(Self.word(base, 8 + 255 * 4))
      guard header == (0xFF74_4F63, 2), size >= 8 + 1024 + count * 28 + 40 else {
        unsafe munmap(UnsafeMutableRawPointer(mutating: base), size)
        return nil
      }
    }

    func close() { unsafe munmap(UnsafeMutableRawPointer(mutating: base), size) }

    private static func word(_ base: UnsafeRawPointer, _ offset: Int) -> UInt32 {
      UInt32(bigEndian: unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    func offset(of id: ObjectID) -> UInt64? {
      let oid = id.oid
      let first = Int(oid.id.0)
      var low = first == 0 ? 0 : unsafe Int(Self.word(base, 8 + (first - 1) * 4))
      var high = unsafe Int(Self.word(base, 8 + first * 4))
      guard low <= high, high <= count else { return nil }
      while low < high {
        let middle = (low + high) / 2
        let order = unsafe withUnsafeBytes(of: oid) {
          unsafe memcmp($0.baseAddress!, base + 8 + 1024 + middle * 20, 20)
        }
        if order == 0 { return offset(at: middle) }
        if order < 0 { high = middle } else { low = middle + 1 }
      }
      return nil
    }

    private func offset(at position: Int) -> UInt64? {
      let small = unsafe Self.word(base, 8 + 1024 + count * 24 + position * 4)
      guard small & 0x8000_0000 != 0 else { return UInt64(small) }
      let place = 8 + 1024 + count * 28 + Int(small & 0x7FFF_FFFF) * 8
      guard place + 8 <= size else { return nil }
      return UInt64(bigEndian: unsafe base.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
  }
}
