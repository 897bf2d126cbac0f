package import GateModel

extension Policy {
  /// Counts the new findings against every limit; each one exceeded is a breach, and any closes the gate.
  package func decide(_ findings: [Finding]) -> Verdict {
    let new = findings.filter { $0.state.isNew }
    var breaches = breaches(of: thresholds, by: new, scope: "all")
    for (scope, limits) in scopes {
      switch scope {
      case .agent(let id):
        breaches += self.breaches(of: limits, by: new.filter { $0.author.names(id) }, scope: "agent:\(id)")
      case .kind(let kind):
        breaches += self.breaches(of: limits, by: new.filter { $0.author.kind == kind }, scope: "kind:\(kind.rawValue)")
      case .each: breaches += breachesOfEach(limits, by: new)
      }
    }
    guard !breaches.isEmpty else { return .open }
    func rank(_ breach: Breach) -> (Int, String, Int, Int) {
      (breach.scope == "all" ? 0 : 1, breach.scope, -Int(breach.severity.rawValue), breach.limit)
    }
    return .breached(breaches.sorted { rank($0) < rank($1) })
  }

  /// `*`: each agent id by itself, and each kind for authors without one, beside any limits of their own.
  private func breachesOfEach(_ limits: Thresholds, by findings: [Finding]) -> [Breach] {
    var breaches: [Breach] = []
    for id in Set(findings.flatMap(\.author.ids)) {
      breaches += self.breaches(of: limits, by: findings.filter { $0.author.names(id) }, scope: "agent:\(id)")
    }
    let anonymous = findings.filter { $0.author.ids.isEmpty }
    for kind in Set(anonymous.map(\.author.kind)) {
      breaches += self.breaches(
        of: limits, by: anonymous.filter { $0.author.kind == kind }, scope: "kind:\(kind.rawValue)")
    }
    return breaches
  }

  private func breaches(of limits: Thresholds, by findings: [Finding], scope: String) -> [Breach] {
    Severity.allCases.compactMap { severity in
      guard let limit = limits[severity] else { return nil }
      let count = findings.count { $0.severity == severity }
      return count > limit ? Breach(scope: scope, severity: severity, count: count, limit: limit) : nil
    }
  }
}

extension Attribution {
  /// The agents or bots that this author is, or wrote with.
  package var ids: [String] { agents.isEmpty ? agent.map { [$0] } ?? [] : agents }

  func names(_ id: String) -> Bool { ids.contains(id) }
}
