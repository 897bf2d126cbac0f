import GateModel

extension RunFacts {
  /// What the process has cost since `start`, and a fresh id.
  static func measured(since start: Double, startedAt: Int64) -> RunFacts {
    let usage = Clock.usage()
    return RunFacts(
      id: uuid(at: startedAt), startedAt: startedAt,
      durationMicroseconds: Int64((Clock.monotonic() - start) * 1_000_000), cpuMicroseconds: usage.cpu,
      peakRSSBytes: usage.peakRSS)
  }

  /// A UUID of version 7: the time, then chance. RFC 9562, section 5.7.
  private static func uuid(at milliseconds: Int64) -> String {
    var random = SystemRandomNumberGenerator()
    var bytes = (0..<6).map { UInt8(truncatingIfNeeded: milliseconds >> (40 - 8 * $0)) }
    bytes += (0..<10).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    bytes[6] = bytes[6] & 0x0F | 0x70
    bytes[8] = bytes[8] & 0x3F | 0x80
    let hex = Hex.encode(bytes)
    let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return cuts.map { String(hex.dropFirst($0.lowerBound).prefix($0.count)) }.joined(separator: "-")
  }
}
