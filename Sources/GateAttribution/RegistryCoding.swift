package import GateModel

/// The registry as bytes, for the embedded pack.
extension AgentRegistry {
  package func write(to writer: inout ByteWriter) { writer.write(signatures) { $0.write($1) } }

  package init(from reader: inout ByteReader) throws(MalformedBytes) {
    self.init(try reader.list { (reader) throws(MalformedBytes) in try AgentSignature(from: &reader) })
  }
}

extension ByteWriter {
  fileprivate mutating func write(_ agent: AgentSignature) {
    write(agent.id)
    write(agent.name)
    write(agent.vendor)
    write(agent.kind.rawValue)
    write(agent.aliases)
    write(agent.identities) { writer, identity in
      writer.write(identity.name)
      writer.write(identity.email) { $0.write($1) }
      writer.write(identity.login)
      writer.write(identity.id) { $0.write($1) }
      writer.write(identity.role) { $0.write($1.rawValue) }
      writer.write(identity.weight) { $0.write($1) }
    }
    for list in [agent.trailers, agent.sessions] {
      write(list) { writer, trailer in
        writer.write(trailer.key)
        writer.write(trailer.value)
        writer.write(trailer.weight) { $0.write($1) }
      }
    }
    write(agent.footers.map(\.pattern))
    write(agent.environment) { writer, all in
      writer.write(all) { writer, variable in
        writer.write(variable.name)
        writer.write(variable.value)
      }
    }
    write(agent.files)
    write(agent.processes)
    write(agent.branches.map(\.pattern))
  }

  fileprivate mutating func write(_ wildcard: Wildcard?) { write(wildcard) { $0.write($1.pattern) } }
}

extension AgentSignature {
  fileprivate init(from reader: inout ByteReader) throws(MalformedBytes) {
    let (id, name, vendor) = (try reader.text(), try reader.text(), try reader.text())
    guard let kind = Kind(rawValue: try reader.number()) else { throw MalformedBytes() }
    self.init(id: id, name: name, vendor: vendor, kind: kind)
    aliases = try reader.texts()
    identities = try reader.list { (reader) throws(MalformedBytes) in
      Identity(
        name: try reader.wildcard(), email: try reader.optionalText(), login: try reader.wildcard(),
        id: try reader.optionalText(), role: try reader.optionalNumber().flatMap { Role(rawValue: $0) },
        weight: try reader.optionalNumber())
    }
    trailers = try reader.trailers()
    sessions = try reader.trailers()
    footers = try reader.texts().map { Wildcard($0) }
    environment = try reader.list { (reader) throws(MalformedBytes) in
      try reader.list { (reader) throws(MalformedBytes) in
        Variable(name: try reader.text(), value: try reader.wildcard())
      }
    }
    files = try reader.texts()
    processes = try reader.texts()
    branches = try reader.texts().map { Wildcard($0) }
  }
}

extension ByteReader {
  fileprivate mutating func optionalText() throws(MalformedBytes) -> String? {
    try optional { (reader) throws(MalformedBytes) in try reader.text() }
  }

  fileprivate mutating func optionalNumber() throws(MalformedBytes) -> Int? {
    try optional { (reader) throws(MalformedBytes) in try reader.number() }
  }

  fileprivate mutating func wildcard() throws(MalformedBytes) -> Wildcard? { try optionalText().map { Wildcard($0) } }

  fileprivate mutating func trailers() throws(MalformedBytes) -> [AgentSignature.Trailer] {
    try list { (reader) throws(MalformedBytes) in
      AgentSignature.Trailer(key: try reader.text(), value: try reader.wildcard(), weight: try reader.optionalNumber())
    }
  }
}
