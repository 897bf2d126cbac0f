import Foundation
import GateModel
import GateTesting
import Testing

@testable import GateGit

@Suite("A file's content is replaced")
struct FileReplacementTests {
  private func replace(_ repository: TestRepository, _ path: String, _ old: String, _ new: String) throws {
    try FileTree(repository.path).replace(TreePath(path), holding: Array(old.utf8), with: Array(new.utf8))
  }

  private func mode(_ repository: TestRepository, _ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: "\(repository.path)/\(name)")[.posixPermissions] as? Int
  }

  private func names(_ repository: TestRepository, _ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(repository.path)/\(folder)").sorted()
  }

  @Test("whole, under the same mode, and nothing else is left behind", arguments: [0o644, 0o755, 0o600, 0o444])
  func whole(_ bits: Int) throws {
    let repository = try TestRepository()
    try repository.write("d/e/f", "old")
    try repository.setMode("d/e/f", bits)
    try replace(repository, "d/e/f", "old", "new and longer")
    #expect(try repository.read("d/e/f") == Array("new and longer".utf8))
    #expect(try mode(repository, "d/e/f") == bits)
    try replace(repository, "d/e/f", "new and longer", "")
    #expect(try repository.read("d/e/f") == [])
    #expect(try names(repository, "d/e") == ["f"])
  }

  @Test("and loses the right to run as its owner, as every file does that is written to")
  func setUserID() throws {
    let repository = try TestRepository()
    try repository.write("f", "old")
    try repository.setMode("f", 0o4755)
    try replace(repository, "f", "old", "new")
    #expect(try mode(repository, "f") == 0o755)
  }

  @Test("only where it is what was expected")
  func changed() throws {
    let repository = try TestRepository()
    try repository.write("f", "other")
    try repository.write("d/g", "old")
    for path in ["f", "gone", "d", "no/folder", "f/g", "", "d/../f", "/f", "d//g"] {
      #expect(throws: ReplacementFailure.changed, "\(path)") { try replace(repository, path, "old", "new") }
    }
    #expect(try repository.read("f") == Array("other".utf8))
    #expect(try names(repository, "d") == ["g"])
  }

  @Test("never through a symbolic link, be it the file or a folder on the way")
  func links() throws {
    let repository = try TestRepository()
    try repository.write("../target/f", "old")
    try repository.link("f", to: "../target/f")
    try repository.link("d", to: "../target")
    try repository.link("same", to: ".")
    for path in ["f", "d/f", "same/f"] {
      #expect(throws: ReplacementFailure.changed) { try replace(repository, path, "old", "new") }
    }
    #expect(try repository.read("../target/f") == Array("old".utf8))
    #expect(try names(repository, "../target") == ["f"])
  }

  @Test("and another hard link to it keeps the old")
  func hardLinks() throws {
    let repository = try TestRepository()
    try repository.write("../outside", "old")
    try FileManager.default.linkItem(atPath: "\(repository.outside)/outside", toPath: "\(repository.path)/f")
    try replace(repository, "f", "old", "new")
    #expect(try repository.read("f") == Array("new".utf8))
    #expect(try repository.read("../outside") == Array("old".utf8))
  }
}

@Suite("A patch")
struct FilePatchTests {
  private func patch(_ path: String, _ old: String, _ new: String) throws -> [UInt8] {
    try FilePatch.text(of: TreePath(path), from: Array(old.utf8).span, to: Array(new.utf8).span)
  }

  @Test(
    "is applied by git, to the byte",
    arguments: [
      ("one\n", "two\n"), ("one", "two"), ("one\n", "one"), ("one", "one\n"), ("a\r\nb\r\n", "a\r\nc\r\n"),
      ("one\n", ""), ("a\0b\n", "a\0c\n"), ("-- a\n++ b\n", "-- c\n++ d\n"), ("\u{FEFF}ä\n", "\u{FEFF}ö\n"),
      ((0..<40).map { "\($0)\n" }.joined(), (0..<40).map { $0 % 9 == 0 ? "x\n" : "\($0)\n" }.joined()),
    ])
  func applied(old: String, new: String) throws {
    let names = ["plain", "a b/c d ", "d/\"quoted\"\\", "tab\tand\nline", "ümlaut", " b/x", "-dash"]
    let repository = try TestRepository()
    var patches: [UInt8] = []
    for name in names {
      try repository.write(name, old)
      patches += try patch(name, old, new)
    }
    try repository.setMode("plain", 0o755)
    let outcome = try repository.gitOutcome(["apply", "-"], input: patches)
    #expect(outcome.ending == .exit(0) && outcome.errors == "", "\(outcome.errors)")
    // A file of nothing is still a file.
    for name in names { #expect(try repository.read(name) == Array(new.utf8), "\(name)") }
    #expect(FileManager.default.isExecutableFile(atPath: repository.path + "/plain"))
  }

  @Test("of equal texts is empty") func same() throws { #expect(try patch("a", "x\n", "x\n") == []) }
}
