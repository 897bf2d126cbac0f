import Testing

/// A program with a comment `tainted` on each line that must be reported.
struct Sample: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var language: ProgramLanguage
  var text: String
  /// The numbers of the lines that must be reported, where nothing is said to be left out.
  var lines: Set<Int>

  init(_ name: String, _ language: ProgramLanguage, _ lines: [String]) {
    testDescription = name
    self.language = language
    text = lines.joined(separator: "\n") + "\n"
    self.lines = Set(
      lines.indices.filter { lines[$0].contains("# tainted") || lines[$0].contains("// tainted") }.map { $0 + 1 })
  }
}
