/// How the children of one role are compared.
enum Discipline {
  /// One by one, `...` standing for any number.
  case ordered
  /// Positions in order, keywords in any.
  case arguments
  /// Each of the pattern's has its own partner; there may be more.
  case subset
  /// The same in any order; more only with `...`.
  case unordered
  case statements

  static func of(_ kind: Kind, _ role: Role) -> Discipline {
    switch (kind, role) {
    case (_, .argument): .arguments
    case (_, .decorator), (_, .modifier), (_, .base), (_, .interface), (.element, .attribute), (.with, .item),
      (_, .handler), (.handler, .type), (.function, .result), (_, .caseItem), (.block, .element):
      .subset
    case (.dictionary, .child), (.set, .child): .unordered
    case (_, .statement): .statements
    default: .ordered
    }
  }

  /// What `...` stands for must be there.
  static func isNeeded(_ kind: Kind, _ role: Role) -> Bool {
    switch (kind, role) {
    case (.assign, .value): true
    case (.function, .returnType), (.lambda, .returnType): true
    default: false
    }
  }

  /// What a pattern that does not speak of it lets a node have all the same.
  static func mayBeLeftOut(_ kind: Kind, _ role: Role) -> Bool {
    switch (kind, role) {
    case (_, .modifier), (_, .decorator), (_, .typeParameter): true
    case (.function, .returnType), (.lambda, .returnType), (.function, .result): true
    case (.generic, .base): true
    case (.classDeclaration, .base), (.classDeclaration, .interface), (.classDeclaration, .parameter): true
    case (.parameter, .type), (.parameter, .value): true
    case (.assign, .type): true
    case (.ifStatement, .orElse), (.forEach, .orElse), (.whileLoop, .orElse): true
    case (.tryStatement, .item), (.tryStatement, .handler), (.raise, .operand): true
    case (.importation, .alias), (.importation, .module): true
    case (.block, .element): true
    case (.element, .attribute), (.element, .child): true
    default: false
    }
  }
}
