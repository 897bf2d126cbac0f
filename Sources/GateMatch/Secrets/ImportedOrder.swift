import GateModel

/// What Gitleaks asks of its findings together.
struct ImportedOrder {
  private let rules: [Rule]
  /// Where the lines of the text begin.
  private let lines: [Int]

  init(rules: [Rule], text: Span<UInt8>) {
    self.rules = rules
    var lines = [0]
    var place = text.firstIndex(of: 0x0A, from: 0)
    while let found = place {
      lines.append(found + 1)
      place = text.firstIndex(of: 0x0A, from: found + 1)
    }
    self.lines = lines
  }

  /// 0-based.
  private func line(_ candidate: Candidate) -> Int {
    var (low, high) = (0, lines.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle] <= candidate.whole.lowerBound { low = middle } else { high = middle }
    }
    return low
  }

  private func column(_ candidate: Candidate) -> Int { candidate.whole.lowerBound - lines[line(candidate)] }

  func isNear(
    _ found: Candidate, _ candidate: Candidate, _ requirement: GitleaksTerms.Requirement, _ text: Span<UInt8>
  ) -> Bool {
    if let most = requirement.lines, abs(line(found) - line(candidate)) > most { return false }
    if let most = requirement.columns, abs(column(found) - column(candidate)) > most { return false }
    return true
  }

  /// A rule called generic is silent on a line where another rule knows the same value, or more of it.
  func withoutGeneric(_ candidates: [Candidate], _ text: Span<UInt8>) -> [Candidate] {
    let isGeneric = candidates.map { rules[$0.rule].id.lowercased().contains("generic") }
    guard isGeneric.contains(true) else { return candidates }
    let values = candidates.map { $0.decoded?.value ?? $0.secret.map { text[$0] } }
    let lines = candidates.map { line($0) }
    let specific = Dictionary(
      grouping: candidates.indices.filter { !isGeneric[$0] && rules[candidates[$0].rule].isImportedSecret },
      by: { lines[$0] })
    return candidates.indices.filter { index in
      guard isGeneric[index], rules[candidates[index].rule].isImportedSecret else { return true }
      return !(specific[lines[index]] ?? []).contains { values[$0].contains(values[index]) }
    }.map { candidates[$0] }
  }
}

extension [UInt8] {
  fileprivate func contains(_ other: [UInt8]) -> Bool {
    guard !other.isEmpty, other.count <= count else { return other.isEmpty }
    return indices.dropLast(other.count - 1).contains { self[$0..<$0 + other.count].elementsEqual(other) }
  }
}
