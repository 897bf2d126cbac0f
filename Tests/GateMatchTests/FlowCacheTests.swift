import GateModel
import Synchronization
import Testing

@testable import GateMatch

/// A project in a table. Counts what it is asked.
private final class TableTree: SourceTree {
  let files: [String: String]
  private let count = Atomic(0)

  init(_ files: [String: String]) { self.files = files }

  var questions: Int { count.load(ordering: .relaxed) }

  func with(_ path: String, _ text: String?) -> TableTree {
    var files = files
    files[path] = text
    return TableTree(files)
  }

  func bytes(of path: TreePath) -> [UInt8]? {
    count.add(1, ordering: .relaxed)
    return files[path.description].map { Array($0.utf8) }
  }

  func names(in folder: TreePath) -> [String] {
    count.add(1, ordering: .relaxed)
    return files.keys.filter { TreePath($0).folder == folder }
      .map { String(decoding: TreePath($0).name, as: UTF8.self) }.sorted()
  }
}

private let project = TableTree(["web.py": "import db", "db.py": "import log", "log.py": "", "lib/a.py": ""])
private let rules = Digest(bytes: [UInt8](repeating: 1, count: 32))!
private let result = Array("what was found".utf8)

extension FlowCache {
  fileprivate convenience init(_ bytes: [UInt8]? = nil) { self.init(rules: rules, program: "p", bytes) }

  fileprivate static func hash(_ text: String) -> Digest { hash(of: Array(text.utf8).span) }

  fileprivate func found(_ path: String = "web.py", in tree: TableTree = project) -> [UInt8]? {
    lookup(TreePath(path), Self.hash(tree.files[path] ?? ""), tree)
  }

  /// After an analysis of `web.py` that asked for a file, for one that is not there, and for a folder.
  fileprivate static var filled: FlowCache {
    let cache = FlowCache()
    let recording = RecordingSourceTree(project)
    recording.asking(for: TreePath("web.py")) {
      _ = recording.bytes(of: TreePath("db.py"))
      _ = recording.bytes(of: TreePath("db/__init__.py"))
      _ = recording.names(in: TreePath("lib"))
      _ = recording.names(in: TreePath("none"))
    }
    cache.store(TreePath("web.py"), hash("import db"), recording, result)
    return cache
  }
}

@Suite("Results of flows are kept")
struct FlowCacheTests {
  @Test("and given to the next scan while nothing that they hang on has changed")
  func hit() throws {
    let bytes = try #require(FlowCache.filled.changed)
    let next = FlowCache(bytes)
    #expect(next.found() == result)
    #expect(next.found("db.py") == nil)
    #expect(next.changed == nil)
    #expect(FlowCache.filled.found() == nil)
  }

  @Test("but not for another content, for other rules or for another program")
  func others() throws {
    let bytes = try #require(FlowCache.filled.changed)
    #expect(FlowCache(bytes).found(in: project.with("web.py", "import db ")) == nil)
    let other = Digest(bytes: [UInt8](repeating: 2, count: 32))!
    #expect(FlowCache(rules: other, program: "p", bytes).found() == nil)
    #expect(FlowCache(rules: rules, program: "q", bytes).found() == nil)
  }

  @Test(
    "and not where a file has changed, has gone or has come, or a folder has",
    arguments: [
      ("db.py", "import log "), ("db.py", nil), ("db/__init__.py", ""), ("lib/b.py", ""), ("lib/a.py", nil),
      ("none/now.py", ""),
    ] as [(String, String?)])
  func changed(_ path: String, _ text: String?) throws {
    let bytes = try #require(FlowCache.filled.changed)
    #expect(FlowCache(bytes).found(in: project.with(path, text)) == nil)
  }

  @Test("whatever becomes of files that were not asked for")
  func unrelated() throws {
    let bytes = try #require(FlowCache.filled.changed)
    for (path, text) in [("log.py", "changed"), ("new.py", ""), ("lib/a.py", "its content was not asked for")] {
      #expect(FlowCache(bytes).found(in: project.with(path, text)) == result, "\(path)")
    }
  }

  @Test("and each thing that many hang on is looked at once in a scan")
  func once() throws {
    let cache = FlowCache()
    let dependencies = ["db.py", "log.py"].map {
      FlowDependency(path: TreePath($0), answer: .of(project.bytes(of: TreePath($0))))
    }
    for number in 0..<50 { cache.store(TreePath("\(number)"), FlowCache.hash(""), dependencies: dependencies, result) }
    let next = FlowCache(cache.changed)
    let tree = project.with("any", "")
    for number in 0..<50 { #expect(next.found("\(number)", in: tree) == result) }
    #expect(tree.questions == 2)
    let other = project.with("db.py", "else")
    let last = FlowCache(cache.changed)
    for number in 0..<50 { #expect(last.found("\(number)", in: other) == nil) }
    #expect(other.questions == 1)
  }

  @Test("with those of earlier scans, the newer in place of the older")
  func kept() throws {
    let first = try #require(FlowCache.filled.changed)
    let second = FlowCache(first)
    second.store(TreePath("db.py"), FlowCache.hash("import log"), dependencies: [], [1])
    let third = FlowCache(second.changed)
    #expect(third.found() == result)
    #expect(third.found("db.py") == [1])
    third.store(TreePath("db.py"), FlowCache.hash("import log"), dependencies: [], [2])
    #expect(FlowCache(third.changed).found("db.py") == [2])
  }

  @Test("as the same bytes, in whatever order they came")
  func order() throws {
    func bytes(_ names: [String]) throws -> [UInt8] {
      let cache = FlowCache()
      for name in names {
        let dependency = FlowDependency(path: TreePath("of \(name)"), answer: .absent)
        cache.store(TreePath(name), FlowCache.hash(name), dependencies: [dependency], Array(name.utf8))
      }
      return try #require(cache.changed)
    }
    #expect(try bytes(["a", "b", "c"]) == bytes(["c", "a", "b"]))
  }

  @Test("and damage brings none of them to light, nor anything down")
  func damage() throws {
    let bytes = try #require(FlowCache.filled.changed)
    for count in bytes.indices { #expect(FlowCache(Array(bytes.prefix(count))).found() == nil) }
    #expect(FlowCache(bytes + [0]).found() == nil)
    for index in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[index] ^= 1 << bit
        let found = FlowCache(damaged).found()
        // A bit of the result itself can turn: that is for the hash of the file to see.
        #expect(found == nil || found?.count == result.count, "bit \(bit) of byte \(index)")
      }
    }
  }

  @Test("but not without bounds: what was used longest ago goes first")
  func bounds() throws {
    let cache = FlowCache()
    let large = [UInt8](repeating: 7, count: FlowCache.maximumResult)
    cache.store(TreePath("too large"), FlowCache.hash(""), dependencies: [], large + [7])
    #expect(cache.changed == nil)
    let many = (0...FlowCache.maximumDependencies).map { FlowDependency(path: TreePath("\($0)"), answer: .absent) }
    cache.store(TreePath("too many"), FlowCache.hash(""), dependencies: many, [])
    #expect(cache.changed == nil)
    for name in ["a", "b", "c"] { cache.store(TreePath(name), FlowCache.hash(""), dependencies: [], large) }
    let next = FlowCache(cache.changed)
    #expect(next.found("b") == large)
    for number in 10..<39 { next.store(TreePath("\(number)"), FlowCache.hash(""), dependencies: [], large) }
    let bytes = try #require(next.changed)
    #expect(bytes.count <= FlowRecords.maximumBytes)
    let last = FlowCache(bytes)
    #expect(["a", "b", "c", "10", "38"].map { last.found($0) != nil } == [true, true, false, true, true])
  }

  @Test("with all that was noted by the end of the scan, also for the sake of another file")
  func later() throws {
    let cache = FlowCache()
    let recording = RecordingSourceTree(project)
    recording.asking(for: TreePath("web.py")) { recording.note(TreePath("db.py")) }
    cache.store(TreePath("web.py"), FlowCache.hash("import db"), recording, result)
    recording.asking(for: TreePath("db.py")) { _ = recording.bytes(of: TreePath("log.py")) }
    cache.store(TreePath("db.py"), FlowCache.hash("import log"), recording, result)
    let bytes = try #require(cache.changed)
    for path in ["web.py", "db.py"] {
      #expect(FlowCache(bytes).found(path) == result)
      #expect(FlowCache(bytes).found(path, in: project.with("log.py", "changed")) == nil)
    }
    #expect(FlowCache(bytes).found("web.py", in: project.with("db.py", "changed")) == nil)
  }

  @Test("and a file that was looked up need not be read again for those that hang on it")
  func believed() throws {
    let cache = FlowCache()
    let recording = RecordingSourceTree(project)
    recording.asking(for: TreePath("db.py")) { recording.note(TreePath("web.py")) }
    recording.asking(for: TreePath("web.py")) { recording.note(TreePath("db.py")) }
    cache.store(TreePath("web.py"), FlowCache.hash("import db"), recording, result)
    cache.store(TreePath("db.py"), FlowCache.hash("import log"), recording, result)
    let tree = project.with("any", "")
    let next = FlowCache(cache.changed)
    #expect(next.found("web.py", in: tree) == result)
    #expect(tree.questions == 1)
    #expect(next.found("db.py", in: tree) == result)
    #expect(tree.questions == 1)
  }

  @Test("also of a file that reads otherwise than it lies, as one with a mark of its encoding")
  func decoded() throws {
    let cache = FlowCache()
    let recording = RecordingSourceTree(project)
    recording.asking(for: TreePath("web.py")) { _ = recording.bytes(of: TreePath("db.py")) }
    cache.store(TreePath("db.py"), FlowCache.hash("as it reads"), recording, [1])
    cache.store(TreePath("web.py"), FlowCache.hash("import db"), recording, result)
    let next = FlowCache(cache.changed)
    #expect(next.lookup(TreePath("db.py"), FlowCache.hash("as it reads"), project) == [1])
    #expect(next.found("web.py") == result)
  }

  @Test("for many workers at once")
  func workers() async throws {
    let cache = FlowCache()
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<8 {
        group.addTask {
          let recording = RecordingSourceTree(project)
          for number in 0..<40 {
            let path = TreePath("\(worker) \(number)")
            recording.asking(for: path) { _ = recording.bytes(of: TreePath("db.py")) }
            cache.store(path, FlowCache.hash(""), recording, [UInt8(worker)])
          }
        }
      }
    }
    let next = FlowCache(cache.changed)
    let wrong = await withTaskGroup(of: Int.self) { group in
      for worker in 0..<8 {
        group.addTask { (0..<40).count { next.found("\(worker) \($0)") != [UInt8(worker)] } }
      }
      return await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }
}

@Suite("What an analysis asks for is noted")
struct RecordingSourceTreeTests {
  private func words(_ recording: RecordingSourceTree, _ file: String) -> [String] {
    recording.dependencies(of: TreePath(file)).map { dependency in
      switch dependency.answer {
      case .absent: "no \(dependency.path)"
      case .content(let hash):
        hash == FlowCache.hash(project.files[dependency.path.description] ?? "") ? "\(dependency.path)" : "?"
      case .listing: "\(dependency.path)/"
      }
    }
  }

  private func path(_ text: String) -> TreePath { TreePath(text) }

  @Test("with the answer, and the answer is passed on")
  func answers() {
    let recording = RecordingSourceTree(project)
    recording.asking(for: path("web.py")) {
      #expect(recording.bytes(of: path("db.py")) == Array("import log".utf8))
      #expect(recording.bytes(of: path("gone.py")) == nil)
      #expect(recording.names(in: path("lib")) == ["a.py"])
      #expect(recording.bytes(of: path("db.py")) != nil)
    }
    #expect(words(recording, "web.py") == ["db.py", "no gone.py", "lib/"])
    #expect(words(recording, "db.py") == [])
  }

  @Test("for the file whose part runs, and for all that come to it later, by whatever way")
  func ways() {
    let recording = RecordingSourceTree(project)
    recording.asking(for: path("web.py")) {
      _ = recording.bytes(of: path("db.py"))
      recording.asking(for: path("db.py")) {
        _ = recording.bytes(of: path("log.py"))
        _ = recording.names(in: path(""))
      }
      recording.note(path("lib/a.py"))
    }
    #expect(words(recording, "web.py") == ["/", "db.py", "lib/a.py", "log.py"])
    #expect(words(recording, "db.py") == ["/", "log.py"])
    // Another file finds all of that known already.
    recording.asking(for: path("api.py")) { recording.note(path("db.py")) }
    #expect(words(recording, "api.py") == ["/", "db.py", "log.py"])
  }

  @Test("but for the file itself, also where two call each other")
  func circles() {
    let recording = RecordingSourceTree(project)
    recording.asking(for: path("web.py")) {
      _ = recording.bytes(of: path("db.py"))
      recording.asking(for: path("db.py")) { recording.note(path("web.py")) }
      recording.note(listingOf: path("lib"))
    }
    #expect(words(recording, "web.py") == ["db.py", "lib/"])
    #expect(words(recording, "db.py") == ["lib/", "web.py"])
  }
}
