import GateDocument
import GateModel

/// `mode: taint`, as Semgrep reads it, with guards and models beside it.
extension SemgrepRule {
  /// The lists of a rule, under its own keys or under `taint`.
  mutating func taint(
    _ map: YAMLMapping, for languages: [SourceLanguage], models: TaintModels, isDeep: Bool
  ) throws(RuleError) -> TaintParts {
    if let language = languages.first(where: { !$0.holdsCode }) {
      throw try map.required("languages").error("data is followed through code, and `\(language.name)` is none")
    }
    var parts = TaintParts()
    if let node = map["taint"] {
      if let list = TaintList.allCases.first(where: { map[$0.key] != nil }) {
        throw try map.required(list.key).error("`\(list.key)` beside `taint`; a rule has one of the two forms")
      }
      let newer = try node.mapping("`taint`")
      for (name, key, _) in newer.entries where !TaintList.allCases.map(\.rawValue).contains(name) {
        throw key.error("`\(name)` in `taint` is not known")
      }
      _ = try (newer.required("sources"), newer.required("sinks"))
      for list in TaintList.allCases {
        if let node = newer[list.rawValue] { parts += try self.parts(list, node, isNewer: true, languages, models) }
      }
    } else {
      _ = try (map.required(TaintList.sources.key), map.required(TaintList.sinks.key))
      for list in TaintList.allCases {
        if let node = map[list.key] { parts += try self.parts(list, node, isNewer: false, languages, models) }
      }
    }
    if isDeep { parts += try models.everywhere(for: languages) }
    try check(parts, of: map, for: languages)
    return parts
  }

  /// The lists of a model. It names no other model: there would be no end to the looking up.
  static func model(_ map: YAMLMapping) throws(RuleError) -> TaintParts {
    var reader = SemgrepRule(map: map, models: .none)
    var parts = TaintParts()
    for list in TaintList.allCases {
      guard let node = map[list.key] else { continue }
      parts += try reader.parts(list, node, isNewer: false, [], nil)
      if let note = reader.notes.first { throw node.error(note) }
    }
    return parts
  }

  /// A language of the rule without a source or a sink would never have a finding.
  private mutating func check(
    _ parts: TaintParts, of map: YAMLMapping, for languages: [SourceLanguage]
  ) throws(RuleError) {
    for language in languages {
      func isOf(_ others: [SourceLanguage]) -> Bool { others.isEmpty || others.contains(language) }
      guard parts.sources.contains(where: { isOf($0.languages) }) else {
        throw map.node.error("the rule has no source for \(language.name)")
      }
      guard parts.sinks.contains(where: { isOf($0.languages) }) else {
        throw map.node.error("the rule has no sink for \(language.name)")
      }
    }
    let given = Set(parts.sources.map { $0.label ?? TaintSource.commonLabel } + parts.propagators.compactMap(\.label))
    let conditions = parts.sources.compactMap(\.requires) + parts.propagators.compactMap(\.requires)
    var asked = Set(conditions.flatMap(\.labels))
    for sink in parts.sinks { asked.formUnion(sink.requires?.labels ?? [TaintSource.commonLabel]) }
    for label in asked.subtracting(given).sorted() {
      notes.append(
        label == TaintSource.commonLabel
          ? "a sink without `requires` asks for data without a label, which nothing gives"
          : "`requires` asks for the label `\(label)`, which nothing gives")
    }
  }

  // MARK: Lists

  /// With `models` nil no item may name one.
  private mutating func parts(
    _ list: TaintList, _ node: YAMLNode, isNewer: Bool, _ languages: [SourceLanguage], _ models: TaintModels?
  ) throws(RuleError) -> TaintParts {
    var parts = TaintParts()
    let items = try node.list("`\(list.key)`")
    guard !items.isEmpty else { throw node.error("`\(list.key)` is empty") }
    for item in items {
      if case .mapping = item.content, let named = try item.mapping("an item").entry("model") {
        guard let models else { throw named.error("a model cannot name another one") }
        parts += try models.parts(try model(item, list), list, for: languages, at: named)
        continue
      }
      let item = try TaintItem(item, list, isNewer: isNewer, reader: &self)
      switch list {
      case .sources: parts.sources.append(try item.source())
      case .sinks: parts.sinks.append(try item.sink())
      case .sanitizers: parts.sanitizers.append(try item.sanitizer())
      case .propagators: parts.propagators.append(try item.propagator())
      case .guards: parts.guards.append(try item.condition())
      }
    }
    return parts
  }

  private func model(_ item: YAMLNode, _ list: TaintList) throws(RuleError) -> String {
    let map = try item.mapping("an item of `\(list.key)`")
    try map.allow(["model"])
    return try map.required("model").string("`model`")
  }

  /// The formula of an item, without the keys that are the item's own.
  mutating func taintFormula(_ map: YAMLMapping, _ what: String, isNewer: Bool) throws(RuleError) -> Formula {
    if isNewer {
      let members = map.entries.filter { !TaintItem.isOwn($0.name) }.map { ($0.key, $0.value) }
      return try matchFormula(map.node.with(.mapping(members)), what)
    }
    for (name, key, _) in map.entries where !TaintItem.isOwn(name) && !Self.formulas.contains(name) {
      if name.hasPrefix("pattern-") || name.hasPrefix("metavariable-") || name == "focus-metavariable" {
        throw key.error("`\(name)` has no place beside the formula of \(what); it belongs into `patterns`")
      }
      notes.append("`\(name)` in \(what) is ignored")
    }
    return try formula(in: map, of: what)
  }
}

/// One item of a list: its formula, and what it says beside it.
private struct TaintItem {
  let formula: Formula
  /// Under one spelling: `not_conflicting` is `not-conflicting`.
  private let values: [String: YAMLNode]
  private let node: YAMLNode
  private let what: String

  static func isOwn(_ name: String) -> Bool { TaintList.allItemKeys.contains(spelt(name)) }

  private static func spelt(_ name: String) -> String { name.replacing("_", with: "-") }

  init(_ node: YAMLNode, _ list: TaintList, isNewer: Bool, reader: inout SemgrepRule) throws(RuleError) {
    self.node = node
    what = "an item of `\(list.key)`"
    guard case .mapping = node.content else {
      formula = .pattern(try SemgrepRule.text(node, what))
      values = [:]
      return
    }
    let map = try node.mapping(what)
    var values: [String: YAMLNode] = [:]
    for (name, key, value) in map.entries where Self.isOwn(name) {
      guard list.itemKeys.contains(Self.spelt(name)) else {
        throw key.error("`\(name)` has no meaning in `\(list.key)`")
      }
      if !value.isNull { values[Self.spelt(name)] = value }
    }
    self.values = values
    formula = try reader.taintFormula(map, what, isNewer: isNewer)
  }

  func source() throws(RuleError) -> TaintSource {
    if let node = values["control"], try node.boolean("`control`") {
      throw node.error("`control: true`: the flow of control is not followed by this version, only data")
    }
    var source = TaintSource(formula)
    source.exact = try flag("exact") ?? false
    source.bySideEffect = try sideEffect()
    source.label = try label()
    source.requires = try requires()
    return source
  }

  func sink() throws(RuleError) -> TaintSink {
    if let node = values["at-exit"], try node.boolean("`at-exit`") {
      throw node.error("`at-exit: true` is not run by this version")
    }
    var sink = TaintSink(formula)
    sink.exact = try flag("exact") ?? true
    sink.requires = try requires()
    return sink
  }

  func sanitizer() throws(RuleError) -> TaintSanitizer {
    var sanitizer = TaintSanitizer(formula)
    sanitizer.exact = try flag("exact") ?? false
    sanitizer.bySideEffect = try sideEffect()
    sanitizer.notConflicting = try flag("not-conflicting") ?? false
    return sanitizer
  }

  func propagator() throws(RuleError) -> TaintPropagator {
    var propagator = TaintPropagator(formula, from: try metavariable("from"), to: try metavariable("to"))
    propagator.bySideEffect = try flag("by-side-effect") ?? true
    propagator.label = try label()
    propagator.requires = try requires()
    propagator.replacedLabels = try values["replace-labels"]?.strings("`replace-labels`")
    return propagator
  }

  func condition() throws(RuleError) -> TaintGuard {
    var condition = TaintGuard(formula, cleans: try metavariable("cleans"), when: try flag("when") ?? true)
    if let node = values["untainted"] {
      let names: [YAMLNode] = if case .sequence(let items) = node.content { items } else { [node] }
      for name in names { condition.untainted.append(try SemgrepRule.metavariable(name)) }
    }
    return condition
  }

  // MARK: Values

  private func flag(_ name: String) throws(RuleError) -> Bool? { try values[name]?.boolean("`\(name)`") }

  private func metavariable(_ name: String) throws(RuleError) -> String {
    guard let node = values[name] else { throw self.node.error("\(what) needs the key `\(name)`") }
    return try SemgrepRule.metavariable(node)
  }

  private func sideEffect() throws(RuleError) -> SideEffect {
    guard let node = values["by-side-effect"] else { return .no }
    if case .scalar("only", _) = node.content { return .only }
    guard let isOn = try? node.boolean("") else { throw node.error("`by-side-effect` is true, false or only") }
    return isOn ? .yes : .no
  }

  private func label() throws(RuleError) -> String? {
    try values["label"].map { (node) throws(RuleError) in try SemgrepRule.text(node, "`label`") }
  }

  private func requires() throws(RuleError) -> LabelCondition? {
    try values["requires"].map { (node) throws(RuleError) in try LabelText.condition(node, "`requires`") }
  }
}

extension TaintSource {
  /// What data without a label of its own is called.
  static let commonLabel = "__SOURCE__"
}

extension SourceLanguage {
  /// Has statements that data flows through.
  fileprivate var holdsCode: Bool {
    switch self {
    case .python, .javascript, .typescript, .java, .go, .ruby: true
    case .json, .yaml, .generic, .regex: false
    }
  }
}
