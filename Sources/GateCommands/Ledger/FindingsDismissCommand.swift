import ArgumentParser
import GateLedger
import GateLedgerSQLite
import GateModel
import GateReport
import GateScan

struct FindingsDismissCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dismiss",
    abstract: "Let a finding pass, for a reason that the book keeps.",
    discussion: """
      Later scans that record in the same book show the finding as suppressed, and the gate does not count it. Who said so is \
      what is seen around the process: in an agent's environment the word is kept and shown, and does not count.
      """)

  @Argument(help: ArgumentHelp("The finding's fingerprint, or the first 8 digits of it or more.", valueName: "FP"))
  var fingerprint: String

  @Option(help: ArgumentHelp("Why it may pass.", valueName: "TEXT"))
  var reason: String

  @Option(help: ArgumentHelp("The last day on which it may (2026-12-31), UTC.", valueName: "DATE"))
  var until: String?

  @Option(help: ArgumentHelp("Of several with this fingerprint the one in this file.", valueName: "PATH"))
  var path: String?

  @OptionGroup var book: BookOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let until = try until.map { (day) throws(Ending) in try Self.checked(day) }
    try Spoken.judge(.dismissed, fingerprint, reason: reason, until: until, path: path, book)
  }

  private static func checked(_ day: String) throws(Ending) -> String {
    guard let end = Judgement.end(of: day) else {
      throw .usage("`\(day)` is no date; write --until 2026-12-31")
    }
    guard end > Moment.now().wall else { throw .usage("--until \(day) is over; name today or a later day (UTC)") }
    return day
  }
}

struct FindingsReinstateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reinstate", abstract: "Take back that a finding may pass.")

  @Argument(help: ArgumentHelp("The finding's fingerprint, or the first 8 digits of it or more.", valueName: "FP"))
  var fingerprint: String

  @Option(help: ArgumentHelp("Why it may not.", valueName: "TEXT"))
  var reason: String

  @Option(help: ArgumentHelp("Of several with this fingerprint the one in this file.", valueName: "PATH"))
  var path: String?

  @OptionGroup var book: BookOptions
  @OptionGroup var common: CommonOptions

  func run() async throws { try Spoken.judge(.reinstated, fingerprint, reason: reason, until: nil, path: path, book) }
}

/// Says something of a finding that the book knows.
private enum Spoken {
  static let longestReason = 2000

  static func judge(
    _ verdict: Judgement.Verdict, _ text: String, reason: String, until: String?, path: String?,
    _ book: BookOptions
  ) throws {
    let reason = reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !reason.isEmpty else { throw Ending.usage("--reason must not be empty; say in a sentence why") }
    guard reason.utf8.count <= longestReason else {
      throw Ending.usage("--reason is longer than \(longestReason) bytes; say it shorter")
    }
    let finding = try KnownFingerprint(text).find(in: try book.open(), at: path)
    let judging: Judging
    do throws(ScanFailure) {
      judging = Judging(try Embedded.builtIn().registry, seeing: .ofThisProcess, in: BookOptions.place)
    } catch {
      throw error.ending
    }
    let said: Judgement?
    let judgements: Judgements
    do throws(LedgerError) {
      let store = try SQLiteLedgerStore(path: try book.path())
      let receipt = try judging.record(verdict, of: finding, reason: reason, until: until, in: store)
      judgements = try Judgements(store)
      said = judgements.all.last { $0.sequence == receipt.sequence }
    } catch {
      throw Ending.incomplete("not recorded: \(error.message)")
    }
    guard let said else { throw Ending.incomplete("recorded, and not found again: run `gatebook ledger verify`") }
    switch book.format {
    case .json: Output.write(DismissalsText.json([said], judgements).pretty() + [0x0A])
    case .text: Output.write(DismissalsText.receipt(said))
    }
  }
}

/// A fingerprint as people type it.
struct KnownFingerprint {
  private let text: String
  private let version: Substring?
  private let digits: Substring

  static let fewestDigits = 8

  init(_ text: String) throws(Ending) {
    self.text = text
    let parts = text.lowercased().split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    version = parts.count == 2 ? parts[0] : nil
    digits = parts.last ?? ""
    let isHex = digits.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard isHex, version.map({ ["v0", "v1"].contains($0) }) ?? true, digits.utf8.count <= 32 else {
      throw .usage("`\(text)` is no fingerprint; `gatebook findings` tells them, as v0: and 32 digits")
    }
    guard digits.utf8.count >= Self.fewestDigits else {
      throw .usage("`\(text)` is too short; write the first \(Self.fewestDigits) digits of the fingerprint, or more")
    }
  }

  func find(in store: any LedgerStore, at path: String? = nil) throws(Ending) -> RecordedFinding {
    let known: [History.FindingHistory]
    do throws(LedgerError) { known = try History.findings(in: store) } catch { throw error.ending }
    let found = known.map(\.finding).filter { finding in
      matches(finding.fingerprint) && (path.map { finding.path == TreePath($0) } ?? true)
    }
    guard let first = found.first else {
      throw .usage("the book knows no finding `\(text)`; `gatebook findings` tells those that it knows")
    }
    guard found.count == 1 else {
      let listed = found.prefix(5).map { "\($0.fingerprint)  \($0.rule)  \($0.path):\($0.line)" }
      let isOne = Set(found.map(\.fingerprint)).count == 1
      throw .usage(
        "`\(text)` may be any of \(found.count); \(isOne ? "name its file with --path" : "write more digits"):\n  \(listed.joined(separator: "\n  "))"
      )
    }
    return first
  }

  private func matches(_ fingerprint: String) -> Bool {
    guard let colon = fingerprint.firstIndex(of: ":") else { return false }
    return (version.map { $0 == fingerprint[..<colon] } ?? true)
      && fingerprint[fingerprint.index(after: colon)...].hasPrefix(digits)
  }
}
