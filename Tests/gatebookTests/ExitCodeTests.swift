import GateTesting
import Testing

@Suite("Exit codes")
struct ExitCodeTests {
  private let token = "token = \(FakeSecret.githubToken())\n"

  @Test("0: the gate is open where nothing is found, and where nothing is selected")
  func open() throws {
    let repository = try TestRepository()
    try repository.stage("a", "nothing\n")
    #expect(try Program(in: repository).code("--staged") == 0)
    try repository.commitIndex()
    let nothing = try Program(in: repository).scan("--staged")
    #expect(nothing.code == 0)
    #expect(nothing.errors == "")
  }

  @Test("1: a threshold is breached")
  func breached() throws {
    let repository = try TestRepository()
    try repository.stage("a", token)
    let outcome = try Program(in: repository).scan("--staged")
    #expect(outcome.code == 1)
    #expect(outcome.text.contains("secrets.github.personal-access-token"))
    #expect(!outcome.tells(FakeSecret.githubToken()))
    #expect(outcome.errors == "")
  }

  @Test(
    "2: wrong usage is told on standard error alone",
    arguments: [
      ["scan", "--nonsense"], ["nonsense"], ["scan", "--staged", "--worktree"], ["scan", "--format", "xml"],
      ["scan", "--output", "json"], ["scan", "--output", "xml=a"], ["scan", "--jobs", "0"], ["scan", "--jobs", "many"],
      ["scan", "--max-file-size", "0"], ["scan", "--time-budget", "-1"], ["scan", "--since", "2026-01-01"],
      ["scan", "--diff", "..HEAD"], ["scan", "--diff", "no-such-branch"], ["scan", "--commit", "no-such-commit"],
      ["scan", "--history", "--since", "no-such-commit"], ["scan", "no-such-file"],
      ["scan", "--policy", "no-such-file"],
      ["scan", "--rules", "no-such-file"], ["scan", "--rules", "builtin:no-such-folder"],
      ["scan", "--ledger", "postgres://a/b"],
      ["scan", "--ledger", ""], ["scan", "--color", "sometimes"], ["scan", "--sarif-max-results", "0"],
    ])
  func usage(arguments: [String]) throws {
    let repository = try TestRepository().begin()
    let outcome = try Program(in: repository).run(arguments)
    #expect(outcome.code == 2)
    #expect(outcome.text == "")
    #expect(outcome.errors != "")
  }

  @Test("2: a selection of git's outside any repository")
  func noRepository() throws {
    let folder = TestFolder()
    for selection in ["--staged", "--worktree", "--history", "--diff=main", "--commit=HEAD"] {
      let outcome = try Program(in: folder).scan(selection)
      #expect(outcome.code == 2, "\(selection)")
      #expect(outcome.errors.contains("no git repository"), "\(selection)")
    }
  }

  @Test(
    "2: a policy that cannot be understood is named with line and column",
    arguments: [
      ("treshholds: {critical: 0}\n", "1:1"), ("thresholds:\n  severe: 0\n", "2:3"),
      ("thresholds: {high: many}\n", "1:20"),
      ("thresholds:\n", "1:"), ("rules: []\n", "1:"), ("rules: [../outside]\n", "1:9"), ("rules: [/etc]\n", "1:9"),
      ("suppressions: {owner: a}\n", "1:16"), ("paths: {tests: [a]}\n", "1:9"), ("incomplete: perhaps\n", "1:13"),
      ("severity: {a.b: enormous}\n", "1:17"), ("agents: {x: {limit: 1}}\n", "1:14"), ("a: [\n", "2:1"),
      ("- 1\n", "1:1"),
      ("thresholds: {high: -1}\n", "1:20"), ("thresholds: {high: 0}\nthresholds: {high: 5}\n", "2:1"),
    ])
  func policy(text: String, place: String) throws {
    let repository = try TestRepository().begin(policy: text)
    let outcome = try Program(in: repository).scan("--staged")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains(".gatebook.yml"), "\(outcome.errors)")
    #expect(outcome.errors.contains(":\(place)"), "\(outcome.errors)")
  }

  @Test("3: something was selected and nothing could be looked at")
  func nothingScanned() throws {
    let repository = try TestRepository()
    try repository.stage("big.bin", TestRepository.lfsPointer)
    let outcome = try Program(in: repository).scan("--staged")
    #expect(outcome.code == 3)
    #expect(outcome.text.contains("git lfs pull"))
  }

  @Test("3 outranks 1, and the findings are still told")
  func both() throws {
    let repository = try TestRepository()
    try repository.stage("a", token)
    let outcome = try Program(in: repository).scan("--staged", "--ledger", "/proc/nowhere/ledger.db")
    #expect(outcome.code == 3)
    #expect(outcome.text.contains("secrets.github.personal-access-token"))
  }

  @Test("--no-gate reports and exits 0 on findings, but 3 where it could not look")
  func noGate() throws {
    let repository = try TestRepository()
    try repository.stage("a", token)
    let outcome = try Program(in: repository).scan("--staged", "--no-gate")
    #expect(outcome.code == 0)
    #expect(outcome.text.contains("secrets.github.personal-access-token"))
    #expect(try Program(in: repository).code("--staged", "--no-gate", "--ledger", "/proc/nowhere/ledger.db") == 3)
  }

  @Test("help and the version are on standard output, with 0")
  func help() throws {
    let folder = TestFolder()
    for arguments in [["--help"], ["scan", "--help"], ["--version"]] {
      let outcome = try Program(in: folder).run(arguments)
      #expect(outcome.code == 0)
      #expect(outcome.text != "")
      #expect(outcome.errors == "")
    }
  }
}

@Suite("Coverage")
struct CoverageTests {
  @Test("what was left out is a warning, and a failure in CI, with --require-coverage or by policy")
  func incomplete() throws {
    let repository = try TestRepository().begin()
    try repository.stage("big.bin", TestRepository.lfsPointer)
    try repository.stage("a", "text\n")
    let program = Program(in: repository)
    let report = try program.report("--staged")
    #expect(report.coverage.reasons == ["lfs-pointer"])
    #expect(!report.coverage.complete)
    #expect((report.coverage.selected, report.coverage.scanned) == (2, 1))
    #expect(try program.code("--staged") == 0)
    #expect(try program.code("--staged", "--require-coverage") == 3)
    #expect(try program.with(["CI": "1"]).code("--staged") == 3)
    #expect(try program.with(["CI": "true"]).code("--staged") == 3)
    #expect(try program.with(["CI": "false"]).code("--staged") == 0)
    try repository.write("warn.yml", "incomplete: warn\n")
    try repository.write("fail.yml", "incomplete: fail\n")
    #expect(try program.code("--staged", "--policy", "fail.yml") == 3)
    #expect(try program.with(["CI": "1"]).code("--staged", "--policy", "warn.yml") == 0)
    #expect(try program.code("--staged", "--policy", "warn.yml", "--require-coverage") == 3)
  }

  @Test("a file beyond the size allowed is named, in every selection")
  func tooLarge() throws {
    let repository = try TestRepository().begin()
    try repository.stage("large", String(repeating: "x ", count: 2500) + FakeSecret.githubToken())
    let program = Program(in: repository)
    for selection in ["--staged", "--worktree", "large"] {
      let report = try program.report(selection, "--max-file-size", "4096")
      #expect(report.coverage.reasons == ["too-large"], "\(selection)")
      #expect(report.findings.isEmpty)
      #expect(try program.code(selection, "--max-file-size", "4096") == 3, "nothing but it was selected")
      #expect(try program.code(selection) == 1, "\(selection)")
    }
  }

  @Test("a spent time budget is told of every file that was not begun")
  func timeBudget() throws {
    let repository = try TestRepository().begin()
    for number in 0..<50 { try repository.stage("f\(number)", "\(number)\n") }
    let report = try Program(in: repository).report("--staged", "--time-budget", "0")
    #expect(Set(report.coverage.reasons) == ["timed-out"])
    #expect(try Program(in: repository).code("--staged", "--time-budget", "0") == 3)
  }

  @Test("binaries, submodules and links are counted and listed, and are not incomplete")
  func harmless() throws {
    let repository = try TestRepository()
    let head = try repository.begin().id()
    try repository.write("picture", (0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    try repository.link("link", to: "somewhere")
    try repository.git("add", "--all")
    try repository.git("update-index", "--add", "--cacheinfo", "160000,\(head),module")
    let report = try Program(in: repository).report("--staged", "--require-coverage")
    #expect(Set(report.coverage.reasons) == ["binary", "submodule", "symlink"])
    #expect(report.coverage.complete)
    #expect(try Program(in: repository).with(["CI": "1"]).code("--staged") == 0)
  }
}
