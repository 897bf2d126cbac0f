package import GateModel

/// Runs rules about code on the files beside them, whose comments say on which lines each rule must speak: `ruleid:` and `ok:`
/// mean the line after them.
package enum AnnotatedTest {
  package struct Outcome: Sendable {
    package var rule: String
    /// Lines that should have been reported and were not, by file; and the other way round.
    package var missing: [(file: String, line: Int)] = []
    package var extra: [(file: String, line: Int)] = []
    /// Why the rule did not run.
    package var problem: String?
    /// Lines that must be reported, and lines that must not.
    package var expected = 0
    package var fine = 0
    /// Expected lines that were reported.
    package var found = 0
    /// Of those, how many whose data came out of another function, or another file.
    package var acrossFunctions = 0
    package var acrossFiles = 0
    /// What the rule's own fix left behind.
    package var badFixes: [(file: String, line: Int, why: String)] = []

    package var holds: Bool { missing.isEmpty && extra.isEmpty && badFixes.isEmpty && problem == nil }
  }

  /// The outcomes of the rules that some file speaks of; a rule that none does has no test. Where the rules say that they run has no
  /// say here. `tree` are the files around these, by the same names: a rule that looks into other files finds its neighbours there.
  package static func run(
    _ rules: [Rule], on files: [(name: String, bytes: [UInt8])], tree: (any SourceTree)? = nil
  ) -> [Outcome] {
    let annotations = files.map { Annotations($0.bytes) }
    let strings = StringTests()
    let searched = files.map { SearchedFile($0.bytes, path: TreePath($0.name), strings: strings) }
    var outcomes: [Outcome] = []
    for rule in rules where rule.kind != .secret {
      let id = Annotations.short(rule.id)
      guard annotations.contains(where: { $0.speaks(of: id) }) else { continue }
      var outcome = Outcome(rule: rule.id)
      var places: [[Place]] = []
      do throws(PreparationError) {
        places = try Self.places(rule, files, searched, strings, tree)
      } catch {
        outcome.problem = error.message
      }
      for (index, file) in files.enumerated() where outcome.problem == nil {
        let expected = annotations[index].expected[id] ?? []
        let allowed = annotations[index].allowed[id] ?? []
        let found = placed(places[index], in: file.bytes)
        let reported = Set(found.map(\.line))
        outcome.expected += expected.count
        outcome.fine += annotations[index].fine[id]?.count ?? 0
        outcome.found += expected.intersection(reported).count
        func lines(_ holds: (Place) -> Bool) -> Int {
          expected.intersection(found.filter { holds($0.place) }.map(\.line)).count
        }
        outcome.acrossFunctions += lines(\.crossesFunctions)
        outcome.acrossFiles += lines(\.crossesFiles)
        outcome.badFixes += FixTest.problems(
          rule, found.map(\.place), file, language(of: file.name, rule.languages), strings, tree
        ).map { bad in (file.name, found.first { $0.place.range == bad.range }?.line ?? 1, bad.why) }
        outcome.missing += expected.subtracting(reported).sorted().map { (file.name, $0) }
        outcome.extra += reported.subtracting(expected).subtracting(allowed).sorted().map { (file.name, $0) }
      }
      outcomes.append(outcome)
    }
    return outcomes
  }

  /// Something that a rule reports.
  struct Place {
    var range: Range<Int>
    var fix: String?
    /// On its way from the source the data left a function, or a file.
    var crossesFunctions = false
    var crossesFiles = false
  }

  /// What a rule reports, file by file.
  private static func places(
    _ rule: Rule, _ files: [(name: String, bytes: [UInt8])], _ searched: [SearchedFile], _ strings: StringTests,
    _ tree: (any SourceTree)?
  ) throws(PreparationError) -> [[Place]] {
    var places: [[Place]] = files.map { _ in [] }
    switch rule.matcher {
    case .secret: break
    case .search(let matcher):
      let search = SearchRule(rule, matcher)
      for (index, file) in files.enumerated() {
        places[index] = try Self.places(search, in: searched[index], language(of: file.name, matcher.languages))
      }
    case .taint(let matcher):
      let taint = try TaintTest(rule, strings, tree)
      for (index, file) in files.enumerated() {
        let found = taint.places(in: searched[index], TreePath(file.name), language(of: file.name, matcher.languages))
        for (path, there) in found {
          for target in files.indices where TreePath(files[target].name) == path { places[target] += there }
        }
      }
    }
    return places
  }

  static func places(
    _ search: SearchRule, in file: SearchedFile, _ language: SourceLanguage
  ) throws(PreparationError) -> [Place] {
    try search.hits(in: file, language).map {
      Place(range: $0.range, fix: Autofix.edit(search.matcher.fix, $0, in: file, language))
    }
  }

  private static func language(of name: String, _ languages: [SourceLanguage]) -> SourceLanguage {
    let own = SourceLanguage.of(TreePath(name))
    return own.map { languages.contains($0) } == true ? own! : languages[0]
  }

  /// With the line that each begins in.
  private static func placed(_ places: [Place], in text: [UInt8]) -> [(line: Int, place: Place)] {
    var lines: [(line: Int, place: Place)] = []
    var line = 1
    var offset = 0
    for place in places.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      while offset < place.range.lowerBound {
        if text[offset] == 0x0A { line += 1 }
        offset += 1
      }
      lines.append((line, place))
    }
    return lines
  }
}

/// What the comments of a test file say, by rule: the last part of its id.
struct Annotations {
  /// Lines that must be reported.
  private(set) var expected: [String: Set<Int>] = [:]
  /// Lines that must not be.
  private(set) var fine: [String: Set<Int>] = [:]
  /// Lines that may be: known shortcomings.
  private(set) var allowed: [String: Set<Int>] = [:]
  private var named: Set<String> = []

  init(_ bytes: [UInt8]) {
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      guard Self.mayAnnotate(line) else { continue }
      read(String(decoding: line, as: UTF8.self), next: index + 2)
    }
  }

  /// Most lines need no closer look.
  private static func mayAnnotate(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.contains(UInt8(ascii: ":")) else { return false }
    var last: UInt8 = 0
    for byte in line {
      if last == UInt8(ascii: "o"), byte == UInt8(ascii: "k") { return true }
      if last == UInt8(ascii: "i"), byte == UInt8(ascii: "d") { return true }
      last = byte
    }
    return false
  }

  static func short(_ id: String) -> String { id.split(separator: ".").last.map(String.init) ?? id }

  func speaks(of id: String) -> Bool { named.contains(id) }

  /// `deepok: x`, `proruleid: x` and the like speak of another engine; `ruleid: deepok: x` is `ruleid: x`.
  private mutating func read(_ line: String, next: Int) {
    var plain = line
    if line.contains(/\b(?:ruleid|ok)\s*:\s*(?:deep|pro)/) {
      plain = line.replacing(/\b(?:deep|pro)(?:todo)?(?:ok|ruleid)\s*:\s*/, with: "")
    }
    for match in plain.matches(
      of: /(todoruleid|ruleid|todook|ok)\s*:\s*([A-Za-z0-9_.\-]+(?:\s*,\s*[A-Za-z0-9_.\-]+)*)/)
    {
      let start = match.range.lowerBound
      if start > plain.startIndex {
        let before = plain[plain.index(before: start)]
        if before == "-" || before == "_" || before.isLetter || before.isNumber { continue }
      }
      for id in match.2.split(separator: ",") {
        var name = Self.short(
          id.trimmingPrefix { $0.isWhitespace }.split { $0.isWhitespace }.first.map(String.init) ?? "")
        while name.hasSuffix("-") { name.removeLast() }
        named.insert(name)
        switch match.1 {
        case "ruleid": expected[name, default: []].insert(next)
        case "ok": fine[name, default: []].insert(next)
        default: allowed[name, default: []].insert(next)
        }
      }
    }
  }
}

extension SourceLanguage {
  /// By the name of a file; nil for a text of no language that is parsed.
  package static func of(_ path: TreePath) -> SourceLanguage? {
    let name = path.name
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    return switch String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased() {
    case "py", "pyi": .python
    case "js", "jsx", "mjs", "cjs": .javascript
    case "ts", "tsx", "mts", "cts": .typescript
    case "java": .java
    case "go": .go
    case "rb": .ruby
    case "json": .json
    case "yaml", "yml": .yaml
    default: nil
    }
  }
}
