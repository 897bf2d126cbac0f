import GateModel
import GateReport
import Testing

@Suite struct `Text for people` {
  private let eval = Sample.rule("python.eval", severity: .medium, message: "Text from outside is run as code.")

  private func summary(of report: ScanReport, options: ReportOptions = ReportOptions()) -> String {
    TextFormat().text(report, options: options).split(separator: "\n").last.map(String.init) ?? ""
  }

  @Test func `a finding shows its place, its line, its author and what to do`() {
    let text = TextFormat().text(Sample.report([Sample.finding()]))
    #expect(
      text == """
        src/config.py

          critical  secrets.aws.access-key  12:12
          An AWS access key is committed; whoever reads the repository can use it.
           12 │ AWS_KEY = "AKIA****"
              │            ^^^^^^^^
                by claude-code (agent, 97 %) in 3f2a9c1d0e, author identity
                help: Revoke it at the provider, then rotate.

        gate open: 1 new finding (1 critical) in 12 files, 1,204 lines, 3 ms; 1 of 13 selected not scanned

        """)
  }

  @Test func `a file is named once, and advice is given once for each rule`() {
    let report = Sample.report([
      Sample.finding(line: 3), Sample.finding(line: 9), Sample.finding("src/web.py"),
      Sample.finding("web.py", rule: eval),
    ])
    let text = TextFormat().text(report)
    #expect(text.split(separator: "\n").count { $0 == "src/config.py" } == 1)
    #expect(text.components(of: "help: ") == 2)
  }

  @Test func `a report without findings is short`() {
    var report = Sample.report()
    report.coverage.selected = 12
    report.ledger = LedgerReceipt(sequence: 1204, leafHash: Sample.digest)
    report.remarks = ["The base is aa00000000."]
    #expect(
      TextFormat().text(report) == """
        note: The base is aa00000000.
        recorded as entry 1204, leaf ab00000000000000…
        gate open: no new findings in 12 files, 1,204 lines, 3 ms

        """)
  }

  @Test func `fixes are told in a line, and what a dry run would fix as well`() {
    var report = Sample.report([Sample.finding()])
    var fixes = FixSummary(isDryRun: false)
    (fixes.applied, fixes.files) = (1204, 1)
    report.fixes = fixes
    #expect(TextFormat().text(report).contains("\nfixed: 1,204 places in 1 file\n"))
    fixes = FixSummary(isDryRun: true)
    (fixes.applied, fixes.files, fixes.notApplied) = (1, 2, 3)
    report.fixes = fixes
    let summary = String(decoding: TextFormat.summary(of: report, options: ReportOptions()), as: UTF8.self)
    #expect(summary.hasPrefix("would fix: 1 place in 2 files; 3 not applied\ngate open"))
    #expect(!TextFormat().text(report, options: ReportOptions(quiet: true)).contains("would fix"))
  }

  @Test func `a patch on a terminal keeps its lines and tabs, and nothing in it acts`() {
    let patch = Array("-a\tb\u{1B}[2J\r\n+c\u{202E}d\n".utf8)
    #expect(String(decoding: PatchText.visible(patch), as: UTF8.self) == "-a\tb\\x1b[2J\\r\n+c\\u{202E}d\n")
    #expect(PatchText.visible([]) == [])
  }

  @Test func `a closed gate says which threshold was breached, and by how much`() {
    let findings = [Sample.finding(), Sample.finding(line: 20), Sample.finding("web.py", rule: eval)]
    let breach = Breach(scope: "all", severity: .critical, count: 2, limit: 0)
    let lines = TextFormat().text(Sample.report(findings, verdict: .breached([breach]), exitCode: 1))
      .split(separator: "\n")
    #expect(
      lines.suffix(2) == [
        "critical: 2 found, 0 allowed (all)",
        "gate closed: 3 new findings (2 critical, 1 medium) in 12 files, 1,204 lines, 3 ms; 1 of 13 selected not scanned",
      ])
  }

  @Test func `a scan that failed says so, and why, even when quiet`() {
    var report = Sample.report(exitCode: 3)
    report.failures = ["The ledger is not writable."]
    report.remarks = ["beside the point"]
    let lines = TextFormat().text(report, options: ReportOptions(quiet: true)).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0] == "error: The ledger is not writable.")
    #expect(lines[1].hasPrefix("could not complete: no new findings"))
  }

  @Test func `what is not new is told apart, and what is suppressed is only counted`() {
    let report = Sample.report([
      Sample.finding(line: 1, state: .existing), Sample.finding(line: 2, state: .suppressed),
      Sample.finding(line: 3, state: .reintroduced),
    ])
    let text = TextFormat().text(report)
    #expect(text.contains("1:12  existing\n"))
    #expect(text.contains("3:12  reintroduced\n"))
    #expect(!text.contains("2:12"))
    #expect(summary(of: report).contains("no new findings, 1 existing, 1 suppressed, 1 reintroduced in 12 files"))
  }

  @Test func `authors are compared where there are several`() {
    var counts = SeverityCounts()
    counts[.critical] = 2
    let unknown = AuthorSummary(kind: .unknown, agent: nil, commits: 1, linesAdded: nil, findings: SeverityCounts())
    let agent = AuthorSummary(kind: .agent, agent: "claude-code", commits: 3, linesAdded: 1192, findings: counts)
    #expect(
      TextFormat().text(Sample.report(authors: [unknown, agent])).hasPrefix(
        """
        author                commits   lines added   critical
        claude-code (agent)         3         1,192          2
        unknown                     1             -          -

        """))
    #expect(!TextFormat().text(Sample.report(authors: [agent])).contains("lines added"))
  }

  @Test func `holes in the coverage are listed, the rest is counted`() {
    let report = Sample.report(skipped: [
      Notice(path: TreePath("a.bin"), reason: .binary, detail: ""),
      Notice(path: TreePath("big.js"), reason: .tooLarge, detail: "120 MB, of at most 100"),
      Notice(path: TreePath("c.bin"), reason: .binary, detail: ""),
      Notice(path: TreePath(""), reason: .missingObject, detail: "3f2a9c1d0e"),
    ])
    #expect(
      TextFormat().text(report).hasPrefix(
        """
        not wholly inspected
          big.js: too-large: 120 MB, of at most 100
          missing-object: 3f2a9c1d0e

        passed over or read in part: 2 binary
        gate open:
        """))
  }

  @Test func `coverage that is incomplete without a file missing is said too`() {
    var report = Sample.report(skipped: [Notice(path: TreePath("a.js"), reason: .fuel, detail: "")])
    report.coverage.scanned = 13
    #expect(summary(of: report).hasSuffix("; not all of it inspected"))
  }

  @Test func `a history scan counts blobs`() {
    var report = Sample.report()
    report.selection = .history(since: nil)
    #expect(summary(of: report).contains("in 12 blobs"))
  }

  @Test func `times are left out of a reproducible report`() {
    #expect(!TextFormat().text(Sample.report(), options: ReportOptions(reproducible: true)).contains(" ms"))
  }

  @Test func `colour is there on demand only`() {
    let report = Sample.report([Sample.finding()])
    #expect(!TextFormat().text(report).contains("\u{1B}"))
    let colored = TextFormat().text(report, options: ReportOptions(color: true))
    #expect(colored.contains("\u{1B}[1;31mcritical\u{1B}[0m"))
    #expect(colored.contains("\u{1B}[1;32mgate open\u{1B}[0m"))
  }

  @Test func `messages are wrapped at the width of the page`() {
    let long = Sample.finding(message: String(repeating: "word ", count: 60))
    let text = TextFormat().text(Sample.report([long]), options: ReportOptions(quiet: true, width: 60))
    #expect(text.split(separator: "\n").filter { $0.contains("word") }.allSatisfy { $0.count <= 60 })
    #expect(text.components(of: "word") == 60)
  }

  @Test func `a path with a newline stays on one line`() {
    let path = "a\nb\u{1B}[31m\u{202E}.py"
    let report = Sample.report(
      [Sample.finding(path)], skipped: [Notice(path: TreePath(path), reason: .unreadable, detail: "no\nread")])
    let lines = TextFormat().text(report).split(separator: "\n")
    #expect(lines.contains(#"a\nb\x1b[31m\u{202E}.py"#))
    #expect(lines.contains(#"  a\nb\x1b[31m\u{202E}.py: unreadable: no read"#))
  }

  @Test func `nothing from the repository reaches the terminal raw`() {
    let nasty = "\u{1B}]0;x\u{07}\u{202E}\u{2028}\u{85}\r\n\u{9B}31m"
    var finding = Sample.finding(nasty, rule: Sample.rule(nasty, message: nasty))
    finding.excerpt = Excerpt(text: nasty, mark: 0..<4)
    finding.remediation = nasty
    finding.author = Attribution(
      kind: .mixed, agent: nasty, agents: [nasty], confidence: 500,
      evidence: [Evidence(source: nasty, signal: nasty, agent: nasty, weight: 1, detail: nasty)])
    let range = Sample.range(line: 1, columns: 1..<2)
    finding.trace = [Step(kind: .source, path: TreePath(nasty), range: range, message: nasty)]
    var report = Sample.report([finding], skipped: [Notice(path: TreePath(nasty), reason: .fuel, detail: nasty)])
    report.remarks = [nasty]
    report.failures = [nasty]
    report.verdict = .breached([Breach(scope: "agent:\(nasty)", severity: .high, count: 1, limit: 0)])
    let text = TextFormat().text(report)
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || Escape.spelling(of: $0) == nil })
  }

  @Test(
    arguments: [
      (Attribution.unknown, nil),
      (Attribution(kind: .unknown, confidence: 800, commit: Sample.commit), "by unknown in 3f2a9c1d0e"),
      (Attribution(kind: .human, confidence: 999, commit: Sample.commit), "by human (99 %) in 3f2a9c1d0e"),
      (Attribution(kind: .bot, agent: "renovate", confidence: 1000), "by renovate (bot, 100 %)"),
      (
        Attribution(kind: .mixed, agent: "aider", agents: ["aider", "codex", "jules", "kiro"], confidence: 904),
        "by aider + codex + jules + 1 more (mixed, 90 %)"
      ),
      (
        Attribution(
          kind: .unknown, confidence: 0,
          evidence: [Evidence(source: "blame", signal: "not-blamed", agent: nil, weight: 0, detail: "time is up")]),
        "by unknown, not blamed: time is up"
      ),
    ] as [(Attribution, String?)])
  func `an author is named with what is known of it`(_ author: Attribution, _ words: String?) {
    let text = TextFormat().text(Sample.report([Sample.finding(author: author)]))
    let line = text.split(separator: "\n").map { $0.drop { $0 == " " } }.first { $0.hasPrefix("by ") }
    #expect(line.map(String.init) == words)
  }

  @Test func `a finding that HEAD no longer holds says so`() {
    var finding = Sample.finding()
    finding.inHead = false
    #expect(TextFormat().text(Sample.report([finding])).contains("in 3f2a9c1d0e (no longer at HEAD), author"))
  }

  @Test func `a trace is numbered, from the source to the sink`() {
    let report = Sample.report([Sample.finding(trace: Sample.trace)])
    #expect(
      TextFormat().text(report, options: ReportOptions(width: 80)).contains(
        """
              │            ^^^^^^^^
                1 source          src/web.py:7      a parameter of the request
                2 step            src/web.py:9      given to find()
                3 sanitizer seen  src/config.py:11
                4 sink            src/config.py:12  part of a query
                by claude-code (agent, 97 %)
        """))
  }

  @Test func `words of a trace are broken at the width of the page, and stand below a place that is long`() {
    let words = String(repeating: "word ", count: 30)
    let deep = "src/a/rather/long/path/that/takes/most/of/the/page.py"
    func lines(_ path: String) -> [Substring] {
      let trace = [Sample.step(.source, path, line: 7, words), Sample.step(.sink, path, line: 12, words)]
      let text = TextFormat().text(Sample.report([Sample.finding(trace: trace)]), options: ReportOptions(width: 80))
      return text.split(separator: "\n").filter { $0.contains("word") || $0.contains(path + ":") }
    }
    for path in ["src/web.py", deep] {
      #expect(lines(path).allSatisfy { $0.count <= 80 })
      #expect(lines(path).joined(separator: " ").components(of: "word") == 60)
    }
    #expect(lines("src/web.py")[0].hasPrefix("        1 source  src/web.py:7   word word"))
    #expect(lines("src/web.py")[1].hasPrefix("                                 word word"))
    #expect(lines(deep)[0] == "        1 source  \(deep):7")
    #expect(lines(deep)[1].hasPrefix("                  word word"))
  }

  @Test func `a long trace shows its two ends`() {
    var finding = Sample.finding()
    finding.trace = (1...20).map { Sample.step(.step, "a.py", line: $0, "m\($0)") }
    let text = TextFormat().text(Sample.report([finding]))
    #expect(text.contains(" 6 step  a.py:6   m6\n        … 8 steps more\n        15 step  a.py:15  m15\n"))
    #expect(text.contains("m20\n") && !text.contains("m7\n") && !text.contains("m14\n"))
  }
}

extension String {
  func components(of part: String) -> Int { ranges(of: part).count }
}
