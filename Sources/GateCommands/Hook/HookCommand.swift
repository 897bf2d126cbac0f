import ArgumentParser
import GateGit

struct HookCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook", abstract: "The gate in front of every commit and every push.",
    subcommands: [HookInstallCommand.self, HookUninstallCommand.self, HookRunCommand.self])
}

struct HookInstallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Install hooks; existing ones are kept and run first.")

  @Option(
    name: .customLong("type"),
    help: ArgumentHelp("pre-commit (default), pre-push or pre-receive (repeatable).", valueName: "HOOK"))
  var types: [HookName] = []

  @Flag(help: "Also where core.hooksPath names a folder that other repositories use.")
  var shared = false

  @Argument(help: "The repository (default: the one here).")
  var repository: String?

  @OptionGroup var common: CommonOptions

  func run() async throws {
    guard let program = Process.executable else {
      throw Ending.incomplete("this program's own path is not known, so no hook can name it")
    }
    let folder = try HookFolder(of: try GitRepository.opened(at: repository))
    let names = types.isEmpty ? [.preCommit] : HookName.allCases.filter(types.contains)
    let hooks = names.map { HookFile($0, in: folder) }
    // All or none, as far as can be told beforehand.
    for hook in hooks {
      try folder.check(hook.name, sharedToo: shared)
      try hook.check(program: program)
    }
    try folder.make()
    for hook in hooks { Output.write(try hook.install(program: program) + "\n") }
  }
}

struct HookUninstallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall", abstract: "Take our hooks away; what was there before is put back.")

  @Option(
    name: .customLong("type"),
    help: ArgumentHelp("Only this one (repeatable; default: all of ours).", valueName: "HOOK"))
  var types: [HookName] = []

  @Argument(help: "The repository (default: the one here).")
  var repository: String?

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let folder = try HookFolder(of: try GitRepository.opened(at: repository))
    let names = types.isEmpty ? HookName.allCases : HookName.allCases.filter(types.contains)
    var done: [String] = []
    for name in names {
      if let said = try HookFile(name, in: folder).uninstall() { done.append(said) }
    }
    Output.write((done.isEmpty ? "no hook of gatebook's in \(folder.path)" : done.joined(separator: "\n")) + "\n")
  }
}

struct HookRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "What an installed hook calls: judge what is committed or pushed, say only what matters.")

  @Argument(help: "The hook: pre-commit, pre-push or pre-receive.")
  var name: HookName

  @Argument(help: "What git gave to the hook: for pre-push the remote's name and address.")
  var arguments: [String] = []

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let options = ["--format", "auto", "--color", common.color.rawValue] + (common.quiet ? ["--quiet"] : [])
    switch name {
    case .preCommit: try await ScanCommand.parse(["--staged"] + options).run()
    case .prePush, .preReceive:
      let scan = try ScanCommand.parse(options)
      throw Ending(code: try await RefsHook(name: name, arguments: arguments).run(scan), message: nil)
    }
  }
}
