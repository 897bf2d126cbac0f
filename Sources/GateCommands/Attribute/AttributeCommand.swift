import ArgumentParser
import GateAttribution
import GateDocument
import GateGit
import GateModel
import GateReport
import GateScan

struct AttributeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attribute",
    abstract: "Who wrote these commits, on what evidence.",
    discussion:
      "The first argument is the repository if it is an existing folder. No signal means unknown, never human.")

  @Argument(help: ArgumentHelp("Commits, or a range BASE..HEAD (default: HEAD).", valueName: "[REPO] SHA…|RANGE"))
  var arguments: [String] = []

  @Option(help: ArgumentHelp("Who wrote the lines of a file of HEAD instead.", valueName: "FILE"))
  var lines: String?

  @Option(help: "The form of the answer: text or json.")
  var format = PlainFormat.text

  @Option(
    help: ArgumentHelp(
      "The book that knows what hooks have seen (default: the repository's, if there is one).", valueName: "PATH|none"))
  var ledger: String?

  @Flag(help: "Accept a repository that belongs to another user, this once.")
  var trustOwner = false

  @OptionGroup var common: CommonOptions

  func run() async throws {
    do throws(GitError) {
      let answer = try answer()
      switch format {
      case .json: Output.write(answer.json.pretty() + [0x0A])
      case .text: Output.write(answer.text)
      }
    } catch {
      throw ScanFailure(error).ending
    }
  }

  private func answer() throws(GitError) -> (json: JSON, text: String) {
    let folder = arguments.first.flatMap { Files.kind($0) == .folder ? $0 : nil }
    let revisions = folder == nil ? arguments : Array(arguments.dropFirst())
    let found = try GitRepository.discover(
      at: folder, environment: GitEnvironment(Process.variables), trustOwner: trustOwner)
    guard let repository = found else {
      throw GitError(.notARepository, "\(folder ?? "the current directory") lies in no git repository")
    }
    let witness = try Witness(repository, ledger: ledger)
    guard lines == nil || revisions.isEmpty else {
      throw GitError(.badRevision, "--lines looks at HEAD; take `\(revisions[0])` out")
    }
    if let lines { return try LineAuthors(repository, witness).answer(for: lines) }
    var told: [(commit: Commit, attribution: Attribution)] = []
    for revision in revisions.isEmpty ? ["HEAD"] : revisions {
      for id in try Self.commits(revision, in: repository) {
        let commit = try repository.commit(id)
        told.append((commit, witness.attribute(commit)))
      }
    }
    let json = JSON.object([
      .init("schema", .string("gatebook.attribution/1")),
      .init("commits", .array(told.map { Self.json($0.attribution) })),
    ])
    return (json, told.map { Self.text($0.commit, $0.attribution) }.joined())
  }

  private static func commits(
    _ revision: String, in repository: borrowing GitRepository
  ) throws(GitError) -> [ObjectID] {
    guard let dots = revision.firstRange(of: "..") else { return [try repository.resolve(revision)] }
    let head = revision[dots.upperBound...].drop { $0 == "." }
    let base = try repository.resolve(String(revision[..<dots.lowerBound]))
    return try repository.commits(from: [try repository.resolve(head.isEmpty ? "HEAD" : String(head))], hiding: [base])
  }

  private static func json(_ attribution: Attribution) -> JSON {
    .object([
      .init("commit", .optional(attribution.commit) { .string($0.description) }),
      .init("kind", .string(attribution.kind.rawValue)),
      .init("agent", .optional(attribution.agent) { .string($0) }),
      .init("agents", .array(attribution.agents.map { .string($0) })),
      .init("model", .optional(attribution.model) { .string($0) }),
      .init("confidence", .thousandths(attribution.confidence)),
      .init("tier", .optional(attribution.tier) { .string($0.rawValue) }),
      .init("evidence", .array(attribution.evidence.map { JSONFormat.json(of: $0) })),
    ])
  }

  private static func text(_ commit: Commit, _ attribution: Attribution) -> String {
    let who = attribution.agent.map { "\($0) (\(attribution.kind.rawValue))" } ?? attribution.kind.rawValue
    let model = attribution.model.map { ", model \($0)" } ?? ""
    let subject = commit.message.prefix { $0 != "\n" && $0 != "\r\n" }
    var lines = [
      "\(commit.id.short)  \(who), \(attribution.confidence / 10) %\(model)  \(Escape.oneLine(String(subject.prefix(80))))"
    ]
    lines += attribution.evidence.map {
      "            \($0.source) \($0.signal)\($0.agent.map { " → \($0)" } ?? ""), weight 0.\(String(1000 + $0.weight).dropFirst()): \(Escape.oneLine($0.detail))"
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
