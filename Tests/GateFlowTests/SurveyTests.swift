import Foundation
import GateModel
import GateRules
import Testing

@testable import GateFlow
@testable import GateMatch

/// What a survey of a project says of where data can go, and that nothing which is found hangs on whether one was made.
@Suite struct `A survey of the project` {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let models: TaintModels = {
    let folder = root.appending(path: "rules/models").path
    return TaintModels { () throws(RuleError) in try TaintModelFile.load(folder: folder) }
  }()

  @Test(arguments: ["python", "javascript", "typescript", "java", "go", "java-paths", "go-paths"])
  func `changes nothing of what is found`(_ name: String) throws {
    let folder = Self.root.appending(path: "fixtures/flow/\(name)")
    var files: [String: String] = [:]
    var loaded: [Rule] = []
    for case let url as URL in try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    {
      guard let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
      if url.pathExtension == "yaml" {
        loaded += try RuleFile.parse(Array(text.utf8), file: "flow.yaml", models: Self.models).rules.map(\.rule)
      } else {
        files[String(url.path.dropFirst(folder.path.count + 1))] = text
      }
    }
    let project = Project(files: files)
    let compiled = CompiledRules(literalsOf: RuleSet(loaded))
    let reach = try #require(TaintReach(compiled))
    let surveyor = TaintSurveyor(reach, compiled, project, cache: nil)
    for path in files.keys.sorted() { surveyor.survey(TreePath(path)) }
    reach.settle()
    var found = 0
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      func places(_ reach: TaintReach?) -> [Range<Int>] {
        let rules = CodeRules(compiled.ruleSet, compiled.plan, tree: project, reach: reach)
        return rules.search(Array(text.utf8).span, path: TreePath(path)).candidates.map(\.whole)
      }
      let followed = places(nil)
      found += followed.count
      #expect(places(reach) == followed, "\(path)")
    }
    #expect(found > 10)
  }

  @Test(arguments: [
    (
      "a.py", "from lib import take\ndef f():\n    take()\n",
      ["lib.py": "import deep\ndef take():\n    return deep.run(source())\n", "deep.py": "def run(x):\n    sink(x)\n"]
    ),
    (
      "a.js", "import { take } from './lib';\nfunction f() { take(); }\n",
      [
        "lib.js": "const deep = require('./deep');\nexport function take() { return deep.run(source()); }\n",
        "deep.js": "module.exports = { run: x => sink(x) };\n",
      ]
    ),
    (
      "p/A.java", "package p;\nimport q.Lib;\nclass A { void f() { Lib.take(); } }\n",
      [
        "q/Lib.java": "package q;\npublic class Lib { static void take() { Deep.run(source()); } }\n",
        "q/Deep.java": "package q;\nclass Deep { static void run(String x) { sink(x); } }\n",
      ]
    ),
    (
      "p/a.go", "package p\nimport \"m/q\"\nfunc f() { q.Take() }\n",
      [
        "q/lib.go": "package q\nfunc Take() { run(source()) }\n",
        "q/deep.go": "package q\nfunc run(x string) { sink(x) }\n",
      ]
    ),
  ])
  func `knows where data can go from file to file, and where it cannot`(
    _ path: String, _ text: String, _ others: [String: String]
  ) throws {
    let ending = path.split(separator: ".").last ?? ""
    let apart = "apart/Other.\(ending)"
    let plain =
      switch ending {
      case "go": "package apart\nfunc g() { h() }\n"
      case "java": "package apart;\nclass Other { void g() { new Deep().run(); } }\n"
      default: text.replacing("take", with: "other")
      }
    let files = others.merging([path: text, apart: plain]) { first, _ in first }
    let yaml = """
      rules:
      - id: flow
        mode: taint
        languages: [python, javascript, java, go]
        severity: LOW
        message: m
        options: {analysis: deep}
        pattern-sources: [{pattern: source()}]
        pattern-sinks: [{pattern: sink(...)}]

      """
    let compiled = CompiledRules(
      literalsOf: RuleSet(try RuleFile.parse(Array(yaml.utf8), file: "flow.yaml").rules.map(\.rule)))
    let reach = try #require(TaintReach(compiled))
    let surveyor = TaintSurveyor(reach, compiled, Project(files: files), cache: nil)
    for file in files.keys.sorted() { surveyor.survey(TreePath(file)) }
    reach.settle()
    let language = try #require(SourceLanguage.of(TreePath(path)))
    #expect(reach.rules(of: TreePath(path), language) == [0])
    #expect(reach.rules(of: TreePath(apart), language) == [])
    #expect(reach.rules(of: TreePath("nowhere.\(ending)"), language) == nil)
  }

  private struct Project: SourceTree {
    var files: [String: String]

    func bytes(of path: TreePath) -> [UInt8]? { files[path.description].map { Array($0.utf8) } }

    func names(in folder: TreePath) -> [String] {
      let prefix = folder.isEmpty ? "" : "\(folder)/"
      var names: Set<String> = []
      for path in files.keys where path.hasPrefix(prefix) {
        let rest = path.dropFirst(prefix.count)
        if let slash = rest.firstIndex(of: "/") {
          names.insert(String(rest[...slash]))
        } else {
          names.insert(String(rest))
        }
      }
      return names.sorted()
    }
  }
}
