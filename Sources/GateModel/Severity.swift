/// How bad a finding is for those who run the code, from the rule's author or the policy's override.
package enum Severity: UInt8, CaseIterable, Comparable, Sendable {
  case info, low, medium, high, critical

  package init?(name: some StringProtocol) {
    guard let match = Self.allCases.first(where: { $0.name == name.lowercased() }) else { return nil }
    self = match
  }

  package var name: String {
    switch self {
    case .info: "info"
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    case .critical: "critical"
    }
  }

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// How likely the rule is right where it fires.
package enum Confidence: UInt8, CaseIterable, Comparable, Sendable {
  case low, medium, high

  package init?(name: some StringProtocol) {
    guard let match = Self.allCases.first(where: { $0.name == name.lowercased() }) else { return nil }
    self = match
  }

  package var name: String {
    switch self {
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    }
  }

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A number for each severity; the usual answer to "how many".
package struct SeverityCounts: Equatable, Sendable {
  private var counts: [5 of Int] = .init(repeating: 0)

  package init() {}

  package subscript(severity: Severity) -> Int {
    get { counts[Int(severity.rawValue)] }
    set { counts[Int(severity.rawValue)] = newValue }
  }

  package var total: Int { Severity.allCases.reduce(0) { $0 + self[$1] } }

  package static func == (a: Self, b: Self) -> Bool { Severity.allCases.allSatisfy { a[$0] == b[$0] } }
}
