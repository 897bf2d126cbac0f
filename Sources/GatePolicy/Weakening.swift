package import GateModel

/// What a newer policy lets pass that an older one did not, each in words.
package enum Weakening {
  /// `severity` tells what a rule has of itself; nil for one that is not known.
  package static func between(_ old: Policy, _ new: Policy, severity: (String) -> Severity?) -> [String] {
    var found = thresholds("`thresholds`", old.thresholds, new.thresholds)
    for (scope, limits) in old.scopes.sorted(by: { $0.key.name < $1.key.name }) {
      if let kept = new.scopes[scope] {
        found += thresholds("the thresholds of `\(scope.name)`", limits, kept)
      } else {
        found.append("the thresholds of `\(scope.name)` were taken out")
      }
    }
    for rule in Set(old.severities.keys).union(new.severities.keys).sorted() {
      guard let before = old.severities[rule] ?? severity(rule), let now = new.severities[rule] ?? severity(rule),
        now < before
      else { continue }
      found.append("the severity of `\(rule)` went down from \(before.name) to \(now.name)")
    }
    let known = Set(old.excludes.map(\.description))
    for glob in new.excludes where !known.contains(glob.description) { found.append("`\(glob)` is excluded") }
    found += rules(old.rules ?? ["builtin"], new.rules ?? ["builtin"])
    if old.incomplete == .fail, new.incomplete != .fail { found.append("`incomplete: fail` was taken out") }
    if old.incomplete == nil, new.incomplete == .warn {
      found.append("`incomplete: warn` lets incomplete scans pass in CI")
    }
    if old.requiresAudit, !new.requiresAudit { found.append("`audit: require` was taken out") }
    return found + suppressions(old.suppressions, new.suppressions)
  }

  private static func thresholds(_ what: String, _ old: Policy.Thresholds, _ new: Policy.Thresholds) -> [String] {
    Severity.allCases.reversed().compactMap { severity in
      guard let limit = old[severity] else { return nil }
      guard let now = new[severity] else { return "in \(what) the limit of \(severity.name) was taken out" }
      return now > limit ? "in \(what) the limit of \(severity.name) went up from \(limit) to \(now)" : nil
    }
  }

  private static func rules(_ old: [String], _ new: [String]) -> [String] {
    old.filter { !new.contains($0) }.map { "the rules of `\($0)` were taken out" }
  }

  private static func suppressions(_ old: Policy.Suppressions, _ new: Policy.Suppressions) -> [String] {
    var found: [String] = []
    if !old.allowsAgents, new.allowsAgents { found.append("comments of agents count") }
    if old.requiresReason, !new.requiresReason { found.append("comments need no reason any more") }
    switch (old.maximumDays, new.maximumDays) {
    case (let days?, nil): found.append("comments need no last day any more; it was at most \(days) days away")
    case (let days?, let now?) where now > days:
      found.append("comments may hold for \(now) days in place of \(days)")
    default: break
    }
    for form in new.reads.subtracting(old.reads).map(\.rawValue).sorted() {
      found.append("comments of \(form) are heeded")
    }
    return found
  }

  /// Accepted findings that were not accepted before.
  package static func between(_ old: Baseline?, _ new: Baseline) -> [Baseline.Entry] {
    // A file that moved brings no finding with it, so what is counted is the fingerprint.
    var known: [String: Int] = [:]
    for entry in old?.entries ?? [] where entry.state == .open { known[entry.fingerprint.text, default: 0] += 1 }
    return new.entries.filter { entry in
      guard entry.state == .open else { return false }
      guard let left = known[entry.fingerprint.text], left > 0 else { return true }
      known[entry.fingerprint.text] = left - 1
      return false
    }
  }
}

extension Policy.Scope {
  /// As the policy writes it.
  package var name: String {
    switch self {
    case .each: "*"
    case .agent(let id): id
    case .kind(let kind): kind.rawValue
    }
  }
}
