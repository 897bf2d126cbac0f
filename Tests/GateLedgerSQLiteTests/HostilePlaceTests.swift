import GateLedger
import GateModel
import Glibc
import Testing

@testable import GateLedgerSQLite

@Suite("The book in a hostile place")
struct HostilePlaceTests {
  private func codes(_ path: String) -> [LedgerError.Code?] {
    [
      Sample.code { _ = try SQLiteLedgerStore(path: path) }, Sample.code { _ = try SQLiteLedgerStore(reading: path) },
    ]
  }

  @Test("a text, an empty file, another database and a directory are no ledgers, and stay as they are")
  func noLedger() throws {
    let scratch = Scratch()
    let path = scratch.directory + "/x"
    let text = Array("hello, this is a text and no database at all\n".utf8)
    for bytes in [text, [], [UInt8](repeating: 0, count: 4096)] {
      File.write(path, bytes)
      #expect(codes(path) == [.notALedger, .notALedger])
      #expect(File.read(path) == bytes)
    }
    _ = unsafe unlink(path)
    try Sample.book(path, of: 0)
    try Sample.tamper(path, "PRAGMA application_id = 1")
    #expect(codes(path) == [.notALedger, .notALedger])
    #expect(codes("/tmp") == [.notALedger, .notALedger])
  }

  @Test("a ledger of a newer version is refused with text and left alone")
  func newer() throws {
    let scratch = Scratch()
    try Sample.book(scratch.path, of: 1)
    try Sample.tamper(scratch.path, "PRAGMA user_version = 2", dropping: false)
    let before = File.read(scratch.path)
    #expect(codes(scratch.path) == [.newerSchema, .newerSchema])
    #expect(File.read(scratch.path) == before)
  }

  @Test("a symbolic link at the ledger's path is never followed, one on the way there is")
  func links() throws {
    let scratch = Scratch()
    try Sample.book(scratch.path, of: 1)
    let link = scratch.directory + "/link.db"
    _ = unsafe symlink(scratch.path, link)
    #expect(codes(link) == [.notALedger, .notALedger])
    let dangling = scratch.directory + "/dangling.db"
    _ = unsafe symlink(scratch.directory + "/nowhere.db", dangling)
    #expect(codes(dangling) == [.notALedger, .notALedger])
    #expect(File.mode(scratch.directory + "/nowhere.db") == nil)
    _ = unsafe symlink(scratch.directory + "/book", scratch.directory + "/way")
    #expect(codes(scratch.directory + "/way/ledger.db") == [nil, nil])
  }

  @Test("reading where there is no ledger says so and makes none")
  func absent() {
    let scratch = Scratch()
    #expect(Sample.code { _ = try SQLiteLedgerStore(reading: scratch.directory + "/none.db") } == .notFound)
    #expect(Sample.code { _ = try SQLiteLedgerStore(reading: scratch.directory + "/no/none.db") } == .notFound)
    #expect(File.mode(scratch.directory + "/none.db") == nil)
  }

  @Test("a log without its file is kept, and no new ledger made beside it")
  func orphanedLog() throws {
    let scratch = Scratch()
    try Sample.book(scratch.path, of: 1)
    _ = unsafe unlink(scratch.path)
    File.write(scratch.path + "-wal", [1, 2, 3])
    #expect(Sample.code { _ = try SQLiteLedgerStore(path: scratch.path) } == .corrupt)
    #expect(File.read(scratch.path + "-wal") == [1, 2, 3])
  }

  @Test("whoever waits too long for another writer is told")
  func locked() throws {
    let scratch = Scratch()
    try Sample.book(scratch.path, of: 1)
    let waiting = try SQLiteLedgerStore(path: scratch.path, patience: 50)
    let place = SQLiteFailure.Place(path: scratch.path, forReading: false)
    let other = try SQLiteDatabase(scratch.path, at: place, flags: SQLiteDatabase.writing, patience: 0)
    try other.execute("BEGIN IMMEDIATE")
    #expect(Sample.code { _ = try waiting.append(Sample.draft()) } == .locked)
    try other.execute("ROLLBACK")
    #expect(try waiting.append(Sample.draft()).sequence == 1)
  }

  @Test("half of any page overwritten is never called intact, unless the page held nothing")
  func rotten() throws {
    let scratch = Scratch()
    try Sample.book(scratch.path, of: 40)
    let whole = File.read(scratch.path)
    let truth = try Verifier.verify(try SQLiteLedgerStore(reading: scratch.path))
    let path = scratch.directory + "/rotten.db"
    for page in 0..<(whole.count / 4096) {
      for half in 0..<2 {
        var bytes = whole
        let start = page * 4096 + half * 2048
        for place in start..<(start + 2048) { bytes[place] = bytes[place] &* 31 &+ 7 }
        File.write(path, bytes)
        let found = try? Verifier.verify(try SQLiteLedgerStore(reading: path))
        if case .intact = found { #expect(found == truth, "page \(page), half \(half)") }
        for suffix in ["-wal", "-shm"] { _ = unsafe unlink(path + suffix) }
      }
    }
    File.write(path, Array(whole.prefix(whole.count / 2)))
    #expect((try? Sample.verdict(path))?.hasPrefix("intact") != true)
  }

  @Test("four writers with a hundred appends each leave four hundred entries without a gap")
  func writers() async throws {
    let scratch = Scratch()
    let path = scratch.path
    let sequences = try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<4 {
        group.addTask {
          try (0..<100).map { _ in try SQLiteLedgerStore(path: path).append(Sample.draft()).sequence }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(sequences.sorted() == Array(0..<400))
    #expect(try Sample.verdict(path) == "intact 400")
  }

  @Test("writers in four processes share a ledger that none of them made")
  func processes() async throws {
    let scratch = Scratch()
    let path = scratch.path
    await withTaskGroup { group in
      for _ in 0..<4 {
        group.addTask {
          await #expect(processExitsWith: .success) { [path = path as String] in
            for _ in 0..<25 { _ = try SQLiteLedgerStore(path: path).append(Sample.draft()) }
          }
        }
      }
    }
    #expect(try Sample.verdict(path) == "intact 100")
  }

  @Test("20: where no room is left nothing is recorded, nothing is lost, and it goes on once there is")
  func full() async {
    await #expect(processExitsWith: .success) {
      let scratch = Scratch()
      try Sample.book(scratch.path, of: 3)
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit()
      unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let free = limit.rlim_cur
      limit.rlim_cur = 100_000
      unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let great = Sample.draft(findings: 2000)
      #expect(Sample.code { _ = try SQLiteLedgerStore(path: scratch.path).append(great) } == .full)
      #expect(try Sample.verdict(scratch.path) == "intact 3")
      #expect(try SQLiteLedgerStore(path: scratch.path).append(Sample.draft()).sequence == 3)
      limit.rlim_cur = free
      unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      #expect(try SQLiteLedgerStore(path: scratch.path).append(great).sequence == 4)
      #expect(try Sample.verdict(scratch.path) == "intact 5")
    }
  }

  @Test("20: where nothing can be written, reading still works and writing says what to do")
  func readOnly() async {
    await #expect(processExitsWith: .success) {
      let scratch = Scratch()
      try Sample.book(scratch.path, of: 3)
      let folder = scratch.directory + "/book"
      unsafe chmod(scratch.path, 0o444)
      unsafe chmod(folder, 0o555)
      unsafe chmod(scratch.directory, 0o755)
      // Root may write anywhere.
      if geteuid() == 0 { seteuid(65534) }
      #expect(try Sample.verdict(scratch.path) == "intact 3")
      #expect(Sample.code { _ = try SQLiteLedgerStore(path: scratch.path).append(Sample.draft()) } == .notWritable)
      #expect(Sample.code { _ = try SQLiteLedgerStore(path: folder + "/new.db") } == .notWritable)
      #expect(Sample.code { _ = try SQLiteLedgerStore(path: folder + "/deep/er/new.db") } == .notWritable)
      seteuid(0)
    }
  }

  @Test("entries that only the log holds are not passed over where the log cannot be read")
  func unreadLog() async {
    await #expect(processExitsWith: .success) {
      let scratch = Scratch()
      let folder = scratch.directory + "/copy"
      try Sample.book(scratch.path, of: 3)
      let store = try SQLiteLedgerStore(path: scratch.path)
      _ = try store.append(Sample.draft())
      unsafe mkdir(folder, 0o755)
      for suffix in ["", "-wal"] {
        File.write(folder + "/ledger.db" + suffix, File.read(scratch.path + suffix))
        unsafe chmod(folder + "/ledger.db" + suffix, 0o444)
      }
      unsafe chmod(folder, 0o555)
      unsafe chmod(scratch.directory, 0o755)
      if geteuid() == 0 { seteuid(65534) }
      let found = Result { try Sample.verdict(folder + "/ledger.db") }
      seteuid(0)
      switch found {
      case .success(let text): #expect(text == "intact 4")
      case .failure(let error): #expect((error as? LedgerError)?.code == .notReadable)
      }
    }
  }
}
