import GateModel
import GateRules
import Testing

@Suite struct `Keywords derived from a pattern` {
  @Test(
    arguments: [
      ("exk_[a-z]{32}", "exk_"), (#"\b(?<secret>exk_[a-z]+)"#, nil), ("abc", "abc"), ("ab", nil), ("", nil),
      ("(abc)def", "def"),
      ("(?:abc)?defg", "defg"), ("abc|def", nil), ("(abc|def)ghi", "ghi"), ("abc(def)ghij", "ghij"),
      ("[abc]defg", "defg"),
      ("[]abc]defg", "defg"), ("[^]abc]defg", "defg"), (#"[\]abc]defg"#, "defg"), ("ab?cde", "cde"), ("abcd?e", "abc"),
      ("abc*def", "def"),
      ("abcd*e", "abc"), ("abcd+e", "abcd"), ("abcda{0,3}e", "abcd"), ("abc{2}defg", "defg"), ("wxyzc{2,}de", "wxyz"),
      (#"a\.b\-c"#, "a.b-c"),
      (#"abcd\-?efg"#, "abcd"), (#"\dabc"#, "abc"), (#"abc\d{3}defg"#, "defg"), (#"abc\sdef"#, "abc"),
      ("abc.defg", "defg"), ("^abc$", "abc"),
      (#"\$\{key\}"#, "${key}"), ("(?i)AbCd", "AbCd"), ("(?i:abc)def", "def"), ("(?=abc)def", "def"),
      ("(?!abc)def", "def"),
      ("abc(?#comment|x)de", "abc"), ("a(b", nil), ("abc[d", nil), (#"abc\"#, nil), ("abc++d", "abc"),
      ("abc+?d", "abc"), ("ä-key", "-key"),
      (#"([)]|\))key-"#, "key-"), ("((a)(b))key-", "key-"),
    ] as [(String, String?)])
  func `the longest literal that every match holds`(_ pattern: String, _ keyword: String?) {
    #expect(Keywords.derived(from: pattern) == (keyword.map { [$0] } ?? []))
  }

  /// Each of these has a match in which the tempting literal does not stand, so the rule would be silent.
  @Test(
    arguments: [
      (#"\x41bcd"#, "Abcd"), (#"\x{41}bcd"#, "Abcd"), (#"\101bcd"#, "Abcd"), (#"\o{101}bcd"#, "Abcd"),
      (#"\cAbcd"#, "\u{1}bcd"),
      (#"(?<s>a)\k<s>bc"#, "aabc"), (#"(?<s>a)\k{s}bc"#, "aabc"), (#"(?<s>a)\k's'bc"#, "aabc"),
      (#"(a)\g1bcd"#, "aabcd"), (#"(a)\g{1}bcd"#, "aabcd"),
      (#"(a)\1bcd"#, "aabcd"), (#"\pLabc"#, "xabc"), (#"\p{L}abc"#, "xabc"), ("[[:alpha:]]abc", "xabc"),
      ("[[:alpha:][:digit:]]abc", "1abc"),
      (#"\Qab?c\E"#, "ab?c"), (#"\Qabcd\E?x"#, "abcx"), (#"\Qabc(\Edef"#, "abc(def"),
      (#"\Qa[b\Ecdef]xyz"#, "a[bcdef]xyz"),
      ("(?x)abc def", "abcdef"), ("(?x)abc # not this one", "abc"), ("(?xi) abc def", "ABCDEF"),
      ("abcä?x", "abc\u{C3}x"), ("a{1", "a{1"),
      ("abc{,3}de", "abde"), ("(?|abc|x)yz", "xyz"), ("ab(?#:)c:d", "abc:d"),
    ])
  func `every derived literal stands in every match`(_ pattern: String, _ match: String) {
    for keyword in Keywords.derived(from: pattern) {
      #expect(match.lowercased().contains(keyword.lowercased()), "\(pattern) does not need \(keyword)")
    }
  }

  @Test func `each derived keyword stands in every example that its rule matches`() throws {
    var derived = 0
    for loaded in try BuiltIn.rules {
      guard case .secret(let matcher) = loaded.rule.matcher, let keyword = Keywords.derived(from: matcher.pattern).first
      else { continue }
      derived += 1
      for example in BuiltIn.filled(loaded.examples.match, for: loaded) {
        #expect(example.lowercased().contains(keyword.lowercased()), "\(loaded.rule.id): \(keyword)")
      }
    }
    #expect(derived > 10)
  }

  @Test func `one of the keywords that a rule gives stands in each of its examples`() throws {
    for loaded in try BuiltIn.rules {
      guard case .secret(let matcher) = loaded.rule.matcher, !matcher.keywords.isEmpty else { continue }
      for example in BuiltIn.filled(loaded.examples.match, for: loaded) {
        let folded = example.lowercased()
        #expect(matcher.keywords.contains { folded.contains($0.lowercased()) }, "\(loaded.rule.id)")
      }
    }
  }
}
