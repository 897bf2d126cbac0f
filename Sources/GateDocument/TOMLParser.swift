import CTOML

/// TOML by toml++, as the same values that YAML gives: a table is a mapping, a bare value a plain scalar. A stranger's file:
/// its size is bounded here, its depth by the library.
package enum TOMLParser {
  package static let maximumBytes = 10 << 20

  package static func parse(_ bytes: [UInt8], file: String) throws(DocumentError) -> YAMLNode {
    guard bytes.count <= maximumBytes else {
      throw DocumentError(file: file, message: "larger than \(maximumBytes >> 20) MiB; that is no rule file")
    }
    let builder = Builder(file: file)
    unsafe bytes.withUnsafeBytes { raw in
      let text = unsafe raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      let context = unsafe Unmanaged.passUnretained(builder).toOpaque()
      unsafe gatebook_toml_read(text, raw.count, context) { context, kind, text, length, line, column in
        let builder = unsafe Unmanaged<Builder>.fromOpaque(context!).takeUnretainedValue()
        let bytes = unsafe UnsafeRawBufferPointer(start: text, count: length)
        builder.take(kind, unsafe String(decoding: bytes, as: UTF8.self), line: Int(line), column: Int(column))
      }
    }
    if let error = builder.error { throw error }
    guard let root = builder.root else { throw DocumentError(file: file, message: "holds no TOML") }
    return root
  }

  /// Whether text that says nothing of its form is TOML and not YAML: its first line that is neither empty nor a comment is a table's
  /// head or an assignment.
  package static func isLikely(_ bytes: [UInt8]) -> Bool {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let text = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }
      guard let first = text.first, first != UInt8(ascii: "#") else { continue }
      if first == UInt8(ascii: "[") { return true }
      let name = text.prefix { $0.isBareKey }
      let rest = text.dropFirst(name.count).drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      return !name.isEmpty && rest.first == UInt8(ascii: "=")
    }
    return false
  }

  private final class Builder {
    /// A table or an array that is not at its end yet.
    private struct Frame {
      /// Of a table.
      var keys: [YAMLNode]?
      var values: [YAMLNode] = []
      let line: Int
      let column: Int
    }

    let file: String
    private var frames: [Frame] = []
    var root: YAMLNode?
    var error: DocumentError?

    init(file: String) { self.file = file }

    func take(_ kind: gatebook_toml_kind, _ text: String, line: Int, column: Int) {
      func scalar(_ text: String, plain: Bool) -> YAMLNode {
        YAMLNode(content: .scalar(text, plain: plain), file: file, line: line, column: column)
      }
      switch kind {
      case GATEBOOK_TOML_TABLE_START: frames.append(Frame(keys: [], line: line, column: column))
      case GATEBOOK_TOML_ARRAY_START: frames.append(Frame(line: line, column: column))
      case GATEBOOK_TOML_TABLE_END, GATEBOOK_TOML_ARRAY_END: close()
      case GATEBOOK_TOML_KEY: frames[frames.count - 1].keys?.append(scalar(text, plain: false))
      case GATEBOOK_TOML_STRING: add(scalar(text, plain: false))
      case GATEBOOK_TOML_BARE: add(scalar(text, plain: true))
      case GATEBOOK_TOML_ERROR: error = DocumentError(file: file, line: line, column: column, message: text)
      // No rule holds a date; whoever asks for a text or a number there is told.
      default: add(scalar("", plain: true))
      }
    }

    private func close() {
      let frame = frames.removeLast()
      let content: YAMLNode.Content =
        frame.keys.map { .mapping(zip($0, frame.values).map { (key: $0, value: $1) }) } ?? .sequence(frame.values)
      add(YAMLNode(content: content, file: file, line: frame.line, column: frame.column))
    }

    private func add(_ node: YAMLNode) {
      if frames.isEmpty { root = node } else { frames[frames.count - 1].values.append(node) }
    }
  }
}

extension UInt8 {
  fileprivate var isBareKey: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
    default: false
    }
  }
}
