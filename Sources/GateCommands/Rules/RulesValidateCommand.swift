import ArgumentParser
import GateDocument
import GateMatch
import GateModel
import GateReport
import GateRules
import GateText

struct RulesValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check that rule files are well-formed and every pattern can be used.",
    discussion: """
      Each rule in Semgrep's language or from a file of Gitleaks' has a line: exact, degraded (what is passed over) or \
      unsupported (why).
      A rule of a pack, a folder with a `taxonomy` beside its folders as Gatebook's own, must also have its words, ids that \
      there are, and cases each way; what it lacks is told.
      Exit codes: 0 all can be used, 1 a rule of others' cannot or one of a pack lacks something, 2 a file or a \
      secret rule is malformed.
      """)

  @Argument(help: "Rule files and folders (default: the built-in rules).")
  var paths: [String] = []

  @OptionGroup var common: CommonOptions

  func run() async throws {
    var loaded = LoadedRules()
    if paths.isEmpty {
      loaded.rules = try RuleSourceOptions.builtIn().map { LoadedRule(rule: $0, file: "the built-in rules", line: 0) }
    } else {
      let models = try RuleSourceOptions.models()
      do throws(RuleError) { loaded = try RuleLibrary.load(paths, models: models) } catch {
        throw Ending.usage(error.description)
      }
    }
    try checkSecrets(loaded.rules.filter { !$0.isImported })
    let lacking: [String: [String]]
    do throws(DocumentError) { lacking = try PackCheck(loaded).lacking } catch {
      throw Ending.usage(error.description)
    }
    let verdicts = loaded.rules.map { Verdict($0, problems: RuleCheck.problems($0.rule)) }
    var lines = zip(loaded.rules, verdicts).compactMap { rule, verdict in
      rule.rule.kind != .secret || rule.isImported
        ? Line(file: rule.file, line: rule.line, id: rule.rule.id, verdict: verdict) : nil
    }
    lines += loaded.refused.map { Line(file: $0.file, line: $0.line, id: $0.id, verdict: .unsupported($0.reason)) }
    for line in lines.sorted(by: { ($0.file, $0.line) < ($1.file, $1.line) }) { Output.write("\(line.text)\n") }
    for remark in loaded.remarks { Output.write("\(Escape.oneLine(remark))\n") }
    for rule in loaded.rules {
      guard let words = lacking[rule.rule.id] else { continue }
      let text = "\(rule.file):\(rule.line): \(rule.rule.id): lacking: \(words.joined(separator: "; "))"
      Output.write("\(Escape.oneLine(text))\n")
    }

    let (exact, degraded) = (verdicts.count { $0.isExact }, verdicts.count { $0.isDegraded })
    let unsupported = verdicts.count - exact - degraded + loaded.refused.count
    let rest = loaded.passedOver.isEmpty ? "" : "; \(loaded.passedOver.count) files without rules were passed over"
    let short = lacking.isEmpty ? "" : "; \(lacking.count) rules of a pack lack something"
    Output.write("\(exact) rules are exact, \(degraded) degraded, \(unsupported) unsupported\(rest)\(short)\n")
    if unsupported > 0 || !lacking.isEmpty { throw Ending(code: 1, message: nil) }
  }

  private func checkSecrets(_ loaded: [LoadedRule]) throws(Ending) {
    do throws(TextError) {
      try CompiledRules.check(loaded.map(\.rule))
    } catch {
      let rule = loaded[error.index ?? 0]
      let place = paths.isEmpty ? "" : "\(rule.file):\(rule.line): "
      throw Ending.usage("\(place)the pattern of `\(rule.rule.id)` cannot be used: \(error.message)")
    }
  }
}

/// How far a rule runs as it is written.
private enum Verdict {
  case exact
  case degraded(String)
  case unsupported(String)

  init(_ rule: LoadedRule, problems: [RuleCheck.Problem]) {
    var notes = rule.notes
    for problem in problems {
      switch problem {
      case .unsupported(let reason):
        self = .unsupported(reason)
        return
      case .degraded(let note): notes.append(note)
      }
    }
    self = notes.isEmpty ? .exact : .degraded(notes.joined(separator: "; "))
  }

  var isExact: Bool { if case .exact = self { true } else { false } }
  var isDegraded: Bool { if case .degraded = self { true } else { false } }
}

private struct Line {
  var file: String
  var line: Int
  var id: String?
  var verdict: Verdict

  var text: String {
    let found =
      switch verdict {
      case .exact: "exact"
      case .degraded(let notes): "degraded: \(notes)"
      case .unsupported(let reason): "unsupported: \(reason)"
      }
    return Escape.oneLine("\(file):\(line): \(id ?? "a rule without an id"): \(found)")
  }
}
