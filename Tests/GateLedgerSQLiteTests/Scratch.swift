import Foundation
import GateLedger
import GateModel
import Glibc

@testable import GateLedgerSQLite

/// A directory of its own for each test, gone afterwards.
struct Scratch: ~Copyable {
  let directory: String
  var path: String { directory + "/book/ledger.db" }

  init() {
    var name = Array("/tmp/gate-ledger-XXXXXX".utf8CString)
    directory = unsafe name.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress, unsafe mkdtemp(base) != nil else { return "/nonexistent" }
      return unsafe String(cString: base)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }
}

enum Sample {
  /// A record with as many findings as asked for.
  static func draft(findings: Int = 1, list: ScannedList? = nil) -> EntryDraft {
    let place = Position(line: 3, column: 1, offset: 9)
    let digest = Digest(bytes: [UInt8](repeating: 7, count: 32))!
    let report = ScanReport(
      selection: .staged, selectionText: "staged", rulesDigest: digest, policyDigest: digest, rules: [],
      coverage: Coverage(),
      findings: (0..<findings).map { number in
        Finding(
          ruleID: "secrets.key", severity: .high, confidence: .high, message: "", path: TreePath("src/app.py"),
          range: SourceRange(start: place, end: place), excerpt: Excerpt(text: "", mark: 0..<0),
          fingerprint: Fingerprint(text: "v0:\(number)"), host: HostPlace(startColumn: 1, endColumn: 1, lineHash: ""))
      }, verdict: .open)
    let run = RunFacts(
      id: "run", startedAt: 0, durationMicroseconds: 1, cpuMicroseconds: 1, peakRSSBytes: 1 << 20)
    return ScanRecord(report, ScanContext(run: run, scanned: list)).draft
  }

  /// A book of `count` entries, closed.
  static func book(_ path: String, of count: Int) throws {
    let store = try SQLiteLedgerStore(path: path)
    for _ in 0..<count { _ = try store.append(draft()) }
  }

  /// What `verify` prints.
  static func verdict(_ path: String) throws -> String {
    switch try Verifier.verify(try SQLiteLedgerStore(reading: path)) {
    case .intact(let count, _): "intact \(count)"
    case .tampered(let problem): problem.description
    }
  }

  /// Does to the file what someone with the sqlite3 shell can do.
  static func tamper(_ path: String, _ sql: String, dropping: Bool = true) throws {
    let place = SQLiteFailure.Place(path: path, forReading: false)
    let database = try SQLiteDatabase(path, at: place, flags: SQLiteDatabase.writing, patience: 1000)
    if dropping {
      for trigger in ["entries_never_change", "entries_never_leave", "entries_follow_the_head"] {
        try database.execute("DROP TRIGGER IF EXISTS \(trigger)")
      }
    }
    try database.execute(sql)
  }

  static func code(_ work: () throws -> Void) -> LedgerError.Code? {
    do {
      try work()
      return nil
    } catch { return (error as? LedgerError)?.code }
  }
}

enum File {
  static func write(_ path: String, _ bytes: [UInt8]) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  static func read(_ path: String) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY)
    defer { close(descriptor) }
    return unsafe [UInt8](unsafeUninitializedCapacity: max(1, size(path))) { buffer, count in
      unsafe count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
    }
  }

  static func size(_ path: String) -> Int { facts(path).map { Int($0.st_size) } ?? 0 }
  static func mode(_ path: String) -> mode_t? { facts(path).map { $0.st_mode & 0o777 } }

  private static func facts(_ path: String) -> stat? {
    var facts = stat()
    return unsafe lstat(path, &facts) == 0 ? facts : nil
  }
}
