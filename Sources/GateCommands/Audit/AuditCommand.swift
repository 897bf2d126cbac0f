import ArgumentParser
import GateDocument
import GateGit
import GateLedger
import GateLedgerSQLite
import GateModel
import GatePolicy
import GateReport
import GateScan

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Which commits of a range never passed the gate, and whose they are.",
    discussion: """
      A commit passed when the book holds a scan of the whole of it that found the gate open: of the index before it was \
      committed, of the commit, of a range with it or of the history. Exit codes: 0 all told, 1 with --require, or `audit: require` in the policy \
      of BASE, where one did not pass, 2 usage, 3 no book, a book that is not as it was written, or a history that is cut off.
      """)

  @Argument(help: ArgumentHelp("From BASE, not with it, to HEAD.", valueName: "BASE[..HEAD]"))
  var range: String

  @Argument(help: "The repository (default: the one here).")
  var repository: String?

  @Flag(help: "Exit 1 unless every commit passed, as with `audit: require` in the policy of BASE.")
  var require = false

  @Option(help: ArgumentHelp("The book (default: the repository's).", valueName: "PATH"))
  var ledger: String?

  @Option(help: "The form of the answer: text or json.")
  var format = PlainFormat.text

  @Flag(help: "Accept a repository that belongs to another user, this once.")
  var trustOwner = false

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let answer: AuditAnswer
    let isRequired: Bool
    do throws(GitError) {
      let found = try GitRepository.discover(
        at: repository, environment: GitEnvironment(Process.variables), trustOwner: trustOwner)
      guard let found else {
        throw GitError(.notARepository, "\(repository ?? "the current directory") lies in no git repository")
      }
      answer = try self.answer(in: found)
      if require { isRequired = true } else { isRequired = try Self.policy(at: answer.base, in: found).requiresAudit }
    } catch {
      throw ScanFailure(error).ending
    }
    switch format {
    case .json: Output.write(answer.json.pretty() + [0x0A])
    case .text: Output.write(answer.text(quiet: common.quiet))
    }
    if isRequired, !answer.isClean { throw Ending(code: 1, message: nil) }
  }

  /// As it stood before the range.
  private static func policy(at base: ObjectID, in repository: borrowing GitRepository) throws(GitError) -> Policy {
    guard let bytes = try repository.file(TreePath(Policy.fileName), at: base) else { return Policy() }
    do throws(DocumentError) {
      return try PolicyFile.parse(bytes, file: "\(Policy.fileName) at \(base.short)")
    } catch {
      throw GitError(.badRevision, error.description)
    }
  }

  private func answer(in repository: borrowing GitRepository) throws(GitError) -> AuditAnswer {
    let (base, head) = try Self.ends(of: range, in: repository)
    let (ids, missing) = try repository.commits(after: base, upTo: head)
    if let first = missing.first {
      throw GitError(
        .shallow, "commit \(first) of the range is not here; type: git fetch --unshallow (in CI: fetch-depth: 0)")
    }
    let rows = try Self.audit(ledger ?? Recording.standardPath(in: repository.place)).rows(ids, in: repository)
    let witness = try Witness(repository, ledger: ledger)
    return AuditAnswer(
      range: range, base: base, head: head, rows: rows.map { (row: $0, author: witness.attribute($0.commit)) })
  }

  /// Without a book that can be believed nothing can be said, which is not the caller's mistake.
  private static func audit(_ path: String) throws(GitError) -> Audit {
    do throws(LedgerError) {
      let store = try SQLiteLedgerStore(reading: path)
      guard case .intact = try Verifier.verify(store) else {
        throw LedgerError(
          .corrupt,
          "\(path): the book is not as it was written, so it speaks for no commit; type: gatebook ledger verify")
      }
      return try Audit(store)
    } catch {
      throw GitError(.unreadable, error.message)
    }
  }

  private static func ends(
    of range: String, in repository: borrowing GitRepository
  ) throws(GitError) -> (base: ObjectID, head: ObjectID) {
    let dots = range.firstRange(of: "..")
    let base = dots.map { String(range[..<$0.lowerBound]) } ?? range
    let head = dots.map { range[$0.upperBound...].drop { $0 == "." } } ?? ""
    guard !base.isEmpty else { throw GitError(.badRevision, "audit wants BASE..HEAD; `\(range)` names no base") }
    return (try repository.resolve(base), try repository.resolve(head.isEmpty ? "HEAD" : String(head)))
  }
}
