extension Language {
  package static let go = Language(
    .go, fields: ["operand": .object, "start": .left, "end": .right, "capacity": .operand],
    blocks: ["block"],
    syntax: PatternSyntax(
      strings: .go, comments: [.slashes], typed: .nameFirst(before: ".(", after: ")"),
      partials: [
        .init(before: "gb__x{", after: "}\n", root: .keyword, insteadOf: .label),
        .init(before: "switch gb__x { ", after: "\n}\n", root: .switchCase),
        .init(before: "select { ", after: "\n}\n", root: .switchCase),
      ],
      attempts: 2, ellipsis: Go.ellipsis),
    traits: Traits(
      newNamesTypes: true, fieldsAreNames: true, globalsAreOpen: true, listsAreKnown: false, stringType: "string",
      integerType: "int",
      decimalType: "float"),
    [
      "source_file": .custom(Go.file),
      "block": .node(.block, rest: .statement),
      "statement_list": .through,
      "empty_statement": .skip,
      "expression_statement": .through,
      "parenthesized_expression": .through,
      "parenthesized_type": .through,

      "package_clause": .node(.package, rest: .name),
      "import_declaration": .custom(Go.imports),
      "import_spec_list": .through,
      "import_spec": .custom { Go.importSpec(&$0, $1, $1.from..<$1.to, $2) },

      "function_declaration": .custom { Go.function(&$0, $1, $2, .function) },
      "method_declaration": .custom { Go.function(&$0, $1, $2, .function) },
      "func_literal": .custom { Go.function(&$0, $1, $2, .lambda) },
      "method_elem": .custom { Go.function(&$0, $1, $2, .function, word: "interface") },
      "function_type": .custom { Go.function(&$0, $1, $2, .other, word: "func") },
      "parameter_list": .through,
      "parameter_declaration": .custom(Go.parameters),
      "variadic_parameter_declaration": .custom(Go.parameters),
      "type_parameter_list": .throughAs(.typeParameter),
      "type_parameter_declaration": .custom(Go.parameters),

      "var_declaration": .custom { Go.declarations(&$0, $1, $2, modifiers: ["declared"]) },
      "const_declaration": .custom { Go.declarations(&$0, $1, $2, modifiers: ["declared", "const"]) },
      "short_var_declaration": .custom { Go.assignment(&$0, $1, $2, modifier: ":=") },
      "assignment_statement": .custom(Go.assignmentStatement),
      "receive_statement": .custom(Go.receive),
      "inc_statement": .operation(.unary, rest: .operand),
      "dec_statement": .operation(.unary, rest: .operand),
      "send_statement": .operation(.binary, ["channel": .left, "value": .right]),
      "expression_list": .custom(Go.expressionList),

      "type_declaration": .custom(Go.types),
      "type_spec": .custom { Go.type(&$0, $1, $1.from..<$1.to, $2) },
      "type_alias": .custom { Go.type(&$0, $1, $1.from..<$1.to, $2) },
      "struct_type": .custom { Go.members(&$0, $1, $2) },
      "interface_type": .custom { Go.members(&$0, $1, $2) },
      "field_declaration_list": .through,
      "field_declaration": .custom(Go.field),

      "if_statement": .custom(Go.ifStatement),
      "for_statement": .custom(Go.forStatement),
      "expression_switch_statement": .custom { Go.switchStatement(&$0, $1, $2, word: nil) },
      "type_switch_statement": .custom { Go.switchStatement(&$0, $1, $2, word: "type") },
      "select_statement": .custom { Go.switchStatement(&$0, $1, $2, word: "select") },
      "expression_case": .custom(Go.switchCase),
      "type_case": .custom(Go.switchCase),
      "communication_case": .custom(Go.switchCase),
      "default_case": .custom(Go.switchCase),
      "return_statement": .node(.returnStatement, rest: .value),
      "go_statement": .operation(.deferred, rest: .operand),
      "defer_statement": .operation(.deferred, rest: .operand),
      "labeled_statement": .node(.label, rest: .statement, ["label": .name]),
      "break_statement": .node(.breakStatement),
      "continue_statement": .node(.continueStatement),

      "call_expression": .custom(Go.call),
      "argument_list": .throughAs(.argument),
      "variadic_argument": .node(.spread),
      "type_conversion_expression": .custom(Go.cast),
      "type_instantiation_expression": .node(.generic, rest: .typeParameter),
      "type_assertion_expression": .node(.typeTest, ["operand": .operand]),
      "selector_expression": .node(.member),
      "index_expression": .node(.index),
      "slice_expression": .node(.slice),
      "unary_expression": .operation(.unary, ["operand": .operand]),
      "binary_expression": .operation(.binary),
      "composite_literal": .node(.new, ["type": .callee]),
      "literal_value": .custom(Go.literalValue),
      "literal_element": .through,
      "keyed_element": .node(.keyword, ["key": .name]),

      "slice_type": .custom(Go.slice),
      "implicit_length_array_type": .custom(Go.slice),
      "pointer_type": .operation(.unary, rest: .type),
      "negated_type": .operation(.unary, rest: .type),
      "generic_type": .node(.generic),
      "type_arguments": .throughAs(.typeParameter),
      "qualified_type": .node(.member, ["package": .object, "name": .field]),
      "type_elem": .custom(Go.union),
      "type_constraint": .custom(Go.union),

      "identifier": .leaf(.name),
      "type_identifier": .leaf(.name),
      "field_identifier": .leaf(.name),
      "package_identifier": .leaf(.name),
      "label_name": .leaf(.name),
      "blank_identifier": .leaf(.name),
      "dot": .leaf(.name),
      "iota": .leaf(.name),
      "nil": .leaf(.null),
      "true": .leaf(.boolean),
      "false": .leaf(.boolean),
      "int_literal": .leaf(.number),
      "float_literal": .leaf(.number),
      "imaginary_literal": .leaf(.number),
      "rune_literal": .leaf(.other),
      "interpreted_string_literal": .custom { $0.plainString($1, $2, opening: 1, closing: 1) },
      "raw_string_literal": .custom { $0.plainString($1, $2, opening: 1, closing: 1) },
    ])
}

private enum Go {
  static func ellipsis(_ place: EllipsisPlace, attempt: Int) -> String {
    let isList = place.bracket == UInt8(ascii: "(")
    // `f(a...)` and `func f(a ...T)` are the language's own.
    if isList, PatternText.isWord(place.previous) || ")]}".utf8.contains(place.previous),
      place.next == UInt8(ascii: ")") || PatternText.isWord(place.next) || "*[".utf8.contains(place.next),
      !place.endsLine || place.next == UInt8(ascii: ")")
    {
      return "..."
    }
    if isList, place.beforeBracket == "import" { return "\(Hole.ellipsis) \"\(Hole.ellipsis)\"" }
    // `[...]T{}`
    if place.bracket == UInt8(ascii: "["), place.previous == UInt8(ascii: "["), place.next == UInt8(ascii: "]"),
      PatternText.isWord(place.afterBracket), !(place.beforeBracket.utf8.first.map(PatternText.isWord) ?? false)
    {
      return "..."
    }
    // Between cases, where no statement may stand.
    if attempt == 1, place.bracket == UInt8(ascii: "{"), place.endsLine || place.next == UInt8(ascii: "}"),
      place.previous == UInt8(ascii: "{") || place.next == UInt8(ascii: "}")
    {
      return "case \(Hole.ellipsis):"
    }
    return Hole.ellipsis
  }

  // MARK: Declarations

  /// A declaration of several names at the top is no statement: no sequence begins with it.
  static func file(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.file, node, role)
    for child in l.children(of: node) where child.node.isNamed || child.node.isMissing {
      let isDeclaration =
        !l.isPattern && (l.isKind(child.node, "var_declaration") || l.isKind(child.node, "const_declaration"))
      l.visit(child.node, isDeclaration ? .element : .statement)
    }
    l.end()
  }

  /// One importation a path, from the word `import` on.
  static func imports(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    for child in l.children(of: node) where child.node.isNamed {
      if l.isKind(child.node, "import_spec") {
        importSpec(&l, child.node, node.from..<node.to, role)
        continue
      }
      let specs = l.children(of: child.node).filter { $0.node.isNamed }
      for spec in specs where l.isKind(spec.node, "import_spec") {
        importSpec(&l, spec.node, node.from..<(specs.count == 1 ? node.to : spec.node.to), role)
      }
    }
  }

  static func importSpec(_ l: inout Lowering, _ node: ConcreteNode, _ range: Range<Int>, _ role: Role) {
    l.begin(.importation, range, role)
    if let path = l.child(of: node, "path") {
      if !l.isPattern { l.leaf(.name, path.to..<path.to, .module, package(&l, path)) }
      l.visit(path, .value)
    }
    if let name = l.child(of: node, "name") { l.visit(name, .alias) }
    l.end()
  }

  /// The name that an import binds: the path's last part without its version.
  private static func package(_ l: inout Lowering, _ path: ConcreteNode) -> Symbol {
    let text = l.source[min(path.from + 1, path.to)..<max(path.to - 1, min(path.from + 1, path.to))]
    var parts = text.split(separator: UInt8(ascii: "/"))
    func isVersion(_ part: ArraySlice<UInt8>) -> Bool {
      part.first == UInt8(ascii: "v") && part.count > 1 && part.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }
    if parts.count > 1, isVersion(parts[parts.count - 1]) { parts.removeLast() }
    guard var name = parts.last else { return .none }
    if let dot = name.lastIndex(of: UInt8(ascii: ".")), isVersion(name[(dot + 1)...]) { name = name[..<dot] }
    return l.symbol(Array(name))
  }

  /// Functions, methods and literals. Several results are several nodes, by type alone.
  static func function(
    _ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ kind: Kind, word: String? = nil
  ) {
    l.begin(kind, node, role, symbol: word.map { l.symbol($0) } ?? .none)
    for child in l.children(of: node) where child.node.isNamed {
      guard let part = l.language.roles[child.field] else { continue }
      if part == .receiver {
        for receiver in l.children(of: child.node) where receiver.node.isNamed {
          parameter(&l, receiver.node, .parameter, "receiver")
        }
        continue
      }
      if part == .returnType, l.isKind(child.node, "parameter_list") {
        for result in l.children(of: child.node) where result.node.isNamed {
          let names = l.children(of: result.node).filter { l.language.fields["name"] == $0.field && $0.node.isNamed }
          guard let type = l.child(of: result.node, "type") else { continue }
          for _ in 0..<max(1, names.count) { l.visit(type, .returnType) }
        }
      } else if part == .returnType, l.isPattern, let hole = Hole.Name(l.source[child.node.from..<child.node.to]),
        hole.kind == .metavariable
      {
        // It stands for all results.
        l.leaf(.name, child.node.from..<child.node.to, .returnType, l.symbol(Hole.list + (hole.name ?? "").dropFirst()))
      } else {
        l.visit(child.node, part)
      }
    }
    l.end()
  }

  /// `a, b T` are two parameters of one type.
  static func parameters(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    parameter(&l, node, role, l.isKind(node, "variadic_parameter_declaration") ? "..." : nil)
  }

  private static func parameter(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ word: String?) {
    let children = l.children(of: node)
    let names = children.filter { l.language.fields["name"] == $0.field && $0.node.isNamed }.map(\.node)
    let type = l.child(of: node, "type")
    let symbol = word.map { l.symbol($0) } ?? .none
    guard !names.isEmpty else {
      l.begin(.parameter, node, role, symbol: symbol)
      if let type { l.visit(type, .type) }
      return l.end()
    }
    for name in names {
      l.begin(.parameter, names.count == 1 ? node.from..<node.to : name.from..<name.to, role, symbol: symbol)
      l.visit(name, .name)
      if let type { l.visit(type, .type) }
      l.end()
    }
  }

  /// `var` and `const`. A pattern with `var` asks for either.
  static func declarations(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, modifiers: [String]) {
    var specs: [ConcreteNode] = []
    var isGroup = false
    for child in l.children(of: node) {
      if l.isKind(child.node, "var_spec_list") {
        isGroup = true
        specs += l.children(of: child.node).filter(\.node.isNamed).map(\.node)
      } else if child.node.isNamed {
        specs.append(child.node)
      } else if l.isKind(child.node, "(") {
        isGroup = true
      }
    }
    let isOne = specs.count == 1 && l.children(of: specs[0]).filter { $0.field == l.language.fields["name"] }.count == 1
    let role = role == .element && isOne ? .statement : role
    for spec in specs { declaration(&l, spec, isGroup ? spec.from..<spec.to : node.from..<node.to, role, modifiers) }
  }

  private static func declaration(
    _ l: inout Lowering, _ spec: ConcreteNode, _ range: Range<Int>, _ role: Role, _ modifiers: [String]
  ) {
    let children = l.children(of: spec)
    let names = children.filter { l.language.fields["name"] == $0.field && $0.node.isNamed }.map(\.node)
    let type = l.child(of: spec, "type")
    let values = l.child(of: spec, "value").map { expressions(l, $0) } ?? []
    func begin(_ range: Range<Int>) {
      l.begin(.assign, range, role)
      for modifier in modifiers {
        l.leaf(.modifier, range.lowerBound..<range.lowerBound, .modifier, l.symbol(modifier))
      }
    }
    if names.count == 1 || values.isEmpty || values.count == names.count {
      for (index, name) in names.enumerated() {
        let value = index < values.count ? values[index] : nil
        begin(names.count == 1 ? range : name.from..<(value ?? name).to)
        l.visit(name, .target)
        if let type { l.visit(type, .type) }
        if let value { l.visit(value, .value) }
        l.end()
      }
    } else {
      begin(range)
      list(&l, names, .target)
      if let type { l.visit(type, .type) }
      list(&l, values, .value)
      l.end()
    }
  }

  /// One expression as it is, several as a tuple.
  private static func list(_ l: inout Lowering, _ parts: [ConcreteNode], _ role: Role) {
    guard parts.count > 1 else {
      for part in parts { l.visit(part, role) }
      return
    }
    l.begin(.tuple, parts[0].from..<parts[parts.count - 1].to, role, flags: .bare)
    for part in parts { l.visit(part, .child) }
    l.end()
  }

  private static func expressions(_ l: Lowering, _ node: ConcreteNode) -> [ConcreteNode] {
    guard l.isKind(node, "expression_list") else { return [node] }
    return l.children(of: node).filter { $0.node.isNamed || $0.node.isMissing }.map(\.node)
  }

  static func expressionList(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    list(&l, expressions(l, node), role)
  }

  static func assignment(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, modifier: String?) {
    l.begin(.assign, node, role)
    if let modifier { l.leaf(.modifier, node.from..<node.from, .modifier, l.symbol(modifier)) }
    if let left = l.child(of: node, "left") { list(&l, expressions(l, left), .target) }
    if let right = l.child(of: node, "right") { list(&l, expressions(l, right), .value) }
    l.end()
  }

  static func assignmentStatement(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let word = l.operatorText(of: node)
    if l.tree.symbols.string(word) == "=" { return assignment(&l, node, role, modifier: nil) }
    l.begin(.augmentedAssign, node, role, symbol: word)
    if let left = l.child(of: node, "left") { l.visit(left, .target) }
    if let right = l.child(of: node, "right") { l.visit(right, .value) }
    l.end()
  }

  /// What a case of a `select` waits for.
  static func receive(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard l.child(of: node, "left") != nil else { return l.through(node, role) }
    let word = l.operatorText(of: node)
    assignment(&l, node, role, modifier: l.tree.symbols.string(word) == ":=" ? ":=" : nil)
  }

  // MARK: Types

  static func types(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let specs = l.children(of: node).filter(\.node.isNamed).map(\.node)
    for spec in specs { type(&l, spec, specs.count == 1 ? node.from..<node.to : spec.from..<spec.to, role) }
  }

  /// Structures and interfaces are classes; another type with a name is an alias.
  static func type(_ l: inout Lowering, _ node: ConcreteNode, _ range: Range<Int>, _ role: Role) {
    guard let type = l.child(of: node, "type") else { return l.through(node, role) }
    let isClass = l.isKind(type, "struct_type") || l.isKind(type, "interface_type")
    let symbol = isClass ? word(&l, type) : l.isKind(node, "type_alias") ? l.symbol("=") : .none
    l.begin(isClass ? .classDeclaration : .typeAlias, range, role, symbol: symbol)
    if let name = l.child(of: node, "name") { l.visit(name, .name) }
    if let parameters = l.child(of: node, "type_parameters") { l.visit(parameters, .typeParameter) }
    if isClass { body(&l, type) } else { l.visit(type, .type) }
    l.end()
  }

  static func members(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.classDeclaration, node, role, symbol: word(&l, node))
    body(&l, node)
    l.end()
  }

  private static func word(_ l: inout Lowering, _ node: ConcreteNode) -> Symbol {
    l.symbol(l.isKind(node, "struct_type") ? "struct" : "interface")
  }

  private static func body(_ l: inout Lowering, _ node: ConcreteNode) {
    l.begin(.block, node, .body)
    l.through(node, .element)
    l.end()
  }

  /// A field is a declaration; its tag decorates it.
  static func field(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node)
    let names = children.filter { l.language.fields["name"] == $0.field && $0.node.isNamed }.map(\.node)
    let type = l.child(of: node, "type")
    let tag = l.child(of: node, "tag")
    for index in 0..<max(1, names.count) {
      l.begin(.assign, names.count > 1 ? names[index].from..<names[index].to : node.from..<node.to, role)
      if index < names.count { l.visit(names[index], .target) }
      if let type { l.visit(type, .type) }
      if let tag { l.visit(tag, .decorator) }
      l.end()
    }
  }

  static func union(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard l.children(of: node).filter(\.node.isNamed).count != 1 else { return l.through(node, role) }
    l.begin(.other, node, role, symbol: l.symbol("|"))
    l.through(node, .child)
    l.end()
  }

  // MARK: Statements

  /// With a statement before the condition it is a block of both.
  private static func wrapped(
    _ l: inout Lowering, _ node: ConcreteNode, _ role: Role, _ body: (inout Lowering, Role) -> Void
  ) {
    guard let initializer = l.child(of: node, "initializer") else { return body(&l, role) }
    l.begin(.block, node, role, flags: .implicit)
    l.visit(initializer, .statement)
    body(&l, .statement)
    l.end()
  }

  static func ifStatement(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    wrapped(&l, node, role) { l, role in
      l.begin(.ifStatement, node, role)
      if let condition = l.child(of: node, "condition") { l.visit(condition, .condition) }
      if let body = l.child(of: node, "consequence") { l.visit(body, .body) }
      if let other = l.child(of: node, "alternative") { l.block(other, .orElse) }
      l.end()
    }
  }

  static func forStatement(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let children = l.children(of: node).filter { $0.node.isNamed || $0.node.isMissing }.map(\.node)
    if let range = children.first(where: { l.isKind($0, "range_clause") }) {
      l.begin(.forEach, node, role)
      for target in l.child(of: range, "left").map({ expressions(l, $0) }) ?? [] { l.visit(target, .target) }
      if let iterable = l.child(of: range, "right") { l.visit(iterable, .iterable) }
    } else {
      l.begin(.forLoop, node, role)
      for child in children where !l.isKind(child, "block") {
        if l.isKind(child, "for_clause") { l.visitChildren(of: child) } else { l.visit(child, .condition) }
      }
    }
    if let body = l.child(of: node, "body") { l.visit(body, .body) }
    l.end()
  }

  static func switchStatement(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role, word: String?) {
    wrapped(&l, node, role) { l, role in
      let value = l.child(of: node, "value")
      let alias = l.child(of: node, "alias")
      // The alias is known in the cases alone.
      if alias != nil { l.begin(.block, node, role, flags: .implicit) }
      l.begin(.switchStatement, node, alias == nil ? role : .statement, symbol: word.map { l.symbol($0) } ?? .none)
      if let alias, let value {
        // No pattern with `:=` finds it.
        l.begin(.assign, alias.from..<value.to, .subject)
        list(&l, expressions(l, alias), .target)
        subject(&l, value, .value, word)
        l.end()
      } else if let value {
        subject(&l, value, .subject, word)
      }
      for child in l.children(of: node) where child.node.isNamed && child.field == 0 { l.visit(child.node, .caseItem) }
      l.end()
      if alias != nil { l.end() }
    }
  }

  /// In a switch over types the value stands for its type.
  private static func subject(_ l: inout Lowering, _ value: ConcreteNode, _ role: Role, _ word: String?) {
    guard word != nil else { return l.visit(value, role) }
    l.begin(.typeTest, value, role)
    l.visit(value, .operand)
    l.end()
  }

  static func switchCase(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.switchCase, node, role)
    var colon = node.to
    for child in l.children(of: node) {
      if !child.node.isNamed, l.isKind(child.node, ":") { colon = child.node.to }
      if child.node.isNamed, child.field != 0 {
        for value in expressions(l, child.node) { l.visit(value, .item) }
      }
    }
    l.begin(.block, colon..<max(colon, node.to), .body, flags: .implicit)
    for child in l.children(of: node) where child.node.isNamed && child.field == 0 { l.through(child.node, .statement) }
    l.end()
    l.end()
  }

  // MARK: Expressions

  /// `[]T`, and `[...]T` alike.
  static func slice(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.other, node, role, symbol: l.symbol("[]"))
    l.through(node, .element)
    l.end()
  }

  /// A conversion to a type that is more than a name.
  static func cast(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let type = l.child(of: node, "type"), l.isKind(type, "slice_type") || l.isKind(type, "array_type"),
      let operand = l.child(of: node, "operand")
    else { return conversion(&l, node, role) }
    l.begin(.cast, node, role)
    l.visit(type, .type)
    l.visit(operand, .value)
    l.end()
  }

  /// `make(T, …)` is `T{…}`, and `new(T)` is `&T{}`.
  static func call(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    guard let callee = l.child(of: node, "function"), l.isKind(callee, "identifier"),
      let list = l.child(of: node, "arguments")
    else { return conversion(&l, node, role) }
    let arguments = l.children(of: list).map(\.node).filter { $0.isNamed || $0.isMissing }
    let word = l.string(callee)
    guard let type = arguments.first, word == "make" || word == "new" && arguments.count == 1 else {
      return conversion(&l, node, role)
    }
    if word == "new" { l.begin(.unary, node, role, symbol: l.symbol("&")) }
    l.begin(.new, node, word == "new" ? .operand : role)
    l.visit(type, .callee)
    if l.isPattern, l.string(type) == Hole.ellipsis { l.visit(type, .argument) }
    for argument in arguments.dropFirst() { l.visit(argument, .argument) }
    l.end()
    if word == "new" { l.end() }
  }

  /// Calls; a conversion is the call of a type. Type arguments are the call's.
  static func conversion(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    l.begin(.call, node, role)
    for child in l.children(of: node) where child.node.isNamed || child.node.isMissing {
      switch l.language.roles[child.field] {
      case .callee, .type:
        if l.isKind(child.node, "generic_type") || l.isKind(child.node, "type_instantiation_expression") {
          for part in l.children(of: child.node) where part.node.isNamed {
            let isBase = part.field == l.language.fields["type"] && !l.isKind(part.node, "type_arguments")
            l.visit(part.node, isBase ? .callee : .typeParameter)
          }
        } else {
          l.visit(child.node, .callee)
        }
      case .typeParameter: l.visit(child.node, .typeParameter)
      default: l.visit(child.node, .argument)
      }
    }
    l.end()
  }

  /// The braces of a literal; within another's, where the type is left out, a literal of its own.
  static func literalValue(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    if role == .body { return l.through(node, .argument) }
    l.begin(.new, node, role)
    l.through(node, .argument)
    l.end()
  }
}
