import ArgumentParser
import GateModel
import GatePolicy

struct BaselineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline", abstract: "Accept the findings that a project has today, so that only new ones count.",
    subcommands: [BaselineCreateCommand.self, BaselineUpdateCommand.self])
}

struct BaselineCreateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Scan the files as they lie and write down what is found.",
    discussion: """
      Writes .gatebook-baseline at the root: one finding a line, no times, sorted so that branches seldom conflict. From the \
      commit on that holds it these findings are `existing` and close no gate.
      """)

  @OptionGroup var options: BaselineOptions

  func run() async throws {
    let work = try BaselineWork(options)
    if try work.existing() != nil {
      throw Ending.usage("\(work.file) is there already; `gatebook baseline update` brings it up to date")
    }
    let report = try await work.scan()
    let entries = report.findings.filter { $0.state != .suppressed }.map(Baseline.Entry.init)
    let baseline = Baseline(salt: work.salt(nil), entries: entries)
    var told = BaselineChanges(accepted: baseline.entries.count)
    told.new = report.findings.filter { $0.state != .suppressed }
    try work.finish(baseline, told, report)
  }
}

struct BaselineUpdateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Show what is fixed, new and back again, and write the baseline anew.")

  @Flag(help: "Accept nothing that is new or back again: only what was fixed or moved is written.")
  var fixedOnly = false

  @Flag(help: "Forget findings that were fixed; if they come back they are merely new.")
  var prune = false

  @OptionGroup var options: BaselineOptions

  func run() async throws {
    let work = try BaselineWork(options)
    guard let old = try work.existing() else {
      throw Ending.usage("\(work.file) is not there; `gatebook baseline create` makes one")
    }
    let report = try await work.scan()
    var matching = BaselineMatching(old)
    let findings = report.findings.filter { $0.state != .suppressed }
    // Whether a path is still there the scan has asked already: what is not matched by place was moved.
    let paths = Set(report.findings.map(\.path))
    let matched = matching.match(findings) { paths.contains($0) || work.holds($0) }
    var told = BaselineChanges(accepted: 0)
    var entries: [Baseline.Entry] = []
    for (finding, entry) in zip(findings, matched) {
      switch entry?.state {
      case .open:
        if entry?.path != finding.path { told.moved += 1 }
        entries.append(Baseline.Entry(finding))
      case .fixed:
        told.back.append(finding)
        if fixedOnly, let entry { entries.append(entry) } else { entries.append(Baseline.Entry(finding)) }
      case nil:
        told.new.append(finding)
        if !fixedOnly { entries.append(Baseline.Entry(finding)) }
      }
    }
    let seen = BaselineSight(report)
    for var entry in matching.rest {
      // What was not looked at, or not looked for, is not fixed.
      if seen.couldTell(entry), entry.state == .open {
        entry.state = .fixed
        told.fixed.append(entry)
      }
      if entry.state == .open || !prune { entries.append(entry) }
    }
    let baseline = Baseline(salt: old.salt, entries: entries)
    told.accepted = baseline.entries.count { $0.state == .open }
    told.leavesNew = fixedOnly
    try work.finish(baseline, told, report)
  }
}

extension Baseline.Entry {
  init(_ finding: Finding) {
    self.init(fingerprint: finding.fingerprint, rule: finding.ruleID, path: finding.path)
  }
}

/// What a scan can say of an entry that it did not find.
private struct BaselineSight {
  private let rules: Set<String>
  private let skipped: Set<TreePath>

  init(_ report: ScanReport) {
    rules = Set(report.rules.map(\.id))
    skipped = Set(report.coverage.skipped.filter { $0.reason.breaksCoverage }.map(\.path))
  }

  func couldTell(_ entry: Baseline.Entry) -> Bool { rules.contains(entry.rule) && !skipped.contains(entry.path) }
}
