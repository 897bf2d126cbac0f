package import GateModel

/// What the entry of a history scan says for the next one: which blobs of its list it found nothing in, and under what settings.
///
/// The seal is made with a key of the user's, for a book may have come with a copied repository: whoever wrote it there could
/// otherwise call every blob clean.
package struct KnownList: Equatable, Sendable {
  /// Of program and settings that change what is found.
  package var settings: Digest
  package var seal: Digest
  /// Blobs that this scan did not read because an earlier one had found nothing in them, and the entry of that.
  package var blobs: Int
  package var entry: Int?

  package init(settings: Digest, seal: Digest, blobs: Int, entry: Int?) {
    self.settings = settings
    self.seal = seal
    self.blobs = blobs
    self.entry = entry
  }

  /// What the seal is over.
  package static func sealed(
    _ list: Digest, marks: [UInt8], rules: Digest, settings: Digest, head: ObjectID?
  ) -> [UInt8] {
    Array("gatebook known 1\n\(list)\n\(rules)\n\(settings)\n\(head?.description ?? "")\n".utf8) + marks
  }
}

/// The newest history scan of a book under the same rules and settings, as far as it can be believed.
package struct KnownScan: Sendable {
  package let sequence: Int
  package let head: String?
  package let items: [ScannedList.Item]

  /// Nil where there is none, or its entry, its list or its seal is not as it was made.
  package static func newest(
    in store: any LedgerStore, rules: Digest, settings: Digest, isSealed: ([UInt8], Digest) -> Bool
  ) throws(LedgerError) -> KnownScan? {
    try store.snapshot { () throws(LedgerError) in
      let book = try store.head()
      var found: (sequence: Int, body: JSON)?
      try store.read(from: 0, order: .newestFirst) { entry in
        guard entry.body.span.holds("\"mode\":\"history\""), let body = entry.body(of: book),
          body["kind"]?.text == "scan", body["rules_sha256"]?.text == rules.description,
          body["known"]?["settings_sha256"]?.text == settings.description
        else { return true }
        found = (entry.sequence, body)
        return false
      }
      guard let (sequence, body) = found, let list = try store.scannedList(of: sequence),
        body["scanned_sha256"]?.text == list.digest.description,
        let marks = body["known"]?["marks"]?.text.flatMap(Base64.decode),
        let seal = body["known"]?["seal"]?.text.flatMap({ Digest(hex: $0) })
      else { return nil }
      let head = body["head"]?.text
      let sealed = KnownList.sealed(
        list.digest, marks: marks, rules: rules, settings: settings, head: head.flatMap { ObjectID(hex: $0) })
      guard isSealed(sealed, seal), let items = list.items(marked: marks) else { return nil }
      return KnownScan(sequence: sequence, head: head, items: items)
    }
  }
}
