/// A program as text of its language, and where its sinks are.
struct PrintedProgram {
  private(set) var text = ""
  /// By the number of a sink, counted from 1.
  private(set) var lines: [Int: Int] = [:]
  private let program: Program
  private var indent = 0
  private var line = 1

  private var language: ProgramLanguage { program.language }
  private var end: String { language == .javascript || language == .java ? ";" : "" }

  init(_ program: Program) {
    self.program = program
    switch language {
    case .python:
      functions()
      if program.isTopLevel {
        block(program.main)
      } else {
        open("def main():")
        block(program.main)
        close()
        emit("main()")
      }
    case .javascript:
      functions()
      if program.isTopLevel {
        block(program.main)
      } else {
        open("function main() {")
        block(program.main)
        close("}")
        emit("main();")
      }
    case .java:
      emit("import java.util.*;")
      emit("import java.util.function.*;")
      open("class Program {")
      functions()
      open("static void main() {")
      block(program.main)
      close("}")
      close("}")
    case .go:
      emit("package main")
      emit("import \"fmt\"")
      emit("import \"slices\"")
      functions()
      open("func main() {")
      block(program.main)
      close("}")
    }
  }

  // MARK: Lines

  private mutating func emit(_ words: String) {
    text += String(repeating: language == .go ? "\t" : "  ", count: indent) + words + "\n"
    line += 1
  }

  private mutating func open(_ words: String) {
    emit(words)
    indent += 1
  }

  private mutating func close(_ words: String? = nil) {
    indent -= 1
    if let words { emit(words) }
  }

  private mutating func block(_ statements: [Statement]) {
    if statements.isEmpty, language == .python { emit("pass") }
    for statement in statements { print(statement) }
  }

  // MARK: Functions

  private var usesBoxes: Bool { "\(program.functions)\(program.main)".contains("Kind.box") }

  private mutating func functions() {
    if usesBoxes { for line in Self.box(language) { emit(line) } }
    for function in program.functions {
      let name = "f\(function.number)"
      switch language {
      case .python:
        open("def \(name)(\(function.parameters.map(\.name).joined(separator: ", "))):")
        block(function.body)
        close()
      case .javascript:
        open("function \(name)(\(function.parameters.map(\.name).joined(separator: ", "))) {")
        block(function.body)
        close("}")
      case .java:
        let parameters = function.parameters.map { "\(type($0.kind)) \($0.name)" }.joined(separator: ", ")
        open("static \(function.result.map(type) ?? "void") \(name)(\(parameters)) {")
        block(function.body)
        close("}")
      case .go:
        let parameters = function.parameters.map { "\($0.name) \(type($0.kind))" }.joined(separator: ", ")
        open("func \(name)(\(parameters)) \(function.result.map { type($0) + " " } ?? ""){")
        block(function.body)
        close("}")
      }
    }
  }

  private static func box(_ language: ProgramLanguage) -> [String] {
    switch language {
    case .python:
      [
        "class Box:", "  def __init__(self, a, b):", "    self.a = a", "    self.b = b", "    self.items = []",
        "    self.peer = None", "  def getA(self):", "    return self.a", "  def setA(self, value):",
        "    self.a = value", "  def keep(self, value):", "    self.items.append(value)",
      ]
    case .javascript:
      [
        "class Box {", "  constructor(a, b) {", "    this.a = a;", "    this.b = b;", "    this.items = [];",
        "    this.peer = null;", "  }", "  getA() { return this.a; }", "  setA(value) { this.a = value; }",
        "  keep(value) { this.items.push(value); }", "}",
      ]
    case .java:
      [
        "static class Box {", "  String a;", "  String b;", "  List<String> items = new ArrayList<>();", "  Box peer;",
        "  Box(String a, String b) {", "    this.a = a;", "    this.b = b;", "  }",
        "  String getA() { return a; }", "  void setA(String value) { this.a = value; }",
        "  void keep(String value) { items.add(value); }", "}",
      ]
    case .go:
      [
        "type Box struct {", "\ta string", "\tb string", "\titems []string", "\tpeer *Box", "}",
        "func newBox(a string, b string) *Box {", "\treturn &Box{a: a, b: b}", "}",
        "func (o *Box) getA() string {", "\treturn o.a", "}", "func (o *Box) setA(value string) {", "\to.a = value",
        "}", "func (o *Box) keep(value string) {", "\to.items = append(o.items, value)", "}",
      ]
    }
  }

  private func type(_ kind: Kind) -> String {
    switch (kind, language) {
    case (.text, .java): "String"
    case (.text, _): "string"
    case (.number, _): "int"
    case (.answer, .java): "boolean"
    case (.answer, _): "bool"
    case (.list, .java): "List<String>"
    case (.list, _): "[]string"
    case (.map, .java): "Map<String, String>"
    case (.map, _): "map[string]string"
    case (.box, .java): "Box"
    case (.box, _): "*Box"
    case (.closure, _): "Function<String, String>"
    }
  }

  // MARK: Statements

  private mutating func declare(_ variable: Variable, _ value: String) {
    switch language {
    case .python: emit("\(variable.name) = \(value)")
    case .javascript: emit("let \(variable.name) = \(value);")
    case .java: emit("\(type(variable.kind)) \(variable.name) = \(value);")
    case .go: emit("\(variable.name) := \(value)")
    }
  }

  private mutating func print(_ statement: Statement) {
    switch statement {
    case .declare(let variable, .closure(let parameter, let body)): closure(variable, parameter, body)
    case .declare(let variable, let value): declare(variable, print(value))
    case .assign(let variable, let value): emit("\(variable.name) = \(print(value))\(end)")
    case .several(let variables, let texts):
      let names = variables.map(\.name).joined(separator: ", ")
      let values = texts.map { print($0) }.joined(separator: ", ")
      emit(language == .javascript ? "[\(names)] = [\(values)];" : "\(names) = \(values)")
    case .unpack(let variables, let list):
      let names = variables.map(\.name).joined(separator: ", ")
      emit(language == .javascript ? "[\(names)] = \(list.name);" : "\(names) = \(list.name)")
    case .extend(let variable, let more): emit("\(variable.name) += \(print(more))\(end)")
    case .append(let list, let value): emit(append(list.name, print(value)))
    case .insert(let list, let position, let value): emit(insert(list.name, position, print(value)))
    case .put(let list, let position, let value):
      emit(
        language == .java
          ? "\(list.name).set(\(position), \(print(value)));" : "\(list.name)[\(position)] = \(print(value))\(end)")
    case .take(let target, let list, let isLast): take(target.name, list.name, isLast)
    case .clear(let list):
      switch language {
      case .python: emit("\(list.name).clear()")
      case .javascript: emit("\(list.name).length = 0;")
      case .java: emit("\(list.name).clear();")
      case .go: emit("\(list.name) = []string{}")
      }
    case .setEntry(let map, let key, let value, let isPlain):
      switch language {
      case .java: emit("\(map.name).put(\"\(key)\", \(print(value)));")
      case .javascript where isPlain: emit("\(map.name).\(key) = \(print(value));")
      default: emit("\(map.name)[\"\(key)\"] = \(print(value))\(end)")
      }
    case .removeEntry(let map, let key):
      switch language {
      case .python: emit("\(map.name).pop(\"\(key)\", None)")
      case .javascript: emit("delete \(map.name)[\"\(key)\"];")
      case .java: emit("\(map.name).remove(\"\(key)\");")
      case .go: emit("delete(\(map.name), \"\(key)\")")
      }
    case .setField(let box, let field, let value): emit("\(box.name).\(field.rawValue) = \(print(value))\(end)")
    case .setPeer(let box, let other): emit("\(box.name).peer = \(other.name)\(end)")
    case .setPeerField(let box, let field, let value):
      emit("\(box.name).peer.\(field.rawValue) = \(print(value))\(end)")
    case .setter(let box, let value): emit("\(box.name).setA(\(print(value)))\(end)")
    case .keep(let box, let value): emit("\(box.name).keep(\(print(value)))\(end)")
    case .branch(let condition, let first, let second):
      open(head("if", print(condition)))
      block(first)
      if !second.isEmpty {
        indent -= 1
        open(language == .python ? "else:" : "} else {")
        block(second)
      }
      shut()
    case .loop(let condition, let body):
      open(head(language == .go ? "for" : "while", print(condition)))
      block(body)
      shut()
    case .repeated(let variable, let count, let body):
      let name = variable.name
      switch language {
      case .python: open("for \(name) in range(\(count)):")
      case .javascript: open("for (let \(name) = 0; \(name) < \(count); \(name)++) {")
      case .java: open("for (int \(name) = 0; \(name) < \(count); \(name)++) {")
      case .go: open("for \(name) := 0; \(name) < \(count); \(name)++ {")
      }
      block(body)
      shut()
    case .each(let variable, let holder, let body):
      each(variable.name, holder)
      block(body)
      shut()
    case .stop: emit("break\(end)")
    case .next: emit("continue\(end)")
    case .attempt(let body, let handler, let finally):
      open(language == .python ? "try:" : "try {")
      block(body)
      indent -= 1
      switch language {
      case .python: open("except Exception:")
      case .javascript: open("} catch (error) {")
      default: open("} catch (Exception error) {")
      }
      block(handler)
      if let finally {
        indent -= 1
        open(language == .python ? "finally:" : "} finally {")
        block(finally)
      }
      shut()
    case .raise:
      switch language {
      case .python: emit("raise ValueError(\"no\")")
      case .javascript: emit("throw new Error(\"no\");")
      default: emit("throw new IllegalStateException(\"no\");")
      }
    case .risky(let number): emit("risky(\(number))\(end)")
    case .giveBack(let value): emit("return\(value.map { " " + print($0) } ?? "")\(end)")
    case .call(let number, let arguments): emit("\(call(number, arguments))\(end)")
    case .sink(let number, let value):
      lines[number] = line
      emit("sink(\(number), \(print(value)))\(end)")
    case .sinkWhole(let number, let variable):
      lines[number] = line
      emit("sink(\(number), \(variable.name))\(end)")
    }
  }

  private func head(_ word: String, _ condition: String) -> String {
    switch language {
    case .python: "\(word) \(condition):"
    case .go: "\(word) \(condition) {"
    default: "\(word) (\(condition)) {"
    }
  }

  private mutating func shut() { close(language == .python ? nil : "}") }

  private func append(_ list: String, _ value: String) -> String {
    switch language {
    case .python: "\(list).append(\(value))"
    case .javascript: "\(list).push(\(value));"
    case .java: "\(list).add(\(value));"
    case .go: "\(list) = append(\(list), \(value))"
    }
  }

  private func insert(_ list: String, _ position: Int, _ value: String) -> String {
    switch language {
    case .python: "\(list).insert(\(position), \(value))"
    case .javascript: position == 0 ? "\(list).unshift(\(value));" : "\(list).splice(\(position), 0, \(value));"
    case .java: "\(list).add(\(position), \(value));"
    case .go: "\(list) = append([]string{\(value)}, \(list)...)"
    }
  }

  private mutating func take(_ target: String, _ list: String, _ isLast: Bool) {
    switch language {
    case .python: emit("\(target) = \(list).pop(\(isLast ? "" : "0"))")
    case .javascript: emit("\(target) = \(list).\(isLast ? "pop" : "shift")();")
    case .java: emit("\(target) = \(list).remove(\(isLast ? "\(list).size() - 1" : "0"));")
    case .go:
      emit("\(target) = \(list)[\(isLast ? "len(\(list))-1" : "0")]")
      emit("\(list) = \(list)[\(isLast ? ":len(\(list))-1" : "1:")]")
    }
  }

  private mutating func each(_ name: String, _ holder: Variable) {
    let isMap = holder.kind == .map
    switch language {
    case .python: open("for \(name) in \(holder.name)\(isMap ? ".values()" : ""):")
    case .javascript: open("for (const \(name) of \(isMap ? "Object.values(\(holder.name))" : holder.name)) {")
    case .java: open("for (String \(name) : \(holder.name)\(isMap ? ".values()" : "")) {")
    case .go: open("for _, \(name) := range \(holder.name) {")
    }
  }

  private mutating func closure(_ variable: Variable, _ parameter: Variable, _ body: [Statement]) {
    let name = variable.name
    if body.count == 1, case .giveBack(.text(let value)?) = body[0], language != .go {
      switch language {
      case .python: emit("\(name) = lambda \(parameter.name): \(print(value))")
      case .javascript: emit("const \(name) = (\(parameter.name)) => \(print(value));")
      default: emit("Function<String, String> \(name) = \(parameter.name) -> \(print(value));")
      }
      return
    }
    switch language {
    case .python:
      open("def \(name)(\(parameter.name)):")
      var writes = Writes()
      writes.visit(body)
      let outer = writes.written.subtracting(writes.declared).subtracting([parameter]).map(\.name).sorted()
      if !outer.isEmpty { emit("nonlocal \(outer.joined(separator: ", "))") }
      block(body)
      close()
    case .javascript:
      open("const \(name) = (\(parameter.name)) => {")
      block(body)
      close("};")
    case .java:
      open("Function<String, String> \(name) = \(parameter.name) -> {")
      block(body)
      close("};")
    case .go:
      open("\(name) := func(\(parameter.name) string) string {")
      block(body)
      close("}")
    }
  }

  // MARK: Expressions

  private func print(_ text: Text) -> String {
    switch text {
    case .constant(let constant): return "\"\(constant)\""
    case .variable(let variable): return variable.name
    case .source: return "source()"
    case .clean(let inner): return "clean(\(print(inner)))"
    case .join(let a, let b, let isTemplate):
      // Quotes within quotes are for another test.
      if isTemplate, let first = plain(a), let second = plain(b) {
        switch language {
        case .python: return "f\"{\(first)}{\(second)}\""
        case .javascript: return "`${\(first)}${\(second)}`"
        case .java: return "String.format(\"%s%s\", \(first), \(second))"
        case .go: return "fmt.Sprintf(\"%s%s\", \(first), \(second))"
        }
      }
      return "\(print(a)) + \(print(b))"
    case .choice(let condition, let a, let b):
      let (first, second) = (print(a), print(b))
      return language == .python
        ? "(\(first) if \(print(condition)) else \(second))" : "(\(print(condition)) ? \(first) : \(second))"
    case .either(let a, let b): return "(\(print(a)) \(language == .python ? "or" : "||") \(print(b)))"
    case .item(let list, let position): return item(list.name, position)
    case .entry(let map, let key, let hasDefault, let isPlain):
      switch language {
      case .python: return hasDefault ? "\(map.name).get(\"\(key)\", \"\")" : "\(map.name)[\"\(key)\"]"
      case .javascript:
        let entry = isPlain ? "\(map.name).\(key)" : "\(map.name)[\"\(key)\"]"
        return hasDefault ? "(\(entry) || \"\")" : entry
      case .java: return hasDefault ? "\(map.name).getOrDefault(\"\(key)\", \"\")" : "\(map.name).get(\"\(key)\")"
      case .go: return "\(map.name)[\"\(key)\"]"
      }
    case .field(let box, let field): return "\(box.name).\(field.rawValue)"
    case .peerField(let box, let field): return "\(box.name).peer.\(field.rawValue)"
    case .getter(let box): return "\(box.name).getA()"
    case .call(let number, let arguments): return call(number, arguments)
    case .apply(let closure, let argument):
      return language == .java
        ? "\(closure.name).apply(\(print(argument)))" : "\(closure.name)(\(print(argument)))"
    }
  }

  /// What may stand within a template.
  private func plain(_ text: Text) -> String? {
    switch text {
    case .variable, .field, .source, .peerField, .getter: print(text)
    default: nil
    }
  }

  private func item(_ list: String, _ position: Int) -> String {
    switch language {
    case .python: "\(list)[\(position)]"
    case .javascript: position < 0 ? "\(list)[\(list).length - \(-position)]" : "\(list)[\(position)]"
    case .java: position < 0 ? "\(list).get(\(list).size() - \(-position))" : "\(list).get(\(position))"
    case .go: position < 0 ? "\(list)[len(\(list))-\(-position)]" : "\(list)[\(position)]"
    }
  }

  private func call(_ number: Int, _ arguments: [Argument]) -> String {
    let words = arguments.map { argument in
      switch argument {
      case .text(let text): print(text)
      case .container(let variable): variable.name
      }
    }
    return "f\(number)(\(words.joined(separator: ", ")))"
  }

  private func print(_ number: Number) -> String {
    switch number {
    case .constant(let constant): "\(constant)"
    case .variable(let variable): variable.name
    case .operation(let a, let word, let b): "\(print(a)) \(word) \(print(b))"
    case .count(let list):
      switch language {
      case .python, .go: "len(\(list.name))"
      case .javascript: "\(list.name).length"
      case .java: "\(list.name).size()"
      }
    }
  }

  private func print(_ condition: Condition) -> String {
    let isPython = language == .python
    switch condition {
    case .flag(let number): return "flag(\(number))"
    case .compare(.constant(1), let word, .constant(1)) where word == "==" || word == "!=":
      return word == "==" ? (isPython ? "True" : "true") : (isPython ? "False" : "false")
    case .compare(let a, let word, let b):
      let sign = language == .javascript && word == "==" ? "===" : word
      return "\(print(a)) \(sign) \(print(b))"
    case .same(let value, let constant, let isEqual, let isFirst):
      let (text, word) = (print(value), "\"\(constant)\"")
      if language == .java {
        return (isEqual ? "" : "!") + (isFirst ? "\(word).equals(\(text))" : "\(text).equals(\(word))")
      }
      let sign = language == .javascript ? (isEqual ? "===" : "!==") : (isEqual ? "==" : "!=")
      return isFirst ? "\(word) \(sign) \(text)" : "\(text) \(sign) \(word)"
    case .member(let value, let constants):
      let (text, words) = (print(value), constants.map { "\"\($0)\"" }.joined(separator: ", "))
      switch language {
      case .python: return "\(text) in [\(words)]"
      case .javascript: return "[\(words)].includes(\(text))"
      case .java: return "List.of(\(words)).contains(\(text))"
      case .go: return "slices.Contains([]string{\(words)}, \(text))"
      }
    case .filled(let variable):
      switch language {
      case .python, .javascript: return variable.name
      case .java: return "!\(variable.name).isEmpty()"
      case .go: return "\(variable.name) != \"\""
      }
    case .answer(let variable): return variable.name
    case .predicate(let number, let value): return "f\(number)(\(print(value)))"
    case .not(let inner): return isPython ? "not (\(print(inner)))" : "!(\(print(inner)))"
    case .both(let a, let b): return "((\(print(a))) \(isPython ? "and" : "&&") (\(print(b))))"
    case .any(let a, let b): return "((\(print(a))) \(isPython ? "or" : "||") (\(print(b))))"
    }
  }

  private func print(_ expression: Expression) -> String {
    switch expression {
    case .text(let text): return print(text)
    case .number(let number): return print(number)
    case .answer(let condition): return print(condition)
    case .list(let texts):
      let values = texts.map { print($0) }.joined(separator: ", ")
      switch language {
      case .python, .javascript: return "[\(values)]"
      case .java: return texts.isEmpty ? "new ArrayList<>()" : "new ArrayList<>(List.of(\(values)))"
      case .go: return "[]string{\(values)}"
      }
    case .map(let entries):
      switch language {
      case .java:
        let words = entries.map { "\"\($0)\", \(print($1))" }.joined(separator: ", ")
        return words.isEmpty ? "new HashMap<>()" : "new HashMap<>(Map.of(\(words)))"
      default:
        let words = entries.map { "\"\($0)\": \(print($1))" }.joined(separator: ", ")
        return (language == .go ? "map[string]string" : "") + "{\(words)}"
      }
    case .box(let a, let b):
      switch language {
      case .python: return "Box(\(print(a)), \(print(b)))"
      case .go: return "newBox(\(print(a)), \(print(b)))"
      default: return "new Box(\(print(a)), \(print(b)))"
      }
    case .alias(let variable): return variable.name
    case .copy(let list):
      switch language {
      case .python: return "list(\(list.name))"
      case .javascript: return "[...\(list.name)]"
      case .java: return "new ArrayList<>(\(list.name))"
      case .go: return "append([]string{}, \(list.name)...)"
      }
    case .items(let box): return "\(box.name).items"
    case .peer(let box): return "\(box.name).peer"
    case .call(let number, let arguments): return call(number, arguments)
    case .closure: preconditionFailure("closures are declared")
    }
  }
}

/// Which variables a block gives a value, and which are its own.
private struct Writes {
  private(set) var written: Set<Variable> = []
  private(set) var declared: Set<Variable> = []

  mutating func visit(_ block: [Statement]) {
    for statement in block {
      switch statement {
      case .declare(let variable, _): declared.insert(variable)
      case .assign(let variable, _), .extend(let variable, _): written.insert(variable)
      case .several(let variables, _), .unpack(let variables, _): written.formUnion(variables)
      case .take(let variable, _, _): written.insert(variable)
      case .branch(_, let first, let second):
        visit(first)
        visit(second)
      case .loop(_, let body): visit(body)
      case .repeated(let variable, _, let body), .each(let variable, _, let body):
        declared.insert(variable)
        visit(body)
      case .attempt(let body, let handler, let finally):
        visit(body)
        visit(handler)
        visit(finally ?? [])
      default: break
      }
    }
  }
}
