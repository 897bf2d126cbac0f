/// What several languages lower alike.
extension Lowering {
  /// A decorator. Without arguments it is a call all the same, in files; what a pattern says of it stands as it is written.
  mutating func decorator(_ node: ConcreteNode, _ role: Role) {
    begin(.decorator, node, role == .statement ? .statement : .decorator)
    for child in children(of: node) where child.node.isNamed {
      let isCall = isKind(child.node, "call") || isKind(child.node, "call_expression")
      if isPattern || isCall {
        visit(child.node, .child)
      } else {
        begin(.call, child.node, .child, flags: .implicit)
        visit(child.node, .callee)
        end()
      }
    }
    end()
  }

  /// Parts without brackets of their own: `a, b = …`.
  mutating func bareTuple(_ node: ConcreteNode, _ role: Role) {
    begin(.tuple, node, role, flags: .bare)
    visitChildren(of: node)
    end()
  }

  /// A string literal without holes; `opening` and `closing` are the lengths of its quotes with all prefixes.
  mutating func plainString(_ node: ConcreteNode, _ role: Role, opening: Int, closing: Int, flags: Flags = []) {
    let low = min(node.from + opening, node.to)
    let content = low..<max(low, node.to - closing)
    begin(
      .string, node.from..<node.to, role, symbol: symbol(at: content), flags: flags,
      opening: opening, closing: closing)
    end()
  }

  /// A number, whose symbol is the same however it is written.
  mutating func number(_ node: ConcreteNode, _ role: Role) {
    let text = string(node).lowercased().replacing("_", with: "")
    let digits = text.dropFirst(2)
    let value: Int? =
      if text.hasPrefix("0x") {
        Int(digits, radix: 16)
      } else if text.hasPrefix("0o") {
        Int(digits, radix: 8)
      } else if text.hasPrefix("0b") {
        Int(digits, radix: 2)
      } else {
        nil
      }
    if let value {
      begin(.number, node, role, symbol: symbol("\(value)"))
    } else if text.contains("e"), let value = Double(text), value.isFinite {
      begin(.number, node, role, symbol: symbol("\(value)"))
    } else {
      begin(.number, node, role, symbol: symbol(text))
    }
    end()
  }

  /// A piece of text between the holes of a template. An empty one is none.
  mutating func piece(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let isEllipsis = isPattern && range.count == 3 && source[range].allSatisfy { $0 == UInt8(ascii: ".") }
    begin(isEllipsis ? .ellipsis : .string, range, .part, symbol: isEllipsis ? .none : symbol(at: range))
    end()
  }
}
