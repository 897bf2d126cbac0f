import ArgumentParser

struct AgentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "agents", abstract: "Not built yet.")
}
