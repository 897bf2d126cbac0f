import CSQLite
import GateLedger
import Glibc

/// What SQLite says into what a person can do about it.
enum SQLiteFailure {
  struct Place {
    var path: String
    var forReading: Bool
  }

  @unsafe static func error(_ code: Int32, of database: OpaquePointer, at place: Place) -> LedgerError {
    let text = unsafe String(cString: sqlite3_errmsg(database))
    return error(code: code, errno: unsafe sqlite3_system_errno(database), text: text, at: place)
  }

  static func error(code: Int32, errno: Int32, text: String, at place: Place) -> LedgerError {
    let (kind, remedy) = diagnosis(code, errno, place)
    let because = errno == 0 ? text : "\(text) (\(unsafe String(cString: strerror(errno))))"
    return LedgerError(kind, "ledger \(place.path): \(because); \(remedy)")
  }

  private static func diagnosis(_ code: Int32, _ errno: Int32, _ place: Place) -> (LedgerError.Code, String) {
    switch code & 0xFF {
    case SQLITE_FULL: full
    case SQLITE_IOERR where [ENOSPC, EDQUOT, EFBIG].contains(errno): full
    // SQLite may have forgotten why a write failed; a quota and a file-size limit come this way.
    case SQLITE_IOERR where code == writeFailed && errno == 0: full
    case SQLITE_IOERR where isAboutSharing(code): (.wrongFilesystem, NetworkFilesystem.remedy)
    case SQLITE_BUSY, SQLITE_LOCKED:
      (.locked, "another process holds it (`fuser \(place.path)` names it): run the command again when that is done")
    case SQLITE_CORRUPT, SQLITE_CONSTRAINT, SQLITE_ERROR, SQLITE_SCHEMA:
      (.corrupt, "keep the file as evidence, run `gatebook ledger verify`, and go on with a copy or a new ledger")
    case SQLITE_NOTADB: (.notALedger, "it is no ledger: name another file with --ledger")
    case SQLITE_CANTOPEN where code == cannotOpenLink:
      (.notALedger, "a symbolic link is never followed: name the file itself with --ledger")
    default: place.forReading ? notReadable : notWritable
    }
  }

  private static let full = (
    LedgerError.Code.full, "nothing was recorded: make room (disk, quota or file-size limit), then run it again"
  )
  private static let notWritable = (
    LedgerError.Code.notWritable,
    "nothing was recorded: make the file and its directory writable, or name another place with --ledger"
  )
  private static let notReadable = (
    LedgerError.Code.notReadable, "make the file and its directory readable, or copy both to another place"
  )

  /// SQLITE_CANTOPEN_SYMLINK; macros that compute are not imported.
  private static let cannotOpenLink = SQLITE_CANTOPEN | 6 << 8

  /// SQLITE_IOERR_WRITE.
  private static let writeFailed = SQLITE_IOERR | 3 << 8

  /// SQLITE_IOERR_…: RDLOCK, UNLOCK, CHECKRESERVEDLOCK, LOCK and SHMOPEN, SHMSIZE, SHMLOCK, SHMMAP.
  private static func isAboutSharing(_ code: Int32) -> Bool { [8, 9, 14, 15, 18, 19, 20, 21].contains(code >> 8) }
}
