import GateFlow
package import GateModel
import GateSyntax

/// Looks at the files of a project for what their code speaks of, and for the sources and sinks in it. Belongs to one worker.
package final class TaintSurveyor {
  private let reach: TaintReach
  private let tree: any SourceTree
  private let cache: FlowCache?
  private let filters: WordFilters
  private let formulas: TaintFormulas
  private let strings = StringTests()
  /// The formulas of sources and sinks of a language, with the numbers of the rules that have them.
  private var parts: [SourceLanguage: [(part: Int, rules: [(number: Int, isSink: Bool)])]] = [:]
  private let plan: TaintPlan

  package init(_ reach: TaintReach, _ compiled: CompiledRules, _ tree: any SourceTree, cache: FlowCache?) {
    self.reach = reach
    self.tree = tree
    self.cache = cache
    plan = compiled.plan.taint
    filters = WordFilters(compiled.plan)
    formulas = TaintFormulas(compiled.ruleSet, compiled.plan.taint)
  }

  /// A file that cannot be read or parsed is not added, and so not judged; nor can data be followed into it.
  package func survey(_ path: TreePath) {
    guard let language = SourceLanguage.of(path), let raw = tree.bytes(of: path),
      let text = ProjectFiles.text(of: raw), text.count <= CodeRules.maximumParsedSize
    else { return }
    // Results are kept by path; what is surveyed of a file is another result than what is found in it.
    let place = TreePath(bytes: Array("\0survey/".utf8) + path.bytes)
    let hash = FlowCache.hash(of: text.span)
    if let bytes = cache?.lookup(place, hash, tree), let kept = try? Surveyed(bytes) {
      return reach.add(path, language.family, kept.outline, kept.marks)
    }
    guard let surveyed = surveyed(text, path, language) else { return }
    cache?.store(place, hash, dependencies: [], surveyed.bytes)
    reach.add(path, language.family, surveyed.outline, surveyed.marks)
  }

  private func surveyed(_ text: [UInt8], _ path: TreePath, _ language: SourceLanguage) -> Surveyed? {
    let searched = SearchedFile(text, path: path, strings: strings)
    guard let syntax = searched.syntax(language) else { return nil }
    let file = ProjectFile(path, language, searched, filters[language].scan(text.span))
    let outline = FlowOutline(path, syntax)
    var marks: Set<ReachGraph.Mark> = []
    for (part, rules) in parts(of: language) where file.words.mayHold(part: part) {
      for hit in file.hits(part, formulas) {
        for (statement, place) in outline.statements.enumerated() where place.range.overlaps(hit.range) {
          for rule in rules { marks.insert(.init(statement: statement, rule: rule.number, isSink: rule.isSink)) }
        }
      }
    }
    // Where a search was given up anything may stand, also for those that speak of this file.
    if searched.isIncomplete {
      for statement in outline.statements.indices {
        for rule in reach.numbers(language.family).values {
          marks.insert(.init(statement: statement, rule: rule, isSink: false))
          marks.insert(.init(statement: statement, rule: rule, isSink: true))
        }
      }
    }
    return Surveyed(outline: outline, marks: marks.sorted(by: Self.precedes))
  }

  private static func precedes(_ a: ReachGraph.Mark, _ b: ReachGraph.Mark) -> Bool {
    (a.statement, a.rule, a.isSink ? 1 : 0) < (b.statement, b.rule, b.isSink ? 1 : 0)
  }

  private func parts(of language: SourceLanguage) -> [(part: Int, rules: [(number: Int, isSink: Bool)])] {
    if let known = parts[language] { return known }
    let numbers = reach.numbers(language.family)
    var found: [Int: [(number: Int, isSink: Bool)]] = [:]
    for entry in plan.entries where entry.language == language {
      guard let number = numbers[entry.rule] else { continue }
      for part in Set(entry.sources) { found[part, default: []].append((number, false)) }
      for part in Set(entry.sinks) { found[part, default: []].append((number, true)) }
    }
    let all = found.sorted { $0.key < $1.key }.map { (part: $0.key, rules: $0.value) }
    parts[language] = all
    return all
  }
}

/// What a survey says of one file.
private struct Surveyed {
  var outline: FlowOutline
  var marks: [ReachGraph.Mark]

  init(outline: FlowOutline, marks: [ReachGraph.Mark]) {
    self.outline = outline
    self.marks = marks
  }

  // MARK: As bytes

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(outline.statements) { writer, statement in
      writer.write(statement.range.lowerBound)
      writer.write(statement.range.count)
      writer.write(statement.isInterface ? 1 : 0)
      writer.write(Self.data(statement.names))
      var homes: [(home: UInt32, names: [UInt32])] = []
      for mention in statement.mentions {
        if homes.last?.home == mention.home {
          homes[homes.count - 1].names.append(mention.name)
        } else {
          homes.append((mention.home, [mention.name]))
        }
      }
      writer.write(homes) { writer, home in writer.write(Self.data([home.home] + home.names)) }
    }
    writer.write(marks) { writer, mark in
      writer.write(mark.statement)
      writer.write(mark.rule * 2 + (mark.isSink ? 1 : 0))
    }
    return writer.bytes
  }

  init(_ bytes: [UInt8]) throws(MalformedBytes) {
    var reader = ByteReader(bytes[...])
    let statements = try reader.list { (reader) throws(MalformedBytes) in
      let start = try reader.number()
      let (end, isBeyond) = start.addingReportingOverflow(try reader.number())
      let isInterface = try reader.number() == 1
      guard !isBeyond, start >= 0, end >= start else { throw MalformedBytes() }
      let names = try Self.numbers(try reader.data())
      let homes = try reader.list { (reader) throws(MalformedBytes) in try Self.numbers(try reader.data()) }
      let mentions = homes.flatMap { home in
        home.dropFirst().map { FlowOutline.Mention(home: home.first ?? 0, name: $0) }
      }
      return FlowOutline.Statement(range: start..<end, names: names, mentions: mentions, isInterface: isInterface)
    }
    let count = statements.count
    outline = FlowOutline(statements: statements)
    marks = try reader.list { (reader) throws(MalformedBytes) in
      let statement = try reader.number()
      let rule = try reader.number()
      guard (0..<count).contains(statement), rule >= 0 else { throw MalformedBytes() }
      return ReachGraph.Mark(statement: statement, rule: rule / 2, isSink: rule % 2 == 1)
    }
    guard reader.isAtEnd else { throw MalformedBytes() }
  }

  private static func data(_ numbers: [UInt32]) -> [UInt8] {
    var data: [UInt8] = []
    data.reserveCapacity(numbers.count * 4)
    for number in numbers { for shift in [0, 8, 16, 24] { data.append(UInt8(truncatingIfNeeded: number >> shift)) } }
    return data
  }

  private static func numbers(_ data: ArraySlice<UInt8>) throws(MalformedBytes) -> [UInt32] {
    guard data.count % 4 == 0 else { throw MalformedBytes() }
    var numbers: [UInt32] = []
    numbers.reserveCapacity(data.count / 4)
    for start in stride(from: data.startIndex, to: data.endIndex, by: 4) {
      numbers.append((0..<4).reduce(0 as UInt32) { $0 | UInt32(data[start + $1]) << UInt32(8 * $1) })
    }
    return numbers
  }
}
