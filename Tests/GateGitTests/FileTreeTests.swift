import GateModel
import GateTesting
import Testing

@testable import GateGit

@Suite("A folder under inspection")
struct FileTreeTests {
  @Test(
    "is read below its root and through no symbolic link, on kernels without openat2 too", arguments: [false, true])
  func beneath(byNames: Bool) throws {
    let repository = try TestRepository()
    try repository.write("../outside/secret", "outside")
    try repository.write("a/b/c", "inside")
    try repository.link("file", to: "../outside/secret")
    try repository.link("folder", to: "../outside")
    try repository.link("a/up", to: "..")
    let tree = try FileTree(repository.path, opensByNames: byNames)
    func text(_ path: String) -> String? {
      if case .bytes(let bytes) = tree.read(TreePath(path), limit: 100) {
        String(decoding: bytes, as: UTF8.self)
      } else {
        nil
      }
    }
    #expect(text("a/b/c") == "inside")
    let long = String(repeating: "x", count: 300)
    for path in [
      "file", "folder/secret", "a/up/a/b/c", "../outside/secret", "a/../../outside/secret", "\(repository.path)/a/b/c",
      "",
      "a/b", "a/b/c/d", "gone", long, "\(long)/c",
    ] {
      #expect(text(path) == nil, "\(path)")
    }
    #expect(tree.entries(in: TreePath("folder")) == nil)
    #expect(tree.entries(in: TreePath("a"))?.map { String(decoding: $0.name, as: UTF8.self) } == ["b"])
    #expect(tree.entries(in: TreePath(""))?.map(\.isFolder) == [true])
  }
}
