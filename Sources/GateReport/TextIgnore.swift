import GateModel

/// The comments that ask for findings to be let pass and are not heeded, a line each: whoever wrote one wants to know.
struct TextIgnore {
  let ignores: [InlineIgnore]

  private static let most = 100

  func write(on page: inout TextPage) {
    let idle = ignores.filter { $0.standing != .used }
    guard !idle.isEmpty else { return }
    page.line(page.paint(.strong, "comments that let nothing pass"))
    for ignore in idle.prefix(Self.most) {
      page.line("  \(Escape.visible(ignore.path)):\(ignore.range.start.line)  \(Self.words(ignore))")
    }
    if idle.count > Self.most { page.line("  and \(Words.number(idle.count - Self.most)) more") }
    page.line()
  }

  private static func words(_ ignore: InlineIgnore) -> String {
    let rules = ignore.rules.isEmpty ? "" : " \(ignore.rules.map(Escape.visible).joined(separator: ", "))"
    return "\(ignore.form.words)\(rules): \(reason(ignore))"
  }

  private static func reason(_ ignore: InlineIgnore) -> String {
    switch ignore.standing {
    case .unused: "nothing that it names is found here; take it out"
    case .expired: "over since \(ignore.until ?? "")"
    case .malformed: Escape.oneLine(ignore.fault ?? "it names no rule; name one, or `all`")
    case .unknownRule: "there is no such rule"
    case .noReason: "the policy wants a reason behind two dashes"
    case .noExpiry: "the policy wants a last day, (until 2027-01-31), and not too far away"
    case .byAgent: "an agent added it in this very change"
    case .used, nil: ""
    }
  }

  /// The comment beside a finding that lets it pass.
  static func text(_ ignore: InlineIgnore) -> String {
    let until = ignore.until.map { " (until \(Escape.visible($0)))" } ?? ""
    let reason = ignore.reason.map { ": \(Escape.oneLine($0))" } ?? ""
    return "\(ignore.form.words) in line \(ignore.range.start.line)\(reason)\(until)"
  }
}

extension InlineIgnore.Form {
  /// As it is written.
  package var words: String {
    switch self {
    case .gatebook: "gatebook:ignore"
    case .nosemgrep: "nosemgrep"
    case .gitleaks: "gitleaks:allow"
    case .kingfisher: "kingfisher:ignore"
    case .nosec: "nosec"
    case .detectSecrets: "pragma: allowlist secret"
    }
  }
}
