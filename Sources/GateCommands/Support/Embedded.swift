import CRulePack
import GateAttribution
import GateModel
import GateRules
import GateScan
import GateText

/// The pack that was built in.
enum Embedded {
  /// Copies the pack: a fraction of a millisecond. Throws only for a program that was put together wrongly.
  static func pack() throws(ScanFailure) -> Pack {
    do throws(MalformedBytes) {
      return try Pack(bytes(gatebook_rule_pack_size))
    } catch {
      throw .incomplete("the built-in rule pack is damaged; build the program again with ci/gatebook")
    }
  }

  static func builtIn() throws(ScanFailure) -> BuiltIn {
    let pack = try pack()
    do {
      var agents = ByteReader(pack.agents)
      return BuiltIn(
        ruleSet: try pack.ruleSet(), database: try PatternDatabase(serialized: Array(pack.patterns).span),
        registry: try AgentRegistry(from: &agents))
    } catch {
      throw .incomplete("the built-in rule pack cannot be used (\(error)); build the program again with ci/gatebook")
    }
  }

  private static func bytes(_ count: Int) -> [UInt8] {
    unsafe Array(UnsafeRawBufferPointer(start: gatebook_rule_pack(), count: count))
  }
}

enum Version {
  /// Name, version, commit, rule-pack digest; nothing is initialised for it.
  static var text: String {
    let digest = (try? Embedded.pack().digest.description.prefix(16)).map(String.init) ?? "damaged"
    return "\(Tool.name) \(Tool.version) (commit \(commit), rules \(digest))"
  }

  /// The commit that the program was built from.
  static var commit: String { unsafe String(cString: gatebook_build_commit()) }
}
