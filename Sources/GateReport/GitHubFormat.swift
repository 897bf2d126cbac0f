package import GateModel

/// Workflow commands, which GitHub's runner takes from standard output and shows as annotations.
///
///     ::error file=src/config.py,line=12,endLine=12,col=12,endColumn=20,title=critical%3A secrets.aws.access-key::An AWS …
///
/// A step shows ten of each level and drops the rest without a word, so the worst ten are printed, and one notice tells how many
/// more there are. Nothing of a repository can begin a line here.
package struct GitHubFormat: ReportFormat {
  package let name = "github"

  /// What a step shows of each level.
  private static let most = 10

  package init() {}

  package func render(_ report: ScanReport, options: ReportOptions) -> [UInt8] {
    let told = report.toldFindings.worstFirst
    var commands = gaps(of: report)
    var left = 0
    for level in GitHubCommand.Level.allCases {
      let ofLevel = told.filter { GitHubCommand.Level(of: $0) == level }
      let taken = commands.count { $0.level == level }
      // The last notice is kept for the summary.
      let room = max(1, Self.most - taken - (level == .notice ? 1 : 0))
      commands += ofLevel.prefix(room).map { command($0, level) }
      left += max(0, ofLevel.count - room)
    }
    if left > 0 {
      commands.append(
        GitHubCommand(
          .notice, title: "gatebook",
          "\(Words.count(left, "finding")) more; \(VerdictText(report, options: options).found) in all. "
            + "`gatebook scan --format text` or the SARIF output shows each."))
    }
    let breaches = report.verdict.breaches.map { Words.text($0) }
    let lines = commands.map(\.line) + breaches + [VerdictText(report, options: options).line]
    return Array((lines.map(Escape.forRunners).joined(separator: "\n") + "\n").utf8)
  }

  private func command(_ finding: Finding, _ level: GitHubCommand.Level) -> GitHubCommand {
    var lines = [Escape.oneLine(finding.message)]
    if let source = finding.sourceWords { lines.append(source) }
    if let remediation = finding.remediation { lines.append("What to do: \(Escape.oneLine(remediation))") }
    if let author = TextAuthor(finding).text { lines.append("By \(author)") }
    let state = finding.state == .new ? "" : " (\(finding.state.rawValue))"
    // A message or a note is no file; its place is told in words.
    let isFile = RepositoryText(path: finding.path) == nil
    if !isFile { lines.append("In: \(Words.place(finding.path))") }
    return GitHubCommand(
      level, title: "\(finding.severity.name): \(Escape.visible(finding.ruleID))\(state)",
      lines.joined(separator: "\n"),
      path: isFile ? finding.path : nil, range: finding.range, columns: finding.host)
  }

  /// One command for all gaps, which says what they are; one for each failure.
  private func gaps(of report: ScanReport) -> [GitHubCommand] {
    var commands = report.failures.prefix(5).map {
      GitHubCommand(.error, title: "gatebook could not complete", Escape.oneLine($0))
    }
    let gaps = report.gaps
    if !gaps.isEmpty {
      let lines = gaps.prefix(20).map { Words.text($0) }
      let more = gaps.count > 20 ? ["and \(Words.tally(gaps.dropFirst(20))) more"] : []
      commands.append(
        GitHubCommand(
          .warning, title: "not wholly inspected",
          (["\(Words.count(gaps.count, "gap")) in the coverage: \(Words.tally(gaps))"] + lines + more)
            .joined(separator: "\n")))
    }
    return commands
  }
}

/// One command, on one line whatever it holds.
struct GitHubCommand {
  enum Level: String, CaseIterable {
    case error, warning, notice

    /// What stood there before the change is told, and fails nothing.
    init(of finding: Finding) {
      self =
        switch finding.severity {
        case _ where !finding.state.counts: .notice
        case .critical, .high: .error
        case .medium: .warning
        case .low, .info: .notice
        }
    }
  }

  let level: Level
  private let properties: [(name: String, value: String)]
  private let message: String

  init(
    _ level: Level, title: String, _ message: String, path: TreePath? = nil, range: SourceRange? = nil,
    columns: HostPlace? = nil
  ) {
    self.level = level
    self.message = message
    var properties: [(name: String, value: String)] = []
    if let path, let range, let columns {
      properties = [
        ("file", Escape.visible(path)), ("line", String(range.start.line)), ("endLine", String(range.end.line)),
      ]
      // The host takes columns only of places within one line.
      if range.start.line == range.end.line {
        properties += [("col", String(columns.startColumn)), ("endColumn", String(columns.endColumn))]
      }
    }
    self.properties = properties + [("title", title)]
  }

  var line: String {
    let list = properties.map { "\($0.name)=\(Self.encoded($0.value, alsoIn: ":,"))" }.joined(separator: ",")
    return "::\(level.rawValue) \(list)::\(Self.encoded(message, alsoIn: ""))"
  }

  /// As the runner decodes it: `%`, CR and LF everywhere, `:` and `,` in properties too.
  private static func encoded(_ text: String, alsoIn more: String) -> String {
    text.unicodeScalars.reduce(into: "") { out, scalar in
      if scalar == "%" || scalar == "\r" || scalar == "\n" || more.unicodeScalars.contains(scalar) {
        out += "%\(Hex.encode([UInt8(truncatingIfNeeded: scalar.value)]).uppercased())"
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
  }
}
