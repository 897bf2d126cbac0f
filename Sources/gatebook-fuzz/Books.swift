import GateModel
import GateRules

@testable import GateLedger
@testable import GateMatch

/// The book, and what is kept for the next scan.
extension FuzzTarget {
  static let books = [json, book, list, cache]

  /// What is read from the book is written again as it stood.
  private static let json = FuzzTarget("json") { bytes in
    guard let value = try? CanonicalJSON.parse(bytes) else { return }
    precondition(value.canonical() == bytes)
  }

  /// A book with an entry a line, each with the right hash: all that reads a book can read it, and nobody believes more of it than
  /// there is.
  private static let book = FuzzTarget("book") { bytes in
    let store = MemoryLedgerStore { Moment(wall: 0, monotonic: 0) }
    let bodies = bytes.split(separator: 0x0A).map([UInt8].init)
    store.entries = bodies.enumerated().map { number, body in
      StoredEntry(sequence: number, leaf: MerkleTree.leafHash(body).bytes, body: body)
    }
    store.current.ledger = bodies.first.flatMap { try? CanonicalJSON.parse($0) }?["ledger"]?.text ?? ""
    var edge = Frontier()
    for body in bodies { edge.append(MerkleTree.leafHash(body)) }
    (store.current.size, store.current.frontier) = (edge.count, edge.bytes)
    precondition(Frontier(count: edge.count, bytes: edge.bytes)?.root == edge.root)
    if let last = bodies.last { store.current.lastLeaf = MerkleTree.leafHash(last) }
    if case .intact(let count, let root)? = try? Verifier.verify(store) {
      precondition(count == bodies.count && root == edge.root)
    }
    if let judgements = try? Judgements(store) {
      precondition(judgements.all.count + judgements.broken.count <= bodies.count)
      for judgement in judgements.all { _ = judgements.standing(of: judgement, at: 0) }
      _ = judgements.dismissed(at: 0)
    }
    precondition((try? History.scans(in: store))?.count ?? 0 <= bodies.count)
    _ = try? History.findings(in: store)
    for standing in (try? History.agents(in: store)) ?? [] { _ = standing }
    _ = try? Overview(of: store, since: nil, now: 0)
    guard let digest = Digest(hex: String(repeating: "0", count: 64)) else { return }
    _ = try? KnownScan.newest(in: store, rules: digest, settings: digest) { _, _ in true }
  }

  /// The list of what was scanned, and its marks from the first 0xFF on: what is read is written again as it stood.
  private static let list = FuzzTarget("list") { bytes in
    let (list, marks) = bytes.halves(at: 0xFF)
    let read = ScannedList(bytes: list)
    _ = read.blobs
    guard let items = read.items(marked: marks) else { return }
    precondition(items.allSatisfy { !$0.path.bytes.contains(0) } && items.count * 21 <= list.count)
  }

  /// What is kept in the user's cache folder; the first byte says which of it. It is believed only under its hash, but what an older
  /// version wrote there has one, too.
  private static let cache = FuzzTarget("cache") { bytes in
    let content = Array(bytes.dropFirst())
    let key = Digest(bytes: [UInt8](repeating: 0, count: 32))!
    switch (bytes.first ?? 0) % 4 {
    case 0:
      var reader = ByteReader(content[...])
      _ = try? RuleSet(from: &reader)
    case 1:
      var writer = ByteWriter()
      writer.write(key.bytes)
      guard let records = try? FlowRecords(writer.bytes + content, key: key) else { return }
      _ = records.encoded(key: key)
    case 2:
      let files = EmptyTree()
      guard let outcome = try? CodeRules.Outcome(content, rules: 3, of: files) else { return }
      precondition(outcome.candidates.allSatisfy { (0..<3).contains($0.rule) } && outcome.bytes == content)
    default: _ = try? SearchPlan(content, rules: 3)
    }
  }
}

private struct EmptyTree: SourceTree {
  func bytes(of path: TreePath) -> [UInt8]? { nil }
  func names(in folder: TreePath) -> [String] { [] }
}
