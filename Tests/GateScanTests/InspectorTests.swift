import GateMatch
import GateModel
import GateTesting
import Testing

@testable import GateScan

@Suite("An inspection beside rules that follow data")
struct InspectorTests {
  private func rules() -> RuleSet {
    let secret = Rule(
      id: "test.key", severity: .high, confidence: .high, message: "A key.",
      matcher: .secret(SecretMatcher(pattern: "key-(?<secret>[a-z]{8})", keywords: ["key-"])))
    return RuleSet(rules: RuleSet.flow(.project).rules + [secret], digest: RuleSet.flow(.project).digest)
  }

  @Test("sees every version in a history, those too that the project's tree does not hold", arguments: [1, 3])
  func history(jobs: Int) async throws {
    let repository = try TestRepository()
    for number in 0..<70 { try repository.write("f\(number).py", "key-abcdefgh # \(number)\n") }
    try repository.commit()
    for number in 0..<40 { try repository.write("f\(number).py", "key-ijklmnop # \(number)\n") }
    try repository.move("f69.py", to: "moved.py")
    try repository.commit()
    var request = ScanRequest(.history(since: nil))
    request.paths = [repository.path]
    let subject = try Subject.select(request)
    let inspector = Inspector(
      changes: subject.changes, root: subject.root, place: subject.place, rules: CompiledRules(literalsOf: rules()),
      fingerprints: FingerprintKey { [1] }, ignores: IgnoreReader(),
      tree: try ProjectTree.of(subject, request, under: rules()), flows: nil,
      reach: nil, known: nil,
      maximumFileSize: 1 << 20, archives: nil, hashesFiles: false, comparesWithFilters: false, deadline: nil,
      progress: nil)
    let inspected = try await inspector.run(jobs: jobs)
    let sightings = inspected.filter { subject.changes[$0.change].entry != .text }.map { item in
      if case .scanned(let inspection, _) = item.outcome { inspection.sightings.count } else { 0 }
    }
    #expect(sightings == Array(repeating: 1, count: 110))
  }
}
