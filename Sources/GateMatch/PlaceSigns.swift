import GateModel
import GateText

/// What one place says about whether a finding there is a false alarm.
enum PlaceSigns {
  static func indicators(_ candidate: Candidate, in text: Span<UInt8>) -> [Doubt.Indicator] {
    if let decoded = candidate.decoded {
      // Words are looked for in the value, not in how it is written.
      var plain = candidate
      plain.decoded = nil
      plain.secret = 0..<decoded.value.count
      return indicators(plain, in: decoded.value.span)
    }
    var signs: [Doubt.Indicator] = []
    if candidate.passesChecksum == false { signs.append(.init(.checksum, "its checksum is wrong")) }
    let values = candidate.hidden.filter { !$0.isEmpty && $0.count <= longestValue }
    for value in values {
      guard let word = placeholder(in: value, text) else { continue }
      signs.append(.init(.placeholder, word))
      break
    }
    if !values.isEmpty, !values.contains(where: { varies($0, text) }) {
      signs.append(.init(.lowEntropy, "its characters hardly vary"))
    }
    if candidate.code == nil, isLocal(candidate.secret, text) {
      signs.append(.init(.localAddress, "the password of a server on the same machine"))
    }
    guard candidate.code != nil, values.isEmpty else { return signs }
    if candidate.code?.trace.contains(where: { $0.kind == .sanitizer }) == true {
      signs.append(.init(.sanitizer, "the data is made safe on its way, though not for this use"))
    }
    if let line = guardLine(before: candidate.secret, in: text) {
      signs.append(.init(.guardNearby, "a condition \(line) \(line == 1 ? "line" : "lines") above asks about it"))
    }
    return signs
  }

  // MARK: Values

  /// Longer ones are keys in full, and no words stand in them.
  private static let longestValue = 200
  /// Of shorter ones nothing can be said.
  private static let shortestValue = 8
  private static let leastBits = 2.8

  private static func varies(_ value: Range<Int>, _ text: Span<UInt8>) -> Bool {
    value.count < shortestValue || Entropy.bits(of: text.extracting(value)) >= leastBits
  }

  /// What says it, in a few words of our own: a value's text is never told.
  private static func placeholder(in range: Range<Int>, _ text: Span<UInt8>) -> String? {
    let value = String(decoding: range.map { text[$0] }, as: UTF8.self).lowercased()
    if ["<", "${", "{{", "%(", "$("].contains(where: { value.hasPrefix($0) }) { return "a hole of a template" }
    return words.contains(where: { value.contains($0) }) ? "a word that stands for no secret" : nil
  }

  private static let words = [
    "example", "changeme", "change-me", "change_me", "placeholder", "dummy", "your-", "your_", "yourkey", "xxxx",
    "todo",
    "redacted", "sample", "fake", "not-a-real", "notreal", "replace", "insert", "test", "foobar", "1234567",
  ]

  /// `…:password@localhost`
  private static func isLocal(_ value: Range<Int>, _ text: Span<UInt8>) -> Bool {
    guard value.upperBound < text.count, text[value.upperBound] == UInt8(ascii: "@") else { return false }
    let start = value.upperBound + 1
    let after = String(decoding: (start..<min(start + 24, text.count)).map { text[$0] }, as: UTF8.self).lowercased()
    return ["localhost", "127.0.0.1", "0.0.0.0", "[::1]", "host.docker.internal"].contains { after.hasPrefix($0) }
  }

  // MARK: Guards

  private static let farthest = 8

  /// How many lines above a condition asks about a name that stands in the place; nil where none does.
  private static func guardLine(before place: Range<Int>, in text: Span<UInt8>) -> Int? {
    let names = names(in: place, text)
    guard !names.isEmpty else { return nil }
    var end = place.lowerBound
    while end > 0, text[end - 1] != 0x0A { end -= 1 }
    for distance in 1...farthest {
      guard end > 0 else { return nil }
      var start = end - 1
      while start > 0, text[start - 1] != 0x0A { start -= 1 }
      let line = start..<end - 1
      if asks(line, about: names, text) { return distance }
      end = start
    }
    return nil
  }

  private static func asks(_ line: Range<Int>, about names: Set<[UInt8]>, _ text: Span<UInt8>) -> Bool {
    guard line.count < 400 else { return false }
    let words = words(of: line, text).map(\.word)
    guard let first = words.first(where: { $0 != Array("else".utf8) }), conditions.contains(first) else { return false }
    return words.dropFirst().contains { names.contains($0) }
  }

  private static let conditions = Set(["if", "elif", "unless", "assert", "guard"].map { Array($0.utf8) })

  /// Of variables: what is called or asked of something else is none.
  private static func names(in place: Range<Int>, _ text: Span<UInt8>) -> Set<[UInt8]> {
    var names: Set<[UInt8]> = []
    for (word, end) in words(of: place.prefix(300), text) where word.count > 1 {
      let isCalled = end < text.count && text[end] == UInt8(ascii: "(")
      let start = end - word.count
      let isPart = start > 0 && text[start - 1] == UInt8(ascii: ".")
      if !isCalled, !isPart { names.insert(word) }
    }
    return names
  }

  private static func words(of range: Range<Int>, _ text: Span<UInt8>) -> [(word: [UInt8], end: Int)] {
    var words: [(word: [UInt8], end: Int)] = []
    var word: [UInt8] = []
    for index in range {
      let byte = text[index]
      let isLetter = (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_")
      if isLetter || !word.isEmpty && (0x30...0x39).contains(byte) {
        word.append(byte)
      } else if !word.isEmpty {
        words.append((word, index))
        word = []
      }
    }
    if !word.isEmpty { words.append((word, range.upperBound)) }
    return words
  }
}
