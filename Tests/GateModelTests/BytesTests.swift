import GateModel
import Testing

@Suite struct `Bytes as we pack them` {
  private static let numbers = [0, 1, 127, 128, 300, 16_383, 16_384, Int(Int32.max), Int.max, -1, Int.min]

  private static var sample: [UInt8] {
    var writer = ByteWriter()
    for number in numbers { writer.write(number) }
    writer.write([UInt8]([0, 255, 7]))
    writer.write("größe")
    writer.write(["a", "", "c"])
    writer.write(nil as String?) { $0.write($1) }
    writer.write("there" as String?) { $0.write($1) }
    writer.write([[1, 2], []]) { writer, list in writer.write(list) { $0.write($1) } }
    return writer.bytes
  }

  private struct Everything: Equatable {
    var numbers: [Int] = []
    var data: [UInt8]
    var text: String
    var texts: [String]
    var absent: String?
    var present: String?
    var nested: [[Int]]

    init(_ reader: inout ByteReader) throws(MalformedBytes) {
      for _ in 0..<11 { numbers.append(try reader.number()) }
      data = Array(try reader.data())
      text = try reader.text()
      texts = try reader.texts()
      absent = try reader.optional { (reader) throws(MalformedBytes) in try reader.text() }
      present = try reader.optional { (reader) throws(MalformedBytes) in try reader.text() }
      nested = try reader.list { (reader) throws(MalformedBytes) in
        try reader.list { (reader) throws(MalformedBytes) in try reader.number() }
      }
    }
  }

  @Test func `what was written is read back`() throws {
    var reader = ByteReader(Self.sample[...])
    let read = try Everything(&reader)
    #expect(reader.isAtEnd)
    #expect(read.numbers == Self.numbers)
    #expect(read.data == [0, 255, 7])
    #expect(read.text == "größe")
    #expect(read.texts == ["a", "", "c"])
    #expect(read.absent == nil)
    #expect(read.present == "there")
    #expect(read.nested == [[1, 2], []])
  }

  @Test func `every truncated prefix is refused`() {
    let whole = Self.sample
    for count in 0..<whole.count {
      #expect(throws: MalformedBytes.self) {
        var reader = ByteReader(whole[..<count])
        _ = try Everything(&reader)
      }
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `a changed byte is refused or read, and never runs past the end`(_ seed: UInt64) {
    var dice = Dice(seed)
    var bytes = Self.sample
    bytes[Int.random(in: bytes.indices, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
    var reader = ByteReader(bytes[...])
    _ = try? Everything(&reader)
  }

  @Test(arguments: [4, 1 << 40, Int.max, -1, Int.min])
  func `a count beyond what is there is refused before memory is asked for`(_ count: Int) {
    var writer = ByteWriter()
    writer.write(count)
    writer.write(1)
    writer.write(2)
    writer.write(3)
    let bytes = writer.bytes
    #expect(throws: MalformedBytes.self) {
      try read(bytes) { (reader) throws(MalformedBytes) in _ = try reader.data() }
    }
    #expect(throws: MalformedBytes.self) {
      try read(bytes) { (reader) throws(MalformedBytes) in _ = try reader.text() }
    }
    #expect(throws: MalformedBytes.self) {
      try read(bytes) { (reader) throws(MalformedBytes) in _ = try reader.texts() }
    }
    #expect(throws: MalformedBytes.self) {
      try read(bytes) { (reader) throws(MalformedBytes) in
        _ = try reader.list { (reader) throws(MalformedBytes) in try reader.number() }
      }
    }
  }

  @Test func `a number that never ends is refused`() {
    let bytes = [UInt8](repeating: 0x80, count: 20)
    #expect(throws: MalformedBytes.self) {
      try read(bytes) { (reader) throws(MalformedBytes) in _ = try reader.number() }
    }
  }

  @Test(
    arguments: [[0x80, 0x00], [0x81, 0x80, 0x00], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]]
      as [[UInt8]])
  func `a number that we would not write so is refused`(_ bytes: [UInt8]) {
    #expect(throws: MalformedBytes.self) {
      try read(bytes) { (reader) throws(MalformedBytes) in _ = try reader.number() }
    }
  }

  @Test func `a text that is not UTF-8 is refused`() {
    #expect(throws: MalformedBytes.self) {
      try read([2, 0xC3, 0x28]) { (reader) throws(MalformedBytes) in _ = try reader.text() }
    }
  }

  @Test func `an optional of two is refused`() {
    #expect(throws: MalformedBytes.self) {
      try read([2, 1, 1]) { (reader) throws(MalformedBytes) in
        _ = try reader.optional { (reader) throws(MalformedBytes) in try reader.number() }
      }
    }
  }

  private func read(
    _ bytes: [UInt8], _ body: (inout ByteReader) throws(MalformedBytes) -> Void
  ) throws(MalformedBytes) {
    var reader = ByteReader(bytes[...])
    try body(&reader)
  }
}
