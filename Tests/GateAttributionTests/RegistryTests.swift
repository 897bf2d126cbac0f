import Foundation
import GateAttribution
import GateDocument
import GateModel
import Testing

@Suite struct `The registry of agents` {
  @Test(arguments: RegistryExample.all)
  func `each example is what it says`(_ sample: RegistryExample) {
    let example = sample.example
    let told = Sample.attribute(example.message, author: example.author, committer: example.committer)
    #expect(told.kind == example.expect)
    #expect(told.agent == example.agent)
    if let model = example.model { #expect(told.model == model) }
  }

  @Test func `the folder of this package is read, with examples for each`() throws {
    let agents = try AgentFile.load(folder: Sample.folder)
    #expect(agents.count >= 60)
    for agent in agents { #expect(agent.examples.count >= 3, "\(agent.signature.id)") }
  }

  @Test func `a name belongs to one agent only`() {
    var owners: [String: String] = [:]
    for agent in Sample.agents.map(\.signature) {
      for name in Set(agent.aliases + [agent.name.lowercased(), agent.id]) {
        if let owner = owners.updateValue(agent.id, forKey: name) {
          Issue.record("\(name) is \(owner) and \(agent.id)")
        }
      }
    }
  }

  @Test func `an agent is found by id, name and alias, in any case`() {
    for name in ["claude-code", "Claude Code", "CLAUDE"] {
      #expect(Sample.registry.signature(named: name)?.id == "claude-code")
    }
    #expect(Sample.registry.signature(named: "claudio") == nil)
    #expect(Sample.registry.signatures.last?.id == "other-apps")
    #expect(Sample.registry.signatures.dropLast().map(\.id) == Sample.registry.signatures.dropLast().map(\.id).sorted())
  }

  @Test func `it comes back from its bytes`() throws {
    var writer = ByteWriter()
    Sample.registry.write(to: &writer)
    var reader = ByteReader(writer.bytes[...])
    #expect(try AgentRegistry(from: &reader) == Sample.registry)
    #expect(reader.isAtEnd)
    for count in stride(from: 0, to: writer.bytes.count, by: 37) {
      #expect(throws: MalformedBytes.self) {
        var reader = ByteReader(writer.bytes[..<count])
        _ = try AgentRegistry(from: &reader)
      }
    }
  }

  private static let whole = ["id: x", "name: X", "vendor: V", "kind: agent"]

  private func failure(_ lines: [String]) -> String {
    do throws(DocumentError) {
      _ = try AgentFile.parse(Array(lines.joined(separator: "\n").utf8), file: "x.yaml")
      return "nothing is wrong"
    } catch {
      return "\(error.line):\(error.column): \(error.message)"
    }
  }

  @Test func `a whole file is read, key by key`() throws {
    let text =
      Self.whole + [
        "aliases: [XX]",
        "identities: [{name: 'X*', email: A@B.C, login: 'x[bot]', id: 12, role: co-author, weight: 500, note: n}]",
        "trailers: [{key: K, value: 'v*'}]", "sessions: [{key: S}]", "footers: ['made by X*']",
        "env: [{name: A}, {all: [{name: B, value: '1'}, {name: C}]}]", "files: [/opt/x]", "processes: [x]",
        "branches: ['x/*']",
        "examples: [{message: m, author: a, expect: unknown}, {message: m, author: a, committer: b, expect: mixed, agent: y, model: z}]",
      ]
    let loaded = try AgentFile.parse(Array(text.joined(separator: "\n").utf8), file: "x.yaml")
    let agent = loaded.signature
    #expect(agent.aliases == ["xx"])
    #expect(
      agent.identities == [
        .init(name: Wildcard("X*"), email: "a@b.c", login: Wildcard("x[bot]"), id: "12", role: .coAuthor, weight: 500)
      ])
    #expect(agent.trailers.map(\.key) == ["K"] && agent.sessions.map(\.key) == ["S"])
    #expect(agent.environment.map { $0.map(\.name) } == [["A"], ["B", "C"]])
    #expect(agent.files == ["/opt/x"] && agent.processes == ["x"] && agent.branches == [Wildcard("x/*")])
    #expect(loaded.examples.map(\.agent) == [nil, "y"] && loaded.examples[1].model == "z")
  }

  @Test(arguments: ["id", "name", "vendor", "kind"])
  func `a missing key is named`(_ key: String) {
    #expect(failure(Self.whole.filter { !$0.hasPrefix(key) }) == "1:1: an agent's file needs the key `\(key)`")
  }

  @Test(arguments: [
    ("trailer: []", "5:1: unknown key `trailer` in an agent's file; did you mean `trailers`?"),
    ("identities: [{role: author}]", "5:14: an identity needs a `name`, an `email` or a `login`"),
    ("identities: [{email: a, role: boss}]", "5:31: `role` must be author, committer or co-author"),
    ("identities: [{email: a, weight: 1000}]", "5:33: `weight` is per mille, 0 to 999"),
    ("identities: [{email: a, weight: -1}]", "5:33: `weight` is per mille, 0 to 999"),
    ("identities: [{mail: a}]", "5:15: unknown key `mail` in an identity; did you mean `email`?"),
    ("trailers: [{value: a}]", "5:12: a trailer needs the key `key`"),
    ("env: [{value: a}]", "5:7: a variable needs the key `name`"),
    (
      "examples: [{message: m, author: a, expect: robot}]",
      "5:44: `expect` must be one of human, agent, mixed, bot, unknown"
    ),
    ("env: [{all: [], name: A}]", "5:17: unknown key `name` in an environment signal; did you mean `note`?"),
  ])
  func `a mistake is told with its place`(_ line: String, _ message: String) {
    #expect(failure(Self.whole + [line]) == message)
  }

  @Test func `a kind is agent or bot`() {
    #expect(failure(["id: x", "name: X", "vendor: V", "kind: human"]) == "4:7: `kind` must be agent or bot")
    #expect(failure(["# nothing"]) == "0:0: is empty")
  }

  /// All of nothing would hold in every environment.
  @Test func `an empty set of variables is refused`() {
    #expect(failure(Self.whole + ["env: [{all: []}]"]) != "nothing is wrong")
  }

  private func load(_ files: [String: String]) throws -> [String] {
    let folder = NSTemporaryDirectory() + "/gatebook-agents-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in files { try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8) }
    return try AgentFile.load(folder: folder).map(\.signature.id)
  }

  @Test func `an id is its file's name, and stands once`() throws {
    let text = Self.whole.joined(separator: "\n")
    #expect(try load(["x.yaml": text]) == ["x"])
    #expect(throws: DocumentError.self) { try load(["y.yaml": text]) }
    #expect(throws: DocumentError.self) { try load(["x.yaml": text, "x.yml": text]) }
  }
}
