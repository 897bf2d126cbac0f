import GateDocument
import Testing

@testable import GateCommands

@Suite("What the environment says")
struct OccasionTests {
  private static let a = String(repeating: "a", count: 40)
  private static let b = String(repeating: "b", count: 40)
  private static let zeros = String(repeating: "0", count: 40)

  private func occasion(_ variables: [String: String], event: String = "") throws -> Occasion {
    try Occasion.told(
      by: ServiceVariables(variables) { (path) throws(DocumentError) in
        guard path == "event.json" else { throw DocumentError(file: path, message: "cannot be read") }
        return Array(event.utf8)
      })
  }

  private func gitHub(_ name: String, _ event: String) throws -> Occasion {
    try occasion(
      ["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": "event.json", "CI": "true"],
      event: event)
  }

  private func refusal(_ body: () throws -> Occasion) -> String {
    do {
      return "no error, but \(try body())"
    } catch let ending as Ending {
      return ending.code == 2 ? ending.message ?? "" : "code \(ending.code)"
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "GitHub's pull request: its base, or its target branch, and its own head and not the merge that was checked out")
  func pullRequest() throws {
    let event = """
      {"number": 7, "pull_request": {"title": "\\ud83d\\ude00 \\/", "draft": false, "x": 1.5e3,
        "base": {"sha": "\(Self.a)", "ref": "release/1"}, "head": {"sha": "\(Self.b)", "ref": "x"}}}
      """
    for name in ["pull_request", "pull_request_target", "pull_request_review"] {
      let told = try gitHub(name, event)
      #expect(told.service == "GitHub Actions")
      #expect(told.event == "pull request 7")
      #expect(
        told.look
          == .diff(bases: [.revision(Self.a), .revision("refs/remotes/origin/release/1")], head: Self.b))
      #expect(told.deepening.contains("fetch-depth: 0"))
    }
  }

  @Test("GitHub's merge queue: what the queue is based on")
  func mergeGroup() throws {
    let told = try gitHub("merge_group", #"{"merge_group": {"base_sha": "\#(Self.a)", "head_sha": "\#(Self.b)"}}"#)
    #expect(told.look == .diff(bases: [.revision(Self.a)], head: Self.b))
  }

  @Test(
    "GitHub's push: what was there before; a new branch against the default one; the first push against nothing",
    arguments: [
      ("refs/heads/work", a, [.revision(a), .revision("refs/remotes/origin/main")]),
      ("refs/heads/work", zeros, [.revision("refs/remotes/origin/main")]),
      ("refs/heads/main", a, [.revision(a), .tree]),
      ("refs/heads/main", zeros, [.nothing]),
      ("refs/tags/v1", zeros, [.revision("refs/remotes/origin/main")]),
    ] as [(String, String, [Occasion.Base])])
  func push(_ reference: String, _ before: String, _ bases: [Occasion.Base]) throws {
    let event = #"""
      {"ref": "\#(reference)", "before": "\#(before)", "after": "\#(Self.b)", "repository": {"default_branch": "main"}}
      """#
    #expect(try gitHub("push", event).look == .diff(bases: bases, head: Self.b))
  }

  @Test(
    "GitHub's other events: all files, or a refusal", arguments: ["schedule", "workflow_dispatch", "issue_comment", ""])
  func otherEvents(_ name: String) throws {
    if ["schedule", "workflow_dispatch"].contains(name) {
      #expect(try gitHub(name, "").look == .tree)
    } else {
      #expect(refusal { try gitHub(name, "") }.contains("--diff BASE..HEAD"))
    }
  }

  @Test(
    "an event's file that is not what it should be is refused, with its place",
    arguments: [
      "", "[]", "{", "{}", #"{"pull_request": []}"#, #"{"pull_request": {"base": {"sha": 1}}}"#,
      #"{"pull_request": {"base": {"sha": "HEAD", "ref": "main"}, "head": {"sha": "a"}}}"#,
      #"{"pull_request": {"base": {"sha": "\#(a)", "ref": "../../x"}, "head": {"sha": "\#(b)"}}}"#,
      #"{"pull_request": {"base": {"sha": "\#(a)", "ref": "--all"}, "head": {"sha": "\#(b)"}}}"#,
      #"{"pull_request": null, "pull_request": {}}"#, #"{"pull_request": {"base": "\u00"}}"#, "{} {}", "nul",
      "{\"a\": -}",
      String(repeating: "[", count: 100_000), "{\"a\": \"\n\"}", "{'a': 1}", #"{"number": "x", "pull_request": {}}"#,
    ])
  func badEvent(_ event: String) {
    #expect(refusal { try gitHub("pull_request", event) }.hasPrefix("event.json:"))
  }

  @Test("without the event's file there is nothing to go by")
  func noEvent() {
    let refused = refusal { try occasion(["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push"]) }
    #expect(refused.contains("GITHUB_EVENT_PATH"))
    let variables = ["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push", "GITHUB_EVENT_PATH": "gone"]
    #expect(refusal { try occasion(variables) }.hasPrefix("gone: cannot be read"))
  }

  @Test("GitLab's merge request: its base, or with merged results the target's commit")
  func gitLab() throws {
    var variables = [
      "GITLAB_CI": "true", "CI_MERGE_REQUEST_IID": "3", "CI_MERGE_REQUEST_DIFF_BASE_SHA": Self.a,
      "CI_COMMIT_SHA": Self.b,
      "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_COMMIT_BEFORE_SHA": Self.zeros, "CI_DEFAULT_BRANCH": "main",
      "CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": "",
    ]
    let plain = try occasion(variables)
    #expect(plain.look == .diff(bases: [.revision(Self.a), .revision("refs/remotes/origin/main")], head: Self.b))
    variables["CI_MERGE_REQUEST_TARGET_BRANCH_SHA"] = Self.b
    #expect(try occasion(variables).look == .diff(bases: [.revision(Self.b)], head: Self.b))
    #expect(plain.deepening.contains("GIT_DEPTH"))
  }

  @Test(
    "GitLab's branches: what was before; where zeros say nothing, the default branch, and for that one all files",
    arguments: [
      ("work", a, "push", .diff(bases: [.revision(a), .revision("refs/remotes/origin/main")], head: b)),
      ("work", zeros, "push", .diff(bases: [.revision("refs/remotes/origin/main")], head: b)),
      ("main", zeros, "push", .diff(bases: [.tree], head: b)), ("main", a, "schedule", .tree),
      ("main", zeros, "web", .tree),
    ] as [(String, String, String, Occasion.Look)])
  func gitLabBranch(_ branch: String, _ before: String, _ source: String, _ look: Occasion.Look) throws {
    let told = try occasion([
      "GITLAB_CI": "true", "CI_COMMIT_BRANCH": branch, "CI_COMMIT_REF_NAME": branch, "CI_COMMIT_BEFORE_SHA": before,
      "CI_COMMIT_SHA": Self.b, "CI_DEFAULT_BRANCH": "main", "CI_PIPELINE_SOURCE": source,
    ])
    #expect(told.look == look)
  }

  @Test("Jenkins: the target of a change, else the last build that succeeded, else all files")
  func jenkins() throws {
    let url = ["JENKINS_URL": "https://ci.example.org/"]
    let change = try occasion(url.merging(["CHANGE_ID": "4", "CHANGE_TARGET": "main"]) { $1 })
    #expect(change.look == .diff(bases: [.revision("refs/remotes/origin/main")], head: nil))
    #expect(change.deepening.contains("git fetch origin \"+refs/heads/main:refs/remotes/origin/main\""))
    let build = ["GIT_PREVIOUS_SUCCESSFUL_COMMIT": Self.a, "GIT_PREVIOUS_COMMIT": Self.b]
    #expect(try occasion(url.merging(build) { $1 }).look == .diff(bases: [.revision(Self.a), .tree], head: nil))
    #expect(try occasion(url).look == .diff(bases: [.tree], head: nil))
  }

  @Test("Azure, Bitbucket and Buildkite: pull requests, and what is no pull request")
  func others() throws {
    let main = Occasion.Base.revision("refs/remotes/origin/main")
    let azure = ["TF_BUILD": "True", "SYSTEM_PULLREQUEST_SOURCECOMMITID": Self.b]
    for target in ["main", "refs/heads/main"] {
      let told = try occasion(azure.merging(["SYSTEM_PULLREQUEST_TARGETBRANCH": target]) { $1 })
      #expect(told.look == .diff(bases: [main], head: Self.b))
    }
    #expect(try occasion(["TF_BUILD": "True", "BUILD_REASON": "IndividualCI"]).look == .tree)
    let bitbucket = [
      "BITBUCKET_BUILD_NUMBER": "9", "BITBUCKET_PR_ID": "2", "BITBUCKET_COMMIT": Self.b,
      "BITBUCKET_PR_DESTINATION_COMMIT": "aaaaaaaaaaaa", "BITBUCKET_PR_DESTINATION_BRANCH": "main",
    ]
    #expect(try occasion(bitbucket).look == .diff(bases: [.revision("aaaaaaaaaaaa"), main], head: Self.b))
    #expect(try occasion(["BITBUCKET_BUILD_NUMBER": "9", "BITBUCKET_BRANCH": "main"]).look == .tree)
    var buildkite = [
      "BUILDKITE": "true", "BUILDKITE_COMMIT": Self.b, "BUILDKITE_PULL_REQUEST": "5",
      "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main", "BUILDKITE_BRANCH": "work",
      "BUILDKITE_PIPELINE_DEFAULT_BRANCH": "main",
    ]
    #expect(try occasion(buildkite).look == .diff(bases: [main], head: Self.b))
    buildkite["BUILDKITE_PULL_REQUEST"] = "false"
    #expect(try occasion(buildkite).look == .diff(bases: [main], head: Self.b))
    buildkite["BUILDKITE_BRANCH"] = "main"
    #expect(try occasion(buildkite).look == .tree)
  }

  @Test("pre-commit: the commits that it names, before the service that it runs in; else what is staged")
  func preCommit() throws {
    var variables = ["PRE_COMMIT": "1"]
    #expect(try occasion(variables).look == .staged)
    variables["TF_BUILD"] = "True"
    #expect(try occasion(variables).look == .tree)
    variables.merge(["PRE_COMMIT_FROM_REF": Self.a, "PRE_COMMIT_TO_REF": Self.b]) { $1 }
    #expect(try occasion(variables).look == .diff(bases: [.revision(Self.a)], head: Self.b))
    variables = ["PRE_COMMIT": "1", "PRE_COMMIT_LOCAL_BRANCH": "refs/heads/main"]
    #expect(try occasion(variables).look == .diff(bases: [.nothing], head: "refs/heads/main"))
  }

  @Test("a variable that holds no commit and no branch is refused by its name")
  func badVariables() {
    #expect(
      refusal { try occasion(["TF_BUILD": "True", "SYSTEM_PULLREQUEST_TARGETBRANCH": "a b"]) }.contains(
        "SYSTEM_PULLREQUEST_TARGETBRANCH"))
    #expect(
      refusal { try occasion(["JENKINS_URL": "x", "GIT_PREVIOUS_SUCCESSFUL_COMMIT": "$(id)"]) }.contains(
        "GIT_PREVIOUS_SUCCESSFUL_COMMIT"))
  }

  @Test("where nothing speaks, it says what it looked for")
  func unknown() {
    let said = refusal { try occasion(["CI": "true", "GITHUB_ACTIONS": "false"]) }
    #expect(said.contains("GITHUB_ACTIONS") && said.contains("JENKINS_URL") && said.contains("--staged"))
  }
}
