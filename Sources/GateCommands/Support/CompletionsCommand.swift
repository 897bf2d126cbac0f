import ArgumentParser

struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print the completions for a shell.",
    discussion: """
      bash: gatebook completions bash > ~/.local/share/bash-completion/completions/gatebook. zsh: into a file `_gatebook` in a \
      folder of $fpath. fish: into ~/.config/fish/completions/gatebook.fish.
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

  @Argument(help: "The shell: bash, zsh or fish.")
  var shell: Shell

  func run() {
    let kind: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    Output.write(Gatebook.completionScript(for: kind) + "\n")
  }
}
