import GateLedger
import GateModel
import Glibc
import Testing

@testable import GateLedgerSQLite

@Suite("The book in SQLite")
struct SQLiteLedgerStoreTests {
  @Test("what is appended is there for the next process, in order and intact")
  func appended() throws {
    let scratch = Scratch()
    var receipts: [LedgerReceipt] = []
    for _ in 0..<3 { receipts.append(try SQLiteLedgerStore(path: scratch.path).append(Sample.draft())) }
    #expect(receipts.map(\.sequence) == [0, 1, 2])
    let store = try SQLiteLedgerStore(reading: scratch.path)
    var leaves: [[UInt8]] = []
    try store.read(from: 1, order: .newestFirst) { entry in
      leaves.append(entry.leaf)
      return true
    }
    #expect(leaves == [receipts[2].leafHash.bytes, receipts[1].leafHash.bytes])
    #expect(try Sample.verdict(scratch.path) == "intact 3")
  }

  @Test("the directory and the file are for their owner alone, and nothing else is left lying about")
  func modes() throws {
    let scratch = Scratch()
    try Sample.book(scratch.path, of: 1)
    #expect(File.mode(scratch.directory + "/book") == 0o700)
    #expect(File.mode(scratch.path) == 0o600)
    #expect(File.mode(scratch.path + "-wal") == nil && File.mode(scratch.path + "-shm") == nil)
    let place = SQLiteFailure.Place(path: scratch.path, forReading: false)
    let database = try SQLiteDatabase(scratch.path, at: place, flags: SQLiteDatabase.writing, patience: 0)
    #expect(try database.number("SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'") == 1)
    #expect(try database.number("PRAGMA application_id") == LedgerSchema.applicationID)
    #expect(try database.number("PRAGMA user_version") == 1)
  }

  @Test("a list of scanned files is kept beside its entry")
  func lists() throws {
    let scratch = Scratch()
    let list = ScannedList([.init(path: TreePath("a"), blob: ObjectID(bytes: [UInt8](repeating: 1, count: 20)))])
    let store = try SQLiteLedgerStore(path: scratch.path)
    _ = try store.append(Sample.draft(list: list))
    _ = try store.append(Sample.draft())
    #expect(try store.scannedList(of: 0)?.bytes == list.bytes)
    #expect(try store.scannedList(of: 1) == nil)
    try Sample.tamper(scratch.path, "UPDATE scanned SET list = x'00'")
    #expect(try Sample.verdict(scratch.path) == "TAMPERED entry 0: its list of scanned files does not match its digest")
    try Sample.tamper(scratch.path, "DELETE FROM scanned")
    #expect(try Sample.verdict(scratch.path) == "intact 2")
  }

  @Test(
    "a slip of the hand is stopped by the triggers",
    arguments: [
      "UPDATE entries SET body = x'00'", "DELETE FROM entries", "INSERT INTO entries VALUES (7, x'00', x'00')",
      "INSERT OR REPLACE INTO entries VALUES (1, x'00', x'00')", "INSERT INTO entries VALUES (3, 'text', 'text')",
    ])
  func triggers(sql: String) throws {
    let scratch = Scratch()
    try Sample.book(scratch.path, of: 3)
    #expect(throws: LedgerError.self) { try Sample.tamper(scratch.path, sql, dropping: false) }
    #expect(try Sample.verdict(scratch.path) == "intact 3")
  }

  @Test(
    "who drops the triggers and tampers is found",
    arguments: [
      (
        // A STRICT table takes a blob and not the text that `replace` makes of it.
        "UPDATE entries SET body = CAST(replace(body, '\"line\":3', '\"line\":4') AS BLOB) WHERE seq = 5",
        "TAMPERED entry 5: content does not match its recorded hash"
      ),
      ("DELETE FROM entries WHERE seq = 5", "TAMPERED entry 5: missing (next is 6)"),
      (
        "DELETE FROM entries WHERE seq = 5; UPDATE entries SET seq = seq - 1 WHERE seq > 5",
        "TAMPERED entry 5: out of order (its content says 6)"
      ),
      (
        "UPDATE entries SET seq = 99 WHERE seq = 5; UPDATE entries SET seq = 5 WHERE seq = 6;"
          + "UPDATE entries SET seq = 6 WHERE seq = 99", "TAMPERED entry 5: out of order (its content says 6)"
      ),
      (
        "REPLACE INTO entries SELECT 5, leaf, body FROM entries WHERE seq = 4", "TAMPERED entry 5: seq 4 repeated"
      ),
      ("INSERT INTO entries SELECT -1, leaf, body FROM entries WHERE seq = 4", "TAMPERED entry 0: seq -1 repeated"),
      ("DELETE FROM entries WHERE seq >= 9", "TRUNCATED: 9 entries, the head row covers 12"),
      (
        "DELETE FROM entries WHERE seq >= 9; UPDATE head SET size = 9",
        "TAMPERED entry 8: the head row names another last entry"
      ),
      ("UPDATE head SET frontier = zeroblob(64)", "TAMPERED head row: the root of 12 entries differs"),
      ("UPDATE head SET ledger = x'3030'", nil),
      ("UPDATE entries SET leaf = x'' WHERE seq = 5", "TAMPERED entry 5: content does not match its recorded hash"),
      ("PRAGMA writable_schema = on; UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'entries'", nil),
    ] as [(String, String?)])
  func tampered(sql: String, text: String?) throws {
    let scratch = Scratch()
    try Sample.book(scratch.path, of: 12)
    try Sample.tamper(scratch.path, sql)
    let found = try? Sample.verdict(scratch.path)
    if let text { #expect(found == text) } else { #expect(found?.hasPrefix("intact") != true) }
  }

  @Test("a body forged together with its hash is betrayed by the next")
  func forged() throws {
    let scratch = Scratch()
    try Sample.book(scratch.path, of: 12)
    var body: [UInt8] = []
    try SQLiteLedgerStore(reading: scratch.path).read(from: 5, order: .oldestFirst) { entry in
      body = entry.body
      return false
    }
    body = Array(String(decoding: body, as: UTF8.self).replacing("\"line\":3", with: "\"line\":4").utf8)
    let leaf = MerkleTree.leafHash(body)
    try Sample.tamper(
      scratch.path, "UPDATE entries SET body = x'\(Hex.encode(body))', leaf = x'\(leaf)' WHERE seq = 5")
    #expect(try Sample.verdict(scratch.path) == "TAMPERED entry 5: entry 6 names another predecessor")
    try Sample.tamper(scratch.path, "DELETE FROM entries WHERE seq > 5; UPDATE head SET size = 6")
    #expect(try Sample.verdict(scratch.path) == "TAMPERED entry 5: the head row names another last entry")
  }

  @Test("exported entries, one a line, have the root that verify says, by code that shares nothing with ours")
  func export() throws {
    let scratch = Scratch()
    try Sample.book(scratch.path, of: 11)
    let store = try SQLiteLedgerStore(reading: scratch.path)
    var lines: [[UInt8]] = []
    try store.read(from: 0, order: .oldestFirst) { entry in
      lines.append(entry.body)
      return true
    }
    #expect(!lines.joined().contains(0x0A))
    // As tools/ledger_verify.py has it: a stack that merges while the index is odd.
    var stack: [Digest] = []
    for (number, line) in lines.enumerated() {
      let body = try CanonicalJSON.parse(line)
      let zeros = String(repeating: "0", count: 64)
      let previous = number == 0 ? zeros : MerkleTree.leafHash(lines[number - 1]).description
      #expect(body["seq"]?.number == Int64(number) && body["prev"]?.text == previous)
      var (node, index) = (MerkleTree.leafHash(line), number)
      while index & 1 == 1 {
        node = MerkleTree.nodeHash(stack.removeLast(), node)
        index >>= 1
      }
      stack.append(node)
    }
    let root = stack.dropLast().reversed().reduce(try #require(stack.last)) { MerkleTree.nodeHash($1, $0) }
    #expect(try Verifier.verify(store) == .intact(count: 11, root: root))
  }

  @Test("verify sees one state while others append")
  func snapshot() throws {
    let scratch = Scratch()
    let writer = try SQLiteLedgerStore(path: scratch.path)
    _ = try writer.append(Sample.draft())
    let reader = try SQLiteLedgerStore(reading: scratch.path)
    try reader.snapshot { () throws(LedgerError) in
      #expect(try reader.head().size == 1)
      _ = try writer.append(Sample.draft())
      #expect(try reader.head().size == 1)
    }
    #expect(try reader.head().size == 2)
    #expect(try Sample.verdict(scratch.path) == "intact 2")
  }

  @Test("a path without a directory is beside the program")
  func relative() throws {
    let file = try LedgerFile("ledger.db", makingDirectory: false)
    #expect(file.path == file.directory + "/ledger.db" && file.path.hasPrefix("/"))
    #expect(throws: LedgerError.self) { try LedgerFile("/tmp/", makingDirectory: false) }
  }

  @Test("network file systems are told by the list of mounts")
  func network() {
    let mounts = """
      22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      40 22 0:35 / /home rw,nosuid shared:20 master:1 - nfs4 server:/home rw
      41 22 0:36 / /mnt/a\\040b rw - fuse.sshfs me@host: rw
      42 22 0:37 / /mnt/c rw - 9p drvfs rw
      43 22 0:38 / /home/x rw - overlay overlay rw
      """
    #expect(NetworkFilesystem.name(device: "0:35", mounts: mounts) == "nfs4")
    #expect(NetworkFilesystem.name(device: "0:36", mounts: mounts) == "fuse.sshfs")
    for device in ["0:37", "0:38", "8:1", "0:99"] {
      #expect(NetworkFilesystem.name(device: device, mounts: mounts) == nil)
    }
  }
}
