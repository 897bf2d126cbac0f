package import GateModel

/// What is known of a rule set's search rules before any file is seen: which can run on which language, and what words must
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
  package private(set) var problems: [Problem] = []

  package init(_ ruleSet: RuleSet) {
    for (index, rule) in ruleSet.rules.enumerated() {
      guard case .search(let matcher) = rule.matcher else { continue }
      let search = SearchRule(rule, matcher)
      for language in matcher.languages {
        do throws(PreparationError) {
          let words = RequiredWords(try search.formula(language))
          entries.append(
            Entry(rule: index, language: language, clauses: words.clauses.map { $0.sorted { $0.text < $1.text } }))
        } catch {
          problems.append(Problem(rule: index, language: language, message: error.message))
        }
      }
    }
  }

  // MARK: As bytes

  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(entries) { writer, entry in
      writer.write(entry.rule)
      writer.write(Int(entry.language.rawValue))
      writer.write(entry.clauses) { writer, clause in
        writer.write(clause) { writer, word in
          writer.write(word.text)
          writer.write(word.isWhole ? 1 : 0)
        }
      }
    }
    writer.write(problems) { writer, problem in
      writer.write(problem.rule)
      writer.write(Int(problem.language.rawValue))
      writer.write(problem.message)
    }
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
          try reader.list { (reader) throws(MalformedBytes) in
            RequiredWord(text: try reader.text(), isWhole: try reader.number() == 1)
          }
        })
    }
    problems = try reader.list { (reader) throws(MalformedBytes) in
      let (index, language) = try rule(&reader)
      return Problem(rule: index, language: language, message: try reader.text())
    }
    guard reader.isAtEnd else { throw MalformedBytes() }
  }
}
