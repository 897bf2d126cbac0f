import GateGit
import GateModel

/// Runs the example commits of the registry's files against the whole registry.
package enum AgentTest {
  /// Examples run, and a line for each that came out otherwise.
  package static func run(_ loaded: [LoadedAgent]) -> (count: Int, failures: [String]) {
    let attributor = Attributor(AgentRegistry(loaded.map(\.signature)))
    var count = 0
    var failures: [String] = []
    for agent in loaded {
      for example in agent.examples {
        count += 1
        if let failure = failure(example, attributor) { failures.append("\(agent.file):\(example.line): \(failure)") }
      }
    }
    return (count, failures)
  }

  private static func failure(_ example: LoadedAgent.Example, _ attributor: Attributor) -> String? {
    let told = attributor.attribute(commit(example))
    if told.kind != example.expect {
      return "expected \(example.expect.rawValue), is \(told.kind.rawValue) (\(told.agent ?? "nobody"))"
    }
    if let agent = example.agent, told.agent != agent { return "expected \(agent), is \(told.agent ?? "nobody")" }
    if let model = example.model, told.model != model {
      return "expected the model \(model), is \(told.model ?? "none")"
    }
    return nil
  }

  private static func commit(_ example: LoadedAgent.Example) -> Commit {
    let author = Person(example.author)
    let committer = example.committer.map { Person($0) } ?? author
    let none = ObjectID(bytes: Array(repeating: UInt8(1), count: 20))!
    return Commit(
      id: none, tree: none, parents: [], author: Commit.Identity(name: author.name, email: author.email),
      committer: Commit.Identity(name: committer.name, email: committer.email), message: example.message)
  }
}
