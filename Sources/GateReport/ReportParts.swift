import GateModel

// The parts of a report as outputs take them.

extension ScanReport {
  /// How many new findings there are of each severity.
  var newFindings: SeverityCounts {
    var counts = SeverityCounts()
    for finding in findings where finding.state == .new { counts[finding.severity] += 1 }
    return counts
  }

  /// What is not let pass.
  var openFindings: [Finding] { findings.filter { $0.state != .suppressed } }

  /// Those without what the baseline accepts: what there is to do something about.
  var toldFindings: [Finding] { openFindings.filter { $0.state != .existing || !$0.isInBaseline } }

  var suppressedFindings: [Finding] { findings.filter { $0.state == .suppressed } }

  /// What was selected and not, or not wholly, inspected.
  var gaps: [Notice] { coverage.skipped.filter(\.reason.breaksCoverage) }

  /// What was passed over with good reason, or read in part.
  var passedOver: [Notice] { coverage.skipped.filter { !$0.reason.breaksCoverage } }
}

extension Collection<Finding> {
  /// Neighbours of one path; the report's order keeps each path together.
  var byFile: [(path: TreePath, findings: SubSequence)] {
    var files: [(path: TreePath, findings: SubSequence)] = []
    var rest = self[...]
    while let path = rest.first?.path {
      files.append((path, rest.prefix { $0.path == path }))
      rest = rest.drop { $0.path == path }
    }
    return files
  }

  /// The most severe first; of one severity what the gate counts first, then what is least likely a false alarm, then the order of
  /// the report.
  var worstFirst: [Finding] {
    enumerated().sorted { a, b in
      func rank(_ entry: (offset: Int, element: Finding)) -> (Int, Int, Int, Int) {
        let finding = entry.element
        return (
          -Int(finding.severity.rawValue), finding.state.counts ? 0 : 1, finding.doubt.score, entry.offset
        )
      }
      return rank(a) < rank(b)
    }
    .map(\.element)
  }
}

extension Finding.State {
  /// The gate counts it.
  var counts: Bool { self == .new || self == .reintroduced }
}

extension Finding {
  /// Where the data comes from, in words; nil where the finding has no flow, or stands at that very place.
  var sourceWords: String? {
    guard let source = trace.first(where: { $0.kind == .source }), source.path != path || source.range != range else {
      return nil
    }
    return "The data comes from \(Words.place(source.path)), line \(source.range.start.line)."
  }
}

/// Makes the second and later bearers of one name distinct, in the order in which they come.
struct Distinct {
  private var seen: [String: Int] = [:]

  mutating func name(_ name: String, _ separator: String) -> String {
    let count = (seen[name] ?? 0) + 1
    seen[name] = count
    return count == 1 ? name : "\(name)\(separator)\(count)"
  }
}
