import Foundation
import FoundationXML
import GateGit
import GateModel
import GateReport

extension FuzzTarget {
  /// A report with these bytes wherever a stranger's text may stand: JSON of any kind can be read back by another reader; what is
  /// written as text moves nothing on a terminal; and no line of anything is a command to a runner that we did not mean.
  static let report = FuzzTarget("report") { bytes in
    let report = made(of: bytes)
    for format in ReportFormats.all {
      let output = format.render(report, options: ReportOptions())
      let lines = output.split(separator: 0x0A)
      switch format.name {
      case "json", "sarif", "gitlab-sast", "gitlab-codequality": check([output[...]], format.name)
      case "jsonl": check(lines, format.name)
      case "csv": precondition(output.allSatisfy { $0 >= 32 && $0 != 127 || $0 == 0x0A || $0 == 0x0D })
      default: precondition(output.allSatisfy { $0 >= 32 && $0 != 127 || $0 == 0x0A }, format.name)
      }
      if ["junit", "checkstyle"].contains(format.name) {
        precondition(XMLParser(data: Data(output)).parse(), format.name)
      }
      // As many tags as of a text that has none: what a stranger wrote is nowhere taken for one.
      if format.name == "html" { precondition(output.count { $0 == 0x3C } <= tags(bytes, format), format.name) }
      precondition(output.firstRange(of: Array("##[".utf8)) == nil, format.name)
      for line in lines where line.drop(while: { $0 == 0x20 }).starts(with: Array("::".utf8)) {
        precondition(
          format.name == "github"
            && ["::error ", "::warning ", "::notice "].contains { line.starts(with: Array($0.utf8)) })
      }
    }
  }

  /// Of a report where every character that means something in HTML is a letter.
  private static func tags(_ bytes: [UInt8], _ format: any ReportFormat) -> Int {
    let harmless = bytes.map { "<>&\"'`".utf8.contains($0) ? UInt8(ascii: "x") : $0 }
    return format.render(made(of: harmless), options: ReportOptions()).count { $0 == 0x3C }
  }

  private static func check(_ values: [ArraySlice<UInt8>], _ name: String) {
    for value in values { precondition((try? JSONSerialization.jsonObject(with: Data(value))) != nil, name) }
  }

  private static func made(of bytes: [UInt8]) -> ScanReport {
    let text = String(decoding: bytes, as: UTF8.self)
    let path = TreePath(bytes: bytes.isEmpty ? [0x61] : bytes)
    let rule = Rule(
      id: "a.b", severity: .high, confidence: .high, message: text, matcher: .secret(SecretMatcher(pattern: "x")),
      remediation: text, references: [text, "https://example.org/\(text)"])
    let id = BlobHash.id(of: bytes.span)
    let range = SourceRange(
      start: Position(line: 1, column: 1, offset: 0), end: Position(line: 1, column: 2, offset: 1))
    let author = Attribution(
      kind: .agent, agent: text, agents: [text], model: text, confidence: 900, tier: .trailer, commit: id,
      evidence: [Evidence(source: "trailer", signal: "co-author", agent: text, weight: 900, detail: text)])
    let count = text.unicodeScalars.count
    var finding = Finding(
      ruleID: rule.id, severity: .high, confidence: .high, message: text, path: path, range: range,
      excerpt: Excerpt(text: text, mark: (count / 3)..<(count / 2 + count % 2)), cwe: ["CWE-1"], owasp: [], attack: [],
      fingerprint: Fingerprint(text: "v0:" + String(repeating: "0", count: 32)), state: .new, commit: id,
      author: author, trace: [Step(kind: .sink, path: path, range: range, message: text)], remediation: text,
      host: HostPlace(startColumn: 1, endColumn: 2, lineHash: "0:1"))
    finding.fix = text
    var passed = finding
    passed.state = .suppressed
    passed.dismissal = Dismissal(
      standing: .accepted, reason: text, until: text, at: 0, kind: .human, agent: text, sequence: 1)
    var ignored = finding
    ignored.state = .suppressed
    var ignore = InlineIgnore(
      path: path, range: range, columns: HostColumns(start: 1, end: 2), lineHash: "0:1", isAlone: true, form: .gatebook,
      rules: [text], reason: text, until: text, fault: text)
    ignore.standing = .used
    ignored.ignore = ignore
    var unheeded = ignore
    unheeded.standing = .malformed
    var coverage = Coverage()
    coverage.selected = 1
    coverage.skipped = [Notice(path: path, reason: .unreadable, detail: text)]
    let digest = Digest(hex: String(repeating: "0", count: 64))!
    var report = ScanReport(
      selection: .diff(base: text, head: nil), selectionText: text, base: id, head: id,
      run: RunFacts(id: "x", startedAt: 0, durationMicroseconds: 1, cpuMicroseconds: 1, peakRSSBytes: 1),
      rulesDigest: digest, policyDigest: digest, rules: [rule], coverage: coverage,
      findings: [finding, passed, ignored],
      authors: [AuthorSummary(kind: .agent, agent: text, commits: 1, linesAdded: 1, findings: SeverityCounts())],
      commits: [CommitSummary(id: id, tree: id, author: author, linesAdded: 1, linesHit: 1)],
      verdict: .breached([Breach(scope: text, severity: .high, count: 1, limit: 0)]),
      provenance: Provenance(remoteURL: "https://example.org/\(text)", revision: id, branch: text),
      remarks: [text], failures: [text], exitCode: 1)
    report.ignores = [ignore, unheeded]
    report.hasBaseline = true
    return report
  }
}
