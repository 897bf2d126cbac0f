package import GateModel

/// One station of a flow.
package struct FlowStep: Equatable, Sendable {
  package var kind: Step.Kind
  package var path: TreePath
  /// Byte offsets in that file.
  package var range: Range<Int>
  /// A few words, without any value.
  package var message: String

  package init(kind: Step.Kind, path: TreePath, range: Range<Int>, message: String) {
    self.kind = kind
    self.path = path
    self.range = range
    self.message = message
  }
}

/// Data of a source that reaches a sink.
package struct FlowFinding: Sendable {
  package var rule: Int
  /// The numbers under which the matches were marked, each in its file.
  package var sink: FlowMarks.MatchNumber
  package var sinkPath: TreePath
  package var source: FlowMarks.MatchNumber
  package var sourcePath: TreePath
  /// From the source to the sink.
  package var steps: [FlowStep]

  package init(
    rule: Int, sink: FlowMarks.MatchNumber, sinkPath: TreePath, source: FlowMarks.MatchNumber, sourcePath: TreePath,
    steps: [FlowStep]
  ) {
    self.rule = rule
    self.sink = sink
    self.sinkPath = sinkPath
    self.source = source
    self.sourcePath = sourcePath
    self.steps = steps
  }
}

/// Follows data through a file and what it calls, for up to 64 rules at once, all with the same options of reach and depth.
/// Keeps what it learnt of functions from file to file. Belongs to one worker.
package final class FlowAnalysis {
  package struct Outcome: Sendable {
    /// Each pair of rule and sink once for every source, in the order of the sinks; also where the sink is in another file.
    package var findings: [FlowFinding] = []
    /// What was not followed to its end, in words; empty where all was.
    package var limits: [String] = []
  }

  private let rules: [FlowOptions]
  private let library: any FlowLibrary

  /// `rules` by number. Their `reach` and `isDeep` must be the same.
  package init(_ rules: [FlowOptions], library: any FlowLibrary) {
    self.rules = rules
    self.library = library
  }

  /// What begins in this file's functions, wherever it leads.
  package func run(_ file: FlowFile) -> Outcome { Outcome() }
}
