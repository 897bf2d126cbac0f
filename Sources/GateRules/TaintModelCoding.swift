package import GateModel

/// Models as bytes, for the pack.
extension TaintModels {
  package static func bytes(of models: [TaintModel]) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(models) { writer, model in
      writer.write(model.name)
      writer.write(model.languages)
      writer.write(model.parts)
    }
    return writer.bytes
  }

  package static func models(of bytes: [UInt8]) throws(MalformedBytes) -> [TaintModel] {
    var reader = ByteReader(bytes[...])
    let models = try reader.list { (reader) throws(MalformedBytes) in
      let name = try reader.text()
      let languages = try reader.languages()
      return TaintModel(name: name, languages: languages, parts: try TaintParts(from: &reader))
    }
    guard reader.isAtEnd else { throw MalformedBytes() }
    return models
  }
}
