/// A rule in Semgrep's language, search mode: where its formula holds in a file of one of its languages.
/// The operators' meaning: docs/semgrep-compatibility.md.
package struct SearchMatcher: Equatable, Sendable {
  /// In the rule's order, each once; never empty.
  package var languages: [SourceLanguage]
  package var formula: Formula
  package var options: SearchOptions
  package var fix: Fix?

  package init(
    languages: [SourceLanguage], formula: Formula, options: SearchOptions = SearchOptions(), fix: Fix? = nil
  ) {
    self.languages = languages
    self.formula = formula
    self.options = options
    self.fix = fix
  }
}

/// What a rule's patterns are written in. `generic` reads any text as words and brackets, `regex` takes text as it is.
package enum SourceLanguage: UInt8, CaseIterable, Sendable {
  case python, javascript, typescript, java, go, ruby, json, yaml, generic, regex

  /// As rule files write it.
  package var name: String { "\(self)" }
}

/// Operators of a rule as a tree. Its value on a file is a set of byte ranges, each with what the metavariables stand for.
package indirect enum Formula: Equatable, Sendable {
  /// Code in the rule's language, with `...` and metavariables.
  case pattern(String)
  /// PCRE2 on the text of the file; named groups are metavariables.
  case regex(String)
  /// `patterns`, and `match: all` with its `where`. The order of `parts` has no meaning.
  case all(parts: [Formula], conditions: [Condition], focus: [Focus])
  case any([Formula])
  /// Only as a part of `all`: what is found lies within a range of this.
  case inside(Formula)
  /// Only as a part of `all`: drops what has the very range of a match of this.
  case not(Formula)
  /// Only as a part of `all`: drops what lies within a range of this.
  case notInside(Formula)
}

/// One `focus-metavariable`: the range of any of these takes the place of the match's.
package struct Focus: Equatable, Sendable {
  /// With their dollar signs.
  package var metavariables: [String]

  package init(_ metavariables: [String]) { self.metavariables = metavariables }
}

/// What must hold of a metavariable's value. Names are with their dollar sign.
package indirect enum Condition: Equatable, Sendable {
  /// Left-anchored. `resolvingConstants`: on the value of a constant, without quotes, where one is known.
  case regex(String, pattern: String, resolvingConstants: Bool)
  /// The formula holds somewhere within the value; `language` nil is the rule's own. Here an `all` may have no part
  /// that finds something: it starts from the value as a whole.
  case pattern(String, language: SourceLanguage?, Formula)
  /// Python-like expression. `base` for numbers as text, `strip` takes quotes off first.
  case comparison(String?, expression: String, base: Int?, strip: Bool)
  /// High entropy of a string.
  case entropy(String)
  /// A regular expression that can take exponential time.
  case redos(String)
  case type(String, [String])
}

/// A rule's `options`. What is not here changes nothing in search mode.
package struct SearchOptions: Equatable, Sendable {
  package var constantPropagation = true
  package var symbolicPropagation = false
  /// `x = E` as a pattern also matches a declaration of x with that value.
  package var declarationsAsAssignments = true
  /// An expression as a statement pattern is also looked for inside statements.
  package var implicitDeepExpressions = true
  /// `&&`, `||` and their like match whatever the grouping.
  package var associativeOperators = true
  /// Without regard to the order of operands, too.
  package var commutativeBooleans = false
  package var symmetricEquality = false
  /// Lines that `...` may span in generic patterns.
  package var genericEllipsisSpan = 10
  package var genericCaseless = false
  /// Bracket pairs and comment forms of generic patterns, where the rule names any.
  package var genericBraces: [[String]]?
  package var genericCommentStyle: String?
  /// With these engines of generic matching `multiline: false` keeps `...` on one line.
  package var genericEngine: String?
  package var genericMultiline = true
  /// Characters that words may hold beside letters, digits and underscore (aliengrep).
  package var genericExtraWordCharacters: [String] = []

  package init() {}
}

/// What `--autofix` writes in place of a match.
package enum Fix: Equatable, Sendable {
  /// A template with metavariables.
  case replacement(String)
  /// A PCRE2 substitution on the match's text; `count` nil is every one.
  case regex(pattern: String, replacement: String, count: Int?)
}
