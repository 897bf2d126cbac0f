import Foundation

/// The checkers of ci/, where ci/venv has made them runnable.
package enum Checker {
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
    return try complaints(script, arguments, in: folder, ["file"], variables)
  }

  private static func complaints(
    _ script: String, _ arguments: [String], in folder: TestFolder, _ names: [String], _ variables: [String: String]
  ) throws -> String {
    guard !names.isEmpty, FileManager.default.isExecutableFile(atPath: python) else { return "" }
    let all = ["PATH": Environment.path, "LANG": "C.UTF-8"].merging(variables) { $1 }
    let child = ChildProcess(
      python, ["\(Environment.checkout)/ci/\(script)"] + arguments + names, variables: all, folder: folder.path)
    let outcome = try child.run()
    return outcome.ending == .exit(0) ? "" : outcome.text + outcome.errors
  }

  /// Of files in a folder, all in one go.
  package static func json(in folder: TestFolder, _ names: [String]) throws -> String {
    let schema = Environment.checkout + "/docs/schemas/gatebook.scan-1.schema.json"
    return try complaints("check-json", ["--schema", schema], in: folder, names, [:])
  }

  package static func sarif(in folder: TestFolder, _ names: [String]) throws -> String {
    try complaints(
      "check-sarif", ["--schema", Environment.checkout + "/.deps/sarif-2.1.0.json"], in: folder, names, [:])
  }

  package static func json(_ bytes: [UInt8], as schema: String = "scan-1") throws -> String {
    try complaints(
      "check-json", ["--schema", Environment.checkout + "/docs/schemas/gatebook.\(schema).schema.json"], bytes, [:])
  }

  package static func sarif(_ bytes: [UInt8], root: String? = nil, secret: String = "xqzj-xqzj-xqzj") throws -> String {
    let place = root.map { ["--root", $0] } ?? []
    return try complaints(
      "check-sarif", ["--schema", Environment.checkout + "/.deps/sarif-2.1.0.json", "--secret-env", "PLANTED"] + place,
      bytes,
      ["PLANTED": secret])
  }

  /// A report in any other form, read as those read it for whom it is meant.
  package static func output(_ bytes: [UInt8], form: String, secret: String = "xqzj-xqzj-xqzj") throws -> String {
    try complaints("check-output", ["--format", form, "--secret-env", "PLANTED"], bytes, ["PLANTED": secret])
  }
}
