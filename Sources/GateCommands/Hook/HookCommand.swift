import ArgumentParser

struct HookCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook", abstract: "The gate in front of every commit.",
    subcommands: [HookInstallCommand.self, HookUninstallCommand.self, HookRunCommand.self])
}

struct HookInstallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Install the pre-commit hook; an existing one is kept and runs first.")

  @Argument(help: "The repository (default: the one here).")
  var repository: String?

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let hook = try HookFile(at: repository)
    Output.write(try hook.install() + "\n")
  }
}

struct HookUninstallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall", abstract: "Take the pre-commit hook away; what was there before is put back.")

  @Argument(help: "The repository (default: the one here).")
  var repository: String?

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let hook = try HookFile(at: repository)
    Output.write(try hook.uninstall() + "\n")
  }
}

struct HookRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "What the installed hook calls: inspect the index, say only what matters.")

  @Argument(help: "The hook: pre-commit.")
  var name: String

  @OptionGroup var common: CommonOptions

  func run() async throws {
    guard name == "pre-commit" else {
      throw Ending.usage("`\(name)` is no hook that this version runs (known: pre-commit)")
    }
    let scan = try ScanCommand.parse(
      ["--staged", "--format", "auto"] + (common.quiet ? ["--quiet"] : []) + ["--color", common.color.rawValue])
    try await scan.run()
  }
}
