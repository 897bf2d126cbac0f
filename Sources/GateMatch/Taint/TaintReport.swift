import GateFlow
import GateModel
import GateSyntax

/// Makes candidates of what the analysis found in one inspection.
struct TaintReport {
  private let ruleSet: RuleSet
  private let files: ProjectFiles
  private let entry: TreePath
  /// The best finding of every rule at every sink.
  private var chosen: [Place: Flow] = [:]

  private struct Place: Hashable {
    var rule: Int
    var path: TreePath
    var range: Range<Int>
  }

  /// A finding with the matches that it speaks of.
  private struct Flow {
    var sink: (file: MarkedFile, hit: Hit)
    var source: (file: MarkedFile, hit: Hit)
    var steps: [FlowStep]
    /// The rule's sinks with the same text that stand before this one in its file.
    var occurrence: Candidate.Occurrence

    /// The shortest way, then the first source, then the way itself: no order of the analysis has a say.
    func precedes(_ other: Flow) -> Bool {
      if steps.count != other.steps.count { return steps.count < other.steps.count }
      let (a, b) = (source, other.source)
      if a.file.file.path != b.file.file.path { return a.file.file.path < b.file.file.path }
      if a.hit.range != b.hit.range {
        return (a.hit.range.lowerBound, a.hit.range.upperBound) < (b.hit.range.lowerBound, b.hit.range.upperBound)
      }
      return steps.lexicographicallyPrecedes(other.steps, by: Self.precedes)
    }

    /// Of two steps at a place the one that takes in more comes first.
    private static func precedes(_ a: FlowStep, _ b: FlowStep) -> Bool {
      if a.path != b.path { return a.path < b.path }
      return (a.range.lowerBound, b.range.upperBound, a.message) < (b.range.lowerBound, a.range.upperBound, b.message)
    }
  }

  init(_ ruleSet: RuleSet, _ files: ProjectFiles, entry: TreePath) {
    self.ruleSet = ruleSet
    self.files = files
    self.entry = entry
  }

  mutating func add(_ findings: [FlowFinding], of batch: TaintBatch, _ admitted: Set<Int>) {
    for finding in findings where batch.rules.indices.contains(finding.rule) {
      let rule = batch.rules[finding.rule]
      guard admitted.contains(rule), ruleSet.rules[rule].paths.admits(finding.sinkPath),
        let sink = Self.match(finding.sink, finding.sinkPath, batch),
        let source = Self.match(finding.source, finding.sourcePath, batch)
      else { continue }
      if batch.matchers[finding.rule].flow.unifiesMetavariables, !Self.agree(sink, source) { continue }
      let place = Place(rule: rule, path: finding.sinkPath, range: sink.hit.range)
      if let known = chosen[place] {
        var flow = known
        (flow.sink, flow.source, flow.steps) = (sink, source, finding.steps)
        if flow.precedes(known) { chosen[place] = flow }
      } else {
        let occurrence = Self.occurrence(of: sink.hit.range, rule: finding.rule, in: sink.file)
        chosen[place] = Flow(sink: sink, source: source, steps: finding.steps, occurrence: occurrence)
      }
    }
  }

  private static func match(_ number: Int, _ path: TreePath, _ batch: TaintBatch) -> (file: MarkedFile, hit: Hit)? {
    guard let file = batch.markedFile(path), file.matches.indices.contains(number) else { return nil }
    return (file, file.matches[number])
  }

  /// Metavariables of the same name stand for the same text.
  private static func agree(_ a: (file: MarkedFile, hit: Hit), _ b: (file: MarkedFile, hit: Hit)) -> Bool {
    a.hit.bindings.allSatisfy { binding in
      guard let other = b.hit.value(binding.name) else { return true }
      return a.file.file.searched.text(binding.value, a.file.file.language)
        == b.file.file.searched.text(other, b.file.file.language)
    }
  }

  /// Counted over all places where the rule has a sink, tainted or not: whichever file's inspection leads to a finding, and whatever
  /// becomes of its neighbours, its fingerprint is the same.
  private static func occurrence(of range: Range<Int>, rule: Int, in file: MarkedFile) -> Candidate.Occurrence {
    let text = file.file.searched.text
    let own = Sighting.layoutless(range, text.span)
    var before: Set<Range<Int>> = []
    for sink in file.flow.marks.sinks where sink.rule == rule && sink.range.lowerBound <= range.lowerBound {
      let isBefore = (sink.range.lowerBound, sink.range.upperBound) < (range.lowerBound, range.upperBound)
      if isBefore, Sighting.layoutless(sink.range, text.span) == own { before.insert(sink.range) }
    }
    guard !before.isEmpty else { return Candidate.Occurrence(inFile: 0, inSymbol: 0) }
    let syntax = file.flow.syntax
    let symbol = syntax.symbol(around: range)
    return Candidate.Occurrence(
      inFile: before.count, inSymbol: before.count { syntax.symbol(around: $0) == symbol })
  }

  // MARK: Candidates

  func finish(into outcome: inout CodeRules.Outcome) {
    guard !chosen.isEmpty else { return }
    let ordered = chosen.sorted { Self.precedes($0.key, $1.key) }
    let places = places(of: ordered.map(\.value))
    var elsewhere: [TreePath: [Candidate]] = [:]
    for (place, flow) in ordered {
      let candidate = candidate(place, flow, places)
      if place.path == entry {
        outcome.candidates.append(candidate)
      } else {
        elsewhere[place.path, default: []].append(candidate)
      }
    }
    for (path, candidates) in elsewhere.sorted(by: { $0.key < $1.key }) {
      guard let file = files.file(path) else { continue }
      outcome.elsewhere.append(
        CodeRules.Elsewhere(
          path: path, raw: files.raw(path) ?? file.searched.text, text: file.searched.text, candidates: candidates))
    }
  }

  private static func precedes(_ a: Place, _ b: Place) -> Bool {
    if a.path != b.path { return a.path < b.path }
    return (a.range.lowerBound, a.range.upperBound, a.rule) < (b.range.lowerBound, b.range.upperBound, b.rule)
  }

  /// Lines and columns of all steps, each file's text walked once.
  private func places(of flows: [Flow]) -> [TreePath: Places] {
    var offsets: [TreePath: [Int]] = [:]
    for step in flows.flatMap(\.steps) {
      offsets[step.path, default: []] += [step.range.lowerBound, step.range.upperBound]
    }
    var places: [TreePath: Places] = [:]
    for (path, offsets) in offsets {
      guard let text = files.file(path)?.searched.text, offsets.allSatisfy({ (0...text.count).contains($0) }) else {
        continue
      }
      places[path] = Places(offsets, in: text.span)
    }
    return places
  }

  private func candidate(_ place: Place, _ flow: Flow, _ places: [TreePath: Places]) -> Candidate {
    let rule = ruleSet.rules[place.rule]
    let sink = Said(flow.sink, rule)
    let fix: Fix? = if case .taint(let matcher) = rule.matcher { matcher.fix } else { nil }
    var code = Candidate.Code(
      message: SearchReport.message(rule.message, of: [sink.said, Said(flow.source, rule).said]),
      hidden: sink.said.hidden,
      fix: Autofix.edit(fix, flow.sink.hit, in: flow.sink.file.file.searched, flow.sink.file.file.language))
    code.trace = flow.steps.compactMap { step in
      guard let file = places[step.path] else { return nil }
      return Step(
        kind: step.kind, path: step.path,
        range: SourceRange(start: file[step.range.lowerBound].position, end: file[step.range.upperBound].position),
        message: step.message)
    }
    code.occurrence = flow.occurrence
    code.symbol = flow.sink.file.flow.syntax.symbol(around: place.range)
    return Candidate(rule: place.rule, whole: place.range, secret: place.range, code: code)
  }

  private struct Said {
    var said: SearchReport.Said

    init(_ match: (file: MarkedFile, hit: Hit), _ rule: Rule) {
      let file = match.file.file
      said = SearchReport.Said(match.hit, rule, in: file.searched, file.language)
    }
  }
}
