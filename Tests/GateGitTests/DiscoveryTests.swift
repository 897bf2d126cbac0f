import Foundation
import GateModel
import GateTesting
import Testing

@testable import GateGit

@Suite("Where a repository is found, and which")
struct DiscoveryTests {
  private func discover(_ path: String?, _ variables: [String: String] = [:]) throws -> GitRepository.Place? {
    guard let found = try GitRepository.discover(at: path, environment: GitEnvironment(variables)) else { return nil }
    return found.place
  }

  private func error(_ work: () throws -> Void) -> GitError? {
    do {
      try work()
      return nil
    } catch { return error as? GitError }
  }

  private func staged(_ path: String, _ variables: [String: String] = [:]) throws -> [TreePath] {
    guard let found = try GitRepository.discover(at: path, environment: GitEnvironment(variables)) else { return [] }
    return try found.stagedChanges().changes.changes.map(\.path)
  }

  @Test("from a folder deep within it, and nowhere outside")
  func search() throws {
    let repository = try TestRepository()
    try repository.write("a/b/c", "x")
    #expect(try discover(repository.path + "/a/b")?.workTree == repository.path + "/")
    #expect(try discover(repository.home) == nil)
    #expect(try discover(repository.path + "/a/b", ["GIT_CEILING_DIRECTORIES": repository.path + "/a"]) == nil)
  }

  @Test("a linked work tree has an index of its own and shares the rest")
  func worktree() throws {
    let repository = try TestRepository()
    try repository.commit("a", "x\n")
    let other = repository.outside + "/other"
    try repository.git("worktree", "add", "--quiet", other)
    try Data("new\n".utf8).write(to: URL(fileURLWithPath: other + "/b"))
    _ = try repository.gitOutcome(["add", "b"], in: other)
    let place = try #require(try discover(other))
    #expect(place.workTree == other + "/")
    #expect(place.commonDirectory == repository.path + "/.git/")
    #expect(try staged(other) == [TreePath("b")])
    #expect(try staged(repository.path) == [])
  }

  @Test("a bare one has no work tree, and says so when asked for its changes")
  func bare() throws {
    let repository = try TestRepository("--bare")
    #expect(try discover(repository.path)?.workTree == nil)
    let failure = error { _ = try GitRepository.discover(at: repository.path)?.worktreeChanges() }
    #expect(failure?.code == .unsupported)
  }

  private struct Named: Equatable {
    var head: ObjectID?
    var branch: String?
  }

  private func named(_ place: GitRepository.Place) throws -> Named {
    let repository = try GitRepository(reopening: place)
    return Named(head: try repository.head(), branch: repository.branch())
  }

  @Test("a detached HEAD is a commit without a branch, an unborn one a branch without a commit")
  func head() throws {
    let repository = try TestRepository()
    let unborn = try #require(try discover(repository.path))
    #expect(try named(unborn) == Named(head: nil, branch: "main"))
    let id = try repository.commit("a", "x\n")
    try repository.git("checkout", "--quiet", "--detach")
    let place = try #require(try discover(repository.path))
    #expect(try named(place) == Named(head: id, branch: nil))
  }

  @Test("GIT_DIR counts where no path is named, and does not where another repository is")
  func gitDirectory() throws {
    let repository = try TestRepository()
    let other = try TestRepository()
    let variables = ["GIT_DIR": other.path + "/.git", "GIT_WORK_TREE": other.path]
    #expect(try discover(nil, variables)?.gitDirectory == other.path + "/.git/")
    let named = try #require(try discover(repository.path, variables))
    #expect(named.gitDirectory == repository.path + "/.git/")
    #expect(named.workTree == repository.path + "/")
  }

  @Test("the index that git names for a hook counts in its own repository only")
  func indexFile() throws {
    let repository = try TestRepository()
    try repository.commit("a", "x\n")
    try repository.write("b", "y\n")
    let index = repository.path + "/.git/next-index-1.lock"
    try repository.git(["read-tree", "HEAD"], variables: ["GIT_INDEX_FILE": index])
    try repository.git(["add", "b"], variables: ["GIT_INDEX_FILE": index])
    #expect(try staged(repository.path) == [])
    #expect(try staged(repository.path, ["GIT_INDEX_FILE": index]) == [TreePath("b")])
    let other = try TestRepository()
    #expect(try staged(other.path, ["GIT_INDEX_FILE": index]) == [])
  }

  @Test("objects in quarantine are found where git says they are")
  func quarantine() throws {
    let repository = try TestRepository()
    try repository.commit("a", "x\n")
    let objects = repository.outside + "/quarantine"
    try FileManager.default.createDirectory(atPath: objects, withIntermediateDirectories: true)
    let hidden = [
      "GIT_OBJECT_DIRECTORY": objects, "GIT_ALTERNATE_OBJECT_DIRECTORIES": repository.path + "/.git/objects",
    ]
    let text = try repository.git(["hash-object", "-w", "--stdin"], input: "hidden\n", variables: hidden)
    let blob = try #require(ObjectID(hex: text.prefix(40)))
    let variables = hidden.merging(["GIT_DIR": repository.path + "/.git"]) { $1 }
    let place = try #require(try discover(nil, variables))
    let found = try GitRepository(reopening: place)
    let reader = try ObjectReader(found)
    let size = try reader.size(of: blob)
    #expect(size == 7)
    let plain = try #require(try discover(repository.path))
    let failure = error { _ = try ObjectReader(GitRepository(reopening: plain)).size(of: blob) }
    #expect(failure?.code == .missingObject)
  }
}

@Suite("What cannot be read is said, with what to do")
struct RefusalTests {
  private func failure(_ path: String, _ work: (borrowing GitRepository) throws -> Void) -> GitError? {
    do {
      guard let found = try GitRepository.discover(at: path) else { return GitError(.notARepository, "none") }
      try work(found)
      return nil
    } catch { return error as? GitError }
  }

  @Test("a shallow clone that ends before the merge base")
  func shallow() throws {
    let origin = try TestRepository()
    let start = try origin.commit("a", "1\n")
    try origin.branch("side")
    try origin.commit("b", "2\n")
    try origin.switchTo("main")
    try origin.commit("c", "3\n")
    let clone = try TestRepository(cloning: origin, as: "shallow", "--depth=1", "--no-single-branch")
    let failure = failure(clone.path) { repository in
      _ = try repository.mergeBase(try repository.resolve("origin/main"), try repository.resolve("origin/side"))
    }
    #expect(failure?.code == .shallow)
    #expect(failure?.message.contains("git fetch --unshallow") == true)
    let missing = self.failure(clone.path) { _ = try $0.resolve(start.description) }
    #expect(missing?.code == .badRevision)
    #expect(missing?.message.contains("--unshallow") == true)
  }

  @Test("a partial clone whose blobs are still elsewhere")
  func partial() throws {
    let origin = try TestRepository()
    try origin.commit("a", "1\n")
    try origin.git("config", "uploadpack.allowFilter", "true")
    let clone = try TestRepository(cloning: origin, as: "partial", "--filter=blob:none", "--no-checkout")
    let blob = try #require(ObjectID(hex: try origin.line("rev-parse", "HEAD:a")))
    let failure = failure(clone.path) { repository in
      let isPartial = repository.isPartial
      #expect(isPartial)
      _ = try ObjectReader(repository).blob(blob)
    }
    #expect(failure?.code == .missingObject)
    #expect(failure?.message.contains(blob.description) == true)
  }

  @Test("a repository with SHA-256 objects")
  func sha256() throws {
    let repository = try TestRepository("--object-format=sha256")
    let failure = failure(repository.path) { _ = try $0.stagedChanges() }
    #expect(failure?.code == .unsupported)
    #expect(failure?.message.contains("SHA-1") == true)
  }

  @Test("commits without a common ancestor")
  func unrelated() throws {
    let repository = try TestRepository()
    try repository.commit("a", "1\n")
    try repository.git("checkout", "--quiet", "--orphan", "other")
    try repository.commit("b", "2\n")
    let failure = failure(repository.path) { found in
      _ = try found.mergeBase(try found.resolve("main"), try found.resolve("other"))
    }
    #expect(failure?.code == .badRevision)
  }

  @Test("a blob whose bytes are not those of its id")
  func damaged() throws {
    let repository = try TestRepository()
    let good = try repository.object("blob", Array("good\n".utf8))
    let bad = try repository.object("blob", Array("evil\n".utf8))
    func file(_ id: String) -> String { "\(repository.path)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))" }
    try FileManager.default.removeItem(atPath: file(good))
    try FileManager.default.copyItem(atPath: file(bad), toPath: file(good))
    let failure = failure(repository.path) { _ = try ObjectReader($0).blob(try #require(ObjectID(hex: good))) }
    #expect(failure?.code == .unreadable)
    #expect(failure?.message.contains(good) == true)
  }
}

@Suite("Addresses without what opens doors")
struct CredentialsTests {
  @Test(
    "keep scheme, host and path alone",
    arguments: [
      ("https://example.org/a/b.git", "https://example.org/a/b.git"),
      ("https://user@example.org/a", "https://example.org/a"),
      ("https://user:pass@example.org/a", "https://example.org/a"),
      ("https://user:p@ss@example.org:8443/a", "https://example.org:8443/a"),
      ("https://example.org/a?token=x#y", "https://example.org/a"),
      ("https://example.org?token=a@b", "https://example.org"),
      ("http://x-access-token:abc@example.org/a", "http://example.org/a"),
      ("ssh://git@example.org:22/a", "ssh://example.org:22/a"),
      ("git@example.org:a/b.git", "ssh://example.org/a/b.git"),
      ("git://example.org/a", "git://example.org/a"),
      ("HTTPS://user:pass@example.org/a", nil),
      ("/srv/git/a.git", nil), ("./a:b", nil), ("../a", nil), ("file:///srv/a", nil), ("C:/a", "ssh://C//a"),
      ("https://", nil), ("https://user:pass@", nil), ("", nil), (":", nil), ("ext::sh -c id", nil),
      ("https://example.org/a@b/c", "https://example.org/a@b/c"),
      // Marks that make one character of themselves and the sign before them.
      ("https://user:pass@\u{305}example.org/a", "https://\u{305}example.org/a"),
      ("https://\u{305}user:pass@example.org/a", "https://example.org/a"),
      ("https:/user:pass@example.org/a", nil),
    ] as [(String, String?)])
  func table(url: String, expected: String?) {
    if url == "ext::sh -c id" {
      #expect(GitRepository.withoutCredentials(url)?.contains("@") != true)
    } else {
      #expect(GitRepository.withoutCredentials(url) == expected)
    }
  }
}
