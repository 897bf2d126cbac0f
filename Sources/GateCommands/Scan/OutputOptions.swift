import ArgumentParser
import GateReport

/// In which forms a report is given, and where.
struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The form on standard output: text, json, sarif, auto.", valueName: "FORMAT"))
  var format = "text"

  @Option(help: ArgumentHelp("Write a form to a file beside it (repeatable).", valueName: "FORMAT=FILE"))
  var output: [String] = []

  @Option(help: ArgumentHelp("SARIF: at most so many results, the worst.", valueName: "N"))
  var sarifMaxResults = 25_000

  @Flag(name: .customLong("sarif-include-suppressed"), help: "SARIF: suppressed results too, marked as such.")
  var sarifIncludeSuppressed = false

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
    return Parsed(standard: try Self.format(format == "auto" ? "text" : format), files: files)
  }

  private static func format(_ name: String) throws(Ending) -> any ReportFormat {
    guard let format = ReportFormats.named(name) else {
      throw .usage("`\(name)` is no format (known: \(ReportFormats.names.joined(separator: ", ")))")
    }
    return format
  }
}
