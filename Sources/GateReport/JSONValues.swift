import GateModel

/// Words for writing JSON values down so that the code looks like the output.
extension JSON {
  /// An object of the members that are there; nil leaves one out, `.null` writes it.
  static func record(_ members: KeyValuePairs<String, JSON?>) -> JSON {
    .object(members.compactMap { name, value in value.map { Member(name, $0) } })
  }

  static func list<T>(_ items: some Sequence<T>, _ make: (T) -> JSON) -> JSON { .array(items.map(make)) }

  static func texts(_ items: [String]) -> JSON { .array(items.map(JSON.string)) }

  static func text(_ value: some CustomStringConvertible) -> JSON { .string(value.description) }

  static func optionalText(_ value: (some CustomStringConvertible)?) -> JSON { .optional(value) { .text($0) } }
}
