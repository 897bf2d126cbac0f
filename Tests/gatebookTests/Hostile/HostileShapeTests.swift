import Foundation
import GateModel
import GateTesting
import Testing

@Suite("Hostile sizes and shapes") struct HostileShapeTests {
  private let token = FakeSecret.githubToken()

  @Test("14: a path of four thousand bytes, two thousand folders down, is found")
  func deepFolders() throws {
    let repository = try TestRepository().begin()
    // Made from within: the whole path from the root is longer than the system takes in one piece.
    let make = ChildProcess(
      Environment.found("python3")!,
      [
        "-c",
        """
        import os, sys
        for _ in range(1999):
            os.mkdir("d"); os.chdir("d")
        open("a", "w").write(sys.argv[1])
        """, "k = \(token)\n",
      ], variables: repository.variables, folder: repository.path)
    #expect(try make.run().code == 0)
    let watch = Watch("14a", in: repository)
    #expect(try watch.report(".").findings.map(\.path.utf8.count) == [3999])
    #expect(try watch.scan("--worktree").errors.contains("nesting too deep"))
    try watch.finish()
    let remove = ChildProcess("/bin/rm", ["-rf", "d"], variables: repository.variables, folder: repository.path)
    _ = try remove.run()
  }

  /// A commit of one file under a path of any length.
  private func commit(_ path: String, in repository: TestRepository) throws -> String {
    let text = "k = \(token)\n"
    let stream = """
      commit refs/heads/long
      committer A <a@example.org> 1700000000 +0000
      data 1
      m
      M 100644 inline \(path)
      data \(text.utf8.count)
      \(text)
      """
    try repository.git(["fast-import", "--quiet", "--force"], input: stream)
    return try repository.line("rev-parse", "refs/heads/long")
  }

  @Test("14: thousands of folders deep in a commit are walked")
  func deepTrees() throws {
    for depth in [2000, 5000] {
      let repository = try TestRepository().begin()
      let id = try commit(String(repeating: "d/", count: depth - 1) + "a", in: repository)
      let watch = Watch("14b", in: repository)
      for selection in [["--commit", id], ["--history"]] {
        let report = try watch.run(["scan", "--format", "json"] + selection).report()
        #expect(report.findings.map(\.path.utf8.count) == [2 * depth - 1], "\(selection)")
      }
      try watch.finish()
    }
  }

  @Test("14: a path of 4,095 bytes in a commit is found and told whole")
  func longPath() throws {
    let repository = try TestRepository().begin()
    let names = (0..<16).map { _ in String(repeating: "n", count: 255) }
    let id = try commit(names.joined(separator: "/"), in: repository)
    let watch = Watch("14c", in: repository)
    for selection in [["--commit", id], ["--history"]] {
      let report = try watch.run(["scan", "--format", "json"] + selection).report()
      #expect(report.findings.map(\.path) == [names.joined(separator: "/")], "\(selection)")
    }
    try watch.finish()
  }

  @Test("20: a long line is searched to its end")
  func longLine() throws {
    let folder = TestFolder()
    try folder.write("long.txt", [UInt8](repeating: 0x61, count: 4_000_000) + Array(" \(token)".utf8))
    let watch = Watch("20a", in: folder)
    #expect(try watch.report("long.txt").findings.map(\.start.column) == [4_000_002])
    try watch.finish()
  }

  /// Takes no room on the disk.
  private func sparse(_ path: String, _ size: Int) throws {
    try Data().write(to: URL(fileURLWithPath: path))
    #expect(unsafe truncate(path, size) == 0)
  }

  @Test("20: a file of a gigabyte is told as too large, also as the only one")
  func gigabyte() throws {
    let folder = TestFolder()
    try sparse(folder.path + "/large", 1 << 30)
    let watch = Watch("20b", in: folder)
    let alone = try watch.scan("large")
    #expect(alone.code == 3)
    #expect(alone.text.contains("--max-file-size"))
    try folder.write("a", "nothing\n")
    #expect(try watch.code(".") == 0)
    #expect(try watch.report(".").coverage.reasons == ["too-large"])
    #expect(try watch.code(".", "--require-coverage") == 3)
    try watch.finish()
  }

  @Test("21: minified JavaScript is searched to its end, and its excerpt stays short")
  func minified() throws {
    let folder = TestFolder()
    // Beyond what the tests let be parsed, as fifty megabytes are beyond what is parsed in life.
    let unit = "function a(b,c){var d=b.e;return d?g(d,'x'):{h:[d,c]}}"
    var text: [UInt8] = []
    while text.count < 2_000_000 { text += Array(unit.utf8) }
    try folder.write("long.js", text + Array("var t=\"\(token)\"".utf8))
    let watch = Watch("21", in: folder)
    let outcome = try watch.scan("long.js", "--rules", "builtin:secrets", "--format", "json")
    #expect(try outcome.report().findings.map(\.start.offset) == [text.count + 7])
    #expect(outcome.output.count < 20_000)
    #expect(try watch.scan("long.js", "--rules", "builtin:secrets").output.count < 20_000)
    try watch.finish()
  }

  @Test("22: a sparse file of two gigabytes is no hindrance to the others")
  func sparseFile() throws {
    let repository = try TestRepository().begin()
    try repository.write("a", "k = \(token)\n")
    try sparse(repository.path + "/sparse", 2 << 30)
    let watch = Watch("22a", in: repository)
    for selection in [".", "--worktree"] {
      let report = try watch.report(selection)
      #expect(report.new == ["a:1"], "\(selection)")
      #expect(report.coverage.reasons == ["too-large"], "\(selection)")
    }
    try watch.finish()
  }

  @Test("22: empty files by the thousand are all counted")
  func emptyFiles() throws {
    let folder = TestFolder()
    for number in 0..<50 {
      let place = try folder.makeFolder("many/\(number)")
      for file in 0..<100 { _ = FileManager.default.createFile(atPath: "\(place)/\(file)", contents: nil) }
    }
    let watch = Watch("22b", in: folder)
    #expect(try watch.report("many").coverage.scanned == 5000)
    try watch.finish()
  }

  @Test("23: brackets without end overflow no stack in any grammar, and pattern rules go on")
  func brackets() throws {
    let folder = TestFolder()
    let depth = 20_000
    let (open, close) = (String(repeating: "[", count: depth), String(repeating: "]", count: depth))
    let (left, right) = (String(repeating: "(", count: depth), String(repeating: ")", count: depth))
    let (begin, end) = (String(repeating: "{", count: depth), String(repeating: "}", count: depth))
    let sources = [
      ("a.py", "import os\nx = \(open)1\(close)\ny = \(left)1\(right)\n"),
      ("b.js", "x = \(open)1\(close);\ny = \(left)1\(right);\n\(begin)\(end)\n"),
      ("c.ts", "x = \(open)1\(close);\n\(begin)\(end)\n"), ("d.tsx", "x = \(open)1\(close);\ny = \(left)1\(right);\n"),
      ("E.java", "class E { void f() { \(begin)\(end) int y = \(left)1\(right); } }\n"),
      ("f.go", "package a\nfunc f() { \(begin)\(end)\n y := \(left)1\(right) }\n"),
      ("g.rb", "x = \(open)1\(close)\ny = \(left)1\(right)\n"),
      ("h.json", "{\"a\": \(open)1\(close)}\n"), ("i.yaml", "a: \(open)1\(close)\n"),
    ]
    for (name, text) in sources { try folder.write("src/\(name)", text + "# \(token)\n") }
    let watch = Watch("23", in: folder)
    let report = try watch.report("src")
    #expect(Set(report.findings.map(\.path)).count == sources.count)
    try watch.finish()
  }

  @Test(
    "24: flow through huge expressions is bounded, and said to be where it is",
    arguments: ["24a", "24b", "24c"])
  func huge(key: String) throws {
    let folder = TestFolder()
    let source = "from flask import request\nimport os\ndef f():\n    x = request.args.get('a')\n"
    switch key {
    case "24a":
      try folder.write(
        "src/a.py", source + "    y = x" + String(repeating: " + z", count: 50_000) + "\n    os.system(y)\n")
    case "24b":
      let arms = (0..<2000).map { "    case \($0): y = z; break;\n" }.joined()
      try folder.write(
        "src/a.js",
        "function f(req, res) {\n  const x = req.query.a, z = req.query.b; let y = 1;\n  switch (x) {\n\(arms)  }\n  eval(y);\n}\n"
      )
    default:
      let terms = (0..<2000).map { " + \"\(String(repeating: "s", count: 120))\($0)\"" }.joined()
      try folder.write("src/a.js", "function f(req, res) {\n  const y = req.query.a\(terms);\n  eval(y);\n}\n")
    }
    let watch = Watch(key, in: folder)
    let report = try watch.report("src")
    #expect(!report.findings.isEmpty || !report.coverage.complete)
    try watch.finish()
  }
}
