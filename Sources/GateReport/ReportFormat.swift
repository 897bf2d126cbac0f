package import GateModel

/// A way to write a report down: a pure function from a report to bytes.
package protocol ReportFormat: Sendable {
  /// As `--format` names it.
  var name: String { get }

  /// The whole output, UTF-8, with a newline at its end. Equal reports and options give equal bytes.
  ///
  /// The findings are taken in the order of the report, which is that of `Finding.precedes`.
  func render(_ report: ScanReport, options: ReportOptions) -> [UInt8]
}

/// Every format there is. A new one is a file of its own and a word here.
package enum ReportFormats {
  package static let all: [any ReportFormat] = [
    TextFormat(), JSONFormat(), SARIFFormat(), JSONLinesFormat(), GitHubFormat(), GitLabSASTFormat(),
    GitLabQualityFormat(), JUnitFormat(), CheckstyleFormat(), MarkdownFormat(), HTMLFormat(), CSVFormat(),
    AgentFormat(),
  ]

  package static var names: [String] { all.map(\.name) }

  /// Nil for a name that no format has.
  package static func named(_ name: some StringProtocol) -> (any ReportFormat)? {
    all.first { $0.name == name }
  }
}

/// What the reader asked for. Each format heeds what concerns it.
package struct ReportOptions: Equatable, Sendable {
  /// Text: ANSI colours.
  package var color: Bool
  /// No times and no run ids, whatever the report holds.
  package var reproducible: Bool
  /// SARIF: hosts refuse a file with more results than this.
  package var sarifMaxResults: Int
  /// SARIF: results that are suppressed too, marked as such; some hosts show them as open.
  package var sarifIncludeSuppressed: Bool
  /// Text: the findings and the verdict, and what kept the scan from completing; nothing else.
  package var quiet: Bool
  /// Text: the columns of the page.
  package var width: Int
  /// Text: what the baseline accepts, finding by finding, and not only how much.
  package var showsBaseline = false
  /// Agent: the rules that are built in. Only their words may stand free, so without them every rule's are told as a stranger's.
  package var builtInRules: [Rule]

  package init(
    color: Bool = false, reproducible: Bool = false, sarifMaxResults: Int = 25_000,
    sarifIncludeSuppressed: Bool = false, quiet: Bool = false, width: Int = 100, builtInRules: [Rule] = []
  ) {
    self.color = color
    self.reproducible = reproducible
    self.sarifMaxResults = sarifMaxResults
    self.sarifIncludeSuppressed = sarifIncludeSuppressed
    self.quiet = quiet
    self.width = width
    self.builtInRules = builtInRules
  }
}

extension ScanReport {
  /// What may be told of the run under these options.
  func run(under options: ReportOptions) -> RunFacts? { options.reproducible ? nil : run }
}
