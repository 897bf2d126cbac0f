import GateTesting
import Testing

@testable import GateGit

@Suite struct `Lines are counted` {
  @Test func `by their breaks, and one more for what stands behind the last`() {
    var random = SeededRandom(seed: 3)
    for size in Array(0...100) + [8127, 8128, 8129, 8160, 8161, 20_000] {
      for often in [1, 2, 40] {
        let text = (0..<size).map { _ in random.oneIn(often) ? UInt8(0x0A) : UInt8(0x61) }
        let breaks = text.count { $0 == 0x0A }
        let expected = text.isEmpty || text.last == 0x0A ? breaks : breaks + 1
        #expect(LineDiff.count(in: text.span) == expected, "\(size) bytes")
      }
    }
  }
}
