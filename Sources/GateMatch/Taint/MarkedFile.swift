import GateFlow
import GateModel
import GateSyntax

/// Which items of a batch's rules stand behind each formula of one language.
struct TaintStamps {
  struct Stamp {
    /// The rule's number in the batch.
    var rule: Int
    var list: TaintPart.List
    /// Into the rule's list.
    var item: Int
  }

  private var numbers: [Int: Int] = [:]
  private(set) var parts: [(part: Int, stamps: [Stamp])] = []

  mutating func add(_ entry: TaintPlan.Entry, _ matcher: TaintMatcher, number: Int) {
    for list in TaintPart.List.allCases {
      let items = matcher.parts(list).enumerated().filter { $0.element.isOf(entry.language) }.map(\.offset)
      for (item, part) in zip(items, entry.parts[list.rawValue]) {
        let index = numbers[part] ?? parts.count
        if index == parts.count {
          numbers[part] = index
          parts.append((part, []))
        }
        parts[index].stamps.append(Stamp(rule: number, list: list, item: item))
      }
    }
  }
}

/// A file with what the rules of a batch say of its places.
final class MarkedFile {
  let file: ProjectFile
  let flow: FlowFile
  /// By the numbers under which they were marked.
  let matches: [Hit]

  /// `chosen` by rule's number; nil for all.
  init(
    _ file: ProjectFile, _ syntax: SyntaxFile, _ stamps: TaintStamps, _ formulas: TaintFormulas,
    _ matchers: [TaintMatcher], _ chosen: [Bool]?
  ) {
    var marker = Marker(matchers: matchers)
    for (part, stamps) in stamps.parts where file.words.mayHold(part: part) {
      let stamps = stamps.filter { chosen?[$0.rule] ?? true }
      if !stamps.isEmpty { marker.mark(file.hits(part, formulas), stamps) }
    }
    self.file = file
    flow = FlowFile(path: file.path, syntax: syntax, marks: marker.finished)
    matches = marker.matches
  }
}

/// Makes marks of hits.
private struct Marker {
  let matchers: [TaintMatcher]
  private(set) var matches: [Hit] = []
  private var marks = FlowMarks()
  /// Sanitizers that are none where their place is a source or a sink of the same rule.
  private var yielding: [FlowMarks.Sanitizer] = []

  init(matchers: [TaintMatcher]) { self.matchers = matchers }

  mutating func mark(_ hits: [Hit], _ stamps: [TaintStamps.Stamp]) {
    var last: Range<Int>?
    for hit in hits.sorted(by: Self.precedes) {
      // Only rules that compare metavariables need to know every way in which a place can be matched.
      let isRepeated = hit.range == last
      last = hit.range
      var number: Int?
      for stamp in stamps {
        let matcher = matchers[stamp.rule]
        switch stamp.list {
        case .sources, .sinks:
          if isRepeated, !matcher.flow.unifiesMetavariables { continue }
          let match = number ?? matches.count
          if number == nil { matches.append(hit) }
          number = match
          if stamp.list == .sources { mark(matcher.sources[stamp.item], stamp, hit, match) }
          if stamp.list == .sinks { mark(matcher.sinks[stamp.item], stamp, hit, match) }
        case .sanitizers: if !isRepeated { mark(matcher.sanitizers[stamp.item], stamp, hit) }
        case .propagators: mark(matcher.propagators[stamp.item], stamp, hit)
        case .guards: mark(matcher.guards[stamp.item], stamp, hit)
        }
      }
    }
  }

  private static func precedes(_ a: Hit, _ b: Hit) -> Bool {
    (a.range.lowerBound, a.range.upperBound) < (b.range.lowerBound, b.range.upperBound)
  }

  private mutating func mark(_ source: TaintSource, _ stamp: TaintStamps.Stamp, _ hit: Hit, _ match: Int) {
    marks.sources.append(
      FlowMarks.Source(
        rule: stamp.rule, match: match, range: hit.range, isExact: source.exact, sideEffect: source.bySideEffect,
        label: source.label, requires: source.requires))
  }

  private mutating func mark(_ sink: TaintSink, _ stamp: TaintStamps.Stamp, _ hit: Hit, _ match: Int) {
    marks.sinks.append(
      FlowMarks.Sink(
        rule: stamp.rule, match: match, range: hit.range, isExact: sink.exact,
        isValue: hit.bindings.contains { $0.value.range == hit.range }, requires: sink.requires))
  }

  private mutating func mark(_ sanitizer: TaintSanitizer, _ stamp: TaintStamps.Stamp, _ hit: Hit) {
    let mark = FlowMarks.Sanitizer(
      rule: stamp.rule, range: hit.range, isExact: sanitizer.exact, sideEffect: sanitizer.bySideEffect)
    if sanitizer.notConflicting { yielding.append(mark) } else { marks.sanitizers.append(mark) }
  }

  private mutating func mark(_ propagator: TaintPropagator, _ stamp: TaintStamps.Stamp, _ hit: Hit) {
    guard let from = hit.value(propagator.from), let to = hit.value(propagator.to) else { return }
    marks.propagators.append(
      FlowMarks.Propagator(
        rule: stamp.rule, range: hit.range, from: from.range, to: to.range, sideEffect: propagator.bySideEffect,
        label: propagator.label, replacedLabels: propagator.replacedLabels, requires: propagator.requires))
  }

  private mutating func mark(_ condition: TaintGuard, _ stamp: TaintStamps.Stamp, _ hit: Hit) {
    guard let cleans = hit.value(condition.cleans) else { return }
    var untainted: [Range<Int>] = []
    for name in condition.untainted {
      // What is not there cannot be told to be untainted.
      guard let value = hit.value(name) else { return }
      untainted.append(value.range)
    }
    marks.guards.append(
      FlowMarks.Guard(
        rule: stamp.rule, range: hit.range, cleans: cleans.range, when: condition.when, untainted: untainted))
  }

  var finished: FlowMarks {
    guard !yielding.isEmpty else { return marks }
    var taken: Set<Place> = []
    for source in marks.sources { taken.insert(Place(rule: source.rule, range: source.range)) }
    for sink in marks.sinks { taken.insert(Place(rule: sink.rule, range: sink.range)) }
    var marks = marks
    marks.sanitizers += yielding.filter { !taken.contains(Place(rule: $0.rule, range: $0.range)) }
    return marks
  }

  private struct Place: Hashable {
    var rule: Int
    var range: Range<Int>
  }
}
