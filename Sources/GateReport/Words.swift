import GateModel

/// Numbers and counts as people write them.
enum Words {
  /// `1,204`.
  static func number(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var out = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { out.append(",") }
      out.append(digit)
    }
    return out
  }

  /// A path, visible; the repository's own texts by what they are.
  static func place(_ path: TreePath) -> String {
    RepositoryText(path: path).map { Escape.oneLine($0.words) } ?? Escape.visible(path)
  }

  /// `1 file`, `1,204 files`.
  static func count(_ value: Int, _ noun: String) -> String { "\(number(value)) \(noun)\(value == 1 ? "" : "s")" }

  /// `2 critical, 1 high`: what there is, the worst first.
  static func counts(_ counts: SeverityCounts) -> String {
    Severity.allCases.reversed().filter { counts[$0] > 0 }.map { "\(number(counts[$0])) \($0.name)" }
      .joined(separator: ", ")
  }

  /// `97 %` of a per mille; certainty is not claimed by rounding.
  static func percent(perMille: Int) -> String {
    perMille >= 1000 ? "100 %" : "\(min(99, (perMille + 5) / 10)) %"
  }

  static func duration(microseconds: Int64) -> String {
    switch microseconds {
    case ..<1000: "under 1 ms"
    case ..<1_000_000: "\(microseconds / 1000) ms"
    case ..<60_000_000: "\(microseconds / 1_000_000).\(microseconds / 100_000 % 10) s"
    default: "\(number(Int(microseconds / 60_000_000))) min \(microseconds / 1_000_000 % 60) s"
    }
  }

  /// `3 binary, 1 symlink`: notices by reason, in the order in which the reasons are declared.
  static func tally(_ notices: some Sequence<Notice>) -> String {
    var counts: [Notice.Reason: Int] = [:]
    for notice in notices { counts[notice.reason, default: 0] += 1 }
    return Notice.Reason.allCases.compactMap { reason in
      counts[reason].map { "\(number($0)) \(reason.rawValue)" }
    }
    .joined(separator: ", ")
  }
}
