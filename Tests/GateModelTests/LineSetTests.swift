import GateModel
import Testing

@Suite struct `A set of lines` {
  @Test func `ranges that touch or overlap become one`() {
    var lines: LineSet = [5...7]
    lines.insert(8...9)
    #expect(lines.ranges == [5...9])
    lines.insert(1...3)
    #expect(lines.ranges == [1...3, 5...9])
    lines.insert(4...4)
    #expect(lines.ranges == [1...9])
    lines.insert(2...6)
    #expect(lines.ranges == [1...9])
  }

  @Test func `an empty set holds no line`() {
    let lines = LineSet()
    #expect(lines.isEmpty)
    #expect(lines.count == 0)
    #expect(!lines.contains(1))
    #expect(lines.intersection([1...9]).isEmpty)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `it holds what a plain set would hold`(_ seed: UInt64) {
    var dice = Dice(seed)
    var lines = LineSet()
    var plain: Set<Int> = []
    for _ in 0..<Int.random(in: 0...14, using: &dice) {
      let low = Int.random(in: 1...60, using: &dice)
      let range = low...(low + Int.random(in: 0...6, using: &dice))
      lines.insert(range)
      plain.formUnion(range)
    }
    #expect(lines.count == plain.count)
    #expect(Set(lines.ranges.flatMap { $0 }) == plain)
    #expect(zip(lines.ranges, lines.ranges.dropFirst()).allSatisfy { $0.upperBound + 1 < $1.lowerBound })
    #expect(LineSet(plain.sorted()) == lines)
    #expect(LineSet(plain.shuffled(using: &dice)) == lines)
    for line in 0...70 { #expect(lines.contains(line) == plain.contains(line)) }
    for low in stride(from: 1, to: 70, by: 3) {
      let range = low...(low + Int.random(in: 0...5, using: &dice))
      #expect(lines.intersects(range) == !plain.isDisjoint(with: range))
    }
  }

  @Test(arguments: 200..<300 as Range<UInt64>)
  func `an intersection holds what both hold, in the one form of a set`(_ seed: UInt64) {
    var dice = Dice(seed)
    let (a, b) = (
      Set((0..<40).map { _ in Int.random(in: 1...80, using: &dice) }),
      Set((0..<40).map { _ in Int.random(in: 1...80, using: &dice) })
    )
    #expect(LineSet(a).intersection(LineSet(b)) == LineSet(a.intersection(b).sorted()))
  }
}

@Suite struct `A place in a text` {
  @Test(arguments: [((3, 1), (3, 9), 3...3), ((3, 5), (4, 1), 3...3), ((3, 5), (5, 2), 3...5), ((3, 1), (3, 1), 3...3)])
  func `an end at a line's start does not touch that line`(
    _ start: (Int, Int), _ end: (Int, Int), _ lines: ClosedRange<Int>
  ) {
    let range = SourceRange(
      start: Position(line: start.0, column: start.1, offset: 0), end: Position(line: end.0, column: end.1, offset: 9))
    #expect(range.lines == lines)
  }
}
