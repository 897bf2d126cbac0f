import CSQLite
import GateLedger

/// The one owner of a connection; the last use closes it. Not for two tasks at once.
@safe struct SQLiteDatabase: ~Copyable {
  private let handle: OpaquePointer
  private let place: SQLiteFailure.Place

  /// `flags` beside those that every connection of ours has. Nothing is read yet.
  init(_ name: String, at place: SQLiteFailure.Place, flags: Int32, patience: Int32) throws(LedgerError) {
    // One task uses a connection, so it needs no mutex; NOFOLLOW is for whoever plants a link after we looked.
    let all = flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(name, &opened, all, nil)
    guard code == SQLITE_OK, let handle = unsafe opened else {
      let errno = unsafe sqlite3_system_errno(opened)
      unsafe sqlite3_close_v2(opened)
      throw SQLiteFailure.error(code: code, errno: errno, text: "cannot open it", at: place)
    }
    unsafe self.handle = handle
    self.place = place
    unsafe sqlite3_busy_timeout(handle, patience)
  }

  deinit { unsafe sqlite3_close_v2(handle) }

  func prepare(_ sql: String) throws(LedgerError) -> SQLiteStatement {
    var statement: OpaquePointer?
    let code = unsafe sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement = unsafe statement else { throw failure(code) }
    return unsafe SQLiteStatement(statement, of: handle, at: place)
  }

  /// Runs every statement of `sql` for its effect.
  func execute(_ sql: String) throws(LedgerError) {
    let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  func number(_ sql: String) throws(LedgerError) -> Int {
    let statement = try prepare(sql)
    return try statement.step() ? statement.number(0) : 0
  }

  /// All of `work` or nothing of it.
  func transaction<T>(_ begin: String, _ work: () throws(LedgerError) -> T) throws(LedgerError) -> T {
    try execute(begin)
    do {
      let result = try work()
      try execute("COMMIT")
      return result
    } catch {
      // Where SQLite has rolled back already this fails, and that is all it does.
      try? execute("ROLLBACK")
      throw error
    }
  }

  private func failure(_ code: Int32) -> LedgerError { unsafe SQLiteFailure.error(code, of: handle, at: place) }
}

/// The one owner of a prepared statement.
@safe struct SQLiteStatement: ~Copyable {
  private let handle: OpaquePointer
  private let database: OpaquePointer
  private let place: SQLiteFailure.Place

  @unsafe fileprivate init(_ handle: OpaquePointer, of database: OpaquePointer, at place: SQLiteFailure.Place) {
    unsafe self.handle = handle
    unsafe self.database = database
    self.place = place
  }

  deinit { unsafe sqlite3_finalize(handle) }

  /// Binds the parameters from the first on and runs to the end.
  func run(_ parameters: SQLiteValue...) throws(LedgerError) {
    try bind(parameters)
    while try step() {}
  }

  func bind(_ parameters: [SQLiteValue]) throws(LedgerError) {
    reset()
    for (index, value) in parameters.enumerated() {
      let code = bind(value, at: Int32(index + 1))
      guard code == SQLITE_OK else { throw unsafe SQLiteFailure.error(code, of: database, at: place) }
    }
  }

  /// Lets go of what it reads.
  func reset() { unsafe sqlite3_reset(handle) }

  /// True while there is a row.
  func step() throws(LedgerError) -> Bool {
    let code = unsafe sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw unsafe SQLiteFailure.error(code, of: database, at: place)
    }
  }

  func number(_ column: Int32) -> Int { unsafe Int(sqlite3_column_int64(handle, column)) }

  /// A copy; empty for NULL.
  func bytes(_ column: Int32) -> [UInt8] {
    // The order matters: asking for the bytes fixes the form whose length is then told.
    let start = unsafe sqlite3_column_blob(handle, column)
    let count = unsafe Int(sqlite3_column_bytes(handle, column))
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: unsafe start == nil ? 0 : count))
  }

  private func bind(_ value: SQLiteValue, at index: Int32) -> Int32 {
    switch value {
    case .number(let number): unsafe sqlite3_bind_int64(handle, index, Int64(number))
    case .blob(let bytes) where bytes.isEmpty: unsafe sqlite3_bind_zeroblob(handle, index, 0)
    case .blob(let bytes):
      unsafe bytes.withUnsafeBytes { buffer in
        unsafe sqlite3_bind_blob64(handle, index, buffer.baseAddress, UInt64(buffer.count), copied)
      }
    }
  }
}

enum SQLiteValue {
  case number(Int)
  case blob([UInt8])
}

/// SQLITE_TRANSIENT, a macro that Swift does not see: SQLite takes a copy.
private var copied: sqlite3_destructor_type { unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
