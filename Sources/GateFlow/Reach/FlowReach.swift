/// What the statements at the top of a file can lead to, for the rules of a run.
package struct FlowReach: Sendable {
  package struct Statement: Sendable {
    /// The byte after its last.
    package var end: Int
    /// Rules of which a source may be come to.
    package var begins: UInt64 = 0
    /// Rules of which a sink may be.
    package var ends: UInt64 = 0

    package init(end: Int) { self.end = end }
  }

  /// In the order of the file.
  private let statements: [Statement]

  package init(statements: [Statement]) { self.statements = statements }

  /// Rules that may find something which begins in the file.
  var possible: UInt64 {
    let all = statements.reduce(into: Statement(end: 0)) {
      $0.begins |= $1.begins
      $0.ends |= $1.ends
    }
    return all.begins & all.ends
  }

  /// The statement that an offset lies in.
  subscript(offset: Int) -> Statement? {
    let index = statements.partitionPoint { $0.end > offset }
    return index < statements.count ? statements[index] : nil
  }
}
