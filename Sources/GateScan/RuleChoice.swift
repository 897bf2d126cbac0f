import GateDocument
import GateGit
import GateMatch
import GateModel
import GatePolicy
import GateRules
import GateText

/// Finds the rules that a scan runs under: what `--rules` names, or what the policy names, or the built-in pack.
struct RuleChoice {
  let request: ScanRequest
  let tools: Tools

  /// Beyond this many bytes a pattern database pays for its compilation.
  static let worthCompiling = 32 << 20

  /// `selectedBytes` is asked only for rule sets that have no database yet.
  func compiled(
    for policy: Policy, subject: Subject, builtIn: BuiltIn, selectedBytes: () -> Int
  ) throws(ScanFailure) -> CompiledRules {
    do throws(RuleError) {
      let (rules, isWholePack) = try rules(policy, subject, builtIn)
      guard !rules.isEmpty else {
        throw RuleError(file: "--rules", message: "no rules are in force; a gate without rules would always be open")
      }
      if isWholePack { return try embedded(builtIn) }
      return try compiled(RuleSet(rules), selectedBytes: selectedBytes)
    } catch {
      throw .usage(error.description)
    }
  }

  private func embedded(_ builtIn: BuiltIn) throws(RuleError) -> CompiledRules {
    do throws(TextError) {
      return CompiledRules(builtIn.ruleSet, database: try builtIn.database())
    } catch {
      throw RuleError(file: "the built-in rules", message: error.message)
    }
  }

  private func rules(
    _ policy: Policy, _ subject: Subject, _ builtIn: BuiltIn
  ) throws(RuleError) -> (rules: [Rule], isWholePack: Bool) {
    if !request.rules.isEmpty {
      var rules: [Rule] = []
      for source in request.rules { rules += try named(source, builtIn) }
      return (try distinct(rules), rules.count == builtIn.ruleSet.rules.count && rules == builtIn.ruleSet.rules)
    }
    let sources = policy.rules ?? ["builtin"]
    if sources == ["builtin"] { return (builtIn.ruleSet.rules, true) }
    var rules: [Rule] = []
    for source in sources {
      rules += source == "builtin" ? builtIn.ruleSet.rules : try own(source, subject)
    }
    return (try distinct(rules), false)
  }

  private func distinct(_ rules: [Rule]) throws(RuleError) -> [Rule] {
    var seen: [String: Rule] = [:]
    for rule in rules {
      if let known = seen.updateValue(rule, forKey: rule.id), known != rule {
        throw RuleError(file: "--rules", message: "two different rules have the id `\(rule.id)`")
      }
    }
    return seen.values.sorted { $0.id < $1.id }
  }

  /// One `--rules` argument.
  private func named(_ source: String, _ builtIn: BuiltIn) throws(RuleError) -> [Rule] {
    guard source.hasPrefix("builtin:") else { return try check(try RuleLibrary.load(source)) }
    let folder = source.dropFirst("builtin:".count)
    let rules = builtIn.ruleSet.rules.filter { $0.id.hasPrefix("\(folder).") }
    guard !rules.isEmpty else {
      let known = Set(builtIn.ruleSet.rules.map { $0.id.prefix { $0 != "." } }).sorted()
      throw RuleError(
        file: source, message: "there is no such folder of built-in rules (known: \(known.joined(separator: ", ")))")
    }
    return rules
  }

  /// Rules that the policy names: read from where the policy was read from.
  private func own(_ source: String, _ subject: Subject) throws(RuleError) -> [Rule] {
    switch subject.policyPlace {
    case .none: throw RuleError(file: source, message: "there is no commit to read these rules from")
    case .folder(let root): return try check(try RuleLibrary.load(root + (root.hasSuffix("/") ? "" : "/") + source))
    case .commit(let id):
      guard let place = subject.place else { return [] }
      let files: [(path: TreePath, bytes: [UInt8])]
      do throws(GitError) {
        files = try GitRepository(reopening: place).files(below: source, at: id)
      } catch {
        throw RuleError(file: source, message: error.message)
      }
      var loaded: [LoadedRule] = []
      for (path, bytes) in files where path.description.hasSuffix(".yaml") || path.description.hasSuffix(".yml") {
        loaded += try RuleFile.parse(bytes, file: "\(path) at \(id.short)")
      }
      guard !loaded.isEmpty else {
        throw RuleError(file: source, message: "commit \(id.short) holds no rule files there")
      }
      return try check(loaded)
    }
  }

  /// A pattern that does not compile is the rule file's error, told with its place.
  private func check(_ loaded: [LoadedRule]) throws(RuleError) -> [Rule] {
    do throws(TextError) {
      try CompiledRules.check(loaded.map(\.rule), thoroughly: false)
    } catch {
      let rule = loaded[error.index ?? 0]
      throw RuleError(
        file: rule.file, line: rule.line, column: 1,
        message:
          "the pattern of `\(rule.rule.id)` cannot be used: \(error.message)\(error.offset.map { " at its character \($0)" } ?? "")"
      )
    }
    return loaded.map(\.rule)
  }

  private func compiled(_ ruleSet: RuleSet, selectedBytes: () -> Int) throws(RuleError) -> CompiledRules {
    let cache = tools.cacheFolder.map { PatternCache(folder: $0, digest: ruleSet.digest) }
    if let database = cache?.load() { return CompiledRules(ruleSet, database: database) }
    guard selectedBytes() > Self.worthCompiling,
      let database = try? PatternDatabase(patterns: CompiledRules.patterns(of: ruleSet))
    else { return CompiledRules(literalsOf: ruleSet) }
    if let bytes = try? database.serialized() { cache?.store(bytes) }
    return CompiledRules(ruleSet, database: database)
  }
}
