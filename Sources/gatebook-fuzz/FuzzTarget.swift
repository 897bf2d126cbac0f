/// What is fed with made-up bytes, by name. A target must not crash, hang or break what it states; how it judges the bytes is no
/// matter here.
struct FuzzTarget: Sendable {
  var name: String
  var run: @Sendable ([UInt8]) -> Void

  init(_ name: String, _ run: @escaping @Sendable ([UInt8]) -> Void) { (self.name, self.run) = (name, run) }

  /// Each file beside this one has the targets of one kind.
  static let all = texts + documents + rules + code + scans + git + books + [report]
}

extension [UInt8] {
  /// Up to the first of these bytes, and behind it.
  func halves(at separator: UInt8) -> (first: [UInt8], second: [UInt8]) {
    let parts = split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false).map([UInt8].init)
    return (parts[0], parts.count > 1 ? parts[1] : [])
  }
}
