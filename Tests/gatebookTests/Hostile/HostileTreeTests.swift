import Foundation
import GateModel
import GateTesting
import Testing

@Suite("Hostile trees")
struct HostileTreeTests {
  private let token = "token = \(FakeSecret.githubToken())\n"

  @Test("7: no symbolic link is followed; its own text is looked at")
  func links() throws {
    let repository = try TestRepository().begin()
    let outside = repository.outside + "/outside"
    try Data("o = \(FakeSecret.githubToken(9))\n".utf8).write(to: URL(fileURLWithPath: outside))
    try repository.link("loop", to: "loop")
    try repository.link("ring", to: "ring2")
    try repository.link("ring2", to: "ring")
    try repository.link("passwd", to: "/etc/passwd")
    try repository.link("out", to: "../outside")
    try repository.link("zero", to: "/dev/zero")
    try repository.link("folder", to: "..")
    try repository.link("text", to: FakeSecret.githubToken())
    let watch = Watch("7a", in: repository)
    for selection in [["."], ["--worktree"], ["out", "zero", "loop", "text"]] {
      #expect(try watch.run(["scan", "--format", "json"] + selection).report().new == ["text:1"], "\(selection)")
    }
    try repository.git("add", "--all")
    #expect(try watch.report("--staged").new == ["text:1"])
    try repository.commitIndex()
    #expect(try watch.report("--history").new == ["text:1"])
    try watch.finish()
  }

  @Test("7: a folder that became a link is not entered by way of what the index remembers")
  func folderTurnedLink() throws {
    let repository = try TestRepository()
    try repository.commit("folder/a", "one\n")
    try FileManager.default.createDirectory(
      atPath: repository.outside + "/elsewhere", withIntermediateDirectories: true)
    try Data("o = \(FakeSecret.githubToken())\n".utf8).write(
      to: URL(fileURLWithPath: repository.outside + "/elsewhere/a"))
    try repository.remove("folder")
    try repository.link("folder", to: "../elsewhere")
    let watch = Watch("7b", in: repository)
    #expect(try watch.report("--worktree").findings.isEmpty)
    #expect(try watch.report(".").findings.isEmpty)
    try watch.finish()
  }

  @Test("8: FIFOs, sockets and devices are passed over at once")
  func noFiles() throws {
    let repository = try TestRepository().begin()
    try repository.write("a", token)
    var make = ChildProcess(
      "/bin/sh",
      [
        "-c",
        "mkfifo fifo 'deep fifo'; python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"socket\")'; mknod zero c 1 5 || true",
      ],
      variables: repository.variables, folder: repository.path)
    make.patience = 20
    _ = try make.run()
    let watch = Watch("8", in: repository)
    #expect(try watch.report(".").new == ["a:1"])
    #expect(try watch.report("--worktree").new == ["a:1"])
    #expect(try watch.report("a", "fifo").coverage.reasons.contains("excluded"))
    #expect(try watch.code("fifo") == 3, "nothing but a FIFO was named")
    try watch.finish()
  }

  @Test("9, 10: submodules, folders with a .git of their own and nested bare repositories are not opened")
  func nested() throws {
    let repository = try TestRepository().begin()
    let trace = repository.outside + "/canary-was-here"
    let head = try repository.id().description
    try repository.write(
      ".gitmodules",
      "[submodule \"x\"]\n\tpath = ../..\n\turl = -u./x\n[submodule \"y\"]\n\tpath = module\n\turl = ext::x\n")
    try repository.git("add", "--all")
    try repository.git("update-index", "--add", "--cacheinfo", "160000,\(head),module")
    try repository.commitIndex()
    try repository.write("module/.git", "gitdir: \(repository.outside)/elsewhere\n")
    try repository.write("fake/.git", "gitdir: ../../../../../../etc\n")
    try repository.write("fake/a", token)
    try repository.git("init", "--quiet", "--bare", "nested.git")
    try repository.write("nested.git/hooks/post-index-change", "#!/bin/sh\ntouch '\(trace)'\n")
    try repository.setMode("nested.git/hooks/post-index-change", 0o755)
    try repository.write(
      "nested.git/config", "[core]\n\tbare = true\n\tfsmonitor = touch '\(trace)'\n[include]\n\tpath = /dev/zero\n")
    try repository.write("nested.git/secret", "x = \(FakeSecret.githubToken(2))\n")
    let watch = Watch("9", "10", in: repository)
    let paths = try watch.report(".")
    #expect(paths.new == ["fake/a:1", "nested.git/secret:1"])
    #expect(paths.coverage.skipped.contains { $0.path == "module" && $0.reason == "submodule" })
    #expect(try watch.report("--history").coverage.reasons.contains("submodule"))
    #expect([1, 3].contains(try watch.code("--worktree")))
    #expect(!FileManager.default.fileExists(atPath: trace))
    try watch.finish()
  }

  /// A tree of entries that git would never write.
  private func tree(_ repository: TestRepository, _ names: [[UInt8]]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for (number, name) in names.enumerated() {
      let blob = try repository.object("blob", Array("t = \(FakeSecret.githubToken(UInt64(number + 1)))\n".utf8))
      bytes += Array("100644 ".utf8) + name + [0] + ObjectID(hex: blob)!.bytes
    }
    return bytes
  }

  @Test("11: entries that no work tree may hold are told as text and never opened")
  func entries() throws {
    for name in [
      ".git", ".GIT", "git~1", "..", ".", "", "a/b", "/etc/passwd", "-rf", "CON", ".git\u{200C}", "a\\..\\b", "C:x",
    ] {
      let repository = try TestRepository().begin()
      let tree = try repository.object("tree", try tree(repository, [Array(name.utf8)]))
      let commit = try repository.line("commit-tree", "-p", "HEAD", "-m", "evil", tree)
      try repository.git("update-ref", "refs/heads/evil", commit)
      let watch = Watch("11a", in: repository)
      for selection in [["--history"], ["--commit", commit], ["--diff", "main..evil"]] {
        let outcome = try watch.run(["scan", "--format", "json"] + selection)
        guard outcome.code == 1 else { continue }
        #expect(try outcome.report().findings.count == 1, "`\(name)` \(selection)")
      }
      try watch.finish()
    }
  }

  @Test("11: a staged .git/config is looked at as text")
  func stagedDotGit() throws {
    let repository = try TestRepository().begin()
    let inner = try repository.object("tree", try tree(repository, [Array("config".utf8)]))
    let outer = try repository.object("tree", Array("40000 .git\0".utf8) + ObjectID(hex: inner)!.bytes)
    let commit = try repository.line("commit-tree", "-m", "evil", outer)
    let watch = Watch("11b", in: repository)
    #expect(try watch.report("--commit", commit).findings.map(\.path) == [".git/config"])
    try watch.finish()
  }

  private static let names = [
    "new\nline", "esc\u{1B}[31mred", "bidi\u{202E}txt.exe", "bell\u{7}", "quote\"'`$(touch x)", "per%20cent",
    "hash#tag", " space ",
    "semi;colon", "back\\slash", "::error::x", "-dash", "ümlaut", "tab\tx", "\u{2028}sep", "zero\u{200B}width",
    "<b>html</b>", "[a](b)",
  ]

  @Test("12: no name acts on a terminal or breaks a format")
  func names() throws {
    let repository = try TestRepository().begin()
    for (number, name) in Self.names.enumerated() {
      try repository.write(name, "t = \(FakeSecret.githubToken(UInt64(number + 1)))\n")
    }
    let watch = Watch("12", in: repository)
    try repository.git("add", "--all")
    for selection in ["--staged", "--worktree", "."] {
      let json = try watch.scan("--format", "json", selection)
      #expect(Set(try json.report().findings.map(\.path)) == Set(Self.names), "\(selection)")
      let sarif = try watch.scan("--format", "sarif", selection)
      #expect(try Checker.sarif(sarif.output, root: repository.path, secret: FakeSecret.githubToken()) == "")
      for bytes in [json.output, sarif.output] {
        #expect(!bytes.contains { $0 < 32 && $0 != 0x0A }, "\(selection)")
      }
      let text = String(decoding: try watch.scan(selection).output, as: UTF8.self).unicodeScalars
      let bad = text.filter {
        ($0.value < 32 && $0 != "\n") || $0.value == 127 || [0x202E, 0x2028, 0x200B].contains($0.value)
      }
      #expect(bad.isEmpty, "\(selection): \(bad.map(\.value))")
    }
    try watch.finish()
  }

  @Test(
    "12, 33: no name stands in the text where a runner takes it for an order",
    arguments: ["::error::x", "##vso[task.x]y"])
  func orders(name: String) throws {
    let repository = try TestRepository()
    try repository.stage(name, token)
    let lines = try Program(in: repository).scan("--staged").text.split(separator: "\n")
    #expect(lines.contains { $0.contains("x") })
    #expect(!lines.contains { $0.trimmingCharacters(in: .whitespaces).hasPrefix(name.prefix(4)) })
  }

  @Test("13: a name that is no UTF-8 is found in each selection, with its bytes")
  func oddNames() throws {
    let repository = try TestRepository().begin()
    var make = ChildProcess(
      "/bin/sh", ["-c", "printf '%s\\n' \"$1\" >\"$(printf 'caf\\351 \\377')\"", "sh", token],
      variables: ["PATH": Environment.path, "LC_ALL": "C"], folder: repository.path)
    make.patience = 10
    #expect(try make.run().code == 0)
    try repository.git("add", "--all")
    let watch = Watch("13", in: repository)
    for selection in ["--staged", "--worktree", "."] {
      let outcome = try watch.scan("--format", "json", selection)
      #expect(try outcome.report().findings.map(\.pathBytes) == ["Y2Fm6SD/"], "\(selection)")
    }
    try watch.finish()
  }

  @Test("15: names that differ in case or in how they are composed are two")
  func twins() throws {
    let repository = try TestRepository().begin()
    for name in ["Key", "key", "\u{E9}", "e\u{301}"] { try repository.write(name, token) }
    let watch = Watch("15", in: repository)
    let findings = try watch.report(".").findings
    #expect(findings.count == 4)
    // As bytes: to Swift the two last are one text.
    #expect(Set(findings.map { Array($0.path.utf8) }).count == 4)
    try watch.finish()
  }

  /// The loose object's file.
  private func file(_ repository: TestRepository, _ id: String) -> String {
    ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
  }

  @Test("37: a missing, a cut and a falsified object are exit 3, by name")
  func damagedObjects() throws { for how in ["missing", "cut", "empty", "false"] { try damagedObject(how) } }

  private func damagedObject(_ how: String) throws {
    let repository = try TestRepository().begin()
    let text = (0..<200).map { "line \($0)\n" }.joined()
    try repository.commit("a", text)
    let blob = try repository.line("rev-parse", "HEAD:a")
    let path = file(repository, blob)
    let bytes = try repository.read(path)
    let other = try repository.object("blob", Array("other\n".utf8))
    let replacement: [UInt8]? =
      switch how {
      case "cut": Array(bytes.prefix(bytes.count / 2))
      case "empty": []
      case "false": try repository.read(file(repository, other))
      default: nil
      }
    try repository.remove(path)
    if let replacement { try repository.write(path, replacement) }
    let watch = Watch("37a", in: repository)
    for selection in [["--commit", "HEAD"], ["--history"], ["--diff", "HEAD~1"]] {
      let outcome = try watch.run(["scan"] + selection)
      #expect(outcome.code == 3, "\(how) \(selection)")
      #expect((outcome.text + outcome.errors).contains(blob), "\(selection): \(outcome.text) \(outcome.errors)")
    }
    try watch.finish()
  }

  @Test("37: a missing tree and a missing commit are exit 3, by name")
  func missing() throws { for revision in ["HEAD^{tree}", "HEAD:deep", "HEAD~1", "HEAD"] { try missing(revision) } }

  private func missing(_ revision: String) throws {
    let repository = try TestRepository().begin()
    try repository.commit("deep/a", "a\n")
    let id = try repository.line("rev-parse", revision)
    try repository.remove(file(repository, id))
    let watch = Watch("37b", in: repository)
    let outcome = try watch.scan("--history", "--format", "json", "--ledger", "none")
    #expect((outcome.text + outcome.errors).contains(id), "\(revision): \(outcome.text) \(outcome.errors)")
    try watch.finish()
  }

  @Test("37: a corrupt pack is exit 3")
  func corruptPack() throws {
    let repository = try TestRepository().begin()
    try repository.commit("a", (0..<3000).map { "line \($0 &* 7919)\n" }.joined())
    try repository.git("gc", "--quiet")
    let pack = try #require(
      TestFolder.files(below: repository.path + "/.git/objects/pack").first { $0.hasSuffix(".pack") })
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: pack)))
    for place in stride(from: bytes.count / 2, to: bytes.count / 2 + 200, by: 3) { bytes[place] ^= 0x5A }
    try FileManager.default.removeItem(atPath: pack)
    try Data(bytes).write(to: URL(fileURLWithPath: pack))
    let watch = Watch("37c", in: repository)
    for selection in [["--commit", "HEAD"], ["--history"]] {
      let outcome = try watch.run(["scan"] + selection)
      #expect(outcome.text + outcome.errors != "")
    }
    try watch.finish()
  }

  @Test("37: a damaged index is exit 3")
  func damagedIndices() throws { for place in [12, 40, -3] { try damagedIndex(place) } }

  private func damagedIndex(_ place: Int) throws {
    let repository = try TestRepository().begin()
    try repository.stage("a", token)
    var index = try repository.read(".git/index")
    index[place < 0 ? index.count + place : place] ^= 0xFF
    try repository.write(".git/index", index)
    let watch = Watch("37d", in: repository)
    for selection in ["--staged", "--worktree"] {
      let outcome = try watch.scan(selection)
      #expect(outcome.errors.contains("index"), "\(selection): \(outcome.errors)")
    }
    try watch.finish()
  }

  @Test(
    "37: a cut index and a garbage HEAD are exit 3", arguments: [".git/index", ".git/HEAD", ".git/refs/heads/main"])
  func garbage(file: String) throws {
    let repository = try TestRepository().begin()
    try repository.stage("a", token)
    try repository.write(file, Array(try repository.read(file).prefix(11)))
    let code = try Program(in: repository).code("--staged")
    #expect([1, 2, 3].contains(code) && !(file == ".git/index" && code != 3), "\(code)")
  }
}
