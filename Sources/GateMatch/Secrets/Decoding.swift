/// One text's encoded runs, decoded piece by piece, so that memory is bounded. What stands around a run on its line is kept, for
/// rules look there for names.
struct Decoding {
  private let runs: [EncodedRuns.Run]
  private var next = 0

  private static let before = 96
  private static let behind = 32
  /// A piece is handed on once it has so many bytes.
  private static let enough = 256 << 10

  init(of text: Span<UInt8>) { runs = EncodedRuns.all(in: text) }

  /// Of the text that it was made for; nil at the end.
  mutating func piece(of text: Span<UInt8>) -> DecodedText? {
    guard next < runs.count else { return nil }
    let digits = Digits()
    var piece = DecodedText()
    var last: EncodedRuns.Run?
    while next < runs.count, piece.count < Self.enough {
      let run = runs[next]
      Self.lead(&piece, from: last, to: run, in: text)
      Self.decode(run, of: text, into: &piece, digits)
      (last, next) = (run, next + 1)
    }
    if let last { Self.trail(&piece, behind: last.range.upperBound, in: text) }
    return piece
  }

  /// What stands between two runs, or before the first.
  private static func lead(
    _ piece: inout DecodedText, from last: EncodedRuns.Run?, to run: EncodedRuns.Run, in text: Span<UInt8>
  ) {
    let start = run.range.lowerBound
    guard let last else { return piece.copy(beginning(of: start, in: text), of: text) }
    let gap = last.range.upperBound..<max(last.range.upperBound, start)
    if last.range.upperBound <= start {
      if continues(last, run, gap, text) { return }
      if gap.count <= before, !gap.contains(where: { text[$0] == 0x0A }) { return piece.copy(gap, of: text) }
      trail(&piece, behind: gap.lowerBound, in: text)
    }
    piece.append(0x0A, at: start..<start)
    if last.range.upperBound <= start { piece.copy(beginning(of: start, in: text), of: text) }
  }

  /// Base64 in lines of one length is one text.
  private static func continues(
    _ last: EncodedRuns.Run, _ run: EncodedRuns.Run, _ gap: Range<Int>, _ text: Span<UInt8>
  ) -> Bool {
    last.encoding == .base64 && run.encoding == .base64 && last.range.count >= 60 && last.range.count % 4 == 0
      && gap.count < 80 && gap.allSatisfy { text[$0] <= 0x20 }
  }

  private static func beginning(of place: Int, in text: Span<UInt8>) -> Range<Int> {
    var low = place
    while low > max(0, place - before), text[low - 1] != 0x0A { low -= 1 }
    return low..<place
  }

  private static func trail(_ piece: inout DecodedText, behind place: Int, in text: Span<UInt8>) {
    var high = place
    while high < min(text.count, place + behind), text[high] != 0x0A { high += 1 }
    piece.copy(place..<high, of: text)
  }

  private static func decode(
    _ run: EncodedRuns.Run, of text: Span<UInt8>, into piece: inout DecodedText, _ digits: Digits
  ) {
    switch run.encoding {
    case .base64: base64(run.range, of: text, into: &piece, digits)
    case .hex:
      for index in stride(from: run.range.lowerBound, to: run.range.upperBound - 1, by: 2) {
        piece.append(digits.hexByte(text, at: index) ?? 0x0A, at: index..<index + 2, .hex)
      }
    default: escapes(run, of: text, into: &piece, digits)
    }
  }

  private static func base64(
    _ range: Range<Int>, of text: Span<UInt8>, into piece: inout DecodedText, _ digits: Digits
  ) {
    var index = range.lowerBound
    var (decoded, isWide) = (0, false)
    while index + 1 < range.upperBound {
      let end = min(index + 4, range.upperBound)
      let group = digits.group(text, index..<end)
      for place in 0..<group.count {
        let byte = group.bytes[place]
        if decoded == 1, byte == 0 { isWide = true }
        if !(isWide && decoded & 1 == 1) {
          // The bits of byte n begin in digit n and end in digit n + 1.
          piece.append(byte, at: index + place..<min(index + place + 2, end), .base64)
        }
        decoded += 1
      }
      index += 4
    }
    if isWide { piece.mark(.utf16, last: (decoded + 1) / 2) }
  }

  private static func escapes(
    _ run: EncodedRuns.Run, of text: Span<UInt8>, into piece: inout DecodedText, _ digits: Digits
  ) {
    let mark = run.encoding == .percent ? UInt8(ascii: "%") : UInt8(ascii: "\\")
    var index = run.range.lowerBound
    while index < run.range.upperBound {
      if let escaped = digits.escaped(text, at: index, mark) {
        for byte in escaped.bytes { piece.append(byte, at: index..<index + escaped.count, run.encoding) }
        index += escaped.count
      } else {
        piece.append(text[index], at: index..<index + 1)
        index += 1
      }
    }
  }
}
