import Foundation
import GateLedger
import GateLedgerSQLite
import GateModel
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
    let key = [SIGTERM: "39a", SIGINT: "39b", SIGKILL: "39c"][number]!
    let repository = try repository(files: 60)
    for file in 0..<60 {
      try repository.write("large/\(file)", String(repeating: "some plain text \(file)\n", count: 40_000))
    }
    let program = Program(in: repository)
    let watch = Watch(key, in: repository)
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
    #expect(try watch.code(".") == 1)
    #expect(try book(repository) == "intact")
    try watch.finish()
  }

  @Test("39: with 32 open files it finds what there is or says that it cannot")
  func fewFiles() throws {
    let repository = try repository(files: 100)
    try repository.git("gc", "--quiet")
    let watch = Watch("39d", in: repository)
    for selection in ["--staged", "--worktree", "."] {
      _ = try watch.after("ulimit -n 32").code(selection, "--jobs", "16")
      _ = try watch.after("ulimit -n 8").code(selection)
    }
    try watch.finish()
  }

  @Test("39: with 512 MB of address space it finds what there is or says that it cannot; with 256 it is never green")
  func littleMemory() throws {
    let repository = try repository()
    let watch = Watch("39e", in: repository)
    for selection in ["--staged", "."] {
      try watch.after("ulimit -v 524288").scan(selection)
      // The runtime does not survive an allocation that fails: with less it may end by a signal, but never green.
      for limit in [300_000, 262_144] {
        #expect(try Program(in: repository).after("ulimit -v \(limit)").code(selection) != 0)
      }
    }
    try watch.finish()
  }

  @Test("39: a standard output that is closed or full is exit 3, and the book is intact")
  func closedOutput() throws {
    for prelude in ["exec >&-", "exec >/dev/full", "exec >&- 2>&- <&-"] {
      let repository = try repository()
      let watch = Watch("39f", in: repository)
      for _ in 0..<2 {
        try watch.after(prelude).scan("--staged", "--output", "json=../out.json")
        #expect(try JSONSerialization.jsonObject(with: Data(try repository.read("../out.json"))) is [String: Any])
      }
      #expect(try book(repository) == "intact")
      try watch.finish()
    }
  }

  @Test("39: a reader that goes away is exit 3, not a signal")
  func brokenPipe() throws {
    let repository = try repository()
    let script = "('\(Program.path)' scan --staged --format json; echo $? >../code) | head -c 1 >/dev/null; sleep 0.2"
    for number in 0..<300 { try repository.stage("more/\(number)", "t = \(FakeSecret.githubToken(UInt64(number)))\n") }
    let child = ChildProcess(
      "/bin/sh", ["-c", script], variables: Program(in: repository).variables, folder: repository.path)
    _ = try child.run()
    let watch = Watch("39g", in: repository)
    let code = String(decoding: try repository.read("../code"), as: UTF8.self).dropLast()
    watch.saw(Int32(code).map { .exit($0) } ?? .outOfPatience)
    try watch.finish()
  }

  @Test("39: a home that is read-only, missing, a file or unset is no hindrance")
  func homes() throws {
    let repository = try repository()
    try repository.write("../file", "x")
    let watch = Watch("39h", in: repository)
    for home in ["/proc", "/nonexistent", repository.outside + "/file", nil, "", "relative"] {
      let program = watch.with([
        "HOME": home, "XDG_CACHE_HOME": home, "XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home,
      ])
      let outcome = try program.scan("--staged")
      #expect(outcome.code == 1, "\(home ?? "unset"): \(outcome.errors)")
      #expect(!repository.exists("relative"))
    }
    try watch.finish()
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
    let watch = Watch("38a", in: repository)
    for round in 0..<4 {
      let running = try program.start("scan", "--history", "--format", "json")
      try repository.git("gc", "--quiet", "--prune=now")
      try repository.write("many/\(round)", "changed \(round)\n")
      try repository.commit("round \(round)")
      let outcome = running.outcome()
      watch.saw(outcome.ending, outcome.errors)
    }
    try watch.finish()
  }

  @Test("38: a file that is cut and grown while it is read is no crash")
  func shrinking() throws {
    let repository = try repository()
    try repository.write("large", String(repeating: "some plain text\n", count: 300_000))
    let watch = Watch("38b", in: repository)
    for _ in 0..<4 {
      let running = try Program(in: repository).start("scan", "large", "a")
      for size in [100, 5_000_000, 0, 4096] {
        unsafe truncate(repository.path + "/large", size)
        usleep(5000)
      }
      watch.saw(running.outcome().ending)
    }
    try watch.finish()
  }

  @Test("38: an index that is written and rewritten while it is read gives a whole answer or exit 3")
  func rewrittenIndex() throws {
    let repository = try repository(files: 300)
    let watch = Watch("38c", in: repository)
    let (small, large) = (repository.outside + "/small", repository.outside + "/large")
    try FileManager.default.copyItem(atPath: repository.path + "/.git/index", toPath: large)
    try repository.git("rm", "--cached", "-q", "-r", "many")
    try FileManager.default.copyItem(atPath: repository.path + "/.git/index", toPath: small)
    for _ in 0..<6 {
      let running = try Program(in: repository).start("scan", "--staged", "--format", "json")
      for round in 0..<40 {
        // Renamed into place as git does it, and once in a while written in place, as git never does.
        let bytes = try Data(contentsOf: URL(fileURLWithPath: round % 2 == 0 ? small : large))
        try bytes.write(
          to: URL(fileURLWithPath: repository.path + "/.git/index"), options: round % 5 == 0 ? [] : .atomic)
        usleep(500)
      }
      watch.saw(running.outcome().ending)
    }
    try watch.finish()
  }

  @Test("39: a full disk under the book is exit 3, and what is found is told", .enabled(if: geteuid() == 0))
  func fullDisk() throws {
    let repository = try repository()
    let watch = Watch("39i", in: repository)
    let place = repository.outside + "/full"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    let script = """
      mount -t tmpfs -o size=64k none '\(place)' && head -c 1000000 /dev/zero >'\(place)/filler' 2>/dev/null
      '\(Program.path)' scan --staged --ledger '\(place)/ledger.db' >../text; echo $? >../code
      """
    let child = ChildProcess(
      "/usr/bin/unshare", ["-m", "/bin/sh", "-c", script], variables: watch.variables, folder: repository.path)
    _ = try child.run()
    let code = String(decoding: try repository.read("../code"), as: UTF8.self).dropLast()
    watch.saw(Int32(code).map { .exit($0) } ?? .outOfPatience)
    #expect(String(decoding: try repository.read("../text"), as: UTF8.self).contains("secrets.github"))
    try watch.finish()
  }

  @Test("39: a clock that says 1970 or 2106 changes neither what is found nor the book's soundness")
  func clocks() throws {
    guard let compiler = Environment.found("cc") ?? Environment.found("clang") else { return }
    let repository = try repository()
    let source = """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <stdlib.h>
      #include <time.h>
      int clock_gettime(clockid_t id, struct timespec *time) {
        static int (*real)(clockid_t, struct timespec *);
        if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
        int code = real(id, time);
        if (id == CLOCK_REALTIME) time->tv_sec = atol(getenv("WALL_CLOCK"));
        return code;
      }
      """
    try repository.write("../clock.c", source)
    let library = repository.outside + "/clock.so"
    let compile = ChildProcess(
      compiler, ["-shared", "-fPIC", "-o", library, repository.outside + "/clock.c", "-ldl"],
      variables: ["PATH": Environment.path], folder: repository.outside)
    try #require(try compile.run().code == 0)
    let watch = Watch("39j", in: repository)
    for (seconds, year) in [("0", "1970-"), ("4291747200", "2106-"), ("-1000", "1969-")] {
      let clock = watch.with(["LD_PRELOAD": library, "WALL_CLOCK": seconds])
      let started = try clock.report("--staged").scan.startedAt
      #expect(started?.hasPrefix(year) == true, "\(started ?? "nil")")
      #expect(try book(repository) == "intact")
    }
    #expect(try watch.code("--staged") == 1)
    #expect(try book(repository) == "intact")
    try watch.finish()
  }

  @Test("35: no core is dumped")
  func core() throws {
    let repository = try repository()
    let watch = Watch("35b", in: repository)
    for number in 0..<40 {
      try repository.write("large/\(number)", String(repeating: "plain text \(number)\n", count: 40_000))
    }
    let running = try Program(in: repository).after("ulimit -c unlimited").start("scan", ".", "--jobs", "1")
    var limit: Substring?
    for _ in 0..<200 where limit?.contains(" 0 ") != true {
      usleep(2000)
      limit = running.limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
    }
    #expect(limit?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"], "\(limit ?? "no limit seen")")
    running.signal(SIGABRT)
    // It may have been quicker than the signal.
    #expect([.signal(SIGABRT), .exit(1)].contains(running.outcome().ending))
    #expect(!TestFolder.files(below: repository.outside).contains { $0.contains("core") && !$0.contains("/.git/") })
    #expect(try watch.code("--staged") == 1)
    try watch.finish()
  }
}
