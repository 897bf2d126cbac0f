import ArgumentParser

struct AttributeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "attribute", abstract: "Not built yet.")
}
