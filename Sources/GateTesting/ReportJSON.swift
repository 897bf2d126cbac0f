import Foundation

/// What the tests look at of `gatebook.scan/1`.
package struct ReportJSON: Decodable, Sendable {
  package struct Scan: Decodable, Sendable {
    package var id: String?
    package var selection: String
    package var base: String?
    package var head: String?
    package var startedAt: String?
    package var policyDigest: String?
  }

  package struct Skipped: Decodable, Sendable {
    package var path: String?
    package var reason: String
    package var detail: String?
  }

  package struct Coverage: Decodable, Sendable {
    package var selected: Int
    package var scanned: Int
    package var lines: Int
    package var texts: Int
    package var complete: Bool
    package var skipped: [Skipped]

    package var reasons: [String] { skipped.map(\.reason) }
  }

  package struct Place: Decodable, Sendable {
    package var line: Int
    package var column: Int
    package var offset: Int
  }

  package struct Evidence: Decodable, Sendable {
    package var source: String
    package var signal: String
    package var agent: String?
  }

  package struct Author: Decodable, Sendable {
    package var kind: String
    package var agent: String?
    package var tier: String?
    package var commit: String?
    package var evidence: [Evidence]
  }

  package struct Step: Decodable, Sendable {
    package var kind: String
    package var path: String
    package var start: Place
    package var end: Place
    package var message: String
  }

  package struct Ignore: Decodable, Sendable {
    package var path: String
    package var start: Place
    package var standing: String
  }

  package struct Finding: Decodable, Sendable {
    package var ruleId: String
    package var message: String
    package var severity: String
    package var path: String
    package var pathBytes: String?
    package var start: Place
    package var end: Place
    package var excerpt: String?
    package var fingerprint: String
    package var state: String
    package var commit: String?
    package var inHead: Bool?
    package var author: Author
    package var trace: [Step]
    package var fix: String?
  }

  package struct AuthorRow: Decodable, Sendable {
    package var kind: String
    package var agent: String?
    package var commits: Int
    package var linesAdded: Int?
    package var findings: [String: Int]
  }

  package struct Breach: Decodable, Equatable, Sendable {
    package var scope: String
    package var severity: String
    package var count: Int
    package var limit: Int

    package init(scope: String, severity: String, count: Int, limit: Int) {
      self.scope = scope
      self.severity = severity
      self.count = count
      self.limit = limit
    }
  }

  package struct Gate: Decodable, Sendable {
    package var open: Bool
    package var breaches: [Breach]
  }

  package struct Ledger: Decodable, Sendable {
    package var sequence: Int
    package var leafHash: String
  }

  package struct Fixes: Decodable, Equatable, Sendable {
    package var applied: Int
    package var files: Int
    package var notApplied: Int
    package var dryRun: Bool

    package init(applied: Int, files: Int, notApplied: Int = 0, dryRun: Bool = false) {
      self.applied = applied
      self.files = files
      self.notApplied = notApplied
      self.dryRun = dryRun
    }
  }

  package var schema: String
  package var scan: Scan
  package var coverage: Coverage
  package var ignores: [Ignore]
  package var findings: [Finding]
  package var authors: [AuthorRow]
  package var gate: Gate
  package var ledger: Ledger?
  package var fixes: Fixes?

  /// Paths and lines of what is new.
  package var new: [String] { findings.filter { $0.state == "new" }.map { "\($0.path):\($0.start.line)" } }
}

extension Outcome {
  package func report() throws -> ReportJSON { try JSONDecoder().decode(ReportJSON.self, from: Data(output)) }

  /// The secret in any of the forms in which it could slip through.
  package func tells(_ secret: String) -> Bool { Leak.isIn(output, secret) || Leak.isIn(complaints, secret) }
}

/// Looks for a secret that should be nowhere.
package enum Leak {
  /// As it is, in base64 at each of the three alignments, in hex, reversed, and its distinctive half.
  package static func isIn(_ bytes: [UInt8], _ secret: String) -> Bool {
    let haystack = Data(bytes)
    return forms(of: secret).contains { haystack.range(of: $0) != nil }
  }

  private static func forms(of secret: String) -> [Data] {
    let value = Data(secret.utf8)
    var forms = [value, Data(value.reversed()), Data(value.suffix(value.count / 2))]
    for shift in 0..<3 {
      let text = (Data(repeating: 0x78, count: shift) + value).base64EncodedString()
      forms.append(Data(text.dropFirst(4).prefix(value.count - 3).utf8))
    }
    let hex = value.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    return forms + [Data(hex.utf8), Data(hex.uppercased().utf8)]
  }
}

extension TestFolder {
  /// Every regular file below a folder.
  package static func files(below path: String) -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    return names.map { "\(path)/\($0)" }.filter {
      let facts = try? FileManager.default.attributesOfItem(atPath: $0)
      return facts?[.type] as? FileAttributeType == .typeRegular
    }.sorted()
  }
}
