/// Something selected that was not (wholly) inspected, and why: a value in the report, never a lost error.
package struct Notice: Equatable, Sendable {
  package enum Reason: String, CaseIterable, Sendable {
    case lfsPointer = "lfs-pointer"
    case missingObject = "missing-object"
    case shallowBoundary = "shallow-boundary"
    case unreadable
    case timedOut = "timed-out"
    case tooLarge = "too-large"
    case parseError = "parse-error"
    case matchLimit = "match-limit"
    case fuel
    /// The path is the rule file's.
    case ruleNotRun = "rule-not-run"
    case partlyParsed = "partly-parsed"
    case binary, symlink, submodule, excluded

    /// The gate saw less than it was asked to see.
    package var breaksCoverage: Bool {
      switch self {
      case .lfsPointer, .missingObject, .shallowBoundary, .unreadable, .timedOut, .tooLarge, .parseError,
        .matchLimit, .fuel, .ruleNotRun:
        true
      case .partlyParsed, .binary, .symlink, .submodule, .excluded: false
      }
    }
  }

  package var path: TreePath
  package var reason: Reason
  /// For people: the size, the object's id, the remedy.
  package var detail: String

  package init(path: TreePath, reason: Reason, detail: String) {
    self.path = path
    self.reason = reason
    self.detail = detail
  }
}

/// How much of the selection was inspected: files, or blobs in a history scan.
package struct Coverage: Equatable, Sendable {
  package var selected = 0
  package var scanned = 0
  /// Not read, for an earlier scan of the same rules had found nothing in the same content.
  package var known = 0
  /// Bytes and lines of what was scanned, of the decoded text.
  package var bytes = 0
  package var lines = 0
  /// What else was inspected: messages, notes, names and logs of the repository. They are no files, and counted nowhere else.
  package var texts = 0
  /// Sorted by (path, reason).
  package var skipped: [Notice] = []

  package init() {}

  package var isComplete: Bool { !skipped.contains { $0.reason.breaksCoverage } }
}
