import GateMatch
import Testing

@Suite struct `A regular expression` {
  @Test(arguments: [
    "(a+)+$", "^(a+)+$", "(a*)*b", "(?:a+)+c", "(?<name>a+)*c", "((a+))+$", "((a+)b)*c", "(x+x+)+y", "(\\w*)*$",
    "(.*a){12}$", "(.*a){3,}$", "(a{1,5})+$", "(a|a)*$", "(a|[a-c])*$", "(\\w|\\d)+-", "(.|a)*b", "(foo|foo)+$",
    "(a|b+)*c", "^((a+)|b)+$", "[x](a+)+]", "(a+)+\\)", "((a+)+)b", "([^)]+)*!", "(\\s*,)*;",
  ])
  func `may take exponential time`(_ pattern: String) {
    #expect(RegexDenial.isVulnerable(pattern))
  }

  @Test(arguments: [
    "", "a+b+c+", "(ab)+$", "(a+)$", "(a+)?$", "(a+){2}$", "(a+)+", "((a+)+)", "(a+)+|b", "(a|b)*$", "(foo|bar)*$",
    "[(a+)+]b", "\\(a+\\)+b", "(a++)+b", "(?>(a+)+)b", "(a?)+$", "([a-z]|[0-9])*$", "(", ")", "[", "\\", "(?", "(?<",
    "{", "a{",
    "(a", "*", "(?#x)(a)", "(|)*$",
  ])
  func `is harmless`(_ pattern: String) {
    #expect(!RegexDenial.isVulnerable(pattern))
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["(", "[", "a{", "\\", "(a|", ")", "(?<"])
  func `of any size is looked at once`(_ part: String) {
    _ = RegexDenial.isVulnerable(String(repeating: part, count: 100_000))
  }
}
