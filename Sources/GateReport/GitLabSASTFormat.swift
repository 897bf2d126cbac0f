package import GateModel

/// GitLab's security report for static analysis, in version 15 of its schema.
///
/// What is let pass is left out, as GitLab has its own word for that. Texts are read as Markdown there, so what comes from a
/// repository is made inert.
package struct GitLabSASTFormat: ReportFormat {
  package let name = "gitlab-sast"

  private static let version = "15.0.4"

  package init() {}

  package func render(_ report: ScanReport, options: ReportOptions) -> [UInt8] {
    let rules = Dictionary(report.rules.map { ($0.id, $0) }) { first, _ in first }
    var ids = Distinct()
    let findings = report.openFindings.map { finding in
      GitLabVulnerability(
        finding: finding, id: ids.name(Self.id(of: finding), "-"), rule: rules[finding.ruleID].map { SARIFRule($0) })
    }
    let json = JSON.record([
      "schema": .string(
        "https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v\(Self.version)/dist/"
          + "sast-report-format.json"),
      "version": .string(Self.version),
      "scan": scan(report, options),
      "vulnerabilities": .list(findings) { $0.json },
    ])
    return json.pretty() + [UInt8(ascii: "\n")]
  }

  /// The fingerprint's digits in the form of a UUID, which is what the schema would like.
  private static func id(of finding: Finding) -> String {
    let digits = Array(finding.fingerprint.text.drop { $0 != ":" }.dropFirst())
    guard digits.count == 32 else { return finding.fingerprint.text }
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
  }

  private func scan(_ report: ScanReport, _ options: ReportOptions) -> JSON {
    let tool = JSON.record([
      "id": .string(Tool.name), "name": .string("Gatebook"), "url": .string(Tool.informationURI),
      "version": .string(Tool.version), "vendor": .record(["name": .string("Gatebook")]),
    ])
    let run = report.run(under: options)
    // The schema insists on times; without a run they are the first there is.
    let start = run?.startedAt ?? 0
    let end = start + (run?.durationMicroseconds ?? 0) / 1000
    return .record([
      "analyzer": tool,
      "scanner": tool,
      "type": .string("sast"),
      "start_time": .string(Self.time(start)),
      "end_time": .string(Self.time(end)),
      "status": .string(VerdictText(report, options: options).isComplete ? "success" : "failure"),
      "messages": .array(messages(report)),
    ])
  }

  private static func time(_ milliseconds: Int64) -> String { String(Timestamp.text(milliseconds).prefix(19)) }

  private func messages(_ report: ScanReport) -> [JSON] {
    func message(_ level: String, _ text: String) -> JSON {
      .record(["level": .string(level), "value": .string(text.isEmpty ? "no more is known" : text)])
    }
    return report.failures.map { message("fatal", Escape.oneLine($0)) }
      + report.gaps.map { message("warn", "not wholly inspected: \(Words.text($0))") }
      + report.remarks.map { message("info", Escape.oneLine($0)) }
  }
}

/// One finding as GitLab keeps it.
private struct GitLabVulnerability {
  let finding: Finding
  let id: String
  let rule: SARIFRule?

  var json: JSON {
    .record([
      "id": .string(id),
      "name": .string(SARIFText.shortened(title, to: 255)),
      "description": .string(SARIFText.shortened(description, to: 100_000)),
      "severity": .string(finding.severity.name.prefix(1).uppercased() + finding.severity.name.dropFirst()),
      "solution": finding.remediation.map { .string(SARIFText.shortened(Markdown.text($0), to: 7000)) },
      "location": place(finding.path, finding.range),
      "identifiers": .array(identifiers),
      "links": links.isEmpty ? nil : .list(links) { .record(["url": .string($0)]) },
      "details": details,
      "flags": finding.doubt.score >= Doubt.notable ? .array([flag]) : nil,
      "tracking": tracking,
    ])
  }

  /// What the rule looks for, without anything of this place.
  private var title: String {
    guard let rule, let text = SARIFText.sentences(rule.message) else { return Escape.visible(finding.ruleID) }
    return SARIFText.firstSentence(of: text)
  }

  private var description: String {
    let text = Escape.oneLine(finding.message)
    return
      ([Markdown.text(text.isEmpty ? finding.ruleID : text)]
      + [finding.sourceWords.map(Markdown.text)].compactMap { $0 })
      .joined(separator: " ")
  }

  private var links: [String] { (rule?.references ?? []).compactMap(URIText.webAddress) }

  private func place(_ path: TreePath, _ range: SourceRange) -> JSON {
    .record([
      "file": .string(Escape.visible(path)), "start_line": .count(range.start.line),
      "end_line": .count(range.lines.upperBound),
    ])
  }

  /// The rule first: GitLab tells findings apart by the first one and the place.
  private var identifiers: [JSON] {
    func identifier(_ type: String, _ name: String, _ value: String, url: String? = nil) -> JSON {
      .record([
        "type": .string(type), "name": .string(name), "value": .string(value), "url": url.map { .string($0) },
      ])
    }
    let rule = Escape.visible(finding.ruleID)
    let weaknesses = finding.cwe.compactMap { name -> JSON? in
      let number = name.drop { !$0.isNumber }
      guard !number.isEmpty, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return identifier(
        "cwe", "CWE-\(number)", String(number), url: "https://cwe.mitre.org/data/definitions/\(number).html")
    }
    let risks = finding.owasp.filter { !$0.isEmpty }.map { identifier("owasp", Escape.visible($0), Escape.visible($0)) }
    // GitLab refuses a finding with more than twenty.
    return Array(([identifier("gatebook_rule_id", rule, rule)] + weaknesses + risks).prefix(20))
  }

  private var details: JSON? {
    let author = TextAuthor(finding).text.map { text in
      JSON.record(["name": .string("Author"), "type": .string("text"), "value": .string(text)])
    }
    let flow =
      finding.trace.isEmpty
      ? nil
      : JSON.record([
        "name": .string("Flow of the data"), "type": .string("list"),
        "items": .list(finding.trace.prefix(100)) { step in
          .record([
            "type": .string("file-location"), "file_name": .string(Words.place(step.path)),
            "line_start": .count(step.range.start.line), "line_end": .count(step.range.lines.upperBound),
          ])
        },
      ])
    return author == nil && flow == nil ? nil : .record(["author": author, "flow": flow])
  }

  private var flag: JSON {
    let signs = finding.doubt.indicators.map(\.name.rawValue).joined(separator: ", ")
    return .record([
      "type": .string("flagged-as-likely-false-positive"), "origin": .string(Tool.name),
      "description": .string("\(Words.percent(perMille: finding.doubt.score)) by these signs: \(signs)"),
    ])
  }

  private var tracking: JSON {
    .record([
      "type": .string("source"),
      "items": .array([
        .record([
          "file": .string(Escape.visible(finding.path)), "start_line": .count(finding.range.start.line),
          "end_line": .count(finding.range.lines.upperBound),
          "signatures": .array([
            .record(["algorithm": .string("hash"), "value": .text(finding.fingerprint)])
          ]),
        ])
      ]),
    ])
  }
}
