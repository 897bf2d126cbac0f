import GateDocument
import GateModel

extension SemgrepRule {
  mutating func paths(_ node: YAMLNode?) throws(RuleError) -> PathFilter {
    guard let map = try node?.mapping("`paths`") else { return PathFilter() }
    for (name, _, _) in map.entries where name != "include" && name != "exclude" {
      notes.append("`\(name)` in `paths` is ignored")
    }
    let include = try globs(map["include"], "`include`")
    if let node = map["include"], include.isEmpty, try !node.strings("`include`").isEmpty {
      throw node.error("none of the patterns in `include` can be used, and without them the rule would run everywhere")
    }
    return PathFilter(include: include, exclude: try globs(map["exclude"], "`exclude`"))
  }

  private mutating func globs(_ node: YAMLNode?, _ what: String) throws(RuleError) -> [Glob] {
    var globs: [Glob] = []
    for pattern in try node?.strings(what) ?? [] {
      let anywhere = Self.anywhere(pattern)
      if let problem = anywhere.isEmpty ? "it is empty" : Glob.problem(in: anywhere) {
        notes.append("the pattern `\(pattern)` in \(what) is ignored: \(problem)")
      } else {
        globs.append(Glob(anywhere))
      }
    }
    return globs
  }

  /// Semgrep looks for the pattern at any depth, also where it names folders; a slash in front binds it to the root.
  private static func anywhere(_ pattern: String) -> String {
    var rest = pattern[...]
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    let isAnchored = rest.hasPrefix("/") || rest.hasPrefix("**/") || !rest.dropLast().contains("/")
    return (isAnchored ? "" : "**/") + rest
  }

  mutating func fix() throws(RuleError) -> Fix? {
    let regex = self[key: "fix-regex"]
    if let node = self[key: "fix"] {
      if regex != nil { notes.append("`fix-regex` beside `fix` is ignored") }
      return .replacement(try node.string("`fix`"))
    }
    guard let map = try regex?.mapping("`fix-regex`") else { return nil }
    for (name, _, _) in map.entries where !["regex", "replacement", "count"].contains(name) {
      notes.append("`\(name)` in `fix-regex` is ignored")
    }
    // An empty text takes the match out; that is legal, and YAML's empty value is not.
    let replacement = try map.required("replacement").string("`replacement`")
    let count = try map["count"]?.integer("`count`")
    return .regex(
      pattern: try map.required("regex").string("`regex`"),
      replacement: Self.substitution(replacement),
      // Python's zero is every one.
      count: count.flatMap { $0 > 0 ? $0 : nil })
  }

  /// From Python's form, `\1` and `\g<name>`, into PCRE2's, `${1}` and `${name}`.
  static func substitution(_ python: String) -> String {
    var result = ""
    var rest = python[...]
    while let character = rest.popFirst() {
      switch character {
      case "$": result += "$$"
      case "\\":
        let digits = rest.prefix { $0.isASCII && $0.isNumber }.prefix(2)
        if !digits.isEmpty {
          result += "${\(digits)}"
          rest = rest.dropFirst(digits.count)
        } else if rest.hasPrefix("g<"), let close = rest.firstIndex(of: ">") {
          result += "${\(rest[rest.index(rest.startIndex, offsetBy: 2)..<close])}"
          rest = rest[rest.index(after: close)...]
        } else {
          switch rest.popFirst() {
          case "n": result += "\n"
          case "t": result += "\t"
          case "r": result += "\r"
          case "\\", nil: result += "\\"
          case let other?: result += "\\\(other)"
          }
        }
      default: result.append(character)
      }
    }
    return result
  }
}
