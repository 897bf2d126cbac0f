import GateDocument
import GateModel

/// What another program accepted or reported, as far as it can be found again here.
struct ForeignFinding {
  var path: TreePath
  /// From 1; nil where the other program told none.
  var lines: ClosedRange<Int>?
  /// As the other program names it.
  var rule: String
  /// Empty where it says nothing of it.
  var cwe: Set<String> = []
  /// Only a secret of ours can be meant.
  var isSecret = false
}

/// What a file of another program holds.
struct ForeignFile {
  var findings: [ForeignFinding] = []
  /// What in it cannot be carried over, and why, in words.
  var remarks: [String] = []

  /// Throws for what is no file of that program's, with the place.
  static func read(_ path: String, of program: ForeignProgram) throws(Ending) -> ForeignFile {
    do throws(DocumentError) {
      let bytes = try Files.read(path, limit: JSONParser.maximumBytes)
      let isJSON = bytes.first { !$0.isSpace }.map { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") } ?? false
      guard isJSON else { return try program.read(lines: String(decoding: bytes, as: UTF8.self), file: path) }
      return try program.read(json: try JSONParser.parse(bytes, file: path), file: path)
    } catch {
      throw .usage(error.description)
    }
  }
}

enum ForeignProgram: String, CaseIterable {
  case gitleaks, semgrep, sarif
  case detectSecrets = "detect-secrets"

  func read(json: JSON, file: String) throws(DocumentError) -> ForeignFile {
    switch self {
    case .gitleaks: try Self.gitleaks(json, file)
    case .semgrep: try Self.semgrep(json, file)
    case .sarif: try Self.sarif(json, file)
    case .detectSecrets: try Self.detectSecrets(json, file)
    }
  }

  /// Ignore files: one entry a line, `#` begins a comment.
  func read(lines text: String, file: String) throws(DocumentError) -> ForeignFile {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
    switch self {
    case .gitleaks: return Self.gitleaksIgnore(lines)
    case .semgrep: return Self.semgrepIgnore(lines)
    case .sarif, .detectSecrets:
      throw DocumentError(file: file, line: 1, column: 1, message: "no JSON; a file of \(rawValue)'s is JSON")
    }
  }

  // MARK: Reports

  /// An array of findings: a report, which is a baseline too.
  private static func gitleaks(_ json: JSON, _ file: String) throws(DocumentError) -> ForeignFile {
    guard case .array(let items) = json, items.allSatisfy({ $0["RuleID"] != nil && $0["File"] != nil }) else {
      throw DocumentError(
        file: file, line: 1, column: 1,
        message: "no report of gitleaks': a list of findings with RuleID and File is wanted")
    }
    return ForeignFile(
      findings: items.map { item in
        ForeignFinding(
          path: TreePath(item["File"]?.text ?? ""), lines: lines(item["StartLine"], item["EndLine"]),
          rule: item["RuleID"]?.text ?? "", isSecret: true)
      })
  }

  private static func semgrep(_ json: JSON, _ file: String) throws(DocumentError) -> ForeignFile {
    guard case .array(let items)? = json["results"], items.allSatisfy({ $0["check_id"] != nil && $0["path"] != nil })
    else {
      throw DocumentError(
        file: file, line: 1, column: 1, message: "no report of semgrep's: `results` with check_id and path are wanted")
    }
    return ForeignFile(
      findings: items.map { item in
        ForeignFinding(
          path: TreePath(item["path"]?.text ?? ""), lines: lines(item["start"]?["line"], item["end"]?["line"]),
          rule: item["check_id"]?.text ?? "", cwe: cwe(item["extra"]?["metadata"]?["cwe"]))
      })
  }

  private static func detectSecrets(_ json: JSON, _ file: String) throws(DocumentError) -> ForeignFile {
    guard case .object(let files)? = json["results"] else {
      throw DocumentError(
        file: file, line: 1, column: 1, message: "no baseline of detect-secrets': `results` by file is wanted")
    }
    var result = ForeignFile()
    for member in files {
      for item in member.value.items {
        // What was judged to be real is no accepted finding.
        if item["is_secret"] == .bool(true) {
          result.remarks.append(
            "\(member.name): \(item["type"]?.text ?? "a secret") was judged to be a real secret, so it is not accepted")
          continue
        }
        result.findings.append(
          ForeignFinding(
            path: TreePath(member.name), lines: lines(item["line_number"], nil), rule: item["type"]?.text ?? "",
            isSecret: true))
      }
    }
    return result
  }

  private static func sarif(_ json: JSON, _ file: String) throws(DocumentError) -> ForeignFile {
    guard case .array(let runs)? = json["runs"] else {
      throw DocumentError(file: file, line: 1, column: 1, message: "no SARIF: `runs` is wanted")
    }
    var result = ForeignFile()
    for run in runs {
      for item in run["results"]?.items ?? [] {
        let place = item["locations"]?.items.first?["physicalLocation"]
        guard let uri = place?["artifactLocation"]?["uri"]?.text, let path = path(ofURI: uri) else {
          result.remarks.append("a result of \(item["ruleId"]?.text ?? "some rule") has no place in a file")
          continue
        }
        result.findings.append(
          ForeignFinding(
            path: path, lines: lines(place?["region"]?["startLine"], place?["region"]?["endLine"]),
            rule: item["ruleId"]?.text ?? ""))
      }
    }
    return result
  }

  // MARK: Ignore files

  /// `commit:path:rule:line` or `path:rule:line`.
  private static func gitleaksIgnore(_ lines: [Substring]) -> ForeignFile {
    var result = ForeignFile()
    for line in lines {
      var parts = line.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count >= 3, let number = Int(parts[parts.count - 1]), number >= 1 else {
        result.remarks.append("`\(line)` is no fingerprint of gitleaks'")
        continue
      }
      if parts.count > 3, parts[0].utf8.count >= 40, parts[0].allSatisfy(\.isHexDigit) { parts.removeFirst() }
      let path = parts[..<(parts.count - 2)].joined(separator: ":")
      result.findings.append(
        ForeignFinding(
          path: TreePath(path), lines: number...number, rule: String(parts[parts.count - 2]), isSecret: true))
    }
    return result
  }

  private static func semgrepIgnore(_ lines: [Substring]) -> ForeignFile {
    // A name may be a file's or a folder's; a pattern for files is no folder's.
    let globs = lines.filter { !$0.hasPrefix(":") && !$0.hasPrefix("!") }.flatMap { line -> [String] in
      let isAnchored = line.dropLast().contains("/")
      let base = line.hasPrefix("/") ? String(line.dropFirst()) : isAnchored ? String(line) : "**/\(line)"
      if base.hasSuffix("/") { return [base + "**"] }
      return base.contains("*.") ? [base] : [base, base + "/**"]
    }
    let left = lines.filter { $0.hasPrefix(":") || $0.hasPrefix("!") }
    var result = ForeignFile()
    if !globs.isEmpty {
      let list = globs.map { "\"\($0)\"" }.joined(separator: ", ")
      result.remarks.append(
        "paths are left out by the policy; write into .gatebook.yml:\n  paths: {exclude: [\(list)]}")
    }
    for line in left { result.remarks.append("`\(line)`: the policy has nothing of that kind") }
    return result
  }

  // MARK: Values

  private static func lines(_ start: JSON?, _ end: JSON?) -> ClosedRange<Int>? {
    guard let first = start?.number, first >= 1, first < 1 << 31 else { return nil }
    let last = end?.number ?? first
    return Int(first)...Int(min(max(first, last), 1 << 31))
  }

  private static func cwe(_ value: JSON?) -> Set<String> {
    let texts = value?.text.map { [$0] } ?? value?.items.compactMap(\.text) ?? []
    return Set(texts.map { String($0.prefix { $0 != ":" && $0 != " " }) })
  }

  /// A path below the root; nil for what leads elsewhere.
  private static func path(ofURI uri: String) -> TreePath? {
    var bytes: [UInt8] = []
    var rest = Array(uri.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = Hex.decode(rest.prefix(2)), value.count == 1 {
        bytes += value
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let path = text.hasPrefix("./") ? String(text.dropFirst(2)) : text
    return path.hasPrefix("/") || path.firstRange(of: "://") != nil ? nil : TreePath(path)
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self <= 0x20 || self == 0xEF || self == 0xBB || self == 0xBF }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
