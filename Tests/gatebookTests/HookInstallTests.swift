import Foundation
import GateTesting
import Testing

@Suite("Installing hooks")
struct HookInstallTests {
  private func hooks(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasSuffix(".sample") }.sorted()
  }

  private func mode(_ path: String) throws -> Int {
    try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test(
    "installs those that are named, once, and takes them all away",
    arguments: [["pre-push"], ["pre-commit", "pre-push"]])
  func types(_ names: [String]) throws {
    let repository = try TestRepository().begin()
    let program = Program(in: repository)
    let arguments = ["hook", "install"] + names.flatMap { ["--type", $0] }
    #expect(try program.run(arguments).text.components(separatedBy: "installed").count == names.count + 1)
    #expect(try hooks(repository.path + "/.git/hooks") == names)
    for name in names { #expect(try mode(repository.path + "/.git/hooks/\(name)") & 0o111 == 0o111) }
    #expect(try program.run(arguments).text.contains("already installed"))
    #expect(try hooks(repository.path + "/.git/hooks") == names)
    #expect(try program.run("hook", "uninstall").code == 0)
    #expect(try hooks(repository.path + "/.git/hooks") == [])
  }

  @Test("gives back a hook with its bytes, its mode and its time, and a link as a link")
  func restored() throws {
    let repository = try TestRepository().begin()
    let program = Program(in: repository)
    try repository.write(
      ".git/hooks/pre-push", Array("#!/bin/sh\r\n\u{0}\u{ff}".unicodeScalars).map { UInt8($0.value) })
    try repository.setMode(".git/hooks/pre-push", 0o750)
    try repository.write("tools/check", "#!/bin/sh\nexit 0\n")
    try repository.setMode("tools/check", 0o755)
    try repository.link(".git/hooks/pre-commit", to: "../../tools/check")
    let before = try repository.read(".git/hooks/pre-push")
    #expect(try program.run("hook", "install", "--type", "pre-commit", "--type", "pre-push").code == 0)
    try repository.stage("a", "clean\n")
    #expect(try repository.gitOutcome(["commit", "-m", "try"]).ending == .exit(0))
    #expect(try program.run("hook", "uninstall").code == 0)
    #expect(try repository.read(".git/hooks/pre-push") == before)
    #expect(try mode(repository.path + "/.git/hooks/pre-push") == 0o750)
    let link = repository.path + "/.git/hooks/pre-commit"
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../../tools/check")
    #expect(try hooks(repository.path + "/.git/hooks") == ["pre-commit", "pre-push"])
  }

  @Test("mends an older script of its own in place, and leaves alone what is kept beside it")
  func older() throws {
    let repository = try TestRepository().begin()
    let program = Program(in: repository)
    try repository.hook("pre-commit", "exit 0")
    #expect(try program.run("hook", "install").code == 0)
    let kept = try repository.read(".git/hooks/pre-commit.pre-gatebook")
    let fresh = try repository.read(".git/hooks/pre-commit")
    let old = String(decoding: fresh, as: UTF8.self).replacingOccurrences(of: Program.path, with: "/gone")
    try repository.write(".git/hooks/pre-commit", old)
    try repository.setMode(".git/hooks/pre-commit", 0o644)
    #expect(try program.run("hook", "install").code == 0)
    #expect(try repository.read(".git/hooks/pre-commit") == fresh)
    #expect(try mode(repository.path + "/.git/hooks/pre-commit") & 0o111 == 0o111)
    #expect(try repository.read(".git/hooks/pre-commit.pre-gatebook") == kept)
  }

  @Test("says that the program is gone, and lets nothing through")
  func gone() throws {
    let repository = try TestRepository().begin()
    #expect(try Program(in: repository).run("hook", "install").code == 0)
    let script = String(decoding: try repository.read(".git/hooks/pre-commit"), as: UTF8.self)
    let program = try #require(script.split(separator: "'").dropFirst().first)
    try repository.write(".git/hooks/pre-commit", script.replacingOccurrences(of: program, with: "/nowhere/gate book"))
    try repository.stage("a", "clean\n")
    let outcome = try repository.gitOutcome(["commit", "-m", "try"])
    #expect(outcome.ending != .exit(0))
    #expect(outcome.errors.contains("gatebook is not at /nowhere/gate book any more"))
  }

  @Test("goes where core.hooksPath says, below the work tree", arguments: ["tools/hooks", "./tools/hooks"])
  func hooksPath(_ path: String) throws {
    let repository = try TestRepository().begin()
    _ = try repository.write("tools/README", "hooks\n")
    try repository.git("config", "core.hooksPath", path)
    let outcome = try Program(in: repository).run("hook", "install")
    #expect(outcome.code == 0)
    #expect(outcome.text.contains("in the work tree"))
    #expect(try hooks(repository.path + "/tools/hooks") == ["pre-commit"])
    try repository.stage("a", "token = \(FakeSecret.githubToken())\n")
    #expect(try repository.gitOutcome(["commit", "-m", "try"]).ending != .exit(0))
  }

  @Test("refuses a folder of hooks that other repositories use, unless it is told to")
  func shared() throws {
    let repository = try TestRepository().begin()
    let folder = repository.outside + "/hooks"
    try repository.git("config", "--global", "core.hooksPath", folder)
    let program = Program(in: repository)
    let refused = try program.run("hook", "install")
    #expect(refused.code == 2)
    #expect(
      refused.errors.contains("--shared")
        && refused.errors.contains("git config core.hooksPath '\(repository.path)/.git/hooks'"))
    #expect(!FileManager.default.fileExists(atPath: folder))
    #expect(try program.run("hook", "install", "--shared").code == 0)
    #expect(try hooks(folder) == ["pre-commit"])
    // A link in the work tree leads there as well.
    try repository.link("linked", to: folder)
    try repository.git("config", "core.hooksPath", "linked")
    #expect(try program.run("hook", "install", "--type", "pre-push").code == 2)
    try repository.git("config", "core.hooksPath", ".git/hooks")
    #expect(try program.run("hook", "install", "--type", "pre-push").code == 0)
    #expect(try hooks(repository.path + "/.git/hooks") == ["pre-push"])
  }

  @Test("serves linked work trees and submodules from where their hooks are")
  func worktrees() throws {
    let inner = try TestRepository().begin()
    let repository = try TestRepository().begin()
    let other = repository.outside + "/other"
    try repository.git("worktree", "add", "--quiet", other)
    #expect(try Program(in: repository).at(other).run("hook", "install").code == 0)
    #expect(try hooks(repository.path + "/.git/hooks") == ["pre-commit"])
    try TestFolder.put("token = \(FakeSecret.githubToken())\n", at: other + "/a")
    _ = try repository.gitOutcome(["add", "a"], in: other)
    #expect(try repository.gitOutcome(["commit", "-m", "try"], in: other).ending != .exit(0))
    try repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "sub")
    #expect(try Program(in: repository).run("hook", "install", repository.path + "/sub").code == 0)
    #expect(try hooks(repository.path + "/.git/modules/sub/hooks") == ["pre-commit"])
  }

  @Test("gives a bare repository no hook that it would never run")
  func bare() throws {
    let server = try TestRepository("--bare")
    let program = Program(in: server)
    let refused = try program.run("hook", "install")
    #expect(refused.code == 2)
    #expect(refused.errors.contains("--type pre-receive"))
    #expect(try program.run("hook", "install", "--type", "pre-receive").code == 0)
    #expect(try hooks(server.path + "/hooks") == ["pre-receive"])
  }

  @Test(
    "steps aside for managers of hooks, all of it at once, and shows what to write",
    arguments: [
      (".git/hooks/pre-push", "#!/bin/sh\ncall_lefthook run \"pre-push\"\n", "use_stdin: true"),
      (".git/hooks/pre-push", "#!/bin/sh\n# File generated by pre-commit: https://pre-commit.com\n", "scan --from-env"),
      (".husky/_/pre-push", "#!/usr/bin/env sh\n. \"$(dirname \"$0\")/h\"\n", "to .husky/pre-push"),
    ])
  func managers(_ place: String, _ script: String, _ advice: String) throws {
    let repository = try TestRepository().begin()
    try repository.write(place, script)
    if place.hasPrefix(".husky") { try repository.git("config", "core.hooksPath", ".husky/_") }
    let outcome = try Program(in: repository).run("hook", "install", "--type", "pre-commit", "--type", "pre-push")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains(place.hasPrefix(".husky") ? "to .husky/pre-commit" : advice))
    #expect(try repository.read(place) == Array(script.utf8))
    let folder = repository.path + "/" + place.split(separator: "/").dropLast().joined(separator: "/")
    #expect(try hooks(folder) == ["pre-push"], "neither of the two was installed")
  }

  @Test(
    "writes nothing where it cannot finish",
    arguments: ["mkdir hooks/pre-commit", "ln -s nowhere hooks/pre-commit", "rm -r hooks && touch hooks"])
  func unwritable(_ obstacle: String) throws {
    let repository = try TestRepository().begin()
    var shell = ChildProcess(
      "/bin/sh", ["-c", obstacle], variables: repository.variables, folder: repository.path + "/.git")
    shell.patience = 10
    #expect(try shell.run().code == 0)
    let before = try? hooks(repository.path + "/.git/hooks")
    let outcome = try Program(in: repository).run("hook", "install")
    #expect(outcome.code == 3)
    #expect(outcome.errors.contains(".git/hooks"))
    #expect((try? hooks(repository.path + "/.git/hooks")) == before)
  }

  @Test("says so where the folder takes no file, or an earlier hook is in the way")
  func refusedFolder() throws {
    let repository = try TestRepository().begin()
    let program = Program(in: repository)
    try repository.git("config", "core.hooksPath", "/proc/self")
    let outcome = try program.run("hook", "install", "--shared")
    #expect(outcome.code == 3)
    #expect(outcome.errors.contains("/proc/self"))
    try repository.git("config", "--unset", "core.hooksPath")
    try repository.hook("pre-commit", "exit 0")
    try repository.hook("pre-commit.pre-gatebook", "exit 1")
    #expect(try program.run("hook", "install").code == 2)
    #expect(try hooks(repository.path + "/.git/hooks") == ["pre-commit", "pre-commit.pre-gatebook"])
  }

  @Test("lets the earlier hook read what git gives, and heeds its refusal")
  func sameInput() throws {
    let repository = try TestRepository().begin()
    let server = try TestRepository("--bare")
    try repository.git("remote", "add", "origin", server.path)
    try repository.hook(
      "pre-push", "echo \"$@\" >'\(repository.outside)/words'; cat >'\(repository.outside)/refs'; exit 7")
    let program = Program(in: repository)
    #expect(try program.run("hook", "install", "--type", "pre-push").code == 0)
    #expect(try repository.gitOutcome(["push", "origin", "main"]).ending != .exit(0))
    #expect(!repository.exists(".git/gatebook"), "the earlier hook refused, so nothing was scanned")
    func said(_ name: String) throws -> String {
      try String(contentsOfFile: repository.outside + "/" + name, encoding: .utf8)
    }
    #expect(try said("words") == "origin \(server.path)\n")
    let zeros = String(repeating: "0", count: 40)
    #expect(try said("refs") == "refs/heads/main \(try repository.id()) refs/heads/main \(zeros)\n")
    try repository.hook("pre-push.pre-gatebook", "exit 0")
    #expect(try repository.gitOutcome(["push", "origin", "main"]).ending == .exit(0))
    #expect(repository.exists(".git/gatebook/ledger.db"), "the earlier hook read nothing, and ours read all")
  }
}
