import Foundation
import Testing

@testable import GateModel

@Suite struct `A path pattern` {
  @Test(arguments: [
    ("*.py", "a.py"), ("*.py", "src/deep/a.py"), ("?.py", "a.py"), ("setup.cfg", "x/setup.cfg"),
    ("build", "build"), ("build", "x/build"),
  ])
  func `a glob without a slash matches a name at any depth`(_ pattern: String, _ path: String) {
    #expect(Glob(pattern).matches(TreePath(path)))
  }

  @Test(arguments: [
    ("src/*.py", "src/a.py"), ("/a.py", "a.py"), ("/src/a.py", "src/a.py"), ("src/*/x", "src/a/x"),
    ("src/a?c", "src/abc"), ("src/[a-c]x", "src/bx"), ("src/[!a-c]x", "src/dx"), ("src/[^a-c]x", "src/dx"),
    ("src/[]]x", "src/]x"), ("src/[a-]x", "src/-x"), ("src/[", "src/["), (#"src/\*"#, "src/*"),
    ("a*b*c", "aXbYbZc"), ("a*b*c", "abc"),
  ])
  func `a glob with a slash matches from the root`(_ pattern: String, _ path: String) {
    #expect(Glob(pattern).matches(TreePath(path)))
  }

  @Test(arguments: [
    ("src/*.py", "src/deep/a.py"), ("src/*.py", "x/src/a.py"), ("/a.py", "x/a.py"), ("src/a?c", "src/a/c"),
    ("src/[a-c]x", "src/dx"), ("src/[!a]b", "src//b"), ("*.py", "a.pyc"), ("*.py", "py"), (#"src/\*"#, "src/a"),
    ("src/*", "src"), ("SRC/a", "src/a"), ("src/[!b]x", "src/bx"), ("a*b*c", "ab"),
  ])
  func `and matches nothing else`(_ pattern: String, _ path: String) {
    #expect(!Glob(pattern).matches(TreePath(path)))
  }

  @Test(arguments: [
    ("**/a.py", "a.py"), ("**/a.py", "x/y/a.py"), ("src/**/a.py", "src/a.py"), ("src/**/a.py", "src/x/y/a.py"),
    ("src/**", "src/a"), ("src/**", "src/a/b/c"), ("**", "a/b"), ("**/test/**", "x/test/y/z"), ("**/test/**", "test/y"),
    ("**/a/**/b", "a/x/a/y/b"), ("**/a*/b", "x/a1/c/a2/b"), ("**/*/c", "a/b/c"), ("a/**/b/**/c", "a/x/b/b/y/c"),
  ])
  func `two stars stand for any number of folders`(_ pattern: String, _ path: String) {
    #expect(Glob(pattern).matches(TreePath(path)))
  }

  @Test(arguments: [
    ("**/a.py", "xa.py"), ("src/**/a.py", "src/xa.py"), ("src/**", "src"), ("src/**", "srcx/a"), ("**/test/**", "test"),
    ("**/test/**", "attest/x"), ("**/a/**/b", "a/x/c"), ("**/*/c", "c"),
  ])
  func `and for whole folders only`(_ pattern: String, _ path: String) {
    #expect(!Glob(pattern).matches(TreePath(path)))
  }

  /// `*` at its least: what people mean by `**.md` is every such file, and no pattern may silently match nothing.
  @Test(arguments: [
    ("**.md", "a.md"), ("**.md", "docs/a.md"), ("docs/**.md", "docs/a.md"), ("docs/a**.md", "docs/abc.md"),
  ])
  func `two stars within a name are no less than one`(_ pattern: String, _ path: String) {
    #expect(Glob(pattern).matches(TreePath(path)))
  }

  @Test(arguments: [
    ("vendor", "vendor/a/b.js"), ("vendor", "x/vendor/b.js"), ("src/gen", "src/gen/a/b"), ("/build/", "build/x"),
    ("build/", "build/x"), ("build/", "a/build/x/y"), ("src/*", "src/a/b/c"), ("*.d", "conf.d/local"),
  ])
  func `a folder takes in what lies below it`(_ pattern: String, _ path: String) {
    #expect(Glob(pattern).matches(TreePath(path)))
  }

  @Test(arguments: [
    ("build/", "build"), ("/build/", "a/build/x"), ("vendor", "vendors/a"), ("src/gen", "src/generated"),
  ])
  func `a folder takes in nothing beside it`(_ pattern: String, _ path: String) {
    #expect(!Glob(pattern).matches(TreePath(path)))
  }

  @Test func `braces stand for each of their choices`() {
    let glob = Glob("src/{a,b}.{c,d}")
    for name in ["a.c", "a.d", "b.c", "b.d"] { #expect(glob.matches(TreePath("src/\(name)"))) }
    for name in ["a", "c.a", "a.e", "{a,b}.c"] { #expect(!glob.matches(TreePath("src/\(name)"))) }
    #expect(Glob("*.{js,ts}").matches(TreePath("x/y.ts")))
    #expect(Glob("a{,b}").matches(TreePath("a")))
    #expect(Glob("{src/a,b}").matches(TreePath("src/a")))
    #expect(Glob("a{b").matches(TreePath("a{b")))
  }

  /// An empty item in a list must not close the gate's eyes.
  @Test(arguments: ["", "{,vendor}"])
  func `an empty pattern matches no file`(_ pattern: String) {
    #expect(!Glob(pattern).matches(TreePath("src/a.py")))
  }

  @Test func `bytes that are not UTF-8 are matched as bytes`() {
    #expect(Glob("src/*.py").matches(TreePath(bytes: Array("src/".utf8) + [0xFF, 0xFE] + Array(".py".utf8))))
    #expect(Glob("ä*").matches(TreePath("ärger")))
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["**/**/**/a*b*c", "a*a*a*a*a*a*a*a*a*a*b", "**/a/**/a/**/a/**/a/**/b", "*a*a*a*a*/b"])
  func `no pattern costs exponential time`(_ pattern: String) {
    for text in [
      String(repeating: "a", count: 400), String(repeating: "a/", count: 200), String(repeating: "ab/", count: 130),
    ] {
      #expect(!Glob(pattern).matches(TreePath(text)))
    }
  }

  /// A policy is a stranger's file of up to ten megabytes. The alarm ends what would not.
  @Test func `braces do not multiply without bound`() async {
    await #expect(processExitsWith: .success) {
      alarm(20)
      _ = Glob(String(repeating: "{a,b}", count: 24)).matches(TreePath(String(repeating: "a", count: 24)))
    }
  }

  @Test(arguments: [
    ("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", true), ("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", false), ("*.{js,ts}", true),
    ("{", true), ("", true),
    ("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b", true),
  ])
  func `braces that stand for more than sixty-four patterns are told`(_ pattern: String, _ isFine: Bool) {
    #expect((Glob.problem(in: pattern) == nil) == isFine)
  }

  @Test func `a pattern of a hundred thousand braces ends`() async {
    await #expect(processExitsWith: .success) {
      alarm(20)
      _ = Glob(String(repeating: "{a}", count: 100_000)).matches(TreePath("a"))
    }
  }
}

@Suite struct `A filter of paths` {
  @Test func `it admits what is included and not excluded`() {
    let filter = PathFilter(include: [Glob("src/**")], exclude: [Glob("*.min.js")])
    #expect(filter.admits(TreePath("src/a.js")))
    #expect(!filter.admits(TreePath("src/a.min.js")))
    #expect(!filter.admits(TreePath("lib/a.js")))
    #expect(PathFilter().admits(TreePath("anything")))
    #expect(PathFilter(exclude: [Glob("x")]).admits(TreePath("y")))
  }
}

@Suite struct `A path pattern and folders` {
  /// In one go or for each folder above: the same.
  @Test(arguments: 0..<4000 as Range<UInt64>)
  func `a pattern takes in what lies below any folder that it matches`(_ seed: UInt64) {
    var dice = Dice(seed)
    func letters(_ alphabet: String, _ count: Int) -> [UInt8] {
      (0..<count).map { _ in Array(alphabet.utf8).randomElement(using: &dice)! }
    }
    let pattern = letters(seed % 2 == 0 ? "ab/*" : "a/**?", Int(seed % 9))
    let text = letters("ab/", Int.random(in: 0...12, using: &dice))
    let ends = text.indices.filter { text[$0] == UInt8(ascii: "/") } + [text.count]
    let defined = ends.contains { Glob.match(pattern[...], text[..<$0], takesContents: false) }
    #expect(
      Glob.match(pattern[...], text[...], takesContents: true) == defined,
      "\(String(decoding: pattern, as: UTF8.self)) \(String(decoding: text, as: UTF8.self))")
  }

  @Test(.timeLimit(.minutes(1)))
  func `a path of thousands of folders costs no square of them`() {
    let path = TreePath(String(repeating: "d/", count: 20_000) + "a")
    for pattern in ["*.py", "**/test/**", "vendor/", "a*/b", "**/d/**/e*/**"] { #expect(!Glob(pattern).matches(path)) }
  }
}

@Suite struct `A text pattern` {
  @Test(arguments: [
    ("Claude*", "claude opus", true), ("* (aider)", "Ann (aider)", true), ("* (aider)", "Ann (aider) x", false),
    ("a*b*c", "aXXbYYc", true), ("a*b*c", "aXXcYYb", false), ("", "", true), ("", "a", false), ("*", "", true),
    ("**", "x", true), ("a?c", "abc", false), ("a?c", "a?c", true), ("[x]", "[X]", true), ("ä", "Ä", false),
    ("*ä", "xä", true),
    ("https://x/*/s/*", "https://x/1/2/s/3", true), ("ab", "abc", false), ("abc", "ab", false), ("*b", "abb", true),
  ])
  func `only a star is special, and capitals are not`(_ pattern: String, _ text: String, _ isMatch: Bool) {
    #expect(Wildcard(pattern).matches(text) == isMatch)
  }

  @Test(.timeLimit(.minutes(1)))
  func `many stars cost no exponential time`() {
    let pattern = Wildcard(String(repeating: "a*", count: 40) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 4000)))
  }
}
