import GateModel

/// What secret rules found in one file so far, decoded layers and all.
struct SecretHunt {
  let path: TreePath
  let commit: ObjectID?
  var candidates: [Candidate] = []
  /// Rules that were given up.
  var limited: Set<Int> = []

  init(path: TreePath, commit: ObjectID?) {
    self.path = path
    self.commit = commit
  }

  /// `decoded` is the text that was searched, where that is not the file's.
  mutating func take(_ outcome: SecretSearch.Outcome, of rule: Int, decoded: DecodedText? = nil) {
    switch outcome {
    case .candidates(let found): add(found, decoded)
    case .matchLimit(let found):
      add(found, decoded)
      limited.insert(rule)
    }
  }

  private mutating func add(_ found: [Candidate], _ decoded: DecodedText?) {
    guard let decoded else {
      candidates += found
      return
    }
    for candidate in found {
      guard let origin = decoded.origin(of: candidate.secret) else { continue }
      var placed = candidate
      placed.decoded = .init(value: Array(decoded.bytes[candidate.secret]), encodings: origin.encodings)
      placed.secret = origin.range
      placed.whole = decoded.place(of: candidate.whole)
      // One decoding of a place is enough.
      if !candidates.contains(where: { $0.rule == placed.rule && $0.secret.overlaps(placed.secret) }) {
        candidates.append(placed)
      }
    }
  }
}
