/// Data of one source on its way, for those rules of the run that still care.
struct Taint: Sendable {
  /// Index into the run's sources.
  var source: Int32
  /// Index into the run's labels; 0 is the one that sources without a label share.
  var label: Int32
  /// Index into the run's traces: the last station so far.
  var trace: Int32
  /// By number; never empty.
  var rules: UInt64

  /// Of the same data, whichever way it went.
  func isLike(_ other: Taint) -> Bool { source == other.source && label == other.label }

  func precedes(_ other: Taint) -> Bool { (source, label) < (other.source, other.label) }
}

/// Sorted by source and label, each once. Empty costs nothing.
struct Taints: Sendable {
  private(set) var list: [Taint] = []

  var isEmpty: Bool { list.isEmpty }

  init() {}

  init(_ one: Taint) { list = one.rules == 0 ? [] : [one] }

  /// Rules that any of it is for.
  var rules: UInt64 { list.reduce(0) { $0 | $1.rules } }

  /// What both bring; of the same data the way known first stays, so that loops come to an end.
  mutating func formUnion(_ other: Taints) {
    if other.list.isEmpty { return }
    if list.isEmpty {
      list = other.list
      return
    }
    if holds(other) { return }
    var merged: [Taint] = []
    merged.reserveCapacity(list.count + other.list.count)
    var (i, j) = (0, 0)
    while i < list.count, j < other.list.count {
      if list[i].isLike(other.list[j]) {
        var both = list[i]
        both.rules |= other.list[j].rules
        merged.append(both)
        i += 1
        j += 1
      } else if list[i].precedes(other.list[j]) {
        merged.append(list[i])
        i += 1
      } else {
        merged.append(other.list[j])
        j += 1
      }
    }
    merged += list[i...]
    merged += other.list[j...]
    list = merged.count > Self.most ? Array(merged[..<Self.most]) : merged
  }

  func union(_ other: Taints) -> Taints {
    var result = self
    result.formUnion(other)
    return result
  }

  /// Beyond so many sources at one place the later ones are as good as the first: the place is reported.
  private static let most = 24

  /// Everything of `other` is here already, whichever way it came.
  func holds(_ other: Taints) -> Bool {
    if other.list.count > list.count { return false }
    var i = 0
    for taint in other.list {
      while i < list.count, list[i].precedes(taint) { i += 1 }
      guard i < list.count, list[i].isLike(taint), taint.rules & ~list[i].rules == 0 else { return false }
    }
    return true
  }

  /// What is left when some rules no longer care.
  func without(_ rules: UInt64) -> Taints {
    guard rules != 0, list.contains(where: { $0.rules & rules != 0 }) else { return self }
    var result = Taints()
    for taint in list where taint.rules & ~rules != 0 {
      var rest = taint
      rest.rules &= ~rules
      result.list.append(rest)
    }
    return result
  }

  func only(_ rules: UInt64) -> Taints { without(~rules) }

  func map(_ change: (inout Taint) -> Void) -> Taints {
    var result = self
    for index in result.list.indices { change(&result.list[index]) }
    return result
  }

  /// One under another label, or another rule's share: the order may change.
  mutating func insert(_ taint: Taint) { formUnion(Taints(taint)) }
}
