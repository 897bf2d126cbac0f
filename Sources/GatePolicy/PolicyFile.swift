package import GateDocument
import GateModel

/// Reads `.gatebook.yml`. The file is a stranger's: it can set limits and leave things out, and nothing else.
package enum PolicyFile {
  /// Throws for an unknown key, a wrong type and a key whose feature is not built, each with its place. An empty file is the
  /// default policy.
  package static func parse(_ bytes: [UInt8], file: String) throws(DocumentError) -> Policy {
    let documents = try YAMLParser.parse(bytes, file: file)
    guard documents.count <= 1 else { throw documents[1].error("a policy is one document; take out the second") }
    guard let document = documents.first else { return Policy() }
    let map = try document.mapping("the policy")
    try map.allow(["rules", "thresholds", "agents", "severity", "paths", "incomplete", "suppressions", "audit"])
    var policy = Policy()
    policy.rules = try rules(map["rules"])
    if let node = map.entry("thresholds") { policy.thresholds = try thresholds(node) }
    policy.scopes = try scopes(map["agents"])
    policy.severities = try severities(map["severity"])
    policy.excludes = try excludes(map["paths"])
    policy.incomplete = try incomplete(map["incomplete"])
    policy.suppressions = try suppressions(map["suppressions"])
    policy.requiresAudit = try audit(map["audit"])
    return policy
  }

  private static func rules(_ node: YAMLNode?) throws(DocumentError) -> [String]? {
    guard let node else { return nil }
    var sources: [String] = []
    for item in try node.list("`rules`") {
      let source = try item.string("each of `rules`")
      let parts = source.split(separator: "/", omittingEmptySubsequences: false)
      guard !source.hasPrefix("/"), !source.hasPrefix("~"), !parts.contains("..") else {
        throw item.error("`\(source)` leads out of the repository; a policy names `builtin` or a path below its root")
      }
      sources.append(parts.filter { !$0.isEmpty && $0 != "." }.joined(separator: "/"))
    }
    guard !sources.isEmpty else {
      throw node.error("`rules` names no rules; a gate without rules would always be open")
    }
    return sources
  }

  private static func thresholds(_ node: YAMLNode) throws(DocumentError) -> Policy.Thresholds {
    if node.isNull { throw node.error("`thresholds` is empty; write `thresholds: {}` for no limit at all") }
    var limits: Policy.Thresholds = [:]
    for (name, key, value) in try node.mapping("`thresholds`").entries {
      guard let severity = Severity(name: name) else {
        throw key.error("`\(name)` is no severity (known: critical, high, medium, low, info)")
      }
      let limit = try value.integer("the threshold of `\(name)`")
      guard limit >= 0 else { throw value.error("a threshold is 0 or more") }
      guard limits.updateValue(limit, forKey: severity) == nil else {
        throw key.error("the severity `\(name)` stands twice")
      }
    }
    return limits
  }

  private static func scopes(_ node: YAMLNode?) throws(DocumentError) -> [Policy.Scope: Policy.Thresholds] {
    var scopes: [Policy.Scope: Policy.Thresholds] = [:]
    for (name, _, value) in try node?.mapping("`agents`").entries ?? [] {
      let map = try value.mapping("the policy of `\(name)`")
      try map.allow(["thresholds"])
      guard let limits = map.entry("thresholds") else {
        throw value.error("the policy of `\(name)` needs `thresholds`")
      }
      let scope: Policy.Scope = name == "*" ? .each : Attribution.Kind(rawValue: name).map { .kind($0) } ?? .agent(name)
      scopes[scope] = try thresholds(limits)
    }
    return scopes
  }

  private static func severities(_ node: YAMLNode?) throws(DocumentError) -> [String: Severity] {
    var severities: [String: Severity] = [:]
    for (rule, _, value) in try node?.mapping("`severity`").entries ?? [] {
      guard let severity = Severity(name: try value.string("the severity of `\(rule)`")) else {
        throw value.error("the severity of `\(rule)` must be one of critical, high, medium, low, info")
      }
      severities[rule] = severity
    }
    return severities
  }

  private static func excludes(_ node: YAMLNode?) throws(DocumentError) -> [Glob] {
    guard let map = try node?.mapping("`paths`") else { return [] }
    try map.allow(["exclude"], later: ["tests"])
    _ = try map["exclude"]?.list("`exclude`")
    return try map["exclude"]?.globs("`exclude`") ?? []
  }

  private static func suppressions(_ node: YAMLNode?) throws(DocumentError) -> Policy.Suppressions {
    var suppressions = Policy.Suppressions()
    guard let map = try node?.mapping("`suppressions`") else { return suppressions }
    try map.allow(["by-agents", "require-reason", "max-days", "read"])
    if let node = map["by-agents"] {
      switch try node.string("`by-agents`") {
      case "allow": suppressions.allowsAgents = true
      case "deny": suppressions.allowsAgents = false
      default: throw node.error("`by-agents` must be allow or deny")
      }
    }
    suppressions.requiresReason = try map["require-reason"]?.boolean("`require-reason`") ?? false
    if let node = map["max-days"] {
      let days = try node.integer("`max-days`")
      guard days >= 1 else { throw node.error("`max-days` is 1 or more") }
      suppressions.maximumDays = days
    }
    for item in try map["read"]?.list("`read`") ?? [] {
      let name = try item.string("each of `read`")
      guard let form = InlineIgnore.Form(rawValue: name), form != .gatebook else {
        let known = InlineIgnore.Form.allCases.filter { $0 != .gatebook }.map(\.rawValue).joined(separator: ", ")
        throw item.error("`\(name)` is nobody's comment that is known (known: \(known))")
      }
      suppressions.reads.insert(form)
    }
    return suppressions
  }

  private static func audit(_ node: YAMLNode?) throws(DocumentError) -> Bool {
    guard let node else { return false }
    switch try node.string("`audit`") {
    case "require": return true
    case "report": return false
    default: throw node.error("`audit` must be require or report")
    }
  }

  private static func incomplete(_ node: YAMLNode?) throws(DocumentError) -> Policy.Incomplete? {
    guard let node else { return nil }
    guard let value = Policy.Incomplete(rawValue: try node.string("`incomplete`")) else {
      throw node.error("`incomplete` must be warn or fail")
    }
    return value
  }
}
