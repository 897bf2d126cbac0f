import GateModel

/// Shows the line of a finding without any value that a rule knows, wherever it stands: what is left of a value is at most its
/// first four characters and its length.
struct Masker {
  /// Merged, in order.
  private let values: [Range<Int>]
  /// All runs of eight bytes of all values, and the values shorter than that: what stands once more where no rule sees it, also in
  /// part, is hidden too.
  private let runs: Set<UInt64>
  private let short: Short
  private static let run = 8
  /// How much of a long line is shown on either side of the value, in bytes.
  private static let context = 60

  init(_ values: [Range<Int>], in text: Span<UInt8>) {
    self.values = Self.merged(values)
    var runs: Set<UInt64> = []
    for value in self.values where value.count >= Self.run {
      for start in value.lowerBound...(value.upperBound - Self.run) { runs.insert(Self.word(at: start, in: text)) }
    }
    self.runs = runs
    short = Short(self.values.filter { (4..<Self.run).contains($0.count) }, in: text)
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound < last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  /// The first line of `place`, which is one of the values.
  func excerpt(around place: Range<Int>, in text: Span<UInt8>) -> Excerpt {
    let window = Self.window(around: place, in: text)
    // What is shown is looked through as far to the left as a value can reach into it.
    let values = near(window.range) + repeats(in: window.range, of: text)
    let hidden = Self.merged(
      values + Self.tokens(in: window.range, of: text).flatMap { Self.rest(of: $0, without: values) })
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

  /// The first line of some code; the values in it are masked, the rest is shown.
  func excerpt(ofCode place: Range<Int>, in text: Span<UInt8>) -> Excerpt {
    var end = place.lowerBound
    // A line of a minified file is as long as the file.
    while end < min(place.upperBound, place.lowerBound + 4 * Self.context), text[end] != 0x0A { end += 1 }
    let first = place.lowerBound..<max(end, min(place.lowerBound + 1, text.count))
    let window = Self.window(around: first, in: text)
    let values = near(window.range) + repeats(in: window.range, of: text)
    var shown = window.isCutBefore ? Array("…".utf8) : []
    var (start, stop) = (0, 0)
    var position = window.range.lowerBound
    func show(upTo end: Int) {
      for index in position..<max(position, end) {
        if index == first.lowerBound { start = Self.scalars(shown) }
        if index == first.upperBound { stop = Self.scalars(shown) }
        shown.append(text[index])
      }
      position = max(position, end)
    }
    for value in Self.merged(values) where value.upperBound > position && value.lowerBound < window.range.upperBound {
      show(upTo: value.lowerBound)
      if value.contains(first.lowerBound) { start = Self.scalars(shown) }
      shown += Self.mask(value, in: text)
      if value.contains(first.upperBound) || value.upperBound == first.upperBound { stop = Self.scalars(shown) }
      position = value.upperBound
    }
    show(upTo: window.range.upperBound)
    if stop <= start { stop = Self.scalars(shown) }
    if shown.last == 0x0D { shown.removeLast() }
    if window.isCutAfter { shown += "…".utf8 }
    let all = Self.scalars(shown)
    return Excerpt(
      text: String(decoding: shown, as: UTF8.self), mark: min(start, all)..<max(min(start, all), min(stop, all)))
  }

  /// Some text holds a value, or eight bytes of one.
  func isTold(in text: Span<UInt8>) -> Bool { !repeats(in: 0..<text.count, of: text).isEmpty }

  /// The values that touch the window.
  private func near(_ window: Range<Int>) -> [Range<Int>] {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if values[middle].upperBound <= window.lowerBound { low = middle + 1 } else { high = middle }
    }
    return Array(values[low...].prefix { $0.lowerBound < window.upperBound })
  }

  /// Where values, or eight bytes of one, stand once more and touch the window.
  private func repeats(in window: Range<Int>, of text: Span<UInt8>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    if runs.isEmpty, short.isEmpty { return found }
    for start in max(0, window.lowerBound - Self.run + 1)..<window.upperBound {
      if start + Self.run <= text.count, runs.contains(Self.word(at: start, in: text)) {
        found.append(start..<(start + Self.run))
      }
      for count in short.counts(in: text, at: start) { found.append(start..<(start + count)) }
    }
    return found
  }

  /// Long runs of mixed letters and digits: what stands beside a secret may be the rest of it (the further lines of a key in one
  /// literal) or another that no rule knows.
  private static func tokens(in window: Range<Int>, of text: Span<UInt8>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var position = window.lowerBound
    while position < window.upperBound {
      guard isTokenByte(text[position]) else {
        position += 1
        continue
      }
      // A run goes on beyond the window's edges; so far, and no further, it matters here.
      var low = position
      while low > 0, position - low < longToken, isTokenByte(text[low - 1]) { low -= 1 }
      var high = position
      while high < text.count, high - window.upperBound < longToken, isTokenByte(text[high]) { high += 1 }
      if high - low >= longToken, isMixed(text, low..<high) { found.append(low..<high) }
      position = high
    }
    return found
  }

  /// What a run has beside the values in it, which are masked for themselves.
  private static func rest(of run: Range<Int>, without values: [Range<Int>]) -> [Range<Int>] {
    var rest: [Range<Int>] = []
    var start = run.lowerBound
    for value in merged(values) where value.overlaps(run) {
      if value.lowerBound > start { rest.append(start..<value.lowerBound) }
      start = value.upperBound
    }
    if start < run.upperBound { rest.append(start..<run.upperBound) }
    return rest.filter { $0.count >= Self.run }
  }

  private static let longToken = 24

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): true
    default: false
    }
  }

  private static func isMixed(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let bytes = range.map { text[$0] }
    return bytes.contains { (0x30...0x39).contains($0) } && bytes.contains { (0x41...0x5A).contains($0) }
      && bytes.contains { (0x61...0x7A).contains($0) }
  }

  /// Values of less than eight bytes, by their lengths: a file may hold thousands.
  private struct Short {
    private var words: [Set<UInt64>] = Array(repeating: [], count: Masker.run)
    private(set) var isEmpty = true

    init(_ values: [Range<Int>], in text: Span<UInt8>) {
      for value in values {
        words[value.count].insert(value.reduce(0) { $0 << 8 | UInt64(text[$1]) })
        isEmpty = false
      }
    }

    /// How long those are that stand at a place.
    func counts(in text: Span<UInt8>, at start: Int) -> [Int] {
      var counts: [Int] = []
      var word: UInt64 = 0
      for index in start..<min(start + Masker.run - 1, text.count) {
        word = word << 8 | UInt64(text[index])
        if words[index - start + 1].contains(word) { counts.append(index - start + 1) }
      }
      return counts
    }
  }

  private static func word(at start: Int, in text: Span<UInt8>) -> UInt64 {
    (0..<run).reduce(0) { $0 << 8 | UInt64(text[start + $1]) }
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

  /// At most a fifth of the value is shown, and only plain letters and digits of it.
  private static func mask(_ value: Range<Int>, in text: Span<UInt8>) -> [UInt8] {
    let prefix = value.prefix(min(4, value.count / 5)).map { text[$0] }.prefix { (0x21...0x7E).contains($0) }
    return prefix + Array("***[\(value.count)]".utf8)
  }

  private static func scalars(_ bytes: [UInt8]) -> Int {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.count
  }
}
