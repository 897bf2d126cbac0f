import GateModel
import GateRules
import Synchronization

@testable import GateFlow
@testable import GateMatch

/// Taint rules, and an analysis that a test makes up in place of the real one.
enum TaintSample {
  /// `lists` are the rule's, from the margin; `options` the inside of a flow mapping.
  static func rule(
    _ lists: String, id: String = "t", languages: String = "python", options: String = "", message: String = "m"
  ) throws -> Rule {
    let body = lists.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    let yaml =
      "rules:\n- id: \(id)\n  mode: taint\n  languages: [\(languages)]\n  severity: LOW\n  message: '\(message)'\n"
      + "  options: {\(options)}\n\(body)\n"
    let loaded = try RuleFile.parse(Array(yaml.utf8), file: "r.yaml")
    if let refused = loaded.refused.first { throw refused.error }
    return loaded.rules[0].rule
  }

  static let simple = "pattern-sources: [{pattern: src()}]\npattern-sinks: [{pattern: sink(...)}]"

  static func search(
    _ text: String, _ rules: [Rule], path: String = "a.py", tree: Tree? = nil, analysis: @escaping FlowMaker = pairs
  ) -> CodeRules.Outcome {
    let set = RuleSet(rules)
    let bytes = Array(text.utf8)
    return CodeRules(set, SearchPlan(set), tree: tree, analysis: analysis).search(bytes.span, path: TreePath(path))
  }

  /// Every source reaches every sink of its rule, in the file itself and in those named `lib.py`.
  static let pairs: FlowMaker = { _, library in
    { file in
      var outcome = FlowAnalysis.Outcome()
      for other in [file, library.file(TreePath("lib.py"))].compactMap({ $0 })
      where other !== file || other.path == file.path {
        for sink in other.marks.sinks {
          for source in file.marks.sources where source.rule == sink.rule {
            outcome.findings.append(finding(source, in: file, sink, in: other))
          }
        }
      }
      return outcome
    }
  }

  static func finding(
    _ source: FlowMarks.Source, in file: FlowFile, _ sink: FlowMarks.Sink, in other: FlowFile, between: [FlowStep] = []
  ) -> FlowFinding {
    let first = FlowStep(kind: .source, path: file.path, range: source.range, message: "from here")
    let last = FlowStep(kind: .sink, path: other.path, range: sink.range, message: "arrives here")
    return FlowFinding(
      rule: source.rule, sink: sink.match, sinkPath: other.path, source: source.match, sourcePath: file.path,
      steps: [first] + between + [last])
  }

  struct Tree: SourceTree {
    var files: [String: String]

    func bytes(of path: TreePath) -> [UInt8]? { files[path.description].map { Array($0.utf8) } }
    func names(in folder: TreePath) -> [String] { files.keys.sorted() }
  }

  /// Notes what each run is given, and finds nothing.
  final class Recorder: Sendable {
    struct Run: Sendable {
      var rules: [FlowOptions]
      var marks: FlowMarks
    }

    private let kept = Mutex<[Run]>([])

    var runs: [Run] { kept.withLock { $0 } }

    var analysis: FlowMaker {
      { rules, _ in
        { file in
          self.kept.withLock { $0.append(Run(rules: rules, marks: file.marks)) }
          return FlowAnalysis.Outcome()
        }
      }
    }
  }
}
