import GateGit
package import GateModel
import GatePolicy

extension InlineIgnore {
  /// It means a rule's finding on these lines, as far as its own words go.
  func speaks(of rule: Rule, at range: ClosedRange<Int>) -> Bool {
    guard lines.overlaps(range) else { return false }
    switch form {
    case .gatebook: return rules.contains("all") || rules.contains(rule.id)
    // Semgrep's rules go by the end of their ids, too.
    case .nosemgrep:
      return rules.isEmpty
        || rules.contains { rule.id == $0 || rule.id.hasSuffix(".\($0)") || $0.hasSuffix(".\(rule.id)") }
    case .gitleaks, .kingfisher, .detectSecrets: return rule.kind == .secret
    case .nosec: return rule.languages.contains(.python)
    }
  }
}

/// Weighs the comments that ask for findings to be let pass, under what the policy says of them.
struct Ignoring {
  let policy: Policy.Suppressions
  /// In force in this scan.
  let rules: RuleSet
  let builtIn: BuiltIn
  let fingerprints: (_ rule: String, _ value: [UInt8], _ symbol: String) -> Fingerprint
  /// Milliseconds since 1970.
  let now: Int64

  /// `authors` tells who added some lines.
  func weigh(
    _ assembly: inout Assembly, authors: ([Blame.Line]) throws(ScanFailure) -> [Blame.Line: Attribution]
  ) throws(ScanFailure) -> [InlineIgnore] {
    guard !assembly.ignores.isEmpty else { return [] }
    let inForce = Set(rules.rules.map(\.id))
    let known = builtIn.ids(and: rules)
    let added = assembly.ignores.filter { $0.isAdded && !policy.allowsAgents }.map { line(of: $0.ignore) }
    let brought = added.isEmpty ? [:] : try authors(added)
    var beside: [InlineIgnore: [Int]] = [:]
    for index in assembly.drafts.indices {
      for ignore in assembly.drafts[index].ignores { beside[ignore, default: []].append(index) }
    }
    var weighed: [InlineIgnore] = []
    for (ignore, isAdded, isCurrent) in assembly.ignores {
      let isByAgent = isAdded && (brought[line(of: ignore)].map { [.agent, .mixed, .bot].contains($0.kind) } ?? false)
      let targets = beside[ignore] ?? []
      var weighing = ignore
      weighing.standing = standing(of: ignore, isByAgent, hasTargets: !targets.isEmpty, inForce, known)
      switch weighing.standing {
      case .used: for target in targets { assembly.drafts[target].finding.ignore = weighing }
      case .byAgent: assembly.drafts.append(draft(weighing))
      case nil: continue
      // Nobody can mend a comment of an old version.
      case _ where !isCurrent: continue
      default: break
      }
      weighed.append(weighing)
    }
    return weighed.sorted { ($0.path, $0.range.start.offset) < ($1.path, $1.range.start.offset) }
  }

  private func line(of ignore: InlineIgnore) -> Blame.Line {
    Blame.Line(path: ignore.path, number: ignore.range.start.line)
  }

  /// Nil for what this scan cannot judge: the rules that it names were not asked.
  private func standing(
    of ignore: InlineIgnore, _ isByAgent: Bool, hasTargets: Bool, _ inForce: Set<String>, _ known: Set<String>
  ) -> InlineIgnore.Standing? {
    if ignore.fault != nil { return .malformed }
    if ignore.form == .gatebook, !ignore.rules.contains(where: { $0 == "all" || known.contains($0) }) {
      return .unknownRule
    }
    // Others have no place for a reason or a last day, so where one is wanted theirs never count.
    if policy.requiresReason, ignore.reason == nil { return .noReason }
    if let until = ignore.until, Day.end(until).map({ $0 <= now }) ?? true { return .expired }
    if let days = policy.maximumDays {
      let last = ignore.until.flatMap { Day.end($0) }
      guard let last, last <= now + Int64(days + 1) * 86_400_000 else { return .noExpiry }
    }
    guard hasTargets else {
      let isAsked = ignore.rules.isEmpty || ignore.rules.contains { $0 == "all" || inForce.contains($0) }
      return isAsked ? .unused : nil
    }
    return isByAgent ? .byAgent : .used
  }

  private func draft(_ ignore: InlineIgnore) -> Assembly.Draft {
    let finding = GateRule.suppressionByAgent.finding(
      severity: .high,
      "An agent added a comment that asks the gate to let its own change pass. It does not count; a person may add it in a change of their own.",
      at: ignore.path, range: ignore.range, columns: ignore.columns, lineHash: ignore.lineHash,
      fingerprint: fingerprints(
        GateRule.suppressionByAgent.rawValue, Array(ignore.rules.joined(separator: ",").utf8), ignore.path.description))
    return Assembly.Draft(finding: finding, lines: [line(of: ignore)], isOwn: true)
  }
}

extension Day {
  /// The first millisecond after a day; nil for what is none.
  static func end(_ day: String) -> Int64? { seconds(day).map { ($0 + 86_400) * 1000 } }
}

extension Scan {
  /// The rules that the gate itself has, which no pack holds.
  package static var gateRules: [Rule] { GateRule.allCases.map(\.rule) }
}

/// The rules that the gate itself has: about changes that would open it.
enum GateRule: String, CaseIterable {
  case suppressionByAgent = "gatebook.suppression-by-agent"
  case policyWeakened = "gatebook.policy-weakened"

  func finding(
    severity: Severity, _ message: String, at path: TreePath, range: SourceRange, columns: HostColumns,
    lineHash: String,
    fingerprint: Fingerprint
  ) -> Finding {
    Finding(
      ruleID: rawValue, severity: severity, confidence: .high, message: message, path: path, range: range,
      excerpt: Excerpt(text: "", mark: 0..<0), cwe: rule.cwe, fingerprint: fingerprint, remediation: rule.remediation,
      host: HostPlace(startColumn: columns.start, endColumn: columns.end, lineHash: lineHash))
  }

  /// Those that some findings are of.
  static func told(in findings: [Finding]) -> [Rule] {
    allCases.filter { rule in findings.contains { $0.ruleID == rule.rawValue } }.map(\.rule)
  }

  private static let nothing = SearchMatcher(languages: [.generic], formula: .any([]))

  /// As outputs describe it; it looks for nothing by itself.
  var rule: Rule {
    switch self {
    case .suppressionByAgent:
      Rule(
        id: rawValue, severity: .high, confidence: .high,
        message: "An agent added a comment that asks the gate to let its own change pass.",
        matcher: .search(Self.nothing), cwe: ["CWE-693"],
        remediation: "Mend what was found. If it is right as it is, a person says so, in a change of their own.")
    case .policyWeakened:
      Rule(
        id: rawValue, severity: .high, confidence: .high,
        message: "This change lets the gate pass more than before.", matcher: .search(Self.nothing),
        cwe: ["CWE-693"],
        remediation:
          "Bring it in a change of its own, which a person looks at. This change is judged by what stood before it.")
    }
  }
}
