import Foundation
import GateModel
import GateTesting
import Testing

/// Every way into a scan; the first two want something uncommitted.
private let selections: [[String]] = [
  ["--staged"], ["--worktree"], ["."], ["--commit", "HEAD"], ["--diff", "HEAD~1"], ["--history"],
]

@Suite("Hostile configuration")
struct HostileConfigurationTests {
  /// A program that leaves a trace when it runs.
  private func plant(_ repository: TestRepository) throws -> (program: String, trace: String) {
    let (program, trace) = (repository.outside + "/canary.sh", repository.outside + "/canary-was-here")
    try Data("#!/bin/sh\necho \"$0 $*\" >>'\(trace)'\ncat\n".utf8).write(to: URL(fileURLWithPath: program))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    return (program, trace)
  }

  private func scanAll(_ watch: Watch) throws -> [Int32] {
    try selections.map { try watch.run(["scan", "--ledger", "none"] + $0).code }
  }

  /// Something to find in each selection.
  private func ambush(_ repository: TestRepository, _ name: String = "a.py") throws {
    try repository.begin()
    try repository.commit(name, "token = \(FakeSecret.githubToken())\n")
    try repository.stage(name, "other = \(FakeSecret.githubToken(2))\n")
  }

  @Test("1: nothing that .git/config names is started")
  func configuration() throws {
    let repository = try TestRepository()
    let (program, trace) = try plant(repository)
    try repository.write(".gitattributes", "* diff=evil filter=evil merge=evil\n")
    try ambush(repository)
    for key in [
      "core.fsmonitor", "diff.external", "diff.evil.textconv", "diff.evil.command", "filter.evil.clean",
      "filter.evil.smudge",
      "filter.evil.process", "merge.evil.driver", "core.pager", "core.sshCommand", "core.askPass", "core.editor",
      "credential.helper", "gpg.program", "core.gitProxy", "pager.diff", "core.alternateRefsCommand",
      "uploadpack.packObjectsHook",
    ] { try repository.git("config", key, program) }
    try repository.git("config", "filter.evil.required", "true")
    try repository.git("config", "core.hooksPath", repository.outside)
    try repository.git("config", "remote.origin.url", "ext::\(program)")
    try repository.git("config", "remote.origin.promisor", "true")
    // The trap is sharp: git itself walks into it.
    _ = try repository.gitOutcome(["status"])
    #expect(FileManager.default.fileExists(atPath: trace))
    try? FileManager.default.removeItem(atPath: trace)
    let watch = Watch("1a", in: repository)
    #expect(try scanAll(watch) == [1, 1, 1, 1, 1, 1])
    try watch.finish()
    #expect(
      !FileManager.default.fileExists(atPath: trace), "\((try? String(contentsOfFile: trace, encoding: .utf8)) ?? "")")
  }

  @Test("1: a missing blob of a partial clone is not fetched by the program that the remote names")
  func promisor() throws {
    let origin = try TestRepository()
    try origin.commit("a", "token = \(FakeSecret.githubToken())\n")
    try origin.git("config", "uploadpack.allowFilter", "true")
    let clone = try TestRepository(cloning: origin, as: "partial", "--filter=blob:none", "--no-checkout")
    let (program, trace) = try plant(clone)
    try clone.git("config", "remote.origin.url", "ext::\(program)")
    try clone.git("config", "protocol.ext.allow", "always")
    let blob = try origin.line("rev-parse", "HEAD:a")
    let watch = Watch("1b", in: clone)
    for selection in [["--history"], ["--commit", "HEAD"]] {
      let outcome = try watch.run(["scan"] + selection)
      #expect(outcome.code == 3, "\(selection)")
      #expect((outcome.text + outcome.errors).contains(blob), "\(selection)")
    }
    try watch.finish()
    #expect(!FileManager.default.fileExists(atPath: trace))
  }

  @Test("2, 3: no attribute hides a file")
  func attributes() throws {
    for (key, attributes) in [
      ("2", ["-diff", "binary", "-text", "diff=x filter=lfs", "ident eol=crlf text"]),
      ("3", ["export-ignore", "linguist-generated linguist-vendored", "linguist-detectable=false export-subst"]),
    ] {
      for attribute in attributes {
        let repository = try TestRepository()
        try repository.write(".gitattributes", "* \(attribute)\n")
        try ambush(repository)
        let watch = Watch(key, in: repository)
        #expect(try scanAll(watch) == [1, 1, 1, 1, 1, 1], "\(attribute)")
        try watch.finish()
      }
    }
  }

  @Test("4: what only a merge brings is found, and is the merge's")
  func merges() throws {
    let repository = try TestRepository().begin()
    for name in ["one", "two"] {
      try repository.branch(name, at: "main")
      try repository.commit(name, "\(name)\n")
    }
    try repository.switchTo("main")
    try repository.merge("one", "two")
    try repository.write("one", "one\ntoken = \(FakeSecret.githubToken())\n")
    try repository.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    let merge = try repository.id().description
    let watch = Watch("4", in: repository)
    for selection in [["--commit", "HEAD"], ["--diff", "HEAD~1"], ["--history"], ["."]] {
      let report = try watch.run(["scan", "--format", "json"] + selection).report()
      #expect(report.new == ["one:2"], "\(selection)")
      #expect(report.findings.map(\.commit) == [merge], "\(selection)")
    }
    try watch.finish()
  }

  @Test("5: replacements and grafts hide nothing")
  func replaced() throws {
    let repository = try TestRepository().begin()
    let clean = try repository.id().description
    let bad = try repository.commit("a", "token = \(FakeSecret.githubToken())\n").description
    let blob = try repository.line("rev-parse", "HEAD:a")
    try repository.commit("b", "b\n")
    try repository.git("replace", bad, clean)
    try repository.git("replace", blob, try repository.object("blob", Array("clean\n".utf8)))
    try repository.write(".git/info/grafts", "\(try repository.id("HEAD").description) \(clean)\n")
    let watch = Watch("5", in: repository)
    #expect(try watch.code("--commit", bad) == 1)
    #expect(try watch.code("--history") == 1)
    #expect(try watch.code("--diff", clean) == 1)
    try watch.finish()
  }

  @Test("6: a hand-written .git/shallow does not make a scan green")
  func shallow() throws {
    let repository = try TestRepository().begin()
    try repository.commit("a", "token = \(FakeSecret.githubToken())\n")
    try repository.commit("b", "b\n")
    try repository.write(".git/shallow", "\(try repository.id())\n")
    let watch = Watch("6a", in: repository)
    _ = try watch.code("--history")
    _ = try watch.code("--diff", "HEAD~2")
    _ = try watch.code("--commit", "HEAD~1")
    try watch.finish()
  }

  @Test("6: a shallow clone is exit 3, names what is missing and what to type")
  func shallowClone() throws {
    let origin = try TestRepository().begin()
    try origin.commit("a", "1\n")
    let cut = try origin.commit("a", "2\n").description
    try origin.commit("a", "3\n")
    let clone = try TestRepository(cloning: origin, as: "shallow", "--depth=1")
    let watch = Watch("6b", in: clone)
    let history = try watch.scan("--history")
    #expect(history.code == 3)
    #expect(history.text.contains(cut))
    #expect(history.text.contains("git fetch --unshallow"))
    let commit = try watch.scan("--commit", "HEAD")
    #expect(commit.code == 3)
    #expect(commit.errors.contains("fetch-depth"))
    #expect(try watch.code("--staged") == 0, "what needs no history is not disturbed")
    #expect(try watch.code(".") == 0)
    try watch.finish()
  }

  @Test("40: variables that steer git do not steer the gate")
  func environment() throws {
    let repository = try TestRepository()
    let (program, trace) = try plant(repository)
    try ambush(repository)
    let variables: [String: String?] = [
      "GIT_EXTERNAL_DIFF": program, "GIT_PAGER": program, "PAGER": program, "GIT_SSH_COMMAND": program,
      "GIT_ASKPASS": program,
      "GIT_EDITOR": program, "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor",
      "GIT_CONFIG_VALUE_0": program,
      "GIT_CONFIG_PARAMETERS": "'core.fsmonitor'='\(program)'", "GIT_CONFIG_GLOBAL": "/dev/zero-not",
      "GIT_TRACE": trace,
      "GIT_DIFF_OPTS": "-U0", "GIT_LITERAL_PATHSPECS": "1", "GIT_ATTR_SOURCE": "HEAD", "LANG": "C", "LC_ALL": "C",
      "TZ": "Nowhere/At_All:::99", "HOME": .none, "COLUMNS": "1", "TERM": "evil\u{1B}[31m",
    ]
    let watch = Watch("40a", in: repository)
    #expect(try scanAll(watch.with(variables)) == [1, 1, 1, 1, 1, 1])
    try watch.finish()
    #expect(!FileManager.default.fileExists(atPath: trace))
  }

  @Test("40: GIT_DIR that points elsewhere does not turn a named repository's scan away")
  func otherDirectory() throws {
    let repository = try TestRepository()
    try ambush(repository)
    let other = try TestRepository().begin()
    let variables: [String: String?] = [
      "GIT_DIR": other.path + "/.git", "GIT_WORK_TREE": other.path, "GIT_INDEX_FILE": other.path + "/.git/index",
    ]
    let watch = Watch("40b", in: repository).with(variables)
    #expect(try watch.code("--staged", repository.path) == 1)
    #expect(try watch.code(repository.path) == 1)
    #expect(try watch.code("--staged") == 0, "where none is named, the one that git means is looked at")
    let nowhere = try watch.with(["GIT_DIR": "/nonexistent", "GIT_WORK_TREE": nil, "GIT_INDEX_FILE": nil]).scan(
      "--staged")
    #expect([2, 3].contains(nowhere.code))
    try watch.finish()
  }

  @Test(
    "40: another user's repository is exit 2 with what to type, and --trust-owner looks at it",
    .enabled(if: geteuid() == 0))
  func foreignOwner() throws {
    let repository = try TestRepository()
    try ambush(repository)
    var chown = ChildProcess(
      "/bin/sh", ["-c", "chown -R 12345:12345 '\(repository.path)'"], variables: repository.variables, folder: "/")
    chown.patience = 30
    #expect(try chown.run().code == 0)
    let watch = Watch("40c", in: repository)
    for selection in selections {
      let outcome = try watch.run(["scan", "--ledger", "none"] + selection)
      #expect(outcome.code == 2, "\(selection)")
      #expect(outcome.errors.contains("--trust-owner"), "\(selection)")
      #expect(try watch.run(["scan", "--ledger", "none", "--trust-owner"] + selection).code == 1, "\(selection)")
    }
    try watch.finish()
  }
}
