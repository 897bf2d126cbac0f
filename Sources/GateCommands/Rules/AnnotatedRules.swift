import GateDocument
import GateMatch
import GateModel
import GateRules

/// The rules about code of some rule files, each file's on the targets beside it: `x.yaml` is tested on `x.py`, `x.test.yaml`.
enum AnnotatedRules {
  static func run(_ library: LoadedRules) throws(DocumentError) -> (passed: Int, failures: [String], untested: Int) {
    var passed = 0
    var untested = 0
    var failures: [String] = []
    for (file, loaded) in Dictionary(grouping: library.rules, by: \.file).sorted(by: { $0.key < $1.key }) {
      let rules = loaded.map(\.rule).filter { $0.kind != .secret }
      guard !rules.isEmpty else { continue }
      let (folder, names) = try targets(of: file)
      var targets: [(name: String, bytes: [UInt8])] = []
      for name in names { targets.append((name, try Files.read("\(folder)/\(name)"))) }
      let outcomes = AnnotatedTest.run(rules, on: targets, tree: FolderTree(folder))
      untested += rules.count - outcomes.count
      for outcome in outcomes {
        if outcome.holds { passed += 1 } else { failures.append(text(outcome, in: file, folder, targets)) }
      }
    }
    return (passed, failures, untested)
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
    show(outcome.missing, "missing")
    show(outcome.extra, "extra  ")
    return lines.joined(separator: "\n")
  }

  private static func shown(_ name: String, in folder: String) -> String { folder == "." ? name : "\(folder)/\(name)" }
}
