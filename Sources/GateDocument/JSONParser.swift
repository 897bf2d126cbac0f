import CJansson
package import GateModel

/// JSON by jansson: reports and baselines of other programs. A stranger's file: its size is bounded here, its depth by the
/// library.
package enum JSONParser {
  package static let maximumBytes = 256 << 20

  /// The same as a document, for what is asked key by key. Where a value stood is not known any more, only its file.
  package static func document(_ bytes: [UInt8], file: String) throws(DocumentError) -> YAMLNode {
    node(try parse(bytes, file: file), file)
  }

  private static func node(_ value: JSON, _ file: String) -> YAMLNode {
    func scalar(_ text: String, plain: Bool = true) -> YAMLNode.Content { .scalar(text, plain: plain) }
    let content: YAMLNode.Content =
      switch value {
      case .null: scalar("null")
      case .bool(let value): scalar(value ? "true" : "false")
      case .integer(let value): scalar(String(value))
      case .thousandths(let value): scalar(String(value))
      case .string(let text): scalar(text, plain: false)
      case .array(let items): .sequence(items.map { node($0, file) })
      case .object(let members):
        .mapping(members.map { (key: node(.string($0.name), file), value: node($0.value, file)) })
      }
    return YAMLNode(content: content, file: file, line: 0, column: 0)
  }

  /// A number with a fraction comes as its text: nothing that is read has one that counts.
  package static func parse(_ bytes: [UInt8], file: String) throws(DocumentError) -> JSON {
    guard bytes.count <= maximumBytes else {
      throw DocumentError(file: file, message: "larger than \(maximumBytes >> 20) MiB")
    }
    var error = json_error_t()
    let root = unsafe bytes.withUnsafeBytes { raw in
      unsafe json_loadb(
        raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count, Int(JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES),
        &error)
    }
    guard let root = unsafe root else {
      let message = unsafe withUnsafeBytes(of: &error.text) { text in
        unsafe String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw DocumentError(
        file: file, line: Int(max(0, error.line)), column: Int(max(0, error.column)), message: "no JSON: \(message)")
    }
    defer { unsafe json_decref(root) }
    return unsafe value(root)
  }

  /// As deep as the library reads, which is two thousand.
  private static func value(_ node: UnsafeMutablePointer<json_t>) -> JSON {
    switch unsafe node.pointee.type {
    case JSON_OBJECT:
      var members: [JSON.Member] = []
      var place = unsafe json_object_iter(node)
      while let here = unsafe place {
        if let name = unsafe json_object_iter_key(here), let inner = unsafe json_object_iter_value(here) {
          members.append(JSON.Member(unsafe String(cString: name), unsafe value(inner)))
        }
        unsafe place = json_object_iter_next(node, here)
      }
      return .object(members)
    case JSON_ARRAY:
      var items: [JSON] = []
      let count = unsafe json_array_size(node)
      for index in 0..<count {
        guard let item = unsafe json_array_get(node, index) else { break }
        unsafe items.append(value(item))
      }
      return .array(items)
    case JSON_STRING:
      let text = unsafe UnsafeBufferPointer(start: json_string_value(node), count: json_string_length(node))
      return .string(unsafe String(decoding: UnsafeRawBufferPointer(text), as: UTF8.self))
    case JSON_INTEGER: return .integer(Int64(unsafe json_integer_value(node)))
    case JSON_REAL: return .string("\(unsafe json_real_value(node))")
    case JSON_TRUE: return .bool(true)
    case JSON_FALSE: return .bool(false)
    default: return .null
    }
  }
}
