import GateModel

/// The parts of all taint rules of a rule set, each once: rules that name the same models share hundreds.
struct TaintTable {
  private(set) var parts = TaintParts()
  private var numbers: [TaintList: [[UInt8]: Int]] = [:]

  init() {}

  fileprivate mutating func number(_ source: TaintSource) -> Int {
    let (number, isNew) = number(.sources) { $0.write(source) }
    if isNew { parts.sources.append(source) }
    return number
  }

  fileprivate mutating func number(_ sink: TaintSink) -> Int {
    let (number, isNew) = number(.sinks) { $0.write(sink) }
    if isNew { parts.sinks.append(sink) }
    return number
  }

  fileprivate mutating func number(_ sanitizer: TaintSanitizer) -> Int {
    let (number, isNew) = number(.sanitizers) { $0.write(sanitizer) }
    if isNew { parts.sanitizers.append(sanitizer) }
    return number
  }

  fileprivate mutating func number(_ propagator: TaintPropagator) -> Int {
    let (number, isNew) = number(.propagators) { $0.write(propagator) }
    if isNew { parts.propagators.append(propagator) }
    return number
  }

  fileprivate mutating func number(_ condition: TaintGuard) -> Int {
    let (number, isNew) = number(.guards) { $0.write(condition) }
    if isNew { parts.guards.append(condition) }
    return number
  }

  private mutating func number(
    _ list: TaintList, write: (inout ByteWriter) -> Void
  ) -> (number: Int, isNew: Bool) {
    var writer = ByteWriter()
    write(&writer)
    if let known = numbers[list]?[writer.bytes] { return (known, false) }
    let next = numbers[list]?.count ?? 0
    numbers[list, default: [:]][writer.bytes] = next
    return (next, true)
  }
}

/// Taint rules as bytes; see SearchCoding. Their parts are numbers in a table.
extension ByteWriter {
  mutating func write(_ matcher: TaintMatcher, _ table: inout TaintTable) {
    write(matcher.languages)
    write(matcher.sources.map { table.number($0) }) { $0.write($1) }
    write(matcher.sinks.map { table.number($0) }) { $0.write($1) }
    write(matcher.sanitizers.map { table.number($0) }) { $0.write($1) }
    write(matcher.propagators.map { table.number($0) }) { $0.write($1) }
    write(matcher.guards.map { table.number($0) }) { $0.write($1) }
    write(matcher.search)
    write(matcher.flow)
    write(matcher.fix) { $0.write($1) }
  }

  mutating func write(_ parts: TaintParts) {
    write(parts.sources) { $0.write($1) }
    write(parts.sinks) { $0.write($1) }
    write(parts.sanitizers) { $0.write($1) }
    write(parts.propagators) { $0.write($1) }
    write(parts.guards) { $0.write($1) }
  }

  mutating func write(_ languages: [SourceLanguage]) { write(languages) { $0.write(Int($1.rawValue)) } }

  mutating func write(_ source: TaintSource) {
    write(source.formula)
    write(flag: source.exact)
    write(Int(source.bySideEffect.rawValue))
    write(source.label) { $0.write($1) }
    write(source.requires) { $0.write($1) }
    write(source.languages)
  }

  mutating func write(_ sink: TaintSink) {
    write(sink.formula)
    write(flag: sink.exact)
    write(sink.requires) { $0.write($1) }
    write(sink.languages)
  }

  mutating func write(_ sanitizer: TaintSanitizer) {
    write(sanitizer.formula)
    write(flag: sanitizer.exact)
    write(Int(sanitizer.bySideEffect.rawValue))
    write(flag: sanitizer.notConflicting)
    write(sanitizer.languages)
  }

  mutating func write(_ propagator: TaintPropagator) {
    write(propagator.formula)
    write(propagator.from)
    write(propagator.to)
    write(flag: propagator.bySideEffect)
    write(propagator.label) { $0.write($1) }
    write(propagator.replacedLabels) { $0.write($1) }
    write(propagator.requires) { $0.write($1) }
    write(propagator.languages)
  }

  mutating func write(_ condition: TaintGuard) {
    write(condition.formula)
    write(condition.cleans)
    write(flag: condition.when)
    write(condition.untainted)
    write(condition.languages)
  }

  private mutating func write(_ condition: LabelCondition) {
    switch condition {
    case .label(let name):
      write(0)
      write(name)
    case .not(let inner):
      write(1)
      write(inner)
    case .and(let first, let second):
      write(2)
      write(first)
      write(second)
    case .or(let first, let second):
      write(3)
      write(first)
      write(second)
    }
  }

  private mutating func write(_ options: FlowOptions) {
    write(Int(options.reach.rawValue))
    for keyPath in FlowOptions.flags { write(flag: options[keyPath: keyPath]) }
  }
}

extension TaintMatcher {
  /// `parts` are those that its numbers speak of.
  init(from reader: inout ByteReader, _ parts: TaintParts) throws(MalformedBytes) {
    func list<Part>(_ known: [Part], _ reader: inout ByteReader) throws(MalformedBytes) -> [Part] {
      try reader.list { (reader) throws(MalformedBytes) in
        let number = try reader.number()
        guard known.indices.contains(number) else { throw MalformedBytes() }
        return known[number]
      }
    }
    self.init(
      languages: try reader.languages(), sources: try list(parts.sources, &reader),
      sinks: try list(parts.sinks, &reader), sanitizers: try list(parts.sanitizers, &reader),
      propagators: try list(parts.propagators, &reader), guards: try list(parts.guards, &reader),
      search: try SearchOptions(from: &reader), flow: try FlowOptions(from: &reader),
      fix: try reader.optional { (reader) throws(MalformedBytes) in try Fix(from: &reader) })
  }
}

extension TaintParts {
  /// All of `bytes`.
  init(of bytes: ArraySlice<UInt8>) throws(MalformedBytes) {
    var reader = ByteReader(bytes)
    try self.init(from: &reader)
    guard reader.isAtEnd else { throw MalformedBytes() }
  }

  init(from reader: inout ByteReader) throws(MalformedBytes) {
    self.init()
    sources = try reader.list { (reader) throws(MalformedBytes) in try TaintSource(from: &reader) }
    sinks = try reader.list { (reader) throws(MalformedBytes) in try TaintSink(from: &reader) }
    sanitizers = try reader.list { (reader) throws(MalformedBytes) in try TaintSanitizer(from: &reader) }
    propagators = try reader.list { (reader) throws(MalformedBytes) in try TaintPropagator(from: &reader) }
    guards = try reader.list { (reader) throws(MalformedBytes) in try TaintGuard(from: &reader) }
  }
}

extension TaintSource {
  init(from reader: inout ByteReader) throws(MalformedBytes) {
    self.init(try Formula(from: &reader))
    exact = try reader.flag()
    bySideEffect = try reader.sideEffect()
    label = try reader.optional { (reader) throws(MalformedBytes) in try reader.text() }
    requires = try reader.condition()
    languages = try reader.languages()
  }
}

extension TaintSink {
  init(from reader: inout ByteReader) throws(MalformedBytes) {
    self.init(try Formula(from: &reader))
    exact = try reader.flag()
    requires = try reader.condition()
    languages = try reader.languages()
  }
}

extension TaintSanitizer {
  init(from reader: inout ByteReader) throws(MalformedBytes) {
    self.init(try Formula(from: &reader))
    exact = try reader.flag()
    bySideEffect = try reader.sideEffect()
    notConflicting = try reader.flag()
    languages = try reader.languages()
  }
}

extension TaintPropagator {
  init(from reader: inout ByteReader) throws(MalformedBytes) {
    self.init(try Formula(from: &reader), from: try reader.text(), to: try reader.text())
    bySideEffect = try reader.flag()
    label = try reader.optional { (reader) throws(MalformedBytes) in try reader.text() }
    replacedLabels = try reader.optional { (reader) throws(MalformedBytes) in try reader.texts() }
    requires = try reader.condition()
    languages = try reader.languages()
  }
}

extension TaintGuard {
  init(from reader: inout ByteReader) throws(MalformedBytes) {
    self.init(try Formula(from: &reader), cleans: try reader.text(), when: try reader.flag())
    untainted = try reader.texts()
    languages = try reader.languages()
  }
}

extension LabelCondition {
  /// Deeper than any rule file's can be.
  static let mostNested = 64

  fileprivate init(from reader: inout ByteReader, depth: Int) throws(MalformedBytes) {
    guard depth <= Self.mostNested else { throw MalformedBytes() }
    func part(_ reader: inout ByteReader) throws(MalformedBytes) -> LabelCondition {
      try LabelCondition(from: &reader, depth: depth + 1)
    }
    switch try reader.number() {
    case 0: self = .label(try reader.text())
    case 1: self = .not(try part(&reader))
    case 2: self = .and(try part(&reader), try part(&reader))
    case 3: self = .or(try part(&reader), try part(&reader))
    default: throw MalformedBytes()
    }
  }
}

extension FlowOptions {
  /// In the order in which they are written. A function, for key paths are not Sendable.
  fileprivate static var flags: [WritableKeyPath<FlowOptions, Bool>] {
    [
      \.isDeep, \.assumesSafeFunctions, \.assumesSafeBooleans, \.assumesSafeNumbers, \.assumesSafeComparisons,
      \.assumesSafeIndexes, \.onlyThroughAssignments, \.unifiesMetavariables,
    ]
  }

  fileprivate init(from reader: inout ByteReader) throws(MalformedBytes) {
    self.init()
    guard let raw = UInt8(exactly: try reader.number()), let reach = Reach(rawValue: raw) else {
      throw MalformedBytes()
    }
    self.reach = reach
    for keyPath in Self.flags { self[keyPath: keyPath] = try reader.flag() }
  }
}

extension ByteReader {
  mutating func languages() throws(MalformedBytes) -> [SourceLanguage] {
    try list { (reader) throws(MalformedBytes) in try reader.language() }
  }

  fileprivate mutating func sideEffect() throws(MalformedBytes) -> SideEffect {
    guard let raw = UInt8(exactly: try number()), let effect = SideEffect(rawValue: raw) else {
      throw MalformedBytes()
    }
    return effect
  }

  fileprivate mutating func condition() throws(MalformedBytes) -> LabelCondition? {
    try optional { (reader) throws(MalformedBytes) in try LabelCondition(from: &reader, depth: 0) }
  }
}
