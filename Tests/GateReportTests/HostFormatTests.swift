import GateModel
import Testing

@testable import GateReport

/// Text that would be a command, markup or a formula somewhere.
private let hostile =
  "a\n::set-output name=x::y ##[error]z ]]> <script>alert(1)</script> 50% \"q\" '=1' @all | `t` \u{1B}[2J\u{202E}\u{FFFE}"

private let eval = Sample.rule("python.eval", severity: .medium, message: "Text from outside is run as code.")

private func states() -> ScanReport {
  Sample.report([
    Sample.finding(line: 1), Sample.finding(line: 2, rule: eval, state: .existing),
    Sample.finding(line: 3, state: .suppressed, number: 3),
  ])
}

@Suite struct `Workflow commands for GitHub` {
  @Test func `a finding is one annotation, and the verdict comes last`() {
    #expect(
      GitHubFormat().text(Sample.report([Sample.finding()])) == """
        ::error file=src/config.py,line=12,endLine=12,col=13,endColumn=21,title=critical%3A secrets.aws.access-key::\
        An AWS access key is committed; whoever reads the repository can use it.%0A\
        What to do: Revoke it at the provider, then rotate.%0A\
        By claude-code (agent, 97 %25) in 3f2a9c1d0e, author identity
        gate open: 1 new finding (1 critical) in 12 files, 1,204 lines, 3 ms; 1 of 13 selected not scanned

        """)
  }

  @Test func `the worst ten of a level are told, and one notice says how many more there are`() {
    let lines = GitHubFormat().text(Sample.report(Sample.many(60))).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("::error ") } == 10)
    #expect(lines.count { $0.hasPrefix("::warning ") } == 10)
    #expect(lines.count { $0.hasPrefix("::notice ") } == 10)
    #expect(lines[lines.count - 2].hasPrefix("::notice title=gatebook::31 findings more; 60 new findings"))
  }

  @Test func `nothing of a message or path becomes a command`() {
    let finding = Sample.finding("x,line=1::y%0A.py", message: hostile)
    let lines = GitHubFormat().text(Sample.report([finding])).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("::error file=x%2Cline=1%3A%3Ay%250A.py,line=12,"))
    #expect(!lines[0].contains("##[") && lines[0].contains(#"\x1b[2J\u{202E}"#) && lines[0].contains("50%25"))
  }

  @Test func `what stood there before is a notice, and what is let pass is not told`() {
    let text = GitHubFormat().text(states())
    #expect(
      text.contains("::notice file=src/config.py,line=2,") && text.contains("title=medium%3A python.eval (existing)"))
    #expect(!text.contains("line=3"))
  }

  @Test func `gaps and failures come first`() {
    var report = Sample.report(
      skipped: [Notice(path: TreePath("big.js"), reason: .tooLarge, detail: "120 MB")], exitCode: 3)
    report.failures = ["The ledger is not writable."]
    let lines = GitHubFormat().text(report).split(separator: "\n")
    #expect(lines[0] == "::error title=gatebook could not complete::The ledger is not writable.")
    #expect(
      lines[1] == "::warning title=not wholly inspected::1 gap in the coverage: 1 too-large%0Abig.js: too-large: 120 MB"
    )
    #expect(lines[2].hasPrefix("could not complete: "))
  }

  @Test func `a commit message is no file`() {
    let path = RepositoryText.commitMessage(Sample.commit).path
    let text = GitHubFormat().text(Sample.report([Sample.finding(path.description)]))
    #expect(text.hasPrefix("::error title=critical%3A secrets") && text.contains("In: commit message of 3f2a9c1d0e"))
  }
}

@Suite struct `Reports for GitLab` {
  @Test func `Code Quality has an entry a finding, each with a fingerprint of its own`() {
    let text = GitLabQualityFormat().text(
      Sample.report([Sample.finding(), Sample.finding(line: 14), Sample.finding(rule: eval)]))
    #expect(text.contains("\"fingerprint\": \"v0:00000000000000000000000000000001\""))
    #expect(text.contains("\"fingerprint\": \"v0:00000000000000000000000000000001-2\""))
    #expect(text.contains("\"severity\": \"blocker\"") && text.contains("\"severity\": \"major\""))
    #expect(GitLabQualityFormat().text(Sample.report()) == "[]\n")
    #expect(!GitLabQualityFormat().text(states()).contains("\"begin\": 3"))
  }

  @Test func `the security report tells rule, weakness, flow, author and what may be false`() {
    var finding = Sample.finding(trace: Sample.trace)
    finding.doubt = Doubt([Doubt.Indicator(.testPath, "test/")])
    let text = GitLabSASTFormat().text(
      Sample.report([finding], rules: [Sample.rule(references: ["https://example.org/a b"])]))
    for part in [
      "\"id\": \"00000000-0000-0000-0000-000000000001\"", "\"severity\": \"Critical\"",
      "\"type\": \"gatebook_rule_id\"",
      "\"name\": \"CWE-798\"", "https://cwe.mitre.org/data/definitions/798.html", "\"file_name\": \"src/web.py\"",
      "claude-code (agent, 97 %)", "flagged-as-likely-false-positive", "https://example.org/a%20b",
      "\"status\": \"success\"",
    ] { #expect(text.contains(part), "\(part)") }
    #expect(!GitLabSASTFormat().text(states()).contains("\"start_line\": 3"))
  }

  @Test func `without times there are still some, always the same`() {
    let text = GitLabSASTFormat().text(Sample.report(), options: ReportOptions(reproducible: true))
    #expect(text.components(of: "\"1970-01-01T00:00:00\"") == 2)
  }

  @Test func `Markdown in a message is text`() {
    let text = GitLabSASTFormat().text(Sample.report([Sample.finding(message: "see [x](y) @all <b> `c`")]))
    #expect(text.contains("see &#91;x&#93;(y) &#64;&#8203;all &#60;b&#62; &#96;c&#96;"))
  }
}

@Suite struct `XML for CI servers` {
  @Test func `JUnit has a case for the gate and one for each rule and file`() {
    let report = Sample.report(
      [Sample.finding(line: 1), Sample.finding(line: 4), Sample.finding("b.py", rule: eval, author: .unknown)],
      verdict: .breached([Breach(scope: "all", severity: .critical, count: 2, limit: 0)]), exitCode: 1)
    let text = JUnitFormat().text(report)
    #expect(
      text.contains(
        "<testsuite name=\"gatebook\" tests=\"3\" failures=\"3\" errors=\"0\" skipped=\"0\" time=\"0.003\" timestamp=\"2024-02-29T12:34:56\">"
      ))
    #expect(text.contains("<testcase name=\"gate\" classname=\"gatebook\">"))
    #expect(text.contains("<failure type=\"critical\" message=\"critical, 2 places: An AWS"))
    #expect(text.contains("- src/config.py:4:12: critical: An AWS"))
  }

  @Test func `JUnit skips what does not count, and what was not inspected is an error`() {
    let text = JUnitFormat().text(states())
    #expect(text.contains("<skipped message=\"existing\"/>"))
    let gap = Notice(path: TreePath("big.js"), reason: .tooLarge, detail: "120 MB")
    #expect(
      JUnitFormat().text(Sample.report(skipped: [gap])).contains(
        "<error type=\"too-large\" message=\"big.js: too-large: 120 MB\"/>"))
    #expect(JUnitFormat().text(Sample.report()).contains("tests=\"1\" failures=\"0\""))
  }

  @Test func `what XML may not hold is spelled out`() {
    for format in [JUnitFormat(), CheckstyleFormat()] as [any ReportFormat] {
      let text = format.text(Sample.report([Sample.finding("a\u{8}\u{FFFF}.py", message: hostile)]))
      #expect(
        text.contains("a\\x08\\u{FFFF}.py") && text.contains("&lt;script&gt;")
          && text.contains("\\x1b&#91;2J\\u{202E}\\u{FFFE}"))
      #expect(!text.contains("##[") && !text.contains("]]>"))
    }
  }

  @Test func `Checkstyle has the places of each file`() {
    let text = CheckstyleFormat().text(states())
    #expect(
      text.contains(
        "<file name=\"src/config.py\">\n    <error line=\"1\" column=\"12\" severity=\"error\" message=\"critical: An"))
    #expect(text.contains("severity=\"info\"") && !text.contains("line=\"3\""))
  }
}

@Suite struct `Tables and lines` {
  @Test func `CSV quotes every cell, and no cell is a formula`() {
    let rule = Sample.rule("=cmd", message: "+1 \"x\"")
    let rows = CSVFormat().text(Sample.report([Sample.finding("-a.py", rule: rule), Sample.finding("＝b", rule: rule)]))
      .split(separator: "\r\n")
    #expect(rows.count == 3)
    #expect(
      rows[1].hasPrefix(
        "\"finding\",\"critical\",\"high\",\"new\",\"'=cmd\",\"'-a.py\",\"12\",\"12\",\"12\",\"20\",\"'+1 \"\"x\"\"\",")
    )
    #expect(rows[2].contains("\"'＝b\""))
  }

  @Test func `CSV tells gaps and failures too`() {
    var report = Sample.report(
      skipped: [Notice(path: TreePath("big.js"), reason: .tooLarge, detail: "120 MB")], exitCode: 3)
    report.failures = ["The ledger is not writable."]
    let rows = CSVFormat().text(report).split(separator: "\r\n")
    #expect(rows[1].hasPrefix("\"gap\",\"\",\"\",\"\",\"too-large\",\"big.js\""))
    #expect(rows[2].hasPrefix("\"failure\"") && rows[2].contains("The ledger is not writable."))
  }

  @Test func `JSON lines are the findings, then the rest of the report`() {
    let lines = JSONLinesFormat().text(states()).split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.prefix(3).allSatisfy { $0.hasPrefix("{\"finding\":{\"ruleId\":") })
    #expect(lines[3].hasPrefix("{\"report\":{\"schema\":\"gatebook.scan/1\"") && !lines[3].contains("\"findings\":["))
  }
}

@Suite struct `Text of a stranger, in every form` {
  /// Pieces that mean something to some reader, in every order that a few thousand throws come to.
  private static let pieces: [String] = [
    "::error::", "##[", "##", "##vso[", "add-mask]", "\n", "\r", "\t", "%0A", "<script>", "</style>", "]]>", "-->", "`",
    "|", "\\",
    "\"", "'", "=", "@", "&",
    "\u{1B}[2J", "\u{202E}", "\u{2066}", "\u{0}", "\u{85}", "\u{2028}", "\u{FFFE}", "ü", "🔑", " ", "a",
  ]

  @Test func `is no command to a runner, moves no cursor and reorders no line`() {
    var seed: UInt64 = 7
    func draw() -> String {
      (0..<6).map { _ in
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Self.pieces[Int(seed >> 33) % Self.pieces.count]
      }.joined()
    }
    for _ in 0..<300 {
      let rule = Sample.rule("r." + draw(), message: draw())
      var author = Sample.agent
      author.evidence = [Evidence(source: "trailer", signal: "co-author", agent: nil, weight: 1, detail: draw())]
      let finding = Sample.finding(
        draw(), rule: rule, message: draw(), excerpt: Excerpt(text: draw(), mark: 1..<3), author: author,
        trace: [Sample.step(.source, draw(), line: 1, draw()), Sample.step(.sink, draw(), line: 2, draw())])
      var report = Sample.report(
        [finding], rules: [rule], skipped: [Notice(path: TreePath(draw()), reason: .unreadable, detail: draw())],
        verdict: .breached([Breach(scope: "agent:" + draw(), severity: .high, count: 1, limit: 0)]), exitCode: 1)
      report.failures = [draw()]
      report.remarks = [draw()]
      report.selectionText = draw()
      for format in ReportFormats.all {
        let text = format.text(report)
        #expect(!text.contains("##[") && !text.contains("##vso["), "\(format.name): \(text)")
        let isData = format.name.contains("json") || format.name == "sarif" || format.name.hasPrefix("gitlab")
        for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
          let start = line.drop { $0 == " " }
          #expect(
            !start.hasPrefix("::") || (format.name == "github" && line.hasPrefix("::")), "\(format.name): \(line)")
        }
        let kept: Set<Unicode.Scalar> = format.name == "csv" ? ["\n", "\r"] : ["\n"]
        let acting = text.unicodeScalars.first { scalar in
          (scalar.value < 32 || scalar.value == 127) && !kept.contains(scalar)
            || !isData && (Escape.spelling(of: scalar) != nil && !kept.contains(scalar))
        }
        #expect(acting == nil, "\(format.name)")
      }
    }
  }
}
