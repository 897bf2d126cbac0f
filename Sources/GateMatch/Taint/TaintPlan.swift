import GateModel
import GateRules

/// What is known of a rule set's taint rules before any file is seen. Rules share formulas by the hundred, for they share
/// models: each formula stands here once for every language, with the words that it needs, and is compiled when a file has them.
struct TaintPlan: Equatable, Sendable {
  /// A formula in one language.
  struct Part: Equatable, Sendable {
    /// Where it stands: the first rule that has it.
    var rule: Int
    var list: Int
    var item: Int
    var language: SourceLanguage
    /// Into `clauses`; all of them hold in a file with a hit.
    var clauses: [Int]
  }

  /// A rule that can run on a language.
  struct Entry: Equatable, Sendable {
    /// Index into the rule set.
    var rule: Int
    var language: SourceLanguage
    /// By list, into `parts`: of the list's items that are of this language, in their order.
    var parts: [[Int]]
  }

  /// One of each clause's words stands in any file where it holds.
  private(set) var clauses: [[RequiredWord]] = []
  private(set) var parts: [Part] = []
  private(set) var entries: [Entry] = []

  init() {}

  /// Compiles all formulas to learn what they need.
  struct Maker {
    private(set) var plan = TaintPlan()
    private var clauses: [[RequiredWord]: Int] = [:]
    private var parts: [Key: Result<Int, PreparationError>] = [:]

    private struct Key: Hashable {
      var language: SourceLanguage
      var formula: [UInt8]
    }

    mutating func add(_ matcher: TaintMatcher, rule: Int, _ language: SourceLanguage) throws(PreparationError) {
      var entry = Entry(rule: rule, language: language, parts: [])
      for list in TaintPart.List.allCases {
        var numbers: [Int] = []
        for (item, part) in matcher.parts(list).enumerated() where part.isOf(language) {
          let key = Key(language: language, formula: part.formula.key(matcher.search))
          if parts[key] == nil {
            parts[key] = number(
              part, matcher.search, Part(rule: rule, list: list.rawValue, item: item, language: language, clauses: []))
          }
          numbers.append(try parts[key]!.get())
        }
        entry.parts.append(numbers)
      }
      plan.entries.append(entry)
    }

    private mutating func number(
      _ part: TaintPart, _ options: SearchOptions, _ place: Part
    ) -> Result<Int, PreparationError> {
      do throws(PreparationError) {
        let words = RequiredWords(try Preparation(language: place.language, options: options).formula(part.formula))
        var place = place
        place.clauses = words.clauses.map { number(of: $0.sorted { $0.text < $1.text }) }
        plan.parts.append(place)
        return .success(plan.parts.count - 1)
      } catch {
        return .failure(error)
      }
    }

    private mutating func number(of clause: [RequiredWord]) -> Int {
      if let known = clauses[clause] { return known }
      clauses[clause] = plan.clauses.count
      plan.clauses.append(clause)
      return plan.clauses.count - 1
    }
  }

  // MARK: As bytes

  func write(to writer: inout ByteWriter) {
    writer.write(clauses) { $0.write($1) { $0.write($1) } }
    writer.write(parts) { writer, part in
      writer.write(part.rule)
      writer.write(part.list)
      writer.write(part.item)
      writer.write(Int(part.language.rawValue))
      writer.write(part.clauses) { $0.write($1) }
    }
    writer.write(entries) { writer, entry in
      writer.write(entry.rule)
      writer.write(Int(entry.language.rawValue))
      writer.write(entry.parts) { $0.write($1) { $0.write($1) } }
    }
  }

  init(from reader: inout ByteReader, rules count: Int) throws(MalformedBytes) {
    func index(_ reader: inout ByteReader, below limit: Int) throws(MalformedBytes) -> Int {
      let number = try reader.number()
      guard (0..<limit).contains(number) else { throw MalformedBytes() }
      return number
    }
    func language(_ reader: inout ByteReader) throws(MalformedBytes) -> SourceLanguage {
      guard let raw = UInt8(exactly: try reader.number()), let language = SourceLanguage(rawValue: raw) else {
        throw MalformedBytes()
      }
      return language
    }
    clauses = try reader.list { (reader) throws(MalformedBytes) in
      try reader.list { (reader) throws(MalformedBytes) in try RequiredWord(from: &reader) }
    }
    let clauseCount = clauses.count
    parts = try reader.list { (reader) throws(MalformedBytes) in
      Part(
        rule: try index(&reader, below: count), list: try index(&reader, below: TaintPart.List.allCases.count),
        item: try reader.number(), language: try language(&reader),
        clauses: try reader.list { (reader) throws(MalformedBytes) in try index(&reader, below: clauseCount) })
    }
    let partCount = parts.count
    entries = try reader.list { (reader) throws(MalformedBytes) in
      let entry = Entry(
        rule: try index(&reader, below: count), language: try language(&reader),
        parts: try reader.list { (reader) throws(MalformedBytes) in
          try reader.list { (reader) throws(MalformedBytes) in try index(&reader, below: partCount) }
        })
      guard entry.parts.count == TaintPart.List.allCases.count else { throw MalformedBytes() }
      return entry
    }
  }
}

extension TaintPlan.Entry {
  var sources: [Int] { parts[TaintPart.List.sources.rawValue] }
  var sinks: [Int] { parts[TaintPart.List.sinks.rawValue] }
}
