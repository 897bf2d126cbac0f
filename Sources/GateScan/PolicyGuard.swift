import GateDocument
import GateGit
import GateMatch
import GateModel
import GatePolicy
import GateRules

/// Looks at what a change does to the gate itself. The change is judged by what stood before it; that it would open the gate
/// for the next one is a finding.
struct PolicyGuard {
  let request: ScanRequest
  let subject: Subject
  /// What is in force.
  let policy: Policy
  let baseline: Baseline?
  let rules: RuleSet
  let models: TaintModels
  let fingerprints: FingerprintKey
  /// The files as the change leaves them.
  let result: ProjectTree?

  /// `author` tells who made a commit, or with nil who is at work.
  func drafts(author: (ObjectID?) throws(ScanFailure) -> Attribution) throws(ScanFailure) -> [Assembly.Draft] {
    guard request.selection.isDiffLike, let result else { return [] }
    var drafts: [Assembly.Draft] = []
    if request.policyFile == nil {
      drafts += try self.drafts(of: TreePath(Policy.fileName), result, author) { self.weakenings(policy: $0) }
      if request.rules.isEmpty { drafts += try ruleDrafts(result, author) }
    }
    if request.baselineFile == nil {
      drafts += try self.drafts(of: TreePath(Baseline.fileName), result, author) { self.weakenings(baseline: $0) }
    }
    return drafts
  }

  /// One weakening in words, and a word of the file to find its line by.
  private typealias Found = (message: String, word: String?)

  private func drafts(
    of path: TreePath, _ result: ProjectTree, _ author: (ObjectID?) throws(ScanFailure) -> Attribution,
    _ weakenings: ([UInt8]?) -> [Found]
  ) throws(ScanFailure) -> [Assembly.Draft] {
    guard subject.touched?.contains(path) ?? true else { return [] }
    let now = result.bytes(of: path)
    guard now != before(path) else { return [] }
    let found = weakenings(now)
    guard !found.isEmpty else { return [] }
    var drafts: [Assembly.Draft] = []
    for item in found {
      let commit = origin { version in weakenings(version(path)).contains { $0.message == item.message } }
      drafts.append(draft(item, at: path, now ?? [], commit, try author(commit)))
    }
    return drafts
  }

  private func before(_ path: TreePath) -> [UInt8]? {
    guard case .commit(let id) = subject.policyPlace, let place = subject.place else { return nil }
    return (try? GitRepository(reopening: place).file(path, at: id)) ?? nil
  }

  /// The commit after which something holds that did not before, and that holds to the end; nil where nothing is committed.
  private func origin(_ holds: ((TreePath) -> [UInt8]?) -> Bool) -> ObjectID? {
    guard let place = subject.place, let repository = try? GitRepository(reopening: place) else { return nil }
    // Newest first.
    var origin = subject.commits.first
    for id in subject.commits {
      guard holds({ (try? repository.file($0, at: id)) ?? nil }) else { break }
      origin = id
    }
    return origin
  }

  private func draft(
    _ found: Found, at path: TreePath, _ text: [UInt8], _ commit: ObjectID?, _ author: Attribution
  ) -> Assembly.Draft {
    let isAgents = [.agent, .mixed, .bot].contains(author.kind)
    let line = found.word.flatMap { text.line(of: $0) } ?? 1
    let place = Position(line: line, column: 1, offset: text.offset(ofLine: line))
    // The whole line; hosts want a place that is not empty, also where the file is.
    let words = String(decoding: text[place.offset...].prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    let end = Position(
      line: line, column: 1 + max(1, words.unicodeScalars.count), offset: place.offset + words.utf8.count)
    var finding = GateRule.policyWeakened.finding(
      severity: isAgents ? .high : .medium, "This change weakens the gate: \(found.message).", at: path,
      range: SourceRange(start: place, end: end), columns: HostColumns(start: 1, end: 1 + max(1, words.utf16.count)),
      lineHash: LineHashes(of: text.span, lines: [line])[line],
      fingerprint: fingerprints.v1(
        rule: GateRule.policyWeakened.rawValue, value: Array(found.message.utf8), symbol: path.description,
        occurrence: 0))
    finding.commit = commit
    finding.author = author
    return Assembly.Draft(finding: finding, lines: [], isOwn: true)
  }

  // MARK: What is weaker

  private func weakenings(policy bytes: [UInt8]?) -> [Found] {
    let hadOne = before(TreePath(Policy.fileName)) != nil
    guard let bytes else { return hadOne ? [("\(Policy.fileName) was deleted", nil)] : [] }
    guard let new = try? PolicyFile.parse(bytes, file: Policy.fileName) else {
      return [("\(Policy.fileName) cannot be read any more", nil)]
    }
    let severities = Dictionary(rules.rules.map { ($0.id, $0.severity) }, uniquingKeysWith: { first, _ in first })
    return Weakening.between(policy, new, severity: { severities[$0] }).map { message in
      let quoted = message.split(separator: "`", omittingEmptySubsequences: false)
      return (message, quoted.count > 2 ? String(quoted[1]) : nil)
    }
  }

  private func weakenings(baseline bytes: [UInt8]?) -> [Found] {
    guard let bytes else { return [] }
    guard let new = try? Baseline(bytes, file: Baseline.fileName) else {
      return [("\(Baseline.fileName) cannot be read any more", nil)]
    }
    let added = Weakening.between(baseline, new)
    guard let first = added.first else { return [] }
    let paths = Set(added.map(\.path)).sorted().prefix(3).map(\.description).joined(separator: ", ")
    let findings = added.count == 1 ? "1 finding was" : "\(added.count) findings were"
    return [("\(findings) added to the baseline (in \(paths))", first.fingerprint.text)]
  }

  // MARK: The repository's own rules

  private func ruleDrafts(
    _ result: ProjectTree, _ author: (ObjectID?) throws(ScanFailure) -> Attribution
  ) throws(ScanFailure) -> [Assembly.Draft] {
    guard case .commit(let base) = subject.policyPlace, let place = subject.place else { return [] }
    var drafts: [Assembly.Draft] = []
    for source in policy.rules ?? [] where source != "builtin" {
      let folder = TreePath(source)
      let old = files(below: source, at: base, in: place)
      let new = result.files(below: folder).compactMap { path in result.bytes(of: path).map { (path: path, bytes: $0) }
      }
      guard old.map(\.path) != new.map(\.path) || old.map(\.bytes) != new.map(\.bytes) else { continue }
      let places = Dictionary(
        loaded(old, source).map { ($0.rule.id, $0.file) }, uniquingKeysWith: { first, _ in first })
      for (message, id) in weakenings(old, new, source) {
        let commit = subject.commits.first { touches(source, $0, place) }
        let path = places[id].map { TreePath($0) } ?? folder
        drafts.append(draft((message, id), at: path, result.bytes(of: path) ?? [], commit, try author(commit)))
      }
    }
    return drafts
  }

  /// A commit left these files otherwise than its first parent had them.
  private func touches(_ source: String, _ commit: ObjectID, _ place: GitRepository.Place) -> Bool {
    let parent = (try? GitRepository(reopening: place).commit(commit))?.parents.first
    let before = parent.map { files(below: source, at: $0, in: place) } ?? []
    let after = files(below: source, at: commit, in: place)
    return before.map(\.path) != after.map(\.path) || before.map(\.bytes) != after.map(\.bytes)
  }

  private typealias File = (path: TreePath, bytes: [UInt8])

  private func files(below source: String, at commit: ObjectID, in place: GitRepository.Place) -> [File] {
    (try? GitRepository(reopening: place).files(below: source, at: commit)) ?? []
  }

  private func loaded(_ files: [File], _ source: String) -> [LoadedRule] {
    let named = files.map { (path: $0.path, name: $0.path.description, bytes: $0.bytes) }
    let rules = try? RuleLibrary.load(named, below: TreePath(source), models: models) { (path) throws(RuleError) in
      throw RuleError(file: source, message: "`extend.path` names `\(path)`")
    }
    return rules?.rules ?? []
  }

  /// One for each kind, however many rules it speaks of.
  private func weakenings(_ old: [File], _ new: [File], _ source: String) -> [(message: String, rule: String)] {
    let after = Dictionary(loaded(new, source).map { ($0.rule.id, $0.rule) }, uniquingKeysWith: { first, _ in first })
    var kinds: [(words: String, rules: [String])] = [
      ("taken out", []), ("made to weigh less", []), ("made to look for something else", []),
    ]
    for rule in loaded(old, source).map(\.rule).sorted(by: { $0.id < $1.id }) {
      if let now = after[rule.id] {
        if now.severity < rule.severity { kinds[1].rules.append(rule.id) }
        if now.matcher != rule.matcher || now.paths != rule.paths { kinds[2].rules.append(rule.id) }
      } else {
        kinds[0].rules.append(rule.id)
      }
    }
    return kinds.compactMap { words, rules in
      guard let first = rules.first else { return nil }
      let named = rules.prefix(5).map { "`\($0)`" }.joined(separator: ", ") + (rules.count > 5 ? ", …" : "")
      return (
        "\(rules.count) rule\(rules.count == 1 ? "" : "s") of `\(source)` \(rules.count == 1 ? "was" : "were") \(words): \(named)",
        first
      )
    }
  }
}

extension [UInt8] {
  /// The first line that holds a word, from 1.
  fileprivate func line(of word: String) -> Int? {
    let word = Array(word.utf8)
    for (number, line) in split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    where line.firstRange(of: word) != nil {
      return number + 1
    }
    return nil
  }

  fileprivate func offset(ofLine number: Int) -> Int {
    var line = 1
    for (offset, byte) in enumerated() {
      if line == number { return offset }
      if byte == 0x0A { line += 1 }
    }
    return 0
  }
}
