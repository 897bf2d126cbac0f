/// A value that is known for sure.
enum Constant: Hashable, Sendable {
  case text([UInt8])
  case integer(Int)
  case decimal(Double)
  case boolean(Bool)
  case null

  static func text(_ text: String) -> Constant { .text(Array(text.utf8)) }

  var string: String? { if case .text(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { nil } }

  var integer: Int? { if case .integer(let value) = self { value } else { nil } }

  var decimal: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .decimal(let value): value
    default: nil
    }
  }

  /// As a condition reads it.
  var isTrue: Bool {
    switch self {
    case .text(let bytes): !bytes.isEmpty
    case .integer(let value): value != 0
    case .decimal(let value): value != 0
    case .boolean(let value): value
    case .null: false
    }
  }

  /// As text takes it in.
  func shown(capitalised: Bool) -> [UInt8] {
    switch self {
    case .text(let bytes): bytes
    case .integer(let value): Array("\(value)".utf8)
    case .decimal(let value): Array("\(value)".utf8)
    case .boolean(let value): Array((capitalised ? (value ? "True" : "False") : "\(value)").utf8)
    case .null: Array((capitalised ? "None" : "null").utf8)
    }
  }
}

/// Constants by number, each once; 0 is none.
struct ConstantPool {
  private var numbers: [Constant: Int32] = [:]
  private var constants: [Constant] = [.null]

  /// Texts longer than this are not kept.
  static let longest = 4096

  mutating func number(_ constant: Constant) -> Int32 {
    if case .text(let bytes) = constant, bytes.count > Self.longest { return 0 }
    if let known = numbers[constant] { return known }
    let number = Int32(constants.count)
    constants.append(constant)
    numbers[constant] = number
    return number
  }

  subscript(number: Int32) -> Constant { constants[Int(number)] }
}
