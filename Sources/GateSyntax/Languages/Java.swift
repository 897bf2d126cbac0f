extension Language {
  package static let java = Language(
    .java,
    fields: [
      "array": .object, "element": .type, "init": .initial, "interfaces": .interface, "resources": .item,
      "scope": .object,
      "superclass": .base,
    ],
    blocks: ["block", "constructor_body"],
    syntax: PatternSyntax(
      strings: .java, comments: [.slashes], typed: .typeFirst,
      partials: [
        .init(before: "", after: ";", root: .file, isContent: true),
        .init(before: "try { } ", after: "", root: .handler, leading: "catch"),
        .init(before: "class gb__C {\n", after: "\n}", root: .block, isContent: true),
        .init(before: "", after: "\nclass gb__C { }", root: .decorator),
        .init(before: "switch (gb__x) {\n", after: "\n}", root: .switchCase),
        .init(before: "class gb__C { gb__C() {\n", after: "\n} }", root: .call),
        .init(before: "class gb__C { gb__C() {\n", after: ";\n} }", root: .call),
        .init(before: "void gb__f(", after: ") { }", root: .parameter),
      ],
      attempts: 2, statementsEndInSemicolon: true, ellipsis: Java.ellipsis),
    traits: Traits(
      newNamesTypes: true, methodsHaveOwnNames: true, fieldsAreNames: true, wildcardsMayName: true,
      stringType: "String", integerType: "int",
      decimalType: "double", booleanType: "boolean",
      literalTypes: [
        "Integer": "int", "long": "int", "Long": "int", "Double": "double", "Float": "double", "Boolean": "boolean",
      ], narrowTypes: ["short": "int", "Short": "int", "byte": "int", "Byte": "int", "float": "double"]),
    [
      "program": .node(.file, rest: .statement),
      "block": .node(.block, rest: .statement),
      "constructor_body": .node(.block, rest: .statement),
      "class_body": .node(.block, rest: .statement),
      "interface_body": .custom(Java.members),
      "annotation_type_body": .node(.block, rest: .statement),
      "enum_body": .node(.block, rest: .statement),
      "enum_body_declarations": .through,
      "static_initializer": .custom(Java.staticInitializer),
      "expression_statement": .through,
      "parenthesized_expression": .through,

      "package_declaration": .node(.package, rest: .name),
      "import_declaration": .custom(Java.importation),

      "class_declaration": .custom { Java.declaration(&$0, $1, $2, "class") },
      "interface_declaration": .custom { Java.declaration(&$0, $1, $2, "interface") },
      "enum_declaration": .custom { Java.declaration(&$0, $1, $2, "class", modifier: "enum") },
      "record_declaration": .custom { Java.declaration(&$0, $1, $2, "record") },
      "annotation_type_declaration": .custom {
        Java.declaration(&$0, $1, $2, "interface", modifier: "@interface")
      },
      "superclass": .throughAs(.base),
      "extends_interfaces": .throughAs(.base),
      "super_interfaces": .throughAs(.interface),
      "type_list": .through,
      "permits": .skip,
      "enum_constant": .custom(Java.enumConstant),
      "method_declaration": .custom(Java.method),
      "constructor_declaration": .custom(Java.method),
      "compact_constructor_declaration": .custom(Java.method),
      "annotation_type_element_declaration": .custom(Java.method),
      "throws": .throughAs(.result),
      "formal_parameters": .throughAs(.parameter),
      "inferred_parameters": .throughAs(.parameter),
      "formal_parameter": .custom(Java.parameter),
      "spread_parameter": .custom(Java.spreadParameter),
      "receiver_parameter": .skip,
      "modifiers": .custom(Java.modifiers),
      "annotation": .custom(Java.annotation),
      "marker_annotation": .custom(Java.annotation),
      "annotation_argument_list": .throughAs(.argument),
      "element_value_pair": .node(.keyword, ["key": .name]),
      "element_value_array_initializer": .node(.list),

      "field_declaration": .custom(Java.variables),
      "constant_declaration": .custom(Java.variables),
      "local_variable_declaration": .custom(Java.variables),

      "if_statement": .custom { Java.control(&$0, $1, $2, .ifStatement) },
      "while_statement": .custom { Java.control(&$0, $1, $2, .whileLoop) },
      "do_statement": .custom { Java.control(&$0, $1, $2, .doLoop) },
      "for_statement": .custom { Java.control(&$0, $1, $2, .forLoop) },
      "enhanced_for_statement": .custom(Java.forEach),
      "try_statement": .node(.tryStatement, rest: .handler),
      "try_with_resources_statement": .node(.tryStatement, rest: .handler),
      "resource_specification": .throughAs(.item),
      "resource": .custom(Java.resource),
      "catch_clause": .custom(Java.catchClause),
      "finally_clause": .throughAs(.finally),
      "switch_expression": .custom(Java.switchExpression),
      "switch_block_statement_group": .custom(Java.switchCase),
      "switch_rule": .custom(Java.switchCase),
      "switch_label": .custom(Java.switchLabel),
      "guard": .throughAs(.condition),
      "pattern": .through,
      "type_pattern": .custom(Java.typePattern),
      "record_pattern_component": .custom(Java.typePattern),
      "return_statement": .node(.returnStatement, rest: .value),
      "throw_statement": .node(.raise, rest: .value),
      "yield_statement": .node(.returnStatement, rest: .value),
      "assert_statement": .node(.assert, rest: .argument),
      "break_statement": .node(.breakStatement, rest: .name),
      "continue_statement": .node(.continueStatement, rest: .name),
      "labeled_statement": .custom(Java.labeled),
      "synchronized_statement": .custom(Java.synchronized),
      "explicit_constructor_invocation": .node(.call, ["object": .receiver]),

      "assignment_expression": .custom(Java.assignment),
      "update_expression": .custom(Java.update),
      "binary_expression": .operation(.binary),
      "unary_expression": .operation(.unary),
      "ternary_expression": .node(.ternary),
      "instanceof_expression": .node(.typeTest, ["right": .type, "pattern": .type]),
      "cast_expression": .node(.cast),
      "lambda_expression": .custom(Java.lambda),
      "method_reference": .custom(Java.methodReference),
      "method_invocation": .custom(Java.invocation),
      "argument_list": .throughAs(.argument),
      "field_access": .node(.member),
      "scoped_identifier": .node(.member, ["name": .field]),
      "array_access": .node(.index),
      "class_literal": .custom(Java.classLiteral),
      "object_creation_expression": .custom(Java.creation),
      "array_creation_expression": .custom(Java.arrayCreation),
      "dimensions_expr": .throughAs(.argument),
      "dimensions": .skip,
      "array_initializer": .node(.list),

      "scoped_type_identifier": .custom(Java.scopedType),
      "generic_type": .custom(Java.genericType),
      "type_arguments": .throughAs(.typeParameter),
      "type_parameters": .throughAs(.typeParameter),
      "type_parameter": .node(.generic, rest: .type),
      "type_bound": .throughAs(.base),
      "wildcard": .operation(.other, rest: .typeParameter),
      "annotated_type": .custom(Java.annotatedType),
      "array_type": .custom(Java.arrayType),
      "void_type": .leaf(.name),
      "integral_type": .leaf(.name),
      "floating_point_type": .leaf(.name),
      "boolean_type": .leaf(.name),
      "type_identifier": .leaf(.name),
      "identifier": .custom(Java.identifier),
      "this": .leaf(.name),
      "super": .leaf(.name),

      "decimal_integer_literal": .leaf(.number),
      "hex_integer_literal": .leaf(.number),
      "octal_integer_literal": .leaf(.number),
      "binary_integer_literal": .leaf(.number),
      "decimal_floating_point_literal": .leaf(.number),
      "hex_floating_point_literal": .leaf(.number),
      "true": .leaf(.boolean),
      "false": .leaf(.boolean),
      "null_literal": .leaf(.null),
      "string_literal": .custom(Java.string),
    ])
}

private enum Java {
  // MARK: Ellipses

  private static let name = Hole.ellipsis
  /// A declaration, as a statement or as a member.
  private static let declaration = "\(Hole.ellipsis) gb__e;"
  private static let typed = "\(Hole.ellipsis) gb__e"

  static func ellipsis(_ place: EllipsisPlace, _ attempt: Int) -> String {
    switch place.bracket {
    case UInt8(ascii: "("): inParentheses(place, attempt)
    case UInt8(ascii: "["): name
    default: inBraces(place, attempt)
    }
  }

  private static func inParentheses(_ place: EllipsisPlace, _ attempt: Int) -> String {
    let isAlone = place.previous == UInt8(ascii: "(") && place.next == UInt8(ascii: ")")
    if PatternText.isWord(place.previous), PatternText.isWord(place.next) { return "..." }
    switch place.beforeBracket {
    case "if", "while", "switch", "synchronized": return name
    case "for": return isAlone ? "\(typed) : \(name)" : name
    case "catch": return "\(name) \(name)"
    case "try":
      return place.previous == UInt8(ascii: "(") || place.previous == UInt8(ascii: ";") ? "\(typed) = gb__e" : name
    default: break
    }
    let words = place.header.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "(" || $0 == "," }
    if words.last?.hasPrefix("@") == true { return isAlone || attempt > 0 ? name : "\(name) = \(name)" }
    let isNew = words.dropLast().last == "new" || words.last == "new"
    switch place.afterBracket {
    case UInt8(ascii: "{"), UInt8(ascii: "t"), UInt8(ascii: "i"): return isNew ? name : typed
    case UInt8(ascii: ";"), UInt8(ascii: "-"): return attempt > 0 && !isNew ? typed : name
    default: return name
    }
  }

  private static func inBraces(_ place: EllipsisPlace, _ attempt: Int) -> String {
    let words = place.header.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "(" }
    if place.bracket != 0 {
      // Values between braces.
      if ["=", "(", "]", ","].contains(place.beforeBracket) { return name }
      if words.contains("enum"), place.previous != UInt8(ascii: ";") { return name }
      if words.contains("switch"), place.previous == UInt8(ascii: "{") { return "case \(name):" }
    }
    switch place.next {
    case UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "."), UInt8(ascii: "="): return name
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "&"), UInt8(ascii: "|"),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "?"):
      return name
    default: break
    }
    switch place.previous {
    case 0, UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ")"):
      return declaration
    default: return attempt > 0 && PatternText.isWord(place.previous) ? declaration : name
    }
  }

  // MARK: Declarations

  static func identifier(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    // The parameter of a lambda.
    guard role == .parameter else { return l.leaf(.name, node, role) }
    l.begin(.parameter, node, role)
    l.leaf(.name, node, .name)
    l.end()
  }

  static func importation(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node).map(\.node)
    l.begin(.importation, node, role)
    for child in children where l.isKind(child, "static") { l.leaf(.modifier, child, .modifier) }
    if let path = children.first(where: { l.isKind($0, "scoped_identifier") || l.isKind($0, "identifier") }) {
      if let all = children.first(where: { l.isKind($0, "asterisk") }) {
        l.visit(path, .module)
        l.leaf(.other, all, .item)
      } else if let scope = l.child(of: path, "scope"), let name = l.child(of: path, "name") {
        l.visit(scope, .module)
        l.visit(name, .item)
      } else {
        l.visit(path, .module)
      }
    }
    l.end()
  }

  static func modifiers(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    for child in l.children(of: node) {
      if child.node.isNamed { l.visit(child.node, .decorator) } else { l.leaf(.modifier, child.node, .modifier) }
    }
  }

  /// `@A` is `@A()`.
  static func annotation(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let name = l.child(of: node, "name") else { return }
    let isValue = role == .argument || role == .value || role == .child
    l.begin(.decorator, node, isValue ? role : .decorator)
    l.begin(.call, name.from..<node.to, .child)
    l.visit(name, .callee)
    if let arguments = l.child(of: node, "arguments") { l.visit(arguments, .argument) }
    l.end()
    l.end()
  }

  /// An enumeration is a class, an annotation type an interface; both say so. What an enumeration implements counts as its
  /// bases.
  static func declaration(
    _ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ word: String, modifier: String? = nil
  ) {
    l.begin(.classDeclaration, node, role, symbol: l.symbol(word))
    if let modifier { l.leaf(.modifier, node.from..<node.from, .modifier, l.symbol(modifier)) }
    for child in l.children(of: node) where child.node.isNamed || child.node.isMissing {
      if modifier == "enum", l.isKind(child.node, "super_interfaces") {
        for list in l.children(of: child.node) where list.node.isNamed { l.through(list.node, .base) }
      } else {
        l.visit(child.node, l.language.roles[child.field] ?? .child)
      }
    }
    l.end()
  }

  static func enumConstant(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let name = l.child(of: node, "name") else { return }
    let text = l.string(name)
    if l.isPattern, text == Hole.ellipsis || text.hasPrefix(Hole.list) { return l.leaf(.name, name, role) }
    l.begin(.assign, node, role)
    for child in l.children(of: node) where l.isKind(child.node, "modifiers") { l.visit(child.node, .modifier) }
    l.visit(name, .target)
    let (arguments, body) = (l.child(of: node, "arguments"), l.child(of: node, "body"))
    if arguments != nil || body != nil {
      l.begin(.new, (arguments ?? body ?? node).from..<node.to, .value)
      if let arguments { l.visit(arguments, .argument) }
      if let body { l.visit(body, .child) }
      l.end()
    }
    l.end()
  }

  /// Methods, constructors and the elements of annotation types.
  static func method(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    method(&l, node, role, flags: [])
  }

  /// Of the methods of an interface, those without a body have none that a pattern could mean.
  static func members(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.block, node, role)
    for child in l.children(of: node) where child.node.isNamed || child.node.isMissing {
      if !l.isPattern, l.isKind(child.node, "method_declaration"), l.child(of: child.node, "body") == nil {
        method(&l, child.node, .statement, flags: .bare)
      } else {
        l.visit(child.node, .statement)
      }
    }
    l.end()
  }

  private static func method(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, flags: Flags) {
    l.begin(.function, node, role, flags: flags)
    for child in l.children(of: node) where child.node.isNamed || child.node.isMissing {
      let own = l.language.roles[child.field] ?? .child
      if own == .type {
        type(&l, child.node, dimensions: l.child(of: node, "dimensions"), .returnType)
      } else {
        l.visit(child.node, own)
      }
    }
    l.end()
  }

  static func parameter(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.parameter, node, role)
    for child in l.children(of: node) where child.node.isNamed || child.node.isMissing {
      let own = l.language.roles[child.field] ?? .child
      if own == .type {
        type(&l, child.node, dimensions: l.child(of: node, "dimensions"), .type)
      } else {
        l.visit(child.node, own)
      }
    }
    l.end()
  }

  /// `T... a`
  static func spreadParameter(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.parameter, node, role, symbol: l.symbol("..."))
    for child in l.children(of: node) where child.node.isNamed {
      if l.isKind(child.node, "variable_declarator") {
        if let name = l.child(of: child.node, "name") { l.visit(name, .name) }
      } else {
        l.visit(child.node, .type)
      }
    }
    l.end()
  }

  /// One assignment a declarator, each over all that it is made of.
  static func variables(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    variables(&l, node, role, symbol: .none)
  }

  private static func variables(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, symbol: Symbol) {
    let children = l.children(of: node)
    let declarators = children.filter { l.isKind($0.node, "variable_declarator") }.map(\.node)
    for declarator in declarators {
      l.begin(.assign, node.from..<(declarators.count == 1 ? node.to : declarator.to), role, symbol: symbol)
      for child in children {
        if l.isKind(child.node, "modifiers") {
          l.visit(child.node, .modifier)
        } else if l.language.roles[child.field] == .type {
          type(&l, child.node, dimensions: l.child(of: declarator, "dimensions"), .type)
        }
      }
      if let name = l.child(of: declarator, "name") { l.visit(name, .target) }
      if let value = l.child(of: declarator, "value") { l.visit(value, .value) }
      l.end()
    }
  }

  static func staticInitializer(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.block, node, role)
    for child in l.children(of: node) {
      if child.node.isNamed { l.through(child.node, .statement) } else { l.leaf(.modifier, child.node, .modifier) }
    }
    l.end()
  }

  // MARK: Statements

  static func control(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ kind: Kind) {
    l.begin(kind, node, role)
    for child in l.children(of: node) where child.node.isNamed || child.node.isMissing {
      let own = l.language.roles[child.field] ?? .child
      if own == .body || own == .orElse {
        l.block(child.node, own)
      } else if own == .initial, l.isKind(child.node, "local_variable_declaration") {
        // No declaration like others: no pattern for those finds it.
        variables(&l, child.node, own, symbol: l.symbol("for"))
      } else {
        l.visit(child.node, own)
      }
    }
    l.end()
  }

  static func forEach(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    // `for (...)` is any loop.
    if l.isPattern, let type = l.child(of: node, "type"), l.string(type) == Hole.ellipsis {
      l.begin(.forLoop, node, role, flags: .open)
      if let body = l.child(of: node, "body") { l.block(body, .body) }
      return l.end()
    }
    l.begin(.forEach, node, role)
    for child in l.children(of: node) where child.node.isNamed || child.node.isMissing {
      switch l.language.roles[child.field] {
      case .type: type(&l, child.node, dimensions: l.child(of: node, "dimensions"), .type)
      case .name: l.visit(child.node, .target)
      case .value: l.visit(child.node, .iterable)
      case .body: l.block(child.node, .body)
      default: break
      }
    }
    l.end()
  }

  static func resource(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let name = l.child(of: node, "name") else { return l.through(node, role) }
    l.begin(.assign, node, role)
    for child in l.children(of: node) where l.isKind(child.node, "modifiers") { l.visit(child.node, .modifier) }
    if let own = l.child(of: node, "type") {
      type(&l, own, dimensions: l.child(of: node, "dimensions"), .type)
    }
    l.visit(name, .target)
    if let value = l.child(of: node, "value") { l.visit(value, .value) }
    l.end()
  }

  /// The types of `A | B` are each a type of the handler.
  static func catchClause(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.handler, node, .handler)
    for child in l.children(of: node) where child.node.isNamed {
      guard l.isKind(child.node, "catch_formal_parameter") else {
        l.visit(child.node, .body)
        continue
      }
      for part in l.children(of: child.node) where part.node.isNamed {
        if l.isKind(part.node, "catch_type") {
          l.through(part.node, .type)
        } else {
          l.visit(part.node, l.language.roles[part.field] ?? .modifier)
        }
      }
    }
    l.end()
  }

  static func switchExpression(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.switchStatement, node, role)
    if let subject = l.child(of: node, "condition") { l.visit(subject, .subject) }
    if let body = l.child(of: node, "body") { l.through(body, .caseItem) }
    l.end()
  }

  static func switchCase(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node).filter { $0.node.isNamed || $0.node.isMissing }.map(\.node)
    let labels = children.filter { l.isKind($0, "switch_label") }
    let body = children.filter { !l.isKind($0, "switch_label") }
    l.begin(.switchCase, node, .caseItem)
    for label in labels { l.visit(label, .caseItem) }
    if let first = body.first, let last = body.last {
      if body.count == 1, l.language.isBlock(first.symbol), l.isKind(node, "switch_rule") {
        l.visit(first, .body)
      } else {
        l.begin(.block, first.from..<last.to, .body, flags: .implicit)
        for statement in body { l.visit(statement, .statement) }
        l.end()
      }
    }
    l.end()
  }

  static func switchLabel(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node)
    if children.contains(where: { $0.node.isNamed }) {
      l.through(node, .caseItem)
    } else if let word = children.first {
      l.leaf(.other, word.node, .orElse)
    }
  }

  /// `case T name`
  static func typePattern(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node).filter { $0.node.isNamed }.map(\.node)
    guard children.count == 2 else { return l.through(node, role) }
    l.begin(.parameter, node, role)
    l.visit(children[0], .type)
    l.visit(children[1], .name)
    l.end()
  }

  static func labeled(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.label, node, role)
    for (index, child) in l.children(of: node).filter({ $0.node.isNamed }).enumerated() {
      l.visit(child.node, index == 0 ? .name : .statement)
    }
    l.end()
  }

  static func synchronized(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.with, node, role)
    for child in l.children(of: node) where child.node.isNamed {
      if l.language.roles[child.field] == .body {
        l.visit(child.node, .body)
      } else {
        l.begin(.withItem, child.node, .item)
        l.visit(child.node, .value)
        l.end()
      }
    }
    l.end()
  }

  // MARK: Expressions

  static func assignment(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let symbol = l.operatorText(of: node)
    let isPlain = symbol == l.symbol("=")
    l.begin(isPlain ? .assign : .augmentedAssign, node, role, symbol: isPlain ? .none : symbol)
    if let left = l.child(of: node, "left") { l.visit(left, .target) }
    if let right = l.child(of: node, "right") { l.visit(right, .value) }
    l.end()
  }

  /// `++x` has the operator as its symbol, `x++` has it behind a letter.
  static func update(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let operand = l.children(of: node).first(where: { $0.node.isNamed })?.node else { return }
    let symbol = l.operatorText(of: node)
    let text = l.tree.symbols.string(symbol)
    l.begin(.unary, node, role, symbol: l.symbol(operand.from == node.from ? "x\(text)" : text))
    l.visit(operand, .operand)
    l.end()
  }

  static func lambda(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.lambda, node, role)
    if let parameters = l.child(of: node, "parameters") { l.visit(parameters, .parameter) }
    if let body = l.child(of: node, "body") { l.block(body, .body) }
    l.end()
  }

  static func methodReference(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node)
    guard let first = children.first?.node, let last = children.last?.node else { return }
    l.begin(.other, node, role, symbol: l.symbol("::"))
    l.visit(first, .object)
    l.leaf(.name, last, .field)
    l.end()
  }

  static func invocation(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let name = l.child(of: node, "name") else { return l.through(node, role) }
    l.begin(.call, node, role)
    if let object = l.child(of: node, "object") {
      l.begin(.member, object.from..<name.to, .callee)
      l.visit(object, .object)
      l.leaf(.name, name, .field)
      l.end()
    } else {
      l.visit(name, .callee)
    }
    if let types = l.child(of: node, "type_arguments") { l.visit(types, .typeParameter) }
    if let arguments = l.child(of: node, "arguments") { l.visit(arguments, .argument) }
    l.end()
  }

  static func classLiteral(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node)
    guard let type = children.first?.node, let word = children.last?.node else { return }
    l.begin(.member, node, role)
    l.visit(type, .type)
    l.leaf(.name, word, .field)
    l.end()
  }

  static func creation(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.new, node, role)
    for child in l.children(of: node) where child.node.isNamed || child.node.isMissing {
      switch l.language.roles[child.field] {
      case .type: l.visit(child.node, .callee)
      case .argument: l.visit(child.node, .argument)
      case .typeParameter: l.visit(child.node, .typeParameter)
      default: l.visit(child.node, l.isKind(child.node, "class_body") ? .child : .receiver)
      }
    }
    l.end()
  }

  static func arrayCreation(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.new, node, role)
    if let type = l.child(of: node, "type") {
      let children = l.children(of: node).map(\.node)
      let sizes = children.filter { l.isKind($0, "dimensions_expr") }.count
      let rest = children.filter { l.isKind($0, "dimensions") }.map { l.string($0) }.joined()
      let brackets = String(repeating: "[]", count: sizes) + rest.filter { $0 == "[" || $0 == "]" }
      l.begin(.other, type.from..<type.to, .callee, symbol: l.symbol(brackets))
      l.visit(type, .type)
      l.end()
    }
    for child in l.children(of: node) where child.node.isNamed || child.node.isMissing {
      if l.isKind(child.node, "array_initializer") || l.isKind(child.node, "dimensions_expr") {
        l.visit(child.node, .argument)
      }
    }
    l.end()
  }

  // MARK: Types

  /// `T a[]` declares what `T[] a` does.
  private static func type(_ l: inout Lowering, _ node: ConcreteNode, dimensions: ConcreteNode?, _ role: Role) {
    guard let dimensions else { return l.visit(node, role) }
    array(&l, node, dimensions, node.from..<node.to, role)
  }

  static func arrayType(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let element = l.child(of: node, "element"), let dimensions = l.child(of: node, "dimensions") else { return }
    array(&l, element, dimensions, node.from..<node.to, role)
  }

  private static func array(
    _ l: inout Lowering, _ element: ConcreteNode, _ dimensions: ConcreteNode, _ range: Range<Int>, _ role: Role
  ) {
    let brackets = l.string(dimensions).filter { $0 == "[" || $0 == "]" }
    l.begin(.other, range, role, symbol: l.symbol(brackets))
    l.visit(element, .type)
    l.end()
  }

  static func scopedType(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node).map(\.node)
    guard let first = children.first, let last = children.last else { return }
    l.begin(.member, node, role)
    l.visit(first, .object)
    l.leaf(.name, last, .field)
    l.end()
  }

  /// The base comes first. `A<>` is not `A<B>`.
  static func genericType(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node).filter { $0.node.isNamed }.map(\.node)
    guard let base = children.first, let arguments = children.last else { return }
    let isDiamond = !l.children(of: arguments).contains { $0.node.isNamed }
    l.begin(.generic, node, role, symbol: isDiamond ? l.symbol("<>") : .none)
    l.visit(base, .type)
    l.visit(arguments, .typeParameter)
    l.end()
  }

  static func annotatedType(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    if let last = l.children(of: node).last { l.visit(last.node, role) }
  }

  // MARK: Strings

  static func string(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let length = l.source[node.from..<node.to].starts(with: [0x22, 0x22, 0x22]) && node.to - node.from >= 6 ? 3 : 1
    let children = l.children(of: node)
    guard children.contains(where: { l.isKind($0.node, "string_interpolation") }) else {
      return l.plainString(node, role, opening: length, closing: length)
    }
    l.begin(.template, node, role)
    var from = node.from + length
    for child in children where l.isKind(child.node, "string_interpolation") {
      l.piece(from..<child.node.from)
      l.through(child.node, .part)
      from = child.node.to
    }
    l.piece(from..<(node.to - length))
    l.end()
  }
}
