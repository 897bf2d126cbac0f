import GateModel
import GateSyntax
import GateText

/// A formula with its patterns compiled for one language. Belongs to one worker, as its regular expressions do.
indirect enum PreparedFormula {
  case code(CodePattern)
  case generic(GenericPattern, SearchOptions)
  case regex(TextPattern)
  case all(PreparedAll)
  case any([PreparedFormula])
}

/// A pattern with the key under which its matches in a file are kept: equal patterns of many rules are searched once.
final class CodePattern {
  let pattern: Pattern
  let options: PatternMatcher.Options
  let key: String

  init(_ pattern: Pattern, _ options: PatternMatcher.Options, key: String) {
    self.pattern = pattern
    self.options = options
    self.key = key
  }
}

/// A regular expression whose named groups are metavariables.
final class TextPattern {
  let text: String
  let regex: Regex
  let groups: [(name: String, number: Int)]

  init(_ pattern: String) throws(TextError) {
    text = pattern
    regex = try Regex(pattern)
    groups = regex.groupNames.map { ("$\($0.name)", $0.number) }
  }
}

/// `patterns`, sorted by what its parts do.
final class PreparedAll {
  var positive: [PreparedFormula] = []
  var insides: [PreparedFormula] = []
  var nots: [PreparedFormula] = []
  /// Of regular expressions: they drop what they overlap.
  var textNots: [PreparedFormula] = []
  var notInsides: [PreparedFormula] = []
  var conditions: [PreparedCondition] = []
  var focus: [Focus] = []
}

enum PreparedCondition {
  case regex(String, TextPattern, resolvingConstants: Bool)
  /// The formula on the same tree; with `language` on the text, read as that language.
  /// `symbolic`: a name is also what it stands for.
  case pattern(String, PreparedFormula, language: SourceLanguage?, symbolic: Bool)
  case comparison(metavariable: String?, Comparison, base: Int?, strip: Bool)
  case entropy(String)
  case redos(String)
  case type(String, [PreparedFormula])
}

extension PreparedCondition {
  /// Looks at one value's text, and binds nothing.
  var isCheap: Bool { if case .regex = self { true } else { false } }
}

/// A part of a rule that cannot be used, and why.
struct PreparationError: Error {
  var message: String
}

/// Compiles formulas.
struct Preparation {
  let language: SourceLanguage
  let options: SearchOptions

  func formula(_ formula: Formula) throws(PreparationError) -> PreparedFormula {
    switch formula {
    case .pattern(let text): return try pattern(text)
    case .regex(let text): return .regex(try regex(text))
    case .any(let parts): return .any(try list(parts))
    case .all(let parts, let conditions, let focus): return .all(try all(parts, conditions, focus))
    case .inside, .not, .notInside: return .all(try all([formula], [], []))
    }
  }

  private func list(_ parts: [Formula]) throws(PreparationError) -> [PreparedFormula] {
    var list: [PreparedFormula] = []
    for part in parts { list.append(try formula(part)) }
    return list
  }

  private func pattern(_ text: String) throws(PreparationError) -> PreparedFormula {
    switch language {
    case .generic:
      do throws(GenericPatternError) { return .generic(try GenericPattern(text, options: options), options) } catch {
        throw PreparationError(message: error.description)
      }
    case .regex: return .regex(try regex(text))
    default:
      guard let syntax = language.syntax else {
        throw PreparationError(message: "patterns of \(language) are not known")
      }
      let other = language.patternSyntaxes.dropFirst().first
      let pattern: Pattern
      do throws(PatternError) { pattern = try Pattern(text, syntax, orElse: other) } catch {
        throw PreparationError(message: error.message)
      }
      // One that cannot be used would match nothing, silently.
      for text in pattern.textPatterns { _ = try regex(text) }
      var own = PatternMatcher.Options()
      own.constants = options.constantPropagation
      own.symbolic = options.symbolicPropagation
      own.declarationsAsAssignments = options.declarationsAsAssignments
      own.deepStatements = options.implicitDeepExpressions
      own.associative = options.associativeOperators
      own.commutativeBooleans = options.commutativeBooleans
      own.symmetricEquality = options.symmetricEquality
      return .code(CodePattern(pattern, own, key: "\(language.rawValue) \(own.key) \(text)"))
    }
  }

  /// A type as it stands in a typed metavariable, where the language has those.
  private func typed(_ type: String) -> String {
    switch language.syntax?.typed {
    case .typeFirst: "(\(type) $TYPE)"
    case .nameFirst: "($TYPE : \(type))"
    default: type
    }
  }

  private func regex(_ text: String) throws(PreparationError) -> TextPattern {
    do throws(TextError) { return try TextPattern(text) } catch {
      throw PreparationError(message: "the regular expression `\(text)` cannot be used: \(error.message)")
    }
  }

  private func all(
    _ parts: [Formula], _ conditions: [Condition], _ focus: [Focus]
  ) throws(PreparationError) -> PreparedAll {
    let all = PreparedAll()
    for part in parts {
      switch part {
      case .inside(let inner): all.insides.append(try formula(inner))
      case .notInside(let inner): all.notInsides.append(try formula(inner))
      case .not(let inner):
        if case .regex = inner { all.textNots.append(try formula(inner)) } else { all.nots.append(try formula(inner)) }
      default: all.positive.append(try formula(part))
      }
    }
    for condition in conditions { all.conditions.append(try prepared(condition)) }
    all.focus = focus
    return all
  }

  private func prepared(_ condition: Condition) throws(PreparationError) -> PreparedCondition {
    switch condition {
    case .regex(let name, let pattern, let resolving):
      return .regex(name, try regex(pattern), resolvingConstants: resolving)
    case .pattern(let name, let other, let inner):
      let isSame = other == nil || other == language
      return .pattern(
        name, try Preparation(language: other ?? language, options: options).formula(inner),
        language: isSame ? nil : other, symbolic: options.symbolicPropagation)
    case .comparison(let name, let expression, let base, let strip):
      do throws(ComparisonError) {
        return .comparison(metavariable: name, try Comparison(expression), base: base, strip: strip)
      } catch {
        throw PreparationError(message: "the comparison cannot be used: \(error)")
      }
    case .entropy(let name): return .entropy(name)
    case .redos(let name): return .redos(name)
    case .type(let name, let types):
      var list: [PreparedFormula] = []
      for type in types { list.append(try pattern(typed(type))) }
      return .type(name, list)
    }
  }
}

extension SourceLanguage {
  /// How its files are parsed; nil for texts.
  var syntax: Language? {
    switch self {
    case .python: .python
    case .go: .go
    case .json: .json
    case .yaml: .yaml
    case .java: .java
    case .javascript: .javascript
    case .typescript: .typescript
    case .ruby: .ruby
    default: nil
    }
  }

  /// The same for one file: some languages have more than one grammar.
  func syntax(of path: TreePath) -> Language? {
    let name = String(decoding: path.name, as: UTF8.self).lowercased()
    let hasTypesAndMarkup =
      self == .typescript && name.hasSuffix(".tsx") || self == .javascript && name.hasSuffix(".jsx")
    return hasTypesAndMarkup ? .tsx : syntax
  }

  /// How its patterns are parsed: the first that can.
  var patternSyntaxes: [Language] {
    switch self {
    case .javascript, .typescript: [syntax, .tsx].compactMap { $0 }
    default: [syntax].compactMap { $0 }
    }
  }
}
