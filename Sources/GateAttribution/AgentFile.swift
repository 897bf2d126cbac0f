package import GateDocument
package import GateModel

/// An agent's file with its examples, which are of use only to `rules test`.
package struct LoadedAgent: Sendable {
  package struct Example: Sendable {
    package var author: String
    package var committer: String?
    package var message: String
    package var expect: Attribution.Kind
    package var agent: String?
    package var model: String?
    package var line: Int
  }

  package var signature: AgentSignature
  package var examples: [Example]
  package var file: String
}

/// Reads `rules/agents/*.yaml`.
package enum AgentFile {
  /// Every agent of a folder. Throws for the first malformed file, a repeated id, an id that is not the file's name.
  package static func load(folder: String) throws(DocumentError) -> [LoadedAgent] {
    var loaded: [LoadedAgent] = []
    for path in try Files.list(folder, suffixes: [".yaml", ".yml"]) {
      let file = "\(folder)/\(path)"
      let agent = try parse(try Files.read(file), file: file)
      guard path.description.hasPrefix("\(agent.signature.id).") else {
        throw DocumentError(
          file: file, line: 1, column: 1, message: "the id `\(agent.signature.id)` must be the file's name")
      }
      guard !loaded.contains(where: { $0.signature.id == agent.signature.id }) else {
        throw DocumentError(
          file: file, line: 1, column: 1, message: "the id `\(agent.signature.id)` stands already in another file")
      }
      loaded.append(agent)
    }
    return loaded
  }

  package static func parse(_ bytes: [UInt8], file: String) throws(DocumentError) -> LoadedAgent {
    guard let document = try YAMLParser.parse(bytes, file: file).first else {
      throw DocumentError(file: file, message: "is empty")
    }
    let map = try document.mapping("an agent's file")
    try map.allow([
      "id", "name", "vendor", "kind", "aliases", "identities", "trailers", "sessions", "footers", "env", "files",
      "processes", "branches", "examples",
    ])
    let kindNode = try map.required("kind")
    let kindText = try kindNode.string("`kind`")
    guard kindText == "agent" || kindText == "bot" else { throw kindNode.error("`kind` must be agent or bot") }
    var agent = AgentSignature(
      id: try map.required("id").string("`id`"), name: try map.required("name").string("`name`"),
      vendor: try map.required("vendor").string("`vendor`"), kind: kindText == "bot" ? .bot : .agent)
    agent.aliases = try (map["aliases"]?.strings("`aliases`") ?? []).map { $0.lowercased() }
    agent.identities = try each(map["identities"], "`identities`", identity)
    agent.trailers = try each(map["trailers"], "`trailers`", trailer)
    agent.sessions = try each(map["sessions"], "`sessions`", trailer)
    agent.footers = try (map["footers"]?.strings("`footers`") ?? []).map { Wildcard($0) }
    agent.environment = try each(map["env"], "`env`", variables)
    agent.files = try map["files"]?.strings("`files`") ?? []
    agent.processes = try map["processes"]?.strings("`processes`") ?? []
    agent.branches = try (map["branches"]?.strings("`branches`") ?? []).map { Wildcard($0) }
    return LoadedAgent(
      signature: agent,
      examples: try each(map["examples"], "`examples`") { (node) throws(DocumentError) in try example(node, agent) },
      file: file)
  }

  private static func each<T>(
    _ node: YAMLNode?, _ what: String, _ read: (YAMLNode) throws(DocumentError) -> T
  ) throws(DocumentError) -> [T] {
    var items: [T] = []
    for item in try node?.list(what) ?? [] { items.append(try read(item)) }
    return items
  }

  private static func identity(_ node: YAMLNode) throws(DocumentError) -> AgentSignature.Identity {
    let map = try node.mapping("an identity")
    try map.allow(["name", "email", "login", "id", "role", "weight", "note"])
    guard map["name"] != nil || map["email"] != nil || map["login"] != nil else {
      throw node.error("an identity needs a `name`, an `email` or a `login`")
    }
    var role: AgentSignature.Role?
    if let node = map["role"] {
      switch try node.string("`role`") {
      case "author": role = .author
      case "committer": role = .committer
      case "co-author": role = .coAuthor
      default: throw node.error("`role` must be author, committer or co-author")
      }
    }
    return AgentSignature.Identity(
      name: try map["name"].map { (node) throws(DocumentError) in Wildcard(try node.string("`name`")) },
      email: try map["email"]?.string("`email`").lowercased(),
      login: try map["login"].map { (node) throws(DocumentError) in Wildcard(try node.string("`login`")) },
      id: try map["id"]?.string("`id`"), role: role, weight: try map["weight"].map(weight))
  }

  private static func weight(_ node: YAMLNode) throws(DocumentError) -> Int {
    let weight = try node.integer("`weight`")
    guard (0...999).contains(weight) else { throw node.error("`weight` is per mille, 0 to 999") }
    return weight
  }

  private static func trailer(_ node: YAMLNode) throws(DocumentError) -> AgentSignature.Trailer {
    let map = try node.mapping("a trailer")
    try map.allow(["key", "value", "weight", "note"])
    return AgentSignature.Trailer(
      key: try map.required("key").string("`key`"),
      value: try map["value"].map { (node) throws(DocumentError) in Wildcard(try node.string("`value`")) },
      weight: try map["weight"].map(weight))
  }

  private static func variables(_ node: YAMLNode) throws(DocumentError) -> [AgentSignature.Variable] {
    let map = try node.mapping("an environment signal")
    if let all = map["all"] {
      try map.allow(["all", "note"])
      let variables = try each(all, "`all`", variable)
      guard !variables.isEmpty else { throw all.error("`all` of nothing would hold everywhere") }
      return variables
    }
    return [try variable(node)]
  }

  private static func variable(_ node: YAMLNode) throws(DocumentError) -> AgentSignature.Variable {
    let map = try node.mapping("a variable")
    try map.allow(["name", "value", "note"])
    return AgentSignature.Variable(
      name: try map.required("name").string("`name`"),
      value: try map["value"].map { (node) throws(DocumentError) in Wildcard(try node.string("`value`")) })
  }

  private static func example(_ node: YAMLNode, _ agent: AgentSignature) throws(DocumentError) -> LoadedAgent.Example {
    let map = try node.mapping("an example")
    try map.allow(["message", "author", "committer", "expect", "agent", "model"])
    let expectNode = try map.required("expect")
    guard let expect = Attribution.Kind(rawValue: try expectNode.string("`expect`")) else {
      throw expectNode.error("`expect` must be one of human, agent, mixed, bot, unknown")
    }
    return LoadedAgent.Example(
      author: try map.required("author").string("`author`"), committer: try map["committer"]?.string("`committer`"),
      message: try map.required("message").string("`message`"), expect: expect,
      agent: try map["agent"]?.string("`agent`") ?? (expect == .unknown || expect == .human ? nil : agent.id),
      model: try map["model"]?.string("`model`"), line: node.line)
  }
}
