import GateModel

/// A line that git gives to a hook: a ref, and the commits that it is moved from and to.
struct RefMove: Equatable {
  /// At the side that is pushed to.
  var ref: String
  /// Nil where the ref is new there.
  var old: ObjectID?
  /// Nil where it is taken away.
  var new: ObjectID?

  /// `<local ref> <local id> <remote ref> <remote id>` of pre-push, `<old id> <new id> <ref>` of pre-receive. A line that does not
  /// read so is an error: git writes none.
  static func read(_ input: [UInt8], of hook: HookName) throws(Ending) -> [RefMove] {
    var moves: [RefMove] = []
    for (index, line) in input.split(separator: UInt8(ascii: "\n")).enumerated() {
      let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      // A local ref may be any expression that the user typed, blanks and all.
      let move: RefMove? =
        switch hook {
        case .prePush where words.count >= 4:
          make(words[words.count - 2], words[words.count - 1], words[words.count - 3])
        case .preReceive where words.count == 3: make(words[2], words[0], words[1])
        default: nil
        }
      guard let move else {
        throw .usage(
          "line \(index + 1) of standard input is not what git gives to \(hook.rawValue): "
            + (hook == .prePush ? "<local ref> <local id> <remote ref> <remote id>" : "<old id> <new id> <ref>"))
      }
      moves.append(move)
    }
    return moves
  }

  private static func make(_ ref: String, _ old: String, _ new: String) -> RefMove? {
    guard let old = ObjectID(hex: old), let new = ObjectID(hex: new), !ref.isEmpty else { return nil }
    return RefMove(ref: ref, old: old.isZero ? nil : old, new: new.isZero ? nil : new)
  }

  var words: String {
    switch (old, new) {
    case (nil, let new?): "\(ref) is new, at \(new.short)"
    case (let old?, let new?): "\(ref) from \(old.short) to \(new.short)"
    case (_, nil): "\(ref) is taken away"
    }
  }
}

extension ObjectID {
  fileprivate var isZero: Bool { self == ObjectID(0, 0, 0) }
}
