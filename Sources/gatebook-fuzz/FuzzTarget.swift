import GateAttribution
import GateDocument
import GateGit
import GateLedger
import GateMatch
import GateModel
import GatePolicy
import GateReport
import GateRules
import GateSyntax

/// What is fed with made-up bytes, by name. A target must not crash, hang or break what it states; how it judges the bytes is no
/// matter here.
struct FuzzTarget: Sendable {
  var name: String
  var run: @Sendable ([UInt8]) -> Void

  init(_ name: String, _ run: @escaping @Sendable ([UInt8]) -> Void) { (self.name, self.run) = (name, run) }

  static let all: [FuzzTarget] =
    [diff, path, yaml, json, event, policy, agent, message, report, rules, secrets, scan, glob, encoding] + grammars
    + patterns

  /// Two texts, cut at the first 0xFF: every hunk lies in both, and the texts grow by what the hunks say.
  private static let diff = FuzzTarget("diff") { bytes in
    let parts = bytes.split(separator: 0xFF, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
    let (old, new) = (parts[0], parts.count > 1 ? parts[1] : [])
    guard let hunks = try? LineDiff.hunks(from: old.span, to: new.span) else { return }
    var growth = 0
    var end = (old: 0, new: 0)
    for hunk in hunks {
      precondition(hunk.oldCount >= 0 && hunk.newCount >= 0 && hunk.oldStart >= end.old && hunk.newStart >= end.new)
      end = (hunk.oldStart + hunk.oldCount, hunk.newStart + hunk.newCount)
      growth += hunk.newCount - hunk.oldCount
    }
    precondition(growth == LineDiff.count(in: new.span) - LineDiff.count(in: old.span))
    let added = try? LineDiff.added(from: old.span, to: new.span)
    precondition(added?.count == hunks.reduce(0) { $0 + $1.newCount })
    _ = LineHashes(of: new.span, lines: Set(1...max(1, LineDiff.count(in: new.span))))
  }

  /// What is shown of a name moves nothing on a terminal.
  private static let path = FuzzTarget("path") { bytes in
    let path = TreePath(bytes: bytes)
    for shown in [Escape.visible(path), Escape.visible(path.description), Escape.oneLine(path.description)] {
      precondition(shown.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 && $0.value != 0x202E })
    }
    _ = TreePath.isPlain(name: bytes)
    _ = path.isWithin(TreePath("a")) || path < TreePath("b")
  }

  private static let yaml = FuzzTarget("yaml") { bytes in _ = try? YAMLParser.parse(bytes, file: "f") }

  /// What is read from the book is written again as it stood.
  private static let json = FuzzTarget("json") { bytes in
    guard let value = try? CanonicalJSON.parse(bytes) else { return }
    precondition(value.canonical() == bytes)
  }

  /// What a CI service says of what happened.
  private static let event = FuzzTarget("event") { bytes in _ = try? JSONParser.document(bytes, file: "f") }

  private static let policy = FuzzTarget("policy") { bytes in _ = try? PolicyFile.parse(bytes, file: "f") }

  private static let agent = FuzzTarget("agent") { bytes in
    guard let loaded = try? AgentFile.parse(bytes, file: "f") else { return }
    _ = AgentTest.run([loaded])
  }

  /// A commit: name, address and message, a line each for the first two.
  private static let message = FuzzTarget("message") { bytes in
    let parts = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", maxSplits: 2, omittingEmptySubsequences: false
    ).map(String.init)
    let author = Commit.Identity(name: parts[0], email: parts.count > 1 ? parts[1] : "")
    let id = BlobHash.id(of: bytes.span)
    let commit = Commit(
      id: id, tree: id, parents: [], author: author, committer: author, message: parts.count > 2 ? parts[2] : "")
    let attribution = Fixture.attributor.attribute(commit)
    precondition((0...1000).contains(attribution.confidence) && attribution.evidence.count < 1000)
  }

  private static let rules = FuzzTarget("rules") { bytes in
    guard let loaded = try? RuleFile.parse(bytes, file: "f") else { return }
    let rules = loaded.rules.map(\.rule)
    guard (try? CompiledRules.check(rules)) != nil else { return }
    let set = RuleSet(rules)
    var writer = ByteWriter()
    set.write(to: &writer)
    var reader = ByteReader(writer.bytes[...])
    let again = try? RuleSet(from: &reader)
    precondition(again?.digest == set.digest)
    _ = SearchPlan(set)
  }

  private static let secrets = FuzzTarget("secrets") { Fixture.secrets.inspect($0, "file") }

  /// All built-in rules over a file whose kind the first byte chooses.
  private static let scan = FuzzTarget("scan") { bytes in
    let names = [
      "a.py", "a.js", "a.ts", "a.tsx", "A.java", "a.go", "a.rb", "a.json", "a.yaml", "Dockerfile", "main.tf", "a.txt",
    ]
    Fixture.everything.inspect(Array(bytes.dropFirst()), names[Int(bytes.first ?? 0) % names.count])
  }

  /// A pattern in the first line, a path in the rest.
  private static let glob = FuzzTarget("glob") { bytes in
    let parts = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    let pattern = String(decoding: parts[0], as: UTF8.self)
    guard Glob.problem(in: pattern) == nil else { return }
    _ = Glob(pattern).matches(TreePath(bytes: Array(parts.dropFirst().joined())))
  }

  /// What is decoded is UTF-8.
  private static let encoding = FuzzTarget("encoding") { bytes in
    let all: [TextEncoding] = [
      TextEncoding.detect(bytes.span), .utf16(bigEndian: true, skip: 0), .utf16(bigEndian: false, skip: 2),
      .utf32(bigEndian: true, skip: 0), .utf32(bigEndian: false, skip: 4),
    ]
    for encoding in all {
      guard let text = encoding.transcoded(bytes.span) else { continue }
      precondition(String(validating: text, as: UTF8.self) != nil)
    }
  }

  private static let languages: [Language] = [.python, .javascript, .typescript, .tsx, .java, .go, .ruby, .json, .yaml]

  /// A file of each language, lowered to a tree: every node lies in the file, and children follow their parents.
  private static let grammars = languages.map { language in
    FuzzTarget("grammar-\(language.name)") { bytes in
      guard let file = SyntaxFile(bytes, language) else { return }
      for node in file.tree.nodes { precondition(node.range.lowerBound >= 0 && node.range.upperBound <= bytes.count) }
      _ = (file.names, file.constants)
    }
  }

  /// A pattern of each language, in the first line, looked for in the rest.
  private static let patterns = languages.map { language in
    FuzzTarget("pattern-\(language.name)") { bytes in
      let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
      guard let pattern = try? Pattern(String(decoding: parts[0], as: UTF8.self), language),
        let file = SyntaxFile(parts.count > 1 ? parts[1] : parts[0], language),
        PatternMatcher.mayMatch(pattern, in: file)
      else { return }
      _ = PatternMatcher(pattern, in: file, options: .init()) { _, _ in false }.run()
    }
  }

  // When a reader of TOML is there: `toml` after `yaml`, and its rule sets beside `rules`.
}
