package import GateModel

/// Models as bytes, for the pack.
extension TaintModels {
  package static func bytes(of models: [TaintModel]) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(models) { writer, model in
      writer.write(model.name)
      writer.write(model.languages)
      writer.write(model.parts.sources) { $0.write($1) }
      writer.write(model.parts.sinks) { $0.write($1) }
      writer.write(model.parts.sanitizers) { $0.write($1) }
      writer.write(model.parts.propagators) { $0.write($1) }
      writer.write(model.parts.guards) { $0.write($1) }
    }
    return writer.bytes
  }

  package static func models(of bytes: [UInt8]) throws(MalformedBytes) -> [TaintModel] {
    var reader = ByteReader(bytes[...])
    let models = try reader.list { (reader) throws(MalformedBytes) in
      let name = try reader.text()
      let languages = try reader.languages()
      var parts = TaintParts()
      parts.sources = try reader.list { (reader) throws(MalformedBytes) in try TaintSource(from: &reader) }
      parts.sinks = try reader.list { (reader) throws(MalformedBytes) in try TaintSink(from: &reader) }
      parts.sanitizers = try reader.list { (reader) throws(MalformedBytes) in try TaintSanitizer(from: &reader) }
      parts.propagators = try reader.list { (reader) throws(MalformedBytes) in try TaintPropagator(from: &reader) }
      parts.guards = try reader.list { (reader) throws(MalformedBytes) in try TaintGuard(from: &reader) }
      return TaintModel(name: name, languages: languages, parts: parts)
    }
    guard reader.isAtEnd else { throw MalformedBytes() }
    return models
  }
}
