import GateGit
import GateModel
import GateReport

/// Who wrote each line of a file, as HEAD has it.
struct LineAuthors: ~Copyable {
  private let repository: GitRepository
  private let witness: Witness

  init(_ repository: borrowing GitRepository, _ witness: Witness) throws(GitError) {
    self.witness = witness
    self.repository = try GitRepository(reopening: repository.place)
  }

  private struct Run {
    var lines: ClosedRange<Int>
    var author: Attribution
  }

  /// `path` is relative to the root of the repository.
  func answer(for path: String) throws(GitError) -> (json: JSON, text: String) {
    let file = TreePath(path.split(separator: "/").filter { $0 != "." }.joined(separator: "/"))
    guard let head = try repository.head(), let bytes = try repository.file(file, at: head) else {
      throw GitError(.badRevision, "HEAD has no file `\(path)`; name it from the root of the repository")
    }
    let runs = try runs(of: file, at: head, count: LineDiff.count(in: bytes.span))
    let json = JSON.object([
      .init("schema", .string("gatebook.lines/1")),
      .init("path", .string(file.description)),
      .init("lines", .array(runs.map(Self.json))),
    ])
    return (json, runs.map(Self.text).joined())
  }

  /// Neighbouring lines of one commit are one run.
  private func runs(of file: TreePath, at head: ObjectID, count: Int) throws(GitError) -> [Run] {
    guard count > 0 else { return [] }
    let lines = (1...count).map { Blame.Line(path: file, number: $0) }
    let origins = try Blame.origins(of: lines, at: head, in: repository.place, budget: .infinity)
    var known: [ObjectID: Attribution] = [:]
    var runs: [Run] = []
    for line in lines {
      let commit = origins[line]
      if let last = runs.last, last.author.commit == commit {
        runs[runs.count - 1].lines = last.lines.lowerBound...line.number
        continue
      }
      if let commit, known[commit] == nil { known[commit] = witness.attribute(try repository.commit(commit)) }
      runs.append(Run(lines: line.number...line.number, author: commit.flatMap { known[$0] } ?? .unknown))
    }
    return runs
  }

  private static func json(_ run: Run) -> JSON {
    .object([
      .init("start", .count(run.lines.lowerBound)),
      .init("end", .count(run.lines.upperBound)),
      .init("commit", .optional(run.author.commit) { .string($0.description) }),
      .init("kind", .string(run.author.kind.rawValue)),
      .init("agent", .optional(run.author.agent) { .string($0) }),
      .init("model", .optional(run.author.model) { .string($0) }),
      .init("confidence", .thousandths(run.author.confidence)),
    ])
  }

  private static func text(_ run: Run) -> String {
    let who = run.author.agent.map { "\($0) (\(run.author.kind.rawValue))" } ?? run.author.kind.rawValue
    let commit = run.author.commit?.short ?? "not known"
    return "\(run.lines.lowerBound)-\(run.lines.upperBound)  \(commit)  \(Escape.visible(who))\n"
  }
}
