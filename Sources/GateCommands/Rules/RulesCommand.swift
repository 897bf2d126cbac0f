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

  func load() throws(Ending) -> [Rule] {
    guard !rules.isEmpty else { return try Self.builtIn() }
    var loaded: [LoadedRule] = []
    do throws(RuleError) {
      for path in rules { loaded += try RuleLibrary.load(path) }
      try RuleLibrary.refuseRepeats(loaded)
    } catch {
      throw .usage(error.description)
    }
    return loaded.map(\.rule).sorted { $0.id < $1.id }
  }

  static func builtIn() throws(Ending) -> [Rule] {
    do throws(ScanFailure) { return try Embedded.builtIn().ruleSet.rules } catch { throw error.ending }
  }
}

struct RulesListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Every rule in one line.")

  @Option(help: "The form of the answer: text or json.")
  var format = PlainFormat.text

  @OptionGroup var source: RuleSourceOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let rules = try source.load()
    switch format {
    case .json:
      let items = rules.map(RuleText.json)
      Output.write(
        JSON.object([.init("schema", .string("gatebook.rules/1")), .init("rules", .array(items))]).pretty() + [0x0A])
    case .text:
      var table = Table([("rule", .left), ("severity", .left), ("confidence", .left), ("CWE", .left)])
      for rule in rules {
        table.add([rule.id, rule.severity.name, rule.confidence.name, rule.cwe.joined(separator: ", ")])
      }
      Output.write(table.lines.joined(separator: "\n") + "\n\n\(rules.count) rules\n")
    }
  }
}

struct RulesExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "What a rule looks for, what it means, and what to do.")

  @Argument(help: "The rule's id.")
  var id: String

  @Option(help: "The form of the answer: text or json.")
  var format = PlainFormat.text

  @OptionGroup var source: RuleSourceOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let rules = try source.load()
    guard let rule = rules.first(where: { $0.id == id }) else {
      let near = rules.map(\.id).filter { $0.contains(id) || id.contains($0) }.prefix(5)
      let hint = near.isEmpty ? "see `gatebook rules list`" : "did you mean \(near.joined(separator: ", "))?"
      throw Ending.usage("there is no rule `\(id)`; \(hint)")
    }
    switch format {
    case .json: Output.write(RuleText.json(rule).pretty() + [0x0A])
    case .text: Output.write(RuleText.explanation(of: rule))
    }
  }
}

/// A rule in words and as JSON.
enum RuleText {
  static func explanation(of rule: Rule) -> String {
    var lines = [rule.id, "  \(rule.severity.name), confidence \(rule.confidence.name)", "", rule.message]
    if let remediation = rule.remediation { lines += ["", "What to do: \(remediation)"] }
    lines += ["", "How it is found:"]
    let secret = rule.matcher.pattern
    lines.append("  pattern   \(secret.pattern)")
    if !secret.keywords.isEmpty { lines.append("  needs     \(secret.keywords.joined(separator: " or "))") }
    if let entropy = secret.entropy { lines.append("  entropy   at least \(entropy) bits a character") }
    if !secret.allow.patterns.isEmpty { lines.append("  not       \(secret.allow.patterns.joined(separator: "  "))") }
    if !secret.allow.stopwords.isEmpty { lines.append("  not with  \(secret.allow.stopwords.joined(separator: ", "))") }
    if !rule.paths.include.isEmpty {
      lines.append("  only in   \(rule.paths.include.map(\.pattern).joined(separator: ", "))")
    }
    let outside = rule.paths.exclude + secret.allow.paths
    if !outside.isEmpty { lines.append("  not in    \(outside.map(\.pattern).joined(separator: ", "))") }
    let classes = rule.cwe + rule.owasp + rule.attack
    if !classes.isEmpty { lines += ["", classes.joined(separator: ", ")] }
    lines += rule.references
    return lines.map { Escape.visible($0) }.joined(separator: "\n") + "\n"
  }

  static func json(_ rule: Rule) -> JSON {
    func texts(_ items: [String]) -> JSON { .array(items.map { .string($0) }) }
    return .object([
      .init("id", .string(rule.id)),
      .init("severity", .string(rule.severity.name)),
      .init("confidence", .string(rule.confidence.name)),
      .init("message", .string(rule.message)),
      .init("remediation", .optional(rule.remediation) { .string($0) }),
      .init("cwe", texts(rule.cwe)),
      .init("owasp", texts(rule.owasp)),
      .init("attack", texts(rule.attack)),
      .init("references", texts(rule.references)),
    ])
  }
}

extension Matcher {
  fileprivate var pattern: SecretMatcher {
    switch self {
    case .secret(let matcher): matcher
    }
  }
}
