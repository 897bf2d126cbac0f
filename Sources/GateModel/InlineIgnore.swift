/// A comment that asks the gate to let findings beside it pass, and what came of it.
///
///     run(command)  // gatebook:ignore javascript.command-injection -- only our own words (until 2027-01-31)
package struct InlineIgnore: Hashable, Sendable {
  /// Whose way of writing it is.
  package enum Form: String, CaseIterable, Sendable {
    case gatebook, nosemgrep, gitleaks, kingfisher, nosec
    case detectSecrets = "detect-secrets"
  }

  package enum Standing: String, CaseIterable, Sendable {
    /// It lets something pass.
    case used
    /// Nothing that it names is found beside it.
    case unused
    /// Its last day is over.
    case expired
    /// It names no rule, or what it says after that cannot be read.
    case malformed
    /// Of the rules that it names none is known.
    case unknownRule = "unknown-rule"
    /// The policy wants a reason.
    case noReason = "no-reason"
    /// The policy wants a last day, not too far away.
    case noExpiry = "no-expiry"
    /// An agent or bot added it in the very change under inspection.
    case byAgent = "by-agent"
  }

  package var path: TreePath
  /// Of the words themselves, from the marker on.
  package var range: SourceRange
  package var columns: HostColumns
  package var lineHash: String
  /// It stands on a line of its own, and so speaks of the line below, too.
  package var isAlone: Bool
  package var form: Form
  /// Empty where it names none; `all` is every rule.
  package var rules: [String]
  package var reason: String?
  /// The last day on which it holds, `YYYY-MM-DD`, UTC.
  package var until: String?
  /// What cannot be read in it.
  package var fault: String?
  /// Nil until it was weighed.
  package var standing: Standing?

  package init(
    path: TreePath, range: SourceRange, columns: HostColumns, lineHash: String, isAlone: Bool, form: Form,
    rules: [String] = [], reason: String? = nil, until: String? = nil, fault: String? = nil, standing: Standing? = nil
  ) {
    self.path = path
    self.range = range
    self.columns = columns
    self.lineHash = lineHash
    self.isAlone = isAlone
    self.form = form
    self.rules = rules
    self.reason = reason
    self.until = until
    self.fault = fault
    self.standing = standing
  }

  /// The last line that it speaks of.
  package var lines: ClosedRange<Int> { range.start.line...(isAlone ? range.end.line + 1 : range.end.line) }
}
