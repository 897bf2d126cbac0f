import GateModel

extension FlowRecords {
  /// Throws for what this did not write, or wrote under another key.
  init(_ bytes: [UInt8], key: Digest) throws(MalformedBytes) {
    var reader = ByteReader(bytes[...])
    guard try reader.data().elementsEqual(key.bytes) else { throw MalformedBytes() }
    scan = try reader.number() &+ 1
    dependencies = try reader.list { (reader) throws(MalformedBytes) in try FlowDependency(from: &reader) }
    let known = dependencies.indices
    sets = try reader.list { (reader) throws(MalformedBytes) in
      var last = -1
      return try reader.list { (reader) throws(MalformedBytes) in
        let (next, isBeyond) = last.addingReportingOverflow(try reader.number())
        guard !isBeyond, known.contains(next) else { throw MalformedBytes() }
        last = next
        return next
      }
    }
    let list = try reader.list { [count = sets.count] (reader) throws(MalformedBytes) in
      (TreePath(bytes: Array(try reader.data())), try Record(from: &reader, sets: count))
    }
    guard reader.isAtEnd else { throw MalformedBytes() }
    records = Dictionary(list, uniquingKeysWith: { first, _ in first })
    standings = Array(repeating: .open, count: dependencies.count)
    setStandings = Array(repeating: .open, count: sets.count)
    for (number, dependency) in dependencies.enumerated() {
      if case .content = dependency.answer { contents[dependency.path, default: []].append(number) }
    }
  }

  func encoded(key: Digest) -> [UInt8] {
    let kept = Selected(of: self)
    var writer = ByteWriter()
    writer.write(key.bytes)
    writer.write(scan)
    writer.write(kept.dependencies) { $1.write(to: &$0) }
    writer.write(kept.sets) { (writer, set: [Int]) in
      // Gaps are small numbers, and so take little room.
      var last = -1
      writer.write(set) { (writer, number: Int) in
        writer.write(number - last)
        last = number
      }
    }
    writer.write(kept.records) { (writer, record: (key: TreePath, value: Record)) in
      writer.write(record.key.bytes)
      record.value.write(to: &writer)
    }
    return writer.bytes
  }

  /// What there is room for, numbered anew without gaps; of the same records always the same.
  private struct Selected {
    var dependencies: [FlowDependency] = []
    var sets: [[Int]] = []
    var records: [(key: TreePath, value: Record)] = []

    init(of all: FlowRecords) {
      var room = FlowRecords.maximumBytes
      var numbers = [Int?](repeating: nil, count: all.dependencies.count)
      var setNumbers = [Int?](repeating: nil, count: all.sets.count)
      let byUse = all.records.sorted {
        $0.value.scan != $1.value.scan ? $0.value.scan > $1.value.scan : $0.key < $1.key
      }
      for (path, record) in byUse {
        let set = setNumbers[record.set] == nil ? all.sets[record.set] : []
        let new = set.filter { numbers[$0] == nil }
        room -= path.bytes.count + record.result.count + 5 * set.count + 64
        room -= new.reduce(0) { $0 + all.dependencies[$1].path.bytes.count + 48 }
        guard room >= 0 else { break }
        for number in new.sorted(by: { all.dependencies[$0].precedes(all.dependencies[$1]) }) {
          numbers[number] = dependencies.count
          dependencies.append(all.dependencies[number])
        }
        if setNumbers[record.set] == nil {
          setNumbers[record.set] = sets.count
          sets.append(set.compactMap { numbers[$0] }.sorted())
        }
        var record = record
        record.set = setNumbers[record.set] ?? 0
        records.append((path, record))
      }
      records.sort { $0.key < $1.key }
    }
  }
}

extension FlowRecords.Record {
  fileprivate init(from reader: inout ByteReader, sets: Int) throws(MalformedBytes) {
    content = try Digest(from: &reader)
    scan = try reader.number()
    set = try reader.number()
    guard (0..<sets).contains(set) else { throw MalformedBytes() }
    result = try reader.data()
  }

  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(content.bytes)
    writer.write(scan)
    writer.write(set)
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
