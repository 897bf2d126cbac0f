import GateModel

/// GitHub's `primaryLocationLineHash` of each line of a file, as its upload action computes it from the file as it lies on
/// disk: a rolling hash, base 37, over the 100 UTF-16 units from the line's start, blanks left out, any line end as LF.
/// Source: github/codeql-action, src/fingerprints.ts.
package struct LineHashes {
  /// Of each line its hash, and how many lines up to it have that.
  private var hashes: [(hash: UInt64, occurrence: Int)] = []
  private static let window = 100

  /// Costs a pass over the file up to line `last` and the hundred units behind it.
  package init(of raw: Span<UInt8>, upTo last: Int) {
    let (units, starts) = Self.units(of: raw, upTo: last)
    var power: UInt64 = 1
    for _ in 1..<Self.window { power = power &* 37 }
    func unit(_ index: Int) -> UInt64 { index < units.count ? UInt64(units[index]) : 0 }
    var hash: UInt64 = 0
    for index in 0..<Self.window { hash = hash &* 37 &+ unit(index) }
    var counts: [UInt64: Int] = [:]
    var position = 0
    for start in starts {
      while position < start {
        hash = (hash &- unit(position) &* power) &* 37 &+ unit(position + Self.window)
        position += 1
      }
      counts[hash, default: 0] += 1
      hashes.append((hash, counts[hash]!))
    }
  }

  /// The hash of a 1-based line; the last line's beyond the end, as hosts count CR as a line end and we do not.
  package subscript(line: Int) -> String {
    let (hash, occurrence) = hashes[min(line, hashes.count) - 1]
    return "\(String(hash, radix: 16)):\(occurrence)"
  }

  /// The units that count, and where among them each line starts.
  private static func units(of raw: Span<UInt8>, upTo last: Int) -> (units: [UInt16], starts: [Int]) {
    var units: [UInt16] = []
    var starts: [Int] = []
    var atStart = true
    var afterCR = false
    func take(_ unit: UInt16) -> Bool {
      if unit == 0x20 || unit == 0x09 || (afterCR && unit == 0x0A) {
        afterCR = false
        return true
      }
      afterCR = unit == 0x0D
      let unit = unit == 0x0D ? 0x0A : unit
      if atStart { starts.append(units.count) }
      atStart = unit == 0x0A
      units.append(unit)
      // The hash of the last line that is asked for needs no more than its window.
      return starts.count < last || units.count - starts[last - 1] <= window
    }
    var ended = true
    transcode(raw) { unit in
      ended = take(unit)
      return ended
    }
    // The end of the file is a unit of its own, and may start a line.
    if ended { _ = take(65535) }
    return (units, starts)
  }

  /// The UTF-16 units of bytes read as UTF-8, ill-formed ones replaced; until `each` says no.
  private static func transcode(_ raw: Span<UInt8>, each: (UInt16) -> Bool) {
    unsafe raw.withUnsafeBufferPointer { buffer in
      var bytes = unsafe buffer.makeIterator()
      var decoder = UTF8()
      while true {
        let scalar: Unicode.Scalar
        switch unsafe decoder.decode(&bytes) {
        case .scalarValue(let value): scalar = value
        case .error: scalar = "\u{FFFD}"
        case .emptyInput: return
        }
        for unit in UTF16.encode(scalar)! where !each(unit) { return }
      }
    }
  }
}
