import GateModel
import Testing

@testable import GateReport

@Suite struct `JSON for scripts` {
  private func names(_ value: JSON?) -> [String] {
    guard case .object(let members) = value else { return [] }
    return members.map(\.name)
  }

  @Test func `an empty report has every key`() {
    let text = JSONFormat().text(Sample.report(), options: ReportOptions(reproducible: true))
    #expect(
      text == """
        {
          "schema": "gatebook.scan/1",
          "tool": {
            "name": "gatebook",
            "version": "\(Tool.version)"
          },
          "scan": {
            "id": null,
            "selection": "diff main..HEAD",
            "base": "\(Sample.object("aa"))",
            "head": "\(Sample.commit)",
            "startedAt": null,
            "durationMs": null,
            "cpuMs": null,
            "peakRSSBytes": null,
            "rulesDigest": "\(Sample.digest)",
            "policyDigest": "\(Sample.digest("cd"))"
          },
          "coverage": {
            "selected": 13,
            "scanned": 12,
            "known": 0,
            "bytes": 40000,
            "lines": 1204,
            "texts": 0,
            "complete": true,
            "skipped": []
          },
          "findings": [],
          "ignores": [],
          "authors": [],
          "gate": {
            "open": true,
            "breaches": []
          },
          "ledger": null,
          "fixes": null
        }

        """)
  }

  @Test func `a run is told in whole milliseconds`() {
    let scan = JSONFormat.json(of: Sample.report())["scan"]
    #expect(scan?["id"]?.text == "01890a5d-ac96-774b-bcce-b302099a8057")
    #expect(scan?["startedAt"]?.text == "2024-02-29T12:34:56.007Z")
    #expect(scan?["durationMs"]?.number == 3)
    #expect(scan?["cpuMs"]?.number == 5)
    #expect(scan?["peakRSSBytes"]?.number == 31_000_000)
  }

  @Test func `fixes are counted, and one that would tell a secret is not told`() {
    var finding = Sample.finding()
    finding.fix = "f()"
    #expect(JSONFormat.json(of: finding)["fix"]?.text == "f()")
    finding.hidesFix = true
    #expect(JSONFormat.json(of: finding)["fix"] == .null)
    var report = Sample.report()
    report.fixes = FixSummary(isDryRun: true)
    #expect(JSONFormat.json(of: report)["fixes"].map(names) == ["applied", "files", "notApplied", "dryRun"])
  }

  @Test func `a finding has its keys in the order of the contract`() {
    let finding = JSONFormat.json(of: Sample.finding(author: .unknown))
    #expect(
      names(finding) == [
        "ruleId", "severity", "confidence", "message", "path", "pathBytes", "start", "end", "excerpt", "cwe", "owasp",
        "attack", "fingerprint", "state", "commit", "inHead", "author", "trace", "remediation", "fix",
        "falsePositive", "dismissal", "ignore", "inBaseline",
      ])
    #expect(
      finding["start"]
        == .object([.init("line", .integer(12)), .init("column", .integer(12)), .init("offset", .integer(1200))]))
    #expect(finding["commit"] == .null)
    #expect(finding["fix"] == .null)
    #expect(names(finding["author"]) == ["kind", "agent", "model", "confidence", "tier", "commit", "evidence"])
    #expect(finding["author"]?["tier"] == .null)
  }

  @Test func `a trace is told from source to sink, each step with its keys in the order of the contract`() {
    let trace = JSONFormat.json(of: Sample.finding(trace: Sample.trace))["trace"]?.items ?? []
    #expect(trace.map { $0["kind"]?.text } == ["source", "step", "sanitizer", "sink"])
    #expect(trace.map { $0["path"]?.text } == ["src/web.py", "src/web.py", "src/config.py", "src/config.py"])
    for step in trace {
      #expect(names(step) == ["kind", "path", "start", "end", "message"])
      #expect(step["message"]?.text?.isEmpty == false)
    }
    #expect(
      trace.first?["end"]
        == .object([.init("line", .integer(7)), .init("column", .integer(10)), .init("offset", .integer(707))]))
    #expect(JSONFormat.json(of: Sample.finding())["trace"] == .array([]))
  }

  @Test func `an author's numbers are decimals`() {
    let author = JSONFormat.json(of: Sample.agent)
    #expect(String(decoding: author["confidence"]?.line() ?? [], as: UTF8.self) == "0.97")
    #expect(author["tier"]?.text == "T4")
    #expect(names(author["evidence"]?.items.first) == ["source", "signal", "agent", "weight", "detail"])
  }

  @Test func `the bytes of a path are given where it is not UTF-8`() {
    let finding = JSONFormat.json(of: Sample.finding(bytes: [0x61, 0xFF]))
    #expect(finding["path"]?.text == "a\u{FFFD}")
    #expect(finding["pathBytes"]?.text == "Yf8=")
    #expect(JSONFormat.json(of: Sample.finding("ä"))["pathBytes"] == .null)
  }

  @Test func `strings are told as they are`() {
    let message = "\u{1B}[31m\u{202E}\n\"\\"
    #expect(JSONFormat.json(of: Sample.finding(message: message))["message"]?.text == message)
    let text = JSONFormat().text(Sample.report([Sample.finding("a\nb", message: message)]))
    #expect(text.contains(#""path": "a\nb""#))
    #expect(text.contains(#"\u001b[31m"#))
  }

  @Test func `authors are sorted by kind and agent`() {
    func author(_ kind: Attribution.Kind, _ agent: String?) -> AuthorSummary {
      AuthorSummary(kind: kind, agent: agent, commits: 1, linesAdded: nil, findings: SeverityCounts())
    }
    let authors = [author(.unknown, nil), author(.agent, "jules"), author(.human, nil), author(.agent, "aider")]
    let sorted = JSONFormat.json(of: Sample.report(authors: authors))["authors"]?.items ?? []
    #expect(sorted.map { $0["agent"]?.text ?? $0["kind"]?.text } == ["aider", "jules", "human", "unknown"])
    #expect(sorted[0]["linesAdded"] == .null)
    #expect(names(sorted[0]["findings"]) == ["critical", "high", "medium", "low", "info"])
  }

  @Test func `what is missing in a notice is null`() {
    let notice = JSONFormat.json(of: Notice(path: TreePath(""), reason: .missingObject, detail: ""))
    #expect(
      notice == .object([.init("path", .null), .init("reason", .string("missing-object")), .init("detail", .null)]))
  }

  @Test func `equal reports give equal bytes, whenever they ran`() {
    var later = Sample.report([Sample.finding()])
    let first = Sample.report([Sample.finding()])
    later.run = RunFacts(
      id: "018f0000-0000-7000-8000-000000000000", startedAt: 1, durationMicroseconds: 1, cpuMicroseconds: 1,
      peakRSSBytes: 1)
    for format in ReportFormats.all {
      let options = ReportOptions(reproducible: true)
      #expect(format.render(first, options: options) == format.render(later, options: options))
      let isTimed = format.text(first) != format.text(later)
      #expect(isTimed == !["gitlab-codequality", "checkstyle", "csv"].contains(format.name), "\(format.name)")
    }
  }
}

@Suite struct `The list of formats` {
  @Test func `each is found by its name`() {
    #expect(
      ReportFormats.names == [
        "text", "json", "sarif", "jsonl", "github", "gitlab-sast", "gitlab-codequality", "junit", "checkstyle",
        "markdown",
        "html", "csv", "agent",
      ])
    for name in ReportFormats.names { #expect(ReportFormats.named(name)?.name == name) }
    #expect(ReportFormats.named("xml") == nil)
  }

  @Test(arguments: ReportFormats.names) func `each ends with one newline`(_ name: String) throws {
    let bytes = try #require(ReportFormats.named(name)).render(
      Sample.report([Sample.finding()]), options: ReportOptions())
    #expect(bytes.last == 0x0A && !bytes.suffix(2).elementsEqual([0x0A, 0x0A]))
  }
}
