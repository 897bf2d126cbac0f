/// A set of 1-based line numbers, kept as sorted ranges that neither touch nor overlap.
package struct LineSet: Equatable, Sendable, ExpressibleByArrayLiteral {
  package private(set) var ranges: [ClosedRange<Int>] = []

  package init() {}

  package init(arrayLiteral ranges: ClosedRange<Int>...) {
    for range in ranges { insert(range) }
  }

  package init(_ lines: some Sequence<Int>) {
    for line in lines { insert(line...line) }
  }

  package var isEmpty: Bool { ranges.isEmpty }
  package var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// O(1) where lines come in rising order, as diffs give them.
  package mutating func insert(_ range: ClosedRange<Int>) {
    guard let last = ranges.last, range.lowerBound <= last.upperBound + 1 else {
      ranges.append(range)
      return
    }
    if range.lowerBound >= last.lowerBound {
      ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      return
    }
    var merged: [ClosedRange<Int>] = []
    for next in (ranges + [range]).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let previous = merged.last, next.lowerBound <= previous.upperBound + 1 {
        merged[merged.count - 1] = previous.lowerBound...max(previous.upperBound, next.upperBound)
      } else {
        merged.append(next)
      }
    }
    ranges = merged
  }

  package func contains(_ line: Int) -> Bool { intersects(line...line) }

  /// Any line of `range` is in the set. O(log n).
  package func intersects(_ range: ClosedRange<Int>) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= range.upperBound
  }

  package func intersection(_ other: LineSet) -> LineSet {
    var result = LineSet()
    var i = 0
    var j = 0
    while i < ranges.count && j < other.ranges.count {
      let low = max(ranges[i].lowerBound, other.ranges[j].lowerBound)
      let high = min(ranges[i].upperBound, other.ranges[j].upperBound)
      if low <= high { result.ranges.append(low...high) }
      if ranges[i].upperBound < other.ranges[j].upperBound { i += 1 } else { j += 1 }
    }
    return result
  }
}
