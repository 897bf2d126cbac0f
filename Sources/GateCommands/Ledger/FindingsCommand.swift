import ArgumentParser
import GateLedger
import GateModel
import GateReport

struct FindingsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "findings",
    abstract: "The findings that the book holds, and what was said about letting them pass.",
    discussion: "Without a subcommand: list, whose options `gatebook help findings list` tells.",
    subcommands: [
      FindingsListCommand.self, FindingsDismissCommand.self, FindingsReinstateCommand.self,
      FindingsDismissalsCommand.self,
    ], defaultSubcommand: FindingsListCommand.self)
}

struct FindingsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The findings that the book holds, each once, with when it was first and last seen.")

  @Option(help: ArgumentHelp("Only the first N.", valueName: "N"))
  var limit: Int?

  @OptionGroup var filter: FilterOptions
  @OptionGroup var book: BookOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    var filter = try filter.filter()
    filter.limit = limit
    let store = try book.open()
    let findings: [History.FindingHistory]
    do throws(LedgerError) {
      findings = try History.findings(in: store, filter)
    } catch {
      throw error.ending
    }
    switch book.format {
    case .json:
      let json = JSON.object([
        .init("schema", .string("gatebook.findings/1")), .init("findings", .array(findings.map(Self.json))),
      ])
      Output.write(json.pretty() + [0x0A])
    case .text: Output.write(Self.text(findings))
    }
  }

  private static func text(_ findings: [History.FindingHistory]) -> String {
    guard !findings.isEmpty else { return "no data\n" }
    var table = Table([
      ("severity", .left), ("rule", .left), ("place", .left), ("author", .left), ("commit", .left), ("state", .left),
      ("first seen", .left), ("last seen", .left), ("fingerprint", .left),
    ])
    for history in findings {
      let finding = history.finding
      table.add([
        finding.severity.name, finding.rule, "\(Escape.visible(finding.path)):\(finding.line)",
        finding.author.names.map(\.text).joined(separator: ", "), finding.commit.map { String($0.prefix(10)) } ?? "",
        finding.state.rawValue, String(Timestamp.text(history.firstSeen.at).prefix(10)),
        String(Timestamp.text(history.lastSeen.at).prefix(10)), finding.fingerprint,
      ])
    }
    return table.lines.joined(separator: "\n") + "\n"
  }

  private static func json(_ history: History.FindingHistory) -> JSON {
    let finding = history.finding
    func sighting(_ sighting: History.FindingHistory.Sighting) -> JSON {
      .object([.init("sequence", .count(sighting.sequence)), .init("at", .string(Timestamp.text(sighting.at)))])
    }
    return .object([
      .init("fingerprint", .string(finding.fingerprint)),
      .init("ruleId", .string(finding.rule)),
      .init("severity", .string(finding.severity.name)),
      .init("path", .string(finding.path.description)),
      .init("line", .count(finding.line)),
      .init("state", .string(finding.state.rawValue)),
      .init("commit", .optional(finding.commit) { .string($0) }),
      .init("kind", .string(finding.author.kind.rawValue)),
      .init("agents", .array(finding.author.agents.map { .string($0) })),
      .init("firstSeen", sighting(history.firstSeen)),
      .init("lastSeen", sighting(history.lastSeen)),
      .init("scans", .count(history.scans)),
    ])
  }
}
