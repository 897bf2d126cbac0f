import GateMatch
import Testing

@Suite struct `A comparison` {
  private func holds(_ text: String, _ values: [String: ComparisonValue] = [:]) throws -> Bool {
    try Comparison(text).holds { values[$0] }
  }

  @Test(arguments: [
    "1 + 2 * 3 == 7", "(1 + 2) * 3 == 9", "2 ** 3 ** 2 == 512", "-2 ** 2 == -4", "7 // 2 == 3", "-7 // 2 == -4",
    "7 / 2 == 3", "-7 / 2 == -3", "-7 % 3 == -1", "7.0 / 2 == 3.5", "7.5 // 2 == 3", "1 << 4 | 1 == 17",
    "5 & 4 == 4", "5 ^ 1 == 4", "~5 == -6", "16 >> 2 == 4", "0x1F == 31", "0o17 == 15", "0b11 == 3", "1_000 == 1000",
    "1e3 == 1000", ".5 < 1", "2.5e-1 == 0.25", "- -5 == 5", "+5 == 5", "18446744073709551616 > 1",
  ])
  func `calculates`(_ text: String) throws {
    #expect(try holds(text))
  }

  @Test(arguments: [
    "1 < 2 and not 2 < 1", "not 1 == 2", "not not True", "False or 1 == 1", "True == true",
    "1 == 1 or 1 == 2 and False",
    "5 in [1, 5]", "5 not in [1, 2,]", "not 5 in []", "'b' in 'abc'", "[1, 'a'] == [1, 'a']", "\"a\" != 1", "1 != 'a'",
    "'a' == \"a\"", "'it\\'s' == \"it's\"", "r'\\d' == '\\\\d'", "'\\d' == '\\\\d'", "'a\\tb' == \"a\tb\"",
  ])
  func `compares`(_ text: String) throws {
    #expect(try holds(text))
  }

  @Test(arguments: [
    "int('0x10') == 16", "int('-7') == -7", "int(5.9) == 5", "float('7.5') == 7.5", "float(2) == 2", "str(5) == '5'",
    "str(5.5) == '5.5'", "str(True) == 'true'", "len('äb') == 2", "len([1, 2]) == 2",
    "re.match('a', 'ab')", "not re.match('b', 'ab')", "re.match('b|a', 'ab')", "re.match('a*', 'b')",
    "re.match('', '')", "re.search('b', 'ab')", "re.search('^$', '')", "not re.search('c', 'ab')",
    "re.match('(?i)A', 'ab')",
    "strptime('2020-01-02') - strptime('2020-01-01') == 86400", "strptime('1970-01-01') == 0",
    "strptime('29 Feb 2020 12:30', '%d %b %Y %H:%M') == 1582979400", "strptime('1999-12-31') == 946598400",
    "strptime('2020-01-01') < today()", "strptime('01/31/99', '%m/%d/%y') == 917740800",
  ])
  func `has functions`(_ text: String) throws {
    #expect(try holds(text))
  }

  @Test(arguments: [
    "$Z > 1", "$Z > 1 or True", "not $Z == 1", "1 / 0 == 1", "1 % 0 == 1", "1 // 0 == 1", "9223372036854775807 + 1 > 0",
    "-9223372036854775807 - 2 < 0", "2 ** 64 > 0", "3 ** 1000000000 > 0", "0 ** -1 > 0", "1 << 63 != 0", "1 << -1 != 1",
    "1e308 * 10 > 0", "1.0 / 0 > 0", "1 > 'a'", "'a' < 'b'", "'a' + 'b' == 'ab'", "None == None", "1", "'a'", "not 1",
    "1 == True", "1 and True", "int('x') == 1", "int([]) == 1", "len(1) == 1", "int() == 1", "int(1, 2) == 1",
    "re.match('(', 'a')", "re.match('a', 1)", "strptime('2021-02-29') > 0", "strptime('x') > 0",
    "strptime('2021-01-01', '%Q') > 0", "strptime('2021-01-01x') > 0", "str([1]) == '[1]'", "5 in [5.0]",
    "-'a' == 1", "5 in 5", "re.match('(a+)+$', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')",
  ])
  func `without a value does not hold`(_ text: String) throws {
    #expect(try !holds(text))
  }

  @Test func `knows what metavariables stand for`() throws {
    let comparison = try Comparison("$A + $B > 3 and str($...REST) in ['x'] or $A == 0")
    #expect(comparison.metavariables == ["$A", "$B", "$...REST"])
    #expect(comparison.holds { ["$A": .integer(1), "$B": .float(2.5), "$...REST": .string("x")][$0] })
    #expect(!comparison.holds { ["$A": .integer(1), "$B": .string("9"), "$...REST": .string("x")][$0] })
    #expect(try holds("$L == [1] and $B", ["$L": .list([.integer(1)]), "$B": .boolean(true)]))
  }

  @Test func `takes code as text where it has no value`() throws {
    let comparison = try Comparison("str($X) == str($Y)")
    #expect(comparison.holds({ _ in nil }, text: { _ in "name" }))
    #expect(!comparison.holds({ _ in nil }, text: { $0 }))
    #expect(try Comparison("strptime('1970-01-02') > today()").holds({ _ in nil }, text: { _ in nil }, now: 86_399))
  }

  @Test(arguments: [
    "", "1 +", "(1", "[1", "1)", "1 2", "1 < 2 < 3", "exec('x')", "x", "$", "'a", "1 = 1", "0x", "1.2.3", "99x", "@",
    "int 1", "not", "in [1]", "1 not [1]", "re.match",
  ])
  func `of another form is refused`(_ text: String) {
    #expect(throws: ComparisonError.self) { try Comparison(text) }
  }

  @Test(arguments: ["(", "[", "-", "not ", "~", "int(", "1+", "1**", "1 and "])
  func `of any depth does no harm`(_ part: String) {
    #expect(throws: ComparisonError.self) { try Comparison(String(repeating: part, count: 100_000) + "1") }
    #expect(throws: ComparisonError.self) { try Comparison(String(repeating: part, count: 900) + "1") }
  }
}
