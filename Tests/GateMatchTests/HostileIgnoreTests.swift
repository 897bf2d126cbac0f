import GateModel
import Testing

@testable import GateMatch

/// Comments that ask for findings to be let pass are strangers' text.
@Suite(.timeLimit(.minutes(3))) struct `Comments in a hostile file` {
  private static let marker = "gatebook" + ":ignore"

  private func ignores(_ text: String, _ name: String, hidden: [Range<Int>] = []) -> [InlineIgnore] {
    let bytes = Array(text.utf8)
    return IgnoreReader(Set(InlineIgnore.Form.allCases)).ignores(
      raw: bytes.span, text: bytes.span, path: TreePath(name), hidden: hidden)
  }

  @Test(arguments: ["a.yaml", "a.py", "a.rb"])
  func `are found in the time of one reading, however many there are`(_ name: String) {
    let text =
      String(repeating: "#\n", count: 200_000) + String(repeating: "# \(Self.marker) a.b -- r\n", count: 10_000)
    #expect(ignores(text, name).count == 10_000)
  }

  @Test func `that are not closed are looked for once`() {
    let text = String(repeating: "/*", count: 200_000) + "\n// \(Self.marker) a.b -- r\n"
    #expect(ignores(text, "a.c").count == 1)
    #expect(ignores(String(repeating: "<!--", count: 100_000) + Self.marker, "a.html").isEmpty)
  }

  @Test func `may stand by the thousand on one line`() {
    let text = String(repeating: "# \(Self.marker) a.b ", count: 3_000) + String(repeating: "x", count: 300_000)
    let found = ignores(text, "a.yaml")
    #expect(found.count == 3_000)
    // What is not read to its end may have a last day there.
    #expect(found.allSatisfy { $0.fault != nil })
  }

  @Test func `behind many blanks are as alone as behind few`() {
    let text = String(repeating: " ", count: 500_000) + String(repeating: "# \(Self.marker) a.b ", count: 2_000)
    #expect(ignores(text, "a.yaml").allSatisfy { $0.isAlone })
  }

  @Test func `are as long as anybody needs`() {
    let reason = String(repeating: "r", count: 1900)
    #expect(ignores("x # \(Self.marker) a.b -- \(reason)\n", "a.yaml").first?.reason == reason)
    let long = ignores("x # \(Self.marker) a.b -- \(reason) \(reason) (until 2027-01-31)\n", "a.yaml")
    #expect(long.first?.fault == "it is longer than 2000 bytes")
    // The end of a comment in C may come first.
    let closed = ignores("x /* \(Self.marker) a.b -- r */ \(reason) \(reason)\n", "a.c")
    #expect(closed.first?.reason == "r" && closed.first?.fault == nil)
  }

  @Test func `tell no value that stands behind blanks, or once more`() {
    let value = "tiger" + "-4711-lily"
    func ignore(_ text: String) -> InlineIgnore? {
      let bytes = Array(text.utf8)
      let start = bytes.firstRange(of: Array(value.utf8))!
      return ignores(text, "a.yaml", hidden: [start]).first
    }
    for text in [
      "x: y # \(Self.marker)\(String(repeating: " ", count: 60))a.b -- \(value)\n",
      "pass: \(value) # \(Self.marker) a.b -- \(value)\n",
      "pass: \(value) # \(Self.marker) a.b -- as in \(value.suffix(9))\n",
      "pass: \(value) # \(Self.marker) a.b \(value)?\n",
    ] {
      let found = ignore(text)
      #expect(found?.fault == "it holds a value that must not be shown", "\(text)")
      #expect(found?.reason == nil)
    }
    #expect(ignore("pass: \(value) # \(Self.marker) a.b -- our own\n")?.reason == "our own")
    // A rule may be called like a value of somebody's.
    #expect(ignore("pass: \(value) # \(Self.marker) a.\(value) -- r\n")?.rules == ["a.\(value)"])
  }

  @Test func `are no slower where thousands of values are hidden`() {
    let keys = (0..<20_000).map { "\(100_000 + $0)" }
    let text = keys.joined(separator: "\n") + "\n" + String(repeating: "# \(Self.marker) a.b -- r\n", count: 2_000)
    let hidden = keys.indices.map { 7 * $0..<7 * $0 + 6 }
    #expect(ignores(text, "a.yaml", hidden: hidden).count == 2_000)
  }
}
