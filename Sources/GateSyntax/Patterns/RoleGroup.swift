/// The children of a pattern's node in one role, and how they are to be compared: worked out once a pattern.
struct RoleGroup: Sendable {
  let role: Role
  /// In order.
  let children: [Int]
  let discipline: Discipline
  /// One child that stands for itself: it meets exactly one of the file's.
  let isSingle: Bool
  let hasEllipsis: Bool

  /// By node of a pattern; roles in the order in which they first come.
  static func groups(of tree: Tree) -> [[RoleGroup]] {
    tree.nodes.indices.map { node in
      var order: [Role] = []
      var byRole: [Role: [Int]] = [:]
      for child in tree.children(node) {
        if byRole[tree[child].role] == nil { order.append(tree[child].role) }
        byRole[tree[child].role, default: []].append(child)
      }
      return order.map { RoleGroup(tree, node, $0, byRole[$0] ?? []) }
    }
  }

  private init(_ tree: Tree, _ node: Int, _ role: Role, _ children: [Int]) {
    self.role = role
    self.children = children
    discipline = Discipline.of(tree[node].kind, role)
    let kinds = children.map { tree[$0].kind }
    hasEllipsis = kinds.contains(.ellipsis)
    isSingle =
      kinds.count == 1 && discipline == .ordered
      && ![.ellipsis, .metavariableList, .chain, .block].contains(kinds[0])
  }
}
