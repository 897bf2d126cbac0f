import GateMatch
import GateModel
import GateRules
import GateText
import Testing

@Suite struct `The examples of every rule` {
  /// By id, so that a failing case reads well.
  private static let rules = Dictionary(uniqueKeysWithValues: Sample.loaded.map { ($0.rule.id, $0) })

  @Test(arguments: Sample.loaded.map(\.rule.id))
  func `are found or missed by that very rule alone`(_ id: String) throws {
    let loaded = try #require(Self.rules[id])
    try CompiledRules.check([loaded.rule])
    let compiled = CompiledRules(literalsOf: RuleSet([loaded.rule]))
    for (number, example) in loaded.examples.match.enumerated() {
      let text = Sample.filled(example, id, number)
      #expect(try Sample.inspect(Array(text.utf8), compiled).sightings.count >= 1, "match \(number): \(example)")
    }
    for (number, example) in loaded.examples.miss.enumerated() {
      let text = Sample.filled(example, id, 1000 + number)
      #expect(try Sample.inspect(Array(text.utf8), compiled).sightings.isEmpty, "miss \(number): \(example)")
    }
  }

  @Test func `the database and the literals find the same`() throws {
    let set = RuleSet(Sample.loaded.map(\.rule))
    let database = CompiledRules(set, database: try PatternDatabase(patterns: CompiledRules.patterns(of: set)))
    let literals = CompiledRules(literalsOf: set)
    #expect(set.rules.count >= 295)
    for loaded in Sample.loaded {
      let examples = loaded.examples.match + loaded.examples.miss
      let text = examples.enumerated().map { Sample.filled($1, loaded.rule.id, $0) }.joined(separator: "\n\n\n")
      let (a, b) = (try Sample.inspect(Array(text.utf8), database), try Sample.inspect(Array(text.utf8), literals))
      #expect(a.sightings.map { Self.tell($0, set) } == b.sightings.map { Self.tell($0, set) }, "\(loaded.rule.id)")
      #expect(a.limited == b.limited)
    }
  }

  private static func tell(_ sighting: Sighting, _ set: RuleSet) -> String {
    "\(set.rules[sighting.rule].id) \(sighting.range.start.offset)..<\(sighting.range.end.offset) \(sighting.fingerprint)"
  }

  @Test func `no excerpt of any rule holds its value`() throws {
    let rules = Sample.loaded.map(\.rule)
    let compiled = CompiledRules(literalsOf: RuleSet(rules))
    for loaded in Sample.loaded {
      for (number, example) in loaded.examples.match.enumerated() {
        let text = Array(Sample.filled(example, loaded.rule.id, number).utf8)
        let sightings = try Sample.inspect(text, compiled).sightings
        let values = sightings.map {
          String(decoding: text[$0.range.start.offset..<$0.range.end.offset], as: UTF8.self)
        }
        for sighting in sightings {
          for value in values where value.utf8.count >= 14 {
            #expect(!sighting.excerpt.text.contains(value.dropFirst(4).prefix(10)), "\(loaded.rule.id) match \(number)")
          }
        }
      }
    }
  }
}
