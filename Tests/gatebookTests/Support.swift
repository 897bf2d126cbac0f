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

/// The checkers of ci/, where ci/venv has made them runnable.
enum Checker {
  private static let python = Environment.checkout + "/.deps/venv/bin/python"

  /// What is wrong with a file; nothing where the checkers are not there, which is said.
  private static func complaints(
    _ script: String, _ arguments: [String], _ bytes: [UInt8], _ variables: [String: String]
  ) throws -> String {
    guard FileManager.default.isExecutableFile(atPath: python) else {
      print("not run: \(script) (type: ci/venv)")
      return ""
    }
    let folder = TestFolder()
    try folder.write("file", bytes)
    let all = ["PATH": Environment.path, "LANG": "C.UTF-8"].merging(variables) { $1 }
    let child = ChildProcess(
      python, ["\(Environment.checkout)/ci/\(script)"] + arguments + ["file"], variables: all, folder: folder.path)
    let outcome = try child.run()
    return outcome.ending == .exit(0) ? "" : outcome.text + outcome.errors
  }

  static func json(_ bytes: [UInt8]) throws -> String {
    try complaints(
      "check-json", ["--schema", Environment.checkout + "/docs/schemas/gatebook.scan-1.schema.json"], bytes, [:])
  }

  static func sarif(_ bytes: [UInt8], root: String? = nil, secret: String = "nothing planted") throws -> String {
    let place = root.map { ["--root", $0] } ?? []
    return try complaints(
      "check-sarif", ["--schema", Environment.checkout + "/.deps/sarif-2.1.0.json", "--secret-env", "PLANTED"] + place,
      bytes,
      ["PLANTED": secret])
  }
}

extension TestRepository {
  /// A first commit that holds nothing to find.
  @discardableResult
  func begin(policy: String? = nil) throws -> TestRepository {
    if let policy { try write(".gatebook.yml", policy) }
    try commit("README", "hello\n", "begin")
    return self
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
