import ArgumentParser
import GateAttribution
import GateDocument
import GateMatch
import GateModel
import GateRules
import GateText

struct RulesTestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the examples of every rule and agent in a folder.",
    discussion: "Exit codes: 0 all hold, 1 some do not, 2 a file is malformed.")

  @Argument(help: "A rule file, or a folder of them; its folder `agents` is tested too.")
  var path: String

  @OptionGroup var common: CommonOptions

  func run() async throws {
    var passed = 0
    var untested = 0
    var failures: [String] = []
    let models = try RuleSourceOptions.models()
    do throws(DocumentError) {
      let library = try RuleLibrary.load(path, models: models)
      failures += library.refused.map { "\($0.error)" }
      let annotated = try AnnotatedRules.run(library)
      passed += annotated.passed
      failures += annotated.failures
      untested = annotated.untested
      for loaded in library.rules where loaded.rule.kind == .secret {
        let (count, failed) = RuleTest.run(loaded)
        passed += count - failed.count
        failures += failed.map { "\($0.file):\($0.line): \($0.rule): \($0.message)" }
        if loaded.examples.match.isEmpty {
          failures.append(
            "\(loaded.file):\(loaded.line): \(loaded.rule.id): has no examples, so nothing shows that it works")
        }
      }
      if Files.kind("\(path)/agents") == .folder {
        let (count, failed) = AgentTest.run(try AgentFile.load(folder: "\(path)/agents"))
        passed += count - failed.count
        failures += failed
      }
    } catch {
      throw Ending.usage(error.description)
    }
    for failure in failures { Output.write("FAILED \(failure)\n") }
    if untested > 0 { Output.write("\(untested) rules are named by no annotation, so nothing shows that they work\n") }
    Output.write("\(passed) passed, \(failures.count) failed\n")
    if !failures.isEmpty { throw Ending(code: 1, message: nil) }
  }
}
