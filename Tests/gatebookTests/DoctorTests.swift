import Foundation
import GateTesting
import Testing

@Suite("A doctor")
struct DoctorTests {
  /// Of each check its standing.
  private func checkup(_ program: Program, _ arguments: String...) throws -> (code: Int32, standings: [String: String])
  {
    let outcome = try program.run(["doctor", "--format", "json"] + arguments)
    #expect(try Checker.json(outcome.output, as: "doctor-1") == "")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
    let checks = try #require(json["checks"] as? [[String: Any]])
    for check in checks { #expect((check["remedy"] is String) == (check["standing"] as? String != "ok")) }
    let pairs = checks.compactMap { check -> (String, String)? in
      guard let name = check["name"] as? String, let standing = check["standing"] as? String else { return nil }
      return (name, standing)
    }
    return (outcome.code, Dictionary(uniqueKeysWithValues: pairs))
  }

  @Test("finds nothing wrong where nothing is, drills the chain, and leaves nothing behind")
  func healthy() throws {
    let repository = try TestRepository().begin(policy: "thresholds: {critical: 0}\n")
    let tools = repository.outside + "/bin"
    let scratch = repository.outside + "/scratch"
    for folder in [tools, scratch] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    try FileManager.default.createSymbolicLink(atPath: tools + "/gatebook", withDestinationPath: Program.path)
    let program = Program(in: repository).with(["PATH": "\(tools):\(Environment.path)", "TMPDIR": scratch])
    #expect(try program.run("hook", "install").code == 0)
    let (code, standings) = try checkup(program)
    #expect(code == 0)
    #expect(standings.allSatisfy { $0.value == "ok" } && standings.count == 10, "\(standings)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch) == [])
    #expect(!repository.exists(".git/gatebook"))
    let text = try program.run("doctor").text
    #expect(text.contains("a planted secret was found, blocked, recorded and reported"))
    #expect(text.hasSuffix("healthy: 10 ok, 0 warn, 0 fail\n"))
    #expect(try program.run("doctor", "--quiet").text == "healthy: 10 ok, 0 warn, 0 fail\n")
  }

  @Test("warns where there is no repository, no hook, or another's")
  func warnings() throws {
    let repository = try TestRepository().begin()
    let program = Program(in: repository)
    #expect(try checkup(program).standings["hook"] == "warn")
    try repository.hook("pre-commit", "exec lefthook run pre-commit")
    let (code, standings) = try checkup(program)
    #expect(code == 0 && standings["hook"] == "warn")
    let elsewhere = try checkup(program.at("/"))
    #expect(elsewhere.code == 0 && elsewhere.standings["repository"] == "warn" && elsewhere.standings["drill"] == "ok")
    #expect(try checkup(program.at("/"), repository.path).standings["policy"] == "ok")
  }

  @Test("fails, with a remedy, on a policy that is none, a hook that cannot run, and a book that was written over")
  func failures() throws {
    let repository = try TestRepository().begin()
    let program = Program(in: repository)
    func fails(_ name: String) throws -> Bool {
      let (code, standings) = try checkup(program)
      return code == 3 && standings.filter { $0.value == "fail" }.map(\.key) == [name]
    }
    try repository.write(".gatebook.yml", "thresholds: many\n")
    #expect(try fails("policy"))
    #expect(try program.run("doctor").text.contains(".gatebook.yml:1:"))
    try repository.remove(".gatebook.yml")
    try repository.link(".gatebook.yml", to: "/etc/hostname")
    #expect(try fails("policy"))
    try repository.remove(".gatebook.yml")
    #expect(try program.run("hook", "install").code == 0)
    try repository.setMode(".git/hooks/pre-commit", 0o644)
    #expect(try fails("hook"))
    try repository.hook("pre-commit", "program='/nowhere/gatebook'\nexec \"$program\" hook run pre-commit")
    #expect(try fails("hook"))
    try repository.remove(".git/hooks/pre-commit")
    try repository.write(".git/gatebook/ledger.db", "no book\n")
    #expect(try fails("book"))
  }

  @Test("says that a shallow clone is one")
  func shallow() throws {
    let repository = try TestRepository().begin()
    try repository.commit("a", "more\n")
    let clone = repository.outside + "/clone"
    try repository.git("clone", "--quiet", "--depth", "1", "file://\(repository.path)", clone)
    let (code, standings) = try checkup(Program(in: repository).at(clone))
    #expect(code == 0 && standings["repository"] == "warn")
  }
}
