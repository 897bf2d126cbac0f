import Foundation
import GateTesting
import Testing

/// `scan --autofix`, with rules in Semgrep's language that are written here.
@Suite("Fixes")
struct AutofixTests {
  private func repository(_ files: [String: String]) throws -> TestRepository {
    let repository = try TestRepository().begin()
    try repository.write(
      "../rules.yaml",
      """
      rules:
      - {id: call, languages: [python], severity: ERROR, message: Old., pattern: old($X), fix: "new($X)\\n"}
      - id: hash
        languages: [regex]
        severity: WARNING
        message: Weak.
        pattern-regex: md5\\(\\w+\\)
        fix-regex: {regex: 'md5\\((\\w+)\\)', replacement: 'sha256(\\1)'}
      - {id: told, languages: [regex], severity: INFO, message: No fix., pattern-regex: TODO}

      """)
    for (name, text) in files { try repository.write(name, text) }
    return repository
  }

  private func scan(_ repository: TestRepository, _ arguments: String...) throws -> Outcome {
    try Program(in: repository).run(["scan", "--rules", "../rules.yaml", "--ledger", "none"] + arguments)
  }

  @Test("are written into the files, and the exit code is that of what was found")
  func written() throws {
    let files = [
      "a.py": "import x\nold(1)  # TODO\ny = [old(a), md5(b)]\n", "d/b.txt": "\u{FEFF}md5(b)\r\nmd5(c)",
      "c.py": "fine()\n",
    ]
    let repository = try repository(files)
    try repository.setMode("d/b.txt", 0o755)
    let outcome = try scan(repository, "--autofix", "--format", "json", ".")
    #expect(outcome.code == 1)
    #expect(try Checker.json(outcome.output) == "")
    let report = try outcome.report()
    #expect(report.fixes == .init(applied: 5, files: 2))
    #expect(report.findings.map(\.fix) == ["new(1)", nil, "new(a)", "sha256(b)", "sha256(b)", "sha256(c)"])
    #expect(try repository.read("a.py") == Array("import x\nnew(1)  # TODO\ny = [new(a), sha256(b)]\n".utf8))
    #expect(try repository.read("d/b.txt") == Array("\u{FEFF}sha256(b)\r\nsha256(c)".utf8))
    #expect(FileManager.default.isExecutableFile(atPath: repository.path + "/d/b.txt"))
    #expect(try repository.git("status", "--porcelain", "-uall") == "?? a.py\n?? c.py\n?? d/b.txt\n")

    let again = try scan(repository, "--autofix", ".")
    #expect(again.code == 0)
    #expect(again.text.contains("\nfixed: 0 places in 0 files\n"))
    #expect(try scan(repository, "--format", "json", ".").report().fixes == nil)
  }

  @Test("that overlap are left for the next scan")
  func overlapping() throws {
    let repository = try repository(["a.py": "old(old(old(1)))\n"])
    let text = try scan(repository, "--autofix", ".").text
    #expect(text.contains("fixed: 1 place in 1 file; 2 not applied"))
    #expect(text.contains("2 fixes overlap others; scan once more for them"))
    #expect(try repository.read("a.py") == Array("new(old(old(1)))\n".utf8))
    _ = try scan(repository, "--autofix", ".")
    _ = try scan(repository, "--autofix", ".")
    #expect(try repository.read("a.py") == Array("new(new(new(1)))\n".utf8))
  }

  @Test("of the work tree are those of changed lines, staged or not; the index stays as it is")
  func worktree() throws {
    let repository = try repository([:])
    try repository.commit("a.py", "old(1)\n")
    try repository.stage("a.py", "old(1)\nold(2)\n")
    try repository.write("a.py", "old(1)\nold(2)\nold(3)\n")
    let report = try scan(repository, "--autofix", "--worktree", "--whole-files", "--format", "json").report()
    #expect(report.findings.map(\.state) == ["existing", "new", "new"])
    #expect(report.fixes == .init(applied: 2, files: 1))
    #expect(try repository.read("a.py") == Array("old(1)\nnew(2)\nnew(3)\n".utf8))
    #expect(try repository.git("show", ":a.py") == "old(1)\nold(2)\n")
  }

  @Test("of a dry run are a patch that git applies, and nothing is written")
  func dryRun() throws {
    let lines = (0..<30).map { "line_\($0)()\n" }.joined()
    let files = [
      "a.py": "old(1)\n\(lines)old(2)\n\(lines)old(3)", "d e/\"q\".txt": "md5(x)\r\n", "ü\t.txt": "md5(x)\n",
      "z": "md5(z)",
    ]
    let repository = try repository(files)
    let path = "caf\\351 \\377"
    let make = ChildProcess(
      "/bin/sh", ["-c", "printf 'md5(x)\\n' >\"$(printf '\(path)')\""],
      variables: ["PATH": Environment.path, "LC_ALL": "C"], folder: repository.path)
    #expect(try make.run().code == 0)
    try repository.setMode("z", 0o755)
    try repository.commit()
    let outcome = try scan(repository, "--autofix", "--dry-run", "--output", "json=../report.json", ".")
    #expect(outcome.code == 1)
    #expect(
      outcome.text.hasPrefix("diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1,4 +1,4 @@\n-old(1)\n+new(1)\n"))
    #expect(outcome.errors.contains("would fix: 7 places in 5 files\n") && outcome.errors.contains("gate closed"))
    #expect(try repository.git("status", "--porcelain") == "")
    let told = try JSONDecoder().decode(ReportJSON.self, from: Data(try repository.read("../report.json")))
    #expect(told.fixes == .init(applied: 7, files: 5, dryRun: true))

    let applied = try repository.gitOutcome(["apply", "--index", "-"], input: outcome.output)
    #expect(applied.ending == .exit(0) && applied.errors == "", "\(applied.errors)")
    let patched = try repository.line("write-tree")
    try repository.git("reset", "--quiet", "--hard")
    #expect(try scan(repository, "--autofix", ".").code == 1)
    try repository.git("add", "--all")
    #expect(try repository.line("write-tree") == patched)
  }

  @Test("show no secret: not in the patch, not as the fix of a finding")
  func secrets() throws {
    let token = FakeSecret.githubToken()
    let repository = try repository(["a.py": "md5(b)\n\nold('\(token)')\n", "b.py": "md5(b)\n"])
    func scan(_ arguments: String...) throws -> Outcome {
      try Program(in: repository).run(
        ["scan", "--rules", "../rules.yaml", "--rules", "builtin:secrets", "--ledger", "none", "."] + arguments)
    }
    let json = try scan("--format", "json")
    #expect(!json.tells(token))
    #expect(try json.report().findings.map(\.fix) == ["sha256(b)", nil, nil, "sha256(b)"])
    let patch = try scan("--autofix", "--dry-run", "--output", "json=../report.json")
    #expect(try !patch.tells(token) && !Leak.isIn(repository.read("../report.json"), token))
    #expect(!patch.text.contains("a.py") && patch.text.contains("+++ b/b.py"))
    #expect(patch.errors.contains("a.py is left out of the patch: it holds a secret"))
    #expect(patch.errors.contains("would fix: 1 place in 1 file; 2 not applied"))
    #expect(try !scan("--autofix").tells(token))
    #expect(try repository.read("a.py") == Array("sha256(b)\n\nnew('\(token)')\n".utf8))
  }

  @Test("leave alone what a symbolic link says or leads to, and text that is not read as it lies")
  func leftAlone() throws {
    let wide: [UInt8] = [0xFF, 0xFE] + "md5(b) and more text\n".utf8.flatMap { [$0, 0] }
    let repository = try repository(["../outside/a.py": "old(1)\n"])
    try repository.link("md5(b)", to: "md5(c)")
    try repository.link("link.py", to: "../outside/a.py")
    try repository.link("folder", to: "../outside")
    try repository.write("wide.txt", wide)
    let report = try scan(repository, "--autofix", "--format", "json", ".").report()
    #expect(report.fixes == .init(applied: 0, files: 0, notApplied: 2))
    #expect(try repository.read("../outside/a.py") == Array("old(1)\n".utf8))
    #expect(try repository.read("wide.txt") == wide)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: repository.path + "/md5(b)") == "md5(c)")
  }

  @Test("that cannot be written are a failure, exit 3, and the file is as it was")
  func unwritable() throws {
    let large = "old(1)\n" + String(repeating: "# some text\n", count: 8000)
    let repository = try repository(["d/a.py": large, "d/b.py": "old(2)\n"])
    // No file may grow beyond 64 kB, as on a disk that is full.
    let program = Program(in: repository).after("trap '' XFSZ; ulimit -f 128")
    let outcome = try program.run(
      "scan", "--rules", "../rules.yaml", "--ledger", "none", "--no-cache", "--autofix", "--format", "json", "d")
    #expect(outcome.code == 3)
    #expect(try outcome.report().fixes == .init(applied: 1, files: 1, notApplied: 1))
    #expect(try repository.read("d/a.py") == Array(large.utf8))
    #expect(try repository.read("d/b.py") == Array("new(2)\n".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: repository.path + "/d").sorted() == ["a.py", "b.py"])
    let told = try scan(repository, "--autofix", "d")
    #expect(told.code == 1 && told.text.contains("fixed: 1 place in 1 file\n"))
  }

  @Test("are asked for where there is a work tree to write, and in one way")
  func usage() throws {
    let repository = try repository([:])
    for selection in [["--staged"], ["--diff", "HEAD"], ["--commit", "HEAD"], ["--history"]] {
      let outcome = try Program(in: repository).run(["scan", "--autofix"] + selection)
      #expect(outcome.code == 2 && outcome.errors.contains("use it with --worktree or with paths"), "\(selection)")
    }
    #expect(try scan(repository, "--dry-run").code == 2)
    let format = try scan(repository, "--autofix", "--dry-run", "--format", "sarif")
    #expect(format.code == 2 && format.errors.contains("--output sarif=FILE"))
  }
}
