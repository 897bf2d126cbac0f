import ArgumentParser
import GateLedger
import GateLedgerSQLite
import GateModel
import GateReport

struct FindingsDismissalsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dismissals",
    abstract: "What was said about letting findings pass, the newest first, and what has become of it.")

  @Flag(help: "Only what lets a finding pass today.")
  var accepted = false

  @OptionGroup var book: BookOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let store = try book.open()
    let judgements: Judgements
    do throws(LedgerError) { judgements = try Judgements(store) } catch { throw error.ending }
    let now = Moment.now().wall
    let told = judgements.all.reversed().filter {
      !accepted || judgements.standing(of: $0, at: now) == .accepted
    }
    switch book.format {
    case .json: Output.write(DismissalsText.json(told, judgements).pretty() + [0x0A])
    case .text: Output.write(DismissalsText.table(told, judgements))
    }
    guard let broken = judgements.broken.first else { return }
    throw Ending.incomplete(
      "entry \(broken) is not as it was recorded and is left out; run `gatebook ledger verify`")
  }
}

/// Judgements, in words and as JSON.
enum DismissalsText {
  static func table(_ told: [Judgement], _ all: Judgements) -> String {
    guard !told.isEmpty else { return "no data\n" }
    var table = Table([
      ("entry", .right), ("when (UTC)", .left), ("fingerprint", .left), ("rule", .left), ("place", .left),
      ("verdict", .left), ("by", .left), ("until", .left), ("standing", .left), ("reason", .left),
    ])
    let now = Moment.now().wall
    for judgement in told {
      table.add([
        "\(judgement.sequence)", String(Timestamp.text(judgement.at).prefix(19)), judgement.fingerprint, judgement.rule,
        "\(Escape.visible(judgement.path)):\(judgement.line)", judgement.verdict.rawValue, who(judgement),
        judgement.until ?? "", all.standing(of: judgement, at: now).words, judgement.reason,
      ])
    }
    return table.lines.joined(separator: "\n") + "\n"
  }

  static func receipt(_ judgement: Judgement) -> String {
    let place = "\(Escape.visible(judgement.path)):\(judgement.line)"
    let until = judgement.until.map { ", until \($0)" } ?? ""
    let head =
      "\(judgement.verdict.rawValue): \(Escape.visible(judgement.rule)) at \(place) (\(judgement.fingerprint))\(until)"
    let tail = "recorded as entry \(judgement.sequence), by \(Escape.visible(who(judgement)))"
    let effect = judgement.counts ? "" : "; it does not count, for it was said in the environment of an agent"
    return "\(head)\n\(tail)\(effect)\n"
  }

  static func json(_ told: [Judgement], _ all: Judgements) -> JSON {
    let now = Moment.now().wall
    return .object([
      .init("schema", .string("gatebook.dismissals/1")),
      .init("dismissals", .array(told.map { json($0, all.standing(of: $0, at: now)) })),
    ])
  }

  private static func json(_ judgement: Judgement, _ standing: Judgements.Standing) -> JSON {
    let path = judgement.path
    return .object([
      .init("sequence", .count(judgement.sequence)),
      .init("at", .string(Timestamp.text(judgement.at))),
      .init("verdict", .string(judgement.verdict.rawValue)),
      .init("standing", .string(standing.rawValue)),
      .init("fingerprint", .string(judgement.fingerprint)),
      .init("ruleId", .string(judgement.rule)),
      .init("path", .string(path.description)),
      .init("pathBytes", path.isUTF8 ? .null : .string(Base64.encode(path.bytes))),
      .init("line", .count(judgement.line)),
      .init("reason", .string(judgement.reason)),
      .init("until", .optional(judgement.until) { .string($0) }),
      .init("kind", .string(judgement.author.kind.rawValue)),
      .init("agent", .optional(judgement.author.agent) { .string($0) }),
      .init("confidence", .thousandths(judgement.author.confidence)),
    ])
  }

  private static func who(_ judgement: Judgement) -> String {
    let kind = judgement.author.kind.rawValue
    return judgement.author.agent.map { "\($0) (\(kind))" } ?? kind
  }
}

extension Judgements.Standing {
  fileprivate var words: String {
    switch self {
    case .byAgent: "by an agent: does not count"
    case .accepted, .expired, .superseded, .reinstated: rawValue
    }
  }
}
