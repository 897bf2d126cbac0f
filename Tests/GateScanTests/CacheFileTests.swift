import Foundation
import GateMatch
import GateModel
import GateTesting
import Glibc
import Testing

@testable import GateScan

@Suite("A file of the user's cache")
struct CacheFileTests {
  private let folder = TestFolder()
  private let content = Array("what was found".utf8)

  /// In a folder that is not there yet, nor is what holds it.
  private var file: CacheFile { CacheFile.flows(folder: cache, project: "a") }

  private var cache: String { folder.path + "/.cache/gatebook" }

  private func stored() throws -> String {
    file.store(content)
    let files = TestFolder.files(below: folder.path)
    return try #require(files.first)
  }

  @Test("gives what was stored, is for its user alone, and is one for each project")
  func stores() throws {
    #expect(file.load() == nil)
    let path = try stored()
    #expect(file.load() == content)
    #expect(CacheFile.flows(folder: cache, project: "b").load() == nil)
    let facts = try FileManager.default.attributesOfItem(atPath: path)
    #expect(facts[.posixPermissions] as? Int == 0o600)
    for path in [cache, folder.path + "/.cache"] {
      let facts = try FileManager.default.attributesOfItem(atPath: path)
      #expect(facts[.posixPermissions] as? Int == 0o700)
    }
    file.store([1])
    #expect(file.load() == [1])
    #expect(TestFolder.files(below: folder.path).count == 1)
  }

  @Test("is not used where others may write it", arguments: [0o620, 0o602, 0o666])
  func writable(_ bits: Int) throws {
    let path = try stored()
    try FileManager.default.setAttributes([.posixPermissions: bits], ofItemAtPath: path)
    #expect(file.load() == nil)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(file.load() == content)
  }

  @Test("is not used where it belongs to another user, or is a link")
  func foreign() throws {
    let path = try stored()
    try FileManager.default.moveItem(atPath: path, toPath: folder.path + "/elsewhere")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder.path + "/elsewhere")
    #expect(file.load() == nil)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: folder.path + "/elsewhere", toPath: path)
    #expect(file.load() == content)
    guard geteuid() == 0 else { return print("not run: a cache of another user (only root can make one)") }
    #expect(unsafe chown(path, 65534, 65534) == 0)
    #expect(file.load() == nil)
  }

  @Test("is not used where a bit of it has turned, or its end is gone")
  func damaged() throws {
    let path = try stored()
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 4
      try Data(damaged).write(to: URL(fileURLWithPath: path))
      #expect(file.load() == nil, "byte \(index)")
    }
    for count in bytes.indices {
      try Data(bytes.prefix(count)).write(to: URL(fileURLWithPath: path))
      #expect(file.load() == nil, "\(count) bytes")
    }
  }

  @Test("keeps the flows of a project, unless none is to be kept")
  func flows() throws {
    let repository = try TestRepository()
    try repository.commit("a.py", "a")
    var request = ScanRequest(.paths)
    request.paths = [repository.path]
    let subject = try Subject.select(request)
    var tools = Tools(
      builtIn: { () throws(ScanFailure) in throw .usage("") },
      openLedger: { _ in fatalError("no ledger is asked for") },
      cacheFolder: cache, buildDigest: nil)
    let tree = try ProjectTree.of(repository, .paths)
    let hash = FlowCache.hash(of: [UInt8(ascii: "a")].span)
    let first = try #require(FlowCacheFile(of: subject, under: .flow(.project), tools))
    first.save()
    #expect(TestFolder.files(below: folder.path) == [])
    first.cache.store(TreePath("a.py"), hash, dependencies: [], content)
    first.save()
    let second = try #require(FlowCacheFile(of: subject, under: .flow(.project), tools))
    #expect(second.cache.lookup(TreePath("a.py"), hash, tree) == content)
    tools.cacheFolder = nil
    #expect(FlowCacheFile(of: subject, under: .flow(.project), tools) == nil)
  }
}
