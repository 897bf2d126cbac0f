import GateModel

/// One frame of the dashboard, as wide as it is told and no wider: what does not fit is left out by its weight, then cut.
package struct DashboardText {
  private let dashboard: Dashboard
  private let glyphs: Glyphs
  private let color: Bool
  private let width: Int
  private var lines: [String] = []

  package static func render(_ dashboard: Dashboard, width: Int, color: Bool, isASCII: Bool) -> [UInt8] {
    var text = DashboardText(dashboard, width: width, color: color, isASCII: isASCII)
    text.write()
    return Array((text.lines.joined(separator: "\n") + "\n").utf8)
  }

  private init(_ dashboard: Dashboard, width: Int, color: Bool, isASCII: Bool) {
    self.dashboard = dashboard
    self.color = color
    self.width = max(1, width)
    glyphs = Glyphs(isASCII: isASCII)
  }

  private mutating func write() {
    writeTitle()
    writeHealth()
    writeGate()
    writeRecent()
    writeViolator()
    writeScans()
    writeAgents()
  }

  // MARK: Lines

  private mutating func line(_ text: String = "", _ ink: Ink? = nil) {
    let cut = glyphs.cut(text, to: width)
    guard color, let ink, !cut.isEmpty else {
      lines.append(cut)
      return
    }
    lines.append("\u{1B}[\(ink.code)m\(cut)\u{1B}[0m")
  }

  /// A fact under its label, on as many lines as it needs.
  private mutating func fact(_ label: String, _ text: String, _ ink: Ink? = nil) {
    let margin = min(Self.margin, width / 3)
    let head = label + String(repeating: " ", count: max(1, margin - label.count))
    for (index, part) in TextPage.wrapped(text, to: max(1, width - margin)).enumerated() {
      line((index == 0 ? head : String(repeating: " ", count: margin)) + part, ink)
    }
  }

  private static let margin = 12

  private mutating func heading(_ text: String) {
    line()
    line(text, .strong)
  }

  // MARK: Facts

  private mutating func writeTitle() {
    let period = dashboard.since.map { "since \(time($0))" } ?? "all that the book holds"
    line("gatebook, \(time(dashboard.now)) UTC, \(period)", .strong)
    line(String(repeating: glyphs.rule, count: width), .faint)
  }

  private mutating func writeHealth() {
    switch dashboard.health {
    case .intact(let entries):
      fact("ledger", "verified: \(Words.number(entries)) \(entries == 1 ? "entry" : "entries")", .good)
    case .tampered(let problem): fact("ledger", "NOT INTACT: \(glyphs.text(problem))", .bad)
    }
    fact("last scan", dashboard.lastScanAt.map { age(dashboard.now - $0) } ?? "no data: nothing has been scanned yet")
  }

  private mutating func writeGate() {
    let tally = dashboard.period
    guard let rate = tally.blockRate else {
      fact(
        "block rate", tally.error == 0 ? "no data" : "no data: \(Words.count(tally.error, "scan")) could not complete")
      return
    }
    let error = tally.error == 0 ? "" : "; \(Words.number(tally.error)) more could not complete"
    fact(
      "block rate",
      "\(rate / 10).\(rate % 10) %: \(Words.number(tally.closed)) of \(Words.count(tally.scans - tally.error, "scan")) closed the gate\(error)"
    )
  }

  private mutating func writeRecent() {
    let tally = dashboard.recent
    guard tally.scans > 0 else {
      fact("last 24 h", "no data")
      return
    }
    let found = tally.findings.total
    let findings =
      found == 0 ? "no new findings" : "\(Words.count(found, "new finding")) (\(Words.counts(tally.findings)))"
    let authors = dashboard.recentAuthors.isEmpty ? "" : "; by \(names(dashboard.recentAuthors))"
    fact(
      "last 24 h", "\(Words.count(tally.scans, "scan")), \(Words.number(tally.closed)) closed, \(findings)\(authors)")
    let hours = dashboard.hours
    let most = hours.map(\.scans).max() ?? 0
    fact("scans", "\(glyphs.trend(hours.map(\.scans))) an hour, at most \(Words.number(most))")
    fact(
      "findings",
      "\(glyphs.trend(hours.map(\.findings.total))) an hour, at most \(Words.number(hours.map(\.findings.total).max() ?? 0))"
    )
  }

  private func names(_ all: [String]) -> String {
    let more = all.count > 4 ? " and \(Words.number(all.count - 4)) more" : ""
    return all.prefix(4).map { glyphs.text($0) }.joined(separator: ", ") + more
  }

  private mutating func writeViolator() {
    switch dashboard.violator {
    case .none(let sentence): fact("most often", glyphs.text(sentence))
    case .agent(let agent, let isClear):
      let interval = agent.interval.map { " (\($0.low) \(glyphs.dash) \($0.high))" } ?? ""
      let doubt = isClear ? "" : ", not clearly more than others"
      fact("most often", "\(glyphs.text(agent.name)): \(agent.rate) of 1,000 lines\(interval)\(doubt)", .strong)
    }
  }

  // MARK: Tables

  private mutating func writeScans() {
    heading("last scans")
    guard !dashboard.lastScans.isEmpty else {
      line("no data")
      return
    }
    var table = Table(
      [
        ("selection", .left), ("when (UTC)", .left), ("time", .right), ("memory", .right), ("files", .right),
        ("lines", .right), ("new findings", .left), ("gate", .left),
      ], gap: 2)
    for scan in dashboard.lastScans {
      table.add([
        glyphs.text(scan.selection), time(scan.at), Words.duration(microseconds: scan.durationMicroseconds),
        "\(Words.number(Int(scan.peakKiB / 1024))) MiB", Words.number(scan.files), Words.number(scan.lines),
        scan.findings.total == 0 ? "-" : Words.counts(scan.findings), glyphs.text(scan.gate),
      ])
    }
    // Memory, lines, time, files; then the findings in words, of which the gate says the most.
    write(table, leavingOut: [3, 5, 2, 4, 6, 1])
  }

  private mutating func writeAgents() {
    heading("agents, by rate of lines with a new finding")
    guard !dashboard.agents.isEmpty else {
      line("no data")
      return
    }
    var table = Table(
      [
        ("author", .left), ("commits", .right), ("lines", .right), ("critical", .right), ("high", .right),
        ("per 1,000", .right), ("95 % interval", .right), ("blocked", .right), ("trend", .right),
      ], gap: 2)
    for agent in dashboard.agents.prefix(Self.mostAgents) {
      table.add([
        glyphs.text(agent.name), Words.number(agent.commits), Words.number(agent.lines),
        Words.number(agent.findings[.critical]), Words.number(agent.findings[.high]), agent.rate,
        agent.interval.map { "\($0.low) \(glyphs.dash) \($0.high)" } ?? "", Words.number(agent.blocked),
        agent.trend ?? "",
      ])
    }
    // The rate and its interval are what the table is for.
    write(table, leavingOut: [8, 1, 4, 3, 7, 2, 6])
    if dashboard.agents.count > Self.mostAgents {
      line("and \(Words.number(dashboard.agents.count - Self.mostAgents)) more: gatebook agents", .faint)
    }
  }

  private static let mostAgents = 10

  private mutating func write(_ table: Table, leavingOut order: [Int]) {
    let rows = table.lines(within: width, leavingOut: order) { glyphs.cut($0, to: $1) }
    for (index, row) in rows.enumerated() { line(row, index == 0 ? .faint : nil) }
  }

  // MARK: Times

  private func time(_ milliseconds: Int64) -> String {
    String(Timestamp.text(milliseconds).prefix(16)).replacing("T", with: " ")
  }

  private func age(_ milliseconds: Int64) -> String {
    guard milliseconds >= 0 else { return "in the future: a clock was set back" }
    let minutes = milliseconds / 60_000
    switch minutes {
    case 0: return "less than a minute ago"
    case ..<120: return "\(minutes) min ago"
    case ..<2880: return "\(minutes / 60) h ago"
    default: return "\(minutes / 1440) days ago"
    }
  }
}
