import ArgumentParser
import GateGit
import GateLedger
import GateLedgerSQLite
import GateModel
import GateScan

/// Which book is asked, and how the answer is given.
struct BookOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The book (default: the one of the repository here).", valueName: "PATH"))
  var ledger: String?

  @Option(help: "The form of the answer: text or json.")
  var format = PlainFormat.text

  /// Opens for reading; nothing is written, nor is a book made.
  func open() throws(Ending) -> SQLiteLedgerStore {
    do throws(LedgerError) {
      return try SQLiteLedgerStore(reading: try path())
    } catch {
      throw error.ending
    }
  }

  /// The repository here, where there is one that may be looked at.
  static var place: GitRepository.Place? { try? discovered() }

  private static func discovered() throws(LedgerError) -> GitRepository.Place? {
    do throws(GitError) {
      switch try GitRepository.discover(at: nil, environment: GitEnvironment(Process.variables)) {
      case .some(let repository): return repository.place
      case .none: return nil
      }
    } catch {
      throw LedgerError(.notFound, error.message)
    }
  }

  func path() throws(LedgerError) -> String {
    if let ledger { return ledger }
    guard let place = try Self.discovered() else {
      throw LedgerError(.notFound, "the current directory lies in no git repository; name the book with --ledger PATH")
    }
    return Recording.standardPath(in: place)
  }
}

extension LedgerError {
  /// A book that is not there is the caller's to name; one that cannot be read is not.
  var ending: Ending { code == .notFound ? .usage(message) : .incomplete(message) }
}

/// What limits a question to the book.
struct FilterOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only since a date (2026-01-31) or for a span (24h, 7d, 4w), UTC.", valueName: "WHEN"))
  var since: String?

  @Option(help: ArgumentHelp("Only this agent or bot, or a kind: human, unknown …", valueName: "ID"))
  var agent: String?

  @Option(help: ArgumentHelp("Only this rule, or the rules of a folder.", valueName: "ID"))
  var rule: String?

  @Option(help: ArgumentHelp("Only this severity and worse.", valueName: "SEVERITY"))
  var severity: String?

  @Option(help: ArgumentHelp("Only below this path, or paths like it.", valueName: "PATH|GLOB"))
  var path: String?

  @Option(help: ArgumentHelp("Only findings that were new, existing, suppressed or reintroduced.", valueName: "STATE"))
  var state: String?

  func filter() throws(Ending) -> HistoryFilter {
    var filter = HistoryFilter(rule: rule, path: path.map { HistoryFilter.Place($0) })
    filter.since = try since.map { (text) throws(Ending) in try Moments.milliseconds(since: text) }
    if let agent {
      if let kind = Attribution.Kind(rawValue: agent) { filter.kind = kind } else { filter.agent = agent }
    }
    if let severity {
      guard let value = Severity(name: severity) else {
        throw .usage("`\(severity)` is no severity (known: critical, high, medium, low, info)")
      }
      filter.severity = value
    }
    if let state {
      guard let value = Finding.State(rawValue: state) else {
        throw .usage(
          "`\(state)` is no state (known: \(Finding.State.allCases.map(\.rawValue).joined(separator: ", ")))")
      }
      filter.state = value
    }
    return filter
  }
}

/// Times as people type them.
enum Moments {
  static func milliseconds(since text: String) throws(Ending) -> Int64 {
    if let seconds = Day.seconds(text) { return seconds * 1000 }
    if let exact = Timestamp.milliseconds(text) { return exact }
    let units: [Character: Int64] = ["m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()),
      (0...1_000_000).contains(count)
    else {
      throw .usage("`\(text)` is no time; write a date as 2026-01-31 or a span as 24h, 7d, 4w")
    }
    return Moment.now().wall - count * unit * 1000
  }
}
