import GateDocument
import GateGit
import GateMatch
import GateModel
import GatePolicy
import GateRules
import GateText

/// The rules of a scan, and those that were asked for but cannot be run.
struct ChosenRules {
  var compiled: CompiledRules
  var refused: [RefusedRule]
  /// What rule files say that has no effect here.
  var remarks: [String] = []

  /// One a refused rule, at its file: the gate looked for less than it was asked to.
  var notices: [Notice] {
    refused.map { rule in
      let name = rule.id.map { "rule `\($0)`" } ?? "a rule without an id"
      return Notice(
        path: TreePath(rule.file), reason: .ruleNotRun, detail: "\(name) (line \(rule.line)): \(rule.reason)")
    }
  }
}

/// Finds the rules that a scan runs under: what `--rules` names, or what the policy names, or the built-in pack.
struct RuleChoice {
  let request: ScanRequest
  let tools: Tools

  /// Beyond this many bytes a pattern database pays for its compilation.
  static let worthCompiling = 32 << 20

  /// `selectedBytes` is asked only for rule sets that have no database yet.
  func compiled(
    for policy: Policy, subject: Subject, builtIn: BuiltIn, selectedBytes: () -> Int
  ) throws(ScanFailure) -> ChosenRules {
    do throws(RuleError) {
      if request.rules.isEmpty, policy.rules ?? ["builtin"] == ["builtin"] {
        return ChosenRules(compiled: try embedded(builtIn), refused: [])
      }
      var loaded = try rules(policy, subject, builtIn)
      try settle(&loaded)
      let rules = loaded.rules.map(\.rule)
      guard !rules.isEmpty else {
        let reason = loaded.refused.first.map { ": none of those that were named can be run; the first is \($0.error)" }
        throw RuleError(
          file: "--rules",
          message: "no rules are in force; a gate without rules would always be open\(reason ?? "")")
      }
      let compiled =
        rules == builtIn.ruleSet.rules
        ? try embedded(builtIn) : try compiled(RuleSet(rules), builtIn, selectedBytes: selectedBytes)
      return ChosenRules(
        compiled: compiled, refused: loaded.refused + Self.unusable(compiled, loaded), remarks: loaded.remarks)
    } catch {
      throw .usage(error.description)
    }
  }

  /// Rules with patterns that are no code of their language.
  private static func unusable(_ compiled: CompiledRules, _ loaded: LoadedRules) -> [RefusedRule] {
    guard !compiled.plan.problems.isEmpty else { return [] }
    let places = Dictionary(loaded.rules.map { ($0.rule.id, $0) }, uniquingKeysWith: { first, _ in first })
    return compiled.plan.problems.compactMap { problem in
      let id = compiled.ruleSet.rules[problem.rule].id
      guard let rule = places[id] else { return nil }
      return RefusedRule(
        id: id, file: rule.file, line: rule.line, reason: "not run on \(problem.language.name): \(problem.message)")
    }
  }

  private func embedded(_ builtIn: BuiltIn) throws(RuleError) -> CompiledRules {
    do throws(TextError) {
      return CompiledRules(builtIn.ruleSet, database: try builtIn.database(), plan: builtIn.plan)
    } catch {
      throw RuleError(file: "the built-in rules", message: error.message)
    }
  }

  private func rules(
    _ policy: Policy, _ subject: Subject, _ builtIn: BuiltIn
  ) throws(RuleError) -> LoadedRules {
    var loaded = LoadedRules()
    if !request.rules.isEmpty {
      for source in request.rules { loaded += try named(source, builtIn) }
    } else {
      for source in policy.rules ?? ["builtin"] {
        loaded += source == "builtin" ? Self.loaded(builtIn.ruleSet.rules) : try own(source, subject, builtIn)
      }
    }
    if let exceptions = loaded.secretsBesides { loaded.addSecrets(of: builtIn.ruleSet, allowing: exceptions) }
    return loaded
  }

  private static func loaded(_ builtIn: [Rule]) -> LoadedRules {
    var loaded = LoadedRules()
    loaded.rules = builtIn.map { LoadedRule(rule: $0, file: "the built-in rules", line: 0) }
    return loaded
  }

  /// One rule an id, sorted by it. Two sources may name the same rule.
  private func settle(_ loaded: inout LoadedRules) throws(RuleError) {
    var seen: [String: Rule] = [:]
    loaded.rules.removeAll { rule in
      if seen[rule.rule.id] == rule.rule { return true }
      seen[rule.rule.id] = seen[rule.rule.id] ?? rule.rule
      return false
    }
    try loaded.settleRepeats()
    loaded.rules.sort { $0.rule.id < $1.rule.id }
  }

  /// One `--rules` argument.
  private func named(_ source: String, _ builtIn: BuiltIn) throws(RuleError) -> LoadedRules {
    guard source.hasPrefix("builtin:") else { return try check(try RuleLibrary.load(source, models: builtIn.models)) }
    let folder = source.dropFirst("builtin:".count)
    let rules = builtIn.ruleSet.rules.filter { $0.id.hasPrefix("\(folder).") }
    guard !rules.isEmpty else {
      let known = Set(builtIn.ruleSet.rules.map { $0.id.prefix { $0 != "." } }).sorted()
      throw RuleError(
        file: source, message: "there is no such folder of built-in rules (known: \(known.joined(separator: ", ")))")
    }
    return Self.loaded(rules)
  }

  /// Rules that the policy names: read from where the policy was read from.
  private func own(_ source: String, _ subject: Subject, _ builtIn: BuiltIn) throws(RuleError) -> LoadedRules {
    switch subject.policyPlace {
    case .none: throw RuleError(file: source, message: "there is no commit to read these rules from")
    case .folder(let root):
      return try check(
        try RuleLibrary.load(root + (root.hasSuffix("/") ? "" : "/") + source, models: builtIn.models))
    case .commit(let id):
      guard let place = subject.place else { return LoadedRules() }
      let files: [(path: TreePath, bytes: [UInt8])]
      do throws(GitError) {
        files = try GitRepository(reopening: place).files(below: source, at: id)
      } catch {
        throw RuleError(file: source, message: error.message)
      }
      let loaded = try RuleLibrary.load(
        files.map { (path: $0.path, name: "\($0.path) at \(id.short)", bytes: $0.bytes) }, below: TreePath(source),
        models: builtIn.models
      ) { (path) throws(RuleError) in
        let found = try? GitRepository(reopening: place).files(below: path, at: id)
        guard let file = found?.first, found?.count == 1 else {
          throw RuleError(
            file: source, message: "`extend.path` names `\(path)`, which is no file of commit \(id.short)")
        }
        return (file.bytes, "\(path) at \(id.short)")
      }
      guard !loaded.isEmpty else {
        throw RuleError(file: source, message: "commit \(id.short) holds no rule files there")
      }
      return try check(loaded)
    }
  }

  /// A pattern that does not compile is the rule file's error, told with its place; a rule from a file of Gitleaks' is refused
  /// for itself.
  private func check(_ loaded: LoadedRules) throws(RuleError) -> LoadedRules {
    var checked = loaded
    checked.rules = []
    for rule in loaded.rules {
      do throws(TextError) {
        try CompiledRules.check([rule.rule], thoroughly: false)
        checked.rules.append(rule)
      } catch {
        let place = error.offset.map { " at its character \($0)" } ?? ""
        let message = "the pattern of `\(rule.rule.id)` cannot be used: \(error.message)\(place)"
        guard rule.rule.secret?.gitleaks != nil else {
          throw RuleError(file: rule.file, line: rule.line, column: 1, message: message)
        }
        checked.refused.append(RefusedRule(id: rule.rule.id, file: rule.file, line: rule.line, reason: message))
      }
    }
    return checked
  }

  private func compiled(_ ruleSet: RuleSet, _ builtIn: BuiltIn, selectedBytes: () -> Int) throws(RuleError)
    -> CompiledRules
  {
    let plan = plan(of: ruleSet)
    guard CompiledRules.hasPatterns(ruleSet) else { return CompiledRules(literalsOf: ruleSet, plan: plan) }
    // `builtin:secrets`, or those with rules about code beside them: what the pack brings is made of the same patterns.
    if CompiledRules.haveSamePatterns(ruleSet, builtIn.ruleSet), let database = try? builtIn.database() {
      return CompiledRules(ruleSet, database: database, plan: plan)
    }
    let cache = tools.cacheFolder.map { CacheFile.patterns(folder: $0, digest: ruleSet.digest) }
    if let bytes = cache?.load(), let database = try? PatternDatabase(serialized: bytes.span) {
      return CompiledRules(ruleSet, database: database, plan: plan)
    }
    guard selectedBytes() > Self.worthCompiling,
      let database = try? PatternDatabase(patterns: CompiledRules.patterns(of: ruleSet))
    else {
      return CompiledRules(literalsOf: ruleSet, plan: plan)
    }
    if let bytes = try? database.serialized() { cache?.store(bytes) }
    return CompiledRules(ruleSet, database: database, plan: plan)
  }

  /// Compiling all patterns of search rules to learn what they need is work for the first scan only.
  private func plan(of ruleSet: RuleSet) -> SearchPlan {
    guard ruleSet.rules.contains(where: { $0.kind != .secret }), let folder = tools.cacheFolder else {
      return SearchPlan(ruleSet)
    }
    let cache = CacheFile.plan(folder: folder, digest: ruleSet.digest)
    if let bytes = cache.load(), let plan = try? SearchPlan(bytes, rules: ruleSet.rules.count) { return plan }
    let plan = SearchPlan(ruleSet)
    cache.store(plan.bytes)
    return plan
  }
}

extension LoadedRules {
  /// A file of Gitleaks' that extends its default rules has ours in their place, under its allow-lists.
  fileprivate mutating func addSecrets(of builtIn: RuleSet, allowing exceptions: [SecretException]) {
    let known = Set(rules.map(\.rule.id))
    for rule in builtIn.rules where rule.kind == .secret && !known.contains(rule.id) {
      guard case .secret(var matcher) = rule.matcher else { continue }
      matcher.exceptions = exceptions
      rules.append(LoadedRule(rule: rule.with(.secret(matcher)), file: "the built-in rules", line: 0))
    }
  }
}
