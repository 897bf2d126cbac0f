import CRulePack
import GateAttribution
import GateDocument
import GateMatch
import GateModel
import GateRules
import GateScan
import GateText

/// The pack that was built in.
enum Embedded {
  /// Reads 64 bytes. Throws only for a program that was put together wrongly.
  static func pack() throws(ScanFailure) -> Pack {
    do throws(MalformedBytes) {
      return try Pack(head: bytes(0..<min(Pack.headSize, gatebook_rule_pack_size)), size: gatebook_rule_pack_size)
    } catch {
      throw damaged(error)
    }
  }

  static func builtIn() throws(ScanFailure) -> BuiltIn {
    let pack = try pack()
    do throws(MalformedBytes) {
      var rules = ByteReader(bytes(pack.rules)[...])
      var agents = ByteReader(bytes(pack.agents)[...])
      let ruleSet = try RuleSet(from: &rules, .whenAsked)
      return BuiltIn(
        ruleSet: ruleSet, registry: try AgentRegistry(from: &agents),
        plan: try SearchPlan(bytes(pack.plan), rules: ruleSet.rules.count), models: models(pack.models),
        database: { () throws(TextError) in try database(pack.patterns) })
    } catch {
      throw damaged(error)
    }
  }

  /// The agents that are known, without the rules.
  static func registry() throws(ScanFailure) -> AgentRegistry {
    let pack = try pack()
    do throws(MalformedBytes) {
      var agents = ByteReader(bytes(pack.agents)[...])
      return try AgentRegistry(from: &agents)
    } catch {
      throw damaged(error)
    }
  }

  /// The models that rule files may name; read when one does.
  static func models() throws(ScanFailure) -> TaintModels { models(try pack().models) }

  private static func models(_ part: Range<Int>) -> TaintModels {
    TaintModels { () throws(RuleError) in
      do throws(MalformedBytes) { return try TaintModels.models(of: bytes(part)) } catch {
        throw RuleError(file: "the built-in models", message: "are damaged; build the program again with ci/gatebook")
      }
    }
  }

  private static func database(_ part: Range<Int>) throws(TextError) -> PatternDatabase {
    let start = unsafe gatebook_rule_pack()!.assumingMemoryBound(to: UInt8.self) + part.lowerBound
    return try unsafe PatternDatabase(serialized: Span(_unsafeStart: start, count: part.count))
  }

  private static func bytes(_ part: Range<Int>) -> [UInt8] {
    unsafe Array(UnsafeRawBufferPointer(start: gatebook_rule_pack() + part.lowerBound, count: part.count))
  }

  private static func damaged(_ error: any Error) -> ScanFailure {
    .incomplete("the built-in rule pack is damaged (\(error)); build the program again with ci/gatebook")
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
