import ArgumentParser
import GateAttribution
import GateDocument
import GateGit
import GateLedger
import GateLedgerSQLite
import GateModel
import GateReport
import GateScan

struct ScanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Inspect files, the index, commits or a whole history, and keep the gate.",
    discussion: """
      Without a selection the files under each PATH are inspected as they lie. With one, a first PATH that is a folder names \
      the repository, and further PATHs restrict what is looked at.
      """)

  @Argument(help: "What to look at (default: the current directory).", completion: .file())
  var paths: [String] = []

  @Flag(help: "The index against HEAD: what a commit would bring.")
  var staged = false

  @Flag(help: "All that is uncommitted, untracked files too.")
  var worktree = false

  @Option(help: ArgumentHelp("From the merge base of BASE and HEAD to HEAD.", valueName: "BASE[..HEAD]"))
  var diff: String?

  @Option(help: ArgumentHelp("One commit against its parents.", valueName: "SHA"))
  var commit: String?

  @Flag(help: "Every unique blob of every ref, messages, notes and names; --history=all-refs as with --all-refs.")
  var history = false

  @Flag(help: "With --history: also what only logs of refs and heads left behind still name.")
  var allRefs = false

  @Option(
    help: ArgumentHelp("With --history: only what came after a date (2026-01-31) or a commit.", valueName: "DATE|SHA"))
  var since: String?

  @Flag(help: "What the CI service or the manager of hooks says in its variables.")
  var fromEnv = false

  @Flag(help: "Write the fixes that rules offer into the files of the work tree.")
  var autofix = false

  @Flag(help: "With --autofix: write nothing, and print a patch for `git apply` in place of the report.")
  var dryRun = false

  @OptionGroup var judging: JudgingOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let outputs = try output.parsed()
    let report = try await report(of: try request())
    try write(report, to: outputs)
    throw Ending(code: report.exitCode, message: nil)
  }

  /// One scan from beginning to end, its progress shown.
  func report(of request: ScanRequest) async throws -> ScanReport {
    var request = request
    let progress = Progress(quiet: common.quiet)
    if let progress { request.progress = { progress.show($0, of: $1) } }
    defer { progress?.clear() }
    do throws(ScanFailure) {
      var tools = Tools.standard
      if judging.noCache { tools.cacheFolder = nil }
      return try await Scan.run(request, tools)
    } catch {
      throw error.ending
    }
  }

  func write(_ report: ScanReport, to outputs: OutputOptions.Parsed) throws(Ending) {
    var options = ReportOptions(
      color: common.isColored, reproducible: judging.reproducible, sarifMaxResults: output.sarifMaxResults,
      sarifIncludeSuppressed: output.sarifIncludeSuppressed, quiet: common.quiet, width: Output.width)
    options.builtInRules = try OutputOptions.builtInRules(for: outputs)
    options.showsBaseline = judging.wholeFiles
    var plain = options
    plain.color = false
    if let patch = report.patch {
      Output.write(Output.isTerminal ? PatchText.visible(patch) : patch)
      Output.tell(TextFormat.summary(of: report, options: plain))
    } else {
      Output.write(outputs.standard.render(report, options: options))
    }
    for (format, file) in outputs.files { try Output.write(format.render(report, options: plain), toFile: file) }
  }

  private func request() throws(Ending) -> ScanRequest {
    let chosen = try selection()
    var request = try request(for: chosen.selection)
    request.paths = chosen.paths
    request.remarks = chosen.remarks
    request.fixing = try fixing(request.selection)
    return request
  }

  /// All but what is looked at.
  func request(for selection: Selection) throws(Ending) -> ScanRequest {
    var request = ScanRequest(selection)
    request.variables = Process.variables
    request.surroundings = Surroundings.ofThisProcess
    request.rules = judging.rules
    request.policyFile = judging.policy
    request.baselineFile = judging.baseline
    request.ledger = try judging.ledgerChoice()
    request.jobs = judging.jobs ?? Process.processors
    request.timeBudget = judging.timeBudget
    request.maximumFileSize = judging.maxFileSize
    request.archiveDepth = judging.archiveDepth
    request.requiresCoverage = judging.requireCoverage
    request.keepsGate = !judging.noGate
    request.showsWholeFiles = judging.wholeFiles
    request.trustsOwner = judging.trustOwner
    request.ignoresIgnoreRules = judging.noIgnore
    request.isReproducible = judging.reproducible
    return request
  }

  /// Only where what is looked at is what lies in the work tree.
  private func fixing(_ selection: Selection) throws(Ending) -> ScanRequest.Fixing {
    guard autofix else {
      if dryRun { throw .usage("--dry-run goes with --autofix") }
      return .off
    }
    if dryRun, !["text", "auto"].contains(output.format) {
      throw .usage("--dry-run prints a patch; write the report to a file: --output \(output.format)=FILE")
    }
    switch selection {
    case .paths, .worktree: return dryRun ? .patching : .writing
    case .staged, .diff, .commit, .history:
      throw .usage(
        "--autofix writes files of the work tree; use it with --worktree or with paths, not --\(selection.name)")
    }
  }

  private typealias Chosen = (selection: Selection, paths: [String], remarks: [String])

  private func selection() throws(Ending) -> Chosen {
    var chosen: [Selection] = []
    if staged { chosen.append(.staged) }
    if worktree { chosen.append(.worktree) }
    if let diff { chosen.append(try Self.parse(diff)) }
    if let commit { chosen.append(.commit(commit)) }
    if history { chosen.append(.history(since: since, everything: allRefs)) }
    guard chosen.count + (fromEnv ? 1 : 0) <= 1 else {
      throw .usage("choose one of --staged, --worktree, --diff, --commit, --history and --from-env")
    }
    if allRefs, !history { throw .usage("--all-refs goes with --history") }
    if since != nil, !history { throw .usage("--since goes with --history") }
    return fromEnv ? try told() : (chosen.first ?? .paths, paths, [])
  }

  /// What the environment says, in the repository that is meant.
  private func told() throws(Ending) -> Chosen {
    let occasion = try Occasion.told(
      by: ServiceVariables(Process.variables) { (path) throws(DocumentError) in try Files.read(path, limit: 25 << 20) })
    let folder = paths.first.flatMap { Files.kind($0) == .folder ? $0 : nil }
    let repository = try GitRepository.opened(at: folder, trustOwner: judging.trustOwner)
    let choice = try occasion.choice(in: repository)
    // All files means those of the repository, wherever in it the job stands.
    let root = repository.place.workTree
    let whole = choice.selection == .paths && paths.isEmpty ? [root].compactMap { $0 } : paths
    return (choice.selection, whole, [choice.remark])
  }

  /// `--history` is a flag that may have a value, which the parser does not know.
  static func spelledOut(_ arguments: [String]) throws(Ending) -> [String] {
    guard arguments.first == "scan" else { return arguments }
    var result: [String] = []
    for (index, argument) in arguments.enumerated() {
      if argument == "--" { return result + arguments[index...] }
      if argument == "--history=all-refs" {
        result += ["--history", "--all-refs"]
      } else if argument.hasPrefix("--history=") {
        throw .usage("`\(argument)`: --history stands alone, or as --history=all-refs")
      } else {
        result.append(argument)
      }
    }
    return result
  }

  /// `BASE..HEAD`, or `BASE` alone for HEAD; `BASE...HEAD` says the same, for the merge base is used in any case.
  private static func parse(_ range: String) throws(Ending) -> Selection {
    guard let dots = range.firstRange(of: "..") else { return .diff(base: range, head: nil) }
    let base = String(range[..<dots.lowerBound])
    let head = range[dots.upperBound...].drop { $0 == "." }
    guard !base.isEmpty else { throw .usage("--diff wants BASE..HEAD; `\(range)` names no base") }
    return .diff(base: base, head: head.isEmpty ? nil : String(head))
  }
}

extension ScanFailure {
  var ending: Ending {
    switch self {
    case .usage(let message): .usage(message)
    case .incomplete(let message): .incomplete(message)
    }
  }
}

extension Tools {
  /// What a real scan uses.
  static var standard: Tools {
    Tools(
      builtIn: { () throws(ScanFailure) in try Embedded.builtIn() },
      openLedger: { (path) throws(LedgerError) in try SQLiteLedgerStore(path: path) },
      cacheFolder: Process.userFolder("XDG_CACHE_HOME", default: ".cache"), buildDigest: nil)
  }
}
