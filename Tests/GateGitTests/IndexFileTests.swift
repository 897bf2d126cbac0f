import Crypto
import Foundation
import GateModel
import GateTesting
import Testing

@testable import GateGit

@Suite("The index file")
struct IndexFileTests {
  private func read(_ repository: TestRepository) throws -> IndexFile {
    let found = try open(repository)
    var index = try IndexFile.read(found.place)
    try index.expand(ObjectReader(found))
    return index
  }

  private func open(_ repository: TestRepository) throws -> GitRepository {
    guard let found = try GitRepository.discover(at: repository.path) else { throw GitError(.notARepository, "") }
    return found
  }

  private func rows(_ index: IndexFile) -> [String] {
    index.entries.map {
      let mode = String($0.mode, radix: 8)
      return "\(mode) \($0.id) \($0.stage)\t\(TreePath(bytes: Array(index.name($0))))"
    }
  }

  private func gits(_ repository: TestRepository) throws -> [String] {
    try repository.git("ls-files", "-s", "-z").split(separator: "\0").map(String.init)
  }

  /// Paths that share beginnings, so that version 4 has something to leave out.
  private func fill(_ repository: TestRepository, _ count: Int, _ random: inout SeededRandom) throws {
    var lines = ""
    for _ in 0..<count {
      let depth = Int.random(in: 1...4, using: &random)
      let path = (0..<depth).map { _ in "folder\(Int.random(in: 0..<9, using: &random))" }.joined(separator: "/")
      let id = String(Int.random(in: 1..<1_000_000, using: &random), radix: 16)
      lines +=
        "100644 \(String(repeating: "0", count: 40 - id.count))\(id)\t\(path)/file\(Int.random(in: 0..<400, using: &random))\n"
    }
    try repository.git(["update-index", "--index-info"], input: lines)
  }

  @Test(
    "is what git lists, in versions 2 and 4, whole and split, after many changes", arguments: [2, 4], [false, true])
  func versions(version: Int, isSplit: Bool) throws {
    var random = SeededRandom(seed: UInt64(version))
    let repository = try TestRepository()
    try repository.git("config", "index.version", "\(version)")
    try repository.git("config", "splitIndex.maxPercentChange", "100")
    try fill(repository, 3000, &random)
    if isSplit { try repository.git("update-index", "--split-index") }
    for _ in 0..<4 {
      // New ones, others in their place, and some gone.
      try fill(repository, 300, &random)
      let all = try repository.git("ls-files", "-z").split(separator: "\0").map(String.init)
      var gone: [String] = []
      let start = Int.random(in: 0..<(all.count - 700), using: &random)
      gone += all[start..<(start + 200)]
      for path in all where random.oneIn(40) { gone.append(path) }
      try repository.git(
        ["update-index", "--force-remove", "-z", "--stdin"], input: gone.joined(separator: "\0") + "\0")
      let index = try read(repository)
      #expect(index.isSplit == isSplit)
      #expect(rows(index) == (try gits(repository)))
    }
  }

  @Test("is what git lists where it is sparse")
  func sparse() throws {
    let repository = try TestRepository()
    for path in ["a", "b/c", "b/d/e", "b/d-f", "b.x", "kept/g", "z/h/i/j"] { try repository.write(path, "\(path)\n") }
    try repository.commit()
    try repository.git("sparse-checkout", "set", "--cone", "--sparse-index", "kept")
    try repository.write("kept/new", "new\n")
    try repository.git("add", "kept/new")
    #expect(rows(try read(repository)) == (try gits(repository)))
    let found = try open(repository)
    #expect(try found.indexTree().description == (try repository.line("write-tree")))
    let staged = try found.stagedChanges()
    #expect(staged.changes.changes.map(\.path) == [TreePath("kept/new")])
    #expect(staged.tree.description == (try repository.line("write-tree")))
  }

  @Test("conflicts, links, intentions, flags and caches of others are read past")
  func kinds() throws {
    let repository = try TestRepository()
    try repository.commit("a", "1\n")
    try repository.branch("other")
    try repository.commit("a", "2\n")
    try repository.switchTo("main")
    try repository.commit("a", "3\n")
    #expect(try repository.merge("other") == false)
    try repository.link("link", to: "a")
    try repository.write("later", "x\n")
    try repository.write("long/" + String(repeating: "n", count: 200) + "/" + String(repeating: "m", count: 200), "x\n")
    try repository.git("add", "link", "long")
    try repository.git("add", "--intent-to-add", "later")
    try repository.git("update-index", "--force-untracked-cache")
    try repository.git("status")
    let index = try read(repository)
    #expect(rows(index) == (try gits(repository)))
    #expect(index.entries.filter(\.isConflicted).map(\.stage) == [1, 2, 3])
    #expect(index.entries.filter(\.isAnnounced).count == 1)
  }

  @Test("that is damaged in whatever way is an error that names the file, and never a crash")
  func damaged() throws {
    let repository = try TestRepository()
    for name in ["a", "b/c", "b/d"] { try repository.write(name, "x\n") }
    try repository.git("add", ".")
    let whole = try repository.read(".git/index")
    func failure(_ bytes: [UInt8], sealed: Bool = true) throws -> GitError? {
      let body = Array(bytes.dropLast(sealed ? 20 : 0))
      try repository.write(".git/index", sealed ? body + Array(Insecure.SHA1.hash(data: body)) : bytes)
      let found = try open(repository)
      do throws(GitError) {
        _ = try found.stagedChanges()
        return nil
      } catch { return error }
    }
    func changed(_ offset: Int, _ new: [UInt8]) -> [UInt8] {
      var bytes = whole
      bytes.replaceSubrange(offset..<(offset + new.count), with: new)
      return bytes
    }
    func with(_ name: String, size: [UInt8], _ data: [UInt8]) -> [UInt8] {
      Array(whole.dropLast(20)) + Array(name.utf8) + size + data + Array(whole.suffix(20))
    }
    #expect(try failure(whole) == nil)
    #expect(try failure(changed(80, [0x41]), sealed: false)?.message.contains("checksum") == true)
    let name = 12 + 62
    let hostile: [[UInt8]] = [
      [], Array(whole.prefix(40)), Array(whole.dropLast(30)), changed(0, [0x44, 0x49, 0x52, 0x44]),
      changed(8, [0x7F, 0xFF, 0xFF, 0xFF]), changed(8, [0, 0, 0, 9]), changed(name, [0]), changed(name, [0x7A]),
      changed(name - 2, [0x0F, 0xFF]), changed(name - 2, [0x40, 0x01]), changed(7, [4]),
      with("TREE", size: [0xFF, 0xFF, 0xFF, 0xFF], []), with("link", size: [0, 0, 0, 4], [1, 2, 3, 4]),
      with("link", size: [0, 0, 0, 20], Array(repeating: 7, count: 20)),
    ]
    for bytes in hostile {
      let error = try #require(try failure(bytes, sealed: bytes.count > 20))
      #expect(error.code == .unreadable)
      #expect(error.message.contains("/.git/index"), "\(error)")
    }
    #expect(try failure(changed(7, [9]))?.code == .unsupported)
    #expect(try failure(with("what", size: [0, 0, 0, 0], []))?.code == .unsupported)
    // Every cut, and every byte changed: an answer or an error.
    for end in 0..<whole.count { _ = try failure(Array(whole.prefix(end)), sealed: end > 20) }
    for offset in 0..<(whole.count - 20) { _ = try failure(changed(offset, [whole[offset] ^ 0x55])) }
  }

  @Test("bitmaps that are damaged give nothing")
  func bitmaps() {
    func words(_ bits: UInt32, _ words: [UInt64], count: UInt32? = nil) -> ArraySlice<UInt8> {
      func bytes<T: FixedWidthInteger>(_ number: T) -> [UInt8] {
        (0..<(T.bitWidth / 8)).reversed().map { UInt8(truncatingIfNeeded: number >> T(8 * $0)) }
      }
      return (bytes(bits) + bytes(count ?? UInt32(words.count)) + words.flatMap { bytes($0) } + bytes(UInt32(0)))[...]
    }
    func positions(_ data: ArraySlice<UInt8>, below limit: Int = 100) -> [Int]? {
      var data = data
      return Bitmap.positions(&data, below: limit)
    }
    #expect(positions(words(3, [1 << 33, 5])) == [0, 2])
    #expect(positions(words(70, [1 | 1 << 1 | 1 << 33, 1 << 5])) == Array(0..<64) + [69])
    #expect(positions(words(3, [1 << 33, 1 << 9])) == nil)
    #expect(positions(words(3, [2 << 33, 1])) == nil)
    #expect(positions(words(3, [1 | 0xFFFF_FFFF << 1])) == nil)
    #expect(positions(words(3, [], count: 0xFFFF_FFFF)) == nil)
    #expect(positions([1, 2, 3]) == nil)
    // Sixteen gigabytes of positions, of twenty bytes.
    #expect(positions(words(.max, [1 | 0x3FF_FFFF << 1])) == nil)
    #expect(positions(words(3, [1 << 33, 5]), below: 2) == nil)
  }

  @Test("names that each go on from the one before are not read beyond all measure")
  func growing() throws {
    let repository = try TestRepository()
    try repository.write("a", "a")
    try repository.git("add", "-A")
    try repository.git("update-index", "--index-version", "4")
    let whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: repository.path + "/.git/index")))
    // One byte more with each of them: three hundred megabytes of names, of one and a half.
    let count = 24_000
    var bytes = Array(whole[..<8]) + [0, 0, UInt8(count >> 8), UInt8(count & 0xFF)]
    for number in 0..<count {
      let length = min(number + 1, 0xFFF)
      bytes += Array(whole[12..<72]) + [UInt8(length >> 8), UInt8(length & 0xFF), 0, 0x61, 0]
    }
    bytes += [UInt8](repeating: 0, count: 20)
    #expect(throws: GitError.self) { try IndexFile.read(bytes, at: "index", folder: "") }
    let few = Array(whole[..<8]) + [0, 0, 0, 100] + bytes[12..<(12 + 65 * 100)] + [UInt8](repeating: 0, count: 20)
    #expect(try IndexFile.read(few, at: "index", folder: "").entries.count == 100)
  }
}
