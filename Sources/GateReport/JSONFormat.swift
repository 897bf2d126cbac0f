package import GateModel

/// `gatebook.scan/1`: every key always there, null where there is nothing.
///
/// Strings are told as they are; JSON's own escapes keep them inside their quotes.
package struct JSONFormat: ReportFormat {
  package let name = "json"

  package init() {}

  package func render(_ report: ScanReport, options: ReportOptions) -> [UInt8] {
    var report = report
    report.run = report.run(under: options)
    return JSONFormat.json(of: report).pretty() + [UInt8(ascii: "\n")]
  }

  package static func json(of report: ScanReport) -> JSON {
    .record([
      "schema": .string("gatebook.scan/1"),
      "tool": .record(["name": .string(Tool.name), "version": .string(Tool.version)]),
      "scan": scan(of: report),
      "coverage": json(of: report.coverage),
      "findings": .list(report.findings) { json(of: $0) },
      "ignores": .list(report.ignores) { json(of: $0) },
      "authors": .list(report.authors.sorted(by: AuthorSummary.precedes)) { json(of: $0) },
      "gate": json(of: report.verdict),
      "ledger": .optional(report.ledger) { json(of: $0) },
      "fixes": .optional(report.fixes) { json(of: $0) },
    ])
  }

  private static func scan(of report: ScanReport) -> JSON {
    let run = report.run
    return .record([
      "id": .optional(run?.id, JSON.string),
      "selection": .string(report.selectionText),
      "base": .optionalText(report.base),
      "head": .optionalText(report.head),
      "startedAt": .optional(run) { .string(Timestamp.text($0.startedAt)) },
      "durationMs": .optional(run) { .integer($0.durationMicroseconds / 1000) },
      "cpuMs": .optional(run) { .integer($0.cpuMicroseconds / 1000) },
      "peakRSSBytes": .optional(run) { .integer($0.peakRSSBytes) },
      "rulesDigest": .text(report.rulesDigest),
      "policyDigest": .optionalText(report.policyDigest),
    ])
  }

  package static func json(of coverage: Coverage) -> JSON {
    .record([
      "selected": .count(coverage.selected),
      "scanned": .count(coverage.scanned),
      "known": .count(coverage.known),
      "bytes": .count(coverage.bytes),
      "lines": .count(coverage.lines),
      "texts": .count(coverage.texts),
      "complete": .bool(coverage.isComplete),
      "skipped": .list(coverage.skipped) { json(of: $0) },
    ])
  }

  package static func json(of notice: Notice) -> JSON {
    .record([
      "path": notice.path.isEmpty ? .null : .text(notice.path),
      "reason": .string(notice.reason.rawValue),
      "detail": notice.detail.isEmpty ? .null : .string(notice.detail),
    ])
  }

  package static func json(of finding: Finding) -> JSON {
    .record([
      "ruleId": .string(finding.ruleID),
      "severity": .string(finding.severity.name),
      "confidence": .string(finding.confidence.name),
      "message": .string(finding.message),
      "path": .text(finding.path),
      "pathBytes": finding.path.isUTF8 ? .null : .string(Base64.encode(finding.path.bytes)),
      "start": json(of: finding.range.start),
      "end": json(of: finding.range.end),
      "excerpt": .string(finding.excerpt.text),
      "cwe": .texts(finding.cwe),
      "owasp": .texts(finding.owasp),
      "attack": .texts(finding.attack),
      "fingerprint": .text(finding.fingerprint),
      "state": .string(finding.state.rawValue),
      "commit": .optionalText(finding.commit),
      "inHead": .optional(finding.inHead, JSON.bool),
      "author": json(of: finding.author),
      "trace": .list(finding.trace) { json(of: $0) },
      "remediation": .optional(finding.remediation, JSON.string),
      "fix": .optional(finding.hidesFix ? nil : finding.fix, JSON.string),
      "falsePositive": json(of: finding.doubt),
      "dismissal": .optional(finding.dismissal) { json(of: $0) },
      "ignore": .optional(finding.ignore) { json(of: $0) },
      "inBaseline": .bool(finding.isInBaseline),
    ])
  }

  package static func json(of ignore: InlineIgnore) -> JSON {
    .record([
      "path": .text(ignore.path),
      "start": json(of: ignore.range.start),
      "form": .string(ignore.form.rawValue),
      "rules": .texts(ignore.rules),
      "reason": .optional(ignore.reason, JSON.string),
      "until": .optional(ignore.until, JSON.string),
      "standing": .optional(ignore.standing) { .string($0.rawValue) },
      "fault": .optional(ignore.fault, JSON.string),
    ])
  }

  package static func json(of dismissal: Dismissal) -> JSON {
    .record([
      "standing": .string(dismissal.standing.rawValue),
      "reason": .string(dismissal.reason),
      "until": .optional(dismissal.until, JSON.string),
      "at": .string(Timestamp.text(dismissal.at)),
      "kind": .string(dismissal.kind.rawValue),
      "agent": .optional(dismissal.agent, JSON.string),
      "sequence": .count(dismissal.sequence),
    ])
  }

  package static func json(of doubt: Doubt) -> JSON {
    .record([
      "score": .thousandths(doubt.score),
      "indicators": .list(doubt.indicators) { sign in
        .record([
          "name": .string(sign.name.rawValue), "weight": .thousandths(sign.name.weight), "detail": .string(sign.detail),
        ])
      },
    ])
  }

  package static func json(of author: Attribution) -> JSON {
    .record([
      "kind": .string(author.kind.rawValue),
      "agent": .optional(author.agent, JSON.string),
      "model": .optional(author.model, JSON.string),
      "confidence": .thousandths(author.confidence),
      "tier": .optional(author.tier) { .string($0.rawValue) },
      "commit": .optionalText(author.commit),
      "evidence": .list(author.evidence) { json(of: $0) },
    ])
  }

  package static func json(of evidence: Evidence) -> JSON {
    .record([
      "source": .string(evidence.source),
      "signal": .string(evidence.signal),
      "agent": .optional(evidence.agent, JSON.string),
      "weight": .thousandths(evidence.weight),
      "detail": .string(evidence.detail),
    ])
  }

  package static func json(of step: Step) -> JSON {
    .record([
      "kind": .string(step.kind.rawValue),
      "path": .text(step.path),
      "start": json(of: step.range.start),
      "end": json(of: step.range.end),
      // Never empty, says the schema.
      "message": .string(step.message.isEmpty ? step.kind.rawValue : step.message),
    ])
  }

  package static func json(of position: Position) -> JSON {
    .record([
      "line": .count(position.line), "column": .count(position.column), "offset": .count(position.offset),
    ])
  }

  package static func json(of author: AuthorSummary) -> JSON {
    .record([
      "kind": .string(author.kind.rawValue),
      "agent": .optional(author.agent, JSON.string),
      "commits": .count(author.commits),
      "linesAdded": .optional(author.linesAdded, JSON.count),
      "findings": json(of: author.findings),
    ])
  }

  package static func json(of counts: SeverityCounts) -> JSON {
    .object(Severity.allCases.reversed().map { JSON.Member($0.name, .count(counts[$0])) })
  }

  package static func json(of verdict: Verdict) -> JSON {
    .record([
      "open": .bool(verdict.isOpen),
      "breaches": .list(verdict.breaches) { json(of: $0) },
    ])
  }

  package static func json(of breach: Breach) -> JSON {
    .record([
      "scope": .string(breach.scope),
      "severity": .string(breach.severity.name),
      "count": .count(breach.count),
      "limit": .count(breach.limit),
    ])
  }

  package static func json(of fixes: FixSummary) -> JSON {
    .record([
      "applied": .count(fixes.applied),
      "files": .count(fixes.files),
      "notApplied": .count(fixes.notApplied),
      "dryRun": .bool(fixes.isDryRun),
    ])
  }

  package static func json(of receipt: LedgerReceipt) -> JSON {
    .record([
      "sequence": .count(receipt.sequence),
      "leafHash": .text(receipt.leafHash),
      "checkpoint": .optional(receipt.checkpoint, JSON.string),
    ])
  }
}

extension AuthorSummary {
  /// By kind, then by agent, those without one first.
  static func precedes(_ a: AuthorSummary, _ b: AuthorSummary) -> Bool {
    (a.kind.rawValue, a.agent ?? "") < (b.kind.rawValue, b.agent ?? "")
  }
}
