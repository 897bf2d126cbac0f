import GateModel
import GateReport

/// One thing that was looked into.
struct CheckedItem: Equatable {
  enum Standing: String, CaseIterable { case ok, warn, fail }

  var name: String
  var standing: Standing
  var detail: String
  /// What to type or change; nil where nothing is wrong.
  var remedy: String?

  static func ok(_ name: String, _ detail: String) -> CheckedItem {
    CheckedItem(name: name, standing: .ok, detail: detail)
  }

  static func warn(_ name: String, _ detail: String, remedy: String) -> CheckedItem {
    CheckedItem(name: name, standing: .warn, detail: detail, remedy: remedy)
  }

  static func fail(_ name: String, _ detail: String, remedy: String) -> CheckedItem {
    CheckedItem(name: name, standing: .fail, detail: detail, remedy: remedy)
  }
}

/// All that was looked into, in words and as `gatebook.doctor/1`.
struct Checkup {
  var items: [CheckedItem]

  var isHealthy: Bool { !items.contains { $0.standing == .fail } }

  func text(quiet: Bool) -> String {
    let shown = quiet ? items.filter { $0.standing != .ok } : items
    let width = items.map(\.name.count).max() ?? 0
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    let lines = shown.flatMap { item -> [String] in
      let head = "\(padded(item.standing.rawValue, 4))  \(padded(item.name, width))  \(Escape.oneLine(item.detail))"
      let remedy = item.remedy.map { [padded("", width + 8) + "→ " + Escape.oneLine($0)] } ?? []
      return [head] + remedy
    }
    return (lines + [summary]).joined(separator: "\n") + "\n"
  }

  private var summary: String {
    let counts = CheckedItem.Standing.allCases.map { standing in
      "\(items.count { $0.standing == standing }) \(standing.rawValue)"
    }
    return "\(isHealthy ? "healthy" : "not healthy"): \(counts.joined(separator: ", "))"
  }

  var json: JSON {
    .object([
      .init("schema", .string("gatebook.doctor/1")),
      .init("version", .string(Version.text)),
      .init("healthy", .bool(isHealthy)),
      .init("checks", .array(items.map(Self.json))),
    ])
  }

  private static func json(_ item: CheckedItem) -> JSON {
    .object([
      .init("name", .string(item.name)),
      .init("standing", .string(item.standing.rawValue)),
      .init("detail", .string(item.detail)),
      .init("remedy", .optional(item.remedy) { .string($0) }),
    ])
  }
}
