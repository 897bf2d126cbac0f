import ArgumentParser
import GateDocument
import GateGit
import GateModel
import GatePolicy
import GateReport
import GateScan

/// What baselines are made under: the same choices as a scan's.
struct BaselineOptions: ParsableArguments {
  @Argument(help: "The repository, or a folder (default: the current one).")
  var folder: String?

  @Option(
    help: ArgumentHelp(
      "Rules instead of the built-in pack and the policy's (repeatable).", valueName: "FILE|DIR|builtin:NAME"))
  var rules: [String] = []

  @Option(help: ArgumentHelp("A policy instead of the repository's own.", valueName: "FILE"))
  var policy: String?

  @Option(help: ArgumentHelp("How many workers (default: one a processor).", valueName: "N"))
  var jobs: Int?

  @Flag(help: "Show what would be written, and write nothing.")
  var dryRun = false

  @Flag(help: "Do not ask git, in .gitattributes, to merge baselines line by line.")
  var noAttributes = false

  @Option(help: "The form on standard output: text, json.")
  var format = PlainFormat.text

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 256") }
  }
}

/// A baseline that is being made: where it lies, what a scan finds, and how it is written.
struct BaselineWork {
  let options: BaselineOptions
  /// The root of the repository, or the folder where there is none.
  let root: String
  let place: GitRepository.Place?

  init(_ options: BaselineOptions) throws(Ending) {
    self.options = options
    let folder = options.folder ?? "."
    guard Files.kind(folder) == .folder else { throw .usage("\(folder) is no folder") }
    do throws(GitError) {
      let found = try GitRepository.discover(at: folder, environment: GitEnvironment(Process.variables))
      if let found { place = found.place } else { place = nil }
    } catch {
      throw ScanFailure(error).ending
    }
    if let place, place.workTree == nil {
      throw .usage("\(folder) is a bare repository; a baseline lies in a work tree")
    }
    root = place?.workTree ?? folder + "/"
  }

  var file: String { root + Baseline.fileName }

  func existing() throws(Ending) -> Baseline? {
    guard Files.kind(file) != .missing else { return nil }
    do throws(DocumentError) {
      return try Baseline(try Files.read(file, limit: 64 << 20), file: file)
    } catch {
      throw .usage(error.description)
    }
  }

  func salt(_ baseline: Baseline?) -> [UInt8] { Scan.salt(in: place, baseline) }

  func holds(_ path: TreePath) -> Bool { Files.kind(root + path.description) != .missing }

  /// Every file as it lies, under the repository's own policy. Nothing is recorded: nothing was judged.
  func scan() async throws(Ending) -> ScanReport {
    var request = ScanRequest(.paths)
    request.paths = [root]
    request.variables = Process.variables
    request.rules = options.rules
    request.policyFile = options.policy
    request.ledger = .none
    request.keepsGate = false
    request.jobs = options.jobs ?? Process.processors
    let progress = Progress(quiet: options.common.quiet)
    if let progress { request.progress = { progress.show($0, of: $1) } }
    defer { progress?.clear() }
    let report: ScanReport
    do throws(ScanFailure) { report = try await Scan.run(request, .standard) } catch { throw error.ending }
    guard report.failures.isEmpty else { throw .incomplete(report.failures.joined(separator: "\n")) }
    return report
  }

  func finish(_ baseline: Baseline, _ changes: BaselineChanges, _ report: ScanReport) throws(Ending) {
    if !options.dryRun {
      try Output.write(baseline.text, toFile: file)
      if !options.noAttributes, place != nil { try askForUnion() }
    }
    switch options.format {
    case .json: Output.write(changes.json(file: Baseline.fileName).pretty() + [0x0A])
    case .text:
      Output.write(changes.text(file: file, isWritten: !options.dryRun))
      if !report.coverage.isComplete {
        let count = report.coverage.skipped.count { $0.reason.breaksCoverage }
        Output.complain(
          "\(count) files were not wholly inspected: what is in them is not accepted; `gatebook scan` lists them")
      }
    }
  }

  /// Lines of both sides of a merge stay: git knows how, once it is told.
  private func askForUnion() throws(Ending) {
    let attributes = root + ".gitattributes"
    let line = "\(Baseline.fileName) merge=union"
    var bytes: [UInt8] = []
    if Files.kind(attributes) == .file {
      do throws(DocumentError) { bytes = try Files.read(attributes) } catch { throw .incomplete(error.description) }
    } else if Files.kind(attributes) != .missing {
      return
    }
    guard bytes.firstRange(of: Array(Baseline.fileName.utf8)) == nil else { return }
    if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
    try Output.write(bytes + Array("\(line)\n".utf8), toFile: attributes)
  }
}

/// What a new baseline has that the old one had not.
struct BaselineChanges {
  var accepted: Int
  var new: [Finding] = []
  var back: [Finding] = []
  var fixed: [Baseline.Entry] = []
  var moved = 0
  /// What is new was shown, and not accepted.
  var leavesNew = false

  private static let most = 50

  func text(file: String, isWritten: Bool) -> String {
    var lines: [String] = []
    func list<Item>(_ items: [Item], _ line: (Item) -> String) {
      lines += items.prefix(Self.most).map(line)
      if items.count > Self.most { lines.append("  and \(items.count - Self.most) more") }
    }
    list(new) { Self.line("new", $0) }
    list(back) { Self.line("back again", $0) }
    list(fixed) { "  fixed       \(Escape.visible($0.rule))  \(Escape.visible($0.path))" }
    let parts = [
      "\(accepted) accepted", "\(new.count) new" + (leavesNew && !new.isEmpty ? " and not accepted" : ""),
      "\(back.count) back again", "\(fixed.count) fixed", "\(moved) moved",
    ]
    lines.append("\(isWritten ? "wrote" : "would write") \(Escape.visible(file)): \(parts.joined(separator: ", "))")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ word: String, _ finding: Finding) -> String {
    let padded = word + String(repeating: " ", count: max(1, 12 - word.count))
    return "  \(padded)\(finding.severity.name)  \(Escape.visible(finding.ruleID))  "
      + "\(Escape.visible(finding.path)):\(finding.range.start.line)"
  }

  func json(file: String) -> JSON {
    func place(_ finding: Finding) -> JSON {
      .object([
        JSON.Member("fingerprint", .string(finding.fingerprint.text)), JSON.Member("ruleId", .string(finding.ruleID)),
        JSON.Member("severity", .string(finding.severity.name)),
        JSON.Member("path", .string(finding.path.description)), JSON.Member("line", .count(finding.range.start.line)),
      ])
    }
    return .object([
      JSON.Member("schema", .string("gatebook.baseline/1")), JSON.Member("file", .string(file)),
      JSON.Member("accepted", .count(accepted)), JSON.Member("new", .array(new.map(place))),
      JSON.Member("backAgain", .array(back.map(place))),
      JSON.Member(
        "fixed",
        .array(
          fixed.map { entry in
            .object([
              JSON.Member("fingerprint", .string(entry.fingerprint.text)), JSON.Member("ruleId", .string(entry.rule)),
              JSON.Member("path", .string(entry.path.description)),
            ])
          })),
      JSON.Member("moved", .count(moved)),
    ])
  }
}
