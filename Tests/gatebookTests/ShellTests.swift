import Foundation
import GateTesting
import Testing

@Suite("Completions and the manual page")
struct ShellTests {
  private func run(_ name: String, _ arguments: [String], in folder: TestFolder) throws -> Outcome? {
    guard let program = Environment.found(name) else {
      print("not run: \(name) (type: ci/deps --tests)")
      return nil
    }
    let variables = ["PATH": Environment.path, "HOME": folder.path, "LANG": "C.UTF-8"]
    return try ChildProcess(program, arguments, variables: variables, folder: folder.path).run()
  }

  @Test("are syntax that each shell takes, and hold nothing that it would run", arguments: ["bash", "zsh", "fish"])
  func syntax(shell: String) throws {
    let folder = TestFolder()
    let script = try Program(in: folder).run("completions", shell)
    #expect(script.code == 0 && script.text.contains("gatebook"))
    try folder.write("script", script.output)
    if let outcome = try self.run(shell, ["-n", "script"], in: folder) {
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
    #expect(try Program(in: folder).run("completions", "tcsh").code == 2)
  }

  @Test("complete commands, options and their values in a real bash")
  func bash() throws {
    let folder = TestFolder()
    try folder.write("script", try Program(in: folder).run("completions", "bash").output)
    try folder.write(
      "ask",
      Array(
        """
        source ./script
        complete -p gatebook
        ask() {
          COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMPREPLY=()
          _gatebook gatebook "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
          echo "$*: ${COMPREPLY[*]}"
        }
        ask gatebook au
        ask gatebook scan --sta
        ask gatebook scan --format git
        ask gatebook ledger ver
        """.utf8))
    guard let outcome = try run("bash", ["ask"], in: folder) else { return }
    let lines = outcome.text.split(separator: "\n").map(String.init)
    #expect(lines.first?.hasSuffix("-F _gatebook gatebook") == true, "\(outcome.errors)")
    #expect(
      lines.dropFirst() == [
        "gatebook au: audit", "gatebook scan --sta: --staged",
        "gatebook scan --format git: github gitlab-sast gitlab-codequality", "gatebook ledger ver: verify",
      ])
  }

  @Test("name every command and no error, as a reader of manual pages sees them")
  func manual() throws {
    let folder = TestFolder()
    let page = Environment.checkout + "/docs/man/gatebook.1"
    guard let lint = try run("mandoc", ["-T", "lint", "-W", "error", page], in: folder),
      let read = try run("mandoc", ["-T", "utf8", "-O", "width=200", page], in: folder)
    else { return }
    #expect(lint.code == 0, "\(lint.text)")
    // Bold is a letter over itself.
    let text = read.text.replacing(/.\u{8}/, with: "")
    for command in ["scan", "audit", "doctor", "ledger verify", "hook install", "findings dismiss", "completions"] {
      #expect(text.contains("gatebook \(command)"), "\(command)")
    }
    #expect(text.contains("--format FORMAT") && text.contains("EXIT STATUS"))
  }
}
