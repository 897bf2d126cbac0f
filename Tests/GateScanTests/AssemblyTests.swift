import GateAttribution
import GateGit
import GateModel
import GatePolicy
import GateTesting
import Testing

@testable import GateMatch
@testable import GateScan

/// What workers bring, made by hand: files `web.py` and `db.py`, and data that goes from the one into the other.
private struct Brought {
  var changes: [Change] = []
  var inspected: [Inspected] = []
  var headBlobs: Set<ObjectID> = []
  var commits: [ObjectID] = []
  var policy = Policy()

  static func range(_ lines: ClosedRange<Int>) -> SourceRange {
    SourceRange(
      start: Position(line: lines.lowerBound, column: 3, offset: 100 * lines.lowerBound),
      end: Position(line: lines.upperBound, column: 9, offset: 100 * lines.upperBound + 6))
  }

  /// A sink in these lines, and the lines that lead to it.
  static func sighting(
    _ lines: ClosedRange<Int>, from trace: [(path: String, line: Int)] = [], fingerprint: String = "v0:1",
    excerpt: String = "sink(x)"
  ) -> Sighting {
    var sighting = Sighting(
      rule: 0, range: range(lines), excerpt: Excerpt(text: excerpt, mark: 0..<4),
      fingerprint: Fingerprint(text: fingerprint), former: Fingerprint(text: fingerprint),
      kin: Fingerprint(text: fingerprint),
      host: HostPlace(startColumn: 3, endColumn: 9, lineHash: "a:1"), message: nil, fix: nil, hidesFix: false)
    sighting.trace = trace.enumerated().map { index, step in
      Step(
        kind: index == 0 ? .source : .step, path: TreePath(step.path), range: range(step.line...step.line), message: "m"
      )
    }
    return sighting
  }

  /// A file that was looked at. `added` nil: every line counts.
  mutating func file(
    _ path: String, added: LineSet? = nil, _ sightings: [Sighting] = [],
    elsewhere: [(path: TreePath, sightings: [Sighting])] = [], blob: ObjectID? = nil, commit: ObjectID? = nil
  ) {
    var inspection = FileMatcher.Inspection()
    inspection.sightings = sightings
    inspection.elsewhere = elsewhere.map { ($0.path, $0.sightings, []) }
    add(path, .scanned(inspection, added: added), blob: blob, commit: commit)
  }

  mutating func add(_ path: String, _ outcome: Inspected.Outcome, blob: ObjectID? = nil, commit: ObjectID? = nil) {
    inspected.append(Inspected(change: changes.count, outcome: outcome))
    changes.append(
      Change(
        path: TreePath(path), kind: .whole, content: blob.map { .blob($0) } ?? .file, before: .unasked, commit: commit))
  }

  func assembled(_ selection: Selection = .staged, whole: Bool = false) -> Assembly {
    var subject = Subject(text: selection.name, policyPlace: .none)
    (subject.changes, subject.inHead.blobs, subject.commits) = (changes, headBlobs, commits)
    return Assembly(
      inspected, subject: subject, selection: selection, rules: .flow(.project), policy: policy, showsWholeFiles: whole)
  }
}

extension Assembly {
  /// `path:line state steps fingerprint` of each finding.
  fileprivate var words: [String] {
    drafts.map {
      "\($0.finding.path):\($0.finding.range.start.line) \($0.finding.state) \($0.finding.trace.count) \($0.finding.fingerprint)"
    }
  }

  fileprivate var addedLines: [[String]] { drafts.map { $0.lines.map { "\($0.path):\($0.number)" } } }
}

@Suite("A flow in a report")
struct AssemblyTests {
  private static let db = TreePath("db.py")

  @Test("has its steps, and the fingerprint that its place had without them")
  func trace() {
    var brought = Brought()
    let sighting = Brought.sighting(4...4, from: [("web.py", 2), ("db.py", 3)])
    brought.file("db.py", [sighting])
    let finding = brought.assembled(.paths).drafts.first?.finding
    #expect(finding?.trace == sighting.trace)
    #expect(finding?.fingerprint == sighting.fingerprint)
    #expect(finding?.ruleID == "test.flow")
  }

  @Test("is new where its own lines were added, or those of any step, in whatever file; and else is old")
  func newness() {
    func state(db: LineSet?, web: LineSet?) -> [String] {
      var brought = Brought()
      brought.file(
        "db.py", added: db, [Brought.sighting(4...5, from: [("web.py", 2), ("web.py", 3), ("other.py", 1)])])
      brought.file("web.py", added: web)
      return brought.assembled(whole: true).drafts.map { $0.finding.state.rawValue }
    }
    #expect(state(db: [5...5], web: []) == ["new"])
    #expect(state(db: [], web: [3...3]) == ["new"])
    #expect(state(db: [], web: [2...2]) == ["new"])
    #expect(state(db: [], web: nil) == ["new"])
    #expect(state(db: [6...6], web: [1...1, 4...9]) == ["existing"])
  }

  @Test("that is old is told only where whole files are asked for")
  func old() {
    var brought = Brought()
    brought.file("web.py", added: [], elsewhere: [(Self.db, [Brought.sighting(4...4, from: [("web.py", 2)])])])
    #expect(brought.assembled().words == [])
    #expect(brought.assembled(whole: true).words == ["db.py:4 existing 1 v0:1"])
  }

  @Test("counts the added lines that it stands on and that lead to it, each once, its own first")
  func lines() {
    var brought = Brought()
    let sighting = Brought.sighting(4...6, from: [("web.py", 2), ("web.py", 3), ("db.py", 5), ("web.py", 3)])
    brought.file("db.py", added: [5...9], [sighting])
    brought.file("web.py", added: [3...3])
    #expect(brought.assembled().addedLines == [["db.py:5", "db.py:6", "web.py:3"]])
    #expect(brought.assembled(.paths).addedLines == [[]])
  }

  @Test("is new where a changed file on its way could not be looked at, and counts no line of it")
  func unknown() {
    var brought = Brought()
    brought.file("db.py", added: [], [Brought.sighting(4...4, from: [("web.py", 2)])])
    brought.add("web.py", .skipped(.tooLarge, detail: ""))
    #expect(brought.assembled().words == ["db.py:4 new 1 v0:1"])
    #expect(brought.assembled().addedLines == [[]])
  }

  @Test("that ends in another file is told there, a new call into an old sink too")
  func elsewhere() {
    var brought = Brought()
    brought.file("web.py", added: [2...2], elsewhere: [(Self.db, [Brought.sighting(4...4, from: [("web.py", 2)])])])
    #expect(brought.assembled().words == ["db.py:4 new 1 v0:1"])
    #expect(brought.assembled().addedLines == [["web.py:2"]])
    #expect(brought.assembled(.paths).words == ["db.py:4 new 1 v0:1"])
  }

  @Test("is not told where the policy leaves its file out")
  func excluded() {
    var brought = Brought()
    brought.policy.excludes = [Glob("vendor/**")]
    let sighting = Brought.sighting(4...4, from: [("web.py", 2)])
    brought.file("web.py", elsewhere: [(TreePath("vendor/db.py"), [sighting]), (TreePath("own/db.py"), [sighting])])
    #expect(brought.assembled(.paths).words == ["own/db.py:4 new 1 v0:1"])
  }

  @Test("is told once for a sink, by the shortest way, and is called what its own file calls it")
  func joined() {
    let long = Brought.sighting(4...4, from: [("a.py", 1), ("a.py", 2), ("a.py", 3)], fingerprint: "v0:a")
    let short = Brought.sighting(4...4, from: [("z.py", 1)], fingerprint: "v0:z", excerpt: "z")
    let equal = Brought.sighting(4...4, from: [("y.py", 1)], fingerprint: "v0:y")
    let own = Brought.sighting(4...4, from: [("db.py", 1), ("db.py", 2)], fingerprint: "v0:own", excerpt: "own")
    let other = Brought.sighting(5...5, from: [("z.py", 1)], fingerprint: "v0:5")
    var brought = Brought()
    brought.file("a.py", elsewhere: [(Self.db, [long])])
    brought.file("db.py", [own])
    brought.file("y.py", elsewhere: [(Self.db, [equal])])
    brought.file("z.py", elsewhere: [(Self.db, [short, other])])
    for selection in [Selection.paths, .staged] {
      let assembly = brought.assembled(selection)
      #expect(assembly.words == ["db.py:4 new 1 v0:own", "db.py:5 new 1 v0:5"])
      #expect(assembly.drafts.first?.finding.trace.first?.path == TreePath("y.py"))
      #expect(assembly.drafts.first?.finding.excerpt.text == "own")
    }
  }

  @Test("is told as new where one of its ways is, however long that one is")
  func newWay() {
    var brought = Brought()
    brought.file("db.py", added: [9...9], [Brought.sighting(4...4, from: [("db.py", 1)])])
    brought.file(
      "web.py", added: [7...7], elsewhere: [(Self.db, [Brought.sighting(4...4, from: [("web.py", 7), ("db.py", 2)])])])
    for whole in [false, true] { #expect(brought.assembled(whole: whole).words == ["db.py:4 new 2 v0:1"]) }
  }

  @Test("joins with no other finding: without a trace each stands for itself")
  func plain() {
    var brought = Brought()
    brought.file("db.py", [Brought.sighting(4...4, fingerprint: "v0:a"), Brought.sighting(4...4, fingerprint: "v0:b")])
    #expect(brought.assembled(.paths).words == ["db.py:4 new 0 v0:a", "db.py:4 new 0 v0:b"])
  }

  @Test("of a history is told by the first commit that brought it, at its own path, by the shortest way")
  func history() throws {
    func id(_ digit: Character) -> ObjectID { ObjectID(hex: String(repeating: digit, count: 40))! }
    var brought = Brought()
    (brought.commits, brought.headBlobs) = ([id("3"), id("2"), id("1")], [id("c")])
    func way(_ steps: Int) -> [(path: TreePath, sightings: [Sighting])] {
      [(Self.db, [Brought.sighting(4...4, from: (0..<steps).map { ("web.py", $0 + 1) })])]
    }
    brought.file("web.py", elsewhere: way(1), blob: id("c"), commit: id("3"))
    brought.file("b.py", elsewhere: way(3), blob: id("b"), commit: id("1"))
    brought.file("c.py", elsewhere: way(2), blob: id("a"), commit: id("1"))
    let drafts = brought.assembled(.history(since: nil)).drafts
    #expect(drafts.map { "\($0.finding.path) \($0.finding.trace.count)" } == ["db.py 2"])
    #expect(drafts.first?.finding.commit == id("1"))
    #expect(drafts.first?.finding.inHead == true)
  }
}

@Suite("Who brought a flow")
struct FlowAuthorTests {
  private func told(_ repository: TestRepository, _ brought: Brought, since base: ObjectID) throws -> Authors.Told {
    var request = ScanRequest(.diff(base: base.description, head: nil))
    request.paths = [repository.path]
    let subject = try Subject.select(request)
    let authors = Authors(
      request: request, subject: subject, registry: AgentRegistry([]), policy: Policy(), memory: HookMemory())
    return try authors.tell(brought.assembled(request.selection))
  }

  @Test("is whoever added its last piece, and each commit counts the lines that it added to it")
  func last() throws {
    let repository = try TestRepository()
    let base = try repository.commit("db.py", "def find(x):\n  pass\n")
    let first = try repository.commit("db.py", "def find(x):\n  sink(x)\n")
    let second = try repository.commit("web.py", "x = source()\nfind(x)\n")
    let third = try repository.commit("web.py", "# more\nx = source()\nfind(x)\n")
    var brought = Brought()
    brought.file(
      "web.py", added: [1...3],
      elsewhere: [(TreePath("db.py"), [Brought.sighting(2...2, from: [("web.py", 2), ("web.py", 3)])])])
    brought.file("db.py", added: [2...2])
    let told = try told(repository, brought, since: base)
    #expect(told.findings.map(\.commit) == [second])
    let hits = Dictionary(uniqueKeysWithValues: told.commits.map { ($0.id, $0.linesHit) })
    #expect(hits == [third: 0, second: 2, first: 1])
  }

  @Test("is for an old sink whoever added the call")
  func call() throws {
    let repository = try TestRepository()
    try repository.write("web.py", "x = source()\n")
    let base = try repository.commit("db.py", "def find(x):\n  sink(x)\n")
    try repository.commit("other.py", "1\n")
    let call = try repository.commit("web.py", "x = source()\nfind(x)\n")
    var brought = Brought()
    brought.file("other.py", added: [1...1])
    brought.file(
      "web.py", added: [2...2],
      elsewhere: [(TreePath("db.py"), [Brought.sighting(2...2, from: [("web.py", 1), ("web.py", 2)])])])
    let told = try told(repository, brought, since: base)
    #expect(told.findings.map(\.commit) == [call])
    #expect(told.findings.map(\.path) == [TreePath("db.py")])
  }
}
