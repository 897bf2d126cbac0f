package import GateModel

/// What is seen around a hook before a commit exists.
package struct Surroundings: Sendable {
  package var variables: [String: String]
  /// Base names of the ancestor processes, the nearest first.
  package var ancestors: [String]
  /// Answers whether a marker file exists.
  package var fileExists: @Sendable (String) -> Bool

  package init(
    variables: [String: String] = [:], ancestors: [String] = [],
    fileExists: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.variables = variables
    self.ancestors = ancestors
    self.fileExists = fileExists
  }
}

extension AgentRegistry {
  /// The evidence that an agent runs this very process, the strongest first. A variable can be inherited by a shell that a
  /// person uses, so the nearest ancestor process outranks it; the generic variables count only when nothing else speaks.
  package func observe(_ surroundings: Surroundings) -> [Evidence] {
    var evidence: [Evidence] = []
    if let process = surroundings.ancestors.first(where: { owner(ofProcess: $0) != nil }),
      let owner = owner(ofProcess: process)
    {
      evidence.append(
        Evidence(
          source: "process", signal: "ancestor", agent: owner.id, weight: 980,
          detail: "an ancestor process is \(process)"))
    }
    let isContradicted = evidence.first?.agent
    for signature in signatures {
      guard let variables = signature.environment.first(where: { $0.allSatisfy { surroundings.holds($0) } }) else {
        continue
      }
      evidence.append(
        Evidence(
          source: "environment", signal: "variable", agent: signature.id,
          weight: isContradicted == nil || isContradicted == signature.id ? 970 : 400,
          detail: variables.map(\.name).joined(separator: ", ") + " is set"))
    }
    for signature in signatures {
      guard let file = signature.files.first(where: { surroundings.fileExists($0) }) else { continue }
      evidence.append(
        Evidence(source: "file", signal: "marker", agent: signature.id, weight: 960, detail: "\(file) exists"))
    }
    return evidence.isEmpty ? generic(surroundings) : evidence.sorted { $0.weight > $1.weight }
  }

  private func generic(_ surroundings: Surroundings) -> [Evidence] {
    for name in ["AI_AGENT", "AGENT"] {
      guard let value = surroundings.variables[name], !value.isEmpty else { continue }
      let plain = value.prefix { $0 != "@" && $0 != "_" }
      guard let known = signature(named: value) ?? signature(named: plain), known.kind == .agent else { continue }
      return [
        Evidence(
          source: "environment", signal: "generic-variable", agent: known.id, weight: 800, detail: "\(name) names it")
      ]
    }
    return []
  }

  private func owner(ofProcess name: String) -> AgentSignature? {
    signatures.first { $0.processes.contains(name) }
  }
}

extension Surroundings {
  fileprivate func holds(_ variable: AgentSignature.Variable) -> Bool {
    guard let value = variables[variable.name], !value.isEmpty else { return false }
    return variable.value?.matches(value) ?? true
  }
}
