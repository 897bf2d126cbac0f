import Testing

@testable import GateText

@Suite struct `A pattern` {
  private func first(_ pattern: String, _ text: String, from start: Int = 0) throws -> Regex.Outcome {
    try Regex(pattern).firstMatch(in: Array(text.utf8).span, from: start)
  }

  private func match(_ whole: Range<Int>, _ secret: Range<Int>) -> Regex.Outcome {
    .match(.init(whole: whole, secret: secret))
  }

  @Test func `the group secret is the value, else the whole match is`() throws {
    #expect(try first("key=(?<secret>[a-z]+);", "x key=abc;") == match(2..<10, 6..<9))
    #expect(try first("key=([a-z]+);", "x key=abc;") == match(2..<10, 2..<10))
    #expect(try first("(k)ey=(?<other>a)(?<secret>[a-z]+)", "key=abc") == match(0..<7, 5..<7))
  }

  @Test func `a secret that took no part in the match leaves the whole`() throws {
    #expect(try first("a(?<secret>b)?c", "ac") == match(0..<2, 0..<2))
    #expect(try first("a(?<secret>b)?(c)", "ac") == match(0..<2, 0..<2))
    #expect(try first("a|(?<secret>b)", "a") == match(0..<1, 0..<1))
    #expect(try first("a(?<secret>b)?c", "abc") == match(0..<3, 1..<2))
  }

  @Test func `an empty match counts as none`() throws {
    #expect(try first("x*", "aaa") == .none)
    #expect(try first("x*", "aaxx") == match(2..<4, 2..<4))
    #expect(try first("^", "aaa") == .none)
    #expect(try first("", "aaa") == .none)
    #expect(try first("a(?<secret>x*)b", "ab") == match(0..<2, 1..<1))
  }

  @Test func `the search begins where it is told, and sees what stands before`() throws {
    #expect(try first("a", "banana", from: 2) == match(3..<4, 3..<4))
    #expect(try first("(?<=b)a", "banana", from: 1) == match(1..<2, 1..<2))
    #expect(try first("^a", "aa", from: 1) == .none)
    #expect(try first("a", "a", from: 1) == .none)
    #expect(try first("a", "") == .none)
  }

  @Test func `lines have ends within the text`() throws {
    #expect(try first("^b$", "a\nb\nc") == match(2..<3, 2..<3))
    #expect(try first("a.b", "a\nb") == .none)
    #expect(try first(#"a\sb"#, "a\nb") == match(0..<3, 0..<3))
  }

  @Test func `it sees bytes, not characters`() throws {
    #expect(try first("^..$", "ä") == match(0..<2, 0..<2))
    #expect(try first("ä", "xä") == match(1..<3, 1..<3))
    #expect(try Regex(#"\xff"#).firstMatch(in: [UInt8]([0xC3, 0xFF]).span, from: 0) == match(1..<2, 1..<2))
    #expect(try first(#"\w"#, "ä") == .none)
  }

  @Test(arguments: [("a(b", 3), ("[z-a]", 3), ("*a", 0), ("(?<secret>a)(?<secret>b)", 21), (#"\C"#, 2), ("(*UTF)a", 6)])
  func `a bad pattern is refused with the offset in it`(_ pattern: String, _ offset: Int) {
    let error = #expect(throws: TextError.self) { try Regex(pattern) }
    #expect(error?.code == .badPattern)
    #expect(error?.offset.map { abs($0 - offset) <= 2 } == true, "\(String(describing: error?.offset))")
    #expect(error?.message.isEmpty == false)
  }

  @Test func `whether it occurs can be asked`() throws {
    #expect(try Regex("b").occurs(in: Array("abc".utf8).span))
    #expect(try !Regex("x").occurs(in: Array("abc".utf8).span))
  }

  /// Hostile input 25: each ends, as a match, as none, or given up.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ("(a+)+$", false), ("(.*a){25}", true), ("(a|aa)+$", false), ("(a|a?)+$", false), ("(x+x+)+y", false),
      ("((a*)*)*b", false),
      ("(?<secret>(\\w+\\s?)*)!$", false), ("^(([a-z])+.)+[A-Z]([a-z])+$", false), ("(.*)(.*)(.*)(.*)(.*)z", false),
    ])
  func `a catastrophic pattern on a hostile text ends`(_ pattern: String, _ mayMatch: Bool) throws {
    for unit in ["a", "ab", "x", "a a "] {
      for count in [30, 2_000, 100_000] {
        let outcome = try first(pattern, String(repeating: unit, count: count) + "!")
        if !mayMatch, case .match(let found) = outcome { #expect(!found.whole.isEmpty) }
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `giving up is told from finding nothing`() throws {
    #expect(try first("(a+)+$", String(repeating: "a", count: 40) + "!") == .matchLimit)
    #expect(try !Regex("(a+)+$").occurs(in: Array((String(repeating: "a", count: 40) + "!").utf8).span))
    #expect(try first("(a+)+$", "aaaa!") == .none)
  }

  @Test(.timeLimit(.minutes(1)))
  func `deep recursion does not overflow the stack`() throws {
    let text = String(repeating: "(", count: 200_000)
    _ = try first(#"(?<r>\((?:[^()]|(?&r))*\))"#, text)
    _ = try first("(?:a|b)*c", String(repeating: "ab", count: 500_000))
  }
}
