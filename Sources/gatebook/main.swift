import GateCommands

await Gatebook.start(Array(CommandLine.arguments.dropFirst()))
