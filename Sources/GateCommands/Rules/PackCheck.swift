import GateDocument
import GateMatch
import GateModel
import GateRules

/// What a rule of a pack owes to who meets it: words, ids that there are, and cases that show what it finds and what it leaves alone.
/// Rules from elsewhere owe nothing.
struct PackCheck {
  /// By id: what each rule lacks.
  private(set) var lacking: [String: [String]] = [:]

  init(_ library: LoadedRules) throws(DocumentError) {
    var packs: [String: Taxonomy?] = [:]
    var mine: [LoadedRule] = []
    for rule in library.rules {
      let folder = String(rule.file.prefix(upTo: rule.file.lastIndex(of: "/") ?? rule.file.startIndex))
      if packs[folder] == nil { packs[folder] = .some(try Taxonomy.around(rule.file)?.taxonomy) }
      guard let taxonomy = packs[folder] ?? nil else { continue }
      mine.append(rule)
      var words = Self.words(of: rule.rule, taxonomy)
      words += rule.rule.yieldsTo.filter { other in !library.rules.contains { $0.rule.id == other } }
        .map { "it yields to \($0), which there is not" }
      if !words.isEmpty { lacking[rule.rule.id] = words }
    }
    guard !mine.isEmpty else { return }
    var library = LoadedRules()
    library.rules = mine
    var tests: [String: AnnotatedTest.Outcome] = [:]
    for tested in try AnnotatedRules.outcomes(library) { tests[tested.outcome.rule] = tested.outcome }
    for rule in mine {
      let cases =
        rule.rule.kind == .secret ? Self.cases(of: rule.examples) : Self.cases(of: rule.rule, tests[rule.rule.id])
      if !cases.isEmpty { lacking[rule.rule.id, default: []] += cases }
    }
  }

  /// Of each kind.
  private static let fewestCases = 3

  private static func words(of rule: Rule, _ taxonomy: Taxonomy) -> [String] {
    var lacking: [String] = []
    if rule.remediation == nil { lacking.append("no `remediation`") }
    if rule.cwe.isEmpty { lacking.append("no `cwe`") }
    for id in rule.cwe where taxonomy.name(of: id) == nil { lacking.append("\(id) is no weakness of CWE") }
    for id in rule.owasp where taxonomy.name(of: id) == nil { lacking.append("\(id) is no category of OWASP's Top 10") }
    for year in ["2021", "2025"] where !rule.owasp.contains(where: { $0.hasSuffix(":\(year)") }) {
      lacking.append("no `owasp` of \(year)")
    }
    for id in rule.attack where id.wholeMatch(of: /T[0-9]{4}(\.[0-9]{3})?/) == nil {
      lacking.append("\(id) is no technique of ATT&CK")
    }
    guard rule.kind != .secret else { return lacking }
    if rule.lesson.why == nil { lacking.append("no `why`") }
    if rule.lesson.before == nil || rule.lesson.after == nil { lacking.append("no code `before` and `after`") }
    if rule.references.isEmpty { lacking.append("no `references`") }
    return lacking
  }

  private static func cases(of examples: LoadedRule.Examples) -> [String] {
    [("match", examples.match.count), ("miss", examples.miss.count)].compactMap { name, count in
      count < fewestCases ? "\(count) examples that it must \(name), not \(fewestCases)" : nil
    }
  }

  private static func cases(of rule: Rule, _ test: AnnotatedTest.Outcome?) -> [String] {
    guard let test else { return ["no annotated file beside it speaks of it"] }
    var lacking: [String] = []
    if test.expected < fewestCases { lacking.append("\(test.expected) lines `ruleid:`, not \(fewestCases)") }
    if test.fine < fewestCases { lacking.append("\(test.fine) lines `ok:`, not \(fewestCases)") }
    guard case .taint(let isInterfile) = rule.kind, case .taint(let matcher) = rule.matcher, matcher.flow.isDeep else {
      return lacking
    }
    if matcher.flow.reach != .function, test.acrossFunctions == 0 {
      lacking.append("no case in which the data leaves a function")
    }
    if isInterfile, test.acrossFiles == 0 { lacking.append("no case in which the data leaves a file") }
    return lacking
  }
}
