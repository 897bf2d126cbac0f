import GateModel

/// Shows the line of a finding without any value that a rule knows: what is left of a value is at most its first four
/// characters and its length.
struct Masker {
  /// Merged, in order.
  private let values: [Range<Int>]
  /// How much of a long line is shown on either side of the value, in bytes.
  private static let context = 60

  init(_ values: [Range<Int>]) {
    var merged: [Range<Int>] = []
    for value in values.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, value.lowerBound < last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, value.upperBound)
      } else {
        merged.append(value)
      }
    }
    self.values = merged
  }

  /// The first line of `place`, which is one of the values.
  func excerpt(around place: Range<Int>, in text: Span<UInt8>) -> Excerpt {
    let window = Self.window(around: place, in: text)
    let hidden = (values + repeats(of: place, in: window, of: text)).sorted { $0.lowerBound < $1.lowerBound }
    var shown = window.isCutBefore ? Array("…".utf8) : []
    var mark = 0..<0
    var position = window.range.lowerBound
    for value in hidden where value.upperBound > position && value.lowerBound < window.range.upperBound {
      if value.lowerBound > position { shown += (position..<value.lowerBound).map { text[$0] } }
      let start = Self.scalars(shown)
      shown += Self.mask(value, in: text)
      if value.overlaps(place), mark.isEmpty { mark = start..<Self.scalars(shown) }
      position = value.upperBound
    }
    if position < window.range.upperBound { shown += (position..<window.range.upperBound).map { text[$0] } }
    if shown.last == 0x0D { shown.removeLast() }
    if window.isCutAfter { shown += "…".utf8 }
    return Excerpt(text: String(decoding: shown, as: UTF8.self), mark: mark)
  }

  private struct Window {
    var range: Range<Int>
    var isCutBefore: Bool
    var isCutAfter: Bool
  }

  private static func window(around place: Range<Int>, in text: Span<UInt8>) -> Window {
    var low = place.lowerBound
    while low > 0, text[low - 1] != 0x0A, place.lowerBound - low < context { low -= 1 }
    // Not in the middle of a character.
    while low < place.lowerBound, text[low] & 0xC0 == 0x80 { low += 1 }
    let isMultiline = (place.lowerBound..<place.upperBound).contains { text[$0] == 0x0A }
    var high = place.upperBound
    if !isMultiline {
      while high < text.count, text[high] != 0x0A, high - place.upperBound < context { high += 1 }
      while high > place.upperBound, high < text.count, text[high] & 0xC0 == 0x80 { high -= 1 }
    }
    return Window(
      range: low..<high, isCutBefore: low > 0 && text[low - 1] != 0x0A,
      isCutAfter: !isMultiline && high < text.count && text[high] != 0x0A)
  }

  /// Where the same value stands once more in the window, in a place that no rule saw.
  private func repeats(of place: Range<Int>, in window: Window, of text: Span<UInt8>) -> [Range<Int>] {
    guard place.count >= 4, place.count <= 2 * Self.context else { return [] }
    var found: [Range<Int>] = []
    var start = window.range.lowerBound
    while start + place.count <= window.range.upperBound {
      if start != place.lowerBound, (0..<place.count).allSatisfy({ text[start + $0] == text[place.lowerBound + $0] }) {
        found.append(start..<(start + place.count))
        start += place.count
      } else {
        start += 1
      }
    }
    return found
  }

  /// At most a fifth of the value is shown, and only plain letters and digits of it.
  private static func mask(_ value: Range<Int>, in text: Span<UInt8>) -> [UInt8] {
    let prefix = value.prefix(min(4, value.count / 5)).map { text[$0] }.prefix { (0x21...0x7E).contains($0) }
    return prefix + Array("***[\(value.count)]".utf8)
  }

  private static func scalars(_ bytes: [UInt8]) -> Int {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.count
  }
}
