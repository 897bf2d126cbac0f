import GateDocument
package import GateModel

/// Rules from files and folders of the user's.
package enum RuleLibrary {
  /// Folders of `rules/` that hold no rules.
  package static let otherFolders: Set<String> = ["agents", "models"]

  /// The rules of several files and folders together.
  package static func load(_ paths: [String], models: TaintModels = .none) throws(RuleError) -> LoadedRules {
    var loaded = LoadedRules()
    for path in paths { loaded += try load(path, models: models) }
    try loaded.settleRepeats()
    return loaded
  }

  /// The rules of a file, or of every `.yaml` and `.yml` below a folder; other YAML there is passed over. Throws for a
  /// file that is no YAML, the first bad secret rule, an id of one that is repeated, and where there is no rule at all.
  /// With `builtIn` every file must hold good rules whose ids begin with the folder that they lie in.
  ///
  /// Rules may name `models`, unless a folder `models` lies beside them or beside a folder of the path as it is written:
  /// then those.
  package static func load(
    _ path: String, builtIn: Bool = false, models: TaintModels = .none
  ) throws(RuleError) -> LoadedRules {
    var loaded = LoadedRules()
    let models = own(path) ?? models
    switch Files.kind(path) {
    case .missing: throw RuleError(file: path, message: "no such file or folder")
    case .other: throw RuleError(file: path, message: "is neither a file nor a folder")
    case .file:
      let bytes = try Files.read(path)
      loaded =
        GitleaksFile.isOne(path, bytes)
        ? try GitleaksFile.parse(bytes, file: path, opening: opening(beside: path))
        : try RuleFile.parse(bytes, file: path, models: models)
    case .folder:
      for relative in try Files.list(path, suffixes: builtIn ? yaml : yaml + [".toml"]) {
        let text = relative.description
        if otherFolders.contains(String(text.prefix { $0 != "/" })) { continue }
        if builtIn, LoadedRules.isTestTarget(relative) { continue }
        let bytes = try Files.read("\(path)/\(text)")
        if builtIn {
          let rules = try RuleFile.parse(bytes, file: "\(path)/\(text)", models: models)
          try check(rules, against: text)
          loaded += rules
        } else {
          let file = "\(path)/\(text)"
          try loaded.addFile(bytes, named: file, at: relative, models: models, opening: opening(beside: file))
        }
      }
      guard !loaded.isEmpty else { throw RuleError(file: path, message: "holds no rule files (*.yaml, *.toml)") }
    }
    try loaded.settleRepeats()
    return loaded
  }

  private static let yaml = [".yaml", ".yml"]

  /// What a user's own file extends: as Gitleaks reads it, from the current directory, or beside the file.
  private static func opening(beside file: String) -> GitleaksFile.Opening {
    { (path) throws(RuleError) in
      let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
      let beside = path.hasPrefix("/") ? path : folder + path
      let name = Files.kind(path) == .file ? path : beside
      guard Files.kind(name) == .file else {
        throw RuleError(file: file, message: "`extend.path` names `\(path)`, which is no file")
      }
      return (try Files.read(name), name)
    }
  }

  /// The rules of the YAML and TOML files of a tree that is not on disk, all of them below `folder`. Repeats are not settled.
  package static func load(
    _ files: [(path: TreePath, name: String, bytes: [UInt8])], below folder: TreePath, models: TaintModels,
    opening: GitleaksFile.Opening = GitleaksFile.nowhere
  ) throws(RuleError) -> LoadedRules {
    let files = files.filter { file in (yaml + [".toml"]).contains { file.path.description.hasSuffix($0) } }
    let place = folder.appending("models".utf8)
    let below = files.filter { $0.path.isWithin(place) }.map {
      (path: TreePath(bytes: Array($0.path.bytes.dropFirst(place.bytes.count + 1))), name: $0.name, bytes: $0.bytes)
    }
    let hasModels = SourceLanguage.allCases.contains { language in
      below.contains { $0.path.isWithin(TreePath(language.name)) }
    }
    let known = hasModels ? TaintModels { () throws(RuleError) in try TaintModelFile.load(below) } : models
    var loaded = LoadedRules()
    for file in files where !(hasModels && file.path.isWithin(place)) {
      try loaded.addFile(file.bytes, named: file.name, at: file.path, models: known, opening: opening)
    }
    return loaded
  }

  /// Of the folder itself first, then of those above it that the path names.
  private static func own(_ path: String) -> TaintModels? {
    var folder = path[...]
    while true {
      let models = "\(folder.isEmpty ? "/" : String(folder))/models"
      if Files.kind(models) == .folder, holdsModels(models) {
        return TaintModels { () throws(RuleError) in try TaintModelFile.load(folder: models) }
      }
      guard let slash = folder.lastIndex(of: "/") else { return nil }
      folder = folder[..<slash]
    }
  }

  /// Many projects have a folder of that name for something else.
  private static func holdsModels(_ folder: String) -> Bool {
    SourceLanguage.allCases.contains { Files.kind("\(folder)/\($0.name)") == .folder }
  }

  /// A file's rules belong to its first folder; a secret rule is alone in its file, and called after its whole path.
  private static func check(_ loaded: LoadedRules, against path: String) throws(RuleError) {
    if let refused = loaded.refused.first { throw refused.error }
    let place = String(path.prefix { $0 != "." }).split(separator: "/").joined(separator: ".")
    let family = place.prefix { $0 != "." } + "."
    for rule in loaded.rules {
      let isSecret = rule.rule.isSecret
      guard
        isSecret
          ? loaded.rules.count == 1 && rule.rule.id == place : rule.rule.id == place || rule.rule.id.hasPrefix(family)
      else {
        let message =
          isSecret
          ? "a built-in file of secret rules holds one, whose id is `\(place)`"
          : "the ids of built-in rules in this folder begin with `\(family)`"
        throw RuleError(file: path, line: rule.line, column: 1, message: message)
      }
      if let note = rule.notes.first { throw RuleError(file: path, line: rule.line, column: 1, message: note) }
    }
  }
}
