import ArgumentParser
import GateLedger
import GateModel
import GateReport

struct AgentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agents",
    abstract: "Which agent keeps bringing findings in, since when, and how sure that is.",
    discussion: """
      The rate is the share of added lines with a new finding, per 1,000, with Wilson's 95 % interval; each commit counts once \
      however often it was scanned. Under 200 lines there is too little to tell.
      """)

  enum Order: String, ExpressibleByArgument, CaseIterable { case rate, count, critical }

  @Option(help: "What ranks: rate, count or critical.")
  var by = Order.rate

  @Option(help: ArgumentHelp("Only the first N.", valueName: "N"))
  var top: Int?

  @OptionGroup var filter: FilterOptions
  @OptionGroup var book: BookOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    var filter = try filter.filter()
    filter.limit = top
    let store = try book.open()
    let order = AgentStanding.Order(rawValue: by.rawValue) ?? .rate
    let standings: [AgentStanding]
    do throws(LedgerError) {
      standings = try History.agents(in: store, filter, by: order)
    } catch {
      throw error.ending
    }
    switch book.format {
    case .json:
      let json = JSON.object([
        .init("schema", .string("gatebook.agents/1")), .init("agents", .array(standings.map(Self.json))),
      ])
      Output.write(json.pretty() + [0x0A])
    case .text: Output.write(Self.text(standings, filter))
    }
  }

  static func text(_ standings: [AgentStanding], _ filter: HistoryFilter) -> String {
    guard !standings.isEmpty else {
      return "no data\(filter == HistoryFilter() ? ": nothing has been recorded yet" : " under these limits")\n"
    }
    var table = Table([
      ("author", .left), ("scans", .right), ("commits", .right), ("lines", .right), ("critical", .right),
      ("high", .right),
      ("medium", .right), ("low", .right), ("per 1,000 lines", .right), ("95 % interval", .right), ("blocked", .right),
      ("trend", .right),
    ])
    for standing in standings {
      let lines = standing.lines
      table.add([
        standing.author.text, "\(standing.scans)", "\(standing.commits)", "\(lines.total)",
        "\(standing.findings[.critical])", "\(standing.findings[.high])", "\(standing.findings[.medium])",
        "\(standing.findings[.low])", standing.rate.map { Decimal.text($0) } ?? "too few",
        lines.isTooFew ? "" : "\(Decimal.text(lines.interval.lowerBound)) – \(Decimal.text(lines.interval.upperBound))",
        "\(standing.blocked)", standing.trend.map { ($0 > 0 ? "+" : "") + Decimal.text($0) } ?? "",
      ])
    }
    return table.lines.joined(separator: "\n") + "\n"
  }

  static func json(_ standing: AgentStanding) -> JSON {
    let lines = standing.lines
    func decimal(_ value: Double) -> JSON { .thousandths(Int((value * 1000).rounded())) }
    return .object([
      .init("id", .string(standing.author.text)),
      .init("kinds", .array(standing.kinds.map { .string($0.rawValue) })),
      .init("scans", .count(standing.scans)),
      .init("commits", .count(standing.commits)),
      .init("linesAdded", .count(lines.total)),
      .init("linesHit", .count(lines.hits)),
      .init("findings", JSONFormat.json(of: standing.findings)),
      .init("ratePerThousand", .optional(standing.rate, decimal)),
      .init(
        "interval",
        lines.isTooFew ? .null : .array([decimal(lines.interval.lowerBound), decimal(lines.interval.upperBound)])),
      .init("blocked", .count(standing.blocked)),
      .init("trend", .optional(standing.trend, decimal)),
    ])
  }
}

/// One decimal, without a formatter's weight.
enum Decimal {
  static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }
}
