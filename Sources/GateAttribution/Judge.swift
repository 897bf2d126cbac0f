import GateModel

/// Turns clues into one attribution: noisy-or for each agent, then the kinds in a fixed order.
struct Judge {
  private let registry: AgentRegistry

  init(_ registry: AgentRegistry) { self.registry = registry }

  /// What an unnamed tool is called (`AI-assisted: true`), so that policy and statistics can name it.
  static let unnamed = "unnamed-ai"
  private static let threshold = 500
  /// How likely a commit without any signal was written by an agent all the same, per mille. Trailers and identities alone
  /// find about a third of the commits that line notes attest; most repositories have far fewer agents than those measured.
  private static let silentShare = 150

  func judge(_ all: [Clue], isSynthetic: Bool) -> Attribution {
    // The same words twice, as squash merges leave them, are no second witness.
    var seen: Set<Evidence> = []
    let clues = all.filter { seen.insert($0.evidence).inserted }
    let evidence = clues.map(\.evidence)
    if isSynthetic {
      let seen = Evidence(
        source: "message", signal: "synthetic-merge", agent: nil, weight: 900,
        detail: "a test merge made by the code host")
      return Attribution(kind: .bot, confidence: 900, tier: .mention, evidence: [seen] + evidence)
    }
    let scores = scores(of: clues)
    let agents = scores.filter { !isBot($0.id) && $0.score >= Self.threshold }
    let authors = Set(clues.filter { $0.isAuthor && $0.evidence.weight >= Self.threshold }.compactMap(\.evidence.agent))
    if let author = agents.first(where: { authors.contains($0.id) }) {
      return made(.agent, first: author, agents, clues)
    }
    if let bot = scores.first(where: { isBot($0.id) && authors.contains($0.id) }) {
      return made(.bot, first: bot, [bot], clues)
    }
    if let first = agents.first { return made(.mixed, first: first, agents, clues) }
    let ai = scores.filter { !isBot($0.id) }.reduce(1000 - Self.silentShare) { $0 * (1000 - $1.score) / 1000 }
    return Attribution(kind: .unknown, confidence: ai, evidence: evidence)
  }

  private typealias Score = (id: String, score: Int)

  /// Per agent, the strongest first; per mille.
  private func scores(of clues: [Clue]) -> [Score] {
    var doubts: [String: Double] = [:]
    for clue in clues {
      guard let agent = clue.evidence.agent else { continue }
      doubts[agent, default: 1] *= 1 - Double(clue.evidence.weight) / 1000
    }
    return doubts.map { ($0.key, min(999, Int(((1 - $0.value) * 1000).rounded()))) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }

  private func isBot(_ id: String) -> Bool { registry.signature(named: id)?.kind == .bot }

  private func made(_ kind: Attribution.Kind, first: Score, _ agents: [Score], _ clues: [Clue]) -> Attribution {
    let own = clues.filter { $0.evidence.agent == first.id }
    let model = own.first { $0.isModelDeclared }?.model ?? own.lazy.compactMap(\.model).first
    let ids = [first.id] + agents.map(\.id).filter { $0 != first.id }
    return Attribution(
      kind: kind, agent: first.id, agents: ids, model: model, confidence: first.score,
      tier: own.map(\.tier).min { $0.rawValue < $1.rawValue }, evidence: clues.map(\.evidence))
  }
}
