import ArgumentParser
import GateModel
import GatePolicy
import GateReport
import GateScan

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Accept what another program's report, baseline or ignore file accepts.",
    discussion: """
      Reads gitleaks reports and .gitleaksignore, semgrep reports and .semgrepignore, baselines of detect-secrets, and SARIF of \
      any program. Each entry is looked for among what Gatebook itself finds today, by its place; what is found goes into \
      .gatebook-baseline, and what is not is told.
      """)

  @Argument(help: "Whose: gitleaks, semgrep, detect-secrets, sarif.")
  var program: String

  @Argument(help: "The files.")
  var files: [String]

  @Option(help: ArgumentHelp("The repository (default: the current folder's).", valueName: "DIR"))
  var repository: String?

  @Flag(help: "Show what would be written, and write nothing.")
  var dryRun = false

  @OptionGroup var judging: ImportJudging
  @OptionGroup var common: CommonOptions

  func run() async throws {
    guard let program = ForeignProgram(rawValue: program) else {
      let known = ForeignProgram.allCases.map(\.rawValue).joined(separator: ", ")
      throw Ending.usage("`\(program)` is no program whose files are known (known: \(known))")
    }
    var foreign = ForeignFile()
    for file in files {
      let read = try ForeignFile.read(file, of: program)
      foreign.findings += read.findings
      foreign.remarks += read.remarks
    }
    var options = BaselineOptions()
    (options.folder, options.rules, options.policy, options.jobs) =
      (repository, judging.rules, judging.policy, judging.jobs)
    (options.dryRun, options.common, options.noAttributes, options.format) = (dryRun, common, false, .text)
    let work = try BaselineWork(options)
    let old = try work.existing()
    if foreign.findings.isEmpty {
      tell(foreign, matched: 0, left: [])
      return
    }
    let report = try await work.scan()
    let matching = ImportMatching(report)
    var accepted: [Finding] = []
    var left: [(finding: ForeignFinding, reason: String)] = []
    for finding in foreign.findings {
      switch matching.match(finding) {
      case .found(let found): accepted += found
      case .none(let reason): left.append((finding, reason))
      }
    }
    let known = Set(
      (old?.entries ?? []).filter { $0.state == .open }.map { [$0.fingerprint.text, $0.path.description] })
    var seen: Set<[String]> = []
    let new = accepted.filter { finding in
      let key = [finding.fingerprint.text, finding.path.description]
      return !known.contains(key) && seen.insert(key).inserted
    }
    // What was fixed and is accepted by the other program is open again.
    let entries = (old?.entries ?? []).filter { !seen.contains([$0.fingerprint.text, $0.path.description]) }
    let baseline = Baseline(
      salt: old?.salt ?? work.salt(nil), entries: entries + new.map { Baseline.Entry($0) })
    tell(foreign, matched: foreign.findings.count - left.count, left: left)
    var changes = BaselineChanges(accepted: baseline.entries.count { $0.state == .open })
    changes.new = new
    try work.finish(baseline, changes, report)
  }

  private static let most = 100

  private func tell(_ foreign: ForeignFile, matched: Int, left: [(finding: ForeignFinding, reason: String)]) {
    var lines: [String] = []
    if !foreign.findings.isEmpty {
      lines.append("\(matched) of \(foreign.findings.count) entries are findings of gatebook's, too")
    }
    if !left.isEmpty { lines.append("not carried over:") }
    for (finding, reason) in left.prefix(Self.most) {
      let line = finding.lines.map { ":\($0.lowerBound)" } ?? ""
      lines.append("  \(Escape.visible(finding.path))\(line)  \(Escape.oneLine(finding.rule)): \(reason)")
    }
    if left.count > Self.most { lines.append("  and \(left.count - Self.most) more") }
    for remark in foreign.remarks {
      lines += remark.split(separator: "\n").enumerated().map { ($0 == 0 ? "note: " : "") + Escape.oneLine(String($1)) }
    }
    if !lines.isEmpty { Output.write(lines.joined(separator: "\n") + "\n") }
  }
}

struct ImportJudging: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Rules instead of the built-in pack and the policy's (repeatable).", valueName: "FILE|DIR|builtin:NAME"))
  var rules: [String] = []

  @Option(help: ArgumentHelp("A policy instead of the repository's own.", valueName: "FILE"))
  var policy: String?

  @Option(help: ArgumentHelp("How many workers (default: one a processor).", valueName: "N"))
  var jobs: Int?
}

/// Finds the findings of a scan that another program means.
private struct ImportMatching {
  enum Match {
    case found([Finding])
    case none(String)
  }

  private let byPath: [TreePath: [Finding]]
  private let secretRules: Set<String>
  private let skipped: [TreePath: Notice]

  init(_ report: ScanReport) {
    byPath = Dictionary(grouping: report.findings.filter { $0.state != .suppressed }, by: \.path)
    secretRules = Set(report.rules.filter { $0.kind == .secret }.map(\.id))
    skipped = Dictionary(
      report.coverage.skipped.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func match(_ foreign: ForeignFinding) -> Match {
    if let notice = skipped[foreign.path] { return .none("the file is not scanned here (\(notice.reason.rawValue))") }
    guard let lines = foreign.lines else { return .none("it names no line") }
    guard let here = byPath[foreign.path] else { return .none("nothing is found in this file") }
    let there = here.filter { $0.range.lines.overlaps(lines) }
    guard !there.isEmpty else { return .none("nothing is found on this line; it may have moved") }
    let meant = there.filter { finding in
      if finding.ruleID == foreign.rule { return true }
      if foreign.isSecret { return secretRules.contains(finding.ruleID) }
      return foreign.cwe.isEmpty || finding.cwe.isEmpty || !foreign.cwe.isDisjoint(with: finding.cwe)
    }
    guard !meant.isEmpty else {
      let rules = Set(there.map(\.ruleID)).sorted().joined(separator: ", ")
      return .none("what is found here is of another kind (\(rules))")
    }
    return .found(meant)
  }
}
