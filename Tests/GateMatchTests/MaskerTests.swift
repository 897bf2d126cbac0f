import GateModel
import Testing

@testable import GateMatch

@Suite struct `An excerpt` {
  private func excerpt(_ text: String, _ value: String, also others: [String] = []) -> Excerpt {
    let bytes = Array(text.utf8)
    func range(_ value: String) -> Range<Int> {
      let (value, count) = (Array(value.utf8), value.utf8.count)
      let start = (0...(bytes.count - count)).first { Array(bytes[$0..<($0 + count)]) == value }!
      return start..<(start + count)
    }
    return Masker(([value] + others).map(range), in: bytes.span).excerpt(around: range(value), in: bytes.span)
  }

  private static let value = String(
    (0..<40).map { "abcdefghij"[String.Index(utf16Offset: ($0 * 7 + $0 / 10) % 10, in: "abcdefghij")] })

  @Test func `is not needed to see that some other text tells a value, or eight bytes of it`() {
    let text = Array("key = \(Self.value), pin = 4711".utf8)
    let masker = Masker([6..<46, 54..<58], in: text.span)
    func isTold(_ text: String) -> Bool { masker.isTold(in: Array(text.utf8).span) }
    for told in [Self.value, "x\(Self.value.suffix(8))", "f(4711)"] { #expect(isTold(told), "\(told)") }
    for other in ["", "key", String(Self.value.suffix(7)), "471 1"] { #expect(!isTold(other), "\(other)") }
  }

  @Test func `shows the line with the value masked and marked`() {
    let shown = excerpt("first\nkey = \"\(Self.value)\" # note\r\nlast", Self.value)
    #expect(shown.text == "key = \"\(Self.value.prefix(4))***[40]\" # note")
    #expect(shown.mark == 7..<18)
  }

  @Test(arguments: [(1, 0), (4, 0), (5, 1), (9, 1), (10, 2), (19, 3), (20, 4), (400, 4)])
  func `shows at most four characters of a value, and a fifth of it`(_ count: Int, _ shown: Int) {
    let value = String(repeating: "v", count: count)
    #expect(excerpt("k=\(value);", value).text == "k=" + String(repeating: "v", count: shown) + "***[\(count)];")
  }

  @Test func `shows plain characters only of a value`() {
    #expect(excerpt("k=äbcdefghijklmnopqrstuvwxyz", "äbcdefghijklmnopqrstuvwxyz").text == "k=***[27]")
    #expect(excerpt("k=a bcdefghijklmnopqrstuvwxyz", "a bcdefghijklmnopqrstuvwxyz").text == "k=a***[27]")
  }

  @Test func `hides a neighbour's value too, wherever it begins and ends`() {
    let other = "ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210"
    let text = "a=\(other) k=\(Self.value) b=\(other.reversed().map(String.init).joined())"
    let shown = excerpt(text, Self.value, also: [other, String(other.reversed())])
    #expect(
      shown.text == "a=ZYXW***[72] k=\(Self.value.prefix(4))***[40] b=0123***[72]"
        || shown.text == "…ZYXW***[72] k=\(Self.value.prefix(4))***[40] b=0123***[72]…")
  }

  @Test func `cuts a long line on either side, between characters`() {
    let shown = excerpt(
      String(repeating: "ä", count: 100) + Self.value + String(repeating: "ö", count: 100), Self.value)
    #expect(
      shown.text == "…" + String(repeating: "ä", count: 30) + "\(Self.value.prefix(4))***[40]"
        + String(repeating: "ö", count: 30) + "…")
    #expect(shown.mark == 31..<42)
    let odd = excerpt("x" + String(repeating: "ä", count: 100) + "-" + Self.value, Self.value)
    #expect(!odd.text.contains("\u{FFFD}"))
  }

  @Test func `shows the first line of a value that has several`() {
    let value = "-----BEGIN\nsecret\nEND-----"
    let shown = excerpt("x = '\(value)' and more\n", value)
    #expect(shown.text == "x = '-----"[..<"x = '----".endIndex] + "***[26]")
  }

  @Test func `hides the value where it stands once more`() {
    let shown = excerpt("key=\(Self.value) # was \(Self.value)", Self.value)
    #expect(shown.text == "key=\(Self.value.prefix(4))***[40] # was \(Self.value.prefix(4))***[40]")
    #expect(shown.mark == 4..<15)
  }

  @Test(arguments: 0..<70)
  func `hides the value also where the excerpt's edge cuts it`(_ distance: Int) {
    let filler = String(repeating: "-", count: distance)
    for text in ["\(Self.value)\(filler)\(Self.value)!", "!\(filler)\(Self.value)\(filler)\(Self.value)"] {
      let bytes = Array(text.utf8)
      let places = (0...(bytes.count - 40)).filter { Array(bytes[$0..<($0 + 40)]) == Array(Self.value.utf8) }
      for place in places {
        let shown = Masker([place..<(place + 40)], in: bytes.span).excerpt(around: place..<(place + 40), in: bytes.span)
        #expect(Self.leak(of: Self.value, in: shown.text) <= 8, "\(shown.text)")
      }
    }
  }

  /// The length of the longest run of the value's characters that the text shows.
  private static func leak(of value: String, in text: String) -> Int {
    let value = Array(value.utf8)
    let text = Array(text.utf8)
    var longest = 0
    for start in value.indices {
      for place in text.indices {
        var count = 0
        while start + count < value.count, place + count < text.count, value[start + count] == text[place + count] {
          count += 1
        }
        longest = max(longest, count)
      }
    }
    return longest
  }

  /// What a scan shows, over lines that a person might have written: no value of any rule, whole or nearly so.
  @Test(arguments: 0..<150 as Range<UInt64>)
  func `of a random file holds no value of any finding`(_ seed: UInt64) throws {
    var dice = Dice(seed)
    let rules = [
      Sample.rule("a", "a_(?<secret>[A-Za-z0-9]{20,60})", keywords: ["a_"]),
      Sample.rule("b", "b=(?<secret>[A-Za-z0-9_]{16,80})", keywords: ["b="]),
      Sample.rule("c", "(?s)<<(?<secret>[A-Za-z0-9\\n]{20,90})>>", keywords: ["<<"]),
    ]
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    var values: [String] = []
    var text = ""
    for _ in 0..<Int.random(in: 1...4, using: &dice) {
      for _ in 0..<Int.random(in: 1...4, using: &dice) {
        let value =
          values.randomElement(using: &dice).flatMap { Bool.random(using: &dice) ? $0 : nil }
          ?? dice.text(letters, Int.random(in: 20...60, using: &dice))
        values.append(value)
        let form = Int.random(in: 0..<5, using: &dice)
        text +=
          [
            "a_\(value)", "b=\(value)", "<<\(value.prefix(10))\n\(value.dropFirst(10))>>", " was \(value) ",
            "b=a_\(value)",
          ][form]
        text += dice.text(" .-;ä", Int.random(in: 0...70, using: &dice))
      }
      text += "\n"
    }
    let bytes = Array(text.utf8)
    let sightings = try Sample.inspect(bytes, rules).sightings
    let found = sightings.map { String(decoding: bytes[$0.range.start.offset..<$0.range.end.offset], as: UTF8.self) }
    for sighting in sightings {
      for value in found where !value.contains("\n") {
        #expect(Self.leak(of: value, in: sighting.excerpt.text) <= 8, "\(sighting.excerpt.text)")
      }
      let mark = sighting.excerpt.mark
      #expect(!mark.isEmpty && mark.upperBound <= sighting.excerpt.text.unicodeScalars.count)
    }
  }

  @Test func `holds no value that was found on another line`() throws {
    var dice = Dice(7)
    let (first, second) = (dice.text("ABCDEFGHIJ0123456789", 30), dice.text("ABCDEFGHIJ0123456789", 30))
    let sightings = try Sample.inspect(
      "a_\(first)\na_\(second) # not \(first)\n", [Sample.rule("a", "a_(?<secret>[A-Z0-9]{30})")]
    ).sightings
    #expect(sightings.count == 2)
    for sighting in sightings { #expect(!sighting.excerpt.text.contains(first)) }
  }

  /// Each short value was once compared with each place of each line that is shown.
  @Test(.timeLimit(.minutes(1))) func `is as quick where a file has thousands of short values`() {
    let text = Array((0..<20_000).map { "p = \(100_000 + $0)\n" }.joined().utf8)
    let values = (0..<20_000).map { 11 * $0 + 4..<11 * $0 + 10 }
    let masker = Masker(values, in: text.span)
    for value in values {
      #expect(masker.excerpt(around: value, in: text.span).text == "p = 1***[6]")
    }
  }
}
