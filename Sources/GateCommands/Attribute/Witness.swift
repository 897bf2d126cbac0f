import GateAttribution
import GateGit
import GateLedger
import GateLedgerSQLite
import GateModel
import GateScan

/// Attributes commits with the help of what the book remembers.
struct Witness {
  private let attributor: Attributor
  private let memory: HookMemory

  /// A book that is not there, or cannot be read, tells nothing; one that was named must be there.
  init(_ repository: borrowing GitRepository, ledger: String?) throws(GitError) {
    do throws(ScanFailure) {
      attributor = Attributor(try Embedded.builtIn().registry)
    } catch {
      throw GitError(.unreadable, error.description)
    }
    do throws(LedgerError) {
      let path = ledger ?? Recording.standardPath(in: repository.place)
      memory = path == "none" ? HookMemory() : try HookMemory(SQLiteLedgerStore(reading: path))
    } catch {
      guard ledger == nil else { throw GitError(.badRevision, error.message) }
      memory = HookMemory()
    }
  }

  func attribute(_ commit: Commit) -> Attribution {
    attributor.attribute(commit, observed: memory.evidence(for: commit))
  }
}
