import GateArchive
import GateGit
import GateLedger
import GateMatch
import GateModel
import GateText
import Glibc
import Synchronization

/// What came of one change.
struct Inspected: Sendable {
  /// Index into the changes.
  var change: Int
  var outcome: Outcome
  /// Git's id for the bytes, where they were read.
  var blob: ObjectID?
  /// What was looked at is in the file, which is an archive: its place there.
  var member: TreePath?
  /// No other files were seen around it.
  var isAlone = false

  enum Outcome: Sendable {
    case scanned(FileMatcher.Inspection, added: LineSet?)
    /// An earlier scan found nothing in it.
    case known(ScannedList.Mark)
    case skipped(Notice.Reason, detail: String)
    /// The gate cannot vouch for its answer at all.
    case failed(Notice.Reason, detail: String)
  }
}

/// Runs all changes through the rules, on as many workers as asked for. Each worker owns its handles; what they share is
/// immutable but for the index of the next change.
struct Inspector: Sendable {
  let changes: [Change]
  let root: String?
  let place: GitRepository.Place?
  let rules: CompiledRules
  let fingerprints: FingerprintKey
  /// Whose comments are heeded that ask for findings to be let pass.
  let ignores: IgnoreReader
  /// Nil where no rule asks for other files than the one inspected.
  let tree: ProjectTree?
  /// What data was found to do in earlier scans; nil where nothing is kept.
  let flows: FlowCache?
  /// Which files data can go through; nil where the project was not surveyed.
  let reach: TaintReach?
  /// What need not be read again; nil where nothing is known.
  let known: KnownBlobs?
  let maximumFileSize: Int
  /// Nil where archives stay closed.
  let archives: ArchiveReader.Limits?
  let hashesFiles: Bool
  let comparesWithFilters: Bool
  /// Of the monotonic clock, in seconds.
  let deadline: Double?
  let progress: (@Sendable (_ begun: Int, _ all: Int) -> Void)?

  /// A run of neighbours in a pack goes to one worker, so that its delta bases are at hand.
  private static let chunk = 32

  func run(jobs: Int) async throws(ScanFailure) -> [Inspected] {
    let next = NextIndex()
    let workers = max(1, min(jobs, (changes.count + Self.chunk - 1) / Self.chunk))
    let results = await withTaskGroup(of: Result<[Inspected], ScanFailure>.self) { group in
      for _ in 0..<workers { group.addTask { await DeepStack.run { self.work(next) } } }
      var all: [Result<[Inspected], ScanFailure>] = []
      for await result in group { all.append(result) }
      return all
    }
    var inspected: [Inspected] = []
    for result in results { inspected += try result.get() }
    return inspected.sorted { $0.change < $1.change }
  }

  private func work(_ next: NextIndex) -> Result<[Inspected], ScanFailure> {
    do throws(ScanFailure) {
      var worker = try Worker(self)
      var inspected: [Inspected] = []
      while true {
        let start = next.take(Self.chunk)
        guard start < changes.count else { return .success(inspected) }
        progress?(start, changes.count)
        for index in start..<min(start + Self.chunk, changes.count) {
          let change = changes[index]
          let isAlone = isAlone(change)
          if case .blob(let id) = change.content, let mark = known?.mark(of: id, at: change.path, isAlone: isAlone) {
            inspected.append(Inspected(change: index, outcome: .known(mark), blob: id, isAlone: isAlone))
            continue
          }
          let isLate = deadline.map { Clock.monotonic() > $0 } ?? false
          let outcome = isLate ? worker.late : worker.inspect(change)
          inspected.append(
            Inspected(change: index, outcome: outcome.outcome, blob: outcome.blob, isAlone: isAlone))
          inspected += worker.takeMembers().map { Inspected(change: index, outcome: $0.outcome, member: $0.place) }
        }
      }
    } catch {
      return .failure(error)
    }
  }
}

extension Inspector {
  /// Content that is not in the project's tree, as old versions in a history, is looked at by itself.
  fileprivate func isAlone(_ change: Change) -> Bool {
    guard case .blob(let id) = change.content, let tree else { return true }
    return tree.blob(at: change.path) != id
  }
}

/// Hands out what is to be done, so many at a time.
final class NextIndex: Sendable {
  private let value = Atomic(0)

  func take(_ count: Int) -> Int { value.add(count, ordering: .relaxed).oldValue }
}

/// One worker: a repository, a folder, a matcher of its own.
private struct Worker: ~Copyable {
  private let task: Inspector
  private let objects: ObjectReader?
  private let filters: ContentFilters?
  private let files: FileTree?
  /// The git directory that all work trees share.
  private let common: FileTree?
  private var matcher: FileMatcher
  /// For content that is not in the project's tree, as old versions in a history: it is looked at by itself.
  private var lone: LoneMatcher?

  /// What the last file holds, where it was an archive.
  private var members: [(place: TreePath, outcome: Inspected.Outcome)] = []

  private final class LoneMatcher {
    var matcher: FileMatcher

    init(_ matcher: consuming FileMatcher) { self.matcher = matcher }
  }

  typealias Answer = (outcome: Inspected.Outcome, blob: ObjectID?)

  init(_ task: Inspector) throws(ScanFailure) {
    let objects = try Self.open(task.place) { (place) throws(GitError) in
      try ObjectReader(GitRepository(reopening: place))
    }
    let filters = try Self.open(task.comparesWithFilters ? task.place : nil) { (place) throws(GitError) in
      try ContentFilters(GitRepository(reopening: place))
    }
    let files = try Self.open(task.root) { (path) throws(GitError) in try FileTree(path) }
    let common = try Self.open(task.place?.commonDirectory) { (path) throws(GitError) in try FileTree(path) }
    matcher = try Self.matcher(task, seeing: task.tree)
    self.objects = objects
    self.filters = filters
    self.files = files
    self.common = common
    self.task = task
  }

  private static func open<Place, Handle>(
    _ place: Place?, _ make: (Place) throws(GitError) -> Handle
  ) throws(ScanFailure) -> Handle? {
    guard let place else { return nil }
    do throws(GitError) { return try make(place) } catch { throw ScanFailure(error) }
  }

  private static func matcher(_ task: Inspector, seeing tree: ProjectTree?) throws(ScanFailure) -> FileMatcher {
    do throws(TextError) {
      return try FileMatcher(
        task.rules, fingerprints: task.fingerprints, tree: tree, cache: task.flows, reach: task.reach,
        ignores: task.ignores)
    } catch {
      throw .incomplete(error.message)
    }
  }

  var late: Answer { (.skipped(.timedOut, detail: "the time budget was spent before this file"), nil) }

  mutating func inspect(_ change: Change) -> Answer {
    switch change.content {
    case .blob(let id): return inspect(blob: id, change)
    case .file: return inspectFile(change)
    case .message(let id): return inspect(message: id, change)
    case .text(let bytes):
      return (bytes.count > task.maximumFileSize ? tooLarge(bytes.count) : inspect(bytes.span, change), nil)
    }
  }

  private mutating func inspect(message id: ObjectID, _ change: Change) -> Answer {
    guard let objects else { return (.failed(.missingObject, detail: "there is no repository to read it from"), nil) }
    do throws(GitError) {
      switch try objects.words(of: id, limit: task.maximumFileSize) {
      case .tooLarge(let size): return (tooLarge(size), id)
      case .words(let bytes): return (inspect(bytes.span, change), id)
      }
    } catch {
      return (.failed(error.code == .missingObject ? .missingObject : .unreadable, detail: error.message), id)
    }
  }

  private mutating func inspect(blob id: ObjectID, _ change: Change) -> Answer {
    guard let objects else { return (.failed(.missingObject, detail: "there is no repository to read it from"), nil) }
    do throws(GitError) {
      let size = try objects.size(of: id)
      guard size <= task.maximumFileSize else { return (tooLarge(size), id) }
      let blob = try objects.blob(id)
      let outcome = blob.withBytes { inspect($0, change) }
      return (outcome, id)
    } catch {
      let reason: Notice.Reason = error.code == .missingObject ? .missingObject : .unreadable
      return (.failed(reason, detail: error.message), id)
    }
  }

  private mutating func inspectFile(_ change: Change) -> Answer {
    guard let files else { return (.failed(.unreadable, detail: "there is no folder to read it from"), nil) }
    if change.entry == .link {
      guard let text = files.readLink(change.path) else {
        return (.skipped(.unreadable, detail: "the link cannot be read"), nil)
      }
      return (inspect(text.span, change), task.hashesFiles ? BlobHash.id(of: text.span) : nil)
    }
    switch files.read(change.path, limit: task.maximumFileSize) {
    case .bytes(let bytes):
      let outcome = inspect(bytes.span, change)
      return (outcome, task.hashesFiles ? BlobHash.id(of: bytes.span) : nil)
    case .tooLarge(let size): return (tooLarge(size), nil)
    case .notAFile: return (.skipped(.excluded, detail: "not a regular file"), nil)
    case .unreadable(let why): return (.skipped(.unreadable, detail: why), nil)
    }
  }

  mutating func takeMembers() -> [(place: TreePath, outcome: Inspected.Outcome)] {
    defer { members = [] }
    return members
  }

  private func tooLarge(_ size: Int) -> Inspected.Outcome {
    .skipped(.tooLarge, detail: "\(size) bytes; --max-file-size allows \(task.maximumFileSize)")
  }

  private mutating func inspect(_ raw: Span<UInt8>, _ change: Change) -> Inspected.Outcome {
    if change.entry == .file, LFSPointer.isOne(raw) { return inspect(pointer: raw, change) }
    return inspect(content: raw, change)
  }

  /// What a pointer stands for, where it is here; all its lines count, for the version before it may not be.
  private mutating func inspect(pointer raw: Span<UInt8>, _ change: Change) -> Inspected.Outcome {
    guard let pointer = LFSPointer(raw), let common else {
      return .skipped(.lfsPointer, detail: "the content is with Git LFS, only its pointer is here; type: git lfs pull")
    }
    switch pointer.content(in: common, limit: task.maximumFileSize) {
    case .none(let why): return .skipped(.lfsPointer, detail: "\(why); type: git lfs pull")
    case .tooLarge: return tooLarge(pointer.size)
    case .bytes(let bytes):
      var whole = change
      whole.before = change.before == .unasked ? .unasked : .versions([])
      return inspect(content: bytes.span, whole)
    }
  }

  private mutating func inspect(content raw: Span<UInt8>, _ change: Change) -> Inspected.Outcome {
    if let limits = task.archives, ArchiveReader.isOne(raw) { return inspectArchive(raw, limits, change) }
    let encoding = TextEncoding.detect(raw)
    switch encoding {
    case .binary where change.entry == .text && change.before == .unasked: return inspect(raw, text: raw, change)
    case .binary: return binary(raw.count, change)
    case .bytes(let skip): return inspect(raw, text: raw.extracting(droppingFirst: skip), change)
    case .utf16, .utf32:
      let text = encoding.transcoded(raw) ?? []
      return joined(inspect(raw, text: raw, change), inspect(raw, text: text.span, change))
    }
  }

  private mutating func inspectArchive(
    _ raw: Span<UInt8>, _ limits: ArchiveReader.Limits, _ change: Change
  ) -> Inspected.Outcome {
    ArchiveReader.read(raw, limits: limits) { name, content in
      var inner = change
      inner.path = change.path.member(name)
      // Which of its lines were there before is not asked.
      inner.before = .unasked
      switch content {
      case .member(let bytes): members.append((inner.path, inspect(bytes.span, inner)))
      case .left(let reason, let detail): members.append((inner.path, .skipped(reason, detail: detail)))
      }
    }
    var inspection = FileMatcher.Inspection()
    inspection.isArchive = true
    return .scanned(inspection, added: nil)
  }

  /// What such a file holds is not looked at; rules about paths speak of it all the same.
  private mutating func binary(_ size: Int, _ change: Change) -> Inspected.Outcome {
    do throws(TextError) {
      var inspection = FileMatcher.Inspection()
      inspection.sightings = try matcher.inspect(path: change.path, commit: change.commit)
      let detail = "\(size) bytes"
      guard !inspection.sightings.isEmpty else { return .skipped(.binary, detail: detail) }
      inspection.notices = [(.binary, detail)]
      inspection.isOfPathAlone = true
      return .scanned(inspection, added: added(toBinary: change))
    } catch {
      return .failed(.unreadable, detail: error.message)
    }
  }

  /// It has no lines: it is new as a whole, or not at all.
  private func added(toBinary change: Change) -> LineSet? {
    switch change.before {
    case .unasked: nil
    case .versions(let versions): versions.isEmpty ? [1...1] : []
    }
  }

  /// A mark of two bytes must not hide plain text behind it: where the bytes as they lie show something, both readings count,
  /// and every line with them.
  private func joined(_ plain: Inspected.Outcome, _ decoded: Inspected.Outcome) -> Inspected.Outcome {
    guard case .scanned(let first, _) = plain, case .scanned(var both, _) = decoded, !first.sightings.isEmpty else {
      return decoded
    }
    both.sightings += first.sightings
    both.elsewhere += first.elsewhere
    return .scanned(both, added: nil)
  }

  private mutating func inspect(_ raw: Span<UInt8>, text: Span<UInt8>, _ change: Change) -> Inspected.Outcome {
    do throws(TextError) {
      var inspection = try match(raw, text, change)
      inspection.lines = LineDiff.count(in: text)
      return .scanned(inspection, added: try added(text, change))
    } catch {
      return .failed(.unreadable, detail: error.message)
    }
  }

  private mutating func match(
    _ raw: Span<UInt8>, _ text: Span<UInt8>, _ change: Change
  ) throws(TextError) -> FileMatcher.Inspection {
    if change.entry == .text {
      return try matcher.inspect(raw: raw, text: text, path: change.path, commit: change.commit, isCode: false)
    }
    guard task.tree != nil, case .blob = change.content, task.isAlone(change) else {
      return try matcher.inspect(raw: raw, text: text, path: change.path, commit: change.commit)
    }
    return try loneMatcher().matcher.inspect(raw: raw, text: text, path: change.path, commit: change.commit)
  }

  private mutating func loneMatcher() throws(TextError) -> LoneMatcher {
    if let lone { return lone }
    let made = LoneMatcher(try FileMatcher(task.rules, fingerprints: task.fingerprints, ignores: task.ignores))
    lone = made
    return made
  }

  /// Nil where every line counts.
  private func added(_ text: Span<UInt8>, _ change: Change) throws(TextError) -> LineSet? {
    guard case .versions(let versions) = change.before else { return nil }
    guard !versions.isEmpty, let objects else { return LineDiff.all(of: text) }
    do throws(GitError) {
      if let normal = filters?.normalised(text, path: change.path) {
        return try objects.addedLines(of: normal.span, absentFrom: versions)
      }
      return try objects.addedLines(of: text, absentFrom: versions)
    } catch {
      throw TextError(.unusableDatabase, "the version before it cannot be read: \(error.message)")
    }
  }
}

enum Clock {
  /// Seconds since some start of this machine.
  static func monotonic() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Milliseconds since 1970, UTC.
  static func wallMilliseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// User and system time of all threads so far, and the largest resident set, in microseconds and bytes.
  static func usage() -> (cpu: Int64, peakRSS: Int64) {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func microseconds(_ time: timeval) -> Int64 { Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_usec) }
    return (microseconds(usage.ru_utime) + microseconds(usage.ru_stime), Int64(usage.ru_maxrss) * 1024)
  }
}
