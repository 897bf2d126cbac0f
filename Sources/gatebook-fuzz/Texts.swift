import GateAttribution
import GateGit
import GateModel
import GateReport

@testable import GateMatch

/// Texts as they lie in a repository, their names, and what is said of them.
extension FuzzTarget {
  static let texts = [diff, path, encoding, message, decoding, masking, ignores]

  /// Two texts, cut at the first 0xFF: every hunk lies in both, and the texts grow by what the hunks say.
  private static let diff = FuzzTarget("diff") { bytes in
    let (old, new) = bytes.halves(at: 0xFF)
    guard let hunks = try? LineDiff.hunks(from: old.span, to: new.span) else { return }
    var growth = 0
    var end = (old: 0, new: 0)
    for hunk in hunks {
      precondition(hunk.oldCount >= 0 && hunk.newCount >= 0 && hunk.oldStart >= end.old && hunk.newStart >= end.new)
      end = (hunk.oldStart + hunk.oldCount, hunk.newStart + hunk.newCount)
      growth += hunk.newCount - hunk.oldCount
    }
    precondition(growth == LineDiff.count(in: new.span) - LineDiff.count(in: old.span))
    let added = try? LineDiff.added(from: old.span, to: new.span)
    precondition(added?.count == hunks.reduce(0) { $0 + $1.newCount })
    _ = LineHashes(of: new.span, lines: Set(1...max(1, LineDiff.count(in: new.span))))
  }

  /// What is shown of a name moves nothing on a terminal.
  private static let path = FuzzTarget("path") { bytes in
    let path = TreePath(bytes: bytes)
    for shown in [Escape.visible(path), Escape.visible(path.description), Escape.oneLine(path.description)] {
      precondition(shown.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 && $0.value != 0x202E })
    }
    _ = TreePath.isPlain(name: bytes)
    _ = path.isWithin(TreePath("a")) || path < TreePath("b")
  }

  /// What is decoded is UTF-8.
  private static let encoding = FuzzTarget("encoding") { bytes in
    let all: [TextEncoding] = [
      TextEncoding.detect(bytes.span), .utf16(bigEndian: true, skip: 0), .utf16(bigEndian: false, skip: 2),
      .utf32(bigEndian: true, skip: 0), .utf32(bigEndian: false, skip: 4),
    ]
    for encoding in all {
      guard let text = encoding.transcoded(bytes.span) else { continue }
      precondition(String(validating: text, as: UTF8.self) != nil)
    }
  }

  /// A commit: name, address and message, a line each for the first two.
  private static let message = FuzzTarget("message") { bytes in
    let parts = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", maxSplits: 2, omittingEmptySubsequences: false
    ).map(String.init)
    let author = Commit.Identity(name: parts[0], email: parts.count > 1 ? parts[1] : "")
    let id = BlobHash.id(of: bytes.span)
    let commit = Commit(
      id: id, tree: id, parents: [], author: author, committer: author, message: parts.count > 2 ? parts[2] : "")
    let attribution = Fixture.attributor.attribute(commit)
    precondition((0...1000).contains(attribution.confidence) && attribution.evidence.count < 1000)
  }

  /// What stands encoded in a text, and encoded in that: each byte of it has a place in the text. What we encode is read back.
  private static let decoding = FuzzTarget("decoding") { bytes in
    precondition(Base64.decode(Base64.encode(bytes)) == bytes && Hex.decode(Hex.encode(bytes).utf8) == bytes)
    decode(bytes, nil, depth: 1, bytes.count)
  }

  private static func decode(_ text: [UInt8], _ parent: DecodedText?, depth: Int, _ whole: Int) {
    var decoding = Decoding(of: text.span)
    var runs = 0
    while let piece = decoding.piece(of: text.span) {
      let placed = parent.map { piece.placed(in: $0) } ?? piece
      for index in 0..<placed.count {
        let range = placed.place(of: index..<index + 1)
        precondition(range.lowerBound >= 0 && range.upperBound <= whole)
        if let origin = placed.origin(of: index..<index + 1) {
          precondition(!origin.encodings.isEmpty && origin.range == range)
        }
      }
      let all = placed.place(of: 0..<placed.count)
      precondition(all.lowerBound >= 0 && all.upperBound <= whole)
      if depth < 5 { decode(piece.bytes, placed, depth: depth + 1, whole) }
      runs += 1
      precondition(runs <= text.count)
    }
  }

  /// A text with values in it, whose places stand in front, two bytes each: no eight bytes of a value are shown beside another.
  private static let masking = FuzzTarget("masking") { bytes in
    guard let count = bytes.first.map({ Int($0 & 3) + 1 }), bytes.count > 1 + 2 * count else { return }
    let text = Array(bytes.dropFirst(1 + 2 * count))
    let places = (0..<count).compactMap { number -> Range<Int>? in
      let low = Int(bytes[1 + 2 * number]) % text.count
      let high = min(text.count, low + Int(bytes[2 + 2 * number]))
      return low < high ? low..<high : nil
    }
    guard !places.isEmpty else { return }
    let masker = Masker(places, in: text.span)
    let hidden = Set(places.flatMap { place in place.dropLast(7).map { Array(text[$0..<$0 + 8]) } })
    for place in places {
      for excerpt in [masker.excerpt(around: place, in: text.span), masker.excerpt(ofCode: place, in: text.span)] {
        precondition(excerpt.mark.upperBound <= excerpt.text.unicodeScalars.count)
        let shown = Array(excerpt.text.utf8)
        for start in shown.indices.dropLast(7) {
          let run = Array(shown[start..<start + 8])
          // A value may hold what a mask is made of.
          precondition(!hidden.contains(run) || run.contains { "*[]…".utf8.contains($0) || $0 >= 0x80 })
        }
      }
    }
  }

  private static let commented = [
    "a.py", "a.js", "a.java", "a.go", "a.rb", "a.tsx", "a.json", "a.yaml", "a.html", "a.sql", "a.c", "a.tex", "a.php",
    "Dockerfile", "a.css", "a.ini",
  ]

  /// Comments that let findings pass, in a file whose kind the first byte chooses; the next two are the place of a value, and
  /// nothing of what holds that is told.
  private static let ignores = FuzzTarget("ignores") { bytes in
    guard bytes.count > 3 else { return }
    let text = Array(bytes.dropFirst(3))
    let low = Int(bytes[1]) % text.count
    let hidden = low..<min(text.count, low + Int(bytes[2]))
    let found = IgnoreReader(Set(InlineIgnore.Form.allCases)).ignores(
      raw: text.span, text: text.span, path: TreePath(commented[Int(bytes[0]) % commented.count]), hidden: [hidden])
    for ignore in found {
      let range = ignore.range.start.offset..<ignore.range.end.offset
      precondition(range.upperBound <= text.count && ignore.lines.lowerBound >= 1)
      precondition(!range.overlaps(hidden) || ignore.rules.isEmpty && ignore.reason == nil)
    }
    for (one, next) in zip(found, found.dropFirst()) {
      precondition(one.range.start.offset <= next.range.start.offset)
    }
  }
}
