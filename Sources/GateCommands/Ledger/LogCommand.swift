import ArgumentParser
import GateLedger
import GateModel
import GateReport

struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "The scans that the book holds, the newest first.")

  @Option(help: ArgumentHelp("Only the first N.", valueName: "N"))
  var limit = 30

  @OptionGroup var filter: FilterOptions
  @OptionGroup var book: BookOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    var filter = try filter.filter()
    filter.limit = limit
    let store = try book.open()
    let scans: [RecordedScan]
    do throws(LedgerError) {
      scans = try History.scans(in: store, filter)
    } catch {
      throw error.ending
    }
    switch book.format {
    case .json:
      let json = JSON.object([.init("schema", .string("gatebook.log/1")), .init("scans", .array(scans.map(Self.json)))])
      Output.write(json.pretty() + [0x0A])
    case .text: Output.write(Self.text(scans))
    }
  }

  private static func text(_ scans: [RecordedScan]) -> String {
    guard !scans.isEmpty else { return "no data\n" }
    var table = Table([
      ("entry", .right), ("when (UTC)", .left), ("selection", .left), ("head", .left), ("files", .right),
      ("new findings", .right),
      ("gate", .left), ("authors", .left),
    ])
    for scan in scans {
      table.add([
        "\(scan.sequence)", String(Timestamp.text(scan.at).prefix(19)), scan.mode,
        scan.head.map { String($0.prefix(10)) } ?? "",
        "\(scan.scanned)", Self.counts(scan.counts), scan.gate, Self.names(scan.authors),
      ])
    }
    return table.lines.joined(separator: "\n") + "\n"
  }

  private static func counts(_ counts: SeverityCounts) -> String {
    let named = Severity.allCases.reversed().filter { counts[$0] > 0 }.map { "\(counts[$0]) \($0.name)" }
    return named.isEmpty ? "0" : named.joined(separator: ", ")
  }

  private static func names(_ authors: [RecordedAuthor]) -> String {
    Set(authors.flatMap(\.names).map(\.text)).sorted().joined(separator: ", ")
  }

  private static func json(_ scan: RecordedScan) -> JSON {
    .object([
      .init("sequence", .count(scan.sequence)),
      .init("id", .string(scan.id)),
      .init("at", .string(Timestamp.text(scan.at))),
      .init("selection", .string(scan.mode)),
      .init("base", .optional(scan.base) { .string($0) }),
      .init("head", .optional(scan.head) { .string($0) }),
      .init("selected", .count(scan.selected)),
      .init("scanned", .count(scan.scanned)),
      .init("findings", JSONFormat.json(of: scan.counts)),
      .init("gate", .string(scan.gate)),
      .init("exitCode", .count(scan.exitCode)),
      .init("durationMicroseconds", .integer(scan.durationMicroseconds)),
      .init("authors", .array(Set(scan.authors.flatMap(\.names).map(\.text)).sorted().map { .string($0) })),
    ])
  }
}
