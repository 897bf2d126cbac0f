/// Why a book is not to be trusted. The number is the entry's place, counted from 0.
package enum LedgerProblem: Equatable, Sendable, CustomStringConvertible {
  case edited(entry: Int, canonical: Bool)
  /// The entry and its recorded hash were both changed: its successor remembers another.
  case forged(entry: Int)
  case missing(entry: Int, next: Int)
  case repeated(entry: Int, sequence: Int)
  case outOfOrder(entry: Int, sequence: Int)
  case notCanonical(entry: Int)
  case notAnEntry(entry: Int)
  case wrongLedger(entry: Int, ledger: String)
  case namesPredecessor
  case listEdited(entry: Int)
  case truncated(entries: Int, covered: Int)
  case notCovered(entries: Int, covered: Int)
  /// The head row remembers another last entry.
  case lastForged(entry: Int)
  case headDiffers(entries: Int)

  package var description: String {
    switch self {
    case .edited(let entry, true): "TAMPERED entry \(entry): content does not match its recorded hash"
    case .edited(let entry, false):
      "TAMPERED entry \(entry): content does not match its recorded hash; not canonical"
    case .forged(let entry): "TAMPERED entry \(entry): entry \(entry + 1) names another predecessor"
    case .missing(let entry, let next): "TAMPERED entry \(entry): missing (next is \(next))"
    case .repeated(let entry, let sequence): "TAMPERED entry \(entry): seq \(sequence) repeated"
    case .outOfOrder(let entry, let sequence): "TAMPERED entry \(entry): out of order (its content says \(sequence))"
    case .notCanonical(let entry): "TAMPERED entry \(entry): not canonical"
    case .notAnEntry(let entry): "TAMPERED entry \(entry): not an entry of a ledger"
    case .wrongLedger(let entry, let ledger): "TAMPERED entry \(entry): belongs to ledger \(ledger)"
    case .namesPredecessor: "TAMPERED entry 0: names a predecessor"
    case .listEdited(let entry): "TAMPERED entry \(entry): its list of scanned files does not match its digest"
    case .truncated(let entries, let covered): "TRUNCATED: \(entries) entries, the head row covers \(covered)"
    case .notCovered(let entries, let covered): "TAMPERED head row: it covers \(covered) of \(entries) entries"
    case .lastForged(let entry): "TAMPERED entry \(entry): the head row names another last entry"
    case .headDiffers(let entries): "TAMPERED head row: the root of \(entries) entries differs"
    }
  }
}
