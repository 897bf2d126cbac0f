package import GateModel

/// One scan as the book keeps it, body version 1, 2 for a history that the next scan may build on, 3 where comments let findings
/// pass.
///
/// Bodies are never rewritten, so members are only ever added, under a higher version. Absent values are null.
/// No secret's value, no text of a file and no evidence in clear goes in.
package struct ScanRecord {
  private let report: ScanReport
  private let context: ScanContext
  private let authors: AuthorTable

  package init(_ report: ScanReport, _ context: ScanContext) {
    self.report = report
    self.context = context
    authors = AuthorTable(report)
  }

  package var draft: EntryDraft {
    EntryDraft(
      members: whatRan + whatWasLookedAt + whatIsKnown + whatWasFound + whatWasLetPass + whatItCost,
      scanned: context.scanned)
  }

  private var version: Int { !used.isEmpty ? 3 : context.known == nil ? 1 : 2 }

  private var used: [InlineIgnore] { report.ignores.filter { $0.standing == .used } }

  /// Since version 3: each comment that let something pass, and what. Its reason is text of a file, and stays there.
  private var whatWasLetPass: [JSON.Member] {
    guard !used.isEmpty else { return [] }
    let findings = Dictionary(grouping: report.findings.filter { $0.ignore != nil }) { $0.ignore }
    return [
      JSON.Member(
        "ignores",
        .array(
          used.map { ignore in
            .object([
              JSON.Member("path", .string(ignore.path.description)),
              JSON.Member("path_b64", ignore.path.isUTF8 ? .null : .string(Base64.encode(ignore.path.bytes))),
              JSON.Member("line", .count(ignore.range.start.line)),
              JSON.Member("form", .string(ignore.form.rawValue)),
              JSON.Member("until", .optional(ignore.until) { .string($0) }),
              JSON.Member("fps", .array((findings[ignore] ?? []).map { .string($0.fingerprint.text) })),
            ])
          }))
    ]
  }

  private var whatRan: [JSON.Member] {
    [
      JSON.Member("v", .count(version)),
      JSON.Member("id", .string(context.run.id)),
      JSON.Member("kind", .string("scan")),
      JSON.Member("actor", context.actorJSON),
      JSON.Member("tool", context.toolJSON),
      JSON.Member("rules_sha256", .digest(report.rulesDigest)),
      JSON.Member("policy_sha256", .digest(report.policyDigest)),
      JSON.Member("config_sha256", .digest(context.configDigest)),
      JSON.Member("sarif_sha256", .digest(context.sarifDigest)),
    ]
  }

  private var whatWasLookedAt: [JSON.Member] {
    [
      JSON.Member("repo", context.repositoryJSON),
      JSON.Member("base", .objectID(report.base)),
      JSON.Member("head", .objectID(report.head)),
      JSON.Member("tree", .objectID(context.tree)),
      JSON.Member("mode", .string(report.selection.name)),
      JSON.Member("coverage", coverage),
      JSON.Member("scanned_sha256", .digest(context.scanned?.digest)),
    ]
  }

  /// Since version 2.
  private var whatIsKnown: [JSON.Member] {
    guard let known = context.known, let list = context.scanned else { return [] }
    return [
      JSON.Member(
        "known",
        .object([
          JSON.Member("marks", .string(Base64.encode(list.marks))),
          JSON.Member("settings_sha256", .digest(known.settings)),
          JSON.Member("seal", .digest(known.seal)),
          JSON.Member("blobs", .count(known.blobs)),
          JSON.Member("entry", .optional(known.entry) { .count($0) }),
        ]))
    ]
  }

  private var whatWasFound: [JSON.Member] {
    [
      JSON.Member("commits", .array(report.commits.map(json))),
      JSON.Member("authors", authors.json),
      JSON.Member("findings", .array(report.findings.map(json))),
      JSON.Member("counts", .counts(newFindings)),
      JSON.Member("gate", .string(gate)),
      JSON.Member("exit", .integer(Int64(report.exitCode))),
    ]
  }

  private var whatItCost: [JSON.Member] {
    [
      JSON.Member("dur_us", .integer(context.run.durationMicroseconds)),
      JSON.Member("peak_kib", .integer(context.run.peakRSSBytes / 1024)),
      JSON.Member("files", .count(report.coverage.scanned)),
      JSON.Member("bytes", .count(report.coverage.bytes)),
    ]
  }

  private var coverage: JSON {
    let seen = report.coverage
    let skipped = Notice.Reason.allCases.compactMap { reason -> JSON.Member? in
      let count = seen.skipped.count { $0.reason == reason }
      return count > 0 ? JSON.Member(reason.rawValue, .count(count)) : nil
    }
    return .object([
      JSON.Member("selected", .count(seen.selected)),
      JSON.Member("scanned", .count(seen.scanned)),
      JSON.Member("bytes", .count(seen.bytes)),
      JSON.Member("lines", .count(seen.lines)),
      JSON.Member("skipped", .object(skipped)),
    ])
  }

  private var newFindings: SeverityCounts {
    var counts = SeverityCounts()
    for finding in report.findings where finding.state.isNew { counts[finding.severity] += 1 }
    return counts
  }

  /// A breach stands however little was seen; without one, a scan that failed has judged nothing.
  private var gate: String {
    if !report.verdict.isOpen { return "closed" }
    return report.failures.isEmpty && report.exitCode < 2 ? "open" : "error"
  }

  private func json(_ commit: CommitSummary) -> JSON {
    .object([
      JSON.Member("id", .objectID(commit.id)),
      JSON.Member("tree", .objectID(commit.tree)),
      JSON.Member("author", .count(authors.index(of: commit.author))),
      JSON.Member("added", .optional(commit.linesAdded) { .count($0) }),
      JSON.Member("hit", .optional(commit.linesHit) { .count($0) }),
    ])
  }

  private func json(_ finding: Finding) -> JSON {
    let path = finding.path
    return .object([
      JSON.Member("rule", .string(finding.ruleID)),
      JSON.Member("sev", .string(finding.severity.name)),
      JSON.Member("confidence", .string(finding.confidence.name)),
      JSON.Member("cwe", .array(finding.cwe.map { .string($0) })),
      JSON.Member("path", .string(path.description)),
      JSON.Member("path_b64", path.isUTF8 ? .null : .string(Base64.encode(path.bytes))),
      JSON.Member("line", .count(finding.range.start.line)),
      JSON.Member("fp", .string(finding.fingerprint.text)),
      JSON.Member("commit", .objectID(finding.commit)),
      JSON.Member("author", .count(authors.index(of: finding.author))),
      JSON.Member("state", .string(finding.state.rawValue)),
    ])
  }
}

/// What entries of every kind say of who wrote them.
extension ScanContext {
  var toolJSON: JSON {
    .object([JSON.Member("version", .string(Tool.version)), JSON.Member("build_sha256", .digest(buildDigest))])
  }

  var actorJSON: JSON {
    let ci = JSON.optional(actor.ci) { ci in
      .object([
        JSON.Member("provider", .string(ci.provider)),
        JSON.Member("run_id", .optional(ci.runID) { .string($0) }),
        JSON.Member("url", .optional(ci.url) { .string($0) }),
      ])
    }
    return .object([
      JSON.Member("host_hash", .digest(actor.hostHash)),
      JSON.Member("user_hash", .digest(actor.userHash)),
      JSON.Member("ci", ci),
    ])
  }

  var repositoryJSON: JSON {
    .optional(repository) { repository in
      .object([
        JSON.Member("hmac", .digest(repository.hmac)),
        JSON.Member("name", .optional(repository.name) { .string($0) }),
      ])
    }
  }
}

extension JSON {
  static func digest(_ digest: Digest?) -> JSON { .optional(digest) { .string($0.description) } }

  static func objectID(_ id: ObjectID?) -> JSON { .optional(id) { .string($0.description) } }

  static func counts(_ counts: SeverityCounts) -> JSON {
    .object(Severity.allCases.map { JSON.Member($0.name, .count(counts[$0])) })
  }
}
