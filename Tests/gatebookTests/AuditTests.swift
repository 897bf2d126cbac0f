import Foundation
import GateModel
import GateTesting
import Testing

@Suite("An audit")
struct AuditTests {
  private func begun() throws -> (TestRepository, Program, ObjectID) {
    let repository = try TestRepository().begin()
    return (repository, Program(in: repository), try repository.id())
  }

  /// Of each commit, the oldest first.
  private func standings(_ program: Program, _ range: ObjectID) throws -> [String] {
    let outcome = try program.run("audit", "\(range)..HEAD", "--format", "json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(try Checker.json(outcome.output, as: "audit-1") == "")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
    let commits = try #require(json["commits"] as? [[String: Any]])
    return commits.reversed().compactMap { $0["standing"] as? String }
  }

  private func scanned(_ repository: TestRepository, _ program: Program, _ name: String, _ more: String...) throws {
    try repository.stage(name, "fine\n")
    _ = try program.run(["scan", "--staged"] + more)
    try repository.commitIndex("add \(name)")
  }

  @Test("names the commits that went by the hook, and whose they are")
  func bypass() throws {
    let (repository, program, start) = try begun()
    #expect(try program.run("hook", "install").code == 0)
    try repository.stage("a", "fine\n")
    #expect(try repository.gitOutcome(["commit", "-m", "Add a"]).code == 0)
    try repository.stage("b", "token = \(FakeSecret.githubToken())\n")
    #expect(try repository.gitOutcome(["commit", "-m", "Add b"]).code == 1)
    try repository.git(
      "commit", "--no-verify", "-m", "Add b\n\nCo-Authored-By: Claude Opus 4.5 <noreply@anthropic.com>")
    try repository.stage("c", "fine\n")
    try repository.git("commit", "--no-verify", "-m", "Add c")
    #expect(try standings(program, start) == ["passed", "breached", "never"])
    let text = try program.run("audit", "\(start)..HEAD").text
    #expect(text.contains("breached:\n") && text.contains("claude-code") && text.contains("never looked at:\n"))
    #expect(text.hasSuffix("3 commits, 1 passed, 1 breached, 1 never looked at\n"), "\(text)")
    #expect(try program.run("audit", "\(start)", "--require").code == 1)
    #expect(try program.run("audit", "\(start)..HEAD~2", "--require").code == 0)
  }

  @Test("is not taken in by an empty commit on top, nor by a scan of some paths or of what came later")
  func laundering() throws {
    let (repository, program, start) = try begun()
    try repository.commit("a", "token = \(FakeSecret.githubToken())\n")
    _ = try program.scan("--staged")
    try repository.commitIndex("nothing")
    #expect(try standings(program, start) == ["never", "passed"])
    try repository.commit("b", "fine\n")
    _ = try program.scan("--diff", "HEAD~2..HEAD", ".", "b")
    #expect(try standings(program, start) == ["never", "passed", "passed"], "the diff of HEAD~2 is b alone")
    _ = try program.scan("--diff", "\(start)", ".", "b")
    #expect(try standings(program, start) == ["partial", "passed", "passed"])
    _ = try program.scan("--history", "--since", "HEAD~1")
    #expect(try standings(program, start)[0] == "partial")
  }

  @Test("believes scans of a commit, of a range and of the history, and an amended commit where the first one passed")
  func selections() throws {
    let (repository, program, start) = try begun()
    try repository.commit("a", "fine\n")
    try repository.commit("b", "fine\n")
    #expect(try program.scan("--commit", "HEAD").code == 0)
    #expect(try standings(program, start) == ["never", "passed"])
    #expect(try program.scan("--diff", "\(start)").code == 0)
    #expect(try standings(program, start) == ["passed", "passed"])
    try repository.write("picture", (0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    try repository.commit("c", "fine\n")
    #expect(try program.scan("--history").code == 0)
    #expect(try standings(program, start) == ["passed", "passed", "passed"])
    try scanned(repository, program, "d")
    try repository.stage("d", "finer\n")
    _ = try program.scan("--staged")
    try repository.git("commit", "--quiet", "--amend", "--no-verify", "-m", "d again")
    #expect(try standings(program, start).last == "passed")
  }

  @Test("tells apart what was not gated and what did not complete")
  func apart() throws {
    let (repository, program, start) = try begun()
    try repository.commit("a", "token = \(FakeSecret.githubToken())\n")
    #expect(try program.scan("--commit", "HEAD", "--no-gate").code == 0)
    try repository.commit("pointer", TestRepository.lfsPointer)
    #expect(try program.scan("--commit", "HEAD", "--require-coverage").code == 3)
    #expect(try standings(program, start) == ["not-gated", "incomplete"])
  }

  @Test("says nothing without a book, or with one that was written over; usage is exit 2")
  func unsure() throws {
    let (repository, program, start) = try begun()
    try repository.commit("a", "fine\n")
    #expect(try program.run("audit", "\(start)").code == 3)
    #expect(try program.run("audit", "nowhere..HEAD").code == 2)
    #expect(try program.run("audit").code == 2)
    #expect(try program.scan("--commit", "HEAD").code == 0)
    #expect(try program.at("/").run("audit", "\(start)", repository.path, "--require").code == 0)
    let book = repository.path + "/.git/gatebook/ledger.db"
    let edit = ChildProcess(
      "/usr/bin/python3",
      [
        "-c",
        """
        import sqlite3, sys
        db = sqlite3.connect(sys.argv[1])
        for (name,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            db.execute('drop trigger "%s"' % name)
        db.execute("update entries set body = cast(replace(cast(body as text), '\\"exit\\":0', '\\"exit\\":1') as blob)")
        db.commit()
        """, book,
      ], variables: repository.variables, folder: repository.path)
    #expect(try edit.run().code == 0)
    let outcome = try program.run("audit", "\(start)")
    #expect(outcome.code == 3 && outcome.errors.contains("gatebook ledger verify"))
  }
}
