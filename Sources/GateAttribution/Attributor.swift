package import GateGit
package import GateModel

/// Says who wrote a commit, from what the commit itself shows. "No signal" is never "human".
package struct Attributor: Sendable {
  private let registry: AgentRegistry

  package init(_ registry: AgentRegistry) { self.registry = registry }

  /// `observed` is what a hook saw when this very tree was about to be committed; it outlives a stripped trailer.
  package func attribute(_ commit: Commit, observed: [Evidence] = []) -> Attribution {
    let author = Person(name: commit.author.name, email: commit.author.email)
    let committer = Person(name: commit.committer.name, email: commit.committer.email)
    let message = CommitMessage(commit.message)
    var clues = identities(of: author, role: .author)
    if committer.email != author.email || committer.name != author.name {
      clues += identities(of: committer, role: .committer)
    }
    clues += trailers(of: message)
    clues += footers(of: message)
    clues += branches(of: message)
    clues += observed.map { Clue(evidence: $0, tier: .observed, isAuthor: true) }
    var attribution = Judge(registry).judge(clues, isSynthetic: isSynthetic(commit))
    attribution.commit = commit.id
    return attribution
  }

  /// What a hook sees before the commit exists: stronger than anything a message can say.
  package func attribute(_ observed: [Evidence]) -> Attribution {
    Judge(registry).judge(observed.map { Clue(evidence: $0, tier: .observed, isAuthor: true) }, isSynthetic: false)
  }

  /// The merge of a pull request that a code host makes for CI to check out: its author is the person who opened it.
  private func isSynthetic(_ commit: Commit) -> Bool {
    let words = commit.message.split(separator: " ", maxSplits: 4)
    guard commit.parents.count == 2, words.count >= 4, words[0] == "Merge", words[2] == "into" else { return false }
    return [words[1], words[3].prefix { !$0.isWhitespace }].allSatisfy { $0.count == 40 && $0.allSatisfy(\.isHexDigit) }
  }

  // MARK: Clues

  private func identities(of person: Person, role: AgentSignature.Role, isFolded: Bool = false) -> [Clue] {
    for signature in registry.signatures {
      guard let identity = signature.identities.first(where: { $0.matches(person, role: role) }) else { continue }
      let isNameOnly = identity.email == nil && identity.login == nil
      let standard: Int
      switch role {
      case .author: standard = isNameOnly ? 950 : 970
      case .committer: standard = 800
      case .coAuthor: standard = isFolded ? 750 : 920
      }
      let source = ["author", "committer", "trailer"][role.rawValue]
      let signal = role == .coAuthor ? (isFolded ? "folded-co-author" : "co-author") : "\(source)-identity"
      return [
        Clue(
          evidence: Evidence(
            source: source, signal: signal, agent: signature.id, weight: min(identity.weight ?? standard, standard),
            // An address that the registry knows is an agent's; any other is a person's and is not told.
            detail: String(person.name.prefix(120)) + (isNameOnly ? "" : " <\(person.email.prefix(120))>")),
          tier: person.login?.hasSuffix("[bot]") == true ? .vendor : .trailer, isAuthor: role == .author,
          model: ModelName.inDisplayName(person.name, of: signature))
      ]
    }
    return []
  }

  private func trailers(of message: CommitMessage) -> [Clue] {
    message.trailers.flatMap { trailer -> [Clue] in
      if trailer.key == "co-authored-by" || trailer.key == "co-developed-by" {
        return identities(of: Person(trailer.value), role: .coAuthor, isFolded: !trailer.isProper)
      }
      var clues = known(trailer, \.trailers, signal: "trailer", weight: 900, tier: .trailer)
      clues += known(trailer, \.sessions, signal: "session", weight: 880, tier: .vendor)
      return clues.isEmpty ? named(trailer).map { [$0] } ?? [] : clues
    }
  }

  private func known(
    _ trailer: CommitMessage.Trailer, _ list: KeyPath<AgentSignature, [AgentSignature.Trailer]>, signal: String,
    weight: Int,
    tier: Attribution.Tier
  ) -> [Clue] {
    registry.signatures.compactMap { signature in
      let match = signature[keyPath: list].first {
        $0.key.lowercased() == trailer.key && ($0.value?.matches(trailer.value) ?? true)
      }
      guard let match else { return nil }
      let standard = min(match.weight ?? weight, weight)
      return Clue(
        evidence: Evidence(
          source: "trailer", signal: trailer.isProper ? signal : "folded-\(signal)", agent: signature.id,
          weight: trailer.isProper ? standard : min(standard, 750),
          detail: trailer.shown),
        tier: tier)
    }
  }

  /// Trailers whose value names the tool: `Assisted-by: AGENT:MODEL` and its kin.
  private func named(_ trailer: CommitMessage.Trailer) -> Clue? {
    guard let tool = NamedTool(trailer.value, key: trailer.key, registry: registry) else { return nil }
    return Clue(
      evidence: Evidence(
        source: "trailer", signal: trailer.isProper ? "assist" : "folded-assist", agent: tool.agent,
        weight: trailer.isProper ? 900 : 750, detail: trailer.shown),
      tier: .trailer, model: tool.model, isModelDeclared: tool.model != nil)
  }

  private func footers(of message: CommitMessage) -> [Clue] {
    registry.signatures.compactMap { signature in
      guard !signature.footers.isEmpty else { return nil }
      let line = message.lines.dropFirst().first { line in
        // An emoji or a list's sign may stand before it.
        let body = line.drop { !$0.isASCII || $0 == " " || $0 == "\t" || $0 == "-" || $0 == "*" }.trimmed
        return body.utf8.count <= 400 && signature.footers.contains { $0.matches(body) }
      }
      guard let line else { return nil }
      return Clue(
        evidence: Evidence(
          source: "message", signal: "footer", agent: signature.id, weight: 850,
          detail: String(line.trimmed.prefix(120))),
        tier: .trailer)
    }
  }

  /// `Merge pull request #N from OWNER/BRANCH`.
  private func branches(of message: CommitMessage) -> [Clue] {
    guard let subject = message.lines.first, subject.hasPrefix("Merge pull request #"),
      let from = subject.firstRange(of: " from ")
    else { return [] }
    let head = subject[from.upperBound...].trimmed
    guard let slash = head.firstIndex(of: "/") else { return [] }
    let branch = head[head.index(after: slash)...]
    return registry.signatures.filter { $0.branches.contains { $0.matches(branch) } }.map {
      Clue(
        evidence: Evidence(
          source: "message", signal: "branch", agent: $0.id, weight: 550, detail: String(branch.prefix(120))),
        tier: .mention)
    }
  }
}

extension AgentSignature.Identity {
  fileprivate func matches(_ person: Person, role: AgentSignature.Role) -> Bool {
    if let wanted = self.role, wanted != role { return false }
    // A name alone proves an author, and only where the registry says so: anybody may be called anything.
    if let name, !name.matches(person.name) { return false }
    if let email, email != person.email { return false }
    if let login, !(person.login.map { login.matches($0) } ?? false) { return false }
    if let id, id != person.hostID { return false }
    return true
  }
}

/// One piece of evidence with what the judge needs beside it.
struct Clue {
  var evidence: Evidence
  var tier: Attribution.Tier
  var isAuthor = false
  var model: String?
  /// The model was declared (`AGENT:MODEL`), not read from a display name.
  var isModelDeclared = false
}
