import GateMatch
import Testing

@Suite struct `High entropy` {
  /// Letters and digits without a pattern, the same on each run.
  private func drawn(from alphabet: String, count: Int, seed: UInt64) -> String {
    var state = seed
    let letters = Array(alphabet)
    return String(
      (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return letters[Int(state >> 33) % letters.count]
      })
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `is in random letters and digits`(_ seed: UInt64) {
    #expect(
      HighEntropy.isHigh(
        drawn(from: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", count: 32, seed: seed)))
    #expect(HighEntropy.isHigh(drawn(from: "0123456789abcdef", count: 40, seed: seed)))
    #expect(HighEntropy.isHigh(drawn(from: "0123456789", count: 12, seed: seed)))
  }

  @Test(arguments: [
    "", "a", "password", "thisisnotarealsecret", "please enter your password here", "authenticationRequestHandler",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "00000000000000000000", "your secret here please", "1234567890",
  ])
  func `is not in words, repetitions or short texts`(_ text: String) {
    #expect(!HighEntropy.isHigh(text))
  }
}
