/// What a metavariable stands for.
package struct Binding: Sendable {
  /// With its dollar sign.
  package var name: String
  package var value: BoundValue

  package init(name: String, value: BoundValue) {
    self.name = name
    self.value = value
  }
}

package struct BoundValue: Sendable {
  package enum Content: Equatable, Sendable {
    /// A node of the file's tree.
    case node(Int)
    /// `count` siblings from the first on; none where `count` is zero.
    case nodes(first: Int, count: Int)
    /// Text without a node: a string's content, a group of a regular expression.
    case text
    /// The text of a constant that is not written at `range`.
    case constant(ArraySlice<UInt8>)
  }

  package var content: Content
  /// Byte offsets in the file.
  package var range: Range<Int>

  package init(content: Content, range: Range<Int>) {
    self.content = content
    self.range = range
  }
}

/// One place where a pattern matches.
package struct SyntaxMatch: Sendable {
  package var range: Range<Int>
  package var bindings: [Binding]
}
