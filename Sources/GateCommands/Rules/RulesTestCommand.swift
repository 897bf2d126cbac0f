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
    var failures: [String] = []
    do throws(DocumentError) {
      for loaded in try RuleLibrary.load(path) {
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
    Output.write("\(passed) passed, \(failures.count) failed\n")
    if !failures.isEmpty { throw Ending(code: 1, message: nil) }
  }
}

struct RulesValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check that rule files are well-formed and every pattern can be used.",
    discussion: "Exit codes: 0 all can be used, 2 one cannot.")

  @Argument(help: "Rule files and folders (default: the built-in rules).")
  var paths: [String] = []

  @OptionGroup var common: CommonOptions

  func run() async throws {
    var loaded: [LoadedRule] = []
    do throws(RuleError) {
      for path in paths { loaded += try RuleLibrary.load(path) }
      try RuleLibrary.refuseRepeats(loaded)
    } catch {
      throw Ending.usage(error.description)
    }
    let rules = paths.isEmpty ? try RuleSourceOptions.builtIn() : loaded.map(\.rule)
    do throws(TextError) {
      try CompiledRules.check(rules)
    } catch {
      let index = error.index ?? 0
      let place = loaded.indices.contains(index) ? "\(loaded[index].file):\(loaded[index].line): " : ""
      throw Ending.usage("\(place)the pattern of `\(rules[index].id)` cannot be used: \(error.message)")
    }
    Output.write("\(rules.count) rules are exact, 0 degraded, 0 unsupported\n")
  }
}
