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
  static let maximumDependencies = 20_000

  private let key: GateModel.Digest
  private let state: Mutex<FlowRecords>

  /// `bytes` are what `changed` gave in an earlier scan. Of other rules or another program, or if they are damaged, nothing in
  /// them counts.
  package init(rules: GateModel.Digest, program: String, _ bytes: [UInt8]? = nil) {
    var writer = ByteWriter()
    writer.write("gatebook flows 1")
    writer.write(rules.bytes)
    writer.write(program)
    key = Self.hash(of: writer.bytes.span)
    state = Mutex(bytes.flatMap { [key] in try? FlowRecords($0, key: key) } ?? FlowRecords())
  }

  package static func hash(of bytes: Span<UInt8>) -> GateModel.Digest {
    var hash = SHA256()
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    return GateModel.Digest(bytes: Array(hash.finalize()))!
  }

  /// What was stored for a file of this content (`hash(of:)` of its bytes as they lie), where everything it hangs on still
  /// holds in `tree`. Each thing is looked at once in a scan, whatever the number of files that hang on it.
  package func lookup(_ path: TreePath, _ contentHash: GateModel.Digest, _ tree: any SourceTree) -> [UInt8]? {
    guard let (record, open) = state.withLock({ $0.found(path, contentHash) }) else { return nil }
    for (number, dependency) in open {
      let holds = dependency.holds(in: tree)
      state.withLock { $0.settle(number, holds) }
      if !holds { return nil }
    }
    state.withLock { $0.touch(path) }
    return Array(record)
  }

  package func store(
    _ path: TreePath, _ contentHash: GateModel.Digest, dependencies: [FlowDependency], _ bytes: [UInt8]
  ) {
    guard bytes.count <= Self.maximumResult, dependencies.count <= Self.maximumDependencies else { return }
    state.withLock { $0.store(path, contentHash, dependencies, bytes) }
  }

  /// What to give to the next scan; nil where nothing was stored in this one. Of the same records always the same bytes.
  package var changed: [UInt8]? { state.withLock { $0.isChanged ? $0.encoded(key: key) : nil } }
}
