import GateGit
import GateModel

/// Carries the fixes of findings into the files that they were found in, or into a patch.
struct FixApplication {
  struct Outcome {
    var summary: FixSummary
    /// Nil where files were written.
    var patch: [UInt8]?
    var remarks: [String] = []
    var failures: [String] = []
  }

  private let tree: FileTree
  /// What was looked at, as git names content.
  private let scanned: [TreePath: ObjectID]
  /// Files whose lines must not be printed.
  private let secretPaths: Set<TreePath>
  private let isDryRun: Bool
  /// How many files of a kind that were not fixed are named.
  private static let named = 20

  init(tree: FileTree, scanned: [(path: TreePath, blob: ObjectID?)], secretPaths: Set<TreePath>, isDryRun: Bool) {
    self.tree = tree
    self.scanned = Dictionary(
      scanned.compactMap { item in item.blob.map { (item.path, $0) } }, uniquingKeysWith: { first, _ in first })
    self.secretPaths = secretPaths
    self.isDryRun = isDryRun
  }

  /// Each file is written by itself: one that cannot be keeps none of the others from it.
  func apply(_ findings: [Finding], selection: Selection) -> Outcome {
    var outcome = Outcome(summary: FixSummary(isDryRun: isDryRun), patch: isDryRun ? [] : nil)
    var overlapping = 0
    var left: [String] = []
    let fixed = findings.filter { $0.fix != nil && Self.isMeant($0.state, selection) }
    for (path, findings) in Dictionary(grouping: fixed, by: \.path).sorted(by: { $0.key < $1.key }) {
      let edits = Set(findings.map(Self.edit))
      do throws(LeftAlone) {
        overlapping += try apply(edits, to: path, &outcome)
      } catch {
        outcome.summary.notApplied += edits.count
        switch error {
        case .failure(let reason):
          if outcome.failures.count < Self.named { outcome.failures.append("\(path) was not fixed: \(reason)") }
        case .reason(let reason): left.append("\(path) was not fixed: \(reason)")
        case .secret: left.append("\(path) is left out of the patch: it holds a secret, which a patch could show")
        }
      }
    }
    outcome.summary.notApplied += overlapping
    outcome.remarks += left.prefix(Self.named)
    if left.count > Self.named { outcome.remarks.append("\(left.count - Self.named) more files were not fixed") }
    if overlapping > 0 {
      outcome.remarks.append(
        overlapping == 1
          ? "one fix overlaps another; scan once more for it"
          : "\(overlapping) fixes overlap others; scan once more for them")
    }
    return outcome
  }

  /// Where every line counts, all is new but what was told apart; elsewhere unchanged lines are left as they are.
  private static func isMeant(_ state: Finding.State, _ selection: Selection) -> Bool {
    switch state {
    case .new, .reintroduced: true
    case .existing: selection == .paths
    case .suppressed: false
    }
  }

  private static func edit(_ finding: Finding) -> FileEdits.Edit {
    FileEdits.Edit(range: finding.range.start.offset..<finding.range.end.offset, text: Array((finding.fix ?? "").utf8))
  }

  private enum LeftAlone: Error {
    case reason(String)
    case secret
    /// It should have been written.
    case failure(String)
  }

  /// How many of the edits overlap others.
  private func apply(_ asked: Set<FileEdits.Edit>, to path: TreePath, _ outcome: inout Outcome) throws(LeftAlone) -> Int
  {
    guard scanned[path] != nil else { throw .reason("it was not among the files looked at") }
    let old = try content(of: path)
    let skip = try Self.start(of: old, asked)
    guard let edits = FileEdits(Array(asked), in: old[skip...]) else { throw .reason(Self.changed) }
    if edits.kept.isEmpty { return 0 }
    let new = old[..<skip] + edits.applied(to: old[skip...])
    if isDryRun {
      guard !secretPaths.contains(path) else { throw .secret }
      outcome.patch? += try patch(of: path, from: old, to: Array(new))
    } else {
      try write(Array(new), to: path, holding: old)
    }
    outcome.summary.applied += edits.kept.count
    outcome.summary.files += 1
    return edits.overlapping
  }

  private func patch(of path: TreePath, from old: [UInt8], to new: [UInt8]) throws(LeftAlone) -> [UInt8] {
    do throws(GitError) { return try FilePatch.text(of: path, from: old.span, to: new.span) } catch {
      throw .failure(error.message)
    }
  }

  private func write(_ new: [UInt8], to path: TreePath, holding old: [UInt8]) throws(LeftAlone) {
    do throws(ReplacementFailure) { try tree.replace(path, holding: old, with: new) } catch {
      switch error {
      case .changed: throw .reason(Self.changed)
      case .unwritable(let reason): throw .failure(reason)
      }
    }
  }

  private static let changed = "it changed while it was being looked at"

  private func content(of path: TreePath) throws(LeftAlone) -> [UInt8] {
    switch tree.read(path, limit: .max) {
    case .bytes(let bytes):
      guard scanned[path] == BlobHash.id(of: bytes.span) else { throw .reason(Self.changed) }
      return bytes
    case .unreadable(let reason): throw .reason(reason)
    case .notAFile, .tooLarge: throw .reason("it is no regular file")
    }
  }

  /// Where the text begins in a file that is read as it lies. Findings count in decoded text: in any other file their places
  /// are not those of its bytes.
  private static func start(of bytes: [UInt8], _ edits: Set<FileEdits.Edit>) throws(LeftAlone) -> Int {
    guard case .bytes(let skip) = TextEncoding.detect(bytes.span) else {
      throw .reason("it is UTF-16 or UTF-32, which is not written")
    }
    // What a fix repeats of a file in another encoding went through text and is not the same bytes any more.
    if edits.contains(where: { String(decoding: $0.text, as: UTF8.self).contains("\u{FFFD}") }),
      String(validating: bytes, as: UTF8.self) == nil
    {
      throw .reason("it is not UTF-8, and a fix would lose characters of it")
    }
    return skip
  }
}
