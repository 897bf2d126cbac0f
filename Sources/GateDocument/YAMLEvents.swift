import CYAML

/// What a YAML stream is made of, in order, with byte ranges. Nothing is resolved: aliases are names, tags are ignored.
package enum YAMLEvent: Sendable {
  package enum Style: Sendable { case plain, singleQuoted, doubleQuoted, literal, folded }

  case scalar([UInt8], Style)
  case sequenceStart
  case sequenceEnd
  case mappingStart
  case mappingEnd
  case alias([UInt8])
  case documentStart
  case documentEnd
}

/// Reads the events of a stream; a stranger's file, so depth is bounded.
@safe package struct YAMLEventReader: ~Copyable {
  /// libyaml takes time proportional to the depth for every token.
  private static let maximumDepth = 1_000

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var offsets: ByteOffsets
  private let file: String

  /// Throws where the stream is no YAML. `event` has been given all that came before.
  package static func read(
    _ bytes: [UInt8], file: String, _ event: (YAMLEvent, Range<Int>) -> Void
  ) throws(DocumentError) {
    guard bytes.count <= YAMLParser.maximumBytes else {
      throw DocumentError(file: file, message: "larger than \(YAMLParser.maximumBytes >> 20) MiB")
    }
    // libyaml keeps a pointer to the input, so the parser must not outlive this scope.
    let problem: DocumentError? = unsafe bytes.withUnsafeBufferPointer { buffer in
      do throws(DocumentError) {
        var reader = unsafe YAMLEventReader(buffer, bytes, file: file)
        try reader.run(event)
        return nil
      } catch {
        return error
      }
    }
    if let problem { throw problem }
  }

  private init(_ input: UnsafeBufferPointer<UInt8>, _ bytes: [UInt8], file: String) {
    unsafe parser = .allocate(capacity: 1)
    unsafe yaml_parser_initialize(parser)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    offsets = ByteOffsets(bytes)
    self.file = file
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  private mutating func run(_ body: (YAMLEvent, Range<Int>) -> Void) throws(DocumentError) {
    var depth = 0
    while true {
      var event = unsafe yaml_event_t()
      guard unsafe yaml_parser_parse(parser, &event) == 1 else {
        let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "not readable as YAML"
        throw DocumentError(
          file: file, line: unsafe Int(parser.pointee.problem_mark.line) + 1, column: 1, message: problem)
      }
      defer { unsafe yaml_event_delete(&event) }
      let start = offsets[unsafe Int(event.start_mark.index)]
      let range = start..<max(start, offsets[unsafe Int(event.end_mark.index)])
      switch unsafe event.type {
      case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return
      case YAML_SCALAR_EVENT:
        let scalar = unsafe event.data.scalar
        let text = unsafe Array(UnsafeBufferPointer(start: scalar.value, count: scalar.length))
        body(.scalar(text, unsafe Self.style(scalar.style)), range)
      case YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT:
        depth += 1
        guard depth <= Self.maximumDepth else {
          throw DocumentError(file: file, message: "nested deeper than \(Self.maximumDepth) levels")
        }
        body(unsafe event.type == YAML_SEQUENCE_START_EVENT ? .sequenceStart : .mappingStart, range)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
        depth -= 1
        body(unsafe event.type == YAML_SEQUENCE_END_EVENT ? .sequenceEnd : .mappingEnd, range)
      case YAML_ALIAS_EVENT:
        body(.alias(Array((unsafe event.data.alias.anchor.map { unsafe String(cString: $0) } ?? "").utf8)), range)
      case YAML_DOCUMENT_START_EVENT: body(.documentStart, range)
      case YAML_DOCUMENT_END_EVENT: body(.documentEnd, range)
      default: break
      }
    }
  }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLEvent.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }
}

/// libyaml's marks count characters; this finds their bytes.
private struct ByteOffsets {
  private let bytes: [UInt8]
  /// Where each 64th character starts; empty where every character is one byte.
  private var starts: [Int] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard bytes.contains(where: { $0 >= 0x80 }) else { return }
    var count = 0
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if count & 63 == 0 { starts.append(offset) }
      count += 1
    }
  }

  subscript(character: Int) -> Int {
    if starts.isEmpty { return min(character, bytes.count) }
    guard character >> 6 < starts.count else { return bytes.count }
    var offset = starts[character >> 6]
    var left = character & 63
    while offset < bytes.count {
      if bytes[offset] & 0xC0 != 0x80 {
        if left == 0 { return offset }
        left -= 1
      }
      offset += 1
    }
    return bytes.count
  }
}
