import GateArchive
package import GateAttribution
package import GateLedger
package import GateModel

/// What a scan is asked to do, once flags and environment are understood: nothing optional is left but what has no default.
package struct ScanRequest: Sendable {
  package enum LedgerChoice: Equatable, Sendable {
    /// In the repository's common git directory; none outside a repository.
    case standard
    case none
    case at(String)
  }

  /// What becomes of the fixes that findings carry.
  package enum Fixing: Sendable {
    /// They are told, and that is all.
    case off
    /// They are written into the files of the work tree.
    case writing
    /// Nothing is written; the report gets a patch.
    case patching
  }

  package var selection: Selection
  /// As typed: what to look at, or the repository and then what to restrict to.
  package var paths: [String] = []
  /// `--rules`: files, folders, `builtin:NAME`; empty means the policy's choice.
  package var rules: [String] = []
  package var policyFile: String?
  package var baselineFile: String?
  /// Where the policy is read, instead of where the selection says; a git selection's.
  package var policyRevision: String?
  /// Of a diff: commits beside its base that those who are asked have already. A line that stands in one of them is not new.
  package var known: [ObjectID] = []
  /// For people, told first: why just this is looked at.
  package var remarks: [String] = []
  package var ledger = LedgerChoice.standard
  package var jobs = 1
  /// Wall-clock seconds after which no further file is begun.
  package var timeBudget: Double?
  package var maximumFileSize = 100 << 20
  /// How many archives deep archives are opened; 0: they are not.
  package var archiveDepth = 0
  package var requiresCoverage = false
  package var keepsGate = true
  package var showsWholeFiles = false
  package var trustsOwner = false
  package var ignoresIgnoreRules = false
  package var isReproducible = false
  package var fixing = Fixing.off
  package var variables: [String: String] = [:]
  package var surroundings = Surroundings()
  /// Told, from any worker, how many of how many files have been begun.
  package var progress: (@Sendable (_ begun: Int, _ all: Int) -> Void)?

  package init(_ selection: Selection) { self.selection = selection }

  var archiveLimits: ArchiveReader.Limits? {
    archiveDepth > 0 ? ArchiveReader.Limits(depth: archiveDepth, memberSize: maximumFileSize) : nil
  }

  /// Answers for `incomplete` where neither flag nor policy does.
  package var runsInCI: Bool {
    guard let value = variables["CI"]?.lowercased() else { return false }
    return !["", "0", "false"].contains(value)
  }
}

/// Why there is no report at all.
package enum ScanFailure: Error, Equatable, CustomStringConvertible {
  /// The user can mend the call or a file: exit 2.
  case usage(String)
  /// The gate cannot do its work here: exit 3.
  case incomplete(String)

  package var description: String {
    switch self {
    case .usage(let text), .incomplete(let text): text
    }
  }
}

/// What only the front door knows: the embedded pack, and how to open a ledger.
package struct Tools: Sendable {
  package var builtIn: @Sendable () throws(ScanFailure) -> BuiltIn
  package var openLedger: @Sendable (_ path: String) throws(LedgerError) -> any LedgerStore
  /// Where compiled patterns of other rule sets are kept; nil for nowhere.
  package var cacheFolder: String?
  package var buildDigest: Digest?

  package init(
    builtIn: @escaping @Sendable () throws(ScanFailure) -> BuiltIn,
    openLedger: @escaping @Sendable (String) throws(LedgerError) -> any LedgerStore, cacheFolder: String?,
    buildDigest: Digest?
  ) {
    self.builtIn = builtIn
    self.openLedger = openLedger
    self.cacheFolder = cacheFolder
    self.buildDigest = buildDigest
  }
}
