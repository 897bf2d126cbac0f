package import GateModel

/// What is known of a rule set's rules about code before any file is seen: which can run on which language, and what words must
/// stand in a file for that. Making it compiles every pattern, so it is kept from one scan to the next.
package struct SearchPlan: Sendable {
  struct Entry: Sendable {
    /// Index into the rule set.
    var rule: Int
    var language: SourceLanguage
    /// Of every clause at least one word stands in any file with a hit.
    var clauses: [[RequiredWord]]
  }

  /// A rule that cannot run on a language.
  package struct Problem: Equatable, Sendable {
    package var rule: Int
    package var language: SourceLanguage
    package var message: String
  }

  private(set) var entries: [Entry] = []
  private(set) var taint = TaintPlan()
  package private(set) var problems: [Problem] = []

  /// No rule is about code, or none of those can run.
  var isEmpty: Bool { entries.isEmpty && taint.entries.isEmpty }

  package init(_ ruleSet: RuleSet) {
    var taint = TaintPlan.Maker()
    for (index, rule) in ruleSet.rules.enumerated() {
      for language in rule.languages {
        do throws(PreparationError) {
          switch rule.matcher {
          case .secret: continue
          case .search(let matcher): entries.append(try Self.entry(matcher, rule: index, language))
          case .taint(let matcher): try taint.add(matcher, rule: index, language)
          }
        } catch {
          problems.append(Problem(rule: index, language: language, message: error.message))
        }
      }
    }
    self.taint = taint.plan
  }

  private static func entry(
    _ matcher: SearchMatcher, rule: Int, _ language: SourceLanguage
  ) throws(PreparationError) -> Entry {
    let formula = try Preparation(language: language, options: matcher.options).formula(matcher.formula)
    return Entry(
      rule: rule, language: language,
      clauses: RequiredWords(formula).clauses.map { $0.sorted { $0.text < $1.text } })
  }

  // MARK: As bytes

  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(entries) { writer, entry in
      writer.write(entry.rule)
      writer.write(Int(entry.language.rawValue))
      writer.write(entry.clauses) { $0.write($1) { $0.write($1) } }
    }
    writer.write(problems) { writer, problem in
      writer.write(problem.rule)
      writer.write(Int(problem.language.rawValue))
      writer.write(problem.message)
    }
    taint.write(to: &writer)
    return writer.bytes
  }

  /// A plan that `bytes` gave for a rule set of as many rules.
  package init(_ bytes: [UInt8], rules count: Int) throws(MalformedBytes) {
    var reader = ByteReader(bytes[...])
    func rule(_ reader: inout ByteReader) throws(MalformedBytes) -> (Int, SourceLanguage) {
      let index = try reader.number()
      guard (0..<count).contains(index),
        let language = SourceLanguage(rawValue: UInt8(truncatingIfNeeded: try reader.number()))
      else { throw MalformedBytes() }
      return (index, language)
    }
    entries = try reader.list { (reader) throws(MalformedBytes) in
      let (index, language) = try rule(&reader)
      return Entry(
        rule: index, language: language,
        clauses: try reader.list { (reader) throws(MalformedBytes) in
          try reader.list { (reader) throws(MalformedBytes) in try RequiredWord(from: &reader) }
        })
    }
    problems = try reader.list { (reader) throws(MalformedBytes) in
      let (index, language) = try rule(&reader)
      return Problem(rule: index, language: language, message: try reader.text())
    }
    taint = try TaintPlan(from: &reader, rules: count)
    guard reader.isAtEnd else { throw MalformedBytes() }
  }
}

extension ByteWriter {
  mutating func write(_ word: RequiredWord) {
    write(word.text)
    write(word.isWhole ? 1 : 0)
  }
}

extension RequiredWord {
  init(from reader: inout ByteReader) throws(MalformedBytes) {
    self.init(text: try reader.text(), isWhole: try reader.number() == 1)
  }
}
