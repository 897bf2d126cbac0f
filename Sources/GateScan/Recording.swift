import Crypto
package import GateGit
import GateLedger
import GateModel
import Glibc

/// Writes a scan into the book.
package struct Recording {
  let request: ScanRequest
  let tools: Tools
  let subject: Subject

  /// Nil where no book is kept; the second tells why, for the summary.
  var path: (path: String?, remark: String?) {
    switch request.ledger {
    case .none: return (nil, nil)
    case .at(let path): return (path, nil)
    case .standard:
      guard let place = subject.place else {
        return (nil, "not recorded: outside a repository there is no ledger unless --ledger names one")
      }
      return (Self.standardPath(in: place), nil)
    }
  }

  /// What hooks have seen before. A book that is not there yet, or does not open, tells nothing; recording will say why.
  var memory: HookMemory {
    guard request.selection.name != "staged", let store = existing else { return HookMemory() }
    return (try? HookMemory(store)) ?? HookMemory()
  }

  /// The book, where there is one already: asking makes none.
  var existing: (any LedgerStore)? {
    guard let path = path.path, unsafe access(path, F_OK) == 0 else { return nil }
    return try? tools.openLedger(path)
  }

  /// What was said about findings. A book that is not there yet, or does not open, says nothing; recording will say why.
  var judgements: Judgements {
    guard let store = existing else { return Judgements() }
    return (try? Judgements(store)) ?? Judgements()
  }

  /// In the git directory that all work trees share, so that no work tree is touched.
  package static func standardPath(in place: GitRepository.Place) -> String {
    place.commonDirectory + (place.commonDirectory.hasSuffix("/") ? "" : "/") + "gatebook/ledger.db"
  }

  func record(
    _ report: ScanReport, run: RunFacts, scanned: ScannedList, known: KnownList?, at path: String
  ) throws(LedgerError) -> LedgerReceipt {
    let store = try tools.openLedger(path)
    var context = ScanContext(
      run: run, actor: Self.actor(request.variables),
      repository: subject.place.map { Self.repository($0, remote: subject.provenance.remoteURL) }, tree: tree,
      buildDigest: tools.buildDigest,
      scanned: scanned)
    context.known = known
    return try store.append(ScanRecord(report, context).draft)
  }

  private var tree: ObjectID? {
    if let tree = subject.tree { return tree }
    guard let head = subject.head, let place = subject.place, request.selection != .worktree else { return nil }
    return try? GitRepository(reopening: place).commit(head).tree
  }

  static func actor(_ variables: [String: String]) -> ScanContext.Actor {
    ScanContext.Actor(
      hostHash: hash("host", hostName), userHash: hash("user", "\(hostName)/\(geteuid())"),
      ci: CIService.named(by: variables))
  }

  private static var hostName: String {
    var name = [UInt8](repeating: 0, count: 256)
    _ = unsafe name.withUnsafeMutableBytes {
      unsafe gethostname($0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    return String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
  }

  static func repository(_ place: GitRepository.Place, remote: String?) -> ScanContext.Repository {
    ScanContext.Repository(hmac: hash("repository", remote ?? place.commonDirectory))
  }

  private static func hash(_ purpose: String, _ text: String) -> GateModel.Digest {
    let key = SymmetricKey(data: Array("gatebook \(purpose)".utf8))
    return GateModel.Digest(bytes: Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)))!
  }
}

/// The continuous integration services that say who they are.
private enum CIService {
  /// Variable that is set there, name, variables of the run's id and address.
  private static let known: [(sign: String, name: String, run: String, url: String?)] = [
    ("GITHUB_ACTIONS", "github", "GITHUB_RUN_ID", nil),
    ("GITLAB_CI", "gitlab", "CI_JOB_ID", "CI_JOB_URL"),
    ("JENKINS_URL", "jenkins", "BUILD_ID", "BUILD_URL"),
    ("TF_BUILD", "azure", "BUILD_BUILDID", nil),
    ("BITBUCKET_BUILD_NUMBER", "bitbucket", "BITBUCKET_BUILD_NUMBER", nil),
    ("BUILDKITE", "buildkite", "BUILDKITE_BUILD_ID", "BUILDKITE_BUILD_URL"),
    ("CIRCLECI", "circleci", "CIRCLE_BUILD_NUM", "CIRCLE_BUILD_URL"),
  ]

  static func named(by variables: [String: String]) -> ScanContext.CI? {
    guard let service = known.first(where: { !(variables[$0.sign] ?? "").isEmpty }) else { return nil }
    var url = service.url.flatMap { variables[$0] }
    if service.name == "github", let server = variables["GITHUB_SERVER_URL"],
      let repository = variables["GITHUB_REPOSITORY"],
      let run = variables["GITHUB_RUN_ID"]
    {
      url = "\(server)/\(repository)/actions/runs/\(run)"
    }
    return ScanContext.CI(
      provider: service.name, runID: variables[service.run], url: url.flatMap { GitRepository.withoutCredentials($0) })
  }
}
