/// A word in the book that a finding is to be let pass, and whether it still does so.
package struct Dismissal: Equatable, Sendable {
  package enum Standing: String, CaseIterable, Sendable {
    /// The finding is suppressed.
    case accepted
    /// Its last day is over.
    case expired
    /// It was spoken in an agent's environment: shown, and changes nothing.
    case byAgent = "by-agent"
  }

  package var standing: Standing
  package var reason: String
  /// The last day it holds, `YYYY-MM-DD`, UTC; nil for as long as nothing else is said.
  package var until: String?
  /// Milliseconds since 1970, UTC.
  package var at: Int64
  package var kind: Attribution.Kind
  package var agent: String?
  /// The entry of the book.
  package var sequence: Int

  package init(
    standing: Standing, reason: String, until: String? = nil, at: Int64, kind: Attribution.Kind, agent: String? = nil,
    sequence: Int
  ) {
    self.standing = standing
    self.reason = reason
    self.until = until
    self.at = at
    self.kind = kind
    self.agent = agent
    self.sequence = sequence
  }
}
