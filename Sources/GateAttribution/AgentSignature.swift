package import GateModel

/// How one agent or bot can be told: the facts of one file under `rules/agents/`.
package struct AgentSignature: Equatable, Sendable {
  package enum Kind: Int, Sendable { case agent, bot }
  package enum Role: Int, Sendable { case author, committer, coAuthor }

  /// Every field given must match.
  package struct Identity: Equatable, Sendable {
    package var name: Wildcard?
    /// Lower case.
    package var email: String?
    /// The login in a code host's address `ID+LOGIN@users.noreply.github.com`.
    package var login: Wildcard?
    /// The number before the login; without it the address may have any or none.
    package var id: String?
    package var role: Role?
    package var weight: Int?

    package init(
      name: Wildcard? = nil, email: String? = nil, login: Wildcard? = nil, id: String? = nil, role: Role? = nil,
      weight: Int? = nil
    ) {
      self.name = name
      self.email = email
      self.login = login
      self.id = id
      self.role = role
      self.weight = weight
    }
  }

  package struct Trailer: Equatable, Sendable {
    package var key: String
    package var value: Wildcard?
    package var weight: Int?
  }

  /// One variable; `value` absent means set and not empty.
  package struct Variable: Equatable, Sendable {
    package var name: String
    package var value: Wildcard?
  }

  package var id: String
  package var name: String
  package var vendor: String
  package var kind: Kind
  /// Lower case.
  package var aliases: [String] = []
  package var identities: [Identity] = []
  package var trailers: [Trailer] = []
  package var sessions: [Trailer] = []
  package var footers: [Wildcard] = []
  /// Each is a set of variables that must hold together.
  package var environment: [[Variable]] = []
  package var files: [String] = []
  package var processes: [String] = []
  package var branches: [Wildcard] = []

  package init(id: String, name: String, vendor: String, kind: Kind) {
    self.id = id
    self.name = name
    self.vendor = vendor
    self.kind = kind
  }
}

/// Every agent and bot that is known, in the order of their ids; the one that stands for all other apps comes last.
package struct AgentRegistry: Equatable, Sendable {
  package let signatures: [AgentSignature]
  private let byName: [String: Int]

  /// What the file of the fallback is called.
  static let fallback = "other-apps"

  package init(_ signatures: [AgentSignature]) {
    self.signatures = signatures.sorted {
      ($0.id == Self.fallback ? 1 : 0, $0.id) < ($1.id == Self.fallback ? 1 : 0, $1.id)
    }
    var names: [String: Int] = [:]
    for (index, signature) in self.signatures.enumerated() {
      for name in signature.aliases + [signature.name.lowercased(), signature.id] { names[name] = index }
    }
    byName = names
  }

  /// By id, name or alias.
  package func signature(named name: some StringProtocol) -> AgentSignature? {
    byName[name.lowercased()].map { signatures[$0] }
  }
}
