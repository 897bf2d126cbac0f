import Crypto
package import GateModel

/// Rules as bytes, for the embedded pack and for the digest that names a rule set.
extension RuleSet {
  /// Sorted by id. The digest covers all that the rules say, so equal digests mean equal behaviour.
  package init(_ rules: [Rule]) {
    let sorted = rules.sorted { $0.id < $1.id }
    self.init(rules: sorted, digest: Digest(bytes: Array(SHA256.hash(data: Self.bytes(of: sorted))))!)
  }

  private static func bytes(of rules: [Rule]) -> [UInt8] {
    var table = TaintTable()
    var list = ByteWriter()
    list.write(rules) { $0.write($1, &table) }
    var parts = ByteWriter()
    parts.write(table.parts)
    var writer = ByteWriter()
    writer.write(parts.bytes)
    return writer.bytes + list.bytes
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(digest.bytes)
    writer.write(Self.bytes(of: rules))
  }

  /// When what the rules say is read.
  package enum Reading {
    /// Bytes from anywhere: malformed ones are refused here.
    case now
    /// The program's own bytes: a rule's part is read when it is first asked for, and ends the program where it is damaged.
    case whenAsked
  }

  package init(from reader: inout ByteReader, _ reading: Reading = .now) throws(MalformedBytes) {
    guard let digest = Digest(bytes: try reader.data()) else { throw MalformedBytes() }
    var body = ByteReader(try reader.data())
    let parts = try body.data()
    let table: Deferred<TaintParts>
    switch reading {
    case .now: table = Deferred(try TaintParts(of: parts))
    case .whenAsked: table = Deferred { Self.sound { () throws(MalformedBytes) in try TaintParts(of: parts) } }
    }
    let rules = try body.list { (reader) throws(MalformedBytes) in try Rule(from: &reader, table, reading) }
    guard body.isAtEnd else { throw MalformedBytes() }
    self.init(rules: rules, digest: digest)
  }

  fileprivate static func sound<Value>(_ read: () throws(MalformedBytes) -> Value) -> Value {
    do throws(MalformedBytes) { return try read() } catch {
      fatalError("the built-in rules are damaged; build the program again with ci/gatebook")
    }
  }
}

extension ByteWriter {
  fileprivate mutating func write(_ rule: Rule, _ table: inout TaintTable) {
    write(rule.id)
    write(Int(rule.severity.rawValue))
    write(Int(rule.confidence.rawValue))
    write(rule.paths.include.map(\.pattern))
    write(rule.paths.exclude.map(\.pattern))
    switch rule.kind {
    case .secret: write(0)
    case .search: write(1)
    case .taint(isInterfile: false): write(2)
    case .taint(isInterfile: true): write(3)
    }
    write(rule.languages)
    var content = ByteWriter()
    content.write(rule.content.value, &table)
    write(content.bytes)
  }

  private mutating func write(_ content: Rule.Content, _ table: inout TaintTable) {
    write(content.message)
    write(content.cwe)
    write(content.owasp)
    write(content.attack)
    write(content.remediation) { $0.write($1) }
    write(content.references)
    write(content.lesson.bytes)
    write(content.confidenceInDoubt) { $0.write(Int($1.rawValue)) }
    write(content.yieldsTo)
    switch content.matcher {
    case .secret(let matcher): write(matcher)
    case .search(let matcher): write(matcher)
    case .taint(let matcher): write(matcher, &table)
    }
  }
}

extension Rule {
  fileprivate init(
    from reader: inout ByteReader, _ table: Deferred<TaintParts>, _ reading: RuleSet.Reading
  ) throws(MalformedBytes) {
    let id = try reader.text()
    guard let severity = Severity(rawValue: UInt8(truncatingIfNeeded: try reader.number())),
      let confidence = Confidence(rawValue: UInt8(truncatingIfNeeded: try reader.number()))
    else { throw MalformedBytes() }
    let paths = PathFilter(
      include: try reader.texts().map { Glob($0) }, exclude: try reader.texts().map { Glob($0) })
    let kind: Kind
    switch try reader.number() {
    case 0: kind = .secret
    case 1: kind = .search
    case 2: kind = .taint(isInterfile: false)
    case 3: kind = .taint(isInterfile: true)
    default: throw MalformedBytes()
    }
    let languages = try reader.languages()
    let bytes = try reader.data()
    let content: Deferred<Content>
    switch reading {
    case .now: content = Deferred(try Content(of: bytes, kind, table))
    case .whenAsked:
      content = Deferred { RuleSet.sound { () throws(MalformedBytes) in try Content(of: bytes, kind, table) } }
    }
    self.init(
      id: id, severity: severity, confidence: confidence, paths: paths, kind: kind, languages: languages,
      content: content)
  }
}

extension Rule.Content {
  fileprivate init(
    of bytes: ArraySlice<UInt8>, _ kind: Rule.Kind, _ table: Deferred<TaintParts>
  ) throws(MalformedBytes) {
    var reader = ByteReader(bytes)
    let message = try reader.text()
    let (cwe, owasp, attack) = (try reader.texts(), try reader.texts(), try reader.texts())
    let remediation = try reader.optional { (reader) throws(MalformedBytes) in try reader.text() }
    let references = try reader.texts()
    let lesson = Lesson(bytes: Array(try reader.data()))
    let inDoubt = try reader.optional { (reader) throws(MalformedBytes) in
      guard let confidence = Confidence(rawValue: UInt8(truncatingIfNeeded: try reader.number())) else {
        throw MalformedBytes()
      }
      return confidence
    }
    let yieldsTo = try reader.texts()
    let matcher: Matcher =
      switch kind {
      case .secret: .secret(try SecretMatcher(from: &reader))
      case .search: .search(try SearchMatcher(from: &reader))
      case .taint: .taint(try TaintMatcher(from: &reader, table.value))
      }
    guard reader.isAtEnd else { throw MalformedBytes() }
    self.init(
      message: message, matcher: matcher, cwe: cwe, owasp: owasp, attack: attack, remediation: remediation,
      references: references, lesson: lesson, confidenceInDoubt: inDoubt, yieldsTo: yieldsTo)
  }
}
