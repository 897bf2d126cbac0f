import GateModel
import GateRules

@testable import GateFlow
@testable import GateMatch

/// The analysis as a rule has it: source(), sink(…), clean(…), followed closely.
final class Engine {
  struct Report: Equatable {
    /// Of the sinks.
    var lines: Set<Int> = []
    var limits: [String] = []
    /// The text did not parse.
    var isUnsound = false
  }

  /// As the models of Go have it; the other languages' questions about members are known without.
  private static let membership =
    "  pattern-guards: [{pattern: 'slices.Contains($LIST, $X)', cleans: $X, untainted: [$LIST]}]"

  private let rules: CodeRules
  private let language: ProgramLanguage

  /// Where there are other files, what was learnt of one is kept for the next.
  init(_ language: ProgramLanguage, files: [String: String]? = nil) throws {
    let yaml = """
      rules:
      - id: flow
        mode: taint
        languages: [\(language)]
        severity: LOW
        message: m
        options: {analysis: deep}
        pattern-sources: [{pattern: source()}]
        pattern-sinks: [{pattern: sink(...)}]
        pattern-sanitizers: [{pattern: clean(...)}]
      \(language == .go ? Self.membership : "")

      """
    let loaded = try RuleFile.parse(Array(yaml.utf8), file: "flow.yaml").rules.map(\.rule)
    let set = RuleSet(rules: loaded, digest: Digest(bytes: [UInt8](repeating: 0, count: 32))!)
    rules = CodeRules(set, SearchPlan(set), tree: files.map { Files(files: $0) }, analysis: TaintRules.analysis)
    self.language = language
  }

  func report(_ text: String, path: String? = nil) -> Report {
    let bytes = Array(text.utf8)
    let outcome = rules.search(bytes.span, path: TreePath(path ?? language.fileName))
    let lines = outcome.candidates.map { candidate in
      bytes[..<candidate.whole.lowerBound].reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
    }
    return Report(lines: Set(lines), limits: outcome.notices.map(\.detail), isUnsound: !outcome.unsound.isEmpty)
  }

  private struct Files: SourceTree {
    var files: [String: String]

    func bytes(of path: TreePath) -> [UInt8]? { files[path.description].map { Array($0.utf8) } }
    func names(in folder: TreePath) -> [String] { files.keys.sorted() }
  }
}
