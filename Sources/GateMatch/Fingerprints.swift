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

  /// v1: the declarations around the place stand where the path stood, so that a file may be moved; of what is alike in two
  /// files both have the same, and the path tells them apart. `occurrence` counts within `symbol`.
  package func v1(rule: String, value: [UInt8], symbol: String, occurrence: Int) -> Fingerprint {
    fingerprint("v1", rule, value, Array(symbol.utf8), occurrence)
  }

  /// v0: HMAC-SHA256 over rule, value, path and occurrence, each with its length before it. The value cannot be had back
  /// from it, nor looked up in a table that was made without the salt.
  package func v0(rule: String, value: [UInt8], path: TreePath, occurrence: Int) -> Fingerprint {
    fingerprint("v0", rule, value, path.bytes, occurrence)
  }

  private func fingerprint(
    _ version: String, _ rule: String, _ value: [UInt8], _ place: [UInt8], _ occurrence: Int
  ) -> Fingerprint {
    var message = ByteWriter()
    if version != "v0" { message.write(version) }
    message.write(rule)
    message.write(value)
    message.write(place)
    message.write(occurrence)
    let code = HMAC<SHA256>.authenticationCode(for: message.bytes, using: key)
    return Fingerprint(text: version + ":" + Hex.encode(code.prefix(16)))
  }
}
