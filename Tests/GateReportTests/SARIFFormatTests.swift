import GateModel
import GateTesting
import Testing

@testable import GateReport

@Suite struct `SARIF for hosts` {
  private func run(_ report: ScanReport, _ options: ReportOptions = ReportOptions()) -> JSON {
    SARIFFormat().log(of: report, options: options)["runs"]?.items.first ?? .null
  }

  private func result(_ finding: Finding, _ options: ReportOptions = ReportOptions()) -> JSON {
    run(Sample.report([finding]), options)["results"]?.items.first ?? .null
  }

  private func notifications(_ run: JSON) -> [(level: String?, text: String?)] {
    let all = run["invocations"]?.items.first?["toolExecutionNotifications"]?.items ?? []
    return all.map { ($0["level"]?.text, $0["message"]?["text"]?.text) }
  }

  // MARK: Runs

  @Test func `a run without findings still has its rules and an empty list of results`() {
    let run = run(Sample.report())
    #expect(run["results"] == .array([]))
    #expect(run["tool"]?["driver"]?["rules"]?.items.count == 1)
    #expect(run["tool"]?["driver"]?["name"]?.text == "Gatebook")
    #expect(run["columnKind"]?.text == "utf16CodeUnits")
    #expect(run["automationDetails"]?["id"]?.text == "gatebook/diff/")
    #expect(run["originalUriBaseIds"]?["%SRCROOT%"]?["uri"]?.text == "file:///")
    #expect(run["versionControlProvenance"] == nil)
  }

  @Test func `the repository is named without a user`() {
    var report = Sample.report()
    report.provenance = Provenance(
      remoteURL: "https://me:word@example.org/o/r.git", revision: Sample.commit, branch: "main")
    let repository = run(report)["versionControlProvenance"]?.items.first
    #expect(repository?["repositoryUri"]?.text == "https://example.org/o/r.git")
    #expect(repository?["revisionId"]?.text == Sample.commit.description)
    #expect(repository?["branch"]?.text == "main")
    #expect(repository?["mappedTo"]?["uriBaseId"]?.text == "%SRCROOT%")
  }

  @Test func `times are told unless the report is reproducible`() {
    let told = run(Sample.report())["invocations"]?.items.first
    #expect(told?["startTimeUtc"]?.text == "2024-02-29T12:34:56.007Z")
    #expect(told?["endTimeUtc"]?.text == "2024-02-29T12:34:56.010Z")
    let silent = run(Sample.report(), ReportOptions(reproducible: true))["invocations"]?.items.first
    #expect(silent?["startTimeUtc"] == nil)
    #expect(silent?["executionSuccessful"] == .bool(true))
  }

  @Test func `what was not inspected is an error, what was passed over a note`() {
    let run = run(
      Sample.report(skipped: [
        Notice(path: TreePath("a b.js"), reason: .tooLarge, detail: "120 MB"),
        Notice(path: TreePath("c.bin"), reason: .binary, detail: ""),
        Notice(path: TreePath("d.bin"), reason: .binary, detail: ""),
      ]))
    let invocation = run["invocations"]?.items.first
    #expect(invocation?["executionSuccessful"] == .bool(false))
    let told = notifications(run)
    #expect(told.map(\.level) == ["error", "note"])
    #expect(told.map(\.text) == ["Not wholly inspected, too-large: 120 MB.", "Passed over or read in part: 2 binary."])
    let place = invocation?["toolExecutionNotifications"]?.items.first?["locations"]?.items.first
    #expect(place?["physicalLocation"]?["artifactLocation"]?["uri"]?.text == "a%20b.js")
  }

  @Test func `a failure is an error, and the run was not successful`() {
    var report = Sample.report(exitCode: 3)
    report.failures = ["The ledger is not writable", ""]
    let run = run(report)
    #expect(notifications(run).map(\.text) == ["The ledger is not writable.", "No more is known."])
    #expect(run["invocations"]?.items.first?["executionSuccessful"] == .bool(false))
    #expect(run["invocations"]?.items.first?["exitCode"]?.number == 3)
  }

  // MARK: Results

  @Test func `a result has one place, a full region and its fingerprints`() {
    let result = result(Sample.finding())
    #expect(result["ruleId"]?.text == "secrets.aws.access-key")
    #expect(result["ruleIndex"]?.number == 0)
    #expect(result["level"]?.text == "error")
    #expect(result["rank"]?.number == 95)
    #expect(result["message"]?["text"]?.text?.hasSuffix("use it.") == true)
    #expect(result["locations"]?.items.count == 1)
    let place = result["locations"]?.items.first?["physicalLocation"]
    #expect(
      place?["artifactLocation"]
        == .object([.init("uri", .string("src/config.py")), .init("uriBaseId", .string("%SRCROOT%"))]))
    #expect(
      place?["region"]
        == .object([
          .init("startLine", .integer(12)), .init("startColumn", .integer(13)), .init("endLine", .integer(12)),
          .init("endColumn", .integer(21)),
        ]))
    #expect(
      result["partialFingerprints"]
        == .object([
          .init("primaryLocationLineHash", .string("a1b2c3:1")),
          .init("gatebookFindingId/v0", .string("v0:00000000000000000000000000000001")),
        ]))
  }

  @Test func `a result tells who wrote it, and null where that is unknown`() {
    let known = result(Sample.finding())["properties"]
    #expect(known?["gatebook/agent"]?.text == "claude-code")
    #expect(known?["gatebook/kind"]?.text == "agent")
    #expect(known?["gatebook/commit"]?.text == Sample.commit.description)
    #expect(known?["gatebook/confidence"] == .thousandths(970))
    #expect(known?["gatebook/severity"]?.text == "critical")
    #expect(known?["gatebook/state"]?.text == "new")
    let unknown = result(Sample.finding(author: .unknown))["properties"]
    #expect(unknown?["gatebook/agent"] == .null)
    #expect(unknown?["gatebook/commit"] == .null)
  }

  private func stations(_ result: JSON) -> [JSON] {
    result["codeFlows"]?.items.first?["threadFlows"]?.items.first?["locations"]?.items ?? []
  }

  @Test func `a trace becomes a code flow from its source to the place of the result`() {
    let result = result(Sample.finding(trace: Sample.trace))
    let stations = stations(result)
    #expect(result["codeFlows"]?.items.count == 1)
    #expect(stations.map { $0["kinds"]?.items.first?.text } == ["source", nil, "sanitizer", "sink"])
    #expect(stations.map { $0["importance"]?.text } == ["essential", "important", "important", "essential"])
    #expect(
      stations.map { $0["location"]?["message"]?["text"]?.text } == [
        "a parameter of the request.", "given to find().", "The data is made safe here, though not for this sink.",
        "part of a query.",
      ])
    let places = stations.map { $0["location"]?["physicalLocation"] }
    #expect(places[0]?["artifactLocation"]?["uri"]?.text == "src/web.py")
    #expect(places.last == result["locations"]?.items.first?["physicalLocation"])
    for place in places {
      #expect(place?["region"].map { $0.names } == ["startLine", "startColumn", "endLine", "endColumn"])
    }
  }

  @Test func `a step's columns are in UTF-16, of its own where they are known`() {
    var trace = Sample.trace
    trace[0].columns = HostColumns(start: 7, end: 99)
    let regions = stations(result(Sample.finding(trace: trace))).map {
      $0["location"]?["physicalLocation"]?["region"]
    }
    #expect(regions[0]?["startColumn"]?.number == 7)
    #expect(regions[0]?["endColumn"]?.number == 99)
    #expect(regions[1]?["startColumn"]?.number == 3)
    #expect(regions[1]?["endColumn"]?.number == 10)
  }

  @Test func `the message leads to the source, which is a related location`() {
    let result = result(Sample.finding(trace: Sample.trace))
    #expect(result["message"]?["text"]?.text?.hasSuffix("use it. The data comes from [here](1).") == true)
    let related = result["relatedLocations"]?.items ?? []
    #expect(related.count == 1)
    #expect(related.first?["id"]?.number == 1)
    #expect(related.first?["message"]?["text"]?.text == "a parameter of the request.")
    #expect(related.first?["physicalLocation"] == stations(result).first?["location"]?["physicalLocation"])
  }

  @Test func `no link leads from a result to itself, and none is there without a flow`() {
    var trace = Sample.trace
    (trace[0].path, trace[0].range) = (Sample.finding().path, Sample.finding().range)
    for result in [result(Sample.finding(trace: trace)), result(Sample.finding())] {
      #expect(result["relatedLocations"] == nil)
      #expect(result["message"]?["text"]?.text?.contains("](") == false)
    }
    #expect(result(Sample.finding())["codeFlows"] == nil)
  }

  @Test func `the flow ends at the result, wherever the trace says that the sink is`() {
    var narrow = Sample.trace
    narrow[3].range.start.column += 2
    for trace in [narrow, narrow.dropLast()] {
      let result = result(Sample.finding(trace: trace))
      let last = stations(result).last
      #expect(stations(result).count == 4)
      #expect(last?["kinds"] == .texts(["sink"]))
      #expect(last?["location"]?["physicalLocation"] == result["locations"]?.items.first?["physicalLocation"])
    }
  }

  @Test func `of a very long trace a thousand stations are told, source and sink among them`() {
    var finding = Sample.finding()
    finding.trace = (1...1500).map { line in
      let last = line == 1500
      return Step(
        kind: line == 1 ? .source : last ? .sink : .step, path: finding.path,
        range: last ? finding.range : Sample.range(line: line, columns: 3..<4), message: "here")
    }
    let stations = stations(result(finding))
    #expect(stations.count == 1000)
    #expect(stations.first?["kinds"] == .texts(["source"]))
    #expect(stations.last?["kinds"] == .texts(["sink"]))
  }

  @Test func `the checkers have nothing to say of a flow`() throws {
    var wide = Sample.trace
    wide[0].message = "a parameter \u{202E}[here](2)"
    wide[1].path = TreePath(bytes: Array("ä b#%".utf8) + [0xFF])
    let findings = [Sample.trace, wide, Array(repeating: Sample.trace[1], count: 2000)].enumerated().map {
      Sample.finding(line: $0 + 1, number: $0, trace: $1)
    }
    let report = Sample.report(findings)
    #expect(try Checker.sarif(SARIFFormat().render(report, options: ReportOptions())) == "")
    #expect(try Checker.json(JSONFormat().render(report, options: ReportOptions())) == "")
  }

  @Test func `suppressed findings are left out unless they are asked for`() {
    let report = Sample.report([Sample.finding(line: 1, state: .suppressed), Sample.finding(line: 2)])
    let plain = run(report)["results"]?.items ?? []
    #expect(plain.count == 1)
    #expect(plain[0]["suppressions"] == nil)
    let all = run(report, ReportOptions(sarifIncludeSuppressed: true))["results"]?.items ?? []
    #expect(all.map { $0["suppressions"]?.items.count } == [1, 0])
    #expect(all[0]["suppressions"]?.items.first?["kind"]?.text == "external")
  }

  // MARK: Limits

  @Test(arguments: [0, 1, 5000, 25_001]) func `no file holds more results than hosts take`(_ count: Int) {
    let run = run(Sample.report(Sample.many(count)))
    #expect(run["results"]?.items.count == min(count, 25_000))
    let told = notifications(run)
    #expect(told.isEmpty == (count <= 5000))
    if count > 25_000 {
      #expect(told.map(\.level) == ["warning"])
      #expect(told[0].text?.hasPrefix("1 of 25001 results were left out") == true)
    }
  }

  @Test func `more than five thousand results bring a warning`() {
    #expect(notifications(run(Sample.report(Sample.many(5001)))).map(\.level) == ["warning"])
  }

  @Test func `the worst are kept, in the order of the report`() {
    let low = Sample.rule("a", severity: .low)
    let high = Sample.rule("b", severity: .high)
    let critical = Sample.rule("c", severity: .critical)
    let findings = [(low, 1), (high, 2), (low, 3), (critical, 4), (high, 5)].map {
      Sample.finding(line: $0.1, rule: $0.0)
    }
    func lines(_ limit: Int) -> [Int64?] {
      let results = run(Sample.report(findings), ReportOptions(sarifMaxResults: limit))["results"]?.items ?? []
      return results.map { $0["locations"]?.items[0]["physicalLocation"]?["region"]?["startLine"]?.number }
    }
    #expect(lines(5) == [1, 2, 3, 4, 5])
    #expect(lines(4) == [1, 2, 4, 5])
    #expect(lines(2) == [2, 4])
    #expect(lines(1) == [4])
    #expect(lines(0) == [])
    #expect(lines(-1) == [])
  }

  // MARK: Strangers

  @Test func `no string of the file holds a character that misleads, and none is empty`() {
    let nasty = "\u{1B}[31m\u{202E}\u{2028}\u{85}\r\n\0[x](javascript:y)\u{E0041}"
    let rule = Rule(
      id: "a\(nasty)", severity: .critical, confidence: .high, message: nasty,
      matcher: .secret(SecretMatcher(pattern: "x")), cwe: ["CWE-798"], owasp: [nasty], attack: [""], remediation: nasty,
      references: ["https://x/\(nasty)", nasty])
    var finding = Sample.finding(bytes: Array(nasty.utf8) + [0xFF], rule: rule)
    finding.author.agent = nasty
    finding.trace = [
      Step(kind: .source, path: TreePath(nasty), range: finding.range, message: nasty),
      Step(kind: .step, path: TreePath(nasty), range: finding.range, message: ""),
    ]
    let empty = Sample.finding("", rule: Sample.rule("own", message: ""))
    var report = Sample.report([finding, empty], rules: [rule])
    report.coverage.skipped = [Notice(path: TreePath(nasty), reason: .fuel, detail: nasty)]
    report.failures = [nasty, ""]
    report.provenance = Provenance(remoteURL: "https://x/\(nasty)", branch: "")
    let log = SARIFFormat().log(of: report, options: ReportOptions(sarifIncludeSuppressed: true))
    let strings = log.strings
    #expect(strings.allSatisfy { !$0.isEmpty })
    // Paragraphs of the help are the only line breaks, and they are ours.
    #expect(strings.joined().unicodeScalars.allSatisfy { $0 == "\n" || Escape.spelling(of: $0) == nil })
    #expect(log.prose.count > 10)
    #expect(log.prose.allSatisfy { !$0.contains("[x](") })
    #expect(log.prose.count { $0.contains("[here](1)") } == 1)
  }
}

extension JSON {
  fileprivate var names: [String] {
    if case .object(let members) = self { members.map(\.name) } else { [] }
  }

  /// What a host shows as a message, and reads links in.
  fileprivate var prose: [String] {
    switch self {
    case .array(let items): items.flatMap(\.prose)
    case .object(let members):
      members.flatMap { ["text", "markdown"].contains($0.name) ? $0.value.strings : $0.value.prose }
    default: []
    }
  }

  fileprivate var strings: [String] {
    switch self {
    case .string(let text): [text]
    case .array(let items): items.flatMap(\.strings)
    case .object(let members): members.flatMap { [$0.name] + $0.value.strings }
    default: []
    }
  }
}
