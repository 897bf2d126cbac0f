import GateTesting
import Testing

@Suite("Archives in a scan")
struct ArchiveTests {
  /// A repository with `inner/a.py`, which holds a secret, in a packed archive.
  private func repository() throws -> TestRepository {
    let repository = try TestRepository().begin()
    let script =
      "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1],'w',zipfile.ZIP_DEFLATED)\nz.writestr('inner/a.py',sys.argv[2])\nz.close()\n"
    let made = try ChildProcess(
      "/usr/bin/env",
      ["python3", "-c", script, repository.path + "/lib.zip", "x = 1\nkey = '\(FakeSecret.awsKeyID())'\n"],
      variables: ["PATH": Environment.path], folder: repository.path
    ).run()
    #expect(made.code == 0)
    return repository
  }

  @Test("stay closed unless it is asked for, and the report says so")
  func closed() throws {
    let repository = try repository()
    let report = try Program(in: repository).report("--ledger", "none")
    #expect(report.findings.isEmpty)
    #expect(report.coverage.skipped.map { [$0.path, $0.reason] } == [["lib.zip", "binary"]])
  }

  @Test("are opened to the depth that is asked for: findings have the member's path and lines")
  func open() throws {
    let repository = try repository()
    let report = try Program(in: repository).report("--ledger", "none", "--archive-depth", "2")
    #expect(report.findings.map(\.path) == ["lib.zip!inner/a.py"] && report.findings.map(\.start.line) == [2])
    #expect(report.coverage.skipped.isEmpty && report.coverage.scanned == 2)
    try repository.git("add", "--all")
    let staged = try Program(in: repository).report("--staged", "--archive-depth", "1")
    #expect(staged.findings.map { [$0.path, $0.state] } == [["lib.zip!inner/a.py", "new"]])
  }

  @Test("a depth that is none is refused")
  func refused() throws {
    let repository = try TestRepository().begin()
    #expect(try Program(in: repository).code("--archive-depth", "99") == 2)
  }
}
