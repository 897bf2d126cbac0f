/// Text that stands encoded in another one, decoded, with a little of what stands around it; every byte knows its place in the
/// original.
struct DecodedText {
  private(set) var bytes: [UInt8] = []
  /// Of each byte: the range that it stands for in the text it was decoded from, at first, then in the original.
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []
  /// Of each byte: how it was encoded. Empty for what was copied.
  private var encodings: [Encodings] = []
  /// Of each byte: it was decoded in the last step.
  private var isFresh: [Bool] = []

  var isEmpty: Bool { bytes.isEmpty }
  var count: Int { bytes.count }

  mutating func append(_ byte: UInt8, at range: Range<Int>, _ encoding: Encodings = []) {
    bytes.append(byte)
    starts.append(UInt32(truncatingIfNeeded: range.lowerBound))
    ends.append(UInt32(truncatingIfNeeded: range.upperBound))
    encodings.append(encoding)
    isFresh.append(!encoding.isEmpty)
  }

  /// Says of the last bytes how they were encoded besides.
  mutating func mark(_ encoding: Encodings, last count: Int) {
    for index in encodings.indices.suffix(count) { encodings[index].insert(encoding) }
  }

  mutating func copy(_ range: Range<Int>, of text: Span<UInt8>) {
    for index in range { append(text[index], at: index..<index + 1) }
  }

  /// With places in what `parent` was decoded from: this was decoded from `parent`.
  func placed(in parent: DecodedText) -> DecodedText {
    var placed = self
    for index in bytes.indices {
      let (start, end) = (Int(starts[index]), Int(ends[index]))
      if start < end {
        placed.starts[index] = parent.starts[start]
        placed.ends[index] = parent.ends[end - 1]
        placed.encodings[index].formUnion(parent.encodings[start..<end].reduce([]) { $0.union($1) })
      } else {
        let place = start < parent.count ? parent.starts[start] : parent.ends.last ?? 0
        (placed.starts[index], placed.ends[index]) = (place, place)
      }
    }
    return placed
  }

  /// Where a range of this text stands in the original, and how; nil where nothing of it was decoded in the last step, so that it
  /// was seen before.
  func origin(of range: Range<Int>) -> (range: Range<Int>, encodings: Encodings)? {
    guard !range.isEmpty, isFresh[range].contains(true) else { return nil }
    let (low, high) = (Int(starts[range.lowerBound]), Int(ends[range.upperBound - 1]))
    guard low < high else { return nil }
    return (low..<high, encodings[range].reduce([]) { $0.union($1) })
  }

  /// The place of a range, decoded or not.
  func place(of range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty else { return 0..<0 }
    let (low, high) = (Int(starts[range.lowerBound]), Int(ends[range.upperBound - 1]))
    return low..<max(low, high)
  }
}
