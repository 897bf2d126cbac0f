extension Language {
  package static let javascript = script(.javascript)
  package static let typescript = script(.typescript)
  package static let tsx = script(.tsx)

  /// One table for all: TypeScript's grammar has what JavaScript's has, under the same names.
  private static func script(_ grammar: Grammar) -> Language {
    Language(
      grammar, fields: ["label": .name, "open_tag": .child, "pattern": .name], blocks: ["statement_block"],
      syntax: PatternSyntax(
        strings: .javascript, comments: [.slashes],
        typed: grammar == .javascript ? .none : .nameFirst(before: " as ", after: ""),
        partials: [
          .init(before: "(", after: ")", root: .assign, leading: "{", isWhole: true),
          .init(before: "(", after: ")", root: .dictionary, leading: "{", isWhole: true),
          .init(before: "gb__x = {", after: "}", root: .pair, insteadOf: .label),
          .init(before: "try {} ", after: "", root: .handler),
          .init(before: "gb__x = {", after: "}", root: .pair),
          .init(before: "class gb__x {", after: "}", root: .function, isMember: true),
          .init(before: "class gb__x {", after: "}", root: .assign),
          .init(before: "", after: "\nclass gb__x {}", root: .decorator),
        ],
        attempts: 2, statementsEndInSemicolon: true, metavariable: Script.metavariable, ellipsis: Script.ellipsis),
      traits: Traits(
        singleWritesAreFinal: true, stringType: "string", integerType: "number", decimalType: "number",
        booleanType: "boolean",
        literalTypes: ["float": "number", "bool": "boolean"]),
      scriptTable)
  }

  private static let scriptTable: [String: Entry] = [
    "program": .node(.file, rest: .statement),
    "hash_bang_line": .skip,
    "statement_block": .node(.block, rest: .statement),
    "expression_statement": .through,
    "empty_statement": .skip,
    "parenthesized_expression": .custom(Script.first),

    "import_statement": .custom(Script.importStatement),
    "import_alias": .custom(Script.importAlias),
    "export_statement": .custom(Script.export),

    "function_declaration": .custom { Script.function(&$0, $1, $2) },
    "generator_function_declaration": .custom { Script.function(&$0, $1, $2) },
    "function_signature": .custom { Script.function(&$0, $1, $2) },
    "method_definition": .custom { Script.function(&$0, $1, $2) },
    "method_signature": .custom { Script.function(&$0, $1, $2) },
    "abstract_method_signature": .custom { Script.function(&$0, $1, $2) },
    "function_expression": .custom(Script.lambda),
    "generator_function": .custom(Script.lambda),
    "arrow_function": .custom(Script.lambda),
    "formal_parameters": .custom(Script.parameters),
    "type_parameters": .throughAs(.typeParameter),
    "class_declaration": .custom { Script.classDeclaration(&$0, $1, $2) },
    "abstract_class_declaration": .custom { Script.classDeclaration(&$0, $1, $2) },
    "class": .custom { Script.classDeclaration(&$0, $1, $2) },
    "class_heritage": .custom(Script.heritage),
    "extends_clause": .custom(Script.heritage),
    "implements_clause": .throughAs(.interface),
    "class_body": .custom(Script.classBody),
    "class_static_block": .through,
    "field_definition": .custom { Script.field(&$0, $1, $2) },
    "public_field_definition": .custom { Script.field(&$0, $1, $2) },
    "property_signature": .custom { Script.field(&$0, $1, $2) },
    "decorator": .custom { $0.decorator($1, $2) },
    "decorator_parenthesized_expression": .through,
    "accessibility_modifier": .leaf(.modifier),
    "override_modifier": .leaf(.modifier),

    "lexical_declaration": .custom { Script.declaration(&$0, $1, $2) },
    "variable_declaration": .custom { Script.declaration(&$0, $1, $2) },
    "using_declaration": .custom { Script.declaration(&$0, $1, $2) },
    "assignment_expression": .node(.assign, ["left": .target, "right": .value]),
    "augmented_assignment_expression": .custom(Script.augmented),
    "update_expression": .custom(Script.update),
    "assignment_pattern": .node(.assign, ["left": .target, "right": .value]),
    "rest_pattern": .operation(.spread),

    "if_statement": .custom(Script.ifStatement),
    "else_clause": .custom(Script.first),
    "while_statement": .custom { Script.loop(&$0, $1, $2, .whileLoop) },
    "do_statement": .custom { Script.loop(&$0, $1, $2, .doLoop) },
    "for_statement": .custom { Script.loop(&$0, $1, $2, .forLoop) },
    "for_in_statement": .custom(Script.forEach),
    "with_statement": .custom { Script.loop(&$0, $1, $2, .with) },
    "switch_statement": .node(.switchStatement, ["value": .subject]),
    "switch_body": .throughAs(.caseItem),
    "switch_case": .custom(Script.switchCase),
    "switch_default": .custom(Script.switchCase),
    "try_statement": .node(.tryStatement),
    "catch_clause": .custom(Script.handler),
    "finally_clause": .throughAs(.finally),
    "return_statement": .node(.returnStatement, rest: .value),
    "throw_statement": .node(.raise, rest: .value),
    "break_statement": .node(.breakStatement),
    "continue_statement": .node(.continueStatement),
    "labeled_statement": .node(.label, ["body": .statement]),
    "statement_identifier": .leaf(.name),
    "debugger_statement": .custom { Script.word(&$0, $1, $2, "debugger") },
    "internal_module": .custom { Script.word(&$0, $1, $2, "module") },
    "module": .custom { Script.word(&$0, $1, $2, "module") },

    "call_expression": .node(.call),
    "arguments": .throughAs(.argument),
    "type_arguments": .throughAs(.typeParameter),
    "new_expression": .node(.new),
    "member_expression": .custom(Script.member),
    "nested_identifier": .node(.member),
    "subscript_expression": .node(.index),
    "optional_chain": .skip,
    "await_expression": .node(.await, rest: .operand),
    "yield_expression": .operation(.yield, rest: .value),
    "unary_expression": .operation(.unary),
    "binary_expression": .operation(.binary),
    "ternary_expression": .node(.ternary),
    "sequence_expression": .custom { $0.bareTuple($1, $2) },
    "spread_element": .operation(.spread),
    "non_null_expression": .custom { l, node, role in
      l.begin(.unary, node, role, symbol: l.symbol("postfix !"))
      l.through(node, .operand)
      l.end()
    },
    "as_expression": .custom { Script.cast(&$0, $1, $2, typeFirst: false) },
    "satisfies_expression": .custom { Script.cast(&$0, $1, $2, typeFirst: false) },
    "type_assertion": .custom { Script.cast(&$0, $1, $2, typeFirst: true) },
    "instantiation_expression": .custom(Script.first),

    "object": .custom(Script.object),
    "object_pattern": .custom(Script.object),
    "pair": .custom(Script.pair),
    "pair_pattern": .custom(Script.pair),
    "shorthand_property_identifier": .custom(Script.shorthand),
    "shorthand_property_identifier_pattern": .custom(Script.shorthand),
    "object_assignment_pattern": .custom(Script.shorthandWithDefault),
    "array": .node(.list),
    "array_pattern": .node(.list),

    "identifier": .leaf(.name),
    "property_identifier": .leaf(.name),
    "private_property_identifier": .leaf(.name),
    "this": .leaf(.name),
    "super": .leaf(.name),
    "import": .leaf(.name),
    "undefined": .leaf(.name),
    "default": .leaf(.name),
    "number": .custom(Script.number),
    "true": .leaf(.boolean),
    "false": .leaf(.boolean),
    "null": .leaf(.null),
    "string": .custom { Script.string(&$0, $1, $2) },
    "template_string": .custom(Script.template),
    "template_substitution": .throughAs(.part),
    "regex": .custom(Script.regex),

    "jsx_element": .custom(Script.element),
    "jsx_self_closing_element": .custom(Script.element),
    "jsx_expression": .through,
    "jsx_attribute": .custom(Script.attribute),
    "jsx_text": .custom(Script.text),
    "html_character_reference": .leaf(.text),

    "type_identifier": .leaf(.name),
    "predefined_type": .leaf(.name),
    "this_type": .leaf(.name),
    "type_annotation": .through,
    "asserts_annotation": .through,
    "type_predicate_annotation": .through,
    "parenthesized_type": .through,
    "readonly_type": .through,
    "literal_type": .through,
    "generic_type": .node(.generic, ["name": .type]),
    "nested_type_identifier": .node(.member, ["module": .object, "name": .field]),
    "type_alias_declaration": .node(.typeAlias),
    "ambient_declaration": .through,
    "enum_assignment": .node(.assign, ["name": .target]),
  ]
}

private enum Script {
  /// The first of the children alone: what is wrapped, without its type.
  static func first(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    if let inner = l.children(of: node).first(where: { $0.node.isNamed || $0.node.isMissing }) {
      l.visit(inner.node, role)
    }
  }

  // MARK: What stands for an ellipsis

  static func ellipsis(_ place: EllipsisPlace, _ attempt: Int) -> String {
    // `...args` is no ellipsis.
    let isText = place.previous == UInt8(ascii: ">") && place.touching == UInt8(ascii: "{")
    if isText { return Hole.ellipsis }
    if place.previousWord == "function" { return Hole.ellipsis }
    if PatternText.isWord(place.touching) || "[{(".utf8.contains(place.touching) { return "..." }
    if place.bracket == UInt8(ascii: "("), place.beforeBracket == "for", place.previous == UInt8(ascii: "("),
      place.next == UInt8(ascii: ")")
    {
      return "\(Hole.ellipsis);;"
    }
    if attempt > 0, place.previous == UInt8(ascii: "=") { return "{\(Hole.ellipsis)}" }
    if place.bracket == UInt8(ascii: "{"), place.header.hasPrefix("switch"), place.previous == UInt8(ascii: "{") {
      return "case \(Hole.ellipsis):"
    }
    return isStatement(place) ? "\(Hole.ellipsis);" : Hole.ellipsis
  }

  /// An attribute's value needs braces, a module's name quotes.
  static func metavariable(_ name: String, _ before: [UInt8], _ attempt: Int) -> String? {
    guard attempt > 0 else { return nil }
    if before.last == UInt8(ascii: "=") { return "{\(name)}" }
    let isModule = before.reversed().drop(while: PatternText.isSpace).starts(with: "morf".utf8)
    return isModule ? "\"$\(name.dropFirst(Hole.metavariable.count))\"" : nil
  }

  /// Neighbours that belong to an expression or a list of properties speak against a statement.
  private static func isStatement(_ place: EllipsisPlace) -> Bool {
    guard place.bracket == 0 || place.bracket == UInt8(ascii: "{") else { return false }
    if place.next == 0 || ",)};</>".utf8.contains(place.next) { return false }
    switch place.previous {
    case 0, UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}"): return true
    default: return place.startsLine && !",:=(<>[?&|+".utf8.contains(place.previous)
    }
  }

  // MARK: Modules

  /// A statement that all rules know by one word.
  static func word(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ word: String) {
    l.begin(.other, node, role, symbol: l.symbol(word))
    l.visitChildren(of: node)
    l.end()
  }

  private enum ImportForm: String {
    case item
    case all = "*"
    case assigned = "="
    case standard = "default"
  }

  /// A module `node:fs` is `fs`, as Node brings it.
  static func string(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let own = Array("node:".utf8)
    let isOwn = role == .module && l.source[node.from..<node.to].dropFirst().starts(with: own)
    l.plainString(node, role, opening: isOwn ? 1 + own.count : 1, closing: 1)
  }

  static func importStatement(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    var count = 0
    var isOpen = false
    func named(
      _ l: inout Lowering, _ source: ConcreteNode, _ form: ImportForm, item: ConcreteNode? = nil, alias: ConcreteNode?
    ) {
      // Every name is an import of its own, so that others may always stand beside it.
      if l.isPattern, let name = item ?? alias, l.string(name) == Hole.ellipsis {
        isOpen = true
        return
      }
      count += 1
      l.begin(.importation, node, role)
      l.visit(source, .module)
      if let alias {
        switch form {
        case .item: break
        case .all, .assigned: l.leaf(.modifier, alias.from..<alias.from, .modifier, l.symbol(form.rawValue))
        case .standard:
          l.begin(.name, alias, .item, symbol: l.symbol(form.rawValue), flags: .implicit)
          l.end()
        }
      }
      if let item { key(&l, item, .item) }
      if let alias { l.visit(alias, .alias) }
      l.end()
    }
    let children = l.children(of: node).filter(\.node.isNamed).map(\.node)
    if l.isPattern, l.children(of: node).contains(where: { !$0.node.isNamed && l.string($0.node) == "type" }) {
      return anything(&l, node, role)
    }
    let required = children.first { l.isKind($0, "import_require_clause") }
    guard let source = l.child(of: node, "source") ?? required.flatMap({ l.child(of: $0, "source") }) else { return }
    if let required { named(&l, source, .assigned, alias: l.children(of: required).first { $0.node.isNamed }?.node) }
    for child in children where l.isKind(child, "import_clause") {
      for part in l.children(of: child) where part.node.isNamed {
        let inner = l.children(of: part.node).filter(\.node.isNamed).map(\.node)
        switch l.kind(part.node) {
        case "namespace_import": named(&l, source, .all, alias: inner.first)
        case "named_imports":
          for specifier in sorted(l, inner) {
            named(&l, source, .item, item: l.child(of: specifier, "name"), alias: l.child(of: specifier, "alias"))
          }
        default: named(&l, source, .standard, alias: part.node)
        }
      }
    }
    if count == 0 {
      l.begin(.importation, node, role)
      l.visit(source, .module)
      if isOpen { l.leaf(.metavariable, node.from..<node.from, .item, l.symbol("$_")) }
      l.end()
    }
  }

  /// The order of the names does not matter, as far as they are known.
  private static func sorted(_ l: Lowering, _ names: [ConcreteNode]) -> [ConcreteNode] {
    guard names.count > 1, names.count < 200, !l.isPattern || !names.contains(where: { l.string($0).contains("gb__") })
    else { return names }
    return names.map { (l.string($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  static func importAlias(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let parts = l.children(of: node).filter(\.node.isNamed).map(\.node)
    guard parts.count == 2 else { return l.through(node, role) }
    l.begin(.importation, node, role)
    l.visit(parts[1], .module)
    l.visit(parts[0], .alias)
    l.end()
  }

  /// `x = require("m")` imports like a statement; what it imports is noted beside it.
  private static func required(_ l: inout Lowering, _ target: ConcreteNode, _ value: ConcreteNode, _ whole: Range<Int>)
  {
    guard !l.isPattern, l.isKind(value, "call_expression"), let callee = l.child(of: value, "function"),
      l.string(callee) == "require", let arguments = l.child(of: value, "arguments")
    else { return }
    let parts = l.children(of: arguments).filter(\.node.isNamed).map(\.node)
    guard parts.count == 1, l.isKind(parts[0], "string") else { return }
    func noted(_ l: inout Lowering, _ item: ConcreteNode?, _ alias: ConcreteNode) {
      l.begin(.importation, whole, .modifier)
      l.visit(parts[0], .module)
      if let item { key(&l, item, .item) }
      l.visit(alias, .alias)
      l.end()
    }
    if l.isKind(target, "identifier") { return noted(&l, nil, target) }
    guard l.isKind(target, "object_pattern") else { return }
    for child in l.children(of: target) where child.node.isNamed {
      if l.isKind(child.node, "shorthand_property_identifier_pattern") {
        l.begin(.importation, whole, .modifier)
        l.visit(parts[0], .module)
        l.leaf(.name, child.node, .item)
        l.leaf(.name, child.node, .alias)
        l.end()
      } else if l.isKind(child.node, "pair_pattern"), let item = l.child(of: child.node, "key"),
        let alias = l.child(of: child.node, "value"), l.isKind(alias, "identifier")
      {
        noted(&l, item, alias)
      }
    }
  }

  /// What is exported stands for itself, with a modifier.
  static func export(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node)
    var extra = Extra(
      range: node.from..<node.to,
      decorators: children.filter { l.isKind($0.node, "decorator") }.map(\.node),
      modifiers: children.filter { !$0.node.isNamed && ["export", "default"].contains(l.string($0.node)) }.map(\.node))
    // What is exported as the default is known by that word alone, and a pattern's word for it says nothing.
    if extra.modifiers.count > 1 { extra.modifiers = l.isPattern ? [] : [extra.modifiers[1]] }
    if let declaration = l.child(of: node, "declaration") {
      switch l.kind(declaration) {
      case "function_declaration", "generator_function_declaration", "function_signature":
        return function(&l, declaration, role, extra)
      case "class_declaration", "abstract_class_declaration": return classDeclaration(&l, declaration, role, extra)
      case "lexical_declaration", "variable_declaration", "using_declaration":
        return Script.declaration(&l, declaration, role, extra)
      default: return l.visit(declaration, role)
      }
    }
    if let value = l.child(of: node, "value") {
      if l.isPattern {
        return l.isKind(value, "function_expression") || l.isKind(value, "class")
          ? l.visit(value, role) : anything(&l, node, role)
      }
      // It is a constant of that name.
      l.begin(.assign, node, role, flags: .declaration)
      if let first = children.first?.node {
        for word in ["declaration", "named", "const", "export"] {
          l.leaf(.modifier, first.from..<first.to, .modifier, l.symbol(word))
        }
      }
      if let word = extra.modifiers.first { l.leaf(.name, word, .target) }
      l.visit(value, .value)
      return l.end()
    }
    let clause = children.first { l.isKind($0.node, "export_clause") }?.node
    if l.isPattern, clause != nil { return anything(&l, node, role) }
    // What is handed on is imported first.
    if let clause, let source = l.child(of: node, "source") {
      for item in l.children(of: clause) where item.node.isNamed {
        guard let name = l.child(of: item.node, "name") else { continue }
        l.begin(.importation, node, role)
        l.visit(source, .module)
        key(&l, name, .item)
        l.end()
      }
    }
    l.begin(.other, node, role, symbol: l.symbol(clause == nil ? "export *" : "export"))
    for child in children where child.node.isNamed {
      if l.isKind(child.node, "export_clause") { l.through(child.node, .item) } else { l.visit(child.node, .module) }
    }
    l.end()
  }

  /// A pattern of which nothing remains: any statement.
  private static func anything(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.metavariable, node, role, symbol: l.symbol("$_"), flags: .open)
    l.end()
  }

  // MARK: Functions and classes

  /// What the nodes around a declaration add to it.
  struct Extra {
    var range: Range<Int>?
    var decorators: [ConcreteNode] = []
    var modifiers: [ConcreteNode] = []
  }

  private static let words: Set<String> = [
    "async", "static", "get", "set", "*", "readonly", "abstract", "declare", "accessor", "static get",
  ]

  private static func modifiers(_ l: inout Lowering, _ nodes: [ConcreteNode]) {
    for node in nodes { l.leaf(.modifier, node, .modifier) }
  }

  /// Decorators and words before a declaration.
  private static func head(_ l: inout Lowering, _ node: ConcreteNode, _ extra: Extra) {
    for decorator in extra.decorators { l.visit(decorator, .decorator) }
    modifiers(&l, extra.modifiers)
    for child in l.children(of: node) {
      if l.isKind(child.node, "decorator") {
        l.visit(child.node, .decorator)
      } else if words.contains(l.kind(child.node)) || l.isKind(child.node, "accessibility_modifier")
        || l.isKind(child.node, "override_modifier")
      {
        l.leaf(.modifier, child.node, .modifier)
      }
    }
  }

  static func function(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ extra: Extra = Extra()) {
    let isSignature = l.isKind(node, "method_signature") || l.isKind(node, "abstract_method_signature")
    l.begin(
      .function, extra.range ?? node.from..<node.to, role, symbol: isSignature ? l.symbol("signature") : .none)
    head(&l, node, extra)
    if let name = l.child(of: node, "name") { key(&l, name, .name) }
    signature(&l, node)
    l.end()
  }

  private static func signature(_ l: inout Lowering, _ node: ConcreteNode) {
    if let types = l.child(of: node, "type_parameters") { l.visit(types, .typeParameter) }
    if let parameters = l.child(of: node, "parameters") { l.visit(parameters, .parameter) }
    if let only = l.child(of: node, "parameter") { parameter(&l, only) }
    if let type = l.child(of: node, "return_type") { l.visit(type, .returnType) }
    guard let body = l.child(of: node, "body") else { return }
    if l.isKind(body, "statement_block") { return l.visit(body, .body) }
    // An arrow's expression is what it returns.
    l.begin(.block, body, .body, flags: .implicit)
    if l.isPattern, l.string(body) == Hole.ellipsis {
      l.visit(body, .statement)
    } else {
      l.begin(.returnStatement, body, .statement)
      l.visit(body, .value)
      l.end()
    }
    l.end()
  }

  /// Function expressions and arrow functions are the same. The name that one has for itself is nobody's business.
  static func lambda(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.lambda, node, role)
    signature(&l, node)
    l.end()
  }

  static func parameters(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    for child in l.children(of: node) where child.node.isNamed || child.node.isMissing { parameter(&l, child.node) }
  }

  private static func parameter(_ l: inout Lowering, _ node: ConcreteNode) {
    l.begin(.parameter, node, .parameter)
    switch l.kind(node) {
    case "required_parameter", "optional_parameter":
      head(&l, node, Extra())
      if let name = l.child(of: node, "pattern") ?? l.child(of: node, "name") { named(&l, name) }
      if let type = l.child(of: node, "type") { l.visit(type, .type) }
      if let value = l.child(of: node, "value") { l.visit(value, .value) }
    case "assignment_pattern":
      if let name = l.child(of: node, "left") { named(&l, name) }
      if let value = l.child(of: node, "right") { l.visit(value, .value) }
    default: named(&l, node)
    }
    l.end()
  }

  private static func named(_ l: inout Lowering, _ node: ConcreteNode) {
    guard l.isKind(node, "rest_pattern") else { return l.visit(node, .name) }
    for child in l.children(of: node) {
      if child.node.isNamed { l.visit(child.node, .name) } else { l.leaf(.modifier, child.node, .modifier) }
    }
  }

  static func classDeclaration(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ extra: Extra = Extra()) {
    l.begin(.classDeclaration, extra.range ?? node.from..<node.to, role)
    head(&l, node, extra)
    // A class expression's own name is seen by nobody else.
    if let name = l.child(of: node, "name"), !l.isKind(node, "class") { l.visit(name, .name) }
    for child in l.children(of: node) where l.isKind(child.node, "class_heritage") { l.visit(child.node, .base) }
    if let body = l.child(of: node, "body") { l.visit(body, .body) }
    l.end()
  }

  static func heritage(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    for child in l.children(of: node) where child.node.isNamed && !l.isKind(child.node, "type_arguments") {
      l.visit(child.node, .base)
    }
  }

  static func classBody(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.block, node, role)
    var decorators: [ConcreteNode] = []
    for child in l.children(of: node) where child.node.isNamed || child.node.isMissing {
      if l.isKind(child.node, "decorator") {
        decorators.append(child.node)
        continue
      }
      let start = decorators.first?.from ?? child.node.from
      let extra = Extra(range: start..<child.node.to, decorators: decorators)
      decorators = []
      switch l.kind(child.node) {
      case "method_definition", "method_signature", "abstract_method_signature":
        function(&l, child.node, .statement, extra)
      case "field_definition", "public_field_definition": field(&l, child.node, .statement, extra)
      default: l.visit(child.node, .statement)
      }
    }
    for decorator in decorators { l.visit(decorator, .statement) }
    l.end()
  }

  static func field(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ extra: Extra = Extra()) {
    guard let name = l.child(of: node, "name") ?? l.child(of: node, "property") else { return l.through(node, role) }
    if l.isPattern, extra.decorators.isEmpty, let hole = Hole.Name(l.source[name.from..<name.to]),
      hole.kind == .ellipsis || hole.kind == .metavariableList
    {
      return l.leaf(.name, name, role)
    }
    if let value = l.child(of: node, "value"), l.isKind(value, "function_expression") {
      l.begin(.function, extra.range ?? node.from..<node.to, role)
      head(&l, node, extra)
      head(&l, value, Extra())
      key(&l, name, .name)
      signature(&l, value)
      return l.end()
    }
    l.begin(.assign, extra.range ?? node.from..<node.to, role, flags: .declaration)
    head(&l, node, extra)
    key(&l, name, .target)
    if let type = l.child(of: node, "type") { l.visit(type, .type) }
    if let value = l.child(of: node, "value") { l.visit(value, .value) }
    l.end()
  }

  // MARK: Variables

  /// Every declarator is an assignment. A pattern's `var` asks for any declaration, its `let` and `const` for their
  /// like.
  static func declaration(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ extra: Extra = Extra()) {
    let children = l.children(of: node)
    let declarators = children.filter { l.isKind($0.node, "variable_declarator") }.map(\.node)
    let words = children.filter { !$0.node.isNamed && !",;".contains(l.string($0.node)) }.map(\.node)
    for declarator in declarators {
      let range = declarators.count == 1 ? extra.range ?? node.from..<node.to : declarator.from..<declarator.to
      l.begin(.assign, range, role, flags: .declaration)
      modifiers(&l, extra.modifiers)
      let (target, value) = (l.child(of: declarator, "name"), l.child(of: declarator, "value"))
      kind(&l, words, target, value)
      if let target, let value { required(&l, target, value, range) }
      if let target { l.visit(target, .target) }
      if let type = l.child(of: declarator, "type") { l.visit(type, .type) }
      if let value { l.visit(value, .value) }
      l.end()
    }
  }

  /// What takes a value apart is another kind of declaration than what names it; a hole for the name and one for the
  /// value stand for both.
  private static func kind(
    _ l: inout Lowering, _ words: [ConcreteNode], _ target: ConcreteNode?, _ value: ConcreteNode?
  ) {
    guard let first = words.first else { return }
    let isPattern = target.map { !l.isKind($0, "identifier") } ?? false
    let isAny = l.isPattern && isAnything(l, target) && isAnything(l, value)
    if !l.isPattern || isAny && l.string(first) == "var" {
      l.leaf(.modifier, first.from..<first.to, .modifier, l.symbol("declaration"))
    }
    if !isAny { l.leaf(.modifier, first.from..<first.to, .modifier, l.symbol(isPattern ? "apart" : "named")) }
    if !l.isPattern || l.string(first) != "var" { l.leaf(.modifier, first, .modifier) }
  }

  private static func isAnything(_ l: Lowering, _ node: ConcreteNode?) -> Bool {
    guard let node else { return false }
    let kind = Hole.Name(l.source[node.from..<node.to])?.kind
    return kind == .metavariable || kind == .ellipsis
  }

  /// `a += b` is `a = a + b`, and `a ??= b` is `a ?? (a = b)`.
  static func augmented(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let target = l.child(of: node, "left"), let value = l.child(of: node, "right"),
      let word = l.child(of: node, "operator"), isSimple(l, target)
    else {
      l.begin(.augmentedAssign, node, role, symbol: l.operatorText(of: node))
      if let target = l.child(of: node, "left") { l.visit(target, .target) }
      if let value = l.child(of: node, "right") { l.visit(value, .value) }
      return l.end()
    }
    let operation = String(l.string(word).dropLast())
    let isShort = ["??", "||", "&&"].contains(operation)
    if !isShort {
      l.begin(.assign, node, role)
      l.visit(target, .target)
    }
    l.begin(.binary, node, isShort ? role : .value, symbol: l.symbol(operation))
    l.visit(target, .left)
    if isShort {
      l.begin(.assign, node, .right)
      l.visit(target, .target)
      l.visit(value, .value)
      l.end()
    } else {
      l.visit(value, .right)
      l.end()
    }
    l.end()
  }

  /// What may stand twice in the tree: nothing that holds another assignment, so that what is nested does not multiply.
  private static func isSimple(_ l: Lowering, _ node: ConcreteNode) -> Bool {
    let text = l.source[node.from..<node.to]
    return text.count < 200 && !text.contains { "=({`\n".utf8.contains($0) }
  }

  /// Of `a?.b` the object is `a?`, which `a` is not.
  static func member(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let object = l.child(of: node, "object"), let field = l.child(of: node, "property") else {
      return l.through(node, role)
    }
    let isOptional = l.children(of: node).contains { l.isKind($0.node, "optional_chain") }
    l.begin(.member, node, role, flags: isOptional ? .optional : [])
    if isOptional { l.begin(.unary, object, .object, symbol: l.symbol("?.")) }
    l.visit(object, isOptional ? .operand : .object)
    if isOptional { l.end() }
    l.visit(field, .field)
    l.end()
  }

  /// Numbers are known by their values, however they are written.
  static func number(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let text = l.string(node).lowercased().replacing("_", with: "")
    var value: Double?
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
      value = Int(text.dropFirst(2), radix: radix).map(Double.init)
    }
    if value == nil, let digit = text.last, digit != "n" { value = Double(text.hasSuffix(".") ? text + "0" : text) }
    if value == nil, text.hasPrefix(".") { value = Double("0" + text) }
    guard let value, value.isFinite else { return l.leaf(.number, node, role) }
    let exact = value.magnitude < 9e15 ? Int(exactly: value) : nil
    l.leaf(.number, node.from..<node.to, role, l.symbol(exact.map { "\($0)" } ?? "\(value)"))
  }

  static func update(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node)
    guard let word = children.first(where: { !$0.node.isNamed }), let operand = l.child(of: node, "argument") else {
      return l.through(node, role)
    }
    let isPostfix = word.node.from > operand.from
    l.begin(.augmentedAssign, node, role, symbol: l.symbol((isPostfix ? "postfix " : "") + l.string(word.node)))
    l.visit(operand, .target)
    l.end()
  }

  // MARK: Statements

  static func ifStatement(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.ifStatement, node, role)
    if let condition = l.child(of: node, "condition") { l.visit(condition, .condition) }
    if let body = l.child(of: node, "consequence") { branch(&l, body, .body) }
    if let other = l.child(of: node, "alternative"),
      let body = l.children(of: other).first(where: { $0.node.isNamed || $0.node.isMissing })
    {
      branch(&l, body.node, .orElse)
    }
    l.end()
  }

  static func loop(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ kind: Kind) {
    l.begin(kind, node, role)
    for child in l.children(of: node) where child.node.isNamed || child.node.isMissing {
      let own = l.language.roles[child.field] ?? .child
      if own == .body { loopBody(&l, child.node) } else { l.visit(child.node, own == .object ? .item : own) }
    }
    l.end()
  }

  /// A pattern's `in` stands for `of` too.
  static func forEach(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.forEach, node, role)
    if !l.isPattern, let word = l.child(of: node, "kind") { l.leaf(.modifier, word, .modifier) }
    if let word = l.child(of: node, "operator"), l.string(word) == "of" { l.leaf(.modifier, word, .modifier) }
    if let target = l.child(of: node, "left") { l.visit(target, .target) }
    if let value = l.child(of: node, "right") { l.visit(value, .iterable) }
    if let body = l.child(of: node, "body") { loopBody(&l, body) }
    l.end()
  }

  /// A loop's body without braces is only like another without braces.
  private static func loopBody(_ l: inout Lowering, _ node: ConcreteNode) {
    if l.isPattern, isHole(l, node) { return l.visit(node, .body) }
    if l.isKind(node, "statement_block") { return l.visit(node, .body) }
    l.begin(.block, node, .body, symbol: l.symbol("bare"), flags: .implicit)
    l.visit(node, .statement)
    l.end()
  }

  /// A metavariable that stands for a whole statement.
  private static func isHole(_ l: Lowering, _ node: ConcreteNode) -> Bool {
    guard l.isKind(node, "expression_statement"), let only = l.children(of: node).first?.node else { return false }
    return Hole.Name(l.source[only.from..<only.to])?.kind == .metavariable
  }

  private static func branch(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    if l.isPattern, isHole(l, node) { l.visit(node, role) } else { l.block(node, role) }
  }

  /// Without a parameter it has one all the same, that nobody names.
  static func handler(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.handler, node, .handler)
    if let name = l.child(of: node, "parameter") {
      l.visit(name, .name)
    } else {
      l.leaf(.name, node.from..<node.from, .name, l.symbol(""))
    }
    // A pattern need not speak of the type.
    if let type = l.child(of: node, "type") { l.visit(type, .typeParameter) }
    if let body = l.child(of: node, "body") { l.visit(body, .body) }
    l.end()
  }

  static func switchCase(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let value = l.child(of: node, "value")
    let body = l.children(of: node).filter { ($0.node.isNamed || $0.node.isMissing) && $0.node.from != value?.from }
    if l.isPattern, body.isEmpty, let value, l.string(value) == Hole.ellipsis { return l.visit(value, .caseItem) }
    l.begin(.switchCase, node, .caseItem)
    if let value { l.visit(value, .caseItem) }
    let end = node.to
    l.begin(.block, min(body.first?.node.from ?? end, end)..<end, .body, flags: .implicit)
    for child in body { l.visit(child.node, .statement) }
    l.end()
    l.end()
  }

  static func cast(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, typeFirst: Bool) {
    let parts = l.children(of: node).filter(\.node.isNamed).map(\.node)
    guard parts.count == 2 else { return first(&l, node, role) }
    l.begin(.cast, node, role)
    if typeFirst { l.through(parts[0], .type) } else { l.visit(parts[1], .type) }
    l.visit(parts[typeFirst ? 1 : 0], .value)
    l.end()
  }

  // MARK: Objects

  static func object(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.dictionary, node, role, flags: l.isPattern ? .open : [])
    l.through(node, .child)
    l.end()
  }

  /// A name in a place that is no variable: with or without quotes.
  static func key(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard l.isKind(node, "string"), node.to - node.from >= 2 else { return l.visit(node, role) }
    let content = node.from + 1..<node.to - 1
    let text = String(decoding: l.source[content], as: UTF8.self)
    if l.isPattern, Pattern.isMetavariable(text) {
      l.begin(.metavariable, content, role, symbol: l.symbol(text))
      l.end()
    } else {
      l.leaf(.name, content, role, l.symbol(at: content))
    }
  }

  static func pair(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let name = l.child(of: node, "key"), let value = l.child(of: node, "value") else {
      return l.through(node, role)
    }
    // `f: function () {}` is a method.
    if l.isKind(value, "function_expression"), l.child(of: value, "name") == nil {
      l.begin(.function, node, role)
      head(&l, value, Extra())
      key(&l, name, .name)
      signature(&l, value)
      return l.end()
    }
    l.begin(.pair, node, role)
    if l.isKind(value, "arrow_function") { head(&l, value, Extra()) }
    key(&l, name, .key)
    l.visit(value, .value)
    l.end()
  }

  static func shorthand(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    if l.isPattern, let hole = Hole.Name(l.source[node.from..<node.to]),
      hole.kind == .ellipsis || hole.kind == .metavariableList
    {
      return l.leaf(.name, node, role)
    }
    l.begin(.pair, node, role)
    l.leaf(.name, node, .key)
    l.leaf(.name, node, .value)
    l.end()
  }

  static func shorthandWithDefault(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let name = l.child(of: node, "left"), let value = l.child(of: node, "right") else {
      return l.through(node, role)
    }
    l.begin(.pair, node, role)
    if l.isKind(name, "shorthand_property_identifier_pattern") {
      l.leaf(.name, name, .key)
    } else {
      l.visit(name, .key)
    }
    l.begin(.assign, node, .value)
    if l.isKind(name, "shorthand_property_identifier_pattern") {
      l.leaf(.name, name, .target)
    } else {
      l.visit(name, .target)
    }
    l.visit(value, .value)
    l.end()
    l.end()
  }

  // MARK: Texts

  static func template(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let holes = l.children(of: node).filter { l.isKind($0.node, "template_substitution") }.map(\.node)
    let content = l.source[min(node.from + 1, node.to)..<max(node.from + 1, node.to - 1)]
    // `...` between these quotes asks for any text between them, with holes or without.
    let asksForAny = l.isPattern && content.elementsEqual("...".utf8)
    if holes.isEmpty, !asksForAny {
      return l.plainString(node, role, opening: 1, closing: 1, flags: .formatted)
    }
    l.begin(.template, node, role)
    var start = node.from + 1
    for hole in holes {
      l.piece(start..<max(start, hole.from))
      l.visit(hole, .part)
      start = hole.to
    }
    l.piece(start..<max(start, node.to - 1))
    l.end()
  }

  static func regex(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let flags = l.child(of: node, "flags")
    let content = l.child(of: node, "pattern").map { $0.from..<$0.to } ?? node.from + 1..<node.from + 1
    l.begin(
      .regex, node.from..<node.to, role, symbol: l.symbol(at: content), opening: 1,
      closing: node.to - content.upperBound)
    if let flags { l.leaf(.modifier, flags, .modifier) }
    l.end()
  }

  // MARK: Markup

  static func element(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let tag = l.child(of: node, "open_tag") ?? node
    l.begin(.element, node, role)
    if let name = l.child(of: tag, "name") { l.visit(name, .name) }
    for child in l.children(of: tag) where child.field == l.language.fields["attribute"] {
      l.visit(child.node, .attribute)
    }
    var isEmpty = true
    if tag.from != node.from || tag.to != node.to || l.isKind(node, "jsx_element") {
      var reached = tag.to
      for child in l.children(of: node) where child.node.isNamed && !l.isKind(child.node, "jsx_opening_element") {
        // The grammar leaves out white space that goes over lines.
        if child.node.from > reached { text(&l, reached..<child.node.from) }
        isEmpty = isEmpty && child.node.from == reached
        reached = child.node.to
        if l.isKind(child.node, "jsx_closing_element") { continue }
        isEmpty = false
        if l.isKind(child.node, "jsx_expression") {
          // In braces of its own it is no text.
          l.begin(.attribute, child.node, .child)
          l.through(child.node, .value)
          l.end()
        } else {
          l.visit(child.node, .child)
        }
      }
      // What a pattern has inside is how the inside begins.
      if l.isPattern, !isEmpty {
        l.begin(.ellipsis, node.to..<node.to, .child)
        l.end()
      }
    }
    l.end()
  }

  /// An attribute without a value is true.
  static func attribute(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let parts = l.children(of: node).filter { $0.node.isNamed || $0.node.isMissing }.map(\.node)
    guard let name = parts.first else { return }
    l.begin(.attribute, node, role)
    l.visit(name, .name)
    if parts.count > 1 {
      l.visit(parts[1], .value)
    } else {
      let hole = l.isPattern ? Hole.Name(l.source[name.from..<name.to]) : nil
      if hole?.kind != .ellipsis { l.leaf(.boolean, node.to..<node.to, .value, l.symbol("true")) }
    }
    l.end()
  }

  static func text(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) { text(&l, node.from..<node.to) }

  /// White space counts; where a pattern has nothing else, it stands for any text.
  private static func text(_ l: inout Lowering, _ whole: Range<Int>) {
    guard l.isPattern else { return l.leaf(.text, whole, .child, l.symbol(at: whole)) }
    func isSpace(_ byte: UInt8) -> Bool { PatternText.isSpace(byte) || byte == UInt8(ascii: ";") }
    var range = whole
    while let first = range.first, isSpace(l.source[first]) { range = range.dropFirst() }
    while let last = range.last, isSpace(l.source[last]) { range = range.dropLast() }
    if range.isEmpty { return l.leaf(.text, whole, .child, l.symbol("\(Hole.metavariable)_")) }
    let hole = Hole.Name(l.source[range])
    if hole?.kind == .ellipsis || hole != nil && range == whole && !l.source[range].contains(where: PatternText.isSpace)
    {
      return l.leaf(.text, range, .child, l.symbol(at: range))
    }
    l.begin(.text, whole, .child, symbol: l.symbol(at: whole))
    l.end()
  }
}
