import GateModel
import Testing

@testable import GateReport

@Suite struct `Text made visible` {
  @Test(arguments: [
    ("plain text", "plain text"), ("größer 日本 🔑", "größer 日本 🔑"), ("a\u{1B}[31mb", #"a\x1b[31mb"#),
    ("a\nb\rc\td", #"a\nb\rc\td"#), ("\u{0}\u{7F}", #"\x00\x7f"#), ("\u{85}\u{9B}", #"\u{85}\u{9B}"#),
    ("\u{202A}\u{202E}\u{2066}\u{2069}", #"\u{202A}\u{202E}\u{2066}\u{2069}"#),
    ("\u{200E}\u{200F}\u{61C}", #"\u{200E}\u{200F}\u{61C}"#), ("\u{2028}\u{2029}", #"\u{2028}\u{2029}"#),
    ("\u{200B}\u{FEFF}\u{AD}\u{E0041}", #"\u{200B}\u{FEFF}\u{AD}\u{E0041}"#), ("👩\u{200D}💻", "👩\u{200D}💻"),
    ("\u{FFFD}", "\u{FFFD}"), (#"C:\new"#, #"C:\new"#),
  ])
  func `what would mislead is spelled out and the rest is left alone`(_ text: String, _ visible: String) {
    #expect(Escape.visible(text) == visible)
    #expect(Escape.visible(TreePath(text)) == visible)
  }

  @Test func `bytes that are not UTF-8 are spelled out in a path`() {
    #expect(
      Escape.visible(TreePath(bytes: [0x61, 0xFF, 0xC3, 0x0A, 0xC3, 0xBC, 0xE2, 0x82])) == #"a\xff\xc3\nü\xe2\x82"#)
  }

  @Test func `prose comes on one line`() {
    #expect(Escape.oneLine("  one\n two\t\r\nthree \u{1B} ") == #"one two three \x1b"#)
    #expect(Escape.oneLine(" \n ").isEmpty)
  }
}

@Suite struct `Text for URIs` {
  @Test(arguments: [
    ("src/app.py", "src/app.py"), ("src/ä b#%.py", "src/%C3%A4%20b%23%25.py"), ("a~b_c-d.e", "a~b_c-d.e"),
    ("a\nb\\c:d", "a%0Ab%5Cc%3Ad"), ("http://x", "http%3A//x"), ("", "%252E"),
    ("/etc/passwd", "%252Fetc/passwd"), ("//host/x", "%252F/host/x"), ("../x", "%252E%252E/x"), ("a/./b", "a/%252E/b"),
    ("...", "..."), ("a//b", "a//b"),
  ])
  func `a path becomes a relative reference that stays below its root`(_ path: String, _ uri: String) {
    #expect(URIText.reference(TreePath(path)) == uri)
  }

  @Test func `every byte of a path is kept`() {
    #expect(URIText.reference(TreePath(bytes: [0xFF, 0x00, 0x41])) == "%FF%00A")
  }

  @Test(
    arguments: [
      ("https://github.com/o/r.git", "https://github.com/o/r.git"),
      ("https://user:word@github.com/o/r", "https://github.com/o/r"),
      ("git@github.com:o/r.git", "ssh://github.com/o/r.git"), ("ssh://git@host:22/~o/r", "ssh://host:22/~o/r"),
      ("https://host/ä b", "https://host/%C3%A4%20b"), ("/srv/git/r.git", nil), ("file:///srv/r", nil), ("../r", nil),
      ("", nil), (":x", nil), ("./a:b", nil),
    ] as [(String, String?)])
  func `a remote is a URI without a user, and no place on this machine`(_ remote: String, _ uri: String?) {
    #expect(URIText.remote(remote) == uri)
  }

  @Test func `only web addresses count as references`() {
    #expect(URIText.webAddress("https://example.org/a b") == "https://example.org/a%20b")
    #expect(URIText.webAddress("https://x/[y](z)%20?a=5%") == "https://x/%5By%5D%28z%29%20?a=5%25")
    #expect(URIText.webAddress("javascript:alert(1)") == nil)
  }
}

@Suite struct `Small words` {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (951_825_599_999, "2000-02-29T11:59:59.999Z"),
      (1_709_210_096_007, "2024-02-29T12:34:56.007Z"), (4_102_444_799_000, "2099-12-31T23:59:59.000Z"),
      (4_294_967_295_000, "2106-02-07T06:28:15.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func `a moment is written as RFC 3339`(_ milliseconds: Int64, _ text: String) {
    #expect(Timestamp.text(milliseconds) == text)
  }

  @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
  func `base64 follows the vectors of RFC 4648`(_ text: String, _ encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
  }

  @Test func `numbers are grouped by thousands`() {
    #expect([0, 999, 1000, 1_234_567].map(Words.number) == ["0", "999", "1,000", "1,234,567"])
    #expect(Words.count(1, "line") == "1 line")
    #expect(Words.count(0, "line") == "0 lines")
  }

  @Test func `durations are told in the unit that fits`() {
    #expect(
      [300, 3400, 999_999, 1_250_000, 125_000_000].map { Words.duration(microseconds: $0) }
        == ["under 1 ms", "3 ms", "999 ms", "1.2 s", "2 min 5 s"])
  }
}
