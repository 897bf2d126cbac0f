import ArgumentParser
import GateDocument
import GateModel
import GatePolicy
import GateReport

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Set up a repository: a policy, a baseline, a hook, a sample for CI.",
    discussion: """
      On a terminal each step is asked for. Elsewhere only the policy is written, and what the flags name. Nothing that is there \
      already is changed.
      """)

  @Argument(help: "The repository (default: the one here).")
  var repository: String?

  @Flag(inversion: .prefixedNo, help: "Accept the findings of today in a baseline.")
  var baseline: Bool?

  @Flag(inversion: .prefixedNo, help: "Install the pre-commit hook.")
  var hook: Bool?

  @Option(help: ArgumentHelp("Write a sample for github, gitlab, jenkins, azure or bitbucket.", valueName: "SERVICE"))
  var ci: String?

  @OptionGroup var common: CommonOptions

  func run() async throws {
    var options = BaselineOptions()
    (options.folder, options.rules, options.policy, options.jobs) = (repository, [], nil, nil)
    (options.dryRun, options.noAttributes, options.format, options.common) = (false, false, .text, common)
    let work = try BaselineWork(options)
    guard work.place != nil else {
      throw Ending.usage("\(repository ?? "the current directory") lies in no git repository; type `git init` first")
    }
    let service = try template()
    if let service, Files.kind(work.root + service.path) != .missing {
      throw Ending.usage(
        "\(service.path) is there already; look at the sample under ci/templates and take over what you need")
    }
    try policy(work)
    let wantsBaseline = baseline ?? ask("Accept the findings of today, so that only new ones count?")
    if wantsBaseline, try work.existing() == nil { try await accept(work) }
    if hook ?? ask("Install the pre-commit hook?") {
      try await HookInstallCommand.parse([work.root]).run()
    }
    if let service { try write(service, work) }
    say(
      "next: git add \(Policy.fileName)\(wantsBaseline ? " \(Baseline.fileName) .gitattributes" : ""), and commit; `gatebook doctor` looks it over"
    )
    if hook == nil, !asks {
      say("also: gatebook init --hook --baseline --ci github; docs/hooks-and-ci.md tells the rest")
    }
  }

  private func template() throws(Ending) -> CITemplate? {
    guard let ci else { return nil }
    guard let template = CITemplate(rawValue: ci) else {
      let known = CITemplate.allCases.map(\.rawValue).joined(separator: ", ")
      throw .usage("there is no sample for `\(ci)` (known: \(known))")
    }
    return template
  }

  private func policy(_ work: BaselineWork) throws(Ending) {
    let file = work.root + Policy.fileName
    guard Files.kind(file) == .missing else { return say("kept \(file)") }
    try Output.write(Array(Self.policy.utf8), toFile: file)
    say("wrote \(file)")
  }

  private func accept(_ work: BaselineWork) async throws {
    let report = try await work.scan()
    let findings = report.findings.filter { $0.state != .suppressed }
    let made = Baseline(salt: work.salt(nil), entries: findings.map { Baseline.Entry($0) })
    var changes = BaselineChanges(accepted: made.entries.count)
    changes.new = findings
    try work.finish(made, changes, report)
  }

  private func write(_ service: CITemplate, _ work: BaselineWork) throws(Ending) {
    try Output.makeFolders(above: service.path, in: work.root)
    try Output.write(Array(service.text.utf8), toFile: work.root + service.path)
    say("wrote \(work.root)\(service.path); its first lines say what to fill in")
  }

  private func say(_ text: String) { if !common.quiet { Output.write(Escape.visible(text) + "\n") } }

  // MARK: Asking

  private var asks: Bool { Output.isTerminal && Output.isAnswered }

  /// No where nobody can answer.
  private func ask(_ question: String) -> Bool {
    guard asks else { return false }
    Output.write("\(question) [y/N] ")
    return ["y", "yes"].contains((readLine() ?? "").lowercased())
  }

  /// What is commented out shows what else there is; the rest are the defaults, written down.
  static let policy = """
    # What the gate lets through. A change is judged by this file as it stood before the change.
    # All of it: docs/usage.md, or `gatebook scan --help`.

    # New findings allowed; a severity that is not named has no limit.
    thresholds: {critical: 0, high: 0}

    # Limits for authors: "*" for each agent, an agent's id, or a kind (human, agent, bot, mixed, unknown).
    # agents:
    #   "*": {thresholds: {medium: 0}}

    # Rules: `builtin`, and folders or files of this repository (Semgrep YAML, Gitleaks TOML).
    # rules: [builtin, ./security-rules]

    # What is left out is counted and listed.
    # paths: {exclude: ["vendor/**"]}

    # How bad a rule's findings are here.
    # severity: {python.sql-injection: critical}

    # Exit 3 where something selected could not be looked at (in CI that is so anyway).
    # incomplete: fail

    # `gatebook audit` is exit 1 where a commit never passed the gate.
    # audit: require

    # Comments beside a finding: gatebook:ignore RULE -- reason (until 2027-01-31)
    suppressions:
      require-reason: true
    #   max-days: 180
    #   read: [nosemgrep, gitleaks]

    """
}
