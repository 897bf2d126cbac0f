import GateLedger
import GateModel

/// The tables, and how a new file comes to hold them.
enum LedgerSchema {
  /// `GBLG`, at byte 68 of the file: `file` and we know it by that.
  static let applicationID = 0x4742_4C47
  static let version = 1

  /// The triggers keep a slip of the hand from changing what was written; against whoever means it stand the hashes.
  /// They fire for `INSERT OR REPLACE` too, which deletes without a delete trigger.
  private static let tables = """
    CREATE TABLE entries(seq INTEGER PRIMARY KEY, leaf BLOB NOT NULL, body BLOB NOT NULL) STRICT;
    CREATE TABLE head(
      one INTEGER PRIMARY KEY CHECK (one = 1), ledger BLOB NOT NULL, size INTEGER NOT NULL, frontier BLOB NOT NULL,
      leaf BLOB NOT NULL, at INTEGER NOT NULL) STRICT;
    CREATE TABLE scanned(seq INTEGER PRIMARY KEY, list BLOB NOT NULL) STRICT;
    CREATE TABLE checkpoints(size INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT;
    CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
      BEGIN SELECT RAISE(ABORT, 'entries never change'); END;
    CREATE TRIGGER entries_never_leave BEFORE DELETE ON entries
      BEGIN SELECT RAISE(ABORT, 'entries never leave'); END;
    CREATE TRIGGER entries_follow_the_head BEFORE INSERT ON entries WHEN NEW.seq IS NOT (SELECT size FROM head)
      BEGIN SELECT RAISE(ABORT, 'entries follow the head row'); END;
    """

  /// Makes a new ledger whole under another name and then gives it its own, so that no other process ever sees half
  /// of one. Whoever comes second finds the first one's.
  static func create(_ file: LedgerFile, patience: Int32) throws(LedgerError) {
    let draft = "\(file.path).new-\(LedgerHead.new().ledger)"
    defer { for suffix in ["", "-wal", "-shm", "-journal"] { LedgerFile.remove(draft + suffix) } }
    try LedgerFile.make(draft)
    try fill(draft, for: file, patience: patience)
    try LedgerFile.sync(draft)
    try file.publish(draft)
  }

  private static func fill(_ draft: String, for file: LedgerFile, patience: Int32) throws(LedgerError) {
    let place = SQLiteFailure.Place(path: file.path, forReading: false)
    let database = try SQLiteDatabase(draft, at: place, flags: SQLiteDatabase.writing, patience: patience)
    // Nobody else knows the name yet: a crash leaves a stray file, never half a ledger.
    try database.execute("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; BEGIN")
    try database.execute("PRAGMA application_id=\(applicationID); PRAGMA user_version=\(version); \(tables)")
    let head = LedgerHead.new()
    try database.prepare("INSERT INTO head VALUES (1, ?, ?, ?, ?, ?)").run(
      .blob(Array(head.ledger.utf8)), .number(head.size), .blob(head.frontier), .blob(head.lastLeaf.bytes),
      .number(Int(head.lastAt)))
    try database.execute("COMMIT; PRAGMA journal_mode=WAL")
  }

  /// The first look into a file: is it a ledger, and one that this version can read?
  static func check(_ database: borrowing SQLiteDatabase, _ file: LedgerFile) throws(LedgerError) {
    guard try database.number("PRAGMA application_id") == applicationID else {
      throw LedgerError(
        .notALedger, "ledger \(file.path): a database, but no ledger of Gatebook; name another file with --ledger")
    }
    let found = try database.number("PRAGMA user_version")
    guard found <= version else {
      throw LedgerError(
        .newerSchema,
        "ledger \(file.path): made by a newer Gatebook (schema \(found), this one knows \(version)): nothing was "
          + "changed; use that version, or another ledger with --ledger")
    }
  }
}
