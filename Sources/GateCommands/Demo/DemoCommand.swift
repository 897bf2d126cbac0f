import ArgumentParser
import GateAttribution
import GateGit
import GateLedger
import GateLedgerSQLite
import GateModel
import GateReport
import GateScan

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "See the gate at work: a small repository by a person, two agents and a bot, scanned from end to end.",
    discussion: "Makes a temporary folder, and leaves it for you to look at. Ends with the gate's verdict: exit 1.")

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let folder = try Self.temporaryFolder()
    let repository = "\(folder)/shop"
    let story: DemoStory.Told
    do throws(GitError) {
      story = try DemoStory.tell(in: repository)
    } catch {
      throw Ending.incomplete("the demonstration's repository could not be made: \(error.message)")
    }
    say("A small repository in \(repository): \(story.commits.count) commits by a person, two AI agents and a bot.")
    say("Each change goes through the gate (gatebook scan --diff BASE..HEAD), then the whole branch:")
    say("")
    for (base, head) in zip(story.commits, story.commits.dropFirst()).dropLast() {
      _ = try await scan(repository, base: base, head: head, ledger: "\(folder)/ledger.db")
    }
    // The whole branch, as the last word.
    let report = try await scan(
      repository, base: story.commits[0], head: story.commits.last!, ledger: "\(folder)/ledger.db")
    let options = ReportOptions(color: common.isColored, quiet: common.quiet, width: Output.width)
    Output.write(TextFormat().render(report, options: options))
    try Output.write(SARIFFormat().render(report, options: ReportOptions()), toFile: "\(folder)/gatebook.sarif")
    try Output.write(JSONFormat().render(report, options: ReportOptions()), toFile: "\(folder)/gatebook.json")
    say("")
    say("Who keeps bringing findings in (gatebook agents --ledger \(folder)/ledger.db):")
    say("")
    Output.write(try Self.leaderboard("\(folder)/ledger.db"))
    say("")
    say(
      "Written: \(folder)/gatebook.sarif, gatebook.json, ledger.db (gatebook ledger verify --ledger \(folder)/ledger.db)"
    )
    let isOpen = report.verdict.isOpen
    say(isOpen ? "The gate is open: exit 0." : "The gate is closed: exit 1.")
    throw Ending(code: report.exitCode, message: nil)
  }

  private func say(_ text: String) { Output.write(text + "\n") }

  private func scan(
    _ repository: String, base: ObjectID, head: ObjectID, ledger: String
  ) async throws(Ending) -> ScanReport {
    var request = ScanRequest(.diff(base: base.short, head: head.short))
    request.paths = [repository]
    request.ledger = .at(ledger)
    do throws(ScanFailure) {
      return try await Scan.run(request, .standard)
    } catch {
      throw error.ending
    }
  }

  private static func leaderboard(_ path: String) throws(Ending) -> String {
    do throws(LedgerError) {
      let store = try SQLiteLedgerStore(reading: path)
      return AgentsCommand.text(try History.agents(in: store, HistoryFilter(), by: .rate), HistoryFilter())
    } catch {
      throw error.ending
    }
  }

  private static func temporaryFolder() throws(Ending) -> String {
    guard let folder = TemporaryFolder(named: "demo") else {
      throw .incomplete("no temporary folder can be made: \(Output.reason()); set TMPDIR to a folder of yours")
    }
    return folder.path
  }
}
