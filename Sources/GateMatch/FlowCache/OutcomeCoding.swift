import GateModel

/// What rules about code found in a file, as bytes for the next scan.
extension CodeRules.Outcome {
  /// Nothing in it tells a secret's value: no text of a value that must be hidden, no fix that may hold one.
  var mayBeKept: Bool {
    (candidates + elsewhere.flatMap(\.candidates)).allSatisfy {
      $0.code?.hidden.isEmpty == true && $0.code?.fix == nil
    }
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(candidates) { $0.write($1) }
    writer.write(elsewhere) { writer, place in
      writer.write(place.path.bytes)
      writer.write(place.candidates) { $0.write($1) }
    }
    writer.write(unsound) { $0.write($1) }
    writer.write(notices) { writer, notice in
      writer.write(notice.reason.rawValue)
      writer.write(notice.detail)
    }
    return writer.bytes
  }

  /// Throws for what `bytes` did not give, and where `tree` has not the files that it speaks of.
  init(_ bytes: [UInt8], rules: Int, of tree: any SourceTree) throws(MalformedBytes) {
    self.init()
    var reader = ByteReader(bytes[...])
    candidates = try reader.list { (reader) throws(MalformedBytes) in try Candidate(from: &reader, rules) }
    elsewhere = try reader.list { (reader) throws(MalformedBytes) in
      let path = TreePath(bytes: Array(try reader.data()))
      let found = try reader.list { (reader) throws(MalformedBytes) in try Candidate(from: &reader, rules) }
      guard let raw = tree.bytes(of: path), let text = ProjectFiles.text(of: raw),
        found.allSatisfy({ $0.whole.upperBound <= text.count })
      else { throw MalformedBytes() }
      return CodeRules.Elsewhere(path: path, raw: raw, text: text, candidates: found)
    }
    unsound = try reader.list { (reader) throws(MalformedBytes) in try reader.range() }
    notices = try reader.list { (reader) throws(MalformedBytes) in
      guard let reason = Notice.Reason(rawValue: try reader.text()) else { throw MalformedBytes() }
      return (reason, try reader.text())
    }
    guard reader.isAtEnd else { throw MalformedBytes() }
  }
}

extension ByteWriter {
  fileprivate mutating func write(_ range: Range<Int>) {
    write(range.lowerBound)
    write(range.upperBound)
  }

  fileprivate mutating func write(_ candidate: Candidate) {
    write(candidate.rule)
    write(candidate.whole)
    write(candidate.secret)
    write(candidate.code?.message ?? "")
    write(candidate.code?.symbol ?? "")
    write(candidate.code?.occurrence) { writer, occurrence in
      writer.write(occurrence.inFile)
      writer.write(occurrence.inSymbol)
    }
    write(candidate.code?.trace ?? []) { writer, step in
      writer.write(step.kind.rawValue)
      writer.write(step.path.bytes)
      for position in [step.range.start, step.range.end] {
        writer.write(position.line)
        writer.write(position.column)
        writer.write(position.offset)
      }
      writer.write(step.message)
      writer.write(step.columns.start)
      writer.write(step.columns.end)
    }
  }
}

extension ByteReader {
  fileprivate mutating func range() throws(MalformedBytes) -> Range<Int> {
    let (low, high) = (try number(), try number())
    guard 0 <= low, low <= high else { throw MalformedBytes() }
    return low..<high
  }

  fileprivate mutating func position() throws(MalformedBytes) -> Position {
    Position(line: try number(), column: try number(), offset: try number())
  }
}

extension Candidate {
  fileprivate init(from reader: inout ByteReader, _ rules: Int) throws(MalformedBytes) {
    let rule = try reader.number()
    guard (0..<rules).contains(rule) else { throw MalformedBytes() }
    self.init(rule: rule, whole: try reader.range(), secret: try reader.range())
    var code = Code(message: try reader.text(), hidden: [])
    code.symbol = try reader.text()
    code.occurrence = try reader.optional { (reader) throws(MalformedBytes) in
      Candidate.Occurrence(inFile: try reader.number(), inSymbol: try reader.number())
    }
    code.trace = try reader.list { (reader) throws(MalformedBytes) in
      guard let kind = Step.Kind(rawValue: try reader.text()) else { throw MalformedBytes() }
      let path = TreePath(bytes: Array(try reader.data()))
      let range = SourceRange(start: try reader.position(), end: try reader.position())
      let message = try reader.text()
      return Step(
        kind: kind, path: path, range: range, message: message,
        columns: HostColumns(start: try reader.number(), end: try reader.number()))
    }
    self.code = code
  }
}
