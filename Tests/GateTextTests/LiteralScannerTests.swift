import Foundation
import GateText
import Testing

@Suite struct `A scanner for literals` {
  private func fired(_ literals: [String], _ text: String) -> [Int] {
    LiteralScanner(literals.enumerated().map { ($1, $0) }).fired(in: Array(text.utf8).span)
  }

  @Test(arguments: [
    (["he", "she", "his", "hers"], "ushers", [0, 1, 3]), (["abc", "bc", "c"], "xabcx", [0, 1, 2]),
    (["aa", "aaa"], "aa", [0]),
    (["abcd", "bcx"], "abcx", [1]), (["ab", "ab"], "ab", [0, 1]), (["", "a"], "bab", [1]), ([], "abc", []),
    (["abc"], "", []),
    (["AKIA"], "akia", [0]), (["akia"], "AKIA", [0]), (["k_-="], "x K_-= y", [0]), (["[", "{"], "{", [1]),
    (["@"], "`", []),
    (["ä"], "xÄx", []), (["ä"], "xäx", [0]), (["aab"], "aaab", [0]),
  ])
  func `each owner whose literal occurs is told once, in order`(_ literals: [String], _ text: String, _ owners: [Int]) {
    #expect(fired(literals, text) == owners)
  }

  @Test func `an owner may have several literals`() {
    let scanner = LiteralScanner([("one", 7), ("two", 3), ("three", 7)])
    #expect(scanner.fired(in: Array("three two one".utf8).span) == [3, 7])
    #expect(scanner.fired(in: Array("thr tw".utf8).span).isEmpty)
  }

  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func `it agrees with a plain search, text by text`(_ seed: UInt64) {
    var state = seed
    func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }
    // Few letters, so that literals nest, overlap and share their ends.
    let letters = Array(["abAB", "ab_C", "aäÄ@`[{Zz"][roll(3)])
    func word(_ count: Int) -> String { String((0..<count).map { _ in letters[roll(letters.count)] }) }
    let literals = (0..<roll(12)).map { _ in word(1 + roll(5)) }
    let text = word(roll(60))
    func folded(_ text: String) -> [UInt8] { text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 } }
    let naive = literals.indices.filter { Data(folded(text)).range(of: Data(folded(literals[$0]))) != nil }
    #expect(fired(literals, text) == naive, "\(literals) in \(text)")
  }

  @Test func `every byte may be part of a literal`() {
    let all = (0..<256).map { String(Unicode.Scalar(UInt8($0))) }
    #expect(fired(all, "\u{E9}").contains(0xE9))
    #expect(fired(all, "a") == [0x41, 0x61])
  }

  @Test(.timeLimit(.minutes(1)))
  func `many literals and a long text are no trouble`() {
    let literals = (0..<2000).map { "key\($0)_" }
    let text = String(repeating: "key", count: 100_000) + "key1999_"
    #expect(fired(literals, text) == [1999])
  }
}
