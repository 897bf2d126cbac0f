/// How one grammar's nodes become ours. A shape is chosen by the grammar's name of a node.
enum Shape: Sendable {
  /// A node of this kind. Children in fields get the field's role, others `rest`.
  case node(Kind, roles: [Role?], rest: Role)
  /// The same, with its operator (all anonymous tokens) as the symbol.
  case operation(Kind, roles: [Role?], rest: Role)
  /// A node without children; the symbol is its text.
  case leaf(Kind)
  /// Its named children take its place, with its role or this one.
  case through(Role?)
  case skip
  case custom(@Sendable (inout Lowering, ConcreteNode, Role) -> Void)
  /// The table has no word about it.
  case unknown
}

/// A language: its grammar, its tables, and how its patterns are written. Immutable; made once, when first asked for.
package final class Language: Sendable {
  /// Nil where `reader` makes the tree.
  package let grammar: Grammar?
  /// As rule files write it.
  package let name: String
  let reader: Reader?
  let shapes: [Shape]
  /// By field number; number 0, of children without a field, is nil.
  let roles: [Role?]
  let fields: [String: Int]
  let kindNames: [String]
  private let blocks: Set<Int>
  let syntax: PatternSyntax
  let traits: Traits

  /// Makes the tree of a source, or of a pattern with its holes; nil for what is not of the language.
  package typealias Reader = @Sendable (_ source: [UInt8], _ isPattern: Bool) -> Tree?

  /// What names and literals mean where languages differ.
  package struct Traits: Sendable {
    /// An assignment makes the variable, which is the function's (Python, Ruby). Class variables are not in sight of methods.
    var assignmentDeclares = false
    /// A block has variables of its own.
    var blocksAreScopes = true
    /// What `new` makes is named as a type, not by an expression.
    var newNamesTypes = false
    /// A method may have the name of a variable or a class.
    var methodsHaveOwnNames = false
    /// The fields of an object are told by their names alone, whatever object it is.
    var fieldsAreNames = false
    /// `import a.*` may be where any name comes from.
    var wildcardsMayName = false
    /// A variable that belongs to no function may be written from elsewhere, unless it is declared a constant.
    var globalsAreOpen = false
    /// `a, b = 1, 2` says what each of them holds.
    var listsAreKnown = true
    /// A local variable that is written once in all the file is as good as a constant.
    var singleWritesAreFinal = false
    /// A function without a name is a block of the function around it, and runs where it stands.
    var lambdasAreBlocks = false
    /// What a function's last statement computes is returned.
    var lastValueIsResult = false
    /// The keys of a dictionary are expressions.
    var keysAreExpressions = false
    /// Members of a class are statements, and their order tells.
    var classBodiesAreOrdered = false
    /// The types of literals, where patterns may ask for them.
    var stringType: String?
    var integerType: String?
    var decimalType: String?
    var booleanType: String?
    /// Other words that patterns have for these.
    var literalTypes: [String: String] = [:]
    /// Types that values may have, and the wider ones that patterns may ask for then.
    var narrowTypes: [String: String] = [:]
  }

  /// One line of a table.
  enum Entry {
    case node(Kind, rest: Role = .child, _ fields: [String: Role] = [:])
    case operation(Kind, rest: Role = .child, _ fields: [String: Role] = [:])
    case leaf(Kind)
    case through
    case throughAs(Role)
    case skip
    case custom(@Sendable (inout Lowering, ConcreteNode, Role) -> Void)
  }

  /// A language that another parser than tree-sitter's reads.
  package init(name: String, reader: @escaping Reader) {
    grammar = nil
    self.name = name
    self.reader = reader
    syntax = PatternSyntax(strings: .python, comments: []) { _, _ in Hole.ellipsis }
    traits = Traits()
    (shapes, roles, fields, kindNames, blocks) = ([], [], [:], [], [])
  }

  /// `blocks` are the grammar's names of nodes that hold statements between braces or indentation.
  init(
    _ grammar: Grammar, fields own: [String: Role], blocks: Set<String>, syntax: PatternSyntax,
    traits: Traits = Traits(), _ table: [String: Entry]
  ) {
    self.grammar = grammar
    name = "\(grammar)"
    reader = nil
    self.syntax = syntax
    self.traits = traits
    let names = grammar.kindNames
    let fieldNames = grammar.fieldNames
    let roles = fieldNames.map { own[$0] ?? Self.commonRoles[$0] }
    kindNames = names
    fields = Dictionary(fieldNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    self.roles = roles
    self.blocks = Set(names.indices.filter { blocks.contains(names[$0]) })
    shapes = names.map { name in
      func merged(_ extra: [String: Role]) -> [Role?] {
        extra.isEmpty ? roles : zip(fieldNames, roles).map { extra[$0] ?? $1 }
      }
      return switch table[name] {
      case .node(let kind, let rest, let fields): .node(kind, roles: merged(fields), rest: rest)
      case .operation(let kind, let rest, let fields): .operation(kind, roles: merged(fields), rest: rest)
      case .leaf(let kind): .leaf(kind)
      case .through: .through(nil)
      case .throughAs(let role): .through(role)
      case .skip: .skip
      case .custom(let custom): .custom(custom)
      case nil: .unknown
      }
    }
  }

  /// How its typed metavariables are written.
  package var typed: PatternSyntax.Typed { syntax.typed }

  func isBlock(_ symbol: Int) -> Bool { blocks.contains(symbol) }

  /// What the grammars agree on.
  private static let commonRoles: [String: Role] = [
    "alias": .alias, "alternative": .orElse, "argument": .operand, "arguments": .argument, "attribute": .field,
    "body": .body, "condition": .condition, "consequence": .body, "constructor": .callee, "declarator": .child,
    "decorator": .decorator, "field": .field, "function": .callee, "handler": .handler, "finalizer": .finally,
    "increment": .update, "index": .index, "initializer": .initial, "key": .key, "left": .left, "name": .name,
    "object": .object, "operand": .operand, "parameters": .parameter, "property": .field, "receiver": .receiver,
    "result": .returnType, "return_type": .returnType, "right": .right, "subject": .subject, "superclasses": .base,
    "type": .type, "type_arguments": .typeParameter, "type_parameters": .typeParameter, "update": .update,
    "value": .value,
  ]
}
