import Foundation
import GateTesting
import Testing

extension Program {
  func scan(_ arguments: String...) throws -> Outcome { try run(["scan"] + arguments) }

  /// The report of a scan, whatever its exit code.
  func report(_ arguments: String...) throws -> ReportJSON {
    let outcome = try run(["scan", "--format", "json"] + arguments)
    do {
      return try outcome.report()
    } catch {
      throw Unreadable(description: "\(outcome.ending): \(outcome.text.prefix(300)) \(outcome.errors.prefix(1000))")
    }
  }

  func code(_ arguments: String...) throws -> Int32 { try run(["scan", "--quiet"] + arguments).code }
}

struct Unreadable: Error, CustomStringConvertible {
  var description: String
}

extension TestRepository {
  /// A first commit that holds nothing to find.
  @discardableResult
  func begin(policy: String? = nil) throws -> TestRepository {
    if let policy { try write(".gatebook.yml", policy) }
    try commit("README", "hello\n", "begin")
    return self
  }

  /// A bare repository beside this one, its remote `origin`.
  var server: String { outside + "/server.git" }

  /// Makes the server, and pushes the main branch there.
  func serve() throws {
    try git("init", "--quiet", "--bare", "--initial-branch=main", server)
    try git("remote", "add", "origin", server)
    try git("push", "--quiet", "origin", "main")
  }

  /// Puts a secret into the index.
  func stage(_ name: String, _ text: String) throws {
    try write(name, text)
    try git("--literal-pathspecs", "add", "--", name)
  }

  static let lfsPointer = """
    version https://git-lfs.github.com/spec/v1
    oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
    size 12345

    """
}
