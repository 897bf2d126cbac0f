import ArgumentParser
import GateGit
import GateModel

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Find out what is wrong with a setup, and see the gate close on a planted secret.",
    discussion: """
      Looks at the program, the repository, its hook, policy and book, the user's cache and the CI service. Then it plants a \
      made-up secret in a temporary repository, which must be blocked, recorded and reported. Nothing of yours is changed. Exit \
      codes: 0 healthy, warnings or not, 3 not healthy.
      """)

  @Argument(help: "The repository (default: the one here).")
  var repository: String?

  @Option(help: "The form of the answer: text or json.")
  var format = PlainFormat.text

  @OptionGroup var common: CommonOptions

  func run() async throws {
    var items = ProgramCheckup.items
    items += repositoryItems()
    items += PlaceCheckup.items
    items.append(await Drill.item())
    let checkup = Checkup(items: items)
    switch format {
    case .json: Output.write(checkup.json.pretty() + [0x0A])
    case .text: Output.write(checkup.text(quiet: common.quiet))
    }
    if !checkup.isHealthy { throw Ending(code: 3, message: nil) }
  }

  private func repositoryItems() -> [CheckedItem] {
    do throws(GitError) {
      let found = try GitRepository.discover(at: repository, environment: GitEnvironment(Process.variables))
      guard let found else {
        let place = repository ?? "the current directory"
        return [
          .warn(
            "repository", "\(place) lies in no git repository", remedy: "go into one, or name it: gatebook doctor PATH")
        ]
      }
      return RepositoryCheckup.items(found)
    } catch {
      return [.fail("repository", "it cannot be opened", remedy: error.message)]
    }
  }
}
