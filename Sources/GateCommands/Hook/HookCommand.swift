import ArgumentParser

struct HookCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "hook", abstract: "Not built yet.")
}
