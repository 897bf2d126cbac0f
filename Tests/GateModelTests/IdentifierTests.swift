import GateModel
import Testing

@Suite struct `Ids and digests` {
  @Test(arguments: 0..<50 as Range<UInt64>)
  func `an object id is its twenty bytes, in and out`(_ seed: UInt64) throws {
    var dice = Dice(seed)
    let (a, b) = (dice.bytes(20), dice.bytes(20))
    let (first, second) = (try #require(ObjectID(bytes: a)), try #require(ObjectID(bytes: b)))
    #expect(first.bytes == a)
    #expect(ObjectID(hex: first.description) == first)
    #expect(ObjectID(hex: first.description.uppercased()) == first)
    #expect(first.description.hasPrefix(first.short) && first.short.count == 10)
    #expect((first < second) == a.lexicographicallyPrecedes(b))
    #expect(!first.isZero)
  }

  @Test(arguments: [0, 19, 21, 32])
  func `any other number of bytes is no object id`(_ count: Int) {
    #expect(ObjectID(bytes: [UInt8](repeating: 1, count: count)) == nil)
    #expect(ObjectID(hex: String(repeating: "01", count: count)) == nil)
  }

  @Test func `the id of forty zeros stands for no object`() {
    #expect(ObjectID(hex: String(repeating: "0", count: 40))?.isZero == true)
    #expect(ObjectID(hex: String(repeating: "0", count: 39) + "1")?.isZero == false)
    #expect(ObjectID(hex: "1" + String(repeating: "0", count: 39))?.isZero == false)
    #expect(ObjectID(hex: String(repeating: "0", count: 16) + "1" + String(repeating: "0", count: 23))?.isZero == false)
  }

  @Test(arguments: ["g", "-1", " 1", "é0", "+f"])
  func `an id of anything but hexadecimal digits is refused`(_ bad: String) {
    #expect(ObjectID(hex: String(repeating: "0", count: 40 - bad.utf8.count) + bad) == nil)
    #expect(Digest(hex: String(repeating: "0", count: 64 - bad.utf8.count) + bad) == nil)
  }

  @Test func `a digest has thirty-two bytes`() throws {
    let bytes = (0..<32).map { UInt8($0) }
    let digest = try #require(Digest(bytes: bytes))
    #expect(digest.description == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
    #expect(Digest(hex: digest.description) == digest)
    #expect(Digest(bytes: bytes.dropLast()) == nil)
    #expect(Digest(hex: digest.description + "00") == nil)
  }

  @Test(arguments: [("", []), ("00ff", [0, 255]), ("aBCd", [0xAB, 0xCD])] as [(String, [UInt8])])
  func `hexadecimal digits are read`(_ text: String, _ bytes: [UInt8]) {
    #expect(Hex.decode(text.utf8) == bytes)
    #expect(Hex.encode(bytes) == text.lowercased())
  }

  @Test(arguments: ["0", "000", "0x", "zz", "/0", ":0", "@0", "G0", "`0", "0 "])
  func `an odd number of digits, and any other character, is refused`(_ text: String) {
    #expect(Hex.decode(text.utf8) == nil)
  }
}

@Suite struct `A path in a tree` {
  @Test func `it is ordered by its bytes, not by its letters`() {
    let paths = ["b", "a/z", "a-z", "B", "a", "ä"].map { TreePath($0) }
    #expect(paths.sorted().map(\.description) == ["B", "a", "a-z", "a/z", "b", "ä"])
  }

  @Test(arguments: [
    ("a/b", "a", true), ("a", "a", true), ("ab", "a", false), ("a", "a/b", false), ("x/a", "a", false),
    ("anything", "", true),
    ("", "", true), ("a//b", "a", true),
  ])
  func `it lies within a folder or not`(_ path: String, _ folder: String, _ isWithin: Bool) {
    #expect(TreePath(path).isWithin(TreePath(folder)) == isWithin)
  }

  @Test func `its name is what follows the last slash`() {
    #expect(Array(TreePath("a/b/c.py").name) == Array("c.py".utf8))
    #expect(Array(TreePath("c.py").name) == Array("c.py".utf8))
    #expect(TreePath("a/").name.isEmpty)
    #expect(TreePath("a").appending("b".utf8).appending("c".utf8) == TreePath("a/b/c"))
    #expect(TreePath("").appending("b".utf8) == TreePath("b"))
  }

  @Test func `twin names stay two paths though they read the same`() {
    let (first, second) = (TreePath(bytes: [0x61, 0xFF]), TreePath(bytes: [0x61, 0xFE]))
    #expect(first != second)
    #expect(first.description == second.description)
    #expect(!first.isUTF8)
    #expect(TreePath("größe").isUTF8)
    #expect(TreePath("e\u{301}") != TreePath("é"))
  }
}

@Suite struct `Severities and counts` {
  @Test func `the worst is the greatest`() {
    #expect(Severity.allCases.sorted() == [.info, .low, .medium, .high, .critical])
    #expect(Confidence.low < .medium && Confidence.medium < .high)
  }

  @Test(arguments: Severity.allCases)
  func `a severity is read by its name in any case`(_ severity: Severity) {
    #expect(Severity(name: severity.name) == severity)
    #expect(Severity(name: severity.name.uppercased()) == severity)
    #expect(Severity(name: severity.name + " ") == nil)
  }

  @Test func `counts are kept for each severity`() {
    var counts = SeverityCounts()
    counts[.high] += 2
    counts[.info] += 1
    #expect(counts.total == 3)
    #expect(counts[.high] == 2 && counts[.critical] == 0)
    var other = SeverityCounts()
    other[.high] = 2
    #expect(other != counts)
    other[.info] = 1
    #expect(other == counts)
  }

  @Test func `coverage is broken by what the gate did not see, not by what it need not see`() {
    let harmless: Set<Notice.Reason> = [.partlyParsed, .binary, .symlink, .submodule, .excluded]
    for reason in Notice.Reason.allCases {
      var coverage = Coverage()
      coverage.skipped = [Notice(path: TreePath("a"), reason: reason, detail: "")]
      #expect(coverage.isComplete == harmless.contains(reason))
    }
  }

  @Test func `findings are ordered by path, place, rule and fingerprint`() {
    func finding(_ path: String, _ offset: Int, _ rule: String, _ print: String) -> Finding {
      let place = Position(line: 1, column: 1, offset: offset)
      return Finding(
        ruleID: rule, severity: .low, confidence: .low, message: "", path: TreePath(path),
        range: SourceRange(start: place, end: place), excerpt: Excerpt(text: "", mark: 0..<0),
        fingerprint: Fingerprint(text: print), host: HostPlace(startColumn: 1, endColumn: 1, lineHash: ""))
    }
    let ordered = [
      finding("a", 9, "z", "2"), finding("a/b", 1, "b", "1"), finding("a/b", 2, "a", "3"), finding("a/b", 2, "a", "4"),
      finding("a/b", 2, "b", "1"), finding("a/b", 10, "a", "0"),
    ]
    #expect(ordered.reversed().sorted(by: Finding.precedes) == ordered)
  }
}
