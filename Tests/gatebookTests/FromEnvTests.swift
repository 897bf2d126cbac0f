import Foundation
import GateModel
import GateTesting
import Testing

@Suite("From the environment")
struct FromEnvTests {
  private let token = "token = \(FakeSecret.githubToken())\n"

  /// A history of `main` and, with a secret, `work`; the clone is what a service checks out.
  private func cloned(work: String) throws -> (TestRepository, TestRepository) {
    let origin = try TestRepository().begin()
    try origin.branch("work")
    try origin.commit("a", work)
    try origin.commit("b", "clean\n")
    try origin.switchTo("main")
    let clone = try TestRepository(cloning: origin, as: "clone")
    try clone.git("checkout", "--quiet", "--detach", "origin/work")
    return (origin, clone)
  }

  private func pullRequest(_ clone: TestRepository, base: String, head: String) throws -> [String: String] {
    try TestFolder.put(
      #"{"number": 1, "pull_request": {"base": {"sha": "\#(base)", "ref": "main"}, "head": {"sha": "\#(head)"}}}"#,
      at: clone.outside + "/event.json")
    return [
      "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request", "GITHUB_EVENT_PATH": clone.outside + "/event.json",
      "CI": "true",
    ]
  }

  @Test("a pull request of GitHub is judged by its own commits, and the report says what was understood")
  func gitHub() throws {
    let (origin, clone) = try cloned(work: token)
    let variables = try pullRequest(clone, base: origin.id("main").description, head: origin.id("work").description)
    let program = Program(in: clone).with(variables)
    let outcome = try program.scan("--from-env", "--color", "never")
    #expect(outcome.code == 1)
    #expect(outcome.text.contains("from the environment: GitHub Actions, pull request 1: compared with"))
    let report = try program.report("--from-env")
    #expect(report.new == ["a:1"])
    #expect(report.scan.base == (try origin.id("main").description))
    // From beside the checkout, as a job does that keeps the program apart.
    #expect(try program.at(clone.outside).report(clone.path, "--from-env").new == ["a:1"])
    #expect(try program.scan("--from-env", "--staged").code == 2)
  }

  @Test("a base that was pushed away is told, and the target branch takes its place")
  func gone() throws {
    let (origin, clone) = try cloned(work: token)
    let base = String(repeating: "1", count: 40)
    let variables = try pullRequest(clone, base: base, head: origin.id("work").description)
    let outcome = try Program(in: clone).with(variables).scan("--from-env", "--color", "never")
    #expect(outcome.code == 1)
    #expect(outcome.text.replacing("\n      ", with: " ").contains("\(base) is not here any more"))
  }

  @Test("in a shallow clone nothing else is judged in its place, and the service's own remedy is told")
  func shallow() throws {
    let (origin, _) = try cloned(work: token)
    let clone = try TestRepository(cloning: origin, as: "shallow", "--depth=1", "--branch=work")
    let variables = try pullRequest(clone, base: origin.id("main").description, head: origin.id("work").description)
    let outcome = try Program(in: clone).with(variables).scan("--from-env")
    #expect(outcome.code == 3)
    #expect(outcome.errors.contains("shallow") && outcome.errors.contains("fetch-depth: 0"))
    let head = try origin.id("main").description
    let elsewhere = try pullRequest(clone, base: head, head: head)
    #expect(try Program(in: clone).with(elsewhere).scan("--from-env").code == 3)
    let jenkins = try Program(in: clone).with(["JENKINS_URL": "x", "CHANGE_TARGET": "main"]).scan("--from-env")
    #expect(jenkins.code == 3)
    #expect(jenkins.errors.contains("git fetch origin \"+refs/heads/main:refs/remotes/origin/main\""))
  }

  @Test("a schedule looks at all files, wherever in the repository the job stands")
  func schedule() throws {
    let (_, clone) = try cloned(work: token)
    try clone.write("deep/c", "clean\n")
    let program = Program(in: clone).with(["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "schedule"])
    #expect(try program.at(clone.path + "/deep").report("--from-env").new == ["a:1"])
  }

  @Test("Jenkins compares with its target, and without one looks at all")
  func jenkins() throws {
    let (origin, clone) = try cloned(work: token)
    let program = Program(in: clone).with(["JENKINS_URL": "x"])
    #expect(try program.with(["CHANGE_TARGET": "main"]).report("--from-env").new == ["a:1"])
    let work = try origin.id("work~1").description
    #expect(try program.with(["GIT_PREVIOUS_SUCCESSFUL_COMMIT": work]).report("--from-env").new == [])
    #expect(try program.report("--from-env").coverage.scanned == 3)
    #expect(try program.with(["CHANGE_TARGET": "none"]).scan("--from-env").code == 3)
  }

  @Test("the first push of a default branch has nothing before it")
  func firstPush() throws {
    let repository = try TestRepository()
    let head = try repository.commit("a", token)
    try TestFolder.put(
      #"""
      {"ref": "refs/heads/main", "before": "\#(String(repeating: "0", count: 40))", "after": "\#(head)",
       "repository": {"default_branch": "main"}}
      """#, at: repository.outside + "/event.json")
    let report = try Program(in: repository).with([
      "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push", "GITHUB_EVENT_PATH": repository.outside + "/event.json",
    ]).report("--from-env")
    #expect(report.new == ["a:1"])
    #expect(report.scan.base == nil)
    #expect(
      report.findings.first?.author.commit == head.description || report.findings.first?.commit == head.description)
  }

  @Test("an event's file that never ends is not read to its end")
  func endless() throws {
    let repository = try TestRepository().begin()
    let outcome = try Program(in: repository).with([
      "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push", "GITHUB_EVENT_PATH": "/dev/zero",
    ]).scan("--from-env")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("/dev/zero: is not a regular file"))
  }
}
