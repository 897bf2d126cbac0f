/// What `--autofix` came to. Fixes that several findings share count once.
package struct FixSummary: Equatable, Sendable {
  /// Nothing was written: what would have been is in the report's patch.
  package var isDryRun: Bool
  /// Written, or put into the patch.
  package var applied = 0
  /// In so many files.
  package var files = 0
  /// Left out: they overlap others, or their file was left alone.
  package var notApplied = 0

  package init(isDryRun: Bool) { self.isDryRun = isDryRun }
}
