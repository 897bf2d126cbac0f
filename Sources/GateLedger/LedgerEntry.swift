package import GateModel

/// What the clocks said when an entry was sealed. They order nothing: the sequence does.
package struct Moment: Equatable, Sendable {
  /// Milliseconds since 1970, UTC.
  package var wall: Int64
  /// Microseconds since some start of this machine; never goes back while it runs.
  package var monotonic: Int64

  package init(wall: Int64, monotonic: Int64) {
    self.wall = wall
    self.monotonic = monotonic
  }
}

/// An entry before it has a place in the book: all members but those that `LedgerEntry.seal` adds.
package struct EntryDraft: Equatable, Sendable {
  package var members: [JSON.Member]
  /// Kept beside the entry, and may be detached from it later: the body holds its digest.
  package var scanned: ScannedList?

  package init(members: [JSON.Member], scanned: ScannedList? = nil) {
    self.members = members
    self.scanned = scanned
  }
}

/// One line of the book: canonical JSON that never changes again, and its hash in the tree.
package struct LedgerEntry: Equatable, Sendable {
  package let sequence: Int
  package let leaf: Digest
  package let body: [UInt8]
  package let at: Int64

  /// The next entry after `head`. Throws what a reader would refuse: better here than in the book.
  package static func seal(
    _ draft: EntryDraft, after head: LedgerHead, at moment: Moment
  ) throws(LedgerError) -> LedgerEntry {
    let clock = JSON.object([
      JSON.Member("mono_us", .integer(moment.monotonic)),
      JSON.Member("prev_at_ok", .bool(head.size == 0 || moment.wall >= head.lastAt)),
    ])
    let seal = [
      JSON.Member("seq", .count(head.size)),
      JSON.Member("ledger", .string(head.ledger)),
      JSON.Member("at", .string(Timestamp.text(moment.wall))),
      JSON.Member("clock", clock),
      JSON.Member("prev", .string(head.lastLeaf.description)),
    ]
    let body = JSON.object(draft.members + seal).canonical()
    _ = try CanonicalJSON.parse(body)
    return LedgerEntry(sequence: head.size, leaf: MerkleTree.leafHash(body), body: body, at: moment.wall)
  }
}

/// Where the book ends: what the next entry builds on.
package struct LedgerHead: Equatable, Sendable {
  /// Who the book is: 32 hex digits, drawn when it was made.
  package var ledger: String
  package var size: Int
  /// `Frontier.bytes` as they are stored, unchecked.
  package var frontier: [UInt8]
  /// Of the last entry; zeros where there is none.
  package var lastLeaf: Digest
  /// Milliseconds since 1970, of the last entry.
  package var lastAt: Int64

  package init(ledger: String, size: Int, frontier: [UInt8], lastLeaf: Digest, lastAt: Int64) {
    self.ledger = ledger
    self.size = size
    self.frontier = frontier
    self.lastLeaf = lastLeaf
    self.lastAt = lastAt
  }

  /// Of a new and empty book.
  package static func new() -> LedgerHead {
    var random = SystemRandomNumberGenerator()
    let id = Hex.encode((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    return LedgerHead(ledger: id, size: 0, frontier: [], lastLeaf: noPredecessor, lastAt: 0)
  }

  /// What entry 0 names as its predecessor.
  package static let noPredecessor: Digest = {
    guard let zeros = Digest(bytes: [UInt8](repeating: 0, count: 32)) else { preconditionFailure("32 bytes") }
    return zeros
  }()

  /// The head once `entry`, sealed after this one, is in the book.
  package func advanced(by entry: LedgerEntry) throws(LedgerError) -> LedgerHead {
    guard var edge = Frontier(count: size, bytes: frontier) else {
      throw LedgerError(
        .corrupt, "the ledger's head row is damaged: nothing was recorded; run `gatebook ledger verify`")
    }
    edge.append(entry.leaf)
    return LedgerHead(
      ledger: ledger, size: edge.count, frontier: edge.bytes, lastLeaf: entry.leaf, lastAt: entry.at)
  }
}

/// An entry as a store holds it; nothing about it is checked.
package struct StoredEntry: Equatable, Sendable {
  package var sequence: Int
  package var leaf: [UInt8]
  package var body: [UInt8]

  package init(sequence: Int, leaf: [UInt8], body: [UInt8]) {
    self.sequence = sequence
    self.leaf = leaf
    self.body = body
  }
}
