import GateModel
package import GateRules
import GateText

/// Runs a rule's own examples under that rule alone.
package enum RuleTest {
  package struct Failure: Equatable, Sendable {
    package var rule: String
    package var file: String
    package var line: Int
    package var message: String
  }

  /// Examples run, and those that did not do as they should. Paths have no say here.
  package static func run(_ loaded: LoadedRule) -> (count: Int, failures: [Failure]) {
    var failures: [Failure] = []
    func fail(_ message: String) {
      failures.append(Failure(rule: loaded.rule.id, file: loaded.file, line: loaded.line, message: message))
    }
    guard let secret = loaded.rule.secret else { return (0, []) }
    let search: SecretSearch
    do throws(TextError) {
      var matcher = secret
      matcher.allow.paths = []
      search = try SecretSearch(matcher)
    } catch {
      fail("the pattern cannot be used: \(error.message)")
      return (0, failures)
    }
    let examples = loaded.examples
    for (index, example) in examples.match.enumerated() {
      let text = filled(example, rule: loaded.rule.id, number: index)
      if !matches(search, text) { fail("should match, does not: \(shown(example))") }
      let scanner = LiteralScanner(secret.keywords.map { ($0, 0) })
      if !secret.keywords.isEmpty, scanner.fired(in: text.span).isEmpty {
        fail("none of its keywords occurs in: \(shown(example))")
      }
    }
    for (index, example) in examples.miss.enumerated() {
      if matches(search, filled(example, rule: loaded.rule.id, number: 1000 + index)) {
        fail("should not match, does: \(shown(example))")
      }
    }
    return (examples.match.count + examples.miss.count, failures)
  }

  /// The text of an example as the test sees it.
  package static func filled(_ example: String, rule: String, number: Int) -> [UInt8] {
    var filler = ExampleFiller(seed: "\(rule) \(number)")
    return Array(filler.fill(example).utf8)
  }

  private static func matches(_ search: SecretSearch, _ text: [UInt8]) -> Bool {
    switch search.candidates(in: text.span, path: TreePath("example"), rule: 0) {
    case .candidates(let found), .matchLimit(let found): !found.isEmpty
    }
  }

  private static func shown(_ example: String) -> String {
    let line = example.split(separator: "\n").first.map(String.init) ?? ""
    return line.count > 100 ? line.prefix(100) + "…" : line
  }
}
