extension Language {
  package static let python = Language(
    .python, fields: ["subscript": .index], blocks: ["block"],
    syntax: PatternSyntax(
      strings: .python, comments: [.hash],
      partials: [
        .init(before: "try:\n  pass\n", after: "", root: .handler),
        .init(before: "gb__x = {", after: "}", root: .pair),
        .init(before: "", after: "\ndef gb__f(): pass", root: .decorator),
      ],
      // In braces there are pairs, and nothing but an unpacking may stand among them.
      attempts: 2,
      ellipsis: { place, attempt in
        place.bracket == UInt8(ascii: "{") && attempt == 0 ? "**\(Hole.ellipsis)" : Hole.ellipsis
      }),
    traits: Traits(
      assignmentDeclares: true, blocksAreScopes: false, keysAreExpressions: true, stringType: "str", integerType: "int",
      decimalType: "float",
      booleanType: "bool", literalTypes: ["string": "str"]),
    [
      "module": .node(.file, rest: .statement),
      "block": .node(.block, rest: .statement),
      "expression_statement": .custom(Python.expressionStatement),
      "parenthesized_expression": .through,
      "type": .through,

      "import_statement": .custom(Python.importStatement),
      "import_from_statement": .custom(Python.importFrom),
      "future_import_statement": .custom(Python.importFrom),
      "dotted_name": .custom { $0.dotted($0.children(of: $1).filter(\.node.isNamed).map(\.node), $2) },

      "function_definition": .custom(Python.definition),
      "class_definition": .custom(Python.definition),
      "decorated_definition": .custom(Python.decorated),
      "decorator": .custom { $0.decorator($1, $2) },
      "parameters": .through,
      "lambda_parameters": .through,
      "default_parameter": .node(.parameter),
      "typed_default_parameter": .node(.parameter),
      "typed_parameter": .custom(Python.typedParameter),
      "keyword_separator": .operation(.parameter),
      "positional_separator": .operation(.parameter),
      "lambda": .node(.lambda),

      "if_statement": .custom(Python.ifStatement),
      "else_clause": .throughAs(.orElse),
      "finally_clause": .throughAs(.finally),
      "for_statement": .custom { Python.loop(&$0, $1, $2, .forEach) },
      "while_statement": .custom { Python.loop(&$0, $1, $2, .whileLoop) },
      "try_statement": .node(.tryStatement, rest: .handler),
      "except_clause": .custom(Python.exceptClause),
      "except_group_clause": .custom(Python.exceptClause),
      "with_statement": .custom(Python.with),
      "with_clause": .throughAs(.item),
      "with_item": .custom(Python.withItem),
      "match_statement": .custom(Python.matchStatement),
      "case_clause": .node(.switchCase, rest: .caseItem, ["guard": .condition]),
      "case_pattern": .through,
      "return_statement": .node(.returnStatement, rest: .value),
      "raise_statement": .node(.raise, rest: .value, ["cause": .operand]),
      "delete_statement": .custom(Python.delete),
      "assert_statement": .node(.assert, rest: .argument),
      "global_statement": .node(.global),
      "nonlocal_statement": .custom { l, node, role in
        l.begin(.global, node, role, symbol: l.symbol("nonlocal"))
        l.visitChildren(of: node)
        l.end()
      },
      "pass_statement": .node(.pass),
      "break_statement": .node(.breakStatement),
      "continue_statement": .node(.continueStatement),
      "print_statement": .custom { Python.oldStatement(&$0, $1, $2, length: 5) },
      "exec_statement": .custom { Python.oldStatement(&$0, $1, $2, length: 4) },
      "chevron": .skip,

      "assignment": .custom(Python.assignment),
      "augmented_assignment": .operation(.augmentedAssign, ["left": .target, "right": .value]),
      "named_expression": .node(.assign, ["name": .target]),
      "pattern_list": .custom { $0.bareTuple($1, $2) },
      "expression_list": .custom { $0.bareTuple($1, $2) },

      "call": .custom(Python.call),
      "argument_list": .throughAs(.argument),
      "keyword_argument": .node(.keyword),
      "attribute": .node(.member),
      "subscript": .custom(Python.subscript),
      "generic_type": .custom(Python.genericType),
      "slice": .operation(.slice),
      "binary_operator": .operation(.binary),
      "boolean_operator": .custom(Python.boolean),
      "comparison_operator": .custom(Python.comparison),
      "not_operator": .operation(.unary),
      "unary_operator": .operation(.unary),
      "conditional_expression": .custom(Python.conditional),
      "await": .node(.await, rest: .operand),
      "yield": .operation(.yield, rest: .value),
      "list": .node(.list),
      "list_pattern": .node(.list),
      "tuple": .node(.tuple),
      "tuple_pattern": .node(.tuple),
      "set": .node(.set),
      "dictionary": .node(.dictionary),
      "pair": .node(.pair),
      "list_splat": .operation(.spread),
      "list_splat_pattern": .custom(Python.splat),
      "dictionary_splat": .operation(.spread),
      "dictionary_splat_pattern": .custom(Python.splat),
      "parenthesized_list_splat": .through,
      "list_comprehension": .operation(.comprehension, ["body": .result]),
      "set_comprehension": .operation(.comprehension, ["body": .result]),
      "dictionary_comprehension": .operation(.comprehension, ["body": .result]),
      "generator_expression": .operation(.comprehension, ["body": .result]),
      "for_in_clause": .node(.forEach, ["left": .target, "right": .iterable]),
      "if_clause": .through,

      "identifier": .custom(Python.identifier),
      "keyword_identifier": .custom(Python.identifier),
      "as_pattern_target": .through,
      "integer": .custom { $0.number($1, $2) },
      "float": .custom { $0.number($1, $2) },
      "true": .leaf(.boolean),
      "false": .leaf(.boolean),
      "none": .leaf(.null),
      "string": .custom(Python.string),
      "concatenated_string": .custom(Python.concatenated),
      "interpolation": .custom(Python.interpolation),
      "format_specifier": .skip,
      "type_conversion": .skip,
      "line_continuation": .skip,
    ])
}

private enum Python {
  /// `a, b` as a statement is a tuple; anything else is its expression.
  static func expressionStatement(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let parts = l.children(of: node).filter { $0.node.isNamed }
    if parts.count == 1 { l.visit(parts[0].node, role) } else { l.bareTuple(node, role) }
  }

  static func importStatement(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    for child in l.children(of: node) where child.node.isNamed {
      l.begin(.importation, node, role)
      named(&l, child.node, .module)
      l.end()
    }
  }

  /// One importation a name, each over the whole statement.
  static func importFrom(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node)
    let module = children.first { l.language.fields["module_name"] == $0.field }?.node
    for child in children where child.node.isNamed && child.node.from != module?.from {
      l.begin(.importation, node, role)
      if let module {
        if l.isKind(module, "relative_import") { l.leaf(.name, module, .module) } else { l.visit(module, .module) }
      } else {
        l.leaf(.name, node.from..<node.from, .module, l.symbol("__future__"))
      }
      if l.isKind(child.node, "wildcard_import") {
        l.leaf(.other, child.node, .item)
      } else {
        named(&l, child.node, .item)
      }
      l.end()
    }
  }

  private static func named(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    if l.isKind(node, "aliased_import") {
      if let name = l.child(of: node, "name") { l.visit(name, role) }
      if let alias = l.child(of: node, "alias") { l.visit(alias, .alias) }
    } else {
      l.visit(node, role)
    }
  }

  static func definition(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(l.isKind(node, "class_definition") ? .classDeclaration : .function, node, role)
    parts(&l, node)
    l.end()
  }

  static func decorated(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let definition = l.child(of: node, "definition") else { return l.through(node, role) }
    l.begin(l.isKind(definition, "class_definition") ? .classDeclaration : .function, node, role)
    for child in l.children(of: node) where l.isKind(child.node, "decorator") {
      // What makes a method static is no call.
      let name = l.children(of: child.node).first { $0.node.isNamed }?.node
      if let name, l.string(name) == "staticmethod" {
        l.leaf(.modifier, name, .modifier)
      } else {
        l.visit(child.node, .decorator)
      }
    }
    parts(&l, definition, isDecorated: true)
    l.end()
  }

  /// With decorators an asynchronous function is a function like any other.
  private static func parts(_ l: inout Lowering, _ node: ConcreteNode, isDecorated: Bool = false) {
    for child in l.children(of: node) {
      if child.node.isNamed, let role = l.language.roles[child.field] {
        // The bases' list takes their role, not that of arguments.
        if role == .base { l.through(child.node, .base) } else { l.visit(child.node, role) }
      } else if l.isKind(child.node, "async"), !isDecorated {
        l.leaf(.modifier, child.node, .modifier)
      }
    }
  }

  /// `a = b = 1` sets both of a tuple.
  static func assignment(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    var targets: [ConcreteNode] = []
    var last = node
    while let left = l.child(of: last, "left"), let right = l.child(of: last, "right"), l.isKind(right, "assignment"),
      l.child(of: last, "type") == nil
    {
      targets.append(left)
      last = right
    }
    l.begin(.assign, node, role)
    if let first = targets.first, let left = l.child(of: last, "left") {
      targets.append(left)
      l.begin(.tuple, first.from..<left.to, .target, flags: .bare)
      for target in targets { l.visit(target, .child) }
      l.end()
    } else if let left = l.child(of: last, "left") {
      l.visit(left, .target)
    }
    if let type = l.child(of: last, "type") { l.visit(type, .type) }
    if let right = l.child(of: last, "right") { l.visit(right, .value) }
    l.end()
  }

  /// `a and b and c` has three sides.
  static func boolean(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let operation = l.operatorText(of: node)
    var operands: [ConcreteNode] = []
    var left = node
    while l.isKind(left, "boolean_operator"), l.operatorText(of: left) == operation,
      let next = l.child(of: left, "left"), let right = l.child(of: left, "right")
    {
      operands.append(right)
      left = next
    }
    operands.append(left)
    l.begin(.binary, node, role, symbol: operation)
    if operands.count == 2 {
      l.visit(operands[1], .left)
      l.visit(operands[0], .right)
    } else {
      for operand in operands.reversed() { l.visit(operand, .operand) }
    }
    l.end()
  }

  static func typedParameter(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.parameter, node, role)
    for child in l.children(of: node) where child.node.isNamed {
      l.visit(child.node, l.language.roles[child.field] ?? .name)
    }
    l.end()
  }

  static func identifier(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard role == .parameter else { return l.leaf(.name, node, role) }
    l.begin(.parameter, node, role)
    l.leaf(.name, node, .name)
    l.end()
  }

  static func splat(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let symbol = l.operatorText(of: node)
    l.begin(role == .parameter ? .parameter : .spread, node, role == .name ? .name : role, symbol: symbol)
    l.through(node, role == .parameter ? .name : .child)
    l.end()
  }

  /// What a loop without a break does last follows it as a block of its own.
  static func loop(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ kind: Kind) {
    let children = l.children(of: node)
    let last = children.first { l.isKind($0.node, "else_clause") }?.node
    let body = l.child(of: node, "body")
    l.begin(kind, node.from..<(last == nil ? node.to : body?.to ?? node.to), role)
    for child in children {
      if l.isKind(child.node, "async") {
        l.leaf(.modifier, child.node, .modifier)
      } else if child.node.isNamed, !l.isKind(child.node, "else_clause") {
        switch l.language.roles[child.field] {
        case .left?: l.visit(child.node, .target)
        case .right?: l.visit(child.node, .iterable)
        case let role?: l.visit(child.node, role)
        case nil: l.visit(child.node, .child)
        }
      }
    }
    l.end()
    if let last, let body = l.child(of: last, "body") { l.visit(body, role) }
  }

  static func with(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.with, node, role)
    for child in l.children(of: node) {
      if l.isKind(child.node, "async") { l.leaf(.modifier, child.node, .modifier) }
      if child.node.isNamed { l.visit(child.node, l.language.roles[child.field] ?? .item) }
    }
    l.end()
  }

  static func delete(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.delete, node, role)
    for child in l.children(of: node) where child.node.isNamed {
      if l.isKind(child.node, "expression_list") { l.through(child.node, .child) } else { l.visit(child.node, .child) }
    }
    l.end()
  }

  /// The brackets of a call are those of the one comprehension in it, which is a list to the callee.
  static func call(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.call, node, role)
    for child in l.children(of: node) where child.node.isNamed {
      if l.isKind(child.node, "generator_expression") {
        let inner = (child.node.from + 1)..<max(child.node.from + 1, child.node.to - 1)
        l.begin(.comprehension, inner, .argument, symbol: l.symbol("[ ]"))
        for part in l.children(of: child.node) where part.node.isNamed {
          l.visit(part.node, l.language.fields["body"] == part.field ? .result : .child)
        }
        l.end()
      } else {
        l.visit(child.node, l.language.roles[child.field] ?? .child)
      }
    }
    l.end()
  }

  /// Several indices are a tuple; a slice is no index.
  static func `subscript`(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let value = l.child(of: node, "value") else { return l.through(node, role) }
    let indices = l.children(of: node).filter { $0.node.isNamed && $0.node.from != value.from }.map(\.node)
    l.begin(.index, node, role)
    l.visit(value, .object)
    if indices.count == 1 {
      l.visit(indices[0], l.isKind(indices[0], "slice") ? .item : .index)
    } else if let first = indices.first, let last = indices.last {
      l.begin(.tuple, first.from..<last.to, .index, flags: .bare)
      for index in indices { l.visit(index, .child) }
      l.end()
    }
    l.end()
  }

  /// `List[int]` as a type is the same as anywhere.
  static func genericType(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let parts = l.children(of: node).filter { $0.node.isNamed }.map(\.node)
    guard parts.count == 2 else { return l.through(node, role) }
    let arguments = l.children(of: parts[1]).filter { $0.node.isNamed }.map(\.node)
    l.begin(.index, node, role)
    l.visit(parts[0], .object)
    if arguments.count == 1 {
      l.visit(arguments[0], .index)
    } else if let first = arguments.first, let last = arguments.last {
      l.begin(.tuple, first.from..<last.to, .index, flags: .bare)
      for argument in arguments { l.visit(argument, .child) }
      l.end()
    }
    l.end()
  }

  /// `elif` is an `if` in the other branch.
  static func ifStatement(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.ifStatement, node, role)
    var depth = 0
    for child in l.children(of: node) where child.node.isNamed {
      if l.isKind(child.node, "elif_clause") {
        l.begin(.block, child.node.from..<node.to, .orElse, flags: .implicit)
        l.begin(.ifStatement, child.node.from..<node.to, .statement)
        l.visitChildren(of: child.node)
        depth += 1
      } else {
        l.visit(child.node, l.language.roles[child.field] ?? .child)
      }
    }
    for _ in 0..<depth {
      l.end()
      l.end()
    }
    l.end()
  }

  static func exceptClause(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.handler, node, .handler)
    for child in l.children(of: node) where child.node.isNamed {
      if l.isKind(child.node, "block") {
        l.visit(child.node, .body)
      } else if l.isKind(child.node, "as_pattern") {
        let parts = l.children(of: child.node).filter { $0.node.isNamed }
        for (index, part) in parts.enumerated() { l.visit(part.node, index == 0 ? .type : .name) }
      } else {
        l.visit(child.node, l.language.fields["alias"] == child.field ? .name : .type)
        // Any exception, with a name or without.
        if l.isPattern, l.string(child.node) == Hole.ellipsis { l.visit(child.node, .name) }
      }
    }
    l.end()
  }

  static func withItem(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let value = l.child(of: node, "value") else { return l.through(node, .item) }
    guard l.isKind(value, "as_pattern") else { return l.visit(value, .item) }
    l.begin(.withItem, node, .item)
    let parts = l.children(of: value).filter { $0.node.isNamed }
    for (index, part) in parts.enumerated() { l.visit(part.node, index == 0 ? .value : .target) }
    l.end()
  }

  static func matchStatement(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.switchStatement, node, role)
    for child in l.children(of: node) where child.node.isNamed {
      if l.isKind(child.node, "block") {
        for clause in l.children(of: child.node) where clause.node.isNamed { l.visit(clause.node, .caseItem) }
      } else {
        l.visit(child.node, .subject)
      }
    }
    l.end()
  }

  /// `print x` and `exec x` of old are calls.
  static func oldStatement(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, length: Int) {
    let word = node.from..<(node.from + length)
    l.begin(.call, node, role)
    l.leaf(.name, word, .callee, l.symbol(at: word))
    l.through(node, .argument)
    l.end()
  }

  static func comparison(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node)
    let operands = children.filter { $0.node.isNamed && $0.field != l.language.fields["operators"] }.map(\.node)
    guard operands.count == 2 else {
      l.begin(.binary, node, role, symbol: l.operatorText(of: node))
      for operand in operands { l.visit(operand, .operand) }
      return l.end()
    }
    let between = String(decoding: l.source[operands[0].to..<operands[1].from], as: UTF8.self)
    let words = between.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\\" || $0 == "(" || $0 == ")" }
    l.begin(.binary, node, role, symbol: l.symbol(words.joined(separator: " ")))
    l.visit(operands[0], .left)
    l.visit(operands[1], .right)
    l.end()
  }

  static func conditional(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let parts = l.children(of: node).filter { $0.node.isNamed }
    l.begin(.ternary, node, role)
    for (part, role) in zip(parts, [Role.body, .condition, .orElse]) { l.visit(part.node, role) }
    l.end()
  }

  // MARK: Strings

  static func string(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node)
    let opening = children.first.map { $0.node.to - $0.node.from } ?? 1
    let closing = children.last.map { $0.node.to - $0.node.from } ?? 1
    let isFormatted = l.source[node.from..<(node.from + opening)].contains { $0 | 0x20 == UInt8(ascii: "f") }
    // `f"..."` asks for a string that is put together.
    let asks =
      l.isPattern && isFormatted && l.source[(node.from + opening)..<(node.to - closing)].elementsEqual("...".utf8)
    guard asks || children.contains(where: { l.isKind($0.node, "interpolation") }) else {
      var flags: Flags = isFormatted ? .formatted : []
      for byte in l.source[node.from..<(node.from + opening)] {
        if byte | 0x20 == UInt8(ascii: "b") { flags.insert(.bytes) }
        if byte | 0x20 == UInt8(ascii: "r") { flags.insert(.raw) }
      }
      return l.plainString(node, role, opening: opening, closing: closing, flags: flags)
    }
    l.begin(.template, node, role)
    pieces(&l, node)
    l.end()
  }

  /// Pieces of text and holes, in order.
  private static func pieces(_ l: inout Lowering, _ node: ConcreteNode) {
    for child in l.children(of: node) {
      if l.isKind(child.node, "interpolation") {
        l.visit(child.node, .part)
      } else if l.isKind(child.node, "string_content") {
        l.piece(child.node.from..<child.node.to)
      }
    }
  }

  static func interpolation(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    if let value = l.child(of: node, "expression") { l.visit(value, .part) } else { l.through(node, .part) }
  }

  /// Neighbouring literals are one.
  static func concatenated(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let strings = l.children(of: node).filter { $0.node.isNamed }.map(\.node)
    let hasHoles = strings.contains { string in
      l.children(of: string).contains { l.isKind($0.node, "interpolation") }
    }
    if hasHoles {
      l.begin(.template, node, role)
      for string in strings { pieces(&l, string) }
      return l.end()
    }
    var text: [UInt8] = []
    for string in strings {
      for child in l.children(of: string) where l.isKind(child.node, "string_content") {
        text += l.source[child.node.from..<child.node.to]
      }
    }
    l.begin(.string, node, role, symbol: l.symbol(text))
    l.end()
  }
}
