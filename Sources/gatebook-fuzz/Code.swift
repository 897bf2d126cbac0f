import GateModel
import GateRules
import GateSyntax

@testable import GateFlow
@testable import GateMatch

/// What is done to source code.
extension FuzzTarget {
  static let code = grammars + patterns + flows + [generic]

  private static let languages: [Language] = [.python, .javascript, .typescript, .tsx, .java, .go, .ruby, .json, .yaml]

  /// A file of each language, lowered to a tree: every node lies in the file, and children follow their parents.
  private static let grammars = languages.map { language in
    FuzzTarget("grammar-\(language.name)") { bytes in
      guard let file = SyntaxFile(bytes, language) else { return }
      for node in file.tree.nodes { precondition(node.range.lowerBound >= 0 && node.range.upperBound <= bytes.count) }
      for range in file.tree.unsound { precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count) }
      _ = (file.names, file.constants)
    }
  }

  /// A pattern of each language, up to the first NUL, looked for in the rest.
  private static let patterns = languages.map { language in
    FuzzTarget("pattern-\(language.name)") { bytes in
      let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
      guard let pattern = try? Pattern(String(decoding: parts[0], as: UTF8.self), language),
        let file = SyntaxFile(parts.count > 1 ? parts[1] : parts[0], language),
        PatternMatcher.mayMatch(pattern, in: file)
      else { return }
      _ = PatternMatcher(pattern, in: file, options: .init()) { _, _ in false }.run()
    }
  }

  /// The file, and a second one, from the first NUL on, that it may import: from `source` to `sink`, wherever they stand. Each way
  /// begins and ends in one of the two.
  private static let flows = FlowCase.all.map { flow in
    FuzzTarget("flow-\(flow.language)") { bytes in
      let (first, second) = bytes.halves(at: 0)
      let files = [flow.first: first, flow.second: second]
      for path in [flow.first, flow.second] {
        let text = files[path] ?? []
        let outcome = flow.rules(files).search(text.span, path: TreePath(path))
        for candidate in outcome.candidates {
          precondition(candidate.whole.upperBound <= text.count && candidate.secret.upperBound <= text.count)
          for step in candidate.code?.trace ?? [] {
            precondition(step.range.end.offset <= files[step.path.description]?.count ?? 0)
          }
        }
        for place in outcome.elsewhere {
          precondition(place.candidates.allSatisfy { $0.whole.upperBound <= place.text.count })
        }
        for range in outcome.unsound { precondition(range.upperBound <= text.count) }
        guard let language = flow.source.syntax(of: TreePath(path)), let syntax = SyntaxFile(text, language) else {
          continue
        }
        for statement in FlowOutline(TreePath(path), syntax).statements {
          precondition(statement.range.upperBound <= text.count)
        }
      }
    }
  }

  /// A generic pattern up to the first NUL, whose options the first byte chooses, looked for in the rest.
  private static let generic = FuzzTarget("generic") { bytes in
    let (first, text) = Array(bytes.dropFirst()).halves(at: 0)
    let choice = bytes.first ?? 0
    var options = SearchOptions()
    options.genericCaseless = choice & 1 != 0
    if choice & 2 != 0 { options.genericEngine = "aliengrep" }
    options.genericMultiline = choice & 4 == 0
    if choice & 8 != 0 { options.genericCommentStyle = ["c", "cpp", "shell"][Int(choice >> 4) % 3] }
    if choice & 64 != 0 { options.genericBraces = [["<", ">"], ["(", ")"]] }
    if choice & 128 != 0 { options.genericExtraWordCharacters = ["-", "."] }
    guard let pattern = try? GenericPattern(String(decoding: first, as: UTF8.self), options: options) else { return }
    let document = GenericDocument(text.span, options: options)
    for match in pattern.matches(in: document, bytes: text.span).matches {
      precondition(match.range.lowerBound >= 0 && match.range.upperBound <= text.count)
    }
  }
}

/// One language whose data is followed.
private struct FlowCase: Sendable {
  var language: String
  var source: SourceLanguage
  var first: String
  var second: String
  private let rules: RuleSet

  static let all = [
    FlowCase("python", .python, "a.py", "b.py"), FlowCase("javascript", .javascript, "a.js", "b.js"),
    FlowCase("typescript", .typescript, "a.ts", "b.tsx"), FlowCase("java", .java, "p/A.java", "p/B.java"),
    FlowCase("go", .go, "p/a.go", "p/b.go"), FlowCase("ruby", .ruby, "a.rb", "b.rb"),
  ]

  private init(_ language: String, _ source: SourceLanguage, _ first: String, _ second: String) {
    (self.language, self.source, self.first, self.second) = (language, source, first, second)
    let yaml = """
      rules:
      - id: deep
        mode: taint
        languages: [\(language)]
        severity: LOW
        message: m
        options: {analysis: deep}
        pattern-sources: [{pattern: source()}]
        pattern-sinks: [{pattern: sink(...)}]
        pattern-sanitizers: [{pattern: clean(...)}]
      - id: near
        mode: taint
        languages: [\(language)]
        severity: LOW
        message: m
        pattern-sources: [{pattern: $A.input}]
        pattern-sinks: [{pattern: run(...)}]

      """
    rules = RuleSet((try? RuleFile.parse(Array(yaml.utf8), file: "flow").rules.map(\.rule)) ?? [])
  }

  func rules(_ files: [String: [UInt8]]) -> CodeRules { CodeRules(rules, SearchPlan(rules), tree: Files(files: files)) }

  private struct Files: SourceTree {
    var files: [String: [UInt8]]

    func bytes(of path: TreePath) -> [UInt8]? { files[path.description] }

    func names(in folder: TreePath) -> [String] {
      let start = folder.bytes.isEmpty ? "" : "\(folder)/"
      return files.keys.filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }.sorted()
    }
  }
}
