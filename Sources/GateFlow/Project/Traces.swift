import GateModel

/// Places where data comes into a program, each once with the rules that call it a source.
struct SourceTable {
  struct Source {
    var unit: Int32
    var node: Int32
    /// The matches by rule.
    var matches: [Int: FlowMarks.MatchNumber] = [:]
  }

  private struct Place: Hashable {
    var unit: Int32
    var node: Int32
  }

  private(set) var list: [Source] = []
  private var numbers: [Place: Int32] = [:]
  private var labels: [String: Int32] = ["__SOURCE__": 0]
  private(set) var labelNames = ["__SOURCE__"]

  mutating func number(unit: Int32, node: Int, rule: Int, match: FlowMarks.MatchNumber) -> Int32 {
    let place = Place(unit: unit, node: Int32(node))
    if let known = numbers[place] {
      if list[Int(known)].matches[rule] == nil { list[Int(known)].matches[rule] = match }
      return known
    }
    let number = Int32(list.count)
    list.append(Source(unit: unit, node: Int32(node), matches: [rule: match]))
    numbers[place] = number
    return number
  }

  mutating func label(_ name: String?) -> Int32 {
    guard let name else { return 0 }
    if let known = labels[name] { return known }
    let number = Int32(labelNames.count)
    labelNames.append(name)
    labels[name] = number
    return number
  }
}

/// Ways that data took, as stations that know the one before. Each station once.
struct TraceTable {
  enum Kind: UInt8, Hashable {
    case source, assigned, passed, returned, propagated, stored, checked
  }

  struct Station: Hashable {
    /// -1 for none.
    var before: Int32
    var unit: Int32
    var node: Int32
    var kind: Kind
  }

  private(set) var list: [Station] = []
  private var lengths: [Int32] = []
  private var numbers: [Station: Int32] = [:]

  /// Later stations of a longer way are not told.
  private static let longest = 40

  mutating func add(_ station: Station) -> Int32 {
    if let known = numbers[station] { return known }
    if station.before >= 0, lengths[Int(station.before)] >= Self.longest { return station.before }
    let number = Int32(list.count)
    list.append(station)
    lengths.append(station.before < 0 ? 1 : lengths[Int(station.before)] + 1)
    numbers[station] = number
    return number
  }

  func length(_ number: Int32) -> Int32 { lengths[Int(number)] }

  /// From the source on.
  func stations(_ number: Int32) -> [Station] {
    var stations: [Station] = []
    var current = number
    while current >= 0 {
      stations.append(list[Int(current)])
      current = list[Int(current)].before
    }
    return stations.reversed()
  }
}

/// What was found: of each pair of source and sink the shortest way.
struct Findings {
  struct Place: Hashable {
    var rule: Int
    var unit: Int32
    var match: Int
    var node: Int32
    var source: Int32
  }

  struct Way {
    var trace: Int32
    var length: Int32
  }

  private(set) var ways: [Place: Way] = [:]

  var isEmpty: Bool { ways.isEmpty }

  mutating func add(_ place: Place, _ way: Way) {
    if let known = ways[place], known.length <= way.length { return }
    ways[place] = way
  }

  mutating func add(_ other: Findings) {
    for (place, way) in other.ways { add(place, way) }
  }
}
