import Foundation
import GateModel
import Testing

@testable import GateMatch

/// The vectors of github/codeql-action, src/fingerprints.test.ts.
@Suite struct `GitHub's hash of a line` {
  private func hashes(_ text: String, lines: Int) -> [String] { hashes(Array(text.utf8), lines: lines) }

  private func hashes(_ bytes: [UInt8], lines: Int) -> [String] {
    let hashes = LineHashes(of: bytes.span, lines: Set(1...lines))
    return (1...lines).map { hashes[$0] }
  }

  private static let greetings = [
    "e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1", "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
  ]

  @Test(arguments: [
    ("", ["c129715d7a2bc9a3:1"]),
    (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
    (
      " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End",
      [
        "8b7cf3e952e7aeb2:1", "b1ae1287ec4718d9:1", "bff680108adb0fcc:1", "c6805c5e1288b612:1", "b86d3392aea1be30:1",
        "e6ceba753e1a442:1",
      ]
    ),
    (" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", greetings),
    (" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", greetings),
    (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", greetings),
    (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", greetings),
    (
      String(repeating: "Lorem ipsum dolor sit amet.\n", count: 10),
      (1...6).map { "a7f2ff13bc495cf2:\($0)" }
        + [
          "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1",
        ]
    ),
  ])
  func `agrees with the published vectors`(_ text: String, _ expected: [String]) {
    #expect(hashes(text, lines: expected.count) == expected)
    // Stopping early changes nothing.
    for last in 1...expected.count { #expect(hashes(text, lines: last) == Array(expected.prefix(last))) }
  }

  @Test func `a line beyond the end has the last line's`() {
    let hashes = LineHashes(of: Array("a\nb".utf8).span, lines: [2, 9])
    #expect(hashes[9] == hashes[2])
  }

  @Test func `bytes that are not UTF-8 count as what they decode to`() {
    let bad: [UInt8] = [0x61, 0xFF, 0xE2, 0x82, 0x28, 0xED, 0xA0, 0x80, 0xF0, 0x9F, 0x98, 0x0A, 0xC3]
    #expect(hashes(bad, lines: 2) == hashes("a\u{FFFD}\u{FFFD}(\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\n\u{FFFD}", lines: 2))
    #expect(hashes([0xEF, 0xBB, 0xBF, 0x61], lines: 1) == hashes("\u{FEFF}a", lines: 1))
  }

  /// A plain reading of the definition: the hash of a line is that of the hundred units from its start.
  private func defined(_ text: String) -> [String] {
    var units: [UInt64] = []
    var starts: [Int] = []
    var isStart = true
    var afterCR = false
    for unit in Array(text.utf16) + [65535] {
      let skip = unit == 32 || unit == 9 || (unit == 10 && afterCR)
      afterCR = !skip && unit == 13
      if skip { continue }
      if isStart { starts.append(units.count) }
      isStart = unit == 10 || unit == 13
      units.append(unit == 13 ? 10 : UInt64(unit))
    }
    var counts: [UInt64: Int] = [:]
    return starts.map { start in
      let hash = (0..<100).reduce(UInt64(0)) { $0 &* 37 &+ (start + $1 < units.count ? units[start + $1] : 0) }
      counts[hash, default: 0] += 1
      return String(hash, radix: 16) + ":\(counts[hash]!)"
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `agrees with its definition on any text`(_ seed: UInt64) {
    var dice = Dice(seed)
    let text = dice.text(seed % 2 == 0 ? "ab \t\n\rä😀" : "a\n\r \n", Int(seed) * 2)
    let expected = defined(text)
    #expect(hashes(text, lines: expected.count) == expected)
    // A line asked for alone has the same.
    for (index, hash) in expected.enumerated() {
      #expect(LineHashes(of: Array(text.utf8).span, lines: [index + 1])[index + 1] == hash)
    }
  }
}

@Suite struct `Lines and columns` {
  private func place(_ offset: Int, in bytes: [UInt8], after others: [Int] = []) -> [Int] {
    let place = Places(others + [offset], in: bytes.span)[offset]
    return [place.position.line, place.position.column, place.utf16Column, place.position.offset]
  }

  @Test(arguments: [
    ("abc", 0, [1, 1, 1, 0]), ("abc", 3, [1, 4, 4, 3]), ("a\nbc", 2, [2, 1, 1, 2]), ("a\nbc", 4, [2, 3, 3, 4]),
    ("a\r\nb", 3, [2, 1, 1, 3]),
    ("a\rb\rc", 4, [1, 5, 5, 4]), ("äb", 2, [1, 2, 2, 2]), ("😀b", 4, [1, 2, 3, 4]), ("x\n😀ä日b", 10, [2, 4, 5, 11]),
    ("e\u{301}x", 3, [1, 3, 3, 3]),
    ("a\u{2028}b", 4, [1, 3, 3, 4]), ("a\u{C}b", 2, [1, 3, 3, 2]), ("\n\n\n", 3, [4, 1, 1, 3]), ("", 0, [1, 1, 1, 0]),
    ("👩‍💻x", 11, [1, 4, 6, 11]),
  ])
  func `are counted in scalars, and in UTF-16 units for hosts`(_ text: String, _ offset: Int, _ expected: [Int]) {
    let bytes = Array(text.utf8)
    let offset = expected[3]
    #expect(place(offset, in: bytes) == expected)
    #expect(place(offset, in: bytes, after: Array(0..<offset).filter { bytes[$0] & 0xC0 != 0x80 }) == expected)
  }

  @Test func `ill-formed bytes count as what they decode to`() {
    #expect(place(3, in: [0x61, 0xFF, 0xFE, 0x62]) == [1, 4, 4, 3])
    #expect(place(4, in: [0x61, 0xE2, 0x82, 0x20, 0x62]) == [1, 4, 4, 4])
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `any bytes count as a string of them does`(_ seed: UInt64) {
    var dice = Dice(seed)
    let bytes = (0..<60).map { _ in UInt8.random(in: .min ... .max, using: &dice) }.map {
      $0 == 0x0A ? 0x80 : $0 | UInt8(truncatingIfNeeded: seed) & 0x80
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let end = Places([bytes.count], in: bytes.span)[bytes.count]
    #expect(end.position.column == text.unicodeScalars.count + 1)
    #expect(end.utf16Column == text.utf16.count + 1)
  }

  /// Patterns see bytes, so a value may begin within a character; what stands behind it must not be moved by that.
  @Test func `a place within a character does not move the places behind it`() {
    let bytes = Array("äöb c".utf8)
    #expect(place(5, in: bytes, after: [1, 3]) == place(5, in: bytes))
  }
}
