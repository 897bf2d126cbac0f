import Foundation
import GateMatch
import GateModel
import GateRules
import Testing

@Suite struct `Values that stand encoded` {
  private static let token = "exk_" + "Zq8LmT2vRw4YbN6cXd1KfH3jGp5SaE7u"

  private static func rule(decodes: Bool = true) -> Rule {
    Rule(
      id: "exk", severity: .high, confidence: .high, message: "m",
      matcher: .secret(
        SecretMatcher(pattern: #"\b(?<secret>exk_[A-Za-z0-9]{32})\b"#, keywords: ["exk_"], decodes: decodes)))
  }

  private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
  private static func hex(_ text: String) -> String { text.utf8.map { String(format: "%02x", $0) }.joined() }
  private static func percent(_ text: String) -> String { text.utf8.map { String(format: "%%%02X", $0) }.joined() }
  private static func wide(_ text: String) -> String {
    Data(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }).base64EncodedString()
  }

  /// What stands at the places that are told.
  private func found(_ text: String, _ rules: [Rule] = [rule()]) throws -> [(text: String, message: String?)] {
    let bytes = Array(text.utf8)
    return try Sample.inspect(bytes, rules).sightings.map {
      (String(decoding: bytes[$0.range.start.offset..<$0.range.end.offset], as: UTF8.self), $0.message)
    }
  }

  private static let forms: [(String, String, String)] = [
    ("data: \(base64("token is \(token) indeed"))\n", base64("token is \(token) indeed"), "base64"),
    ("x=\(base64(token)); y", base64(token), "base64"),
    ("PATH/usr/\(base64("a=\(token)"))", base64("a=\(token)"), "base64"),
    (base64(token).replacingOccurrences(of: "=", with: ""), base64(token), "base64"),
    ("0x\(hex("ab \(token)"))", hex("ab \(token)"), "hex"),
    ("k: \"\(hex(token).uppercased())\"", hex(token).uppercased(), "hex"),
    ("https://h/?q=\(percent(token))&z", percent(token), "percent"),
    ("https://h/?q=exk%5F\(token.dropFirst(4))&z", "exk%5F\(token.dropFirst(4))", "percent"),
    ("{\"a\": \"\\u0065xk\\u005F\(token.dropFirst(4))\"}", "\\u0065xk\\u005F\(token.dropFirst(4))", "escapes"),
    ("echo $'\\x65\\170k_\(token.dropFirst(4))'", "\\x65\\170k_\(token.dropFirst(4))", "escapes"),
    ("enc \(wide("$t='\(token)'"))", wide("$t='\(token)'"), "base64, UTF-16"),
    (base64("q=\(base64("v \(token) w"))"), base64("q=\(base64("v \(token) w"))"), "base64"),
    (percent(base64(token)), percent(base64(token)), "base64, percent"),
    (base64("{\"x\":\"\(hex(token))\"}"), base64("{\"x\":\"\(hex(token))\"}"), "base64, hex"),
  ]

  @Test(arguments: 0..<14)
  func `are found where they stand, in any form and in forms within forms`(_ number: Int) throws {
    let (text, encoded, name) = Self.forms[number]
    let found = try found("before\n" + text + "\nafter\n")
    #expect(found.count == 1)
    let place = try #require(found.first)
    // The place is the value's, not the whole of what is encoded.
    #expect(encoded.contains(place.text) || place.text.contains(encoded.prefix(place.text.utf8.count)))
    #expect(place.text.utf8.count <= encoded.utf8.count && place.text.utf8.count >= 32)
    #expect(place.message == "m It stands there encoded: \(name).")
  }

  @Test func `have the place of the value to the byte`() throws {
    let text = "a = \"" + Self.hex("key=\(Self.token) ") + "\""
    #expect(try found(text).map(\.text) == [Self.hex(Self.token)])
    let escaped = "\"x\\u0020exk\\u005f\(Self.token.dropFirst(4))\\u0020y\""
    #expect(try found(escaped).map(\.text) == ["exk\\u005f\(Self.token.dropFirst(4))"])
  }

  @Test func `in base64 of several lines are found across them`() throws {
    let encoded = Self.base64(String(repeating: "line of text\n", count: 3) + "key = \(Self.token)\n")
    let lines = stride(from: 0, to: encoded.count, by: 64).map { encoded.dropFirst($0).prefix(64) }
    #expect(try found("data: |\n  " + lines.joined(separator: "\n  ") + "\n").count == 1)
  }

  @Test func `have the fingerprint that the plain value has`() throws {
    let plain = try Sample.inspect("k = \(Self.token)", [Self.rule()]).sightings
    let encoded = try Sample.inspect("k = \(Self.base64(Self.token))", [Self.rule()]).sightings
    #expect(plain.map(\.fingerprint) == encoded.map(\.fingerprint))
  }

  @Test func `never show, in any form`() throws {
    for (text, _, _) in Self.forms {
      let sighting = try #require(try Sample.inspect(text, [Self.rule()]).sightings.first)
      let shown = "\(sighting.excerpt)"
      for form in [Self.token, Self.base64(Self.token), Self.hex(Self.token), Self.percent(Self.token)] {
        #expect(!shown.contains(form.dropFirst(8).prefix(16)))
      }
    }
  }

  @Test func `are left alone by rules that do not ask for them`() throws {
    #expect(try found(Self.base64("k \(Self.token)"), [Self.rule(decodes: false)]).isEmpty)
  }

  @Test func `are told once where the plain value stands as well`() throws {
    #expect(try found("a=\(Self.token)&b=%20\n").count == 1)
    #expect(try found("\(Self.token) \(Self.base64(Self.token))\n").count == 2)
  }

  @Test func `five times over are found, and no search goes on for ever`() throws {
    var text = Self.token + " !"
    for _ in 0..<5 { text = Self.base64(text) }
    #expect(try found(text).count == 1)
    for _ in 0..<5 { text = Self.base64(text) }
    #expect(try found(text).isEmpty)
  }

  @Test func `what decodes to no text costs no report and no end`() throws {
    var dice = Dice(7)
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    for _ in 0..<20 {
      let noise = String((0..<5_000).map { _ in digits.randomElement(using: &dice)! })
      #expect(try found("x\(noise)%%4%41\\x4\\u00\\777\(noise)\\").isEmpty)
    }
  }

  @Test func `in a run longer than a piece are found wherever they stand`() throws {
    for place in [0, 190_000, 196_600, 393_000] {
      let filler = String(repeating: "some words and more ", count: 20_000)
      let text = filler.prefix(place) + " \(Self.token) " + filler.dropFirst(place)
      #expect(try found(Self.base64(String(text))).count == 1, "\(place)")
    }
  }
}
