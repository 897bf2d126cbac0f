import ArgumentParser
import GateScan

/// By what a scan judges, and what it may cost.
struct JudgingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Rules instead of the built-in pack and the policy's (repeatable).", valueName: "FILE|DIR|builtin:NAME"))
  var rules: [String] = []

  @Option(help: ArgumentHelp("A policy instead of the repository's own.", valueName: "FILE"))
  var policy: String?

  @Option(help: ArgumentHelp("A baseline instead of the repository's own.", valueName: "FILE"))
  var baseline: String?

  @Option(
    help: ArgumentHelp("The book to record in (default: in the repository's git directory).", valueName: "PATH|none"))
  var ledger: String?

  @Option(help: ArgumentHelp("How many workers (default: one a processor).", valueName: "N"))
  var jobs: Int?

  @Option(help: ArgumentHelp("Begin no further file after so many seconds.", valueName: "S"))
  var timeBudget: Double?

  @Option(help: ArgumentHelp("Leave out larger files, in bytes; they are reported.", valueName: "N"))
  var maxFileSize = 100 << 20

  @Option(
    help: ArgumentHelp(
      "Look into archives and compressed files, so many deep (default: 0, not at all).", valueName: "N"))
  var archiveDepth = 0

  @Flag(help: "Exit 3 when anything selected was not inspected.")
  var requireCoverage = false

  @Flag(help: "Report only: exit 0 on findings.")
  var noGate = false

  @Flag(help: "Report findings on unchanged lines too, as existing.")
  var wholeFiles = false

  @Flag(help: "Look at git-ignored files too.")
  var noIgnore = false

  @Flag(help: "Accept a repository that belongs to another user, this once.")
  var trustOwner = false

  @Flag(help: "Use no cache, neither of compiled rules nor of what following data found before.")
  var noCache = false

  @Flag(help: "No times and no run ids in any output.")
  var reproducible = false

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 256") }
    if let timeBudget, timeBudget < 0 { throw ValidationError("--time-budget takes seconds, 0 or more") }
    if !(0...16).contains(archiveDepth) { throw ValidationError("--archive-depth takes a number from 0 to 16") }
    if maxFileSize < 1 { throw ValidationError("--max-file-size takes a number of bytes, 1 or more") }
  }

  func ledgerChoice() throws(Ending) -> ScanRequest.LedgerChoice {
    guard let ledger else { return .standard }
    if ledger == "none" { return .none }
    if ledger.firstRange(of: "://") != nil {
      throw .usage("this version keeps its book in a file; \(ledger.prefix { $0 != ":" }):// is not supported yet")
    }
    guard !ledger.isEmpty else { throw .usage("--ledger wants a path or `none`") }
    return .at(ledger)
  }
}
