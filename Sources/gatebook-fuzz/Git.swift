import GateModel

@testable import GateGit

/// What lies in a `.git` folder and is read by us, not by libgit2.
extension FuzzTarget {
  static let git = [index, bitmap, object, remote]

  /// An index without a checksum, which git allows: its entries are in order, and each is found by its name.
  private static let index = FuzzTarget("index") { bytes in
    guard let index = try? IndexFile.read(bytes + [UInt8](repeating: 0, count: 20), at: "f", folder: "/nowhere/") else {
      return
    }
    for (position, entry) in index.entries.enumerated() {
      let found = index.position(of: Array(index.name(entry)))
      precondition(found <= position && index.name(index.entries[found]) == index.name(entry))
      _ = (index.facts(entry), index.shares(entry, 1, of: index.entries[0]))
    }
  }

  private static let bitmap = FuzzTarget("bitmap") { bytes in
    var rest = bytes[...]
    guard let positions = Bitmap.positions(&rest, below: 10_000) else { return }
    precondition(zip(positions, positions.dropFirst()).allSatisfy { $0 < $1 } && positions.last ?? 0 < 10_000)
    precondition(rest.count < bytes.count)
  }

  /// A commit or a tag: nothing is told twice.
  private static let object = FuzzTarget("object") { bytes in
    precondition(ObjectReader.words(ofObject: bytes).count <= bytes.count + 2)
  }

  /// The address of a remote: what is told of it has no user and no password.
  private static let remote = FuzzTarget("remote") { bytes in
    guard let url = GitRepository.withoutCredentials(String(decoding: bytes, as: UTF8.self)) else { return }
    let bytes = Array(url.utf8)
    let rest = bytes[bytes.firstRange(of: Array("://".utf8))!.upperBound...]
    precondition(!rest.prefix { !"/?#".utf8.contains($0) }.contains(UInt8(ascii: "@")))
  }
}
