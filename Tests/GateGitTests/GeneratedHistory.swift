import GateModel
import GateTesting

/// A repository with a history made of chance, the same for the same seed: edits, insertions, deletions, moves, renames,
/// changes of mode and type, line ends of both kinds, empty and binary files, merges with and without conflicts.
struct GeneratedHistory {
  let repository: TestRepository
  private var random: SeededRandom
  private var files: [String: [String]] = [:]
  private var made = 0

  init(seed: UInt64, steps: Int) throws {
    repository = try TestRepository()
    random = SeededRandom(seed: seed)
    for _ in 0..<4 { try addFile() }
    try repository.commit("root")
    for step in 0..<steps { try advance(step) }
  }

  private mutating func advance(_ step: Int) throws {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: try mergeBranches(conflicting: false, count: 1)
    case 1: try mergeBranches(conflicting: true, count: 1)
    case 2: try mergeBranches(conflicting: false, count: 2)
    default:
      for _ in 0..<Int.random(in: 1...3, using: &random) { try change() }
      try repository.commit("step \(step)")
    }
  }

  /// One change of any kind in the work tree.
  mutating func change() throws {
    switch Int.random(in: 0..<16, using: &random) {
    case 0: try addFile()
    case 1: try addOddFile()
    case 2: try rename()
    case 3: try turnIntoLink()
    case 4:
      guard let name = anyFile() else { return }
      try repository.setMode(name, random.oneIn(2) ? 0o755 : 0o644)
    case 5:
      guard files.count > 2, let name = anyFile() else { return }
      files[name] = nil
      try repository.remove(name)
    case 6: try rewriteLineEnds()
    default: try edit()
    }
  }

  private mutating func anyFile() -> String? { files.keys.sorted().randomElement(using: &random) }

  private mutating func line(of name: String) -> String {
    let common = ["}", "", "  return value", "    end", "// ------"]
    if random.oneIn(4) { return common.randomElement(using: &random)! }
    let indent = String(repeating: "  ", count: Int.random(in: 0..<4, using: &random))
    // Words of the file's own keep two files from passing for one renamed.
    return "\(indent)\(name.split(separator: "/").last!.prefix(6)) word\(Int.random(in: 0..<40, using: &random))"
  }

  private mutating func addFile() throws {
    made += 1
    let folder = ["", "src/", "src/deep/", "doc/"].randomElement(using: &random)!
    let name = "\(folder)f\(made)\(["", " with space", "ä"].randomElement(using: &random)!).txt"
    files[name] = (0..<Int.random(in: 12..<60, using: &random)).map { _ in line(of: name) }
    try store(name)
  }

  private mutating func addOddFile() throws {
    made += 1
    switch Int.random(in: 0..<3, using: &random) {
    case 0: try repository.write("empty\(made)", "")
    case 1:
      let bytes = (0..<300).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      try repository.write("binary\(made)", [0xFE, 1, 0, 3] + bytes + bytes)
    default: try repository.write("bin/same", [1, 2, 0, 3, 10, UInt8.random(in: 65..<70, using: &random), 10, 0, 9])
    }
  }

  /// A file keeps most of its lines when it moves; a fifth of them may change on the way.
  private mutating func rename() throws {
    guard let name = anyFile(), let lines = files[name], lines.count > 8 else { return }
    made += 1
    let other = "moved/\(name.split(separator: "/").last!.prefix(6))-\(made).txt"
    files[name] = nil
    try repository.remove(name)
    files[other] = lines
    if random.oneIn(2) { files[other]![Int.random(in: 0..<lines.count, using: &random)] = line(of: other) }
    try store(other)
  }

  private mutating func turnIntoLink() throws {
    guard files.count > 2, let name = anyFile() else { return }
    files[name] = nil
    try repository.remove(name)
    try repository.link(name, to: ["somewhere", "/etc/passwd", "../outside"].randomElement(using: &random)!)
  }

  private mutating func rewriteLineEnds() throws {
    guard let name = anyFile(), var lines = files[name], !lines.isEmpty else { return }
    for index in lines.indices {
      lines[index] = lines[index].hasSuffix("\r") ? String(lines[index].dropLast()) : lines[index] + "\r"
    }
    files[name] = lines
    try store(name)
  }

  private mutating func edit() throws {
    guard let name = anyFile(), var lines = files[name] else { return }
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0...lines.count, using: &random)
      let end = min(lines.count, place + Int.random(in: 1...4, using: &random))
      switch Int.random(in: 0..<5, using: &random) {
      case 0:
        lines.insert(contentsOf: (0..<Int.random(in: 1...5, using: &random)).map { _ in line(of: name) }, at: place)
      case 1 where lines.count > 14: lines.removeSubrange(place..<end)
      case 2:
        let block = Array(lines[place..<end])
        lines.removeSubrange(place..<end)
        lines.insert(contentsOf: block, at: Int.random(in: 0...lines.count, using: &random))
      case 3: lines.insert(contentsOf: lines[place..<end], at: end)
      default: for index in place..<end { lines[index] = line(of: name) }
      }
    }
    files[name] = lines
    try store(name)
  }

  private mutating func store(_ name: String) throws {
    let end = random.oneIn(5) ? "" : "\n"
    try repository.write(name, files[name]!.joined(separator: "\n") + (files[name]!.isEmpty ? "" : end))
  }

  /// Lets branches of one or two changes each grow from here, and merges them all.
  private mutating func mergeBranches(conflicting: Bool, count: Int) throws {
    made += 1
    let start = try repository.line("rev-parse", "HEAD")
    let before = files
    let names = before.keys.sorted().shuffled(using: &random)
    guard names.count > count + 1 else { return }
    var merged = before
    var branches: [String] = []
    for number in 0...count {
      files = before
      // Each branch changes files of its own, but for the one they are to fight over.
      let own = conflicting ? names[0] : names[number]
      if number > 0 {
        branches.append("side\(made)-\(number)")
        try repository.branch(branches.last!, at: start)
      }
      files = [own: before[own]!]
      try edit()
      merged[own] = files[own]
      try repository.commit("on branch \(number)")
    }
    try repository.switchTo("main")
    let isMerged = try repository.merge(branches.joined(separator: " "), splitting: true)
    if !isMerged || random.oneIn(3) {
      // Resolved by hand, with a line that no parent has.
      let own = names[0]
      merged[own] = (merged[own] ?? []) + [line(of: own) + " resolved"]
      files = merged
      try store(own)
      try repository.git("add", "--all")
      try repository.git(
        isMerged ? ["commit", "--quiet", "--amend", "--no-edit"] : ["commit", "--quiet", "-m", "merge"])
    }
    files = merged
  }
}

extension TestRepository {
  fileprivate func merge(_ branches: String, splitting: Bool) throws -> Bool {
    tick()
    let names = branches.split(separator: " ").map(String.init)
    let outcome = try gitOutcome(["merge", "--quiet", "--no-ff", "--no-edit", "-m", "merge"] + names)
    return outcome.ending == .exit(0)
  }
}
