package import GateModel

package enum ReadingOrder: Sendable { case oldestFirst, newestFirst }

/// Where a book is kept. Stores move bytes; what an entry is and whether the book is sound is decided here.
///
/// The queries on top (`Verifier`, `History`) and the parameterised tests take any of them.
package protocol LedgerStore {
  /// Seals the draft as the next entry and keeps it: when this returns, it is on the disk; when it throws, the book
  /// is as it was before.
  func append(_ draft: EntryDraft) throws(LedgerError) -> LedgerReceipt

  func head() throws(LedgerError) -> LedgerHead

  /// Shows the entries from `sequence` on, one at a time and never all in memory, until `visit` says false.
  /// Oldest first begins there and goes up; newest first comes down to it.
  func read(
    from sequence: Int, order: ReadingOrder, _ visit: (StoredEntry) throws(LedgerError) -> Bool
  ) throws(LedgerError)

  /// The list kept beside an entry; nil where there was none or it was detached.
  func scannedList(of sequence: Int) throws(LedgerError) -> ScannedList?

  /// All that is read inside sees one and the same state, whoever appends meanwhile.
  func snapshot<T>(_ work: () throws(LedgerError) -> T) throws(LedgerError) -> T
}
