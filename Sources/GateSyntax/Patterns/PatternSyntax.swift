/// How patterns are written in a language: where its strings are, what may stand for `...`, and what makes a fragment whole.
package struct PatternSyntax: Sendable {
  package enum Strings: Sendable { case python, javascript, java, go, ruby, json }

  package enum Comment: Sendable { case hash, slashes }

  /// How a typed metavariable is written, and what is parsed in its place.
  package enum Typed: Sendable {
    case none
    /// `(T $X)`, parsed as a cast.
    case typeFirst
    /// `($X : T)`, parsed as what `separator` makes of it: ` as T`, `.(T)`.
    case nameFirst(before: String, after: String)
  }

  /// A fragment is parsed between these texts; the pattern is the first node of the kind `root`.
  struct Partial: Sendable {
    var before: String
    var after: String
    var root: Kind
    /// Tried before the text as it stands, when the text begins so.
    var leading: String?
    /// Preferred to the text as it stands, when that is a node of this kind.
    var insteadOf: Kind?
    /// The pattern is what the node of the kind `root` holds, not the node.
    var isContent: Bool
    /// The node must be all of the text.
    var isWhole: Bool
    /// What the pattern finds stands in a class or an object.
    var isMember: Bool

    init(
      before: String, after: String, root: Kind, leading: String? = nil, insteadOf: Kind? = nil,
      isContent: Bool = false, isWhole: Bool = false, isMember: Bool = false
    ) {
      self.before = before
      self.after = after
      self.root = root
      self.leading = leading
      self.insteadOf = insteadOf
      self.isContent = isContent
      self.isWhole = isWhole
      self.isMember = isMember
    }
  }

  var strings: Strings
  var comments: [Comment]
  var typed: Typed
  var partials: [Partial]
  /// What stands for `...` at a place. `attempt` counts the tries at the same pattern, from zero.
  var ellipsis: @Sendable (_ place: EllipsisPlace, _ attempt: Int) -> String
  var attempts: Int
  /// What stands for a metavariable where its name alone would not do; it is told what comes before.
  var metavariable: (@Sendable (_ name: String, _ before: [UInt8], _ attempt: Int) -> String?)?
  /// An expression that is parsed without a partial's help was written as a statement, and asks for whole statements.
  var statementsEndInSemicolon: Bool

  init(
    strings: Strings, comments: [Comment], typed: Typed = .none, partials: [Partial] = [], attempts: Int = 1,
    statementsEndInSemicolon: Bool = false,
    metavariable: (@Sendable (_ name: String, _ before: [UInt8], _ attempt: Int) -> String?)? = nil,
    ellipsis: @escaping @Sendable (EllipsisPlace, Int) -> String
  ) {
    self.strings = strings
    self.comments = comments
    self.typed = typed
    self.partials = partials
    self.attempts = attempts
    self.statementsEndInSemicolon = statementsEndInSemicolon
    self.metavariable = metavariable
    self.ellipsis = ellipsis
  }
}

extension PatternSyntax {
  /// A hole as the grammar can read it: where it has no names, as a string.
  func quoted(_ hole: String) -> String { strings == .json ? "\"\(hole)\"" : hole }
}

/// Where an ellipsis stands.
package struct EllipsisPlace: Sendable {
  /// The innermost open bracket; 0 outside all.
  package var bracket: UInt8 = 0
  /// The word directly before that bracket, or its last byte where it is no word; empty at the start.
  package var beforeBracket = ""
  /// The byte after the bracket's partner; 0 at the end.
  package var afterBracket: UInt8 = 0
  /// The nearest bytes that are not white space; 0 at the ends.
  package var previous: UInt8 = 0
  package var next: UInt8 = 0
  /// The word that ends at `previous`, or that byte where it is none; empty at the start.
  package var previousWord = ""
  /// The byte directly behind it; 0 at the end.
  package var touching: UInt8 = 0
  /// Only white space follows on its line.
  package var endsLine = false
  /// Only white space stands before it on its line.
  package var startsLine = false
  /// What stands before that bracket, back to the last `;`, `{` or `}`.
  package var header = ""
}
