/// What a node is, in the words of a security rule: common to all languages. The raw values go into caches with the
/// version of the program, so they may change with it.
package enum Kind: UInt8, CaseIterable, Sendable {
  case file, block
  // Declarations.
  case function, lambda, classDeclaration, parameter, importation, decorator, modifier, package, typeAlias
  // Statements.
  case assign, augmentedAssign, ifStatement, whileLoop, doLoop, forLoop, forEach, switchStatement, switchCase,
    tryStatement, handler
  case with, withItem, returnStatement, raise, breakStatement, continueStatement, yield, assert, delete, global, pass,
    label, deferred
  // Expressions.
  case call, keyword, member, index, slice, name, binary, unary, ternary, list, dictionary, pair, tuple, set,
    comprehension
  case await, spread, new, cast, typeTest, generic, typeName
  // Literals. The symbol of a string is its content without quotes; of others the text.
  case string, template, number, boolean, null, regex
  // Markup and configuration.
  case element, attribute, text
  /// Anything a language has and the table does not know; the symbol is the grammar's name for it.
  case other

  // Only in patterns.
  /// `...`
  case ellipsis
  /// `$X`; the symbol is the name with its dollar sign.
  case metavariable
  /// `$...X`
  case metavariableList
  /// `<... P ...>`
  case deep
  /// The receiver's end of `$X. ... .f`.
  case chain
  /// `(T $X)`: the child is the type.
  case typedMetavariable
}

/// What a node is to its parent.
package enum Role: UInt8, Sendable {
  case none, statement, element
  case name, type, typeParameter, parameter, returnType, body, decorator, modifier, base, interface, receiver
  case callee, argument, object, field, index
  case target, value, condition, orElse, initial, update, iterable, handler, finally, subject, caseItem, item
  case left, right, operand, key, part, module, alias, result, attribute, child
}

/// Facts that a symbol does not hold.
package struct Flags: OptionSet, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// A dictionary's pairs or an element's attributes may have company in what a pattern matches (JavaScript, JSX).
  package static let open = Flags(rawValue: 1)
  /// Asynchronous, generator, static and the like, where no modifier node says it.
  package static let declaration = Flags(rawValue: 2)
  /// Optional chaining, `a?.b`.
  package static let optional = Flags(rawValue: 4)
  /// The pattern's string is to be read as `=~/…/`.
  package static let regexText = Flags(rawValue: 8)
  /// A block that the language's braces or indentation did not mark: the body of `if (x) f();`.
  package static let implicit = Flags(rawValue: 16)
  /// A tuple or list on the left of an assignment, or parts of one without brackets.
  package static let bare = Flags(rawValue: 32)
  /// A string that may have holes, and has none.
  package static let formatted = Flags(rawValue: 64)
  /// A string of bytes, and one without escapes.
  package static let bytes = Flags(rawValue: 128)
  package static let raw = Flags(rawValue: 256)
}
