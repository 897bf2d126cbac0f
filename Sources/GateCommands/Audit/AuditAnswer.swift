import GateGit
import GateLedger
import GateModel
import GateReport
import GateScan

/// What an audit came to, in words and as `gatebook.audit/1`.
struct AuditAnswer {
  let range: String
  let base: ObjectID
  let head: ObjectID
  let rows: [(row: Audit.Row, author: Attribution)]

  var isClean: Bool { rows.allSatisfy { $0.row.standing == .passed } }

  private func count(_ standing: Audit.Standing) -> Int { rows.count { $0.row.standing == standing } }

  /// The worst last, where it is seen; the summary after it.
  func text(quiet: Bool) -> String {
    var lines: [String] = []
    for standing in [Audit.Standing.notGated, .partial, .incomplete, .breached, .never] {
      let told = rows.filter { $0.row.standing == standing }
      guard !told.isEmpty else { continue }
      lines.append("\(standing.words):")
      var table = Table([("commit", .left), ("author", .left), ("why", .left), ("subject", .left)])
      for (row, author) in told {
        let subject = row.commit.message.prefix { $0 != "\n" && $0 != "\r\n" }
        table.add([row.commit.id.short, Self.name(author), Self.why(row), String(subject.prefix(60))])
      }
      lines += table.lines.dropFirst().map { "  \($0)" } + [""]
    }
    let others = Audit.Standing.allCases.filter { $0 != .passed && count($0) > 0 }.map { "\(count($0)) \($0.words)" }
    let commits = "\(rows.count) commit\(rows.count == 1 ? "" : "s")"
    let summary =
      "\(Escape.visible(range)): \(commits), \(([ "\(count(.passed)) passed"] + others).joined(separator: ", "))"
    return ((quiet ? [] : lines) + [summary]).joined(separator: "\n") + "\n"
  }

  private static func name(_ author: Attribution) -> String {
    let certainty = author.kind == .unknown ? "" : ", \(author.confidence / 10) %"
    return author.agent.map { "\($0) (\(author.kind.rawValue)\(certainty))" } ?? author.kind.rawValue + certainty
  }

  static func why(_ row: Audit.Row) -> String {
    guard let scan = row.scan else {
      return row.commit.parents.count > 1
        ? "a merge that no recorded scan looked at" : "no recorded scan looked at it: no hook, or it was passed over"
    }
    let place = "entry \(scan.sequence) (\(scan.mode))"
    switch row.standing {
    case .passed: return "\(place) found the gate open"
    case .breached: return "\(place) closed the gate"
    case .notGated: return "\(place) would have closed the gate, but for --no-gate"
    case .incomplete: return "\(place) could not complete"
    case .partial: return "\(place) was told to look at less than all of it"
    case .never: return ""
    }
  }

  var json: JSON {
    .object([
      .init("schema", .string("gatebook.audit/1")),
      .init("range", .string(range)),
      .init("base", .string(base.description)),
      .init("head", .string(head.description)),
      .init("counts", .object(Audit.Standing.allCases.map { .init($0.rawValue, .count(count($0))) })),
      .init("commits", .array(rows.map { Self.json($0.row, $0.author) })),
    ])
  }

  private static func json(_ row: Audit.Row, _ author: Attribution) -> JSON {
    .object([
      .init("commit", .string(row.commit.id.description)),
      .init("standing", .string(row.standing.rawValue)),
      .init("why", .string(why(row))),
      .init("entry", .optional(row.scan) { .count($0.sequence) }),
      .init("selection", .optional(row.scan) { .string($0.mode) }),
      .init("kind", .string(author.kind.rawValue)),
      .init("agent", .optional(author.agent) { .string($0) }),
      .init("confidence", .thousandths(author.confidence)),
    ])
  }
}

extension Audit.Standing {
  var words: String {
    switch self {
    case .passed: "passed"
    case .breached: "breached"
    case .notGated: "not gated"
    case .incomplete: "not looked at to the end"
    case .partial: "looked at in part"
    case .never: "never looked at"
    }
  }
}
