/// A path inside a tree, `/`-separated, as the bytes git or the file system gave. Not necessarily UTF-8,
/// and never opened by way of its text form.
package struct TreePath: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }
  package init(_ text: String) { bytes = Array(text.utf8) }

  /// The text form; bytes that are not UTF-8 become U+FFFD, so two paths can share one.
  package var description: String { String(decoding: bytes, as: UTF8.self) }

  package var isUTF8: Bool { String(validating: bytes, as: UTF8.self) != nil }

  /// The path of what lies at `path` in the archive at this one; the archive's own where that is empty.
  package func member(_ path: TreePath) -> TreePath {
    path.isEmpty ? self : TreePath(bytes: bytes + Array("!".utf8) + path.bytes)
  }

  package var isEmpty: Bool { bytes.isEmpty }

  /// What follows the last `/`.
  package var name: ArraySlice<UInt8> {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes[...] }
    return bytes[(slash + 1)...]
  }

  /// What precedes the last `/`; the empty path where there is none.
  package var folder: TreePath {
    TreePath(bytes: bytes.lastIndex(of: UInt8(ascii: "/")).map { Array(bytes[..<$0]) } ?? [])
  }

  /// This path is `folder` or lies below it; everything lies below the empty path.
  package func isWithin(_ folder: TreePath) -> Bool {
    folder.isEmpty || bytes == folder.bytes
      || (bytes.count > folder.bytes.count && bytes[folder.bytes.count] == UInt8(ascii: "/")
        && bytes.starts(with: folder.bytes))
  }

  /// It leads down and nowhere else: relative, and no name in it is empty, `.`, `..` or `.git`. Nothing lies at other paths
  /// that may be opened, whatever a tree says.
  package var isPlain: Bool {
    bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { Self.isPlain(name: $0) }
  }

  /// As `isPlain`, of one name.
  package static func isPlain(name: some Collection<UInt8>) -> Bool {
    guard let first = name.first else { return false }
    if first == UInt8(ascii: "."), [".", "..", ".git"].contains(where: { name.elementsEqual($0.utf8) }) {
      return false
    }
    return !name.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
  }

  package func appending(_ name: some Sequence<UInt8>) -> TreePath {
    isEmpty ? TreePath(bytes: Array(name)) : TreePath(bytes: bytes + [UInt8(ascii: "/")] + name)
  }

  package static func < (a: Self, b: Self) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}
