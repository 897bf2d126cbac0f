import GateDocument
import Testing

@Suite struct `YAML values` {
  private func parse(_ text: String) throws(DocumentError) -> YAMLNode {
    try YAMLParser.parse(Array(text.utf8), file: "f.yml")[0]
  }

  /// What is wrong, as `line:column: message`.
  private func failure(_ text: String, _ read: (YAMLMapping) throws(DocumentError) -> Void = { _ in }) -> String {
    do throws(DocumentError) {
      try read(parse(text).mapping("the file"))
      return "nothing is wrong"
    } catch {
      return "\(error.line):\(error.column): \(error.message)"
    }
  }

  @Test func `a value knows where it starts`() throws {
    let top = try parse("# a comment\nname: x\nlist:\n  - 1\n  -   two\ndeep: {in: [3]}\n").mapping("the file")
    let places = top.entries.map { [$0.key.line, $0.key.column, $0.value.line, $0.value.column] }
    #expect(places == [[2, 1, 2, 7], [3, 1, 4, 3], [6, 1, 6, 7]])
    let two = try top.required("list").list("`list`")[1]
    #expect([two.line, two.column] == [5, 7])
    #expect(try top.required("deep").mapping("`deep`").required("in").list("`in`")[0].column == 13)
  }

  @Test func `columns are counted in characters`() throws {
    let value = try parse("\"größe\": x\n").mapping("the file").entries[0].value
    #expect(value.column == 10)
  }

  @Test func `each kind of value is read`() throws {
    let top = try parse(
      "{text: a b, number: -12, decimal: 3.5, yes: true, no: FALSE, list: [a, 'b'], one: a, quoted: '12'}"
    )
    .mapping("the file")
    #expect(try top.required("text").string("") == "a b")
    #expect(try top.required("number").integer("") == -12)
    #expect(try top.required("number").string("") == "-12")
    #expect(try top.required("decimal").decimal("") == 3.5)
    #expect(try top.required("number").decimal("") == -12)
    #expect(try top.required("yes").boolean(""))
    #expect(try !top.required("no").boolean(""))
    #expect(try top.required("list").strings("") == ["a", "b"])
    #expect(try top.required("one").strings("") == ["a"])
    #expect(try top.required("quoted").string("") == "12")
  }

  @Test(arguments: ["a:", "a: ~", "a: null", "a: NULL", "b: 1"])
  func `an empty value counts as missing`(_ text: String) throws {
    let top = try parse(text).mapping("the file")
    #expect(top["a"] == nil)
    #expect(
      failure(text) { (top) throws(DocumentError) in _ = try top.required("a") } == "1:1: the file needs the key `a`")
    #expect((top.entry("a") != nil) == text.hasPrefix("a"))
  }

  @Test func `a quoted null is a text`() throws {
    #expect(try parse("a: 'null'").mapping("the file").required("a").string("") == "null")
    #expect(try parse("a: ''").mapping("the file").required("a").string("") == "")
  }

  @Test(arguments: [
    ("a: [1]", "1:4: `a` must be a text, not a list"), ("\na: {b: 1}", "2:4: `a` must be a text, not a mapping"),
    ("a: [~]", "1:4: `a` must be a text, not a list"),
  ])
  func `a text of another type is refused at its place`(_ text: String, _ message: String) {
    #expect(failure(text) { (top) throws(DocumentError) in _ = try top.required("a").string("`a`") } == message)
  }

  @Test(arguments: ["'1'", "1.5", "x", "[1]", "1_000", "0x10", "99999999999999999999", "true"])
  func `a whole number is digits without quotes`(_ value: String) {
    #expect(
      failure("a: \(value)") { (top) throws(DocumentError) in _ = try top.required("a").integer("`a`") }
        == "1:4: `a` must be a whole number")
  }

  @Test(arguments: ["'1'", "x", "nan", "inf", "-infinity", "1e999", ".inf", "[1]"])
  func `a number is finite`(_ value: String) {
    #expect(
      failure("a: \(value)") { (top) throws(DocumentError) in _ = try top.required("a").decimal("`a`") }
        == "1:4: `a` must be a number")
  }

  @Test(arguments: ["yes", "on", "1", "'true'", "[true]"])
  func `only true and false are true and false`(_ value: String) {
    #expect(
      failure("a: \(value)") { (top) throws(DocumentError) in _ = try top.required("a").boolean("`a`") }
        == "1:4: `a` must be true or false")
  }

  @Test func `lists and mappings of another type are refused`() {
    #expect(failure("[1]") == "1:1: the file must be a mapping, not a list")
    #expect(failure("x") == "1:1: the file must be a mapping, not a single value")
    #expect(
      failure("a: x") { (top) throws(DocumentError) in _ = try top.required("a").list("`a`") }
        == "1:4: `a` must be a list, not a single value")
    #expect(
      failure("a: [b, [c]]") { (top) throws(DocumentError) in _ = try top.required("a").strings("`a`") }
        == "1:8: each of `a` must be a text, not a list")
    #expect(failure("? [x]\n: y") == "1:3: a key must be a text, not a list")
  }

  @Test func `an unknown key is refused with a hint`() {
    func allow(_ text: String) -> String {
      failure(text) { (top) throws(DocumentError) in try top.allow(["rules", "thresholds"], later: ["suppressions"]) }
    }
    #expect(allow("rules: x") == "nothing is wrong")
    #expect(
      allow("rules: x\n  \nthreshold: y") == "3:1: unknown key `threshold` in the file; did you mean `thresholds`?")
    #expect(allow("Rules: x") == "1:1: unknown key `Rules` in the file; did you mean `rules`?")
    #expect(allow("zzz: x") == "1:1: unknown key `zzz` in the file (known: rules, thresholds)")
    #expect(allow("zzz:") == "1:1: unknown key `zzz` in the file (known: rules, thresholds)")
    #expect(
      allow("rules: x\nsuppressions: y")
        == "2:1: `suppressions` in the file is not supported by this version yet; take it out, it would have no effect")
  }

  @Test(arguments: ["a: 1\nb: 2\na: 3", "a: 1\nb: 2\n'a': 3", "a: 1\nb: 2\n\"\\x61\": 3"])
  func `a key that stands twice is refused`(_ text: String) {
    #expect(failure(text) == "3:1: the key `a` stands twice")
  }

  @Test func `an error names its file, and its place where there is one`() {
    #expect(DocumentError(file: "f", line: 3, column: 4, message: "m").description == "f:3:4: m")
    #expect(DocumentError(file: "f", message: "m").description == "f: m")
  }
}

@Suite struct `YAML's anchors` {
  private func top(_ text: String) throws(DocumentError) -> [String: [String]] {
    var texts: [String: [String]] = [:]
    for entry in try YAMLParser.parse(Array(text.utf8), file: "f")[0].mapping("the file").entries {
      texts[entry.name] = try entry.value.strings("")
    }
    return texts
  }

  @Test func `an alias stands for what its anchor marks`() throws {
    #expect(try top("a: &x [1, 2]\nb: *x\n") == ["a": ["1", "2"], "b": ["1", "2"]])
    #expect(try top("a: &x 1\nb: &x 2\nc: *x\n") == ["a": ["1"], "b": ["2"], "c": ["2"]])
  }

  @Test func `a merge key brings in what is not there`() throws {
    let merged = try YAMLParser.parse(Array("base: &b {x: 1, y: 2}\nuse: {<<: *b, y: 3}\n".utf8), file: "f")[0]
      .mapping("").required("use").mapping("")
    #expect(merged.entries.map(\.name).sorted() == ["x", "y"])
    #expect(try merged.required("y").integer("") == 3)
    #expect(try merged.required("x").integer("") == 1)
    #expect(try merged.required("x").line == 1)
  }

  @Test func `of a list of merged mappings the first wins`() throws {
    let text = "a: &a {x: 1}\nb: &b {x: 2, z: 4}\nuse: {<<: [*a, *b]}\n"
    let use = try YAMLParser.parse(Array(text.utf8), file: "f")[0].mapping("").required("use").mapping("")
    #expect(try use.required("x").integer("") == 1)
    #expect(try use.required("z").integer("") == 4)
  }

  @Test func `a quoted merge key is a key like any other`() throws {
    #expect(try top("'<<': 1") == ["<<": ["1"]])
  }

  @Test(arguments: [
    ("a: {<<: 1}", "1:9: `<<` must be followed by a mapping"),
    ("a: *x", "1:4: the alias *x* names no anchor before it"),
    ("a: &x [*x]", "1:8: the alias *x* names no anchor before it"),
    ("a: &x {b: *x}", "1:11: the alias *x* names no anchor before it"),
    ("a: &x 1\n---\nb: *x", "3:4: the alias *x* names no anchor before it"),
  ])
  func `an alias without an anchor before it is refused, and so is a cycle`(_ text: String, _ message: String) {
    let error = #expect(throws: DocumentError.self) { try YAMLParser.parse(Array(text.utf8), file: "f") }
    #expect(error?.description == "f:\(message)")
  }
}
