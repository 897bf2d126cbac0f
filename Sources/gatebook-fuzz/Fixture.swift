import GateAttribution
import GateMatch
import GateModel
import GateRules
import GateText
import Glibc

/// What the targets share: the rules and agents of the checkout that GATEBOOK_FUZZ_ROOT names, read once.
enum Fixture {
  static let root = unsafe getenv("GATEBOOK_FUZZ_ROOT").map { unsafe String(cString: $0) } ?? "."

  static let attributor = Attributor(
    AgentRegistry((try? AgentFile.load(folder: "\(root)/rules/agents").map(\.signature)) ?? []))

  private static let rules = (try? RuleLibrary.load("\(root)/rules", builtIn: true).rules.map(\.rule)) ?? []

  static let secrets = Matching(rules.filter { $0.kind == .secret })
  static let everything = Matching(rules)

  /// What rules that were made up are tried on.
  static let page = Array(
    """
    # aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
    token = "0123456789abcdefABCDEF-_+/=0123456789abcdefABCDEF" key: 'x' ;
    \u{E9}\u{1F600} https://user:password@example.org/?a=b&c=%20d

    """.utf8)

  /// A matcher that one thread uses, the fuzzer's.
  final class Matching: @unchecked Sendable {
    private var matcher: FileMatcher?

    init(_ rules: [Rule]) {
      precondition(!rules.isEmpty, "GATEBOOK_FUZZ_ROOT names no checkout")
      matcher = try? FileMatcher(
        CompiledRules(literalsOf: RuleSet(rules)), fingerprints: FingerprintKey { [UInt8](repeating: 0, count: 16) })
    }

    /// As the inspector does it; every finding lies in the text.
    func inspect(_ raw: [UInt8], _ path: String) {
      let encoding = TextEncoding.detect(raw.span)
      if encoding == .binary { return }
      var text = encoding.transcoded(raw.span) ?? raw
      if case .bytes(let skip) = encoding { text = Array(raw.dropFirst(skip)) }
      guard let inspection = try? matcher?.inspect(raw: raw.span, text: text.span, path: TreePath(path)) else { return }
      for sighting in inspection.sightings {
        precondition(sighting.range.end.offset <= text.count && sighting.range.start.line >= 1)
      }
    }
  }
}
