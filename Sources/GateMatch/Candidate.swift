import GateModel

/// A place where a rule holds, before anything is said about it.
struct Candidate {
  /// What a rule about code says beside the place.
  struct Code {
    var message: String
    /// Values within or near the place that must not be shown.
    var hidden: [Range<Int>]
    var fix: String?
    /// From the source to this place, where data was followed.
    var trace: [Step] = []
    /// The declarations around it, as `Basket.total`.
    var symbol = ""
    /// How many places with the same text come before; nil where the candidates themselves are counted.
    var occurrence: Occurrence?
  }

  struct Occurrence: Equatable {
    var inFile: Int
    /// Of those that the same declarations are around.
    var inSymbol: Int
  }

  /// A value that stands encoded in the file.
  struct Decoded {
    var value: [UInt8]
    var encodings: Encodings
  }

  var rule: Int
  var whole: Range<Int>
  /// The place that is reported: of a secret rule its value.
  var secret: Range<Int>
  var code: Code?
  /// Nil where the text at the place is the value itself.
  var decoded: Decoded?
  /// Nil where the rule knows of no checksum, or this form of the value has none.
  var passesChecksum: Bool?

  /// What no excerpt may show.
  var hidden: [Range<Int>] { code?.hidden ?? [secret] }

  /// What is to be said of this place beyond the rule's message.
  var remarks: [String] {
    var remarks: [String] = []
    if let decoded { remarks.append("It stands there encoded: \(decoded.encodings.text).") }
    if passesChecksum == false {
      remarks.append("Its checksum is wrong, so it was most likely never given out by the provider.")
    }
    return remarks
  }
}

/// Ways in which a value is written otherwise than it is.
struct Encodings: OptionSet {
  let rawValue: UInt8

  static let base64 = Encodings(rawValue: 1)
  static let hex = Encodings(rawValue: 2)
  static let percent = Encodings(rawValue: 4)
  static let escapes = Encodings(rawValue: 8)
  static let utf16 = Encodings(rawValue: 16)

  var text: String {
    let names: [(Encodings, String)] = [
      (.base64, "base64"), (.hex, "hex"), (.percent, "percent"), (.escapes, "escapes"), (.utf16, "UTF-16"),
    ]
    return names.filter { contains($0.0) }.map(\.1).joined(separator: ", ")
  }
}
