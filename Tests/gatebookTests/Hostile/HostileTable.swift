import Foundation
import GateTesting
import Synchronization
import Testing

/// docs/hostile.md: what is declared (`HostileInput.all`) beside what the tests saw. With GATEBOOK_WRITE_TABLE, which names a folder,
/// each test leaves its row there and `ci/hostile-table` makes the page of them; without, each compares what it saw with the page.
enum HostileTable {
  private static let folder = Environment.variable("GATEBOOK_WRITE_TABLE")

  /// Rows of the page, by key.
  private static let page: [String: String] = {
    let text = (try? String(contentsOfFile: Environment.checkout + "/docs/hostile.md", encoding: .utf8)) ?? ""
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.dropFirst(2).first?.isNumber == true }
    let pairs = rows.map { row in (String(row.dropFirst(2).prefix { $0 != " " }), String(row)) }
    return Dictionary(pairs) { first, _ in first + " (twice)" }
  }()

  static func settle(_ input: HostileInput, seen: String) throws {
    if let folder {
      // A test with several arguments sees one after the other.
      let all = known.withLock { known in
        known[input.key] = known[input.key].map { joined($0, seen) } ?? seen
        return known[input.key] ?? seen
      }
      let row = "| \(input.key) | \(input.what) | \(input.expected) | \(all) |"
      try Data((row + "\n").utf8).write(to: URL(fileURLWithPath: "\(folder)/\(input.key)"))
    } else {
      let known = page[input.key] ?? ""
      #expect(
        known.hasPrefix("| \(input.key) | \(input.what) | \(input.expected) | ")
          && words(of: seen).isSubset(of: words(of: known.split(separator: " | ").last.map(String.init) ?? "")),
        "docs/hostile.md is out of date; type: ci/hostile-table")
    }
  }

  private static let known: Mutex<[String: String]> = Mutex([:])

  /// Every word of both, kind by kind: `exit 0, 1; finds …; notices …; under …`.
  private static func joined(_ a: String, _ b: String) -> String {
    var lists: [(kind: Substring, words: [Substring])] = []
    for part in (a + "; " + b).split(separator: "; ") {
      let kind = part.prefix { $0 != " " }
      let words = part.dropFirst(kind.count).split(separator: ",").map { $0.drop { $0 == " " } }
      if let index = lists.firstIndex(where: { $0.kind == kind }) {
        // Of two measures of memory the larger speaks for both.
        if kind == "under" {
          lists[index].words = [size(lists[index].words[0]) < size(words[0]) ? words[0] : lists[index].words[0]]
        } else {
          lists[index].words = Set(lists[index].words + words).sorted()
        }
      } else {
        lists.append((kind, words))
      }
    }
    let order: [Substring] = ["exit", "finds", "notices", "under"]
    return lists.sorted { order.firstIndex(of: $0.kind) ?? 9 < order.firstIndex(of: $1.kind) ?? 9 }
      .map { "\($0.kind) \($0.words.joined(separator: ", "))" }.joined(separator: "; ")
  }

  private static func size(_ words: Substring) -> Int { Int(words.prefix(while: \.isNumber)) ?? 0 }

  /// What was seen, word by word: a row speaks of all that a test is tried on, a run of one. How much memory it took hangs on
  /// the machine, too.
  private static func words(of seen: String) -> Set<String> {
    let parts = seen.replacing(" |", with: "").split(separator: "; ").filter { !$0.hasPrefix("under ") }
    return Set(
      parts.flatMap { part in
        let kind = part.prefix { $0 != " " }
        return part.dropFirst(kind.count).split(separator: ",").map { "\(kind) \($0.drop { $0 == " " })" }
      })
  }

  static var keys: Set<String> { Set(page.keys) }

  static func declare(_ keys: [String]) throws {
    guard let folder else { return }
    try Data(keys.map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: "\(folder)/declared"))
  }

  static var isWritten: Bool { folder != nil }
}

@Suite("The forty hostile inputs") struct HostileTableTests {
  @Test("each of the forty is declared, and the page has a row for each declaration and no other")
  func complete() throws {
    let keys = HostileInput.all.map(\.key)
    #expect(Set(keys).count == keys.count)
    #expect(Set(HostileInput.all.map(\.number)) == Set(1...40))
    try HostileTable.declare(keys)
    if !HostileTable.isWritten { #expect(HostileTable.keys == Set(keys)) }
  }
}
