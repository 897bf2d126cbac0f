import GateAttribution
import GateMatch
import GateModel
import GateRules
import GateText
import Glibc

// Compiles rules/ into the pack that the program embeds: gatebook-rulepack RULES OUTPUT. Exit 2 names the rule that is wrong.

func fail(_ message: String) -> Never {
  let text = Array("gatebook-rulepack: \(message)\n".utf8)
  _ = unsafe write(STDERR_FILENO, text, text.count)
  exit(2)
}

guard CommandLine.arguments.count == 3 else { fail("usage: gatebook-rulepack RULES OUTPUT") }
let (source, output) = (CommandLine.arguments[1], CommandLine.arguments[2])

var loaded: [LoadedRule] = []
do {
  let models = try TaintModelFile.load(folder: "\(source)/models")
  loaded = try RuleLibrary.load(source, builtIn: true).rules
  let ruleSet = RuleSet(loaded.map(\.rule))
  let agents = AgentRegistry(try AgentFile.load(folder: "\(source)/agents").map(\.signature))
  let plan = SearchPlan(ruleSet)
  if let problem = plan.problems.first {
    fail("\(ruleSet.rules[problem.rule].id): not run on \(problem.language.name): \(problem.message)")
  }
  let database = try PatternDatabase(patterns: CompiledRules.patterns(of: ruleSet))
  var rules = ByteWriter()
  ruleSet.write(to: &rules)
  var registry = ByteWriter()
  agents.write(to: &registry)
  let pack = Pack.bytes(
    digest: ruleSet.digest, rules: rules.bytes, agents: registry.bytes, patterns: try database.serialized(),
    models: TaintModels.bytes(of: models), plan: plan.bytes)
  guard let file = unsafe fopen("\(output).tmp", "wb"), unsafe fwrite(pack, 1, pack.count, file) == pack.count,
    unsafe fclose(file) == 0, unsafe rename("\(output).tmp", output) == 0
  else { fail("cannot write \(output)") }
  print(
    "\(ruleSet.rules.count) rules, \(agents.signatures.count) agents and bots, \(models.count) models, \(pack.count) bytes"
  )
} catch let error as TextError {
  // It counts the patterns, which only rules about secrets have.
  let secrets = RuleSet(loaded.map(\.rule)).rules.filter { $0.kind == .secret }
  let rule = error.index.map { secrets[$0].id } ?? "a rule"
  fail("\(rule): \(error.message)")
} catch {
  fail("\(error)")
}
