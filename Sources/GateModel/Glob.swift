/// A path pattern: `*` within one folder, `**` across folders, `?`, `[…]` and `{a,b}`; a pattern without
/// a slash matches a name at any depth, a trailing slash everything below that folder, and a match of a
/// folder takes in what lies below it.
package struct Glob: Hashable, Sendable, CustomStringConvertible {
  package let pattern: String
  private let alternatives: [[UInt8]]

  package init(_ pattern: String) {
    self.pattern = pattern
    alternatives = Glob.expand(Array(pattern.utf8)).compactMap { expanded in
      var body = expanded[...]
      let isRooted = body.first == UInt8(ascii: "/")
      if isRooted { body.removeFirst() }
      // Nothing named is nothing matched, not everything.
      guard !body.isEmpty else { return nil }
      let isFolder = body.last == UInt8(ascii: "/")
      let isName = !isRooted && !body.dropLast().contains(UInt8(ascii: "/"))
      return (isName ? Array("**/".utf8) : []) + body + (isFolder ? Array("**".utf8) : [])
    }
  }

  /// What keeps the pattern from being used as it stands: braces that stand for more than 64 patterns.
  package static func problem(in pattern: String) -> String? {
    var count = 1
    for group in pattern.split(separator: "{", omittingEmptySubsequences: false).dropFirst()
    where count <= mostAlternatives && group.contains("}") {
      count *= group.prefix { $0 != "}" }.count { $0 == "," } + 1
    }
    if count > mostAlternatives { return "its braces stand for more than \(mostAlternatives) patterns" }
    guard let open = pattern.lastIndex(of: "["), !pattern[open...].contains("]"), !pattern[..<open].hasSuffix("\\")
    else { return nil }
    return "the bracket `[` is not closed"
  }

  private static let mostAlternatives = 64

  package var description: String { pattern }

  package func matches(_ path: TreePath) -> Bool {
    // A pattern that names a folder takes in its contents.
    alternatives.contains { Glob.match($0[...], path.bytes[...], takesContents: true) }
  }

  /// `{a,b}` into one pattern for each, at most 64: a pattern is a stranger's text.
  private static func expand(_ pattern: [UInt8]) -> [[UInt8]] {
    var done: [[UInt8]] = [[]]
    var rest = pattern[...]
    var groups = 0
    while let open = rest.firstIndex(of: UInt8(ascii: "{")), let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
    {
      let choices = rest[(open + 1)..<close].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      let head = rest[rest.startIndex..<open]
      // Beyond the limit the braces are plain text; where patterns are read, such a one is refused.
      guard done.count * choices.count <= mostAlternatives, groups < mostAlternatives else { break }
      groups += 1
      done = done.flatMap { start in choices.map { start + head + $0 } }
      rest = rest[(close + 1)...]
    }
    return done.map { $0 + rest }
  }

  /// The whole text or, where it `takesContents`, what stands before some slash of it: in one go, for a hostile path is
  /// thousands of folders deep.
  static func match(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>, takesContents: Bool) -> Bool {
    // Two resume points, one for the last `*` and one for the last `**`, keep this at O(n·m) for any pattern.
    var p = pattern.startIndex
    var t = text.startIndex
    var star: (p: Int, t: Int)?
    var deep: (p: Int, t: Int)?
    let slash = UInt8(ascii: "/")
    while true {
      if p < pattern.endIndex, pattern[p] == UInt8(ascii: "*") {
        // Only two stars that make up a whole name go across folders; other runs of stars are one.
        let end = pattern[p...].firstIndex { $0 != UInt8(ascii: "*") } ?? pattern.endIndex
        let isName = p == pattern.startIndex || pattern[p - 1] == slash
        if end - p == 2, isName, end == pattern.endIndex || pattern[end] == slash {
          p = end < pattern.endIndex ? end + 1 : end
          deep = (p, t)
          star = nil
        } else {
          p = end
          star = (p, t)
        }
        continue
      }
      if t < text.endIndex, p < pattern.endIndex, let next = step(pattern, p, text[t]) {
        p = next
        t += 1
        continue
      }
      if p == pattern.endIndex, t == text.endIndex || (takesContents && text[t] == slash) { return true }
      if let resume = star, resume.t < text.endIndex, text[resume.t] != slash {
        star = (resume.p, resume.t + 1)
        (p, t) = (resume.p, resume.t + 1)
        continue
      }
      if let resume = deep, resume.t < text.endIndex {
        // `**/` stands for whole folders: resume after the next slash, or anywhere when it ends the pattern.
        var next = resume.t + 1
        if resume.p < pattern.endIndex {
          while next < text.endIndex, text[next - 1] != slash { next += 1 }
          if next == text.endIndex, text[next - 1] != slash { return false }
        }
        star = nil
        deep = (resume.p, next)
        (p, t) = (resume.p, next)
        continue
      }
      return false
    }
  }

  /// Where the pattern goes on when its element at `p` takes `byte`; nil when it does not.
  private static func step(_ pattern: ArraySlice<UInt8>, _ p: Int, _ byte: UInt8) -> Int? {
    switch pattern[p] {
    case UInt8(ascii: "?"): return byte == UInt8(ascii: "/") ? nil : p + 1
    case UInt8(ascii: "\\") where p + 1 < pattern.endIndex: return pattern[p + 1] == byte ? p + 2 : nil
    case UInt8(ascii: "["):
      guard let close = pattern[(p + 1)...].dropFirst().firstIndex(of: UInt8(ascii: "]")) else { break }
      var members = pattern[(p + 1)..<close]
      let negated = members.first == UInt8(ascii: "!") || members.first == UInt8(ascii: "^")
      if negated { members = members.dropFirst() }
      var found = false
      var index = members.startIndex
      while index < members.endIndex {
        if index + 2 < members.endIndex, members[index + 1] == UInt8(ascii: "-") {
          found = found || (members[index] <= byte && byte <= members[index + 2])
          index += 3
        } else {
          found = found || members[index] == byte
          index += 1
        }
      }
      return found != negated && byte != UInt8(ascii: "/") ? close + 1 : nil
    default: break
    }
    return pattern[p] == byte ? p + 1 : nil
  }
}

/// A text pattern of `*` only, compared without regard to ASCII case: for names, trailers, addresses.
package struct Wildcard: Hashable, Sendable {
  package let pattern: String
  private let folded: [UInt8]

  package init(_ pattern: String) {
    self.pattern = pattern
    folded = Wildcard.fold(pattern)
  }

  package func matches(_ text: some StringProtocol) -> Bool {
    let text = Wildcard.fold(text)
    var p = 0
    var t = 0
    var resume: (p: Int, t: Int)?
    while t < text.count {
      if p < folded.count, folded[p] == UInt8(ascii: "*") {
        p += 1
        resume = (p, t)
      } else if p < folded.count, folded[p] == text[t] {
        p += 1
        t += 1
      } else if let last = resume {
        resume = (last.p, last.t + 1)
        (p, t) = (last.p, last.t + 1)
      } else {
        return false
      }
    }
    return folded[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  private static func fold(_ text: some StringProtocol) -> [UInt8] {
    text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }
}
