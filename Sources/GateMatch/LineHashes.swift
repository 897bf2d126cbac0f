import GateModel

/// GitHub's `primaryLocationLineHash` of each line of a file, as its upload action computes it from the file as it lies on
/// disk: a rolling hash, base 37, over the 100 UTF-16 units from the line's start, blanks left out, any line end as LF.
/// Source: github/codeql-action, src/fingerprints.ts.
package struct LineHashes {
  /// Of each line that was asked for its hash, and how many lines up to it have that.
  private var hashes: [Int: (hash: UInt64, occurrence: Int)] = [:]
  /// The last line that there is, as hosts count; the last that was asked for where there are more.
  private var end = 0

  /// Costs two passes over the file up to the last of `lines` and the hundred units behind it, and memory for `lines` alone,
  /// however many there are before them.
  package init(of raw: Span<UInt8>, lines: Set<Int>) {
    guard let last = lines.max() else { return }
    let asked = lines.sorted()
    var next = 0
    var known: [Int: UInt64] = [:]
    var latest: UInt64 = 0
    Self.each(of: raw, upTo: last) { line, hash in
      (end, latest) = (line, hash)
      if asked[next] == line {
        known[line] = hash
        next += 1
      }
    }
    // Hosts count CR as a line end and we do not, so there may be fewer lines for us than for them, never more.
    known[end] = latest
    let wanted = Set(known.values)
    var counts: [UInt64: Int] = [:]
    Self.each(of: raw, upTo: end) { line, hash in
      guard wanted.contains(hash) else { return }
      counts[hash, default: 0] += 1
      if known[line] != nil { hashes[line] = (hash, counts[hash]!) }
    }
  }

  /// The hash of a 1-based line that was asked for; the last line's beyond the end.
  package subscript(line: Int) -> String {
    let (hash, occurrence) = hashes[min(line, end)]!
    return "\(String(hash, radix: 16)):\(occurrence)"
  }

  /// The lines up to `last`, in order.
  private static func each(of raw: Span<UInt8>, upTo last: Int, _ body: (_ line: Int, _ hash: UInt64) -> Void) {
    var window = Window()
    var line = 0
    var atStart = true
    var afterCR = false
    /// False once the last line is told.
    func push(_ unit: UInt16, startsLine: Bool) -> Bool {
      guard let hash = window.push(unit, startsLine: startsLine) else { return true }
      line += 1
      body(line, hash)
      return line < last
    }
    func take(_ unit: UInt16) -> Bool {
      if unit == 0x20 || unit == 0x09 || (afterCR && unit == 0x0A) {
        afterCR = false
        return true
      }
      afterCR = unit == 0x0D
      let unit = unit == 0x0D ? 0x0A : unit
      let startsLine = atStart
      atStart = unit == 0x0A
      return push(unit, startsLine: startsLine)
    }
    var goesOn = true
    transcode(raw) { unit in
      goesOn = take(unit)
      return goesOn
    }
    // The end of the file is a unit of its own, and may start a line; behind it are zeros.
    if goesOn { goesOn = take(65535) }
    for _ in 1..<Window.size where goesOn { goesOn = push(0, startsLine: false) }
  }

  /// The last hundred units, and where among them lines start.
  private struct Window {
    static let size = 100
    /// 37 to the power of the window's size.
    private static let power = (0..<size).reduce(UInt64(1)) { power, _ in power &* 37 }
    /// Rings, a little larger than the window.
    private var units = [UInt16](repeating: 0, count: 128)
    private var starts = [Bool](repeating: false, count: 128)
    private var count = 0
    private var hash: UInt64 = 0

    /// The hash of the line that starts the window, where one does and the window is full.
    mutating func push(_ unit: UInt16, startsLine: Bool) -> UInt64? {
      // Before the window is full what falls out of it is zero.
      let oldest = units[(count &- Self.size) & 127]
      hash = hash &* 37 &+ UInt64(unit) &- UInt64(oldest) &* Self.power
      units[count & 127] = unit
      starts[count & 127] = startsLine
      count &+= 1
      return count >= Self.size && starts[(count &- Self.size) & 127] ? hash : nil
    }
  }

  /// The UTF-16 units of bytes read as UTF-8, ill-formed ones replaced; until `each` says no.
  private static func transcode(_ raw: Span<UInt8>, each: (UInt16) -> Bool) {
    unsafe raw.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        let byte = unsafe buffer[index]
        if byte < 0x80 {
          guard each(UInt16(byte)) else { return }
          index += 1
          continue
        }
        // No sequence goes on beyond an ASCII byte, so a run of others is decoded for itself.
        var end = index
        while end < buffer.count, unsafe buffer[end] >= 0x80 { end += 1 }
        var bytes = unsafe buffer[index..<end].makeIterator()
        guard unsafe transcode(&bytes, each) else { return }
        index = end
      }
    }
  }

  private static func transcode(_ bytes: inout some IteratorProtocol<UInt8>, _ each: (UInt16) -> Bool) -> Bool {
    var decoder = UTF8()
    while true {
      let scalar: Unicode.Scalar
      switch decoder.decode(&bytes) {
      case .scalarValue(let value): scalar = value
      case .error: scalar = "\u{FFFD}"
      case .emptyInput: return true
      }
      for unit in UTF16.encode(scalar)! where !each(unit) { return false }
    }
  }
}
