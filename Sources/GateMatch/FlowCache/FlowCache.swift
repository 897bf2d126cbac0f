import Crypto
package import GateModel
import Synchronization

/// What following data from a file has found, kept for the next scan: by the file, with its content and with everything else
/// that was asked for on the way. It is given only while all of that is as it was. One serves one scan, hence one tree, and all
/// of its workers; no file is opened here.
///
/// What is kept are bytes that the caller makes and reads. They must hold no value of a secret, nothing that a clock cut short,
/// and nothing that hangs on more than file contents, the rules and the program (so no fingerprint, which hangs on the salt).
package final class FlowCache: Sendable {
  /// Beyond it results are not kept.
  static let maximumResult = 1 << 20
  static let maximumDependencies = 50_000

  private let key: GateModel.Digest
  private let state: Mutex<State>

  private struct State {
    /// Of earlier scans.
    var records: FlowRecords
    /// Of this one.
    var fresh: [TreePath: FreshResult] = [:]
  }

  /// `bytes` are what `changed` gave in an earlier scan. Of other rules or another program, or if they are damaged, nothing in
  /// them counts.
  package init(rules: GateModel.Digest, program: String, _ bytes: [UInt8]? = nil) {
    var writer = ByteWriter()
    writer.write("gatebook flows 1")
    writer.write(rules.bytes)
    writer.write(program)
    let key = Self.hash(of: writer.bytes.span)
    self.key = key
    state = Mutex(State(records: bytes.flatMap { try? FlowRecords($0, key: key) } ?? FlowRecords()))
  }

  package static func hash(of bytes: Span<UInt8>) -> GateModel.Digest {
    var hash = SHA256()
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    return GateModel.Digest(bytes: Array(hash.finalize()))!
  }

  /// What an earlier scan stored for a file of this content, where everything it hangs on still holds in `tree`. Each thing is
  /// looked at once in a scan, whatever the number of files that hang on it. Where `contentHash` is that of the bytes as they lie
  /// in `tree`, the file is not read again for others that hang on it.
  package func lookup(_ path: TreePath, _ contentHash: GateModel.Digest, _ tree: any SourceTree) -> [UInt8]? {
    guard let found = state.withLock({ $0.records.found(path, contentHash) }) else { return nil }
    for (number, dependency) in found.open {
      let holds = dependency.holds(in: tree)
      state.withLock { $0.records.settle(number, holds) }
      if !holds { return nil }
    }
    state.withLock { $0.records.use(path) }
    return Array(found.result)
  }

  /// For the next scan; this one does not see it. What `recording` has noted for the file by the end of the scan is what the
  /// result hangs on.
  package func store(
    _ path: TreePath, _ contentHash: GateModel.Digest, _ recording: RecordingSourceTree, _ result: [UInt8]
  ) {
    store(path, FreshResult(content: contentHash, asked: .of(recording), result: result))
  }

  /// For the next scan; this one does not see it.
  package func store(
    _ path: TreePath, _ contentHash: GateModel.Digest, dependencies: [FlowDependency], _ result: [UInt8]
  ) {
    store(path, FreshResult(content: contentHash, asked: .list(dependencies), result: result))
  }

  private func store(_ path: TreePath, _ fresh: FreshResult) {
    guard fresh.result.count <= Self.maximumResult else { return }
    state.withLock { $0.fresh[path] = fresh }
  }

  /// What to give to the next scan; nil where nothing was stored in this one. To be asked when all workers are done.
  package var changed: [UInt8]? {
    var (records, fresh) = state.withLock { ($0.records, $0.fresh) }
    records.add(fresh)
    return records.isChanged ? records.encoded(key: key) : nil
  }
}

/// A result of this scan.
struct FreshResult {
  enum Asked {
    case list([FlowDependency])
    case of(RecordingSourceTree)
  }

  var content: GateModel.Digest
  var asked: Asked
  var result: [UInt8]
}
