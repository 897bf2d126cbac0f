package import GateDocument
package import GateModel

/// The findings that a project has accepted as they are: `.gatebook-baseline`, one a line.
///
///     gatebook-baseline 1 salt=00112233445566778899aabbccddeeff
///     v1:0f…  python.sql-injection  src/app.py  open
///
/// Sorted by fingerprint, which is as good as at random: two branches that each add a few lines seldom add neighbours.
package struct Baseline: Equatable, Sendable {
  package static let fileName = ".gatebook-baseline"
  private static let version = 1

  package struct Entry: Hashable, Sendable {
    package enum State: String, Sendable {
      case open
      /// It was no longer found; if it comes back it is new.
      case fixed
    }

    package var fingerprint: Fingerprint
    package var rule: String
    package var path: TreePath
    package var state: State

    package init(fingerprint: Fingerprint, rule: String, path: TreePath, state: State = .open) {
      self.fingerprint = fingerprint
      self.rule = rule
      self.path = path
      self.state = state
    }
  }

  /// Sixteen bytes, public: fingerprints are made under it.
  package var salt: [UInt8]
  /// Sorted; each place once.
  package let entries: [Entry]

  /// What stands twice, as after a merge, is open only if all say so.
  package init(salt: [UInt8], entries: [Entry]) {
    self.salt = salt
    var known: [Entry: Entry.State] = [:]
    for entry in entries {
      var key = entry
      key.state = .open
      known[key] = entry.state == .fixed ? .fixed : known[key] ?? .open
    }
    self.entries = known.map { entry, state in
      var entry = entry
      entry.state = state
      return entry
    }.sorted { ($0.fingerprint.text, $0.path, $0.rule) < ($1.fingerprint.text, $1.path, $1.rule) }
  }

  package var text: [UInt8] {
    var lines = ["gatebook-baseline \(Self.version) salt=\(Hex.encode(salt))"]
    for entry in entries {
      lines.append(
        [entry.fingerprint.text, entry.rule, PathWord.encode(entry.path), entry.state.rawValue].joined(separator: "  "))
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// Throws with the line for whatever it does not know. Marks of a merge that was not settled are told as what they are.
  package init(_ bytes: [UInt8], file: String) throws(DocumentError) {
    func refusal(_ line: Int, _ message: String) -> DocumentError {
      DocumentError(file: file, line: line, column: 1, message: message)
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let header = String(decoding: lines.first ?? [], as: UTF8.self).split(separator: " ")
    guard header.count == 3, header[0] == "gatebook-baseline" else {
      throw refusal(
        1, "this is no baseline of gatebook's; `gatebook baseline create` makes one, `gatebook import` reads others")
    }
    guard header[1] == "\(Self.version)" else {
      throw refusal(
        1,
        "a baseline of version \(header[1]), and this program reads version \(Self.version); use the program that wrote it"
      )
    }
    guard header[2].hasPrefix("salt="), let salt = Hex.decode(header[2].dropFirst(5).utf8), salt.count == 16 else {
      throw refusal(1, "the header must end in salt= and 32 hex digits")
    }
    var entries: [Entry] = []
    for (number, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let text = String(decoding: line, as: UTF8.self)
      if ["<<<<<<<", "=======", ">>>>>>>"].contains(where: text.hasPrefix) {
        throw refusal(number + 1, "a merge left its marks here; keep the lines of both sides and take out the marks")
      }
      let words = text.split(separator: " ")
      guard words.count == 4, words[0].hasPrefix("v0:") || words[0].hasPrefix("v1:"),
        let path = PathWord.decode(words[2]), let state = Entry.State(rawValue: String(words[3]))
      else {
        throw refusal(number + 1, "no entry of a baseline: fingerprint, rule, path, and open or fixed are wanted")
      }
      entries.append(
        Entry(fingerprint: Fingerprint(text: String(words[0])), rule: String(words[1]), path: path, state: state))
    }
    self.init(salt: salt, entries: entries)
  }
}

/// A path as one word: what is no plain character stands as `%` and two hex digits.
private enum PathWord {
  static func encode(_ path: TreePath) -> String {
    path.bytes.reduce(into: "") { word, byte in
      let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "%")
      word += isPlain ? String(UnicodeScalar(byte)) : "%\(Hex.encode([byte]))"
    }
  }

  static func decode(_ word: some StringProtocol) -> TreePath? {
    var bytes: [UInt8] = []
    var rest = Array(word.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = Hex.decode(rest.prefix(2)) else { return nil }
      bytes += value
      rest = rest.dropFirst(2)
    }
    return TreePath(bytes: bytes)
  }
}

/// Tells which findings a baseline speaks of. Each entry speaks for one finding: a second of the same kind is new.
package struct BaselineMatching {
  private var entries: [String: [Baseline.Entry]]

  package init(_ baseline: Baseline) { entries = Dictionary(grouping: baseline.entries) { $0.fingerprint.text } }

  /// By place first, so that an entry is not spent on what has only moved; then those whose file is gone. `holds` is asked
  /// whether a path still exists.
  package mutating func match(_ findings: [Finding], holds: (TreePath) -> Bool) -> [Baseline.Entry?] {
    var matched = findings.map { finding in
      take([finding.fingerprint, finding.former]) { $0.path == finding.path && $0.rule == finding.ruleID }
    }
    for index in findings.indices where matched[index] == nil {
      // A first version's fingerprint holds the path.
      let moved = take([findings[index].fingerprint]) { $0.rule == findings[index].ruleID && !holds($0.path) }
      matched[index] = moved
    }
    return matched
  }

  private mutating func take(_ names: [Fingerprint?], where isMeant: (Baseline.Entry) -> Bool) -> Baseline.Entry? {
    for case let name? in names {
      guard let index = entries[name.text]?.firstIndex(where: isMeant) else { continue }
      return entries[name.text]?.remove(at: index)
    }
    return nil
  }

  /// Entries that no finding was matched with.
  package var rest: [Baseline.Entry] { entries.values.flatMap(\.self) }
}
