import CGit2
import Crypto
import GateModel
import Glibc

/// The index, read from its file: versions 2 to 4, split and sparse ones too, which the library cannot read. Source: git,
/// Documentation/gitformat-index. Everything in the file is checked before it is used; sorted by path and stage, as git has it.
struct IndexFile: Sendable {
  struct Entry: Sendable {
    fileprivate var nameStart: Int
    fileprivate var nameCount: Int
    var mode: UInt32
    var id: ObjectID
    /// Bit 15 is "assume unchanged", 12 and 13 are the side of a conflict.
    fileprivate var flags: UInt16
    fileprivate var moreFlags: UInt16
    /// Where the file of `source` has what the file system told of it; nil for one that a sparse folder stands for.
    fileprivate var facts: (source: Int, offset: Int)?

    var isConflicted: Bool { flags & 0x3000 != 0 }
    var stage: Int { Int(flags >> 12 & 3) }
    /// `git add --intent-to-add`: no part of a commit.
    var isAnnounced: Bool { moreFlags & 0x2000 != 0 }
    var isSkipped: Bool { moreFlags & 0x4000 != 0 }
    var isAssumed: Bool { flags & 0x8000 != 0 }
    var isFile: Bool { mode & 0o170000 == 0o100000 }
    /// Stands for all that a tree holds.
    var isFolder: Bool { mode == 0o040000 }
  }

  private(set) var entries: [Entry] = []
  /// Names one after the other.
  private var names: [UInt8] = []
  private var sources: [[UInt8]] = []
  /// Of which the library can make nothing.
  private(set) var isSplit = false
  private(set) var isSparse = false
  /// When the file was written, in nanoseconds: what changed at that time may have changed after it.
  private(set) var written: Int64 = 0

  /// More would be a file of more than 128 GiB, or a repository that no machine checks out.
  private static let mostEntries = 50_000_000
  private static let largest = 4 << 30

  private init() {}

  private static func path(_ place: GitRepository.Place) -> String { place.indexFile ?? place.gitDirectory + "index" }

  /// As `read`; nil for one that the library can read as well, which is found out without reading its entries.
  static func readForeign(_ place: GitRepository.Place) throws(GitError) -> IndexFile? {
    guard let (bytes, written) = try load(path(place)) else { return nil }
    let mayBe = unsafe bytes.withUnsafeBytes { all in
      guard let base = all.baseAddress else { return false }
      return unsafe gatebook_holds(base, all.count, "link") == 1 || gatebook_holds(base, all.count, "sdir") == 1
    }
    guard mayBe else { return nil }
    let index = try read(bytes, written, place)
    return index.isSplit || index.isSparse ? index : nil
  }

  static func read(_ place: GitRepository.Place) throws(GitError) -> IndexFile {
    guard let (bytes, written) = try load(path(place)) else { return IndexFile() }
    return try read(bytes, written, place)
  }

  private static func read(
    _ bytes: [UInt8], _ written: Int64, _ place: GitRepository.Place
  ) throws(GitError) -> IndexFile {
    var index = try read(bytes, at: path(place), folder: place.gitDirectory)
    index.written = written
    return index
  }

  /// `folder` has the other part of a split one.
  static func read(_ bytes: [UInt8], at path: String, folder: String) throws(GitError) -> IndexFile {
    var parser = Parser(bytes, path)
    let parsed = try parser.parse(source: 0)
    var index = parsed.index
    if let link = parsed.link {
      index.isSplit = true
      try index.merge(link, folder: folder, path)
    }
    try index.checkOrder(path)
    return index
  }

  /// Nil where there is none.
  private static func load(_ path: String) throws(GitError) -> (bytes: [UInt8], written: Int64)? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
    if file < 0 && errno == ENOENT { return nil }
    guard file >= 0 else { throw damaged(path, "it cannot be opened: \(FileTree.reason())") }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw damaged(path, "it is no regular file")
    }
    switch FileTree.read(file, expected: Int(status.st_size), limit: largest) {
    case .bytes(let bytes):
      return (bytes, Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec))
    case .tooLarge(let size): throw damaged(path, "it has \(size) bytes")
    case .notAFile: throw damaged(path, "it is no regular file")
    case .unreadable(let why): throw damaged(path, why)
    }
  }

  fileprivate static func damaged(_ path: String, _ why: String) -> GitError {
    GitError(.unreadable, "the index \(path) cannot be read: \(why); to make it anew type: git read-tree HEAD")
  }

  // MARK: What it holds

  func name(_ entry: Entry) -> ArraySlice<UInt8> { names[entry.nameStart..<(entry.nameStart + entry.nameCount)] }

  /// The position of the first entry that does not precede `path`.
  func position(of path: [UInt8]) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if name(entries[middle]).lexicographicallyPrecedes(path) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Size and times as the file system told them, in the order of the file: ctime, mtime (seconds, nanoseconds), dev, ino,
  /// mode, uid, gid, size.
  func facts(_ entry: Entry) -> [UInt32]? {
    entry.facts.map { facts in (0..<10).map { sources[facts.source].word(at: facts.offset + 4 * $0) } }
  }

  private func precedes(_ a: Entry, _ b: Entry) -> Bool {
    let order: Int32 = unsafe names.withUnsafeBufferPointer { names in
      guard let base = names.baseAddress else { return 0 }
      return unsafe memcmp(base + a.nameStart, base + b.nameStart, min(a.nameCount, b.nameCount))
    }
    return order != 0 ? order < 0 : (a.nameCount, a.stage) < (b.nameCount, b.stage)
  }

  /// The name begins with the first `count` bytes of another's.
  func shares(_ entry: Entry, _ count: Int, of other: Entry) -> Bool {
    guard entry.nameCount >= count else { return false }
    return unsafe names.withUnsafeBufferPointer { names in
      guard let base = names.baseAddress else { return true }
      return unsafe memcmp(base + entry.nameStart, base + other.nameStart, count) == 0
    }
  }

  private mutating func checkOrder(_ path: String) throws(GitError) {
    for index in entries.indices.dropFirst() where !precedes(entries[index - 1], entries[index]) {
      throw Self.damaged(path, "its entries are not in order")
    }
  }

  // MARK: Sparse folders

  /// With the files of the trees that stand for whole folders.
  mutating func expand(_ reader: ObjectReader) throws(GitError) {
    guard isSparse else { return }
    var all: [Entry] = []
    for entry in entries {
      if entry.isFolder { try append(entry, name(entry), reader, to: &all) } else { all.append(entry) }
    }
    // What a tree holds is sorted as trees are, where a folder's name ends in a slash.
    entries = all.sorted { precedes($0, $1) }
  }

  private mutating func append(
    _ folder: Entry, _ prefix: ArraySlice<UInt8>, _ reader: ObjectReader, to all: inout [Entry]
  ) throws(GitError) {
    var pending = [(id: folder.id, prefix: Array(prefix))]
    while let (id, prefix) = pending.popLast() {
      guard let members = reader.entries(ofTree: id) else {
        throw GitError(
          .missingObject,
          "tree \(id) of the sparse index is missing or damaged; type: git fsck (in a partial clone: git fetch --refetch)"
        )
      }
      for member in members {
        guard !member.isFolder else {
          pending.append((member.id, prefix + member.name + [UInt8(ascii: "/")]))
          continue
        }
        guard all.count < Self.mostEntries else {
          throw GitError(.unreadable, "the sparse index stands for too many files")
        }
        all.append(
          Entry(
            nameStart: names.count, nameCount: prefix.count + member.name.count, mode: member.mode, id: member.id,
            flags: 0, moreFlags: 0x4000, facts: nil))
        names += prefix
        names += member.name
      }
    }
  }

  // MARK: Split index

  fileprivate struct Link {
    var shared: ObjectID
    /// Which entries are deleted and which replaced, as bitmaps: to be read once it is known how many there are.
    var lists: ArraySlice<UInt8>
  }

  /// The entries of the shared index, without the deleted ones, with the replaced ones, and with our own.
  private mutating func merge(_ link: Link, folder: String, _ path: String) throws(GitError) {
    let sharedPath = "\(folder)sharedindex.\(link.shared)"
    guard let (bytes, _) = try Self.load(sharedPath) else {
      throw Self.damaged(path, "it is split, and its other part \(sharedPath) is not there")
    }
    guard bytes.count >= 20, ObjectID(bytes: bytes.suffix(20)) == link.shared else {
      throw Self.damaged(sharedPath, "it is another one than the split index names")
    }
    var parser = Parser(bytes, sharedPath)
    let parsed = try parser.parse(source: 1)
    guard parsed.link == nil else { throw Self.damaged(sharedPath, "it is split itself") }
    var base = parsed.index
    let shift = names.count
    names += base.names
    sources += base.sources
    isSparse = isSparse || base.isSparse
    for position in base.entries.indices { base.entries[position].nameStart += shift }
    let count = base.entries.count
    var lists = link.lists
    guard let deleted = lists.isEmpty ? [] : Bitmap.positions(&lists, below: count),
      let replaced = lists.isEmpty ? [] : Bitmap.positions(&lists, below: count), lists.isEmpty,
      replaced.count <= entries.count
    else { throw Self.damaged(path, "its list of changes does not fit the shared index") }
    for (own, position) in zip(entries, replaced) {
      guard own.nameCount == 0 else { throw Self.damaged(path, "an entry that replaces another has a name") }
      let old = base.entries[position]
      base.entries[position] = own
      (base.entries[position].nameStart, base.entries[position].nameCount) = (old.nameStart, old.nameCount)
    }
    let added = entries.dropFirst(replaced.count)
    guard added.allSatisfy({ $0.nameCount > 0 }) else { throw Self.damaged(path, "an entry has no name") }
    let gone = Set(deleted)
    guard gone.isDisjoint(with: replaced) else {
      throw Self.damaged(path, "an entry is both deleted and replaced")
    }
    let kept = base.entries.indices.filter { !gone.contains($0) }.map { base.entries[$0] }
    entries = merged(kept, Array(added))
  }

  /// Both are sorted; of equals the second speaks.
  private func merged(_ old: [Entry], _ new: [Entry]) -> [Entry] {
    var result: [Entry] = []
    result.reserveCapacity(old.count + new.count)
    var position = 0
    for entry in new {
      while position < old.count, precedes(old[position], entry) {
        result.append(old[position])
        position += 1
      }
      if position < old.count, !precedes(entry, old[position]) { position += 1 }
      result.append(entry)
    }
    return result + old[position...]
  }

  // MARK: Reading

  fileprivate struct Parser {
    /// So many times the size of the file, together. An entry has more than sixty bytes beside its name.
    private static let mostNames = 16

    private let bytes: [UInt8]
    private let path: String
    private var position = 12

    init(_ bytes: [UInt8], _ path: String) {
      self.bytes = bytes
      self.path = path
    }

    private func damaged(_ why: String) -> GitError { IndexFile.damaged(path, why) }

    private var end: Int { bytes.count - 20 }

    mutating func parse(source: Int) throws(GitError) -> Parsed {
      guard bytes.count >= 32, bytes.starts(with: "DIRC".utf8) else {
        throw damaged("it does not begin as an index does")
      }
      let version = bytes.word(at: 4)
      guard (2...4).contains(version) else {
        throw GitError(
          .unsupported, "the index \(path) has version \(version); type: git update-index --index-version 4")
      }
      let checksum = bytes.suffix(20)
      // Zeros stand for none: index.skipHash.
      if !checksum.allSatisfy({ $0 == 0 }), Array(Insecure.SHA1.hash(data: bytes.dropLast(20)))[...] != checksum {
        throw damaged("its checksum is wrong")
      }
      let count = Int(bytes.word(at: 8))
      // The smallest entry has 62 bytes and a NUL, or a length and a NUL.
      guard count <= (end - 12) / 63, count <= IndexFile.mostEntries else {
        throw damaged("it says that it has \(count) entries, and is too short for them")
      }
      var index = IndexFile()
      index.entries.reserveCapacity(count)
      index.names.reserveCapacity(bytes.count - count * 62)
      index.sources = [bytes]
      for _ in 0..<count { try entry(version: version, source: source, to: &index) }
      let link = try extensions(of: &index)
      if link == nil, index.entries.contains(where: { $0.nameCount == 0 }) { throw damaged("an entry has no name") }
      if let folder = index.entries.first(where: \.isFolder) {
        guard index.isSparse, index.name(folder).last == UInt8(ascii: "/") else {
          throw damaged("an entry is a folder, and the index is not sparse")
        }
      }
      return Parsed(index: index, link: link)
    }

    private mutating func entry(version: UInt32, source: Int, to index: inout IndexFile) throws(GitError) {
      let start = position
      guard start + 62 <= end else { throw damaged("it is cut off") }
      let flags = bytes.half(at: start + 60)
      var moreFlags: UInt16 = 0
      position = start + 62
      if flags & 0x4000 != 0 {
        guard version >= 3, position + 2 <= end else { throw damaged("an entry has flags of a later version") }
        moreFlags = bytes.half(at: position)
        position += 2
      }
      let nameStart = index.names.count
      if version == 4, let last = index.entries.last {
        let kept = last.nameCount - (try strip())
        guard kept >= 0 else { throw damaged("a name is cut by more than it has") }
        // A copy, or all names so far would be copied: a slice of them still holds them.
        index.names += Array(index.names[last.nameStart..<(last.nameStart + kept)])
      } else if version == 4 {
        guard try strip() == 0 else { throw damaged("the first name is cut") }
      }
      guard let nul = bytes[position..<end].firstIndex(of: 0) else { throw damaged("a name does not end") }
      index.names += bytes[position..<nul]
      let nameCount = index.names.count - nameStart
      // Each name may go on from the one before it (version 4): a small file can tell of far more than memory holds.
      guard index.names.count <= Parser.mostNames * bytes.count else { throw damaged("its names are too long") }
      let told = Int(flags & 0x0FFF)
      guard told == 0x0FFF ? nameCount >= told : nameCount == told else {
        throw damaged("the length of a name is wrong")
      }
      // Up to version 3 with NULs up to a multiple of eight bytes.
      position = version == 4 ? nul + 1 : start + (nul - start + 8) / 8 * 8
      guard position <= end else { throw damaged("it is cut off") }
      index.entries.append(
        Entry(
          nameStart: nameStart, nameCount: nameCount, mode: bytes.word(at: start + 24),
          id: ObjectID(bytes.long(at: start + 40), bytes.long(at: start + 48), bytes.word(at: start + 56)),
          flags: flags, moreFlags: moreFlags,
          facts: (source, start)))
    }

    /// How many bytes of the name before are not this one's: as offsets in packs are written.
    private mutating func strip() throws(GitError) -> Int {
      var value = 0
      for round in 0..<5 {
        guard position < end else { throw damaged("it is cut off") }
        let byte = bytes[position]
        position += 1
        value = (round == 0 ? 0 : value + 1) << 7 | Int(byte & 0x7F)
        if byte & 0x80 == 0 { return value }
      }
      throw damaged("a name is cut by more than it has")
    }

    private mutating func extensions(of index: inout IndexFile) throws(GitError) -> Link? {
      var link: Link?
      while position < end {
        guard position + 8 <= end else { throw damaged("it is cut off") }
        let name = bytes[position..<(position + 4)]
        let size = Int(bytes.word(at: position + 4))
        let start = position + 8
        guard size <= end - start else { throw damaged("an extension is longer than the file") }
        position = start + size
        if name.elementsEqual("link".utf8) {
          link = try self.link(bytes[start..<position])
        } else if name.elementsEqual("sdir".utf8) {
          index.isSparse = true
        } else if !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(name.first!) {
          // Those that begin with a capital may be passed over: caches of trees, of untracked files, of a file system's monitor.
          throw GitError(
            .unsupported,
            "the index \(path) needs `\(String(decoding: name, as: UTF8.self))`, which this version cannot read")
        }
      }
      return link
    }

    /// Nil for a link to nothing, which is no split index.
    private func link(_ data: ArraySlice<UInt8>) throws(GitError) -> Link? {
      guard let shared = ObjectID(bytes: data.prefix(20)) else { throw damaged("its link is cut off") }
      if shared.isZero { return nil }
      return Link(shared: shared, lists: data.dropFirst(20))
    }
  }

  fileprivate struct Parsed {
    var index: IndexFile
    var link: Link?
  }
}

/// A compressed bitmap (EWAH, as git writes it): words that tell of runs of equal words, each before the words that are no run.
enum Bitmap {
  /// The positions of the bits that are set, ascending, all of them below `limit`; nil for what is no such bitmap. Takes it off the
  /// front of `data`. A few bytes can tell of four billion bits.
  static func positions(_ data: inout ArraySlice<UInt8>, below limit: Int) -> [Int]? {
    let bytes = Array(data)
    guard bytes.count >= 12 else { return nil }
    let bits = Int(bytes.word(at: 0))
    let words = Int(bytes.word(at: 4))
    guard words <= (bytes.count - 12) / 8 else { return nil }
    func word(_ index: Int) -> UInt64 {
      UInt64(bytes.word(at: 8 + 8 * index)) << 32 | UInt64(bytes.word(at: 12 + 8 * index))
    }
    var set: [Int] = []
    var bit = 0
    var index = 0
    while index < words {
      let marker = word(index)
      let run = Int(marker >> 1 & 0xFFFF_FFFF)
      let literals = Int(marker >> 33)
      index += 1
      // A word of padding may go beyond the last bit, never a whole run.
      guard run <= (bits - bit + 63) / 64, literals <= words - index else { return nil }
      if marker & 1 == 1, run > 0 {
        let end = min(bits, bit + 64 * run)
        guard end <= limit else { return nil }
        set += bit..<end
      }
      bit += 64 * run
      for _ in 0..<literals {
        var literal = word(index)
        index += 1
        while literal != 0 {
          let place = bit + literal.trailingZeroBitCount
          guard place < min(bits, limit) else { return nil }
          set.append(place)
          literal &= literal - 1
        }
        bit += 64
      }
    }
    // The place of the last marker, for those who go on writing.
    data = data.dropFirst(12 + 8 * words)
    return set
  }
}

extension [UInt8] {
  /// Four bytes, the highest first.
  fileprivate func word(at offset: Int) -> UInt32 {
    UInt32(self[offset]) << 24 | UInt32(self[offset + 1]) << 16 | UInt32(self[offset + 2]) << 8
      | UInt32(self[offset + 3])
  }

  fileprivate func long(at offset: Int) -> UInt64 { UInt64(word(at: offset)) << 32 | UInt64(word(at: offset + 4)) }

  fileprivate func half(at offset: Int) -> UInt16 { UInt16(self[offset]) << 8 | UInt16(self[offset + 1]) }
}
