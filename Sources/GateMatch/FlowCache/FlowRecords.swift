import GateModel

/// The records of a flow cache. What they hang on is kept once, by number, for most of it is shared.
struct FlowRecords {
  /// Of the encoded form. What was used longest ago is left out first.
  static let maximumBytes = 32 << 20

  fileprivate struct Record {
    var content: Digest
    /// The scan that used it last.
    var scan: Int
    var dependencies: [Int]
    var result: ArraySlice<UInt8>
  }

  private enum Standing { case open, holds, fails }

  private var records: [TreePath: Record] = [:]
  private var dependencies: [FlowDependency] = []
  private var standings: [Standing] = []
  /// Made when something is stored: most scans store nothing.
  private var numbers: [FlowDependency: Int]?
  /// The number of this scan.
  private var scan = 1
  private(set) var isChanged = false

  init() {}

  /// The result of a file, and what is not yet known to hold of what it hangs on; nil where something is known not to.
  func found(
    _ path: TreePath, _ content: Digest
  ) -> (result: ArraySlice<UInt8>, open: [(number: Int, dependency: FlowDependency)])? {
    guard let record = records[path], record.content == content else { return nil }
    var open: [(number: Int, dependency: FlowDependency)] = []
    for number in record.dependencies {
      switch standings[number] {
      case .holds: continue
      case .fails: return nil
      case .open: open.append((number, dependencies[number]))
      }
    }
    return (record.result, open)
  }

  mutating func settle(_ number: Int, _ holds: Bool) { standings[number] = holds ? .holds : .fails }

  mutating func touch(_ path: TreePath) { records[path]?.scan = scan }

  mutating func store(_ path: TreePath, _ content: Digest, _ asked: [FlowDependency], _ result: [UInt8]) {
    var numbers =
      self.numbers ?? Dictionary(zip(dependencies, dependencies.indices), uniquingKeysWith: { first, _ in first })
    // Not held twice, or each store would copy it.
    self.numbers = nil
    var used: [Int] = []
    used.reserveCapacity(asked.count)
    for dependency in asked {
      if let known = numbers[dependency] {
        used.append(known)
      } else {
        numbers[dependency] = dependencies.count
        used.append(dependencies.count)
        dependencies.append(dependency)
        standings.append(.open)
      }
    }
    self.numbers = numbers
    records[path] = Record(content: content, scan: scan, dependencies: used, result: result[...])
    isChanged = true
  }
}

// MARK: As bytes

extension FlowRecords {
  /// Throws for what this did not write, or wrote under another key.
  init(_ bytes: [UInt8], key: Digest) throws(MalformedBytes) {
    var reader = ByteReader(bytes[...])
    guard try reader.data().elementsEqual(key.bytes) else { throw MalformedBytes() }
    scan = try reader.number() &+ 1
    dependencies = try reader.list { (reader) throws(MalformedBytes) in try FlowDependency(from: &reader) }
    let known = dependencies.indices
    standings = Array(repeating: .open, count: known.count)
    let list = try reader.list { (reader) throws(MalformedBytes) in
      (TreePath(bytes: Array(try reader.data())), try Record(from: &reader, known))
    }
    guard reader.isAtEnd else { throw MalformedBytes() }
    records = Dictionary(list, uniquingKeysWith: { first, _ in first })
  }

  func encoded(key: Digest) -> [UInt8] {
    var room = Self.maximumBytes
    var kept: [(key: TreePath, value: Record)] = []
    var renumbered: [Int: Int] = [:]
    var written: [Int] = []
    let byUse = records.sorted { $0.value.scan != $1.value.scan ? $0.value.scan > $1.value.scan : $0.key < $1.key }
    for record in byUse {
      let new = record.value.dependencies.filter { renumbered[$0] == nil }
      room -= record.key.bytes.count + record.value.result.count + 5 * record.value.dependencies.count + 64
      room -= new.reduce(0) { $0 + dependencies[$1].path.bytes.count + 48 }
      guard room >= 0 else { break }
      for number in new {
        renumbered[number] = written.count
        written.append(number)
      }
      kept.append(record)
    }
    var writer = ByteWriter()
    writer.write(key.bytes)
    writer.write(scan)
    writer.write(written) { [dependencies] in dependencies[$1].write(to: &$0) }
    writer.write(kept.sorted { $0.key < $1.key }) { (writer, record: (key: TreePath, value: Record)) in
      writer.write(record.key.bytes)
      record.value.write(to: &writer, renumbered)
    }
    return writer.bytes
  }
}

extension FlowRecords.Record {
  fileprivate init(from reader: inout ByteReader, _ known: Range<Int>) throws(MalformedBytes) {
    content = try Digest(from: &reader)
    scan = try reader.number()
    dependencies = try reader.list { (reader) throws(MalformedBytes) in
      let number = try reader.number()
      guard known.contains(number) else { throw MalformedBytes() }
      return number
    }
    result = try reader.data()
  }

  fileprivate func write(to writer: inout ByteWriter, _ renumbered: [Int: Int]) {
    writer.write(content.bytes)
    writer.write(scan)
    // A number that is not there is read as damage.
    writer.write(dependencies) { $0.write(renumbered[$1] ?? -1) }
    writer.write(Array(result))
  }
}

extension FlowDependency {
  fileprivate init(from reader: inout ByteReader) throws(MalformedBytes) {
    path = TreePath(bytes: Array(try reader.data()))
    switch try reader.number() {
    case 0: answer = .absent
    case 1: answer = .content(try Digest(from: &reader))
    case 2: answer = .listing(try Digest(from: &reader))
    default: throw MalformedBytes()
    }
  }

  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(path.bytes)
    switch answer {
    case .absent: writer.write(0)
    case .content(let digest):
      writer.write(1)
      writer.write(digest.bytes)
    case .listing(let digest):
      writer.write(2)
      writer.write(digest.bytes)
    }
  }
}

extension Digest {
  fileprivate init(from reader: inout ByteReader) throws(MalformedBytes) {
    guard let digest = Digest(bytes: try reader.data()) else { throw MalformedBytes() }
    self = digest
  }
}
