package import GateModel

/// A pattern of Semgrep's generic mode.
package struct GenericPattern: Sendable {
  enum Node: Equatable, Sendable {
    case word(String)
    case byte(UInt8)
    /// Any one word, for the metavariable of this number.
    case metavariable(Int)
    /// Any atoms. `count` ellipses stand side by side; `isLong` crosses lines even where ellipses do not.
    case ellipsis(count: Int, isLong: Bool, metavariable: Int?)
    /// An indented list up to `end`; an optional one is only ellipses.
    case list(end: Int, isOptional: Bool)
    case end
  }

  let layout: GenericLayout
  /// Lines that one ellipsis may go down.
  let span: Int
  let nodes: [Node]
  /// With their dollar signs.
  let metavariables: [String]
  /// A metavariable that stands twice ties one part of the pattern to another.
  let hasRepeats: Bool

  package init(_ text: String, options: SearchOptions) throws(GenericPatternError) {
    layout = GenericLayout(options)
    span = max(0, options.genericEllipsisSpan)
    var parser = GenericPatternParser(layout)
    try parser.parse(Array(text.utf8))
    nodes = parser.nodes
    metavariables = parser.metavariables
    hasRepeats = parser.hasRepeats
  }

  /// Words that every text holds in which the pattern matches; with caseless options, in any case.
  package var requiredWords: [String] {
    var seen: Set<String> = []
    return nodes.compactMap { if case .word(let word) = $0, seen.insert(word).inserted { word } else { nil } }
  }
}

/// Why a text is no generic pattern.
package struct GenericPatternError: Error, Equatable, CustomStringConvertible {
  package let description: String
}

/// What a metavariable stands for: a range of the text.
package struct TextBinding: Equatable, Sendable {
  /// With its dollar sign, `$...X` too.
  package let name: String
  package let range: Range<Int>
}

/// Where a pattern is found in a text.
package struct TextMatch: Equatable, Sendable {
  package let range: Range<Int>
  /// In the pattern's order.
  package let bindings: [TextBinding]
}
