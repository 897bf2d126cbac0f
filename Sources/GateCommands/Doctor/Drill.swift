import GateGit
import GateLedger
import GateLedgerSQLite
import GateModel
import GateReport
import GateRules
import GateScan
import Glibc

/// The whole chain, once: a secret is planted where nothing else is, and must be found, blocked, recorded and reported.
enum Drill {
  private static let rule = "secrets.github.personal-access-token"

  static func item() async -> CheckedItem {
    guard let folder = TemporaryFolder(named: "doctor") else {
      return .fail(
        "drill", "no temporary folder can be made: \(Output.reason())", remedy: "set TMPDIR to a folder of yours")
    }
    let problem = await problem(in: folder.path)
    folder.remove()
    return problem.map { problem in
      .fail(
        "drill", "a planted secret: \(problem)",
        remedy: "do not rely on this gate; build it again with ci/gatebook and run ci/test")
    } ?? .ok("drill", "a planted secret was found, blocked, recorded and reported, and let through once it was gone")
  }

  /// Nil where everything was as it should be.
  private static func problem(in folder: String) async -> String? {
    do throws(GitError) { return try await chain(in: folder) } catch { return "its repository: \(error.message)" }
  }

  private static func chain(in folder: String) async throws(GitError) -> String? {
    // Made now, so that no secret stands in this file.
    var filler = ExampleFiller(seed: folder)
    let secret = filler.fill("ghp_{36 crc32-base62}")
    let repository = try RepositoryWriter(creatingIn: "\(folder)/repository")
    try repository.stage([("app.py", "token = \"\(secret)\"\n")])
    let report: ScanReport
    do throws(ScanFailure) { report = try await scan(folder) } catch { return "the scan failed: \(error)" }
    guard report.exitCode == 1 else { return "the scan ended with \(report.exitCode), not 1" }
    guard report.findings.contains(where: { $0.ruleID == rule && $0.range.start.line == 1 }) else {
      return "the gate closed on something else"
    }
    for format in ReportFormats.all {
      let output = String(decoding: format.render(report, options: ReportOptions()), as: UTF8.self)
      if output.contains(secret) { return "its value stands in the \(format.name) report" }
      if format is SARIFFormat, !output.contains("\"ruleId\": \"\(rule)\"") { return "it is not in the SARIF" }
    }
    if let problem = bookProblem(folder) { return problem }
    // A gate that is closed for everything is no gate either.
    try repository.stage([("app.py", "token = environment[\"TOKEN\"]\n")])
    do throws(ScanFailure) {
      let code = try await scan(folder).exitCode
      return code == 0 ? nil : "the gate stays closed without it (exit \(code))"
    } catch {
      return "the second scan failed: \(error)"
    }
  }

  private static func scan(_ folder: String) async throws(ScanFailure) -> ScanReport {
    var request = ScanRequest(.staged)
    request.paths = ["\(folder)/repository"]
    request.ledger = .at("\(folder)/ledger.db")
    var tools = Tools.standard
    tools.cacheFolder = nil
    return try await Scan.run(request, tools)
  }

  private static func bookProblem(_ folder: String) -> String? {
    do throws(LedgerError) {
      let store = try SQLiteLedgerStore(reading: "\(folder)/ledger.db")
      guard case .intact(1, _) = try Verifier.verify(store) else { return "its entry does not verify" }
      let scans = try History.scans(in: store)
      return scans.first?.findings.contains { $0.rule == rule } == true ? nil : "its entry does not tell of it"
    } catch {
      return "the book: \(error.message)"
    }
  }
}
