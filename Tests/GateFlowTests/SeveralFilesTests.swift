import Testing

/// Programs whose parts lie in files of their own: a name of one file is no name of another.
@Suite struct `Programs of several files` {
  @Test func `a tuple with names is one of its own file's words, wherever it is made`() throws {
    let library =
      "from typing import NamedTuple\n" + (0..<50).map { "word\($0) = other\($0)\n" }.joined()
      + "class Pair(NamedTuple):\n  dirty: str\n  harmless: str\n"
    let engine = try Engine(.python, files: ["lib.py": library])
    let report = engine.report(
      "from lib import Pair\np = Pair(source(), \"\")\nsink(p[0])\nsink(p[1])\nsink(p.dirty)\n", path: "main.py")
    #expect(report.lines == [3, 5])
  }

  @Test func `importing everything from each other comes to an end`() throws {
    let names = ["a", "b", "c", "d"]
    let files = Dictionary(
      uniqueKeysWithValues: names.map { name in
        ("\(name).py", names.map { "from \($0) import *\n" }.joined() + "def of_\(name)(x):\n  return x\n")
      })
    let report = try Engine(.python, files: files).report(
      "from a import of_c, of_e\nsink(of_c(source()))\nsink(of_e(\"\"))\n", path: "main.py")
    #expect(report.lines == [2])
  }
}
