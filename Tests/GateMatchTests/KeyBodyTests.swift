import GateModel
import Testing

@testable import GateMatch

@Suite struct `A key in one literal` {
  /// Found on a public repository: the group of a key rule is the first line of the body, and the excerpt went on to show the next.
  @Test func `shows none of its further lines`() throws {
    var dice = Dice(11)
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    let lines = (0..<4).map { _ in dice.text(letters, 64) }
    let text = "key = '-----BEGIN X KEY-----\\n\(lines.joined(separator: "\\n"))\\n-----END X KEY-----'"
    let rule = Sample.rule("key", "BEGIN X KEY-----\\\\n(?<secret>[A-Za-z0-9+/]{64})", keywords: ["BEGIN X KEY"])
    let sightings = try Sample.inspect(Array(text.utf8), [rule]).sightings
    #expect(sightings.count == 1)
    for line in lines.dropFirst() { #expect(!sightings[0].excerpt.text.contains(line.prefix(8))) }
  }
}
