import GateAttribution
import GateGit
import GateLedger
import GateLedgerSQLite
import GateModel
import GateScan

/// Attributes commits with the help of what the book remembers: the agent that a hook saw when a tree was about to be committed.
struct Witness {
  private let attributor: Attributor
  /// By the tree that was staged.
  private let seen: [String: RecordedAuthor]

  /// A book that is not there, or cannot be read, tells nothing; one that was named must be there.
  init(_ repository: borrowing GitRepository, ledger: String?) throws(GitError) {
    do throws(ScanFailure) {
      attributor = Attributor(try Embedded.builtIn().registry)
    } catch {
      throw GitError(.unreadable, error.description)
    }
    do throws(LedgerError) {
      seen = ledger == "none" ? [:] : try Self.seen(in: ledger ?? Recording.standardPath(in: repository.place))
    } catch {
      guard ledger == nil else { throw GitError(.badRevision, error.message) }
      seen = [:]
    }
  }

  private static func seen(in path: String) throws(LedgerError) -> [String: RecordedAuthor] {
    let store = try SQLiteLedgerStore(reading: path)
    var seen: [String: RecordedAuthor] = [:]
    for scan in try History.scans(in: store, HistoryFilter()) where scan.mode == "staged" {
      for commit in scan.commits where commit.author.tier == .observed {
        // The newest comes first, and it is the commit's own.
        if let tree = commit.tree, seen[tree] == nil { seen[tree] = commit.author }
      }
    }
    return seen
  }

  func attribute(_ commit: Commit) -> Attribution {
    let observed = seen[commit.tree.description].map { author in
      author.agents.map { agent in
        Evidence(
          source: "ledger", signal: "observed", agent: agent, weight: author.confidence,
          detail: "seen by the hook when this tree was staged")
      }
    }
    return attributor.attribute(commit, observed: observed ?? [])
  }
}
