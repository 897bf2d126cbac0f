import Foundation
import GateModel
import Testing

@Suite struct `How bytes become text` {
  private static let text = "password = \"größer 日本 🔑\"\nnext line\n"
  /// Latin letters only: without a mark, wide encodings are told by their zeros.
  private static let plain = String(repeating: "let answer = 42 // the answer\n", count: 4)

  private func detect(_ bytes: [UInt8]) -> TextEncoding { TextEncoding.detect(bytes.span) }

  private func decoded(_ bytes: [UInt8]) -> String? {
    let encoding = detect(bytes)
    if case .bytes(let skip) = encoding { return String(decoding: bytes[skip...], as: UTF8.self) }
    return encoding.transcoded(bytes.span).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func wide(_ text: String, _ size: Int, bigEndian: Bool) -> [UInt8] {
    let units = size == 2 ? text.utf16.map { UInt32($0) } : text.unicodeScalars.map(\.value)
    return units.flatMap { unit in
      (0..<size).map { UInt8(truncatingIfNeeded: unit >> UInt32(8 * (bigEndian ? size - 1 - $0 : $0))) }
    }
  }

  @Test func `plain UTF-8 is the text itself`() {
    let bytes = Array(Self.text.utf8)
    #expect(detect(bytes) == .bytes(skip: 0))
    #expect(detect(bytes).transcoded(bytes.span) == nil)
    #expect(detect([]) == .bytes(skip: 0))
  }

  @Test func `the byte order mark of UTF-8 is skipped`() {
    #expect(detect([0xEF, 0xBB, 0xBF] + Array(Self.text.utf8)) == .bytes(skip: 3))
    #expect(decoded([0xEF, 0xBB, 0xBF] + Array(Self.text.utf8)) == Self.text)
    #expect(detect([0xEF, 0xBB, 0xBF]) == .bytes(skip: 3))
    #expect(detect([0xEF, 0xBB]) == .bytes(skip: 0))
  }

  @Test(arguments: [2, 4], [true, false])
  func `wide text with a mark is decoded`(_ size: Int, _ bigEndian: Bool) {
    #expect(decoded(Self.wide("\u{FEFF}" + Self.text, size, bigEndian: bigEndian)) == Self.text)
    #expect(decoded(Self.wide("\u{FEFF}", size, bigEndian: bigEndian)) == "")
    #expect(decoded(Self.wide("\u{FEFF}a", size, bigEndian: bigEndian)) == "a")
  }

  @Test(arguments: [2, 4], [true, false])
  func `wide text without a mark is told by its zeros`(_ size: Int, _ bigEndian: Bool) {
    #expect(decoded(Self.wide(Self.plain, size, bigEndian: bigEndian)) == Self.plain)
    #expect(
      decoded(Self.wide("key: ärgerlich\n" + Self.plain, size, bigEndian: bigEndian)) == "key: ärgerlich\n" + Self.plain
    )
    #expect(decoded(Self.wide("a=1\n", size, bigEndian: bigEndian)) == "a=1\n")
  }

  @Test(arguments: [true, false])
  func `half a unit at the end and lone surrogates do no harm`(_ bigEndian: Bool) {
    let bytes = Self.wide("\u{FEFF}ab", 2, bigEndian: bigEndian)
    #expect(decoded(bytes + [0x41]) == "ab")
    let lone: [UInt8] = bigEndian ? [0xD8, 0x00, 0x00, 0x41] : [0x00, 0xD8, 0x41, 0x00]
    #expect(decoded(bytes + lone) == "ab\u{FFFD}A")
    let four = Self.wide("\u{FEFF}ab", 4, bigEndian: bigEndian)
    #expect(decoded(four + [0xFF, 0xFF, 0xFF, 0xFF]) == "ab\u{FFFD}")
    #expect(decoded(four + [1, 2, 3]) == "ab")
  }

  @Test(arguments: 1...3)
  func `text behind a few NUL bytes is text`(_ count: Int) {
    let bytes = [UInt8](repeating: 0, count: count) + Array(Self.text.utf8)
    #expect(detect(bytes) == .bytes(skip: 0))
  }

  @Test func `Latin-1 and escape sequences are text`() {
    #expect(detect(Array("pass = 'gr".utf8) + [0xF6, 0xDF] + Array("er'".utf8)) == .bytes(skip: 0))
    #expect(detect(Array("\u{1B}[31mred\u{1B}[0m\u{C}\r\n".utf8)) == .bytes(skip: 0))
    #expect(detect((0..<200).map { UInt8(0xA0 + $0 % 96) }) == .bytes(skip: 0))
  }

  @Test func `a PNG, a gzip file and a program are binary`() {
    var dice = Dice(1)
    let png: [UInt8] =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
      + [0, 0, 1, 0, 0, 0, 1, 0, 8, 6, 0, 0, 0, 0x5C, 0x72, 0xA8, 0x66, 0, 0, 0x10, 0] + Array("IDAT".utf8)
    #expect(detect(png + dice.bytes(4000)) == .binary)
    #expect(detect([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + dice.bytes(4000)) == .binary)
    let elf: [UInt8] =
      [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0] + [UInt8](repeating: 0, count: 8) + [3, 0, 62, 0, 1, 0, 0, 0]
    #expect(detect(elf + [UInt8](repeating: 0, count: 500)) == .binary)
    #expect(detect([UInt8](repeating: 0, count: 500)) == .binary)
  }

  /// Compressed and encrypted data: one byte value in ten is a control character, give or take a few.
  @Test(arguments: [256, 512, 1024, 4096, 8192, 20_000])
  func `random bytes are binary, whatever the dice`(_ count: Int) {
    var dice = Dice(UInt64(count))
    let mistaken = (0..<100).count { _ in detect(dice.bytes(count)) != .binary }
    #expect(mistaken == 0, "of a hundred")
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `wide units decode as the standard library decodes them`(_ seed: UInt64) {
    var dice = Dice(seed)
    let units = (0..<40).map { _ in
      let unit = UInt16.random(in: .min ... .max, using: &dice)
      return Bool.random(using: &dice) ? 0xD800 | unit & 0x7FF : unit
    }
    let bytes: [UInt8] = [0xFF, 0xFE] + units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    #expect(
      TextEncoding.utf16(bigEndian: false, skip: 2).transcoded(bytes.span)
        == Array(
          String(decoding: units, as: UTF16.self).utf8))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `no bytes make the decoder stumble`(_ seed: UInt64) {
    var dice = Dice(seed)
    var bytes = dice.bytes(Int.random(in: 0...40, using: &dice))
    let marks: [[UInt8]] = [
      [], [0xFF, 0xFE], [0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF], [0xEF, 0xBB, 0xBF],
    ]
    bytes = marks[Int(seed % 6)] + bytes
    let encoding = detect(bytes)
    if let text = encoding.transcoded(bytes.span) { #expect(String(validating: text, as: UTF8.self) != nil) }
  }
}
