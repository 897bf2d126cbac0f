import GateDocument
package import GateModel

/// The files below a folder `models/`: `<language>/<library>.yaml`, each a mapping `models:` from names to lists.
package enum TaintModelFile {
  /// The models of all files of a folder, in the order of their paths. Files that say nothing of `models:` are passed over; where there
  /// is no such folder, there are no models.
  package static func load(folder: String) throws(RuleError) -> [TaintModel] {
    guard Files.kind(folder) == .folder else { return [] }
    var files: [(path: TreePath, name: String, bytes: [UInt8])] = []
    for path in try Files.list(folder, suffixes: [".yaml", ".yml"]) {
      files.append((path, "\(folder)/\(path)", try Files.read("\(folder)/\(path)")))
    }
    return try load(files)
  }

  /// `path` is relative to the folder of models, `name` is for errors.
  package static func load(
    _ files: [(path: TreePath, name: String, bytes: [UInt8])]
  ) throws(RuleError) -> [TaintModel] {
    var models: [TaintModel] = []
    for file in files {
      for document in try YAMLParser.parse(file.bytes, file: file.name) {
        guard case .mapping = document.content else { continue }
        let top = try document.mapping("a file of models")
        guard let node = top["models"] else { continue }
        try top.allow(["models"])
        let languages = try languages(of: file.path, in: file.name)
        for (name, key, value) in try node.mapping("`models`").entries {
          models.append(try model(name, key: key, value, languages))
        }
      }
    }
    return models
  }

  private static func languages(of path: TreePath, in file: String) throws(RuleError) -> [SourceLanguage] {
    let parts = path.description.split(separator: "/")
    guard parts.count > 1, let language = SemgrepLanguages.named(String(parts[0])) else {
      throw RuleError(
        file: file, message: "stands in no folder of a language; models are `models/<language>/<library>.yaml`")
    }
    return language == .javascript ? [.javascript, .typescript] : [language]
  }

  private static func model(
    _ name: String, key: YAMLNode, _ node: YAMLNode, _ folder: [SourceLanguage]
  ) throws(RuleError) -> TaintModel {
    let map = try node.mapping("a model")
    try map.allow(["languages"] + TaintList.allCases.map(\.key))
    var languages = folder
    if let named = map["languages"] {
      let (runnable, leftOut) = try SemgrepLanguages.runnable(named)
      guard leftOut.isEmpty else { throw named.error("not run by this version: \(leftOut.joined(separator: ", "))") }
      languages = runnable
    }
    let parts = try SemgrepRule.model(map)
    guard !parts.isEmpty else { throw key.error("the model `\(name)` holds nothing") }
    return TaintModel(name: name, languages: languages, parts: parts)
  }
}
