import Foundation
import GateLedger
import GateLedgerSQLite
import GateTesting
import Glibc
import Testing

@Suite("A hostile place to run in")
struct HostileProcessTests {
  private func repository(files: Int = 3) throws -> TestRepository {
    let repository = try TestRepository().begin()
    for number in 0..<files { try repository.write("many/\(number)", "text \(number)\n") }
    try repository.write("a", "token = \(FakeSecret.githubToken())\n")
    try repository.git("add", "--all")
    return repository
  }

  private func book(_ repository: TestRepository) throws -> String {
    let path = repository.path + "/.git/gatebook/ledger.db"
    guard FileManager.default.fileExists(atPath: path) else { return "none" }
    switch try Verifier.verify(try SQLiteLedgerStore(reading: path)) {
    case .intact: return "intact"
    case .tampered(let problem): return problem.description
    }
  }

  @Test("39: a signal in the middle leaves no half output and an intact book", arguments: [SIGTERM, SIGINT, SIGKILL])
  func signals(number: Int32) throws {
    let repository = try repository(files: 60)
    for file in 0..<60 {
      try repository.write("large/\(file)", String(repeating: "some plain text \(file)\n", count: 40_000))
    }
    let program = Program(in: repository)
    for delay in [20, 60, 150, 400, 900] {
      let running = try program.start(
        "scan", ".", "--output", "json=../out.json", "--output", "sarif=../out.sarif", "--jobs", "2")
      usleep(UInt32(delay) * 1000)
      running.signal(number)
      let ending = running.outcome().ending
      #expect(
        [.signal(number), .exit(1), .exit(3)].contains(ending) || ending == .exit(128 + number),
        "after \(delay) ms: \(ending)")
      for name in ["../out.json", "../out.sarif"] where repository.exists(name) {
        #expect(try JSONSerialization.jsonObject(with: Data(try repository.read(name))) is [String: Any], "\(name)")
        try repository.remove(name)
      }
      #expect(["none", "intact"].contains(try book(repository)))
    }
    #expect(try program.code(".") == 1)
    #expect(try book(repository) == "intact")
  }

  @Test("39: with 32 open files it finds what there is or says that it cannot")
  func fewFiles() throws {
    let repository = try repository(files: 100)
    try repository.git("gc", "--quiet")
    for selection in ["--staged", "--worktree", "."] {
      let code = try Program(in: repository).after("ulimit -n 32").code(selection, "--jobs", "16")
      #expect([1, 3].contains(code), "\(selection): \(code)")
      let none = try Program(in: repository).after("ulimit -n 8").code(selection)
      #expect([1, 3].contains(none), "\(selection): \(none)")
    }
  }

  @Test("39: with 512 MB of address space it finds what there is or says that it cannot")
  func littleMemory() throws {
    let repository = try repository()
    for selection in ["--staged", "."] {
      let outcome = try Program(in: repository).after("ulimit -v 524288").scan(selection)
      #expect([1, 3].contains(outcome.code), "\(selection): \(outcome.ending) \(outcome.errors.prefix(300))")
    }
  }

  @Test(
    "39: a standard output that is closed or full is exit 3, and the book is intact",
    arguments: ["exec >&-", "exec >/dev/full", "exec >&- 2>&- <&-"])
  func closedOutput(prelude: String) throws {
    let repository = try repository()
    for _ in 0..<2 {
      #expect(
        try Program(in: repository).after(prelude).scan("--staged", "--output", "json=../out.json").ending == .exit(3))
      #expect(try JSONSerialization.jsonObject(with: Data(try repository.read("../out.json"))) is [String: Any])
    }
    #expect(try book(repository) == "intact")
  }

  @Test("39: a reader that goes away is exit 3, not a signal")
  func brokenPipe() throws {
    let repository = try repository()
    let script = "('\(Program.path)' scan --staged --format json; echo $? >../code) | head -c 1 >/dev/null; sleep 0.2"
    for number in 0..<300 { try repository.stage("more/\(number)", "t = \(FakeSecret.githubToken(UInt64(number)))\n") }
    let child = ChildProcess(
      "/bin/sh", ["-c", script], variables: Program(in: repository).variables, folder: repository.path)
    _ = try child.run()
    #expect(String(decoding: try repository.read("../code"), as: UTF8.self) == "3\n")
  }

  @Test("39: a home that is read-only, missing, a file or unset is no hindrance")
  func homes() throws {
    let repository = try repository()
    try repository.write("../file", "x")
    for home in ["/proc", "/nonexistent", repository.outside + "/file", nil, "", "relative"] {
      let program = Program(in: repository).with([
        "HOME": home, "XDG_CACHE_HOME": home, "XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home,
      ])
      let outcome = try program.scan("--staged")
      #expect(outcome.code == 1, "\(home ?? "unset"): \(outcome.errors)")
      #expect(!repository.exists("relative"))
    }
  }

  @Test("39: odd time zones and locales change nothing in a report")
  func zones() throws {
    let repository = try repository()
    let plain = try Program(in: repository).scan("--staged", "--reproducible", "--ledger", "none")
    for variables in [
      ["TZ": "Pacific/Kiritimati"], ["TZ": ":/etc/passwd"], ["LC_ALL": "tr_TR.UTF-8"], ["LANG": "C"],
      ["LC_ALL": "x\u{1B}"],
    ] {
      let other = try Program(in: repository).with(variables.mapValues { $0 }).scan(
        "--staged", "--reproducible", "--ledger", "none")
      #expect(other.output == plain.output, "\(variables)")
    }
    let started = try Program(in: repository).with(["TZ": "Pacific/Kiritimati"]).report("--staged").scan.startedAt
    let time = try #require(
      started.flatMap {
        try? Date(
          $0,
          strategy: .iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .omitted))
      })
    #expect(abs(time.timeIntervalSinceNow) < 3600)
  }

  @Test("39: nothing is written but the outputs, the book and the user's cache")
  func writes() throws {
    let repository = try repository()
    try repository.commitIndex()
    func listing() throws -> [String] {
      TestFolder.files(below: repository.outside).filter {
        !$0.contains("/.git/gatebook/") && !$0.contains("/home/.cache/gatebook/")
      }
    }
    let before = try listing()
    let index = try repository.read(".git/index")
    for selection in [["--staged"], ["--worktree"], ["."], ["--history"], ["--commit", "HEAD"]] {
      _ = try Program(in: repository).run(["scan"] + selection)
    }
    #expect(try listing() == before)
    #expect(try repository.read(".git/index") == index)
  }

  @Test("38: a repository that changes meanwhile gives a whole answer or exit 3")
  func changing() throws {
    let repository = try repository(files: 200)
    try repository.commitIndex()
    let program = Program(in: repository)
    for round in 0..<4 {
      let running = try program.start("scan", "--history", "--format", "json")
      try repository.git("gc", "--quiet", "--prune=now")
      try repository.write("many/\(round)", "changed \(round)\n")
      try repository.commit("round \(round)")
      let outcome = running.outcome()
      #expect([.exit(1), .exit(3)].contains(outcome.ending), "\(outcome.ending) \(outcome.errors)")
    }
  }

  @Test("38: a file that is cut and grown while it is read is no crash")
  func shrinking() throws {
    let repository = try repository()
    try repository.write("large", String(repeating: "some plain text\n", count: 300_000))
    for _ in 0..<4 {
      let running = try Program(in: repository).start("scan", "large", "a")
      for size in [100, 5_000_000, 0, 4096] {
        unsafe truncate(repository.path + "/large", size)
        usleep(5000)
      }
      let ending = running.outcome().ending
      #expect([.exit(1), .exit(3)].contains(ending), "\(ending)")
    }
  }
}
