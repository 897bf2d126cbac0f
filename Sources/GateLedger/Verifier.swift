package import GateModel

/// Reads a book from its first entry to its head row and stops at the first thing that is wrong.
///
/// Whoever can write the file can rewrite it whole, head row and all: this finds everything short of that. Memory
/// does not grow with the book.
package struct Verifier {
  package enum Verdict: Equatable, Sendable {
    case intact(count: Int, root: Digest)
    case tampered(LedgerProblem)
  }

  private let head: LedgerHead
  private var edge = Frontier()
  private var lastLeaf = LedgerHead.noPredecessor

  package init(head: LedgerHead) { self.head = head }

  package static func verify(_ store: any LedgerStore) throws(LedgerError) -> Verdict {
    try store.snapshot { () throws(LedgerError) -> Verdict in
      var verifier = Verifier(head: try store.head())
      var problem: LedgerProblem?
      try store.read(from: .min, order: .oldestFirst) { entry throws(LedgerError) in
        problem = try verifier.problem(with: entry) { sequence throws(LedgerError) in
          try store.scannedList(of: sequence)
        }
        return problem == nil
      }
      return problem.map { .tampered($0) } ?? verifier.verdict
    }
  }

  /// Takes the next entry; after a problem there is no going on.
  package mutating func problem(
    with entry: StoredEntry, list: (Int) throws(LedgerError) -> ScannedList?
  ) throws(LedgerError) -> LedgerProblem? {
    let place = edge.count
    if entry.sequence > place { return .missing(entry: place, next: entry.sequence) }
    if entry.sequence < place { return .repeated(entry: place, sequence: entry.sequence) }

    let leaf = MerkleTree.leafHash(entry.body)
    let body = try? CanonicalJSON.parse(entry.body)
    if leaf.bytes != entry.leaf { return .edited(entry: place, canonical: body != nil) }
    guard let body else { return .notCanonical(entry: place) }
    if let problem = problem(at: place, in: body) { return problem }
    if let digest = body["scanned_sha256"]?.text, let list = try list(place), list.digest.description != digest {
      return .listEdited(entry: place)
    }
    edge.append(leaf)
    lastLeaf = leaf
    return nil
  }

  /// The answer once every entry was taken without a problem.
  package var verdict: Verdict {
    if edge.count < head.size { return .tampered(.truncated(entries: edge.count, covered: head.size)) }
    if edge.count > head.size { return .tampered(.notCovered(entries: edge.count, covered: head.size)) }
    if head.lastLeaf != lastLeaf { return .tampered(.lastForged(entry: edge.count - 1)) }
    if head.frontier != edge.bytes { return .tampered(.headDiffers(entries: edge.count)) }
    return .intact(count: edge.count, root: edge.root)
  }

  private func problem(at place: Int, in body: JSON) -> LedgerProblem? {
    guard let number = body["seq"]?.number, let sequence = Int(exactly: number),
      let ledger = body["ledger"]?.text, let previous = body["prev"]?.text
    else { return .notAnEntry(entry: place) }
    if sequence < place { return .repeated(entry: place, sequence: sequence) }
    if sequence > place { return .outOfOrder(entry: place, sequence: sequence) }
    if ledger != head.ledger { return .wrongLedger(entry: place, ledger: ledger) }
    if previous != lastLeaf.description { return place == 0 ? .namesPredecessor : .forged(entry: place - 1) }
    return nil
  }
}
