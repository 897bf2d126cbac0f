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
    var writer = ByteWriter()
    writer.write(table.parts)
    return writer.bytes + list.bytes
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(digest.bytes)
    writer.write(Self.bytes(of: rules))
  }

  package init(from reader: inout ByteReader) throws(MalformedBytes) {
    guard let digest = Digest(bytes: try reader.data()) else { throw MalformedBytes() }
    var body = ByteReader(try reader.data())
    let table = try TaintTable(from: &body)
    let rules = try body.list { (reader) throws(MalformedBytes) in try Rule(from: &reader, table) }
    guard body.isAtEnd else { throw MalformedBytes() }
    self.init(rules: rules, digest: digest)
  }
}

extension ByteWriter {
  fileprivate mutating func write(_ rule: Rule, _ table: inout TaintTable) {
    write(rule.id)
    write(Int(rule.severity.rawValue))
    write(Int(rule.confidence.rawValue))
    write(rule.message)
    write(rule.paths.include.map(\.pattern))
    write(rule.paths.exclude.map(\.pattern))
    write(rule.cwe)
    write(rule.owasp)
    write(rule.attack)
    write(rule.remediation) { $0.write($1) }
    write(rule.references)
    write(rule.lesson.bytes)
    switch rule.matcher {
    case .secret(let matcher):
      write(0)
      write(matcher.pattern)
      write(matcher.keywords)
      write(matcher.entropy) { $0.write(Int(bitPattern: UInt($1.bitPattern))) }
      write(matcher.allow.patterns)
      write(matcher.allow.paths.map(\.pattern))
      write(matcher.allow.stopwords)
    case .search(let matcher):
      write(1)
      write(matcher)
    case .taint(let matcher):
      write(2)
      write(matcher, &table)
    }
  }
}

extension Rule {
  fileprivate init(from reader: inout ByteReader, _ table: TaintTable) throws(MalformedBytes) {
    let id = try reader.text()
    guard let severity = Severity(rawValue: UInt8(truncatingIfNeeded: try reader.number())),
      let confidence = Confidence(rawValue: UInt8(truncatingIfNeeded: try reader.number()))
    else { throw MalformedBytes() }
    self.init(
      id: id, severity: severity, confidence: confidence, message: try reader.text(),
      matcher: .secret(SecretMatcher(pattern: "")))
    paths = PathFilter(include: try reader.texts().map { Glob($0) }, exclude: try reader.texts().map { Glob($0) })
    cwe = try reader.texts()
    owasp = try reader.texts()
    attack = try reader.texts()
    remediation = try reader.optional { (reader) throws(MalformedBytes) in try reader.text() }
    references = try reader.texts()
    lesson = Lesson(bytes: Array(try reader.data()))
    switch try reader.number() {
    case 0: matcher = .secret(try SecretMatcher(from: &reader))
    case 1: matcher = .search(try SearchMatcher(from: &reader))
    case 2: matcher = .taint(try TaintMatcher(from: &reader, table))
    default: throw MalformedBytes()
    }
  }
}

extension SecretMatcher {
  fileprivate init(from reader: inout ByteReader) throws(MalformedBytes) {
    let pattern = try reader.text()
    let keywords = try reader.texts()
    let entropy = try reader.optional { (reader) throws(MalformedBytes) in
      Double(bitPattern: UInt64(UInt(bitPattern: try reader.number())))
    }
    let allow = SecretMatcher.Allowance(
      patterns: try reader.texts(), paths: try reader.texts().map { Glob($0) }, stopwords: try reader.texts())
    self.init(pattern: pattern, keywords: keywords, entropy: entropy, allow: allow)
  }
}
