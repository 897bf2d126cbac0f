import CYAML

/// YAML by libyaml's events, which carry marks; a stranger's file, so size, depth and number of values are bounded, and
/// an alias counts all that it stands for.
@safe package struct YAMLParser: ~Copyable {
  package static let maximumBytes = 10 << 20
  private static let maximumDepth = 64
  private static let maximumValues = 1_000_000

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeBufferPointer<UInt8>
  private let file: String
  private var anchors: [String: Made] = [:]
  private var values = 0

  /// The documents of a stream; empty ones are left out.
  package static func parse(_ bytes: [UInt8], file: String) throws(DocumentError) -> [YAMLNode] {
    guard bytes.count <= maximumBytes else {
      throw DocumentError(file: file, message: "larger than \(maximumBytes >> 20) MiB; that is no rule or policy file")
    }
    // libyaml keeps a pointer to the input, so the parser must not outlive this scope.
    let result: Result<[YAMLNode], DocumentError> = unsafe bytes.withUnsafeBufferPointer { buffer in
      do throws(DocumentError) {
        var parser = unsafe YAMLParser(buffer, file: file)
        return .success(try parser.documents())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private init(_ input: UnsafeBufferPointer<UInt8>, file: String) {
    unsafe parser = .allocate(capacity: 1)
    unsafe self.input = input
    unsafe yaml_parser_initialize(parser)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    self.file = file
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  private enum Event {
    case scalar(String, plain: Bool, anchor: String?)
    case sequenceStart(anchor: String?)
    case sequenceEnd
    case mappingStart(anchor: String?)
    case mappingEnd
    case alias(String)
    case documentStart, documentEnd, streamStart, streamEnd
  }

  private struct Made {
    var node: YAMLNode
    /// How many values it stands for, itself one of them, and how many stand within each other at most.
    var size = 1
    var height = 1
  }

  private struct Mark {
    var line: Int
    var column: Int
  }

  private mutating func documents() throws(DocumentError) -> [YAMLNode] {
    var documents: [YAMLNode] = []
    while true {
      let (event, mark) = try next()
      switch event {
      case .streamEnd: return documents
      case .streamStart, .documentEnd: continue
      case .documentStart:
        anchors = [:]
        let (first, start) = try next()
        let node = try compose(first, start, depth: 0).node
        if !node.isNull { documents.append(node) }
      default: throw failure("unexpected content", mark)
      }
    }
  }

  private mutating func compose(_ event: Event, _ mark: Mark, depth: Int) throws(DocumentError) -> Made {
    guard depth < Self.maximumDepth else { throw failure("nested deeper than \(Self.maximumDepth) levels", mark) }
    let made: Made
    let name: String?
    switch event {
    case .scalar(let text, let plain, let anchor):
      made = Made(node: node(.scalar(text, plain: plain), mark))
      name = anchor
    case .sequenceStart(let anchor):
      made = try sequence(mark, depth: depth)
      name = anchor
    case .mappingStart(let anchor):
      made = try mapping(mark, depth: depth)
      name = anchor
    case .alias(let target):
      guard let known = anchors[target] else { throw failure("the alias *\(target)* names no anchor before it", mark) }
      made = known
      guard depth + made.height <= Self.maximumDepth else {
        throw failure("nested deeper than \(Self.maximumDepth) levels", mark)
      }
      name = nil
    default: throw failure("a value is missing", mark)
    }
    values += made.size == 1 ? 1 : 0
    if let name { anchors[name] = made }
    guard values + made.size <= Self.maximumValues else {
      throw failure("aliases and values add up to more than \(Self.maximumValues) values", mark)
    }
    return made
  }

  private mutating func sequence(_ mark: Mark, depth: Int) throws(DocumentError) -> Made {
    var items: [YAMLNode] = []
    var (size, height) = (1, 1)
    while true {
      let (event, start) = try next()
      if case .sequenceEnd = event { return Made(node: node(.sequence(items), mark), size: size, height: height) }
      let item = try compose(event, start, depth: depth + 1)
      size += item.size
      height = max(height, item.height + 1)
      items.append(item.node)
    }
  }

  private mutating func mapping(_ mark: Mark, depth: Int) throws(DocumentError) -> Made {
    var members: [(key: YAMLNode, value: YAMLNode)] = []
    var merged: [(key: YAMLNode, value: YAMLNode)] = []
    var names: Set<String> = []
    var (size, height) = (1, 1)
    while true {
      let (event, start) = try next()
      if case .mappingEnd = event { break }
      let key = try compose(event, start, depth: depth + 1)
      let (after, at) = try next()
      let value = try compose(after, at, depth: depth + 1)
      size += key.size + value.size
      height = max(height, key.height + 1, value.height + 1)
      if case .scalar(let text, let plain) = key.node.content {
        if plain, text == "<<" {
          merged += try inherited(from: value.node)
          // Copied, hence counted for good, and before the next.
          values += value.size
          guard values <= Self.maximumValues else {
            throw failure("aliases and values add up to more than \(Self.maximumValues) values", at)
          }
          continue
        }
        guard names.insert(text).inserted else { throw key.node.error("the key `\(text)` stands twice") }
      }
      members.append((key.node, value.node))
    }
    for (key, value) in merged {
      if case .scalar(let text, _) = key.content, names.insert(text).inserted { members.append((key, value)) }
    }
    return Made(node: node(.mapping(members), mark), size: size, height: height)
  }

  /// YAML 1.1's merge key: a mapping, or a list of them; what stands in the mapping itself wins.
  private func inherited(from node: YAMLNode) throws(DocumentError) -> [(key: YAMLNode, value: YAMLNode)] {
    switch node.content {
    case .mapping(let members): return members
    case .sequence(let items):
      var all: [(key: YAMLNode, value: YAMLNode)] = []
      for item in items { all += try inherited(from: item) }
      return all
    case .scalar: throw node.error("`<<` must be followed by a mapping")
    }
  }

  private func node(_ content: YAMLNode.Content, _ mark: Mark) -> YAMLNode {
    YAMLNode(content: content, file: file, line: mark.line, column: mark.column)
  }

  private func failure(_ message: String, _ mark: Mark) -> DocumentError {
    DocumentError(file: file, line: mark.line, column: mark.column, message: message)
  }

  private func next() throws(DocumentError) -> (Event, Mark) {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else {
      let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "not readable as YAML"
      if unsafe parser.pointee.error == YAML_READER_ERROR {
        throw failure(problem, unsafe place(of: parser.pointee.problem_offset))
      }
      let mark = unsafe parser.pointee.problem_mark
      throw failure(problem, Mark(line: Int(mark.line) + 1, column: Int(mark.column) + 1))
    }
    defer { unsafe yaml_event_delete(&event) }
    let start = unsafe event.start_mark
    return (unsafe Self.event(event), Mark(line: Int(start.line) + 1, column: Int(start.column) + 1))
  }

  /// The reader counts bytes where the rest of the library keeps marks.
  private func place(of offset: Int) -> Mark {
    let before = unsafe input.prefix(offset)
    let line = unsafe before.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
    let column = unsafe before.reversed().prefix { $0 != 0x0A }.count + 1
    return Mark(line: line, column: column)
  }

  private static func event(_ event: yaml_event_t) -> Event {
    func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
      unsafe pointer.map { unsafe String(cString: $0) }
    }
    switch unsafe event.type {
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return unsafe .scalar(
        String(decoding: bytes, as: UTF8.self), plain: scalar.style == YAML_PLAIN_SCALAR_STYLE,
        anchor: text(scalar.anchor))
    case YAML_SEQUENCE_START_EVENT: return unsafe .sequenceStart(anchor: text(event.data.sequence_start.anchor))
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_START_EVENT: return unsafe .mappingStart(anchor: text(event.data.mapping_start.anchor))
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    case YAML_ALIAS_EVENT: return unsafe .alias(text(event.data.alias.anchor) ?? "")
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_STREAM_START_EVENT: return .streamStart
    default: return .streamEnd
    }
  }
}
