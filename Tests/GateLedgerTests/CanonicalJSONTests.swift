import GateLedger
import GateModel
import Testing

@Suite("Canonical JSON")
struct CanonicalJSONTests {
  private func parse(_ text: String) throws -> JSON { try CanonicalJSON.parse(Array(text.utf8)) }

  @Test(
    "what the writer writes is read back and written the same",
    arguments: [
      "null", "true", "false", "0", "-1", "9007199254740991", "-9007199254740991", "\"\"", "[]", "{}",
      #"{"a":[1,2,{"b":null}],"c":"\u20ac"}"#.replacing("\\u20ac", with: "\u{20AC}"),
      #""\"\\\b\t\n\f\r\u0000\u001f\u007f/""#.replacing("\\u007f", with: "\u{7F}"), "\"\u{10FFFF}\u{E000}\"",
      "{\"\u{10000}\":1,\"\u{E000}\":2}", "{\"\":1,\"a\":2,\"aa\":3,\"b\":4}",
      #"{"\n":1,"\r":2,"1":3}"#,
    ])
  func roundTrip(text: String) throws {
    #expect(try parse(text).canonical() == Array(text.utf8))
  }

  @Test(
    "any other form of the same meaning is refused",
    arguments: [
      "", " ", " 1", "1 ", "{ }", "[1, 2]", "{\"a\": 1}", "1\n", "[1,]", "[,1]", "{\"a\":1,}", "{a:1}", "[1",
      "{\"a\":1",
      "{\"a\":1,\"a\":1}", "{\"b\":1,\"a\":1}", "{\"\u{E000}\":2,\"\u{10000}\":1}",
      "-0", "00", "01", "-01", "1.0", "1e3", "1E3", "+1", ".5", "-", "9007199254740992", "-9007199254740992",
      "99999999999999999999999", "NaN", "Infinity", "nul", "truefalse", "1 2", "'a'", "\"", "\"a", "\"\u{1}\"",
      "\"\n\"",
      #""\/""#, #""\u0041""#, #""\u000a""#, #""\u001F""#, #""\u20ac""#, #""\ud800""#, #""\ud83d\ude00""#, #""\x""#,
      #""\u00""#, "\"\\", "\u{FEFF}1",
    ])
  func refusal(text: String) {
    #expect(throws: LedgerError.self) { try parse(text) }
  }

  @Test(
    "bytes that are not UTF-8 are refused",
    arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]])
  func encoding(bytes: [UInt8]) {
    #expect(throws: LedgerError.self) { try CanonicalJSON.parse([0x22] + bytes + [0x22]) }
  }

  @Test("sixty-four levels are read and one more is not")
  func depth() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    _ = try parse(nested(64))
    #expect(throws: LedgerError.self) { try parse(nested(65)) }
  }

  @Test("whatever is read is what would be written, over many changed texts")
  func property() throws {
    let seed = Array(#"{"a":[0,-12,"x\n\u0001é"],"b":{"c":null,"d":true},"e":"\"\\"}"#.utf8)
    var random = Generator(state: 42)
    let alphabet = Array("{}[]\",:\\ \t0123456789-.eunltrfabcd\u{1}é".utf8) + [0xFF, 0x80]
    var taken = 0
    for _ in 0..<20_000 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = alphabet.randomElement(using: &random) ?? 0
        case 1: bytes.remove(at: place)
        default: bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: place)
        }
      }
      guard let value = try? CanonicalJSON.parse(bytes) else { continue }
      taken += 1
      #expect(value.canonical() == bytes)
    }
    #expect(taken > 100)
  }
}

private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
