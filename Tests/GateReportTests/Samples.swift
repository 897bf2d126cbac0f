import GateModel
import GateReport

/// Literal reports: small, whole, and without a scan.
enum Sample {
  static let commit = object("3f2a9c1d0e")
  static let digest = digest("ab")

  static func object(_ start: String) -> ObjectID {
    ObjectID(hex: start + String(repeating: "0", count: 40 - start.count)) ?? ObjectID(hex: zeros(40))!
  }

  static func digest(_ start: String) -> Digest {
    Digest(hex: start + String(repeating: "0", count: 64 - start.count)) ?? Digest(hex: zeros(64))!
  }

  static func rule(
    _ id: String = "secrets.aws.access-key", severity: Severity = .critical,
    message: String = "An AWS access key is committed; whoever reads the repository can use it.",
    references: [String] = [], cwe: [String] = ["CWE-798"]
  ) -> Rule {
    Rule(
      id: id, severity: severity, confidence: .high, message: message, matcher: .secret(SecretMatcher(pattern: "x")),
      cwe: cwe, owasp: ["A07:2021"], attack: ["T1552.001"],
      remediation: "Revoke it at the provider, then rotate.", references: references)
  }

  static func finding(
    _ path: String = "src/config.py", bytes: [UInt8]? = nil, line: Int = 12, rule: Rule = rule(),
    message: String? = nil, excerpt: Excerpt = Excerpt(text: "AWS_KEY = \"AKIA****\"", mark: 11..<19),
    state: Finding.State = .new, author: Attribution = agent, number: Int = 1,
    trace: [Step] = []
  ) -> Finding {
    let hex = String(number, radix: 16)
    return Finding(
      ruleID: rule.id, severity: rule.severity, confidence: rule.confidence, message: message ?? rule.message,
      path: bytes.map(TreePath.init(bytes:)) ?? TreePath(path), range: range(line: line, columns: 12..<20),
      excerpt: excerpt, cwe: rule.cwe, owasp: rule.owasp, attack: rule.attack,
      fingerprint: Fingerprint(text: "v0:\(zeros(32 - hex.count))\(hex)"), state: state, commit: author.commit,
      author: author, trace: trace, remediation: rule.remediation,
      host: HostPlace(startColumn: 13, endColumn: 21, lineHash: "a1b2c3:1"))
  }

  static func range(line: Int, columns: Range<Int>) -> SourceRange {
    SourceRange(
      start: Position(line: line, column: columns.lowerBound, offset: 100 * line),
      end: Position(line: line, column: columns.upperBound, offset: 100 * line + columns.count))
  }

  /// From another file to the place of `finding()`.
  static let trace: [Step] = [
    step(.source, "src/web.py", line: 7, "a parameter of the request"),
    step(.step, "src/web.py", line: 9, "given to find()"),
    step(.sanitizer, "src/config.py", line: 11, ""),
    Step(
      kind: .sink, path: TreePath("src/config.py"), range: range(line: 12, columns: 12..<20),
      message: "part of a query"),
  ]

  static func step(_ kind: Step.Kind, _ path: String, line: Int, _ message: String) -> Step {
    Step(kind: kind, path: TreePath(path), range: range(line: line, columns: 3..<10), message: message)
  }

  static let agent = Attribution(
    kind: .agent, agent: "claude-code", agents: ["claude-code"], model: "claude-opus-4", confidence: 970,
    tier: .trailer, commit: commit,
    evidence: [
      Evidence(source: "trailer", signal: "co-author", agent: "claude-code", weight: 920, detail: "Claude"),
      Evidence(source: "author", signal: "author-identity", agent: "claude-code", weight: 970, detail: ""),
    ])

  static func report(
    _ findings: [Finding] = [], rules: [Rule] = [rule()], skipped: [Notice] = [], authors: [AuthorSummary] = [],
    verdict: Verdict = .open, exitCode: Int32 = 0
  ) -> ScanReport {
    var coverage = Coverage()
    coverage.selected = 13
    coverage.scanned = 12
    coverage.bytes = 40_000
    coverage.lines = 1204
    coverage.skipped = skipped
    return ScanReport(
      selection: .diff(base: "main", head: nil), selectionText: "diff main..HEAD", base: object("aa"), head: commit,
      run: RunFacts(
        id: "01890a5d-ac96-774b-bcce-b302099a8057", startedAt: 1_709_210_096_007, durationMicroseconds: 3_400,
        cpuMicroseconds: 5_000, peakRSSBytes: 31_000_000),
      rulesDigest: digest, policyDigest: digest("cd"), rules: rules, coverage: coverage, findings: findings,
      authors: authors, verdict: verdict, exitCode: exitCode)
  }

  static func many(_ count: Int) -> [Finding] {
    let rules = [rule(), rule("python.eval", severity: .medium), rule("python.todo", severity: .info)]
    return (0..<count).map { number in
      let folder = String(1_000_000 + number / 20)
      return finding("src/p\(folder)/f.py", line: number % 20 + 1, rule: rules[number % 3], number: number)
    }
  }

  private static func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
}

extension ReportFormat {
  func text(_ report: ScanReport, options: ReportOptions = ReportOptions()) -> String {
    String(decoding: render(report, options: options), as: UTF8.self)
  }
}
