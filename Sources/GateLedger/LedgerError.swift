/// What kept the ledger from doing what was asked. The message says what to do about it.
package struct LedgerError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// There is no ledger at the path, and it was to be read.
    case notFound
    case notWritable
    case notReadable
    /// No space or quota is left.
    case full
    /// Another process held the ledger too long.
    case locked
    case corrupt
    /// Made by a newer Gatebook.
    case newerSchema
    /// The file is something else, or a symbolic link.
    case notALedger
    /// The file system cannot share a ledger between processes.
    case wrongFilesystem
    /// The bytes are not what `JSON.canonical()` writes.
    case notCanonical
  }

  package var code: Code
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
