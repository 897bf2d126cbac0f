import GateModel

/// What `git diff` prints, taken apart hunk by hunk. Contents are counted off, never looked at, so that no content can
/// pass for a header.
enum GitPatch {
  /// How to ask git for it. With a line of context, for without any git cuts off common ends before it compares, and where
  /// a line stands twice it then names the other one.
  static let options = [
    "-U1", "--text", "--no-ext-diff", "--no-textconv", "-M", "-l1000", "--diff-algorithm=myers", "--indent-heuristic",
    "--no-color",
    "--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules=all",
  ]

  /// The added lines of each path that has any.
  static func addedLines(_ patch: [UInt8]) -> [TreePath: LineSet] {
    sections(patch).reduce(into: [:]) { all, section in all.merge(section) { first, _ in first } }
  }

  /// One for each pair of trees that `git diff-tree --stdin` was given, in their order.
  static func sections(_ patch: [UInt8]) -> [[TreePath: LineSet]] {
    var sections: [[TreePath: LineSet]] = []
    var current: [TreePath: LineSet] = [:]
    var hasBegun = false
    var path: TreePath?
    let lines = patch.split(separator: 0x0A, omittingEmptySubsequences: false)
    var index = 0
    while index < lines.count {
      let line = lines[index]
      index += 1
      if line.count == 81, line.allSatisfy({ $0 == 0x20 || ($0 >= 0x30 && $0 <= 0x66) }) {
        if hasBegun { sections.append(current) }
        (current, hasBegun) = ([:], true)
      } else if line.starts(with: "+++ ".utf8) {
        path = name(line.dropFirst(4))
      } else if line.starts(with: "@@ ".utf8) {
        var hunk = numbers(line)
        while index < lines.count, hunk.oldCount + hunk.newCount > 0 || lines[index].first == UInt8(ascii: "\\") {
          switch lines[index].first {
          case UInt8(ascii: "-"): hunk.oldCount -= 1
          case UInt8(ascii: "+"):
            if let path { current[path, default: LineSet()].insert(hunk.newStart...hunk.newStart) }
            hunk.newStart += 1
            hunk.newCount -= 1
          case UInt8(ascii: "\\"): break
          default:
            hunk.newStart += 1
            hunk.oldCount -= 1
            hunk.newCount -= 1
          }
          index += 1
        }
      }
    }
    return sections + [current]
  }

  private static func numbers(_ line: ArraySlice<UInt8>) -> (oldCount: Int, newStart: Int, newCount: Int) {
    let words = line.split(separator: 0x20)
    func pair(_ word: ArraySlice<UInt8>) -> (Int, Int) {
      let parts = word.dropFirst().split(separator: UInt8(ascii: ",")).map {
        Int(String(decoding: $0, as: UTF8.self)) ?? 0
      }
      return (parts[0], parts.count > 1 ? parts[1] : 1)
    }
    let (old, new) = (pair(words[1]), pair(words[2]))
    return (old.1, new.0, new.1)
  }

  private static func name(_ text: ArraySlice<UInt8>) -> TreePath? {
    var bytes = Array(text)
    if bytes.last == 0x09 { bytes.removeLast() }
    if bytes.first == UInt8(ascii: "\"") { bytes = unquoted(bytes.dropFirst().dropLast()) }
    return bytes.starts(with: "b/".utf8) ? TreePath(bytes: Array(bytes.dropFirst(2))) : nil
  }

  private static func unquoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let letters: [UInt8: UInt8] = [0x61: 7, 0x62: 8, 0x74: 9, 0x6E: 10, 0x76: 11, 0x66: 12, 0x72: 13]
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      if (0x30...0x33).contains(next) {
        bytes.append((next - 0x30) << 6 | (rest.removeFirst() - 0x30) << 3 | (rest.removeFirst() - 0x30))
      } else {
        bytes.append(letters[next] ?? next)
      }
    }
    return bytes
  }
}
