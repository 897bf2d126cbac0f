import Foundation
import GateDocument
import GateTesting
import Testing

@Suite("JSON of a service")
struct JSONParserTests {
  private func parse(_ text: String) throws -> YAMLNode {
    try JSONParser.document(Array(text.utf8), file: "event.json")
  }

  @Test("gives what stands there, with its place")
  func values() throws {
    let node = try parse(
      "{\n  \"a\": [1, -2.5e+3, \"x\\u00e9\\ud83d\\ude00\\/\\n\"],\n  \"b\": null, \"c\": \"null\"\n}\n")
    let mapping = try node.mapping("it")
    let items = try mapping.required("a").list("a")
    #expect(try items[0].integer("the first") == 1)
    // A number with a fraction comes as text: nobody asks for one.
    #expect(try items[1].string("the second") == "-2500.0")
    #expect(try items[2].string("the third") == "xé😀/\n")
    #expect(mapping["b"] == nil)
    #expect(try mapping.required("c").string("c") == "null")
    #expect(throws: DocumentError.self) { try items[1].integer("n") }
  }

  @Test("tells where it ends to be JSON")
  func place() throws {
    let error = #expect(throws: DocumentError.self) { try parse("{\n  \"a\": 1,\n  oops}\n") }
    #expect(error?.line == 3 && error?.description.contains("event.json:3:") == true)
    // Half a pair is no character.
    #expect(throws: DocumentError.self) { try parse(#""\ud83d""#) }
  }

  @Test(
    "refuses what is none",
    arguments: [
      "", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "'a'", "01", "+1", "1.", ".5", "1e", "0x10", "nan",
      "Infinity", "tru", "nulll",
      "\"a", "\"\\x\"", "\"\\u00g0\"", "\"\\u+041\"", "\"\t\"", "1 2", "[1}", "{\"a\":1,\"a\":2}", "\u{FEFF}1",
    ])
  func refused(_ text: String) {
    #expect(throws: DocumentError.self) { try parse(text) }
  }

  @Test("bounds its depth")
  func depth() throws {
    #expect(throws: DocumentError.self) { try parse(String(repeating: "[", count: 100_000)) }
    #expect(throws: DocumentError.self) { try parse(String(repeating: "{\"a\":", count: 1_000_000)) }
  }

  @Test("takes nothing that another reader refuses, whatever becomes of a good file")
  func mutated() throws {
    let good = Array(
      #"{"ref": "refs/heads/main", "n": [-1.5e+3, 0, true, false, null], "s": "\"\\\/\n\u00e9\ud83d\ude00é", "o": {"a": {}, "b": []}}"#
        .utf8)
    let alphabet = Array("{}[]\",:\\ut0159.-+eE \n\u{e9}".utf8)
    var random = SeededRandom(seed: 7)
    for _ in 0..<4000 {
      var bytes = good
      for _ in 0...Int.random(in: 0...3, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = alphabet.randomElement(using: &random)!
        case 1: bytes.remove(at: place)
        default: bytes.insert(alphabet.randomElement(using: &random)!, at: place)
        }
      }
      guard (try? JSONParser.parse(bytes, file: "f")) != nil else { continue }
      // That one does not take half a pair.
      if String(decoding: bytes, as: UTF8.self).contains("\\ud") { continue }
      #expect(throws: Never.self, "\(String(decoding: bytes, as: UTF8.self))") {
        try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
      }
    }
  }
}
