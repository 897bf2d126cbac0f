import GateLedger
import GateModel
import Testing

@Suite("Verifying a book")
struct VerifierTests {
  /// What `verify` prints of a book of twelve after somebody had it.
  private func verdict(after tamper: (MemoryLedgerStore) throws -> Void) throws -> String {
    let store = try Sample.book(of: 12)
    try tamper(store)
    switch try Verifier.verify(store) {
    case .intact(let count, _): return "intact \(count)"
    case .tampered(let problem): return problem.description
    }
  }

  private func edit(_ entry: inout StoredEntry, _ old: String, _ new: String, andLeaf: Bool = false) {
    entry.body = Array(String(decoding: entry.body, as: UTF8.self).replacing(old, with: new, maxReplacements: 1).utf8)
    if andLeaf { entry.leaf = MerkleTree.leafHash(entry.body).bytes }
  }

  @Test("an untouched book is intact, and so is an empty one")
  func intact() throws {
    #expect(try verdict { _ in } == "intact 12")
    #expect(try Verifier.verify(try Sample.book()) == .intact(count: 0, root: MerkleTree.emptyRoot))
  }

  @Test("1: an edited field is found at its entry")
  func edited() throws {
    let text = try verdict { edit(&$0.entries[5], "\"line\":3", "\"line\":4") }
    #expect(text == "TAMPERED entry 5: content does not match its recorded hash")
  }

  @Test("1: every single flipped bit of an entry is found")
  func flipped() throws {
    let store = try Sample.book(of: 3)
    for place in store.entries[1].body.indices {
      for bit in 0..<8 {
        store.entries[1].body[place] ^= 1 << bit
        guard case .tampered(.edited(1, _)) = try Verifier.verify(store) else {
          Issue.record("bit \(bit) of byte \(place)")
          return
        }
        store.entries[1].body[place] ^= 1 << bit
      }
    }
  }

  @Test("2: an edited field with a hash to fit is betrayed by its successor")
  func forged() throws {
    let text = try verdict { edit(&$0.entries[5], "\"line\":3", "\"line\":4", andLeaf: true) }
    #expect(text == "TAMPERED entry 5: entry 6 names another predecessor")
  }

  @Test("2: the last entry's forgery is betrayed by the head row")
  func forgedLast() throws {
    let text = try verdict { edit(&$0.entries[11], "\"line\":3", "\"line\":4", andLeaf: true) }
    #expect(text == "TAMPERED entry 11: the head row names another last entry")
  }

  @Test("3: a deleted entry is missed")
  func deleted() throws {
    #expect(try verdict { $0.entries.remove(at: 5) } == "TAMPERED entry 5: missing (next is 6)")
    #expect(try verdict { $0.entries.removeFirst(3) } == "TAMPERED entry 0: missing (next is 3)")
  }

  @Test("4: entries that changed places are found, whether their rows moved or their contents")
  func reordered() throws {
    #expect(try verdict { $0.entries.swapAt(5, 6) } == "TAMPERED entry 5: missing (next is 6)")
    let text = try verdict { store in
      store.entries.swapAt(5, 6)
      (store.entries[5].sequence, store.entries[6].sequence) = (5, 6)
    }
    #expect(text == "TAMPERED entry 5: out of order (its content says 6)")
  }

  @Test("5: a repeated entry is found, whether its row is repeated or its content")
  func repeated() throws {
    #expect(try verdict { $0.entries.insert($0.entries[4], at: 5) } == "TAMPERED entry 5: seq 4 repeated")
    let text = try verdict { store in
      store.entries[5] = store.entries[4]
      store.entries[5].sequence = 5
    }
    #expect(text == "TAMPERED entry 5: seq 4 repeated")
  }

  @Test("6: a cut tail is found by the head row")
  func truncated() throws {
    #expect(try verdict { $0.entries.removeLast(2) } == "TRUNCATED: 10 entries, the head row covers 12")
    #expect(try verdict { $0.entries = [] } == "TRUNCATED: 0 entries, the head row covers 12")
  }

  @Test("14: another form of the same meaning is not canonical")
  func notCanonical() throws {
    let text = try verdict { edit(&$0.entries[5], "\"line\":3", "\"line\": 3", andLeaf: true) }
    #expect(text == "TAMPERED entry 5: not canonical")
    let blank = try verdict { edit(&$0.entries[5], "\"line\":3", "\"line\": 3") }
    #expect(blank == "TAMPERED entry 5: content does not match its recorded hash; not canonical")
  }

  @Test(
    "15: what readers could read in two ways is refused",
    arguments: [
      "\"line\":3,\"line\":3", "\"line\":9007199254740993", "\"line\":NaN", "\"line\":3.0", "\"line\":\"\\ud800\"",
    ])
  func ambiguous(member: String) throws {
    let text = try verdict { edit(&$0.entries[5], "\"line\":3", member, andLeaf: true) }
    #expect(text == "TAMPERED entry 5: not canonical")
  }

  @Test("an entry of another book is found, and so is a text that is no entry")
  func stranger() throws {
    let other = try Sample.book(of: 12)
    let swapped = try verdict { $0.entries[0] = other.entries[0] }
    #expect(swapped == "TAMPERED entry 0: belongs to ledger \(other.head().ledger)")
    let none = try verdict { store in
      store.entries[5].body = Array("{}".utf8)
      store.entries[5].leaf = MerkleTree.leafHash(store.entries[5].body).bytes
    }
    #expect(none == "TAMPERED entry 5: not an entry of a ledger")
  }

  @Test("a head row that does not fit the entries is found")
  func headRow() throws {
    #expect(
      try verdict { $0.current.frontier[0] ^= 1 } == "TAMPERED head row: the root of 12 entries differs")
    #expect(try verdict { $0.current.size = 11 } == "TAMPERED head row: it covers 11 of 12 entries")
    #expect(try verdict { $0.current.frontier = [] } == "TAMPERED head row: the root of 12 entries differs")
    let store = try Sample.book(of: 3)
    store.current.frontier = []
    #expect(throws: LedgerError.self) { try store.append(Sample.draft()) }
  }

  @Test("a list that does not fit its digest is found, a detached one is not missed")
  func lists() throws {
    let context = ScanContext(run: Sample.run, scanned: ScannedList([.init(path: TreePath("a"), blob: Sample.id(1))]))
    let store = try Sample.book([Sample.draft(context: context)])
    #expect(try Verifier.verify(store).isIntact)
    store.lists[0] = ScannedList([])
    #expect(try Verifier.verify(store) == .tampered(.listEdited(entry: 0)))
    store.lists[0] = nil
    #expect(try Verifier.verify(store).isIntact)
  }
}
