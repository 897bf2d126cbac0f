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
      ellipsis: { place, _ in place.bracket == UInt8(ascii: "{") ? "**\(Hole.ellipsis)" : Hole.ellipsis }),
    traits: Traits(assignmentDeclares: true, blocksAreScopes: false, stringType: "str", integerType: "int"),
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
      "keyword_separator": .skip,
      "positional_separator": .skip,
      "lambda": .node(.lambda),

      "if_statement": .custom(Python.ifStatement),
      "else_clause": .throughAs(.orElse),
      "finally_clause": .throughAs(.finally),
      "for_statement": .node(.forEach, ["left": .target, "right": .iterable]),
      "while_statement": .node(.whileLoop),
      "try_statement": .node(.tryStatement, rest: .handler),
      "except_clause": .custom(Python.exceptClause),
      "except_group_clause": .custom(Python.exceptClause),
      "with_statement": .node(.with, rest: .item),
      "with_clause": .throughAs(.item),
      "with_item": .custom(Python.withItem),
      "match_statement": .custom(Python.matchStatement),
      "case_clause": .node(.switchCase, rest: .caseItem, ["guard": .condition]),
      "case_pattern": .through,
      "return_statement": .node(.returnStatement, rest: .value),
      "raise_statement": .node(.raise, rest: .value, ["cause": .operand]),
      "delete_statement": .node(.delete),
      "assert_statement": .node(.assert, rest: .argument),
      "global_statement": .node(.global),
      "nonlocal_statement": .node(.global),
      "pass_statement": .node(.pass),
      "break_statement": .node(.breakStatement),
      "continue_statement": .node(.continueStatement),
      "print_statement": .custom { Python.oldStatement(&$0, $1, $2, length: 5) },
      "exec_statement": .custom { Python.oldStatement(&$0, $1, $2, length: 4) },
      "chevron": .skip,

      "assignment": .node(.assign, ["left": .target, "right": .value]),
      "augmented_assignment": .operation(.augmentedAssign, ["left": .target, "right": .value]),
      "named_expression": .node(.assign, ["name": .target]),
      "pattern_list": .custom { $0.bareTuple($1, $2) },
      "expression_list": .custom { $0.bareTuple($1, $2) },

      "call": .node(.call),
      "argument_list": .throughAs(.argument),
      "keyword_argument": .node(.keyword),
      "attribute": .node(.member),
      "subscript": .node(.index, ["value": .object]),
      "slice": .operation(.slice),
      "binary_operator": .operation(.binary),
      "boolean_operator": .operation(.binary),
      "comparison_operator": .custom(Python.comparison),
      "not_operator": .operation(.unary),
      "unary_operator": .operation(.unary),
      "conditional_expression": .custom(Python.conditional),
      "await": .node(.await, rest: .operand),
      "yield": .node(.yield, rest: .value),
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
      "integer": .leaf(.number),
      "float": .leaf(.number),
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
    for child in l.children(of: node) where l.isKind(child.node, "decorator") { l.visit(child.node, .decorator) }
    parts(&l, definition)
    l.end()
  }

  private static func parts(_ l: inout Lowering, _ node: ConcreteNode) {
    for child in l.children(of: node) {
      if child.node.isNamed, let role = l.language.roles[child.field] {
        // The bases' list takes their role, not that of arguments.
        if role == .base { l.through(child.node, .base) } else { l.visit(child.node, role) }
      } else if l.isKind(child.node, "async") {
        l.leaf(.modifier, child.node, .modifier)
      }
    }
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
      }
    }
    l.end()
  }

  static func withItem(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.withItem, node, .item)
    if let value = l.child(of: node, "value") {
      if l.isKind(value, "as_pattern") {
        let parts = l.children(of: value).filter { $0.node.isNamed }
        for (index, part) in parts.enumerated() { l.visit(part.node, index == 0 ? .value : .target) }
      } else {
        l.visit(value, .value)
      }
    }
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
      return l.plainString(node, role, opening: opening, closing: closing)
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
