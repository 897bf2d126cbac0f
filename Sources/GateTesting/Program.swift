import Foundation
import Glibc

/// The built program, as its users run it.
package struct Program: Sendable {
  /// All that it gets: where programs are found, a home, a locale that is not the caller's, and what a test adds.
  package var variables: [String: String]
  package var folder: String
  package var input: [UInt8] = []
  package var prelude: String?
  package var patience = 60.0

  package init(in repository: TestRepository) {
    variables = repository.variables
    folder = repository.path
  }

  package init(in folder: TestFolder) {
    variables = ["PATH": Environment.path, "HOME": folder.path + "/home", "LANG": "C.UTF-8"]
    self.folder = folder.path
  }

  /// `gatebook` of the build folder that the running tests lie in.
  package static let path: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    _ = unsafe readlink("/proc/self/exe", &buffer, 4095)
    let tests = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return URL(fileURLWithPath: tests).deletingLastPathComponent().path + "/gatebook"
  }()

  package func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

  package func run(_ arguments: [String]) throws -> Outcome { try child(arguments).run() }

  package func start(_ arguments: String...) throws -> Running { try child(arguments).start() }

  package func with(_ variables: [String: String?]) -> Program {
    var program = self
    for (name, value) in variables { program.variables[name] = value }
    return program
  }

  package func at(_ folder: String) -> Program {
    var program = self
    program.folder = folder
    return program
  }

  package func after(_ prelude: String) -> Program {
    var program = self
    program.prelude = prelude
    return program
  }

  private func child(_ arguments: [String]) -> ChildProcess {
    var child = ChildProcess(Self.path, arguments, variables: variables, folder: folder)
    (child.input, child.prelude, child.patience) = (input, prelude, patience)
    return child
  }

  /// Runs it with no ancestor but the first process, so that an agent that runs these tests is not seen.
  package func runOrphaned(_ arguments: String...) throws -> Outcome {
    let scratch = TestFolder()
    var child = ChildProcess("/bin/sh", [], variables: variables, folder: folder)
    // The inner shell outlives the outer one and is adopted; the outer one of the second run only waits for its word.
    child.arguments =
      [
        "-c",
        """
        place=$1; shift
        ( ( while [ "$(ps -o ppid= -p $(exec sh -c 'echo $PPID') | tr -d ' ')" = "$$" ]; do :; done
            "$@" >"$place/out" 2>"$place/err"; echo $? >"$place/code.new"; mv "$place/code.new" "$place/code" ) & )
        tries=0
        while [ ! -e "$place/code" ] && [ $tries -lt 3000 ]; do sleep 0.02; tries=$((tries+1)); done
        """, "sh", scratch.path, Self.path,
      ] + arguments
    _ = try child.run()
    func read(_ name: String) -> [UInt8] {
      FileManager.default.contents(atPath: "\(scratch.path)/\(name)").map(Array.init) ?? []
    }
    let code = Int32(String(decoding: read("code"), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    return Outcome(ending: code.map { .exit($0) } ?? .outOfPatience, output: read("out"), complaints: read("err"))
  }
}
