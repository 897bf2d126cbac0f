package import ArgumentParser

/// The front door: every command, and the exit codes that scripts rely on.
package struct Gatebook: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "gatebook",
    abstract: "A gate for code changes: inspects each, tells who brought it, keeps it in a book, opens or closes.",
    discussion: "Exit codes: 0 gate open, 1 thresholds breached, 2 usage or configuration, 3 could not complete.",
    subcommands: [
      ScanCommand.self, AttributeCommand.self, AgentsCommand.self, LogCommand.self, FindingsCommand.self,
      DashboardCommand.self, LedgerCommand.self, AuditCommand.self, BaselineCommand.self, ImportCommand.self,
      RulesCommand.self, HookCommand.self, DemoCommand.self, InitCommand.self, DoctorCommand.self,
      CompletionsCommand.self,
    ])

  package init() {}

  /// Parses, runs, and ends the process with the right code. ArgumentParser's own exit code for bad usage is 64; ours is 2.
  package static func start(_ arguments: [String]) async -> Never {
    Process.prepare()
    if arguments == ["--version"] {
      Output.write(Version.text + "\n")
      Process.end(0)
    }
    do {
      var command = try parse(quickly: try ScanCommand.spelledOut(arguments))
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      Process.end(0)
    } catch let ending as Ending {
      if let message = ending.message { Output.complain(message) }
      Process.end(ending.code)
    } catch {
      let isHelp = exitCode(for: error) == .success
      let text = fullMessage(for: error)
      if isHelp { Output.write(text + "\n") } else { Output.complain(text, prefix: "") }
      Process.end(isHelp ? 0 : 2)
    }
  }
}

extension Gatebook {
  /// The scan and the hook are what somebody waits for: their words are parsed without building the whole tree of commands
  /// first. What does not parse is parsed again from the root, whose help and errors name the command in full.
  private static func parse(quickly arguments: [String]) throws -> any ParsableCommand {
    if arguments.starts(with: ["hook", "run"]), let hook = try? HookRunCommand.parse(Array(arguments.dropFirst(2))) {
      return hook
    }
    if arguments.first == "scan", let scan = try? ScanCommand.parse(Array(arguments.dropFirst())) { return scan }
    return try parseAsRoot(arguments)
  }
}

/// How a command ends when it does not end well.
struct Ending: Error {
  var code: Int32
  var message: String?

  static func usage(_ message: String) -> Ending { Ending(code: 2, message: message) }
  static func incomplete(_ message: String) -> Ending { Ending(code: 3, message: message) }
}
