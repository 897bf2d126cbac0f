import ArgumentParser
import GateLedger
import GateLedgerSQLite
import GateModel
import GateReport
import Glibc

struct DashboardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard",
    abstract:
      "The book at a glance: the last scans, who brings findings in, how often the gate closed, and is it intact.",
    discussion: """
      The last 24 hours are those before now; --since limits everything else. As wide as COLUMNS says, else the terminal, \
      else 80. Exit codes: 0, 1 where the book was tampered with, 2 usage, 3 cannot read it.
      """)

  @Option(help: ArgumentHelp("Only since a date (2026-01-31) or for a span (24h, 7d, 4w), UTC.", valueName: "WHEN"))
  var since: String?

  @Flag(help: "Nothing but ASCII; so it is where LC_ALL, LC_CTYPE or LANG name no UTF-8.")
  var ascii = false

  @OptionGroup var book: BookOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let since = try since.map { (text) throws(Ending) in try Moments.milliseconds(since: text) }
    let store = try book.open()
    let overview: Overview
    do throws(LedgerError) {
      overview = try Overview(of: store, since: since, now: Moment.now().wall)
    } catch {
      throw error.ending
    }
    switch book.format {
    case .json: Output.write(DashboardJSON.json(overview).pretty() + [0x0A])
    case .text:
      Output.write(
        DashboardText.render(
          Dashboard(overview), width: Frame.width(Process.variables), color: common.isColored,
          isASCII: ascii || !Frame.isUTF8(Process.variables)))
    }
    if case .tampered = overview.verdict { throw Ending(code: 1, message: nil) }
  }
}

/// What the terminal can show.
enum Frame {
  static func width(_ variables: [String: String]) -> Int {
    if let text = variables["COLUMNS"], let columns = Int(text), (1...10_000).contains(columns) { return columns }
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// The first of the three that is set speaks, as in every program; without any the locale is C.
  static func isUTF8(_ variables: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { variables[$0] }.first { !$0.isEmpty }
    let name = locale?.uppercased() ?? ""
    return name.hasSuffix("UTF-8") || name.hasSuffix("UTF8") || name.contains("UTF-8@") || name.contains("UTF8@")
  }
}

extension Dashboard {
  init(_ overview: Overview) {
    let health: Health =
      switch overview.verdict {
      case .intact(let count, _): .intact(entries: count)
      case .tampered(let problem): .tampered(problem.description)
      }
    self.init(
      now: overview.now, since: overview.since, health: health, lastScanAt: overview.lastScanAt,
      lastScans: overview.lastScans.map(Scan.init), period: Tally(overview.period),
      agents: overview.agents.map(Agent.init), violator: Violator(overview.violator), recent: Tally(overview.recent),
      recentAuthors: overview.recentAuthors.map(\.text), hours: overview.hours.map(Tally.init))
  }
}

extension Dashboard.Scan {
  fileprivate init(_ scan: RecordedScan) {
    self.init(
      at: scan.at, selection: scan.mode, durationMicroseconds: scan.durationMicroseconds, peakKiB: scan.peakKiB,
      files: scan.scanned, lines: scan.lines, findings: scan.counts, gate: scan.gate)
  }
}

extension Dashboard.Tally {
  fileprivate init(_ tally: Overview.Tally) {
    self.init(
      open: tally.open, closed: tally.closed, error: tally.error, findings: tally.findings,
      blockRate: tally.blockRate)
  }
}

extension Dashboard.Agent {
  fileprivate init(_ standing: AgentStanding) {
    let interval = standing.lines.interval
    self.init(
      name: standing.author.text, commits: standing.commits, lines: standing.lines.total, findings: standing.findings,
      blocked: standing.blocked, rate: standing.rate.map { Decimal.text($0) } ?? "too few",
      interval: standing.lines.isTooFew
        ? nil : (Decimal.text(interval.lowerBound), Decimal.text(interval.upperBound)),
      trend: standing.trend.map { ($0 > 0 ? "+" : "") + Decimal.text($0) })
  }
}

extension Dashboard.Violator {
  fileprivate init(_ violator: GateLedger.Violator) {
    switch violator {
    case .agent(let standing, let isClear): self = .agent(Dashboard.Agent(standing), isClear: isClear)
    case .none(let refusal): self = .none(refusal.sentence)
    }
  }
}

extension Violator.Refusal {
  var sentence: String {
    switch self {
    case .noData: "no data: no agent was seen"
    case .tooFew:
      "nobody is named: no agent has \(Proportion.fewestLines) attributed lines and \(Violator.fewestCommits) commits yet"
    case .noFindings: "nobody: no agent with enough lines brought a new finding"
    }
  }
}
