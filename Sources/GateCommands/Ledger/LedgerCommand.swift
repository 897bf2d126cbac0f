import ArgumentParser
import GateLedger
import GateModel

struct LedgerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "The book itself.", subcommands: [LedgerVerifyCommand.self])
}

struct LedgerVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every entry against its hash, its predecessor and the head of the book.",
    discussion: "Exit codes: 0 intact, 1 tampered with, 2 usage, 3 cannot verify.")

  @OptionGroup var book: BookOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let store = try book.open()
    let verdict: Verifier.Verdict
    do throws(LedgerError) {
      verdict = try Verifier.verify(store)
    } catch {
      throw error.code == .corrupt ? Ending(code: 1, message: error.message) : error.ending
    }
    switch verdict {
    case .intact(let count, let root):
      report(
        isIntact: true, text: "OK: \(count) entries, root \(root)",
        members: [
          .init("entries", .count(count)), .init("root", .string(root.description)), .init("problem", .null),
        ])
    case .tampered(let problem):
      report(
        isIntact: false, text: problem.description,
        members: [
          .init("entries", .null), .init("root", .null), .init("problem", .string(problem.description)),
        ])
      throw Ending(code: 1, message: nil)
    }
  }

  private func report(isIntact: Bool, text: String, members: [JSON.Member]) {
    switch book.format {
    case .text: Output.write(text + "\n")
    case .json:
      let head: [JSON.Member] = [.init("schema", .string("gatebook.verify/1")), .init("intact", .bool(isIntact))]
      Output.write(JSON.object(head + members).pretty() + [0x0A])
    }
  }
}
