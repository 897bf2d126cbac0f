/// Lines hit out of lines added. A proportion and not a ratio, so that it has an interval.
package struct Proportion: Equatable, Sendable {
  package var hits: Int
  package var total: Int

  package init(hits: Int, total: Int) {
    self.hits = hits
    self.total = total
  }

  /// With fewer lines a rate would only be noise: "too few".
  package static let fewestLines = 200

  package var isTooFew: Bool { total < Proportion.fewestLines }

  package var perThousand: Double { total == 0 ? 0 : 1000 * Double(hits) / Double(total) }

  /// The Wilson score interval at 95 %, per thousand: sound for small counts and near 0, where the usual one is not.
  package var interval: ClosedRange<Double> {
    guard total > 0 else { return 0...1000 }
    let z = 1.959963984540054
    let n = Double(total)
    let p = Double(hits) / n
    let centre = p + z * z / (2 * n)
    let margin = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    return (1000 * max(0, (centre - margin) / scale))...(1000 * min(1, (centre + margin) / scale))
  }
}
