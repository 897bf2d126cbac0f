import GateModel
import Testing

@testable import GateReport

@Suite struct `An excerpt and its carets` {
  private func picture(_ text: String, _ mark: Range<Int>, room: Int = 80) -> [String] {
    let excerpt = TextExcerpt(Excerpt(text: text, mark: mark), room: room)
    return [
      excerpt.text,
      String(repeating: " ", count: excerpt.indent) + String(repeating: "^", count: excerpt.carets),
    ]
  }

  @Test func `the carets stand below the mark`() {
    #expect(picture("key = 'abcd'", 7..<11) == ["key = 'abcd'", "       ^^^^"])
  }

  @Test func `a tab goes to the next stop of four`() {
    #expect(picture("a\tkey", 2..<5) == ["a   key", "    ^^^"])
    #expect(picture("\t\tkey", 2..<5) == ["        key", "        ^^^"])
  }

  @Test func `wide characters take two columns and marks none`() {
    #expect(picture("日本 = key", 5..<8) == ["日本 = key", "       ^^^"])
    #expect(picture("e\u{301} = key", 5..<8) == ["e\u{301} = key", "    ^^^"])
    #expect(picture("🔑 key", 0..<1) == ["🔑 key", "^^"])
  }

  @Test func `what is spelled out takes the room of its spelling`() {
    #expect(picture("\u{1B}[0m key", 5..<8) == [#"\x1b[0m key"#, "        ^^^"])
    #expect(picture("\u{202E}key", 0..<1) == [#"\u{202E}key"#, "^^^^^^^^"])
  }

  @Test func `the end of the line is left out`() {
    #expect(picture("key  \r", 0..<3) == ["key", "^^^"])
  }

  @Test func `a mark that is empty or beyond the text gets one caret`() {
    #expect(picture("key", 1..<1) == ["key", " ^"])
    #expect(picture("key", 90..<99) == ["key", "   ^"])
    #expect(picture("", 0..<0) == ["", "^"])
  }

  @Test func `of a long line the part around the mark is shown`() {
    let line = String(repeating: "x", count: 500) + "key" + String(repeating: "y", count: 500)
    let lines = picture(line, 500..<503, room: 40)
    #expect(lines[0].count == 40)
    #expect(lines[0].hasPrefix("…x") && lines[0].hasSuffix("y…"))
    let start = lines[0].index(lines[0].startIndex, offsetBy: lines[1].count - 3)
    #expect(lines[0][start...].hasPrefix("key"))
  }

  @Test func `carets end where the shown part ends`() {
    let lines = picture(String(repeating: "x", count: 500), 2..<500, room: 40)
    #expect(lines[0].count == 39)
    #expect(lines[1].count == 38)
  }
}
