import Foundation
package import GateModel
import Glibc
import Synchronization

/// A folder of its own under /tmp, gone when the last reference to it is.
package final class TestFolder: Sendable {
  package let path: String

  package init() {
    var name = Array("/tmp/gatebook-test-XXXXXX".utf8CString)
    path = unsafe name.withUnsafeMutableBufferPointer { unsafe String(cString: mkdtemp($0.baseAddress!)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Makes the folders on the way, too.
  package func write(_ name: String, _ bytes: some Collection<UInt8>) throws {
    try Self.write(path + "/" + name, bytes)
  }

  package func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  package func makeFolder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: true)
    return path + "/" + name
  }

  /// Anywhere, also beside a folder of ours.
  package static func put(_ text: String, at path: String) throws { try write(path, Array(text.utf8)) }

  static func write(_ path: String, _ bytes: some Collection<UInt8>) throws {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }
}

/// A throw-away repository, made by the real `git` with no configuration but its own and with a clock that goes a minute a
/// commit.
package final class TestRepository: Sendable {
  private let folder: TestFolder
  /// The work tree, or the repository itself where it is bare.
  package let path: String
  private let clock = Atomic(1_700_000_000)

  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  package init(_ options: String...) throws {
    folder = TestFolder()
    path = try folder.makeFolder("repo")
    _ = try folder.makeFolder("home")
    try git(["init", "--quiet", "--initial-branch=main"] + options)
  }

  /// Another repository in the same temporary folder, made by `git clone`.
  package init(cloning other: TestRepository, as name: String, _ options: String...) throws {
    folder = other.folder
    path = other.folder.path + "/" + name
    clock.store(other.clock.load(ordering: .relaxed) + 1_000_000, ordering: .relaxed)
    try other.git(["clone", "--quiet"] + options + ["file://" + other.path, path])
  }

  package var home: String { folder.path + "/home" }
  /// For things beside the repository.
  package var outside: String { folder.path }

  // MARK: git

  /// A clean environment: nothing of the caller's but where programs are found.
  package var variables: [String: String] {
    ["PATH": Environment.path, "HOME": home, "LANG": "C.UTF-8"]
  }

  private var identities: [String: String] {
    let date = "\(clock.load(ordering: .relaxed)) +0000"
    return [
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Ada Author", "GIT_AUTHOR_EMAIL": "ada@example.org",
      "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_NAME": "Cyd Committer", "GIT_COMMITTER_EMAIL": "cyd@example.org",
      "GIT_COMMITTER_DATE": date,
    ]
  }

  /// Runs git and gives what it prints; throws when it fails.
  @discardableResult
  package func git(_ arguments: String...) throws -> String { try git(arguments) }

  @discardableResult
  package func git(_ arguments: [String], input: String = "", variables more: [String: String] = [:]) throws -> String {
    String(decoding: try gitBytes(arguments, input: Array(input.utf8), variables: more), as: UTF8.self)
  }

  package func gitBytes(
    _ arguments: [String], input: [UInt8] = [], variables more: [String: String] = [:]
  ) throws -> [UInt8] {
    let outcome = try gitOutcome(arguments, input: input, variables: more)
    guard outcome.ending == .exit(0) else {
      throw Failure(description: "git \(arguments.joined(separator: " ")): \(outcome.ending) \(outcome.errors)")
    }
    return outcome.output
  }

  /// For commands that may fail, as a commit whose hook refuses it.
  package func gitOutcome(
    _ arguments: [String], input: [UInt8] = [], variables more: [String: String] = [:], in place: String? = nil
  ) throws -> Outcome {
    let variables = variables.merging(identities) { $1 }.merging(more) { $1 }
    var child = ChildProcess(Environment.git, arguments, variables: variables, folder: place ?? path)
    child.input = input
    return try child.run()
  }

  /// A line that git prints, without its end.
  package func line(_ arguments: String...) throws -> String {
    String(try git(arguments).prefix { $0 != "\n" })
  }

  package func id(_ revision: String = "HEAD") throws -> ObjectID {
    let hex = try line("rev-parse", "--verify", revision)
    guard let id = ObjectID(hex: hex) else { throw Failure(description: "\(revision) is `\(hex)`") }
    return id
  }

  // MARK: The work tree

  package func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  package func write(_ name: String, _ bytes: some Collection<UInt8>) throws {
    try TestFolder.write(path + "/" + name, bytes)
  }

  package func read(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
  }

  package func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

  package func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
  }

  package func setMode(_ name: String, _ mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path + "/" + name)
  }

  package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

  package func move(_ name: String, to other: String) throws { try git("mv", name, other) }

  // MARK: Commits

  /// A minute later.
  package func tick() { clock.add(60, ordering: .relaxed) }

  /// Commits all that the work tree holds.
  @discardableResult
  package func commit(_ message: String = "change", variables: [String: String] = [:]) throws -> ObjectID {
    try git("add", "--all")
    return try commitIndex(message, variables: variables)
  }

  @discardableResult
  package func commitIndex(_ message: String = "change", variables: [String: String] = [:]) throws -> ObjectID {
    tick()
    try git(["commit", "--quiet", "--allow-empty", "--no-verify", "-m", message], variables: variables)
    return try id()
  }

  /// Writes one file and commits everything.
  @discardableResult
  package func commit(_ name: String, _ text: String, _ message: String = "change") throws -> ObjectID {
    try write(name, text)
    return try commit(message)
  }

  package func branch(_ name: String, at revision: String = "HEAD") throws {
    try git("checkout", "--quiet", "-b", name, revision)
  }

  package func switchTo(_ name: String) throws { try git("checkout", "--quiet", name) }

  /// False where there are conflicts, which then stand in the work tree.
  @discardableResult
  package func merge(_ branches: String...) throws -> Bool {
    tick()
    let outcome = try gitOutcome(["merge", "--quiet", "--no-ff", "--no-edit", "-m", "merge"] + branches)
    return outcome.ending == .exit(0)
  }

  /// Writes an object whatever it holds.
  package func object(_ type: String, _ bytes: [UInt8]) throws -> String {
    let text = try gitBytes(["hash-object", "-t", type, "--literally", "-w", "--stdin"], input: bytes)
    return String(decoding: text.prefix { $0 != 0x0A }, as: UTF8.self)
  }

  /// A hook that runs these lines of sh.
  package func hook(_ name: String, _ lines: String) throws {
    let file = try line("rev-parse", "--git-path", "hooks/\(name)")
    let place = file.hasPrefix("/") ? file : path + "/" + file
    try TestFolder.write(place, Array("#!/bin/sh\n\(lines)\n".utf8))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place)
  }
}

/// Where programs are.
package enum Environment {
  package static let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"

  package static let git = found("git") ?? "/usr/bin/git"

  package static func found(_ program: String) -> String? {
    path.split(separator: ":").map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// A variable of the test run itself, as GATEBOOK_REPOS.
  package static func variable(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

  /// The checkout that these tests were built from.
  package static let checkout = String(
    #filePath.prefix { _ in true }.dropLast("/Sources/GateTesting/TestRepository.swift".count))
}
