import GateDocument
import GateModel

@testable import GateRules

/// A rule in Semgrep's language: the frame, and what a test says.
struct SemgrepText {
  var body: String
  var frame: [(name: String, value: String)] = [
    ("id", "s"), ("languages", "[python]"), ("severity", "WARNING"), ("message", "m"),
  ]

  /// `body` are further keys of the rule, from the margin.
  init(_ body: String, languages: String = "[python]") {
    self.body = body
    frame[1].value = languages
  }

  /// `pattern: f()` and one more key.
  static func with(_ name: String, _ value: String) -> SemgrepText {
    var text = SemgrepText("pattern: f()")
    text.frame.removeAll { $0.name == name }
    text.frame.append((name, value))
    return text
  }

  static func without(_ name: String) -> SemgrepText {
    var text = SemgrepText("pattern: f()")
    text.frame.removeAll { $0.name == name }
    return text
  }

  var text: String {
    let lines = frame.map { "\($0.name): \($0.value)" } + body.split(separator: "\n").map(String.init)
    return "rules:\n- " + lines.joined(separator: "\n  ") + "\n"
  }

  func load() throws(RuleError) -> LoadedRule {
    let loaded = try RuleFile.parse(Array(text.utf8), file: "r.yaml")
    if let refused = loaded.refused.first { throw refused.error }
    return loaded.rules[0]
  }

  struct NotSearch: Error {}

  var matcher: SearchMatcher {
    get throws {
      guard case .search(let matcher) = try load().rule.matcher else { throw NotSearch() }
      return matcher
    }
  }

  var formula: Formula { get throws { try matcher.formula } }

  /// Why it is refused.
  var reason: String {
    do throws(RuleError) {
      _ = try load()
      return "nothing is wrong"
    } catch {
      return error.message
    }
  }
}

extension Formula {
  static func every(_ parts: Formula..., where conditions: [Condition] = [], focus: [Focus] = []) -> Formula {
    .all(parts: parts, conditions: conditions, focus: focus)
  }
}
