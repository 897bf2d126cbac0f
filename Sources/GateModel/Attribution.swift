/// Who brought a commit, on what evidence.
package struct Attribution: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable { case human, agent, mixed, bot, unknown }

  /// How hard the best evidence is to forge; T0 hardest.
  package enum Tier: String, CaseIterable, Sendable {
    case signed = "T0"
    case observed = "T1"
    case note = "T2"
    case vendor = "T3"
    case trailer = "T4"
    case mention = "T5"
  }

  package var kind: Kind
  /// The agent or bot named first; nil for people and unknown.
  package var agent: String?
  /// Every agent or bot above the threshold, the strongest first.
  package var agents: [String]
  package var model: String?
  /// The probability, in per mille, that `kind` (and `agent`, where there is one) is right.
  package var confidence: Int
  package var tier: Tier?
  /// The commit that was attributed.
  package var commit: ObjectID?
  package var evidence: [Evidence]

  package init(
    kind: Kind, agent: String? = nil, agents: [String] = [], model: String? = nil, confidence: Int,
    tier: Tier? = nil, commit: ObjectID? = nil, evidence: [Evidence] = []
  ) {
    self.kind = kind
    self.agent = agent
    self.agents = agents
    self.model = model
    self.confidence = confidence
    self.tier = tier
    self.commit = commit
    self.evidence = evidence
  }

  /// Nothing is known: where no commit is at hand.
  package static let unknown = Attribution(kind: .unknown, confidence: 0)
}

/// One observation that speaks for an author.
package struct Evidence: Hashable, Sendable {
  /// Where it was seen: `author`, `committer`, `trailer`, `message`, `environment`, `process`, `blame` …
  package var source: String
  /// What was seen: `author-identity`, `co-author`, `footer`, `not-blamed` …
  package var signal: String
  package var agent: String?
  /// Per mille: how likely the agent wrote it, if this were all that is known.
  package var weight: Int
  /// For people; holds no address of a person.
  package var detail: String

  package init(source: String, signal: String, agent: String?, weight: Int, detail: String) {
    self.source = source
    self.signal = signal
    self.agent = agent
    self.weight = weight
    self.detail = detail
  }
}
