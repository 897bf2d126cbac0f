import GateDocument
import GateMatch
import GateModel
import GateRules

/// The rules about code of some rule files, each file's on the targets beside it: `x.yaml` is tested on `x.py`, `x.test.yaml`.
enum AnnotatedRules {
  /// What came of one rule's test.
  struct Tested {
    var file: String
    var outcome: AnnotatedTest.Outcome
    /// What does not hold; nil where all does.
    var failure: String?
  }

  /// Of the rules that some target speaks of.
  static func outcomes(_ library: LoadedRules) throws(DocumentError) -> [Tested] {
    var tested: [Tested] = []
    for (file, loaded) in Dictionary(grouping: library.rules, by: \.file).sorted(by: { $0.key < $1.key }) {
      let rules = loaded.map(\.rule).filter { $0.kind != .secret }
      guard !rules.isEmpty else { continue }
      let (folder, names) = try targets(of: file)
      var targets: [(name: String, bytes: [UInt8])] = []
      for name in names { targets.append((name, try Files.read("\(folder)/\(name)"))) }
      for outcome in AnnotatedTest.run(rules, on: targets, tree: FolderTree(folder)) {
        let failure = outcome.holds ? nil : text(outcome, in: file, folder, targets)
        tested.append(Tested(file: file, outcome: outcome, failure: failure))
      }
    }
    return tested
  }

  static func run(_ library: LoadedRules) throws(DocumentError) -> (passed: Int, failures: [String], untested: Int) {
    let tested = try outcomes(library)
    let failures = tested.compactMap(\.failure)
    return (tested.count - failures.count, failures, library.rules.count { $0.rule.kind != .secret } - tested.count)
  }

  private static func targets(of file: String) throws(DocumentError) -> (folder: String, names: [String]) {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let path = file.dropLast(name.count)
    let folder = path.isEmpty ? "." : path == "/" ? "/" : String(path.dropLast())
    let stem = name.hasSuffix(".yaml") ? name.dropLast(5) : name.dropLast(4)
    let names = try Files.names(in: folder).filter {
      $0.hasPrefix("\(stem).") && !$0.hasSuffix("/") && $0 != name && !$0.dropFirst(stem.count).contains(".fixed")
    }
    return (folder, names)
  }

  /// Of each rule that failed.
  private static let mostShown = 20

  private static func text(
    _ outcome: AnnotatedTest.Outcome, in file: String, _ folder: String, _ targets: [(name: String, bytes: [UInt8])]
  ) -> String {
    var lines = ["\(file): \(outcome.rule)"]
    if let problem = outcome.problem { lines.append("  cannot run: \(problem)") }
    func show(_ places: [(file: String, line: Int)], _ what: String) {
      for place in places.prefix(mostShown) {
        let bytes = targets.first { $0.name == place.file }?.bytes ?? []
        let all = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let line = place.line <= all.count ? String(decoding: all[place.line - 1].prefix(100), as: UTF8.self) : ""
        lines.append("  \(what) \(shown(place.file, in: folder)):\(place.line): \(line)")
      }
      if places.count > mostShown { lines.append("  \(what) … and \(places.count - mostShown) more") }
    }
    for bad in outcome.badFixes.prefix(mostShown) {
      lines.append("  fix     \(shown(bad.file, in: folder)):\(bad.line): \(bad.why)")
    }
    show(outcome.missing, "missing")
    show(outcome.extra, "extra  ")
    return lines.joined(separator: "\n")
  }

  private static func shown(_ name: String, in folder: String) -> String { folder == "." ? name : "\(folder)/\(name)" }
}
