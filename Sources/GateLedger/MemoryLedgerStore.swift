package import GateModel

/// The reference for what a store does, and a ledger for tests. Not safe to share between tasks.
package final class MemoryLedgerStore: LedgerStore {
  /// Open to tests, which play the forger.
  package var entries: [StoredEntry] = []
  package var lists: [Int: ScannedList] = [:]
  package var current = LedgerHead.new()
  private let clock: () -> Moment

  package init(clock: @escaping () -> Moment) { self.clock = clock }

  package func append(_ draft: EntryDraft) throws(LedgerError) -> LedgerReceipt {
    let entry = try LedgerEntry.seal(draft, after: current, at: clock())
    current = try current.advanced(by: entry)
    entries.append(StoredEntry(sequence: entry.sequence, leaf: entry.leaf.bytes, body: entry.body))
    lists[entry.sequence] = draft.scanned
    return LedgerReceipt(sequence: entry.sequence, leafHash: entry.leaf)
  }

  package func head() -> LedgerHead { current }

  package func read(
    from sequence: Int, order: ReadingOrder, _ visit: (StoredEntry) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    for entry in order == .oldestFirst ? entries : entries.reversed() where entry.sequence >= sequence {
      guard try visit(entry) else { return }
    }
  }

  package func scannedList(of sequence: Int) -> ScannedList? { lists[sequence] }

  package func snapshot<T>(_ work: () throws(LedgerError) -> T) throws(LedgerError) -> T { try work() }
}
