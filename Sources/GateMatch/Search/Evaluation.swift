import GateModel
import GateSyntax
import GateText

/// The value of a formula on a file. The order of the steps in `all` is the rule language's, whatever order was written.
struct Evaluation {
  let file: SearchedFile
  let language: SourceLanguage
  /// Only what lies in here; all of the file where nil.
  var region: Range<Int>?

  func hits(_ formula: PreparedFormula) -> [Hit] {
    switch formula {
    case .code(let pattern): return within(file.hits(pattern, language))
    case .generic(let pattern, let options):
      let text = file.text
      let (matches, isComplete) = pattern.matches(in: file.document(options), bytes: text.span)
      if !isComplete { file.isIncomplete = true }
      return within(matches.map { Hit(range: $0.range, bindings: $0.bindings.map(Self.binding)) })
    case .regex(let pattern): return text(pattern)
    case .any(let parts): return Hit.distinct(parts.flatMap { hits($0) })
    case .all(let all): return hits(all)
    }
  }

  private func within(_ hits: [Hit]) -> [Hit] {
    guard let region else { return hits }
    return hits.filter { region.holds($0.range) }
  }

  private static func binding(_ binding: TextBinding) -> Binding {
    Binding(name: binding.name, value: BoundValue(content: .text, range: binding.range))
  }

  /// Anchors mean the region's ends.
  private func text(_ pattern: TextPattern) -> [Hit] {
    let base = region?.lowerBound ?? 0
    let text = file.text
    let bytes = text.span.extracting(region ?? 0..<text.count)
    var hits: [Hit] = []
    var start = 0
    var isGivenUp = false
    defer { if isGivenUp { file.isIncomplete = true } }
    while start <= bytes.count,
      let groups = pattern.regex.groups(in: bytes, from: start, isGivenUp: &isGivenUp), let whole = groups[0]
    {
      if !whole.isEmpty {
        let bindings = pattern.groups.compactMap { group -> Binding? in
          guard group.number < groups.count, let range = groups[group.number] else { return nil }
          return Binding(name: group.name, value: BoundValue(content: .text, range: range.shifted(by: base)))
        }
        hits.append(Hit(range: whole.shifted(by: base), bindings: bindings))
      }
      start = max(whole.upperBound, start + (whole.isEmpty ? 1 : 0), whole.lowerBound + (whole.isEmpty ? 1 : 0))
    }
    return hits
  }

  private func hits(_ all: PreparedAll) -> [Hit] {
    var hits: [Hit]?
    for part in all.positive {
      let found = self.hits(part)
      hits = hits.map { intersection($0, found) } ?? found
      if hits!.isEmpty { return [] }
    }
    for part in all.insides {
      let outer = self.hits(part)
      // Alone, the insides are intersected like any other.
      hits = hits.map { all.positive.isEmpty ? intersection($0, outer) : inside($0, outer) } ?? outer
      if hits!.isEmpty { return [] }
    }
    // Without any positive part, as conditions may be, all of the region is the result unless it is denied.
    if hits == nil, let region { hits = [Hit(range: region, bindings: [])] }
    guard var hits else { return [] }
    // Conditions that only ask for a value's text come first: they cost least, and the order of filters changes nothing.
    for condition in all.conditions where !hits.isEmpty && condition.isCheap {
      hits = hits.flatMap { self.hits($0, under: condition) }
    }
    for part in all.nots where !hits.isEmpty {
      let found = Dictionary(grouping: self.hits(part), by: \.range)
      hits = hits.filter { hit in !(found[hit.range] ?? []).contains { joined(hit, $0) != nil } }
    }
    for part in all.textNots where !hits.isEmpty {
      let found = self.hits(part)
      hits = hits.filter { hit in !found.contains { $0.range.overlaps(hit.range) || $0.range == hit.range } }
    }
    for part in all.notInsides where !hits.isEmpty {
      let found = self.hits(part)
      hits = hits.filter { hit in !found.contains { $0.range.holds(hit.range) && joined(hit, $0) != nil } }
    }
    for condition in all.conditions where !hits.isEmpty && !condition.isCheap {
      hits = hits.flatMap { self.hits($0, under: condition) }
    }
    for focus in all.focus { hits = hits.flatMap { focused($0, focus) } }
    return Hit.distinct(hits)
  }

  // MARK: Sets of ranges

  private func intersection(_ first: [Hit], _ second: [Hit]) -> [Hit] {
    var result: [Hit] = []
    for a in first {
      for b in second {
        if a.range.holds(b.range) {
          if let bindings = joined(b, a) { result.append(Hit(range: b.range, bindings: bindings)) }
        } else if b.range.holds(a.range), let bindings = joined(a, b) {
          result.append(Hit(range: a.range, bindings: bindings))
        }
      }
    }
    return Hit.distinct(result)
  }

  private func inside(_ hits: [Hit], _ outer: [Hit]) -> [Hit] {
    var result: [Hit] = []
    for hit in hits {
      for range in outer where range.range.holds(hit.range) {
        if let bindings = joined(hit, range) { result.append(Hit(range: hit.range, bindings: bindings)) }
      }
    }
    return Hit.distinct(result)
  }

  /// Both environments as one; nil where they disagree.
  private func joined(_ a: Hit, _ b: Hit) -> [Binding]? {
    var bindings = a.bindings
    for binding in b.bindings {
      guard let known = a.value(binding.name) else {
        bindings.append(binding)
        continue
      }
      if !isEqual(known, binding.value) { return nil }
    }
    return bindings
  }

  private func isEqual(_ a: BoundValue, _ b: BoundValue) -> Bool {
    if let syntax = language.syntax == nil ? nil : file.syntax(language) { return syntax.isEqual(a, b) }
    return file.text[a.range] == file.text[b.range]
  }

  private func focused(_ hit: Hit, _ focus: Focus) -> [Hit] {
    focus.metavariables.compactMap { name in
      guard let range = hit.value(name)?.range else { return nil }
      // An intersection like any other: the inner one of the two, and nothing where they lie apart.
      if hit.range.holds(range) { return Hit(range: range, bindings: hit.bindings) }
      return range.holds(hit.range) ? hit : nil
    }
  }

  // MARK: Conditions

  /// The hit where the condition holds, with what the condition binds.
  private func hits(_ hit: Hit, under condition: PreparedCondition) -> [Hit] {
    switch condition {
    case .regex(let name, let pattern, let resolving):
      guard let value = hit.value(name) else { return [] }
      let text = source(value, resolving: resolving)
      var isGivenUp = false
      let groups = pattern.regex.groups(in: text.span, from: 0, anchored: true, isGivenUp: &isGivenUp)
      if isGivenUp { file.isIncomplete = true }
      return groups == nil ? [] : [hit]
    case .pattern(let name, let formula, let other, let symbolic):
      guard let value = hit.value(name) else { return [] }
      if let other { return nested(hit, value, formula, other) }
      let found = same(hit, value.range, formula)
      if found.isEmpty, symbolic, case .node(let node) = value.content, let syntax = file.syntax(language),
        var held = syntax.constants.expression(of: node)
      {
        for _ in 0..<10 { held = syntax.constants.expression(of: held) ?? held }
        return same(hit, syntax.tree[held].range, formula)
      }
      return found
    case .comparison(let name, let comparison, let base, let strip):
      func value(_ asked: String) -> BoundValue? { (asked == "$" ? name : asked).flatMap { hit.value($0) } }
      let holds = comparison.holds(
        { value($0).flatMap { ConditionValue.of($0, in: file, language, base: base, strip: strip) } },
        text: { value($0).map { file.text($0, language) } })
      return holds ? [hit] : []
    case .entropy(let name):
      guard let value = hit.value(name) else { return [] }
      return HighEntropy.isHigh(String(decoding: plain(value), as: UTF8.self)) ? [hit] : []
    case .redos(let name):
      guard let value = hit.value(name) else { return [] }
      return RegexDenial.isVulnerable(String(decoding: plain(value), as: UTF8.self)) ? [hit] : []
    case .type(let name, let types):
      guard let value = hit.value(name) else { return [] }
      return types.contains { isOfType(value, $0) } ? [hit] : []
    }
  }

  private func isOfType(_ value: BoundValue, _ type: PreparedFormula) -> Bool {
    guard case .code(let pattern) = type, let syntax = file.syntax(language) else { return false }
    return PatternMatcher(pattern.pattern, in: syntax, options: pattern.options, textTest: { _, _ in false })
      .isOfType(value)
  }

  /// What a value reads as in the file; a folded constant has no other text than its value.
  private func source(_ value: BoundValue, resolving: Bool) -> [UInt8] {
    if resolving, !isOperation(value), let constant = constant(value) { return constant }
    if case .constant = value.content { return plain(value) }
    return Array(file.text[value.range])
  }

  /// Only names are resolved, not what is put together.
  private func isOperation(_ value: BoundValue) -> Bool {
    guard case .node(let node) = value.content, let syntax = file.syntax(language) else { return false }
    return syntax.tree[node].kind == .binary
  }

  private func constant(_ value: BoundValue) -> [UInt8]? {
    guard case .node(let node) = value.content, let syntax = file.syntax(language) else { return nil }
    if syntax.tree[node].flags.contains(.bytes) { return nil }
    if syntax.tree[node].kind == .string { return Array(syntax.tree.symbols.text(syntax.tree[node].symbol)) }
    return syntax.constants.value(of: node)?.text.map { Array($0) }
  }

  /// Without quotes, and by value where it is known.
  private func plain(_ value: BoundValue) -> [UInt8] {
    if let constant = constant(value) { return constant }
    if let syntax = language.syntax == nil ? nil : file.syntax(language) { return Array(syntax.text(value)) }
    return Array(file.text[value.range])
  }

  /// Whether a value is a literal text or a part of one. Nothing else is code of another language.
  private func isText(_ value: BoundValue) -> Bool {
    switch value.content {
    case .text, .constant: return true
    case .nodes: return false
    case .node(let node):
      guard let syntax = file.syntax(language) else { return true }
      return syntax.tree[node].kind == .string && !syntax.tree[node].flags.contains(.bytes)
    }
  }

  /// As it stands in the file, without quotes where it is a string.
  private func written(_ value: BoundValue) -> [UInt8] {
    if let syntax = language.syntax == nil ? nil : file.syntax(language) { return Array(syntax.text(value)) }
    return Array(file.text[value.range])
  }

  private func same(_ hit: Hit, _ region: Range<Int>, _ formula: PreparedFormula) -> [Hit] {
    var inner = self
    inner.region = region
    let found = inner.hits(formula)
    var seen = false
    var result: [Hit] = []
    for match in found {
      guard let bindings = joined(hit, match) else { continue }
      if match.bindings.isEmpty {
        if !seen { result.append(hit) }
        seen = true
      } else {
        result.append(Hit(range: hit.range, bindings: bindings))
      }
    }
    return Hit.distinct(result)
  }

  /// The value's text as a file of its own. What is found there is placed where the text stands, if it stands in the file.
  private func nested(_ hit: Hit, _ value: BoundValue, _ formula: PreparedFormula, _ other: SourceLanguage) -> [Hit] {
    guard other == .generic || language.syntax == nil || isText(value) else { return [] }
    let text = written(value)
    let inner = SearchedFile(text, strings: file.strings)
    let found = Evaluation(file: inner, language: other, region: 0..<text.count).hits(formula)
    if inner.isIncomplete { file.isIncomplete = true }
    guard !found.isEmpty else { return [] }
    let start = offset(of: text, in: value.range)
    var result: [Hit] = []
    for match in found {
      var bindings = hit.bindings
      for binding in match.bindings where hit.value(binding.name) == nil {
        let range = start.map { binding.value.range.shifted(by: $0) } ?? value.range
        bindings.append(Binding(name: binding.name, value: BoundValue(content: .text, range: range)))
      }
      result.append(Hit(range: hit.range, bindings: bindings))
    }
    return Hit.distinct(result)
  }

  private func offset(of text: [UInt8], in range: Range<Int>) -> Int? {
    guard text.count <= range.count else { return nil }
    for start in range.lowerBound...(range.upperBound - text.count)
    where file.text[start..<(start + text.count)].elementsEqual(text) {
      return start
    }
    return nil
  }
}

extension Range<Int> {
  func holds(_ other: Range<Int>) -> Bool { lowerBound <= other.lowerBound && other.upperBound <= upperBound }

  func shifted(by offset: Int) -> Range<Int> { lowerBound + offset..<upperBound + offset }
}
