import Crypto
package import GateModel
import Synchronization

/// Makes fingerprints under a repository's salt. The salt costs a walk over history, so it is asked for when the first
/// finding needs it.
package final class FingerprintKey: Sendable {
  private let known: Mutex<SymmetricKey?>
  private let unsalted = Atomic(false)
  private let salt: @Sendable () -> [UInt8]

  package init(salt: @escaping @Sendable () -> [UInt8]) {
    self.salt = salt
    known = Mutex(nil)
  }

  /// A fingerprint was made and the salt was all zeros.
  package var isUnsalted: Bool { unsalted.load(ordering: .relaxed) }

  private var key: SymmetricKey {
    known.withLock { known in
      if let known { return known }
      let salt = salt()
      if salt.allSatisfy({ $0 == 0 }) { unsalted.store(true, ordering: .relaxed) }
      let made = SymmetricKey(data: salt)
      known = made
      return made
    }
  }

  /// v0: HMAC-SHA256 over rule, value, path and occurrence, each with its length before it. The value cannot be had back
  /// from it, nor looked up in a table that was made without the salt.
  package func v0(rule: String, value: [UInt8], path: TreePath, occurrence: Int) -> Fingerprint {
    var message = ByteWriter()
    message.write(rule)
    message.write(value)
    message.write(path.bytes)
    message.write(occurrence)
    let code = HMAC<SHA256>.authenticationCode(for: message.bytes, using: key)
    return Fingerprint(text: "v0:" + Hex.encode(code.prefix(16)))
  }
}
