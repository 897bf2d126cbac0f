import GateModel
import GateSyntax
import Testing

/// Options as a rule would set them.
private func options(_ change: (inout SearchOptions) -> Void = { _ in }) -> SearchOptions {
  var options = SearchOptions()
  change(&options)
  return options
}

private func search(
  _ pattern: String, in text: String, _ options: SearchOptions = SearchOptions()
) throws -> (matches: [TextMatch], isComplete: Bool) {
  let bytes = Array(text.utf8)
  let document = GenericDocument(bytes.span, options: options)
  return try GenericPattern(pattern, options: options).matches(in: document, bytes: bytes.span)
}

private func found(_ pattern: String, in text: String, _ options: SearchOptions = SearchOptions()) throws -> [String] {
  try search(pattern, in: text, options).matches.map { slice(text, $0.range) }
}

private func bound(_ pattern: String, in text: String, _ options: SearchOptions = SearchOptions()) throws -> [String] {
  try search(pattern, in: text, options).matches.map { match in
    match.bindings.map { "\($0.name)=\(slice(text, $0.range))" }.joined(separator: ",")
  }
}

private func slice(_ text: String, _ range: Range<Int>) -> String {
  String(decoding: Array(text.utf8)[range], as: UTF8.self)
}

@Suite struct `A generic pattern` {
  @Test(arguments: [
    ("port 80", "port   80;\nport\n80\nport 8080", ["port   80", "port\n80"]),
    ("a.b", "a . b, a.b", ["a . b", "a.b"]),
    ("Port", "port PORT Port", ["Port"]),
    ("key", "keys monkey key", ["key"]),
    ("a", "a a", ["a", "a"]),
    ("é =", "é = 1", ["é ="]),
  ])
  func `is words and single characters, whatever the white space`(
    _ pattern: String, _ text: String, _ expected: [String]
  ) throws {
    #expect(try found(pattern, in: text) == expected)
  }

  @Test func `has metavariables for one word each`() throws {
    #expect(try bound("user $NAME", in: "user a-b; user x_1\nuser ö") == ["$NAME=a", "$NAME=x_1"])
    #expect(try found("$A = $A", in: "x = y, x = x") == ["x = x"])
    // As Semgrep measures: here the underscore is a name like any other.
    #expect(try found("$_ = $_", in: "x = y").isEmpty)
    #expect(try found("$x $1", in: "$x $1 y").count == 1)
  }

  @Test func `takes the shortest way over an ellipsis`() throws {
    #expect(try found("a ... b", in: "a x b y b") == ["a x b"])
    #expect(try found("a ... b", in: "a a b") == ["a b"])
    #expect(try found("$X ... $X", in: "p q r q p") == ["p q r q p", "q r q"])
  }

  @Test(arguments: [
    (1, 0, 1), (1, 10, 1), (1, 11, 0), (2, 20, 1), (2, 21, 0),
  ])
  func `goes ten lines down with each ellipsis`(_ ellipses: Int, _ lines: Int, _ count: Int) throws {
    let pattern = "a " + String(repeating: "... ", count: ellipses) + "b"
    #expect(try found(pattern, in: "a" + String(repeating: "\n", count: lines) + " b").count == count)
  }

  @Test func `goes as many lines down as the rule says`() throws {
    let line = options { $0.genericEllipsisSpan = 0 }
    #expect(try bound("key = $...V", in: "key = a b\nkey = c", line) == ["$...V= a b", "$...V= c"])
    #expect(try found("a ... b", in: "a\nb", line).isEmpty)
  }

  @Test func `with an ellipsis at its end takes all of the block`() throws {
    #expect(try found("a ...", in: "q\n  a x\n  a y\nz") == ["a x\n  a y"])
    #expect(try found("a ...", in: "f(a b) c") == ["a b"])
  }

  @Test func `with an ellipsis in front begins where a block begins`() throws {
    #expect(try found("... b", in: "a b c b") == ["a b"])
    #expect(try found("... b", in: "x\n  a b") == ["a b"])
  }

  @Test func `binds the text under a named ellipsis`() throws {
    #expect(try bound("f($...ARGS)", in: "f(1, x)") == ["$...ARGS=1, x"])
    #expect(try bound("a $...X;", in: "a ;") == ["$...X="])
    #expect(try found("$...X;$...X.", in: "a b;a b.").count == 1)
    #expect(try found("$...X;$...X.", in: "a b;a c.").isEmpty)
  }

  @Test func `goes into brackets and blocks, but not out of its own`() throws {
    #expect(try found("a ... b ... c", in: "a (b) c").count == 1)
    #expect(try found("b ... c", in: "a (b) c").isEmpty)
    #expect(try found("b ... c", in: "a (b\n) c").count == 1)
    #expect(try found("b ... c", in: "a (b] c").count == 1)
    #expect(try found("b ... c", in: "x\n  b\nc").isEmpty)
    #expect(try found("b c", in: "x\n\tb\n        c").count == 1)
  }

  @Test(arguments: [
    ("x {\n  ...\n}", "x {\n  a { b }\n  c\n}", 1), ("x\n  a", "x\n    a", 1), ("x\n  a", "x\na", 0),
    ("x\n  a", "x\n  a b", 0), ("x\n  a ...", "x\n  a b\n  c", 1), ("x\n  ...\ny", "x y", 1),
    ("x\n  ... b ...\ny", "x\n  a\n    b\n  c\ny", 1), ("  x", "  x", 0),
  ])
  func `takes an indented block for a whole block`(_ pattern: String, _ text: String, _ count: Int) throws {
    #expect(try found(pattern, in: text).count == count)
  }

  @Test(arguments: [
    ("c", ["a /* 1 */ b"]), ("cpp", ["a /* 1 */ b", "a // 2\nb"]), ("shell", ["a # 3\nb"]), ("other", []),
  ])
  func `does not see comments of the rule's style`(_ style: String, _ expected: [String]) throws {
    let text = "a /* 1 */ b\na // 2\nb\na # 3\nb\na /* b"
    #expect(try found("a b", in: text, options { $0.genericCommentStyle = style }) == expected)
  }

  @Test func `names the words that a text must have`() throws {
    let pattern = try GenericPattern("Host $X:80 ...\n  Host $...Y b_c", options: options())
    #expect(pattern.requiredWords == ["Host", "80", "b_c"])
  }

  @Test(arguments: ["", " \n ", "a ... $...X", "$...X $...Y"])
  func `that says nothing is refused`(_ pattern: String) {
    #expect(throws: GenericPatternError.self) { try GenericPattern(pattern, options: SearchOptions()) }
  }

  @Test func `more dots than three are dots`() throws {
    #expect(try found("a .... b", in: "a .... b, a x b") == ["a .... b"])
  }

  enum Hostile: String, CaseIterable {
    case deep, balanced, repeated, pairs, stairs, lines, comments, nothing, control

    var text: String {
      let count = 4000
      return switch self {
      case .deep: String(repeating: "(", count: 20_000)
      case .balanced: String(repeating: "(", count: 20_000) + String(repeating: ")", count: 20_000)
      case .repeated: String(repeating: "a ", count: count)
      case .pairs: String(repeating: "a ( b ) ", count: count)
      case .stairs: (0..<500).map { String(repeating: " ", count: $0) + "a" }.joined(separator: "\n")
      case .lines: String(repeating: "a\n", count: count)
      case .comments: String(repeating: "/*", count: count)
      case .nothing: ""
      case .control: "\u{0}\r\n\u{FEFF}"
      }
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: Hostile.allCases)
  func `stands any text`(_ hostile: Hostile) throws {
    let patterns = ["a ... b ... c ... d", "$X ... $X ... $Y z", "...", "$X\n  ...\n  $Y ...", "a ... a ... a ... b"]
    let several = [
      SearchOptions(), options { $0.genericEngine = "aliengrep" }, options { $0.genericCommentStyle = "cpp" },
    ]
    for options in several {
      let bytes = Array(hostile.text.utf8)
      let document = GenericDocument(bytes.span, options: options)
      for pattern in patterns {
        let found = try GenericPattern(pattern, options: options).matches(in: document, bytes: bytes.span).matches
        #expect(found.allSatisfy { $0.range.upperBound <= bytes.count })
      }
    }
  }

  @Test func `tells when a text is too much`() throws {
    let text = String(repeating: "a b ", count: 2000)
    #expect(try !search("$A ... $B ... $C ... $A $A", in: text).isComplete)
    #expect(try search("a ... b ... c", in: text).isComplete)
  }
}

@Suite struct `A generic pattern of the second engine` {
  private let many = options { $0.genericEngine = "aliengrep" }
  private let line = options {
    $0.genericEngine = "aliengrep"
    $0.genericMultiline = false
  }

  @Test func `has ellipses of any length`() throws {
    #expect(try found("a ... b", in: "a" + String(repeating: "\n", count: 99) + "x b b", many).count == 1)
    #expect(try found("a ...", in: "x a b\nc", many) == ["a b\nc"])
    #expect(try bound("k = $...V", in: "k = a  b", many) == ["$...V=a  b"])
  }

  @Test func `passes over brackets as pairs`() throws {
    #expect(try found("a ... b", in: "a (b) b, a ( b", many) == ["a (b) b", "a ( b"])
    let angles = options {
      $0.genericEngine = "aliengrep"
      $0.genericBraces = [["<", ">"]]
    }
    #expect(try found("x ... x", in: "x <x> x", angles) == ["x <x> x"])
  }

  @Test func `stays on the line if the rule says so, but for four dots`() throws {
    #expect(try found("key: ...", in: "key: a b\nc", line) == ["key: a b"])
    #expect(try found("a ... b", in: "a\nb", line).isEmpty)
    #expect(try found("a .... b", in: "a\nc b", line) == ["a\nc b"])
    #expect(try found("a\nb", in: "a b\na\nb", line) == ["a\nb"])
  }

  @Test func `has words as the rule says`() throws {
    let base64 = options {
      $0.genericEngine = "aliengrep"
      $0.genericExtraWordCharacters = ["+", "/", "="]
      $0.genericCaseless = true
    }
    #expect(try bound("data: $D;", in: "DATA: a+/b==;", base64) == ["$D=a+/b=="])
  }
}
