/// How much speaks for a finding being a false alarm, and what. It orders and explains; no gate looks at it.
package struct Doubt: Equatable, Sendable {
  /// One sign.
  package struct Indicator: Equatable, Sendable {
    package var name: Name
    /// What it was seen by, without any value.
    package var detail: String

    package init(_ name: Name, _ detail: String) {
      self.name = name
      self.detail = detail
    }
  }

  package enum Name: String, CaseIterable, Sendable {
    case testPath = "test-path"
    case examplePath = "example-path"
    case vendored
    case generated
    case placeholder
    case lowEntropy = "low-entropy"
    case localAddress = "local-address"
    case guardNearby = "guard-nearby"
    case sanitizer
    case checksum
    case dismissedBefore = "dismissed-before"

    /// In thousandths: how sure of a false alarm one would be who saw nothing else.
    package var weight: Int {
      switch self {
      case .checksum: 700
      case .placeholder: 500
      case .testPath, .localAddress: 400
      case .examplePath, .vendored, .generated, .lowEntropy, .dismissedBefore: 300
      case .sanitizer: 200
      case .guardNearby: 150
      }
    }
  }

  package var indicators: [Indicator]

  package init(_ indicators: [Indicator] = []) { self.indicators = indicators }

  /// The value itself says that nobody gave it out.
  package var isRefuted: Bool { indicators.contains { $0.name == .checksum } }

  /// From here on one may doubt a finding.
  package static let notable = 300

  /// In thousandths, from 0: what is left when each sign in turn takes its part of what was sure before it.
  package var score: Int {
    1000 - indicators.reduce(1000) { sure, sign in (sure * (1000 - sign.name.weight) + 500) / 1000 }
  }
}
