import GateModel

/// Search rules as bytes. Every field takes part, for the digest of a rule set covers all that its rules say.
extension ByteWriter {
  mutating func write(_ matcher: SearchMatcher) {
    write(matcher.languages) { $0.write(Int($1.rawValue)) }
    write(matcher.formula)
    write(matcher.options)
    write(matcher.fix) { $0.write($1) }
  }

  mutating func write(_ formula: Formula) {
    switch formula {
    case .pattern(let text):
      write(0)
      write(text)
    case .regex(let text):
      write(1)
      write(text)
    case .all(let parts, let conditions, let focus):
      write(2)
      write(parts) { $0.write($1) }
      write(conditions) { $0.write($1) }
      write(focus) { $0.write($1.metavariables) }
    case .any(let parts):
      write(3)
      write(parts) { $0.write($1) }
    case .inside(let inner):
      write(4)
      write(inner)
    case .not(let inner):
      write(5)
      write(inner)
    case .notInside(let inner):
      write(6)
      write(inner)
    }
  }

  private mutating func write(_ condition: Condition) {
    switch condition {
    case .regex(let name, let pattern, let resolvingConstants):
      write(0)
      write(name)
      write(pattern)
      write(flag: resolvingConstants)
    case .pattern(let name, let language, let formula):
      write(1)
      write(name)
      write(language) { $0.write(Int($1.rawValue)) }
      write(formula)
    case .comparison(let name, let expression, let base, let strip):
      write(2)
      write(name) { $0.write($1) }
      write(expression)
      write(base) { $0.write($1) }
      write(flag: strip)
    case .entropy(let name):
      write(3)
      write(name)
    case .redos(let name):
      write(4)
      write(name)
    case .type(let name, let types):
      write(5)
      write(name)
      write(types)
    }
  }

  mutating func write(_ options: SearchOptions) {
    for keyPath in SearchOptions.flags { write(flag: options[keyPath: keyPath]) }
    write(options.genericEllipsisSpan)
    write(options.genericBraces) { writer, pairs in writer.write(pairs) { $0.write($1) } }
    write(options.genericCommentStyle) { $0.write($1) }
    write(options.genericEngine) { $0.write($1) }
    write(options.genericExtraWordCharacters)
  }

  mutating func write(_ fix: Fix) {
    switch fix {
    case .replacement(let text):
      write(0)
      write(text)
    case .regex(let pattern, let replacement, let count):
      write(1)
      write(pattern)
      write(replacement)
      write(count) { $0.write($1) }
    }
  }

  mutating func write(flag: Bool) { write(flag ? 1 : 0) }
}

extension SearchOptions {
  /// In the order in which they are written. A function, for key paths are not Sendable.
  fileprivate static var flags: [WritableKeyPath<SearchOptions, Bool>] {
    [
      \.constantPropagation, \.symbolicPropagation, \.declarationsAsAssignments, \.implicitDeepExpressions,
      \.associativeOperators, \.commutativeBooleans, \.symmetricEquality, \.genericCaseless, \.genericMultiline,
    ]
  }

  init(from reader: inout ByteReader) throws(MalformedBytes) {
    self.init()
    for keyPath in Self.flags { self[keyPath: keyPath] = try reader.flag() }
    genericEllipsisSpan = try reader.number()
    genericBraces = try reader.optional { (reader) throws(MalformedBytes) in
      try reader.list { (reader) throws(MalformedBytes) in try reader.texts() }
    }
    genericCommentStyle = try reader.optional { (reader) throws(MalformedBytes) in try reader.text() }
    genericEngine = try reader.optional { (reader) throws(MalformedBytes) in try reader.text() }
    genericExtraWordCharacters = try reader.texts()
  }
}

extension SearchMatcher {
  init(from reader: inout ByteReader) throws(MalformedBytes) {
    let languages = try reader.list { (reader) throws(MalformedBytes) in try reader.language() }
    self.init(
      languages: languages, formula: try Formula(from: &reader), options: try SearchOptions(from: &reader),
      fix: try reader.optional { (reader) throws(MalformedBytes) in try Fix(from: &reader) })
  }
}

extension Formula {
  /// Deeper than any rule file's formula can be.
  private static let mostNested = 256

  init(from reader: inout ByteReader) throws(MalformedBytes) { try self.init(from: &reader, depth: 0) }

  fileprivate init(from reader: inout ByteReader, depth: Int) throws(MalformedBytes) {
    guard depth < Self.mostNested else { throw MalformedBytes() }
    switch try reader.number() {
    case 0: self = .pattern(try reader.text())
    case 1: self = .regex(try reader.text())
    case 2:
      let parts = try Self.list(from: &reader, depth: depth)
      let conditions = try reader.list { (reader) throws(MalformedBytes) in
        try Condition(from: &reader, depth: depth + 1)
      }
      let focus = try reader.list { (reader) throws(MalformedBytes) in Focus(try reader.texts()) }
      self = .all(parts: parts, conditions: conditions, focus: focus)
    case 3: self = .any(try Self.list(from: &reader, depth: depth))
    case 4: self = .inside(try Formula(from: &reader, depth: depth + 1))
    case 5: self = .not(try Formula(from: &reader, depth: depth + 1))
    case 6: self = .notInside(try Formula(from: &reader, depth: depth + 1))
    default: throw MalformedBytes()
    }
  }

  private static func list(from reader: inout ByteReader, depth: Int) throws(MalformedBytes) -> [Formula] {
    try reader.list { (reader) throws(MalformedBytes) in try Formula(from: &reader, depth: depth + 1) }
  }
}

extension Condition {
  fileprivate init(from reader: inout ByteReader, depth: Int) throws(MalformedBytes) {
    switch try reader.number() {
    case 0:
      self = .regex(try reader.text(), pattern: try reader.text(), resolvingConstants: try reader.flag())
    case 1:
      let name = try reader.text()
      let language = try reader.optional { (reader) throws(MalformedBytes) in try reader.language() }
      self = .pattern(name, language: language, try Formula(from: &reader, depth: depth + 1))
    case 2:
      let name = try reader.optional { (reader) throws(MalformedBytes) in try reader.text() }
      let expression = try reader.text()
      let base = try reader.optional { (reader) throws(MalformedBytes) in try reader.number() }
      self = .comparison(name, expression: expression, base: base, strip: try reader.flag())
    case 3: self = .entropy(try reader.text())
    case 4: self = .redos(try reader.text())
    case 5: self = .type(try reader.text(), try reader.texts())
    default: throw MalformedBytes()
    }
  }
}

extension Fix {
  init(from reader: inout ByteReader) throws(MalformedBytes) {
    switch try reader.number() {
    case 0: self = .replacement(try reader.text())
    case 1:
      let (pattern, replacement) = (try reader.text(), try reader.text())
      let count = try reader.optional { (reader) throws(MalformedBytes) in try reader.number() }
      self = .regex(pattern: pattern, replacement: replacement, count: count)
    default: throw MalformedBytes()
    }
  }
}

extension ByteReader {
  mutating func flag() throws(MalformedBytes) -> Bool {
    switch try number() {
    case 0: return false
    case 1: return true
    default: throw MalformedBytes()
    }
  }

  mutating func language() throws(MalformedBytes) -> SourceLanguage {
    guard let raw = UInt8(exactly: try number()), let language = SourceLanguage(rawValue: raw) else {
      throw MalformedBytes()
    }
    return language
  }
}
