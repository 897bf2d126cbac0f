import GateGit
import GateModel
import GateScan
import Glibc

/// The hooks that git tells on standard input which refs are moved. Each ref is judged by itself and recorded by itself; the worst
/// exit code is that of the hook.
struct RefsHook {
  let name: HookName
  let arguments: [String]

  func run(_ scan: ScanCommand) async throws -> Int32 {
    let moves = try RefMove.read(Input.all(), of: name)
    let judged = moves.filter { $0.new != nil }
    if judged.isEmpty {
      Output.complain(moves.isEmpty ? "nothing is pushed" : "the push only takes refs away: nothing to look at")
      return 0
    }
    var worst: Int32 = 0
    var seen: Set<RefTask> = []
    for move in judged {
      do {
        guard let task = try task(move) else {
          Output.complain("\(move.ref): nothing that is not there already")
          continue
        }
        // Two names of the same commits are one judgement.
        if seen.insert(task).inserted { worst = max(worst, try await judge(task, move, with: scan)) }
      } catch let ending as Ending {
        // The other refs are judged all the same.
        if let message = ending.message { Output.complain("\(move.ref): \(message)") }
        worst = max(worst, ending.code)
      }
    }
    return worst
  }

  private func judge(_ task: RefTask, _ move: RefMove, with scan: ScanCommand) async throws -> Int32 {
    var request = try scan.request(for: .diff(base: task.base.description, head: task.head))
    request.known = task.known
    request.policyRevision = task.policy
    request.remarks = ["\(name.rawValue): \(move.words)"]
    let report = try await scan.report(of: request)
    try scan.write(report, to: try scan.output.parsed())
    return report.exitCode
  }

  /// What is to be scanned for one ref; nil where it brings no commit.
  private func task(_ move: RefMove) throws(Ending) -> RefTask? {
    let repository = try GitRepository.opened(at: nil)
    do throws(GitError) {
      guard let new = move.new, let tip = repository.commit(behind: new) else {
        throw GitError(
          .unsupported, "\(move.new?.short ?? "it") leads to no commit, and what it leads to is not looked at")
      }
      let known = try known(beside: move, in: repository)
      let news = try repository.news(of: tip, beyond: known)
      let isTag = try !repository.tags(from: new.description).isEmpty
      // A tag's own words are news even where its commit is not.
      if news.commits.isEmpty && !isTag { return nil }
      return RefTask(
        base: news.edges.first ?? .emptyTree, known: Array(news.edges.dropFirst()), head: new.description,
        policy: try policy(for: move, in: repository))
    } catch {
      throw ScanFailure(error).ending
    }
  }

  /// What those who are pushed to have already.
  private func known(
    beside move: RefMove, in repository: borrowing GitRepository
  ) throws(GitError) -> [ObjectID] {
    let old = move.old.flatMap { repository.commit(behind: $0) }.map { [$0] } ?? []
    if name == .preReceive { return try repository.tips(below: "refs/") + old }
    guard let remote = arguments.first else { return old }
    // A remote that was named by its address has the refs of the one that is configured with it.
    let names = [remote] + repository.remotes(at: arguments.last ?? remote)
    var tips = old
    for name in names where !name.contains(":") { tips += try repository.tips(below: "refs/remotes/\(name)/") }
    return tips
  }

  /// At a server the policy is the one that stands there; a new branch has the default branch's. Before a push, the base's.
  private func policy(for move: RefMove, in repository: borrowing GitRepository) throws(GitError) -> String? {
    guard name == .preReceive else { return nil }
    if let old = move.old, repository.commit(behind: old) != nil { return old.description }
    return try repository.head() == nil ? nil : "HEAD"
  }
}

/// One scan.
private struct RefTask: Hashable {
  var base: ObjectID
  var known: [ObjectID]
  var head: String
  var policy: String?
}

/// What is left of standard input.
private enum Input {
  static func all() throws(Ending) -> [UInt8] {
    guard isatty(STDIN_FILENO) == 0 else {
      throw .usage("this is what an installed hook calls: git gives the refs on standard input")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .incomplete("the refs on standard input cannot be read: \(Output.reason())") }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= 64 << 20 else { throw .incomplete("more than 64 MiB of refs on standard input") }
    }
  }
}
