import GateLedger
import GateModel
import GateReport

/// `gatebook.dashboard/1`: every key always there, null where there is nothing.
enum DashboardJSON {
  static func json(_ overview: Overview) -> JSON {
    .object([
      .init("schema", .string("gatebook.dashboard/1")),
      .init("at", time(overview.now)),
      .init("since", .optional(overview.since, time)),
      .init("health", health(overview)),
      .init("period", tally(overview.period)),
      .init("lastScans", .array(overview.lastScans.map(scan))),
      .init("agents", .array(overview.agents.map(AgentsCommand.json))),
      .init("violator", violator(overview.violator)),
      .init("recent", recent(overview)),
      .init("hours", hours(overview)),
    ])
  }

  private static func time(_ milliseconds: Int64) -> JSON { .string(Timestamp.text(milliseconds)) }

  private static func health(_ overview: Overview) -> JSON {
    var entries: JSON = .null
    var problem: JSON = .null
    switch overview.verdict {
    case .intact(let count, _): entries = .count(count)
    case .tampered(let found): problem = .string(found.description)
    }
    return .object([
      .init("intact", .bool(problem == .null)), .init("entries", entries), .init("problem", problem),
      .init("lastScanAt", .optional(overview.lastScanAt, time)),
      .init("lastScanAgeSeconds", .optional(overview.lastScanAt) { .integer((overview.now - $0) / 1000) }),
    ])
  }

  private static func members(_ tally: Overview.Tally) -> [JSON.Member] {
    [
      .init("scans", .count(tally.scans)), .init("open", .count(tally.open)), .init("closed", .count(tally.closed)),
      .init("error", .count(tally.error)), .init("blockRate", .optional(tally.blockRate) { .thousandths($0) }),
      .init("findings", JSONFormat.json(of: tally.findings)),
    ]
  }

  private static func tally(_ tally: Overview.Tally) -> JSON { .object(members(tally)) }

  private static func scan(_ scan: RecordedScan) -> JSON {
    .object([
      .init("sequence", .count(scan.sequence)), .init("at", time(scan.at)), .init("selection", .string(scan.mode)),
      .init("durationMicroseconds", .integer(scan.durationMicroseconds)),
      .init("peakRSSBytes", .integer(scan.peakKiB * 1024)), .init("files", .count(scan.scanned)),
      .init("lines", .count(scan.lines)), .init("findings", JSONFormat.json(of: scan.counts)),
      .init("gate", .string(scan.gate)), .init("exitCode", .count(scan.exitCode)),
    ])
  }

  private static func violator(_ violator: Violator) -> JSON {
    var standing: AgentStanding?
    var isClear: JSON = .null
    var note: JSON = .null
    switch violator {
    case .agent(let found, let clear): (standing, isClear) = (found, .bool(clear))
    case .none(let refusal): note = .string(refusal.sentence)
    }
    return .object([
      .init("agent", .optional(standing, AgentsCommand.json)), .init("clear", isClear), .init("note", note),
    ])
  }

  private static func recent(_ overview: Overview) -> JSON {
    let authors = JSON.Member("authors", .array(overview.recentAuthors.map { .string($0.text) }))
    return .object(members(overview.recent) + [authors])
  }

  private static func hours(_ overview: Overview) -> JSON {
    let start = overview.now - Int64(overview.hours.count) * Overview.hour
    return .array(
      overview.hours.enumerated().map { index, tally in
        .object([.init("from", time(start + Int64(index) * Overview.hour))] + members(tally))
      })
  }
}
