import ArgumentParser
import GateAttribution
import GateModel
import GateReport
import GateScan

/// In which forms a report is given, and where.
struct OutputOptions: ParsableArguments {
  @Option(help: OutputOptions.formatHelp, completion: .list(ReportFormats.names + ["auto"]))
  var format = "text"

  @Option(help: ArgumentHelp("Write a form to a file beside it (repeatable).", valueName: "FORMAT=FILE"))
  var output: [String] = []

  @Option(help: ArgumentHelp("SARIF: at most so many results, the worst.", valueName: "N"))
  var sarifMaxResults = 25_000

  @Flag(name: .customLong("sarif-include-suppressed"), help: "SARIF: suppressed results too, marked as such.")
  var sarifIncludeSuppressed = false

  private static var formatHelp: ArgumentHelp {
    let names = ReportFormats.names.joined(separator: ", ")
    return ArgumentHelp(
      "The form on standard output: \(names); auto is agent where an agent is seen at work, else text.",
      valueName: "FORMAT")
  }

  struct Parsed {
    var standard: any ReportFormat
    var files: [(format: any ReportFormat, file: String)]
  }

  /// Told before the scan begins: nobody wants to wait for a misspelt word.
  func parsed() throws(Ending) -> Parsed {
    guard sarifMaxResults >= 1 else { throw .usage("--sarif-max-results takes a number, 1 or more") }
    var files: [(format: any ReportFormat, file: String)] = []
    for text in output {
      guard let equals = text.firstIndex(of: "="), text.index(after: equals) != text.endIndex else {
        throw .usage("--output wants FORMAT=FILE, as sarif=gatebook.sarif; `\(text)` is not of that form")
      }
      files.append((try Self.format(String(text[..<equals])), String(text[text.index(after: equals)...])))
    }
    return Parsed(standard: try Self.format(format == "auto" ? Self.formatForReader() : format), files: files)
  }

  /// The rules that are built in, where a form asks for them.
  static func builtInRules(for outputs: Parsed) throws(Ending) -> [Rule] {
    guard ([outputs.standard] + outputs.files.map(\.format)).contains(where: { $0 is AgentFormat }) else { return [] }
    do throws(ScanFailure) { return try Embedded.builtIn().ruleSet.rules + Scan.gateRules } catch { throw error.ending }
  }

  /// Who will read standard output: an agent that started this very process, or anybody else. A variable that many tools set for
  /// their agents is enough; the name in it need not be known.
  private static func formatForReader() throws(Ending) -> String {
    if !(Process.variables["AI_AGENT"] ?? "").isEmpty { return AgentFormat().name }
    do throws(ScanFailure) {
      let registry = try Embedded.registry()
      let seen = registry.observe(Surroundings.ofThisProcess)
      let isAgent = seen.contains { evidence in
        evidence.agent.flatMap { registry.signature(named: $0) }?.kind == .agent
      }
      return isAgent ? AgentFormat().name : TextFormat().name
    } catch {
      throw error.ending
    }
  }

  private static func format(_ name: String) throws(Ending) -> any ReportFormat {
    guard let format = ReportFormats.named(name) else {
      throw .usage("`\(name)` is no format (known: \(ReportFormats.names.joined(separator: ", ")))")
    }
    return format
  }
}
