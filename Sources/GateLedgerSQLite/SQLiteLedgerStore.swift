import CSQLite
package import GateLedger
package import GateModel
import Glibc

/// A ledger in one SQLite file, shared by all processes of this machine. Not safe to share between tasks: each opens
/// its own.
package final class SQLiteLedgerStore: LedgerStore {
  private let database: SQLiteDatabase
  private let clock: () -> Moment
  private var listQuery: SQLiteStatement?

  /// How long to wait for other writers, in milliseconds.
  package static let patience: Int32 = 30_000

  /// For appending; makes the ledger, and its directory, where there is none.
  package init(
    path: String, patience: Int32 = SQLiteLedgerStore.patience, clock: @escaping () -> Moment = Moment.now
  ) throws(LedgerError) {
    let file = try LedgerFile(path, makingDirectory: true)
    if let network = NetworkFilesystem.name(of: file.directory) {
      throw LedgerError(.wrongFilesystem, "ledger \(file.path) lies on \(network): \(NetworkFilesystem.remedy)")
    }
    if try SQLiteLedgerStore.isAbsent(file) { try LedgerSchema.create(file, patience: patience) }
    let place = SQLiteFailure.Place(path: file.path, forReading: false)
    let database = try SQLiteDatabase(file.path, at: place, flags: SQLiteDatabase.writing, patience: patience)
    try LedgerSchema.check(database, file)
    // The usual default, but a matter of how the library was built, and this promise is ours.
    try database.execute("PRAGMA synchronous=FULL")
    self.database = database
    self.clock = clock
  }

  /// For reading only: changes no byte of the book, and works where nothing can be written.
  package init(reading path: String, patience: Int32 = SQLiteLedgerStore.patience) throws(LedgerError) {
    let file = try LedgerFile(path, makingDirectory: false)
    let finding = file.look()
    try file.refuse(finding)
    guard finding == .present else {
      throw LedgerError(.notFound, "ledger \(file.path): there is none yet; `gatebook scan` in a repository makes one")
    }
    database = try SQLiteDatabase.reading(file, patience: patience)
    clock = Moment.now
  }

  package func append(_ draft: EntryDraft) throws(LedgerError) -> LedgerReceipt {
    try database.transaction("BEGIN IMMEDIATE") { () throws(LedgerError) -> LedgerReceipt in
      let head = try head()
      let entry = try LedgerEntry.seal(draft, after: head, at: clock())
      let next = try head.advanced(by: entry)
      try insert(entry, draft.scanned)
      try database.prepare("UPDATE head SET size = ?, frontier = ?, leaf = ?, at = ?").run(
        .number(next.size), .blob(next.frontier), .blob(next.lastLeaf.bytes), .number(Int(next.lastAt)))
      return LedgerReceipt(sequence: entry.sequence, leafHash: entry.leaf)
    }
  }

  package func head() throws(LedgerError) -> LedgerHead {
    let query = try database.prepare("SELECT ledger, size, frontier, leaf, at FROM head")
    guard try query.step(), let leaf = Digest(bytes: query.bytes(3)) else {
      throw LedgerError(.corrupt, "the ledger's head row is missing or damaged: keep the file as evidence")
    }
    return LedgerHead(
      ledger: String(decoding: query.bytes(0), as: UTF8.self), size: query.number(1), frontier: query.bytes(2),
      lastLeaf: leaf, lastAt: Int64(query.number(4)))
  }

  package func read(
    from sequence: Int, order: ReadingOrder, _ visit: (StoredEntry) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    let direction = order == .oldestFirst ? "ASC" : "DESC"
    let query = try database.prepare("SELECT seq, leaf, body FROM entries WHERE seq >= ? ORDER BY seq \(direction)")
    try query.bind([.number(sequence)])
    while try query.step() {
      let entry = StoredEntry(sequence: query.number(0), leaf: query.bytes(1), body: query.bytes(2))
      guard try visit(entry) else { return }
    }
  }

  package func scannedList(of sequence: Int) throws(LedgerError) -> ScannedList? {
    // Verifying asks this once an entry.
    if listQuery == nil { listQuery = try database.prepare("SELECT list FROM scanned WHERE seq = ?") }
    guard let query = listQuery.take() else { return nil }
    try query.bind([.number(sequence)])
    let list = try query.step() ? ScannedList(bytes: query.bytes(0)) : nil
    query.reset()
    listQuery = consume query
    return list
  }

  package func snapshot<T>(_ work: () throws(LedgerError) -> T) throws(LedgerError) -> T {
    try database.transaction("BEGIN", work)
  }

  private func insert(_ entry: LedgerEntry, _ list: ScannedList?) throws(LedgerError) {
    try database.prepare("INSERT INTO entries VALUES (?, ?, ?)").run(
      .number(entry.sequence), .blob(entry.leaf.bytes), .blob(entry.body))
    guard let list else { return }
    try database.prepare("INSERT INTO scanned VALUES (?, ?)").run(.number(entry.sequence), .blob(list.bytes))
  }

  private static func isAbsent(_ file: LedgerFile) throws(LedgerError) -> Bool {
    let finding = file.look()
    try file.refuse(finding)
    guard finding == .absent, file.hasLog else { return finding == .absent }
    // SQLite would replay the old log over a new file. Another process may just have made both, though.
    guard file.look() == .absent else { return false }
    throw LedgerError(
      .corrupt,
      "ledger \(file.path): the file is gone and its log \(file.path)-wal is still there: nothing was recorded; put "
        + "the file back, or move the log away to begin a new ledger")
  }
}

extension Moment {
  package static func now() -> Moment {
    var wall = timespec()
    var monotonic = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &wall)
    unsafe clock_gettime(CLOCK_MONOTONIC, &monotonic)
    return Moment(
      wall: Int64(wall.tv_sec) * 1000 + Int64(wall.tv_nsec) / 1_000_000,
      monotonic: Int64(monotonic.tv_sec) * 1_000_000 + Int64(monotonic.tv_nsec) / 1000)
  }
}

extension SQLiteDatabase {
  static let writing = SQLITE_OPEN_READWRITE

  /// Where the log's files cannot be made, the file is read as it lies: fitting only when there is no log to read.
  static func reading(_ file: LedgerFile, patience: Int32) throws(LedgerError) -> SQLiteDatabase {
    let place = SQLiteFailure.Place(path: file.path, forReading: true)
    do {
      let database = try SQLiteDatabase(file.path, at: place, flags: SQLITE_OPEN_READONLY, patience: patience)
      try LedgerSchema.check(database, file)
      return database
    } catch  where error.code == .notReadable {
      guard !file.hasLog else { throw error }
      let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
      let database = try SQLiteDatabase(file.immutableURI, at: place, flags: flags, patience: patience)
      try LedgerSchema.check(database, file)
      return database
    }
  }
}

extension LedgerFile {
  fileprivate var immutableURI: String {
    let plain = path.utf8.reduce(into: "") { text, byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "/"): text.unicodeScalars.append(Unicode.Scalar(byte))
      default: text += "%\(Hex.encode([byte]))"
      }
    }
    return "file:\(plain)?immutable=1"
  }
}
