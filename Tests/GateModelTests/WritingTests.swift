import Foundation
import GateModel
import Testing

@Suite struct `JSON as we write it` {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static let sample = JSON.object([
    .init("b", .integer(-1)), .init("a", .array([.null, .bool(true), .bool(false)])), .init("c", .object([])),
    .init("d", .array([])),
  ])

  @Test func `people get indentation and the order that was given`() {
    #expect(
      text(Self.sample.pretty()) == """
        {
          "b": -1,
          "a": [
            null,
            true,
            false
          ],
          "c": {},
          "d": []
        }
        """)
  }

  @Test func `the canonical form is sorted and has no blanks`() {
    #expect(text(Self.sample.canonical()) == #"{"a":[null,true,false],"b":-1,"c":{},"d":[]}"#)
    #expect(text(Self.sample.line()) == #"{"b":-1,"a":[null,true,false],"c":{},"d":[]}"#)
  }

  /// The example of RFC 8785, section 3.2.3: by UTF-16 units an emoji comes before U+FB33, by scalars after it.
  @Test func `members are sorted by UTF-16 units`() {
    let names = ["\u{20AC}", "\r", "\u{FB33}", "1", "\u{1F600}", "\u{80}", "\u{F6}"]
    let value = JSON.object(names.map { .init($0, .null) })
    #expect(
      text(value.canonical())
        == "{"
        + ["\\r", "1", "\u{80}", "\u{F6}", "\u{20AC}", "\u{1F600}", "\u{FB33}"].map { "\"\($0)\":null" }
        .joined(separator: ",") + "}")
  }

  @Test func `members within members are sorted too`() {
    let inner = JSON.object([.init("y", .null), .init("x", .null)])
    #expect(
      text(JSON.object([.init("b", .array([inner])), .init("a", inner)]).canonical())
        == #"{"a":{"x":null,"y":null},"b":[{"x":null,"y":null}]}"#)
  }

  @Test(arguments: [
    ("\"\\/", #""\"\\/""#), ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
    ("\0\u{1}\u{1F}\u{B}", #""\u0000\u0001\u001f\u000b""#),
    ("\u{7F}\u{2028}é😀", "\"\u{7F}\u{2028}é😀\""), ("\r\n", #""\r\n""#), ("", #""""#),
  ])
  func `only what must be escaped is`(_ value: String, _ written: String) {
    #expect(text(JSON.string(value).canonical()) == written)
    #expect(text(JSON.string(value).pretty()) == written)
  }

  @Test(arguments: [
    (0, "0"), (950, "0.95"), (1000, "1"), (1, "0.001"), (10, "0.01"), (100, "0.1"), (-950, "-0.95"), (-1, "-0.001"),
    (-1000, "-1"), (12_345, "12.345"), (12_300, "12.3"), (1_000_000, "1000"), (Int.min, "-9223372036854775.808"),
  ])
  func `thousandths are the shortest decimal`(_ value: Int, _ written: String) {
    #expect(text(JSON.thousandths(value).canonical()) == written)
  }

  @Test func `Foundation reads back what was written`() throws {
    let strings = (0..<0x300).map { String(Unicode.Scalar($0)!) }
    let value = JSON.object([.init("all", .array(strings.map { .string($0) })), .init("least", .integer(.min))])
    for bytes in [value.pretty(), value.canonical(), value.line()] {
      let read = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
      #expect(read["all"] as? [String] == strings)
      #expect(read["least"] as? Int64 == .min)
    }
  }

  @Test func `a member is found by its name`() {
    #expect(Self.sample["b"]?.number == -1)
    #expect(Self.sample["a"]?.items.count == 3)
    #expect(Self.sample["z"] == nil)
    #expect(JSON.null["a"] == nil)
    #expect(JSON.string("x").text == "x" && JSON.null.text == nil)
  }
}

@Suite struct `Base64 and times` {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func `base64 follows the vectors of RFC 4648`(_ plain: String, _ encoded: String) {
    #expect(Base64.encode(Array(plain.utf8)) == encoded)
    #expect(Base64.decode(encoded) == Array(plain.utf8))
  }

  @Test func `base64 agrees with Foundation's for random bytes`() {
    var dice = Dice(4648)
    for count in 0..<100 {
      let bytes = dice.bytes(count)
      #expect(Base64.encode(bytes) == Data(bytes).base64EncodedString())
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zg===", "=Zg=", "Zh==", "Zm9", "Zm9v\n", "Zm 9v", "Zm9_", "Zm9-", "====", "Z", "Zg==Zg==",
  ])
  func `base64 that we would not write is refused`(_ text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (951_825_599_999, "2000-02-29T11:59:59.999Z"),
      (1_709_210_096_007, "2024-02-29T12:34:56.007Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
      (4_294_967_295_000, "2106-02-07T06:28:15.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func `a moment is written as RFC 3339 and read back`(_ milliseconds: Int64, _ text: String) {
    #expect(Timestamp.text(milliseconds) == text)
    #expect(Timestamp.milliseconds(text) == milliseconds)
  }

  @Test func `a moment beyond the four digits of a year is the nearest within`() {
    #expect(Timestamp.text(.max) == "9999-12-31T23:59:59.999Z")
    #expect(Timestamp.text(.min) == "0000-01-01T00:00:00.000Z")
  }

  @Test func `every day of five centuries comes back, one after another`() {
    var before = ""
    for day in Int64(-47_482)..<146_097 {
      let text = Timestamp.text(day * 86_400_000)
      guard before < text, Timestamp.milliseconds(text) == day * 86_400_000 else {
        Issue.record("day \(day) is \(text), after \(before)")
        return
      }
      before = text
    }
  }

  @Test(arguments: [
    "", "2024-02-29", "2023-02-29T00:00:00.000Z", "2024-13-01T00:00:00.000Z", "2024-00-01T00:00:00.000Z",
    "2024-01-32T00:00:00.000Z",
    "2024-01-01T24:00:00.000Z", "2024-01-01T00:60:00.000Z", "2024-01-01T00:00:60.000Z", "2024-01-01 00:00:00.000Z",
    "2024-01-01T00:00:00.000z", "2024-01-01T00:00:00,000Z", "2024-01-01T00:00:00.00Z", "+024-01-01T00:00:00.000Z",
    "2024-01-01T00:00:00.000é", "２024-01-01T00:00:00Z", "2024-01-00T00:00:00.000Z",
  ])
  func `a moment that we would not write is refused`(_ text: String) {
    #expect(Timestamp.milliseconds(text) == nil)
  }
}
