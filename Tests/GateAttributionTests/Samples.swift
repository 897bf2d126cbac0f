import GateAttribution
import GateGit
import GateModel
import Testing

/// The agents of this package, and commits to show them.
enum Sample {
  static let folder =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    + "/rules/agents"
  static let agents: [LoadedAgent] = (try? AgentFile.load(folder: folder)) ?? []
  static let registry = AgentRegistry(agents.map(\.signature))
  static let attributor = Attributor(registry)
  static let person = "Ann Person <ann@example.org>"

  static func commit(_ message: String, author: String = person, committer: String? = nil, parents: Int = 1) -> Commit {
    Commit(
      id: object("c0"), tree: object("7e"), parents: (0..<parents).map { object("a\($0)") }, author: identity(author),
      committer: identity(committer ?? author), message: message)
  }

  static func attribute(_ message: String, author: String = person, committer: String? = nil, parents: Int = 1)
    -> Attribution
  {
    attributor.attribute(commit(message, author: author, committer: committer, parents: parents))
  }

  private static func object(_ start: String) -> ObjectID {
    ObjectID(hex: start + String(repeating: "0", count: 40 - start.count))!
  }

  private static func identity(_ text: String) -> Commit.Identity {
    let parts = text.split(separator: "<", maxSplits: 1)
    return Commit.Identity(
      name: String(parts[0].hasSuffix(" ") ? parts[0].dropLast() : parts[0]),
      email: parts.count > 1 ? String(parts[1].prefix { $0 != ">" }) : "")
  }
}

/// One example of a registry file, with a name that says where it stands.
struct RegistryExample: Sendable, CustomTestStringConvertible {
  let agent: String
  let example: LoadedAgent.Example

  var testDescription: String { "\(agent).yaml:\(example.line)" }

  static let all = Sample.agents.flatMap { agent in
    agent.examples.map { RegistryExample(agent: agent.signature.id, example: $0) }
  }
}
