import Foundation
import GateMatch
import GateModel
import GateRules
import GateTesting
import Testing

/// Runs the public rule collection semgrep/semgrep-rules on its own annotated tests, as far as `fixtures/semgrep-files.txt`
/// names its files, from the folder GATEBOOK_REPOS. Nothing of it is part of Gatebook.
@Suite struct `Semgrep's public rules` {
  /// Rules of a language that may fail.
  private static let mayFail: [String: Int] = [
    // One of these is for Dockerfiles as well, and is tested on one.
    "yaml": 1
  ]

  @Test func `report what their tests say they report`() throws {
    guard let base = Environment.variable("GATEBOOK_REPOS"),
      let place = ["\(base)/semgrep+semgrep-rules/repo", "\(base)/semgrep+semgrep-rules"].first(
        where: FileManager.default.fileExists(atPath:))
    else {
      print("not run: GATEBOOK_REPOS names no semgrep+semgrep-rules")
      return
    }
    var passed: [String: Int] = [:]
    var failed: [String: [String]] = [:]
    let files = try Self.files(place)
    for name in try Self.listed() {
      guard let bytes = files[name], let loaded = try? RuleFile.parse(bytes, file: name) else { continue }
      let stem = name.dropLast(name.hasSuffix(".yaml") ? 5 : 4) + "."
      let targets = files.filter {
        $0.key.hasPrefix(stem) && $0.key != name && !$0.key.dropFirst(stem.count).contains("/")
          && !$0.key.dropFirst(stem.count - 1).contains(".fixed")
      }
      let rules = loaded.rules.map(\.rule)
      for outcome in AnnotatedTest.run(rules, on: targets.map { (name: $0.key, bytes: $0.value) }) {
        guard let rule = rules.first(where: { $0.id == outcome.rule }), case .search(let search) = rule.matcher else {
          continue
        }
        for language in Set(search.languages.map(\.name)) {
          if outcome.holds { passed[language, default: 0] += 1 } else { failed[language, default: []].append(name) }
        }
      }
    }
    for language in Set(passed.keys).union(failed.keys).sorted() {
      let wrong = failed[language] ?? []
      print(
        "\(language): \(passed[language] ?? 0) rules as annotated, \(wrong.count) not \(wrong.joined(separator: " "))")
      #expect(wrong.count <= Self.mayFail[language] ?? 0, "\(language)")
    }
    #expect(passed.values.reduce(0, +) > 300)
  }

  private static func listed() throws -> [String] {
    let list = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../fixtures/semgrep-files.txt")
    return try String(contentsOf: list, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  /// The files at HEAD, by path; of a checkout or a bare repository.
  private static func files(_ place: String) throws -> [String: [UInt8]] {
    let folder = TestFolder()
    defer { withExtendedLifetime(folder) {} }
    let variables = ["PATH": Environment.path, "HOME": "/nonexistent", "LANG": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1"]
    var child = ChildProcess(
      "/bin/sh",
      ["-c", "git -c safe.directory='*' -C \"$1\" archive HEAD | tar x -C \"$2\"", "sh", place, folder.path],
      variables: variables, folder: "/")
    child.patience = 120
    _ = try child.run()
    var files: [String: [UInt8]] = [:]
    for name in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
      guard let name = name as? String, let data = FileManager.default.contents(atPath: "\(folder.path)/\(name)") else {
        continue
      }
      files[name] = Array(data)
    }
    return files
  }
}
