import GateModel

/// The records of a flow cache. What they hang on is kept once, by number, and so are sets of it, for most is shared: files that
/// call each other hang on the same.
struct FlowRecords {
  /// Of the encoded form. What was used longest ago is left out first.
  static let maximumBytes = 32 << 20

  struct Record {
    var content: Digest
    /// The scan that used it last.
    var scan: Int
    /// The number of its set.
    var set: Int
    var result: ArraySlice<UInt8>
  }

  enum Standing { case open, holds, fails }

  var records: [TreePath: Record] = [:]
  var dependencies: [FlowDependency] = []
  var standings: [Standing] = []
  /// Numbers of dependencies, rising.
  var sets: [[Int]] = []
  var setStandings: [Standing] = []
  /// The contents that are known of each path, as dependencies.
  var contents: [TreePath: [Int]] = [:]
  /// The number of this scan.
  var scan = 1
  private(set) var isChanged = false

  init() {}

  struct Found {
    var result: ArraySlice<UInt8>
    /// What it hangs on and is not yet known to hold.
    var open: [(number: Int, dependency: FlowDependency)] = []
  }

  /// Nil where there is none, or something is known not to hold any more.
  mutating func found(_ path: TreePath, _ content: Digest) -> Found? {
    for number in contents[path] ?? [] where dependencies[number].answer == .content(content) { settle(number, true) }
    guard let record = records[path], record.content == content else { return nil }
    var found = Found(result: record.result)
    switch setStandings[record.set] {
    case .holds: return found
    case .fails: return nil
    case .open: break
    }
    for number in sets[record.set] {
      switch standings[number] {
      case .holds: continue
      case .open: found.open.append((number, dependencies[number]))
      case .fails:
        setStandings[record.set] = .fails
        return nil
      }
    }
    return found
  }

  mutating func settle(_ number: Int, _ holds: Bool) { standings[number] = holds ? .holds : .fails }

  /// All that it hangs on holds.
  mutating func use(_ path: TreePath) {
    guard let record = records[path] else { return }
    setStandings[record.set] = .holds
    records[path]?.scan = scan
  }
}

// MARK: What this scan found

extension FlowRecords {
  mutating func add(_ fresh: [TreePath: FreshResult]) {
    guard !fresh.isEmpty else { return }
    var numbering = FlowNumbering(dependencies, sets)
    for (path, result) in fresh.sorted(by: { $0.key < $1.key }) {
      let numbers =
        switch result.asked {
        case .list(let list): list.map { numbering.number(of: $0) }
        case .of(let recording): numbering.numbers(of: path, recording)
        }
      guard numbers.count <= FlowCache.maximumDependencies else { continue }
      records[path] = Record(
        content: result.content, scan: scan, set: numbering.number(ofSet: Set(numbers).sorted()),
        result: result.result[...])
      isChanged = true
    }
    (dependencies, sets) = (numbering.dependencies, numbering.sets)
  }
}
