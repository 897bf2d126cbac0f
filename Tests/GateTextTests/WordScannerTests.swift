import GateText
import Testing

@Suite struct `Whole words` {
  private func found(_ words: [String], in text: String) -> Set<Int> {
    let scanner = WordScanner(words.enumerated().map { ($1, $0) })
    var owners: Set<Int> = []
    scanner.scan(Array(text.utf8).span) { owners.formUnion($0) }
    return owners
  }

  @Test func `are found between other things and not inside longer ones`() {
    #expect(found(["set", "os"], in: "x = set(a.os)") == [0, 1])
    #expect(found(["set", "os"], in: "offset = post") == [])
    #expect(found(["set"], in: "set") == [0])
    #expect(found(["set"], in: "") == [])
  }

  @Test func `are compared letter for letter`() {
    #expect(found(["Set", "größe", "$x"], in: "set größe $x") == [1, 2])
  }

  @Test func `may have several owners`() {
    let scanner = WordScanner([("a", 1), ("a", 2), ("b", 3)])
    var owners: Set<Int> = []
    scanner.scan(Array("a".utf8).span) { owners.formUnion($0) }
    #expect(owners == [1, 2])
  }

  @Test func `are runs of word characters`() {
    #expect(WordScanner.isWord("ab_1"))
    #expect(!WordScanner.isWord("a-b") && !WordScanner.isWord(""))
  }
}
