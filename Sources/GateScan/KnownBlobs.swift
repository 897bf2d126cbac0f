import Crypto
import GateLedger
import GateModel

/// Blobs of a history that need not be read again: an earlier scan, kept in the same book, found nothing in them under the same
/// rules, settings and program. Whatever there was something to tell of, if only a notice, is read again, so that the reports
/// of both scans say the same.
struct KnownBlobs: Sendable {
  /// The entry of that scan.
  let sequence: Int
  private let blobs: [ObjectID: (path: TreePath, mark: ScannedList.Mark)]
  /// HEAD is what it was, and with it the files around those that it holds.
  private let isSameHead: Bool

  init(_ scan: KnownScan, head: ObjectID?) {
    sequence = scan.sequence
    isSameHead = scan.head == head?.description
    var blobs: [ObjectID: (path: TreePath, mark: ScannedList.Mark)] = [:]
    blobs.reserveCapacity(scan.items.count)
    for item in scan.items where item.mark != .none {
      if let blob = item.blob { blobs[blob] = (item.path, item.mark) }
    }
    self.blobs = blobs
  }

  /// `isAlone`: no files lie around it.
  func mark(of blob: ObjectID, at path: TreePath, isAlone: Bool) -> ScannedList.Mark? {
    guard let known = blobs[blob], known.path == path else { return nil }
    return isSameHead || (isAlone && known.mark == .clean) ? known.mark : nil
  }
}

/// The user's own key and the settings, under which a scan may say what it found clean, and the next may believe it.
struct KnownSeal: Sendable {
  private let key: SymmetricKey
  let settings: GateModel.Digest
  let rules: GateModel.Digest

  /// Nil where the user keeps no cache.
  init?(_ request: ScanRequest, _ tools: Tools, rules: GateModel.Digest) {
    guard case .history = request.selection, let folder = tools.cacheFolder,
      let secret = CacheFile.secret(folder: folder)
    else { return nil }
    key = SymmetricKey(data: secret)
    let text = "\(CacheFile.program)\nmax-file-size \(request.maximumFileSize)"
    settings = GateModel.Digest(bytes: Array(SHA256.hash(data: Array(text.utf8))))!
    self.rules = rules
  }

  func holds(_ bytes: [UInt8], _ seal: GateModel.Digest) -> Bool { self.seal(bytes) == seal }

  func seal(_ bytes: [UInt8]) -> GateModel.Digest {
    GateModel.Digest(bytes: Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key)))!
  }
}

extension Recording {
  /// What an earlier scan found clean. A book that is not there or cannot be read knows nothing; recording will say why.
  func known(_ seal: KnownSeal?) -> KnownBlobs? {
    guard let seal, let store = existing else { return nil }
    let scan = try? KnownScan.newest(in: store, rules: seal.rules, settings: seal.settings) { seal.holds($0, $1) }
    return scan.flatMap { $0 }.map { KnownBlobs($0, head: subject.head) }
  }
}
