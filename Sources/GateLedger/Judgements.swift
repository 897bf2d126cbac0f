package import GateModel

/// All that was said about findings, in the order in which it was said.
package struct Judgements: Sendable {
  package private(set) var all: [Judgement] = []
  /// Entries that are not as they were recorded: they say nothing.
  package private(set) var broken: [Int] = []
  /// Indices into `all`, by fingerprint.
  private var said: [String: [Int]] = [:]

  /// Knows of none.
  package init() {}

  /// Reads the book once; an entry is parsed only where it may be a judgement.
  package init(_ store: any LedgerStore) throws(LedgerError) {
    let head = try store.head()
    var all: [Judgement] = []
    var broken: [Int] = []
    try store.read(from: 0, order: .oldestFirst) { entry in
      guard entry.body.span.mayBeJudgement else { return true }
      guard let body = entry.body(of: head) else {
        broken.append(entry.sequence)
        return true
      }
      if let judgement = Judgement(sequence: entry.sequence, body: body) { all.append(judgement) }
      return true
    }
    self.all = all
    self.broken = broken
    for (index, judgement) in all.enumerated() { said[judgement.fingerprint, default: []].append(index) }
  }

  package var isEmpty: Bool { all.isEmpty && broken.isEmpty }

  /// The last word that counts.
  private func inForce(_ said: [Int], at now: Int64) -> Judgement? {
    guard let last = said.last(where: { all[$0].counts }) else { return nil }
    return all[last].verdict == .dismissed && !all[last].isExpired(at: now) ? all[last] : nil
  }

  /// What is to be shown with a finding: what lets it pass, else the last that was meant to. What is alike in two files has the
  /// same fingerprint, so the path counts too, as long as `holds` says that there is still a file.
  package func dismissal(of finding: Finding, at now: Int64, holds: (TreePath) -> Bool) -> Dismissal? {
    let names = [finding.fingerprint, finding.former].compactMap { $0?.text }
    let words = names.flatMap { said[$0] ?? [] }.sorted().filter { index in
      all[index].path == finding.path || !holds(all[index].path)
    }
    if let judgement = inForce(words, at: now) { return Dismissal(judgement, .accepted) }
    guard let last = words.last, all[last].verdict == .dismissed else { return nil }
    return Dismissal(all[last], all[last].counts ? .expired : .byAgent)
  }

  /// Rules and paths with a finding that is let pass, and the fingerprints of those.
  package func dismissed(at now: Int64) -> [DismissedPlace: Set<String>] {
    var places: [DismissedPlace: Set<String>] = [:]
    for (fingerprint, indices) in said {
      for (_, words) in Dictionary(grouping: indices, by: { all[$0].path }) {
        guard let judgement = inForce(words, at: now) else { continue }
        places[DismissedPlace(rule: judgement.rule, path: judgement.path), default: []].insert(fingerprint)
      }
    }
    return places
  }

  /// What has become of one of `all`.
  package enum Standing: String, CaseIterable, Sendable {
    case accepted, expired, superseded, reinstated
    case byAgent = "by-agent"
  }

  package func standing(of judgement: Judgement, at now: Int64) -> Standing {
    guard judgement.counts else { return .byAgent }
    let last = (said[judgement.fingerprint] ?? []).last { all[$0].counts && all[$0].path == judgement.path }
    guard last.map({ all[$0].sequence }) == judgement.sequence else { return .superseded }
    if judgement.verdict == .reinstated { return .reinstated }
    return judgement.isExpired(at: now) ? .expired : .accepted
  }
}

package struct DismissedPlace: Hashable, Sendable {
  package var rule: String
  package var path: TreePath

  package init(rule: String, path: TreePath) {
    self.rule = rule
    self.path = path
  }
}

extension Dismissal {
  fileprivate init(_ judgement: Judgement, _ standing: Standing) {
    self.init(
      standing: standing, reason: judgement.reason, until: judgement.until, at: judgement.at,
      kind: judgement.author.kind, agent: judgement.author.agent, sequence: judgement.sequence)
  }
}

extension StoredEntry {
  /// What it says, if it is as it was recorded, at this place, in this very book; nil for anything else. That the entries
  /// before and after it are sound is `Verifier`'s to say.
  func body(of head: LedgerHead) -> JSON? {
    guard MerkleTree.leafHash(body).bytes == leaf, let json = try? CanonicalJSON.parse(body),
      json["seq"]?.number == Int64(sequence), json["ledger"]?.text == head.ledger
    else { return nil }
    return json
  }
}

extension Span<UInt8> {
  fileprivate var mayBeJudgement: Bool { holds("\"kind\":\"override\"") }

  /// Canonical JSON writes a member so and not otherwise, and within a text the quotes would be escaped.
  func holds(_ text: StaticString) -> Bool {
    let sought = Array(text.description.utf8)
    guard count >= sought.count else { return false }
    // The fifth from the end is rarer than the quotes.
    let rare = sought.count - 5
    for start in 0...(count - sought.count) where self[start + rare] == sought[rare] {
      if sought.indices.allSatisfy({ self[start + $0] == sought[$0] }) { return true }
    }
    return false
  }
}
