import ArgumentParser
import GateDocument
import GateModel
import GateReport
import GateRules
import GateScan

struct RulesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "The rules: which there are, what they say, whether they hold.",
    subcommands: [RulesListCommand.self, RulesExplainCommand.self, RulesTestCommand.self, RulesValidateCommand.self])
}

/// Which rules are meant: built-in ones, or those of files and folders.
struct RuleSourceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Rules instead of the built-in pack (repeatable).", valueName: "FILE|DIR"))
  var rules: [String] = []

  /// Sorted by id; and those that cannot be run.
  func load() throws(Ending) -> (rules: [Rule], refused: [RefusedRule]) {
    guard !rules.isEmpty else { return (try Self.builtIn(), []) }
    let models = try Self.models()
    do throws(RuleError) {
      let loaded = try RuleLibrary.load(rules, models: models)
      return (loaded.rules.map(\.rule).sorted { $0.id < $1.id }, loaded.refused)
    } catch {
      throw .usage(error.description)
    }
  }

  static func builtIn() throws(Ending) -> [Rule] {
    do throws(ScanFailure) { return try Embedded.builtIn().ruleSet.rules } catch { throw error.ending }
  }

  /// What rule files may name.
  static func models() throws(Ending) -> TaintModels {
    do throws(ScanFailure) { return try Embedded.models() } catch { throw error.ending }
  }
}

struct RulesListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Every rule in one line.")

  @Option(help: "The form of the answer: text or json.")
  var format = PlainFormat.text

  @OptionGroup var source: RuleSourceOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let (rules, refused) = try source.load()
    switch format {
    case .json:
      let items = rules.map(RuleText.json)
      Output.write(
        JSON.object([
          .init("schema", .string("gatebook.rules/1")), .init("rules", .array(items)),
          .init("refused", .array(refused.map(RuleText.json))),
        ]).pretty() + [0x0A])
    case .text:
      var table = Table([
        ("rule", .left), ("severity", .left), ("confidence", .left), ("languages", .left), ("CWE", .left),
      ])
      for rule in rules {
        table.add([
          Escape.oneLine(rule.id), rule.severity.name, rule.confidence.name,
          RuleText.languages(of: rule).joined(separator: ", "), rule.cwe.joined(separator: ", "),
        ])
      }
      let rest = refused.isEmpty ? "" : "; \(refused.count) cannot be run, see `gatebook rules validate`"
      Output.write(table.lines.joined(separator: "\n") + "\n\n\(rules.count) rules\(rest)\n")
    }
  }
}

struct RulesExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "What a rule looks for, what it means, and what to do.")

  @Argument(help: "The rule's id.")
  var id: String

  @Flag(help: "Also tell every pattern.")
  var patterns = false

  @Option(help: "The form of the answer: text or json.")
  var format = PlainFormat.text

  @OptionGroup var source: RuleSourceOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let (rules, refused) = try source.load()
    guard let rule = rules.first(where: { $0.id == id }) else {
      if let refused = refused.first(where: { $0.id == id }) { throw Ending.usage("\(refused.error)") }
      let near = rules.map(\.id).filter { $0.contains(id) || id.contains($0) }.prefix(5)
      let hint = near.isEmpty ? "see `gatebook rules list`" : "did you mean \(near.joined(separator: ", "))?"
      throw Ending.usage("there is no rule `\(id)`; \(hint)")
    }
    switch format {
    case .json: Output.write(RuleText.json(rule).pretty() + [0x0A])
    case .text: Output.write(RuleText.explanation(of: rule, patterns: patterns))
    }
  }
}
