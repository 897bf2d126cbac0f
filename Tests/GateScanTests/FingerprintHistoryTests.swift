import Foundation
import GateGit
import GateMatch
import GateModel
import GateRules
import GateTesting
import Testing

/// Replays what people did to real code over the repositories of the folder GATEBOOK_REPOS: a finding on a line that a commit
/// left as it was must keep its fingerprint, wherever that line went.
@Suite("Fingerprints over real histories", .serialized)
struct FingerprintHistoryTests {
  private static let commitsEach = 300
  private static let names = ["gin-gonic+gin", "CTFd+CTFd", "NodeBB+NodeBB", "WebGoat+WebGoat"]
  /// Following data takes its time: one repository stands for it.
  private static let followed: Set = ["gin-gonic+gin"]

  private struct Count {
    var commits = 0
    var kept = 0
    var broken: [String] = []

    var perMille: Int { kept + broken.count == 0 ? 0 : broken.count * 1000 / (kept + broken.count) }
  }

  @Test("survive commits that leave their lines alone: at most one in a hundred breaks")
  func replay() throws {
    guard let folder = Environment.variable("GATEBOOK_REPOS") else {
      print("not run: GATEBOOK_REPOS is not set")
      return
    }
    var seen = 0
    for name in Self.names {
      let bare = "\(folder)/\(name)/repo"
      let path = FileManager.default.fileExists(atPath: bare) ? bare : "\(folder)/\(name)"
      guard FileManager.default.fileExists(atPath: path) else { continue }
      let rules = try #require(Self.followed.contains(name) ? Self.compiled : Self.quick)
      let count = try replay(path, under: rules)
      print(
        "\(name): \(count.commits) commits, \(count.kept + count.broken.count) findings on lines left alone, \(count.broken.count) broken (\(count.perMille) in a thousand)"
      )
      for line in count.broken.prefix(20) { print("  \(line)") }
      #expect(count.perMille <= 10, "\(name)")
      seen += 1
    }
    if seen < 3 {
      print("not run on three repositories: GATEBOOK_REPOS has \(seen) of \(Self.names.joined(separator: ", "))")
    }
  }

  private static let compiled = rules { _ in true }
  private static let quick = rules { if case .taint = $0.kind { false } else { true } }

  private static func rules(where isWanted: (Rule) -> Bool) -> CompiledRules? {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    guard let loaded = try? RuleLibrary.load(root + "/rules", builtIn: true) else { return nil }
    return CompiledRules(literalsOf: RuleSet(loaded.rules.map(\.rule).filter(isWanted)))
  }

  private func replay(_ path: String, under compiled: CompiledRules) throws -> Count {
    let found = try GitRepository.discover(at: path, environment: GitEnvironment(), trustOwner: true)
    guard let repository = found else { return Count() }
    let reader = try ObjectReader(repository)
    var matcher = try FileMatcher(compiled, fingerprints: FingerprintKey { [UInt8](repeating: 0, count: 16) })
    struct Version: Hashable {
      var blob: ObjectID
      var path: TreePath
    }
    var seen: [Version: [Sighting]] = [:]
    var count = Count()
    var next = try repository.head()
    while let id = next, count.commits < Self.commitsEach {
      let commit = try repository.commit(id)
      next = commit.parents.first
      guard let parent = next else { break }
      count.commits += 1
      guard let changes = try? repository.changes(from: parent, to: id) else { continue }
      for change in changes.changes {
        guard case .blob(let new) = change.content, case .versions(let versions) = change.before,
          let old = versions.first,
          let before = try? bytes(old, reader), let after = try? bytes(new, reader), before.count < 1 << 20,
          after.count < 1 << 20
        else { continue }
        // What one commit leaves is what the next begins with.
        let known = seen.removeValue(forKey: Version(blob: new, path: change.path))
        let now = try known ?? matcher.inspect(raw: after.span, text: after.span, path: change.path).sightings
        let was = try matcher.inspect(
          raw: before.span, text: before.span, path: change.renamedFrom ?? change.path
        ).sightings
        seen[Version(blob: old, path: change.renamedFrom ?? change.path)] = was
        let moved = LineMap(try LineDiff.hunks(from: before.span, to: after.span))
        let prints = Set(now.map(\.fingerprint))
        // Of findings that are alike it means nothing which is which: of each kind as many must be known again as were left alone.
        for (_, alike) in Dictionary(grouping: was, by: \.kin) {
          let left = alike.filter { isLeftAlone($0, moved, now) }
          let known = min(left.count, alike.count { prints.contains($0.fingerprint) })
          count.kept += known
          for sighting in left.dropFirst(known) {
            let rule = compiled.ruleSet.rules[sighting.rule].id
            count.broken.append("\(id.short) \(change.path):\(sighting.range.start.line) \(rule)")
          }
        }
      }
    }
    return count
  }

  /// Every line of it is there still, one after the other, and the rule still speaks there.
  private func isLeftAlone(_ sighting: Sighting, _ moved: LineMap, _ now: [Sighting]) -> Bool {
    let places = sighting.range.lines.map { moved.new($0) }
    guard let first = places[0], places.enumerated().allSatisfy({ $1 == first + $0 }) else { return false }
    return now.contains {
      $0.rule == sighting.rule && $0.range.start.line == first && $0.range.start.column == sighting.range.start.column
    }
  }

  private func bytes(_ id: ObjectID, _ reader: borrowing ObjectReader) throws -> [UInt8] {
    try reader.blob(id).withBytes { span in span.indices.map { span[$0] } }
  }
}

/// Where the lines of an old version are in a new one.
private struct LineMap {
  private let hunks: [LineDiff.Hunk]

  init(_ hunks: [LineDiff.Hunk]) { self.hunks = hunks }

  func new(_ line: Int) -> Int? {
    var shift = 0
    for hunk in hunks {
      // An empty run stands behind its line.
      let start = hunk.oldCount == 0 ? hunk.oldStart + 1 : hunk.oldStart
      if line < start { break }
      if line < start + hunk.oldCount { return nil }
      shift += hunk.newCount - hunk.oldCount
    }
    return line + shift
  }
}
