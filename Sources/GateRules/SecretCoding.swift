import GateModel

/// Secret rules as bytes.
extension ByteWriter {
  mutating func write(_ matcher: SecretMatcher) {
    write(matcher.pattern)
    write(matcher.keywords)
    write(matcher.entropy) { $0.write(Int(bitPattern: UInt($1.bitPattern))) }
    write(matcher.allow.patterns)
    write(matcher.allow.paths.map(\.pattern))
    write(matcher.allow.stopwords)
    write(matcher.decodes ? 1 : 0)
    write(matcher.checksum) { $0.write($1.rawValue) }
    write(matcher.exceptions) { writer, exception in
      writer.write(exception.needsAll ? 1 : 0)
      writer.write(exception.commits)
      writer.write(exception.paths)
      writer.write(exception.patterns)
      writer.write(exception.target.rawValue)
      writer.write(exception.stopwords)
    }
    write(matcher.gitleaks) { $0.write($1) }
  }

  private mutating func write(_ terms: GitleaksTerms) {
    write(terms.group)
    write(terms.path) { $0.write($1) }
    write(terms.required) { writer, other in
      writer.write(other.rule)
      writer.write(other.lines) { $0.write($1) }
      writer.write(other.columns) { $0.write($1) }
    }
    write(terms.isSilent ? 1 : 0)
  }
}

extension SecretMatcher {
  init(from reader: inout ByteReader) throws(MalformedBytes) {
    let pattern = try reader.text()
    let keywords = try reader.texts()
    let entropy = try reader.optional { (reader) throws(MalformedBytes) in
      Double(bitPattern: UInt64(UInt(bitPattern: try reader.number())))
    }
    let allow = SecretMatcher.Allowance(
      patterns: try reader.texts(), paths: try reader.texts().map { Glob($0) }, stopwords: try reader.texts())
    let decodes = try reader.number() == 1
    let checksum = try reader.optional { (reader) throws(MalformedBytes) in
      try Self.known(ChecksumKind(rawValue: try reader.text()))
    }
    let exceptions = try reader.list { (reader) throws(MalformedBytes) in
      SecretException(
        needsAll: try reader.number() == 1, commits: try reader.texts(), paths: try reader.texts(),
        patterns: try reader.texts(), target: try Self.known(.init(rawValue: try reader.text())),
        stopwords: try reader.texts())
    }
    let terms = try reader.optional { (reader) throws(MalformedBytes) in try GitleaksTerms(from: &reader) }
    self.init(
      pattern: pattern, keywords: keywords, entropy: entropy, allow: allow, decodes: decodes, checksum: checksum,
      exceptions: exceptions, gitleaks: terms)
  }

  fileprivate static func known<T>(_ value: T?) throws(MalformedBytes) -> T {
    guard let value else { throw MalformedBytes() }
    return value
  }
}

extension GitleaksTerms {
  fileprivate init(from reader: inout ByteReader) throws(MalformedBytes) {
    let group = try reader.number()
    let path = try reader.optional { (reader) throws(MalformedBytes) in try reader.text() }
    let required = try reader.list { (reader) throws(MalformedBytes) in
      Requirement(
        rule: try reader.text(),
        lines: try reader.optional { (reader) throws(MalformedBytes) in try reader.number() },
        columns: try reader.optional { (reader) throws(MalformedBytes) in try reader.number() })
    }
    self.init(group: group, path: path, required: required, isSilent: try reader.number() == 1)
  }
}
