extension Language {
  package static let ruby = Language(
    .ruby,
    fields: [
      "begin": .left, "end": .right, "superclass": .base, "exceptions": .type, "variable": .name, "scope": .object,
      "pattern": .caseItem, "block": .argument,
    ],
    blocks: ["body_statement", "block_body", "then", "else", "do", "ensure"],
    syntax: PatternSyntax(
      strings: .ruby, comments: [.hash], metavariable: { name, before, _ in Ruby.metavariable(name, before) },
      ellipsis: { place, _ in Ruby.ellipsis(place) }),
    traits: Traits(
      assignmentDeclares: true, blocksAreScopes: false, lambdasAreBlocks: true, lastValueIsResult: true,
      classBodiesAreOrdered: true),
    [
      "program": .node(.file, rest: .statement),
      "uninterpreted": .skip,
      "empty_statement": .skip,
      "body_statement": .custom(Ruby.bodyStatement),
      "block_body": .node(.block, rest: .statement),
      "then": .node(.block, rest: .statement),
      "else": .node(.block, rest: .statement),
      "do": .node(.block, rest: .statement),
      "ensure": .node(.block, rest: .statement),
      "begin_block": .operation(.other, rest: .statement),
      "end_block": .operation(.other, rest: .statement),
      "parenthesized_statements": .custom(Ruby.parenthesized),

      "method": .custom(Ruby.method),
      "singleton_method": .custom(Ruby.method),
      "method_parameters": .throughAs(.parameter),
      "lambda_parameters": .throughAs(.parameter),
      "block_parameters": .custom(Ruby.blockParameters),
      "optional_parameter": .node(.parameter),
      "keyword_parameter": .node(.parameter),
      "splat_parameter": .operation(.parameter),
      "hash_splat_parameter": .operation(.parameter),
      "block_parameter": .node(.parameter),
      "destructured_parameter": .node(.parameter),
      "hash_splat_nil": .skip,
      "setter": .leaf(.name),
      "operator": .leaf(.name),
      "class": .custom { Ruby.declaration(&$0, $1, $2, "class") },
      "module": .custom { Ruby.declaration(&$0, $1, $2, "module") },
      "singleton_class": .custom { Ruby.declaration(&$0, $1, $2, "class <<") },
      "superclass": .through,

      "if": .custom(Ruby.conditional),
      "elsif": .custom(Ruby.conditional),
      "unless": .custom(Ruby.unless),
      "if_modifier": .custom { Ruby.modifier(&$0, $1, $2, .ifStatement) },
      "unless_modifier": .custom(Ruby.unless),
      "while": .custom { Ruby.modifier(&$0, $1, $2, .whileLoop) },
      "while_modifier": .custom { Ruby.modifier(&$0, $1, $2, .whileLoop) },
      "until": .custom { Ruby.modifier(&$0, $1, $2, .whileLoop, isNegated: true) },
      "until_modifier": .custom { Ruby.modifier(&$0, $1, $2, .whileLoop, isNegated: true) },
      "for": .node(.forEach, ["pattern": .target, "value": .iterable]),
      "in": .through,
      "case": .custom(Ruby.cases),
      "when": .node(.switchCase),
      "pattern": .through,
      "begin": .custom(Ruby.begin),
      "rescue": .node(.handler),
      "exceptions": .through,
      "exception_variable": .through,
      "rescue_modifier": .custom(Ruby.rescueModifier),
      "return": .node(.returnStatement, rest: .value),
      "yield": .node(.yield, rest: .value),
      "break": .node(.breakStatement, rest: .value),
      "next": .node(.continueStatement, rest: .value),

      "assignment": .node(.assign, ["left": .target, "right": .value]),
      "operator_assignment": .operation(.augmentedAssign, ["left": .target, "right": .value]),
      "left_assignment_list": .custom { $0.bareTuple($1, $2) },
      "right_assignment_list": .custom { $0.bareTuple($1, $2) },
      "destructured_left_assignment": .node(.tuple),
      "rest_assignment": .operation(.spread),

      "call": .custom(Ruby.call),
      "argument_list": .through,
      "splat_argument": .operation(.spread),
      "hash_splat_argument": .operation(.spread),
      "block_argument": .operation(.spread),
      "block": .custom(Ruby.lambda),
      "do_block": .custom(Ruby.lambda),
      "lambda": .custom(Ruby.lambda),
      "element_reference": .node(.index, rest: .index),
      "scope_resolution": .custom(Ruby.scope),
      "binary": .custom { Ruby.operation(&$0, $1, $2, .binary) },
      "unary": .custom { Ruby.operation(&$0, $1, $2, .unary) },
      "conditional": .node(.ternary),
      "range": .custom(Ruby.range),
      "array": .node(.list),
      "hash": .node(.dictionary),
      "pair": .custom(Ruby.pair),

      "identifier": .custom(Ruby.identifier),
      "constant": .custom(Ruby.constant),
      "instance_variable": .custom(Ruby.instanceVariable),
      "class_variable": .leaf(.name),
      "global_variable": .leaf(.name),
      "self": .leaf(.name),
      "super": .leaf(.name),
      "line": .leaf(.name),
      "file": .leaf(.name),
      "encoding": .leaf(.name),
      "nil": .leaf(.null),
      "true": .leaf(.boolean),
      "false": .leaf(.boolean),
      "integer": .leaf(.number),
      "float": .leaf(.number),
      "complex": .leaf(.number),
      "rational": .leaf(.number),
      "character": .custom { $0.plainString($1, $2, opening: 1, closing: 0) },
      "string": .custom(Ruby.string),
      "chained_string": .custom(Ruby.chained),
      // What a heredoc holds stands elsewhere, and is not looked into.
      "heredoc_beginning": .custom { $0.plainString($1, $2, opening: 0, closing: 0) },
      "string_array": .custom(Ruby.words),
      "symbol_array": .custom(Ruby.words),
      "bare_string": .custom(Ruby.string),
      "bare_symbol": .custom(Ruby.string),
      "subshell": .custom(Ruby.subshell),
      "regex": .custom(Ruby.regex),
      "interpolation": .throughAs(.part),
      "simple_symbol": .custom(Ruby.symbol),
      "hash_key_symbol": .custom(Ruby.symbol),
      "delimited_symbol": .custom(Ruby.symbol),
    ])
}

private enum Ruby {
  // MARK: Patterns

  /// What names a class or stands behind `::` must begin like a constant.
  static func metavariable(_ name: String, _ before: [UInt8]) -> String? {
    let text = String(decoding: before.suffix(16), as: UTF8.self)
    let isConstant = text.hasSuffix("::") || ["class", "module"].contains(text.split { $0 == " " || $0 == "\n" }.last)
    return isConstant ? constantPrefix + name.dropFirst(constantPrefix.count) : nil
  }

  private static let constantPrefix = "GB"

  /// In a hash there are pairs, and nothing but an unpacking may stand among them; other braces hold statements.
  static func ellipsis(_ place: EllipsisPlace) -> String {
    guard place.bracket == UInt8(ascii: "{"), "{,".utf8.contains(place.previous) else { return Hole.ellipsis }
    let isHash = ["", "(", ",", "=", "[", "{", ">", ":", "|", "return"].contains(place.beforeBracket)
    return isHash && !place.header.reversed().drop(while: \.isWhitespace).starts(with: ">-")
      ? "**\(Hole.ellipsis)" : Hole.ellipsis
  }

  // MARK: Declarations

  static func method(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.function, node, role)
    if let object = l.child(of: node, "object") { l.visit(object, .receiver) }
    if let name = l.child(of: node, "name") { l.visit(name, .name) }
    if let parameters = l.child(of: node, "parameters") { l.visit(parameters, .parameter) }
    body(&l, node, l.child(of: node, "body"))
    l.end()
  }

  static func declaration(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ word: String) {
    l.begin(.classDeclaration, node, role, symbol: l.symbol(word))
    for field in ["name", "value", "superclass"] {
      if let child = l.child(of: node, field) {
        l.visit(child, field == "name" ? .name : field == "value" ? .subject : .base)
      }
    }
    body(&l, node, l.child(of: node, "body"))
    l.end()
  }

  /// Variables of the block's own are no parameters.
  static func blockParameters(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    for child in l.children(of: node) where child.node.isNamed && child.field != l.language.fields["locals"] {
      l.visit(child.node, .parameter)
    }
  }

  /// A body; an empty one where nothing is written.
  private static func body(_ l: inout Lowering, _ node: ConcreteNode, _ body: ConcreteNode?, _ role: Role = .body) {
    // `f while x` is the same as with `end`.
    if let body { return l.block(body, role, flags: []) }
    l.begin(.block, node.to..<node.to, role)
    l.end()
  }

  static func bodyStatement(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.block, node, role)
    if isAttempt(l, node) { attempt(&l, node, .statement) } else { l.through(node, .statement) }
    l.end()
  }

  // MARK: Statements

  private static let attemptParts = ["rescue": Role.handler, "else": .orElse, "ensure": .finally]

  private static func isAttempt(_ l: Lowering, _ node: ConcreteNode) -> Bool {
    l.children(of: node).contains { attemptParts[l.kind($0.node)] != nil && $0.node.isNamed }
  }

  private static func attempt(
    _ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ symbol: Symbol = .none
  ) {
    let children = l.children(of: node).map(\.node).filter { $0.isNamed || $0.isMissing }
    let body = children.filter { attemptParts[l.kind($0)] == nil }
    l.begin(.tryStatement, node, role, symbol: symbol)
    l.begin(.block, (body.first?.from ?? node.from)..<(body.last?.to ?? node.from), .body)
    for child in body { l.visit(child, .statement) }
    l.end()
    for child in children { if let role = attemptParts[l.kind(child)] { l.visit(child, role) } }
    l.end()
  }

  static func begin(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let symbol = l.symbol("begin")
    if isAttempt(l, node) { return attempt(&l, node, role, symbol) }
    l.begin(.other, node, role, symbol: symbol)
    l.begin(.block, node, .body)
    l.through(node, .statement)
    l.end()
    l.end()
  }

  static func rescueModifier(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let body = l.child(of: node, "body"), let handler = l.child(of: node, "handler") else { return }
    l.begin(.other, node, role, symbol: l.symbol("rescue"))
    l.block(body, .body)
    l.block(handler, .handler)
    l.end()
  }

  /// One statement is itself.
  static func parenthesized(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node).filter(\.node.isNamed)
    if children.count == 1 { return l.visit(children[0].node, role) }
    l.begin(.other, node, role, symbol: l.symbol("()"))
    for child in children { l.visit(child.node, .statement) }
    l.end()
  }

  /// `elsif` is an `if` in the other branch.
  static func conditional(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let isElse = l.isKind(node, "elsif")
    if isElse { l.begin(.block, node, .orElse, flags: .implicit) }
    l.begin(.ifStatement, node, isElse ? .statement : role)
    if let condition = l.child(of: node, "condition") { l.visit(condition, .condition) }
    body(&l, node, l.child(of: node, "consequence"))
    if let other = l.child(of: node, "alternative") { l.visit(other, .orElse) }
    l.end()
    if isElse { l.end() }
  }

  /// An `if` of the contrary that does something in its other branch.
  static func unless(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.ifStatement, node, role)
    if let condition = l.child(of: node, "condition") { negated(&l, condition) }
    let other = l.child(of: node, "alternative")
    if l.isPattern, other == nil {
      // A pattern that does not speak of an `else` lets there be one.
      l.begin(.block, node.to..<node.to, .body)
      l.leaf(.name, node.to..<node.to, .statement, l.symbol(Hole.ellipsis))
      l.end()
    } else {
      body(&l, node, other)
    }
    body(&l, node, l.child(of: node, "consequence") ?? l.child(of: node, "body"), .orElse)
    l.end()
  }

  private static func negated(_ l: inout Lowering, _ condition: ConcreteNode) {
    l.begin(.unary, condition, .condition, symbol: l.symbol("!"))
    l.visit(condition, .operand)
    l.end()
  }

  static func modifier(
    _ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ kind: Kind, isNegated: Bool = false
  ) {
    l.begin(kind, node, role)
    if let condition = l.child(of: node, "condition") {
      if isNegated { negated(&l, condition) } else { l.visit(condition, .condition) }
    }
    body(&l, node, l.child(of: node, "body"))
    l.end()
  }

  static func cases(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let value = l.child(of: node, "value")
    l.begin(.switchStatement, node, role)
    for child in l.children(of: node) where child.node.isNamed {
      if l.isKind(child.node, "else") {
        l.begin(.switchCase, child.node, .caseItem)
        l.visit(child.node, .body)
        l.end()
      } else {
        l.visit(child.node, child.node.from == value?.from ? .subject : .caseItem)
      }
    }
    l.end()
  }

  // MARK: Calls

  /// What has a block is called with it: `a.b(c) { }` is `a.b(c)` called with a function.
  static func call(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let receiver = l.child(of: node, "receiver")
    let method = l.child(of: node, "method")
    let arguments = l.child(of: node, "arguments")
    let block = l.child(of: node, "block")
    let end = (arguments ?? method ?? receiver)?.to ?? node.to
    let range = node.from..<(block == nil ? node.to : end)
    // The receiver's end of a chain is no call of its own.
    if block == nil, imported(&l, node, role) { return }
    let isChain = l.isPattern && method.map { l.string($0) == Hole.chain } ?? false
    if block != nil { l.begin(.call, node, role) }
    // `a()` is what `a` is where that is no variable.
    let isBare =
      receiver == nil && !l.isPattern
      && !(arguments.map { l.children(of: $0).contains(where: \.node.isNamed) } ?? false)
    if !isChain { l.begin(.call, range, block == nil ? role : .callee, flags: isBare ? .implicit : []) }
    if let receiver, let method {
      l.begin(.member, node.from..<method.to, isChain ? role : .callee)
      l.visit(receiver, .object)
      l.visit(method, .field)
      l.end()
    } else if let callee = receiver ?? method {
      l.visit(callee, .callee)
    }
    if let arguments { l.visit(arguments, .argument) }
    if !isChain { l.end() }
    if let block {
      l.visit(block, .argument)
      l.end()
    }
  }

  /// `require "a"`
  private static func imported(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) -> Bool {
    guard l.child(of: node, "receiver") == nil, let method = l.child(of: node, "method"),
      ["require", "require_relative", "load"].contains(l.string(method)),
      let arguments = l.child(of: node, "arguments")
    else { return false }
    let parts = l.children(of: arguments).map(\.node).filter(\.isNamed)
    let isPath = parts.count == 1 && l.isKind(parts[0], "string") && !hasHoles(l, parts[0])
    let isName = parts.count == 1 && l.isKind(parts[0], "identifier") && l.string(parts[0]) != Hole.ellipsis
    guard isPath || isName else { return false }
    l.begin(.importation, node, role)
    l.visit(parts[0], .module)
    l.end()
    return true
  }

  /// Blocks, and `->` with one of them.
  static func lambda(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.lambda, node, role)
    if let parameters = l.child(of: node, "parameters") { l.visit(parameters, .parameter) }
    let inner = l.isKind(node, "lambda") ? l.child(of: node, "body") : node
    body(&l, node, inner.flatMap { l.child(of: $0, "body") })
    l.end()
  }

  /// `A::B`; what begins with `::` is a name of its own.
  static func scope(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let scope = l.child(of: node, "scope"), let name = l.child(of: node, "name") else {
      return l.leaf(.name, node, role)
    }
    // The parts of a qualified name are none by themselves.
    let isName = l.isKind(scope, "constant") || l.child(of: scope, "scope") != nil
    l.begin(.member, node, role, symbol: isName ? l.symbol("::") : .none)
    l.visit(scope, .object)
    l.visit(name, .field)
    l.end()
  }

  private static let operators = ["and": "&&", "or": "||", "not": "!"]

  static func operation(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ kind: Kind) {
    let word = l.child(of: node, "operator").map { l.string($0) } ?? ""
    l.begin(kind, node, role, symbol: l.symbol(operators[word] ?? word))
    l.visitChildren(of: node)
    l.end()
  }

  /// With its end or without.
  static func range(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.binary, node, role, symbol: l.symbol(".."))
    l.visitChildren(of: node)
    l.end()
  }

  /// `a: b` and `:a => b`, which name an argument where they are one.
  static func pair(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let key = l.child(of: node, "key") else { return l.through(node, role) }
    let isNamed = role == .argument && (l.isKind(key, "hash_key_symbol") || l.isKind(key, "simple_symbol"))
    l.begin(isNamed ? .keyword : .pair, node, role)
    if isNamed { word(&l, key, .name) } else { l.visit(key, .key) }
    // `a:` alone is `a: a`.
    if let value = l.child(of: node, "value") { l.visit(value, .value) } else { word(&l, key, .value) }
    l.end()
  }

  // MARK: Names

  static func identifier(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    switch role {
    case .parameter:
      l.begin(.parameter, node, role)
      l.leaf(.name, node, .name)
      l.end()
    case .statement where !l.isPattern:
      // Most likely a method's.
      l.begin(.call, node, role, flags: .implicit)
      l.leaf(.name, node, .callee)
      l.end()
    default: l.leaf(.name, node, role)
    }
  }

  static func constant(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let text = l.string(node)
    guard l.isPattern, text.hasPrefix(constantPrefix + "__") else { return l.leaf(.name, node, role) }
    l.leaf(.name, node.from..<node.to, role, l.symbol("gb" + text.dropFirst(constantPrefix.count)))
  }

  /// A field of the object at hand.
  static func instanceVariable(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.member, node, role)
    l.begin(.name, node.from..<node.from, .object, symbol: l.symbol("self"), flags: .implicit)
    l.end()
    l.leaf(.name, node, .field)
    l.end()
  }

  // MARK: Literals

  /// A symbol holds its word.
  static func symbol(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.other, node, role, symbol: l.symbol(":"))
    if hasHoles(l, node) { template(&l, [node], .part) } else { word(&l, node, .name) }
    l.end()
  }

  /// The word of a symbol or of a key, without colon and quotes.
  private static func word(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    var range = node.from..<node.to
    if l.isKind(node, "delimited_symbol") { range = content(l, node) }
    if l.isKind(node, "simple_symbol") { range = range.lowerBound + 1..<range.upperBound }
    var text = String(decoding: l.source[range], as: UTF8.self)
    if l.isPattern, text == "..." { text = Hole.ellipsis }
    if l.isPattern, Pattern.isMetavariable(text) { text = Hole.metavariable + text.dropFirst() }
    l.leaf(.name, range, role, l.symbol(text))
  }

  private static func hasHoles(_ l: Lowering, _ node: ConcreteNode) -> Bool {
    l.children(of: node).contains { l.isKind($0.node, "interpolation") }
  }

  /// What stands between the quotes.
  private static func content(_ l: Lowering, _ node: ConcreteNode) -> Range<Int> {
    let children = l.children(of: node).map(\.node)
    let low = children.first { $0.isNamed }?.from ?? children.first?.to ?? node.from
    return low..<max(low, children.last { $0.isNamed }?.to ?? low)
  }

  static func string(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    if hasHoles(l, node) { return template(&l, [node], role) }
    let text = content(l, node)
    l.plainString(node, role, opening: text.lowerBound - node.from, closing: node.to - text.upperBound)
  }

  /// Neighbouring literals are one.
  static func chained(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let strings = l.children(of: node).map(\.node).filter(\.isNamed)
    if strings.contains(where: { hasHoles(l, $0) }) { return template(&l, strings, role) }
    l.begin(.string, node, role, symbol: l.symbol(strings.flatMap { l.source[content(l, $0)] }))
    l.end()
  }

  /// Pieces of text and holes, in order.
  private static func template(_ l: inout Lowering, _ strings: [ConcreteNode], _ role: Role) {
    guard let first = strings.first, let last = strings.last else { return }
    l.begin(.template, first.from..<last.to, role)
    for string in strings {
      let range = content(l, string)
      var start = range.lowerBound
      for child in l.children(of: string) where l.isKind(child.node, "interpolation") {
        l.piece(start..<child.node.from)
        l.visit(child.node, .part)
        start = child.node.to
      }
      l.piece(start..<range.upperBound)
    }
    l.end()
  }

  /// `%w[a b]` is one text.
  static func words(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let parts = l.children(of: node).map(\.node).filter(\.isNamed)
    l.begin(.other, node, role, symbol: l.symbol("%w"))
    if parts.contains(where: { hasHoles(l, $0) }) {
      for part in parts { l.visit(part, .part) }
    } else {
      l.piece(content(l, node))
    }
    l.end()
  }

  static func subshell(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.other, node, role, symbol: l.symbol("`"))
    if hasHoles(l, node) { template(&l, [node], .part) } else { l.piece(content(l, node)) }
    l.end()
  }

  static func regex(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let text = content(l, node)
    l.begin(
      .regex, node.from..<node.to, role, symbol: l.symbol(at: text), opening: text.lowerBound - node.from,
      closing: node.to - text.upperBound)
    if hasHoles(l, node) { template(&l, [node], .part) }
    l.end()
  }
}
