package import GateModel
package import GateText

/// One worker's engine: inspects file after file under one rule set.
package struct FileMatcher: ~Copyable {
  private let compiled: CompiledRules
  private let scratch: PatternScratch?
  private let fingerprints: FingerprintKey
  private var searches: [SecretSearch?]
  /// Nil where no rule is about code.
  private let codeRules: CodeRules?
  private let ignores: IgnoreReader

  /// `tree` are the files around those that are inspected, for rules that follow data from file to file; with nil they know
  /// nothing but the file itself. `cache` keeps what they found while all that it hangs on stays.
  /// `reach` is settled, and says which of them need not be followed. `ignores` are whose comments are heeded.
  package init(
    _ compiled: CompiledRules, fingerprints: FingerprintKey, tree: (any SourceTree)? = nil, cache: FlowCache? = nil,
    reach: TaintReach? = nil, ignores: IgnoreReader = IgnoreReader()
  ) throws(TextError) {
    self.compiled = compiled
    self.ignores = ignores
    self.fingerprints = fingerprints
    searches = Array(repeating: nil, count: compiled.ruleSet.rules.count)
    codeRules =
      compiled.plan.isEmpty
      ? nil
      : CodeRules(
        compiled.ruleSet, compiled.plan, tree: tree, cache: cache, reach: reach)
    switch compiled.prefilter {
    case .database(let database): scratch = try database.scratch()
    case .literals: scratch = nil
    }
  }

  /// What one file gave.
  package struct Inspection: Sendable {
    /// By place; the same value is reported once, by the rule that knows it best.
    package var sightings: [Sighting] = []
    /// In other files, by path: data that begins here and arrives there. Another file's inspection may tell of the same place: it
    /// has the same fingerprint.
    package var elsewhere: [(path: TreePath, sightings: [Sighting], ignores: [InlineIgnore])] = []
    /// There are values in this file that must not be shown, whether or not a sighting tells of them.
    package var holdsSecrets = false
    /// Rules that were given up in this file.
    package var limited: [String] = []
    /// What else was not done in this file, and why.
    package var notices: [(reason: Notice.Reason, detail: String)] = []
    /// Byte ranges of the text that did not parse, and the lines they lie in; empty where no rule had the file parsed.
    package var unsound: [Range<Int>] = []
    package var unsoundLines = LineSet()
    package var lines = 0
    package var bytes = 0
    /// Comments that ask for findings to be let pass.
    package var ignores: [InlineIgnore] = []
    /// What it holds was not looked at.
    package var isOfPathAlone = false
    /// What it holds was looked at file by file, and is not told here.
    package var isArchive = false

    package init() {}
  }

  /// `raw` as it lies on disk, `text` as it reads; `commit` brought it, where that is known; only secret rules ask for what is no
  /// code. Throws only where the engine itself fails.
  package mutating func inspect(
    raw: Span<UInt8>, text: Span<UInt8>, path: TreePath, commit: ObjectID? = nil, isCode: Bool = true
  ) throws(TextError) -> Inspection {
    var inspection = Inspection()
    inspection.bytes = text.count
    let (secrets, limited) = try secrets(in: text, path: path, commit: commit)
    inspection.limited = limited
    var all = secrets
    var candidates = distinct(secrets)
    if isCode, let outcome = codeRules?.search(text, path: path) {
      inspection.notices = outcome.notices
      inspection.unsound = outcome.unsound
      inspection.unsoundLines = Self.lines(of: outcome.unsound, in: text)
      candidates += outcome.candidates
      all += outcome.candidates
      for place in outcome.elsewhere {
        // What is secret there is masked there, whether or not that file is inspected for itself.
        let hidden = try self.secrets(in: place.text.span, path: place.path, commit: nil).candidates
        inspection.elsewhere.append(
          (
            place.path,
            sightings(
              place.candidates, masking: hidden + place.candidates, raw: place.raw.span, text: place.text.span,
              path: place.path),
            ignores.ignores(
              raw: place.raw.span, text: place.text.span, path: place.path,
              hidden: (hidden + place.candidates).flatMap(\.hidden))
          ))
      }
    }
    if isCode {
      inspection.ignores = ignores.ignores(raw: raw, text: text, path: path, hidden: all.flatMap(\.hidden))
    }
    inspection.holdsSecrets = all.contains { !$0.hidden.isEmpty }
    inspection.sightings =
      try inspect(path: path, commit: commit)
      + sightings(candidates, masking: all, raw: raw, text: text, path: path)
    return inspection
  }

  /// What rules about paths alone say of a file, whatever it holds: nothing of it is shown.
  package mutating func inspect(path: TreePath, commit: ObjectID? = nil) throws(TextError) -> [Sighting] {
    var found: [Candidate] = []
    for index in compiled.pathRules where compiled.ruleSet.rules[index].paths.admits(path) {
      if try search(index).admits(path, commit: commit) {
        found.append(Candidate(rule: index, whole: 0..<0, secret: 0..<0))
      }
    }
    let nothing: [UInt8] = []
    return sightings(found, masking: [], raw: nothing.span, text: nothing.span, path: path)
  }

  /// What secret rules find, and those that were given up.
  private mutating func secrets(
    in text: Span<UInt8>, path: TreePath, commit: ObjectID?
  ) throws(TextError) -> (candidates: [Candidate], limited: [String]) {
    var hunt = SecretHunt(path: path, commit: commit)
    for index in try fired(in: text) where compiled.ruleSet.rules[index].paths.admits(path) {
      hunt.take(try outcome(of: index, in: text, path, commit), of: index)
    }
    if !compiled.secrets.isEmpty { try decode(text, nil, depth: 1, &hunt) }
    try settleImported(&hunt, in: text)
    return (hunt.candidates, hunt.limited.map { compiled.ruleSet.rules[$0].id })
  }

  /// How often what was decoded is decoded again.
  private static let depth = 5

  /// What stands encoded in `text`, which was decoded to `parent` itself, or is the file's.
  private mutating func decode(
    _ text: Span<UInt8>, _ parent: DecodedText?, depth: Int, _ hunt: inout SecretHunt
  ) throws(TextError) {
    var decoding = Decoding(of: text)
    while let piece = decoding.piece(of: text) {
      let placed = parent.map { piece.placed(in: $0) } ?? piece
      for index in try fired(in: piece.bytes.span) where compiled.ruleSet.rules[index].paths.admits(hunt.path) {
        guard compiled.ruleSet.rules[index].secret?.decodes == true else { continue }
        hunt.take(try outcome(of: index, in: piece.bytes.span, hunt.path, hunt.commit), of: index, decoded: placed)
      }
      if depth < Self.depth { try decode(piece.bytes.span, placed, depth: depth + 1, &hunt) }
    }
  }

  /// Imported rules that ask for others near by, and Gitleaks' own order among its rules.
  private mutating func settleImported(_ hunt: inout SecretHunt, in text: Span<UInt8>) throws(TextError) {
    let imported = Set(hunt.candidates.map(\.rule)).filter { compiled.ruleSet.rules[$0].isImportedSecret }
    guard !imported.isEmpty else { return }
    let order = ImportedOrder(rules: compiled.ruleSet.rules, text: text)
    for index in imported.sorted() {
      guard let terms = compiled.ruleSet.rules[index].secret?.gitleaks else { continue }
      if terms.isSilent { hunt.candidates.removeAll { $0.rule == index } }
      for other in terms.required {
        // All rules of a file are here, and a file that requires what it does not have is refused.
        guard let near = compiled.ruleSet.rules.firstIndex(where: { $0.id == other.rule }) else { continue }
        var found = SecretHunt(path: hunt.path, commit: hunt.commit)
        found.take(
          try search(near).candidates(in: text, path: hunt.path, commit: hunt.commit, rule: near), of: near)
        hunt.limited.formUnion(found.limited)
        hunt.candidates.removeAll { candidate in
          candidate.rule == index && !found.candidates.contains { order.isNear($0, candidate, other, text) }
        }
      }
    }
    hunt.candidates = order.withoutGeneric(hunt.candidates, text)
  }

  private func sightings(
    _ candidates: [Candidate], masking: [Candidate], raw: Span<UInt8>, text: Span<UInt8>, path: TreePath
  ) -> [Sighting] {
    guard !candidates.isEmpty else { return [] }
    return Sighting.make(
      of: candidates.sorted { ($0.secret.lowerBound, $0.rule) < ($1.secret.lowerBound, $1.rule) }, masking: masking,
      raw: raw, text: text, path: path, rules: compiled.ruleSet.rules, fingerprints: fingerprints)
  }

  /// The lines that some ranges touch.
  private static func lines(of ranges: [Range<Int>], in text: Span<UInt8>) -> LineSet {
    guard !ranges.isEmpty else { return LineSet() }
    let places = Places(ranges.flatMap { [$0.lowerBound, $0.upperBound] }, in: text)
    return ranges.reduce(into: LineSet()) {
      $0.insert(places[$1.lowerBound].position.line...places[$1.upperBound].position.line)
    }
  }

  private func fired(in text: Span<UInt8>) throws(TextError) -> [Int] {
    switch compiled.prefilter {
    case .database(let database):
      guard let scratch else { return [] }
      return try database.fired(in: text, with: scratch).map { compiled.secrets[$0] }
    case .literals(let keywords): return keywords.admitted(in: text)
    }
  }

  /// What a rule found. The keywords are part of it, with or without a database; that asks for them last, for little is left by then.
  private mutating func outcome(
    of rule: Int, in text: Span<UInt8>, _ path: TreePath, _ commit: ObjectID?
  ) throws(TextError) -> SecretSearch.Outcome {
    let search = try search(rule)
    let outcome = search.candidates(in: text, path: path, commit: commit, rule: rule)
    return scratch == nil || search.hasKeyword(outcome, in: text) ? outcome : .candidates([])
  }

  private mutating func search(_ index: Int) throws(TextError) -> SecretSearch {
    if let known = searches[index] { return known }
    // Only secret rules are admitted by the filters.
    let made = try SecretSearch(compiled.ruleSet.rules[index].secret!)
    searches[index] = made
    return made
  }

  /// One finding a value: where several rules know it, the most confident speaks, then the most severe, then the longest.
  ///
  /// Imported rules speak each for itself, as they do at home, but where one of ours knows the value.
  private func distinct(_ candidates: [Candidate]) -> [Candidate] {
    let rules = compiled.ruleSet.rules
    let imported = candidates.filter { rules[$0.rule].isImportedSecret }
    guard imported.isEmpty else {
      let own = distinct(candidates.filter { !rules[$0.rule].isImportedSecret })
      return own + imported.filter { candidate in !own.contains { $0.secret.overlaps(candidate.secret) } }
    }
    func outranks(_ a: Candidate, _ b: Candidate) -> Bool {
      let (x, y) = (rules[a.rule], rules[b.rule])
      if x.confidence != y.confidence { return x.confidence > y.confidence }
      if x.severity != y.severity { return x.severity > y.severity }
      if a.secret.count != b.secret.count { return a.secret.count > b.secret.count }
      return (a.secret.lowerBound, a.rule) < (b.secret.lowerBound, b.rule)
    }
    var kept: [Candidate] = []
    var group: [Candidate] = []
    var end = 0
    func settle() {
      // Within a run of overlapping values the best is kept, then the best of what does not overlap it, and so on.
      var rest = group.sorted(by: outranks)[...]
      while let best = rest.popFirst() {
        kept.append(best)
        rest = rest.filter { !$0.secret.overlaps(best.secret) }[...]
      }
      group = []
    }
    for candidate in candidates.sorted(by: { $0.secret.lowerBound < $1.secret.lowerBound }) {
      if candidate.secret.lowerBound >= end { settle() }
      group.append(candidate)
      end = max(end, candidate.secret.upperBound)
    }
    settle()
    return kept.sorted { ($0.secret.lowerBound, $0.rule) < ($1.secret.lowerBound, $1.rule) }
  }
}
