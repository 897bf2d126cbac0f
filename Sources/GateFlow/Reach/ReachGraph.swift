package import GateModel

/// Which files of a project data can go through from a source to a sink, by what their code speaks of. A file that this says no to
/// has no finding; of one that it says yes to nothing is known. The graph of the whole project is made before any file is
/// followed.
package struct ReachGraph: Sendable {
  /// A place that some rule marks, by the statement that it stands in.
  package struct Mark: Hashable, Sendable {
    package var statement: Int
    /// By number, below the graph's `ruleCount`.
    package var rule: Int
    package var isSink: Bool

    package init(statement: Int, rule: Int, isSink: Bool) {
      self.statement = statement
      self.rule = rule
      self.isSink = isSink
    }
  }

  private struct Node {
    var homes: [UInt32]
    var statement: FlowOutline.Statement
  }

  private let ruleCount: Int
  /// A node has one word after the other for the rules whose sources it leads to, then as many for the sinks.
  private let words: Int
  private var nodes: [Node] = []
  private var reached: [UInt64] = []
  private var files: [TreePath: Range<Int>] = [:]

  package init(ruleCount: Int) {
    self.ruleCount = ruleCount
    words = (ruleCount + 63) / 64
  }

  /// Each file once.
  package mutating func add(_ path: TreePath, _ outline: FlowOutline, _ marks: [Mark]) {
    let first = nodes.count
    let homes = FlowOutline.homes(of: path)
    for statement in outline.statements { nodes.append(Node(homes: homes, statement: statement)) }
    files[path] = first..<nodes.count
    reached += Array(repeating: 0, count: outline.statements.count * 2 * words)
    for mark in marks where mark.rule < ruleCount && mark.statement < outline.statements.count {
      let place = (first + mark.statement) * 2 * words + (mark.isSink ? words : 0) + mark.rule / 64
      reached[place] |= 1 << UInt64(mark.rule % 64)
    }
  }

  /// Hands on what each statement leads to, to all that speak of it. Time and memory by the number of mentions.
  package mutating func settle() {
    var speakers: [FlowOutline.Mention: [Int32]] = [:]
    // Most names that code speaks of mean nothing that the project defines.
    for node in nodes { for key in Self.keys(of: node) { speakers[key] = [] } }
    for (number, node) in nodes.enumerated() {
      for mention in node.statement.mentions { speakers[mention]?.append(Int32(number)) }
    }
    let width = 2 * words
    // What has the methods of an interface may stand beside those that speak of it.
    for node in nodes where node.statement.isInterface {
      for key in Self.keys(of: node) where key.name != 0 {
        for speaker in speakers[key] ?? [] {
          if let folder = nodes[Int(speaker)].homes.last { speakers[.init(home: folder, name: 0)]?.append(speaker) }
        }
      }
    }
    var waiting = nodes.indices.filter { node in reached[node * width..<(node + 1) * width].contains { $0 != 0 } }
    while let node = waiting.popLast() {
      for key in Self.keys(of: nodes[node]) {
        for speaker in speakers[key] ?? [] {
          var isNew = false
          for word in 0..<width {
            let both = reached[Int(speaker) * width + word] | reached[node * width + word]
            if both != reached[Int(speaker) * width + word] {
              reached[Int(speaker) * width + word] = both
              isNew = true
            }
          }
          if isNew { waiting.append(Int(speaker)) }
        }
      }
    }
    // What was handed on is all that is asked for from here.
    for node in nodes.indices { nodes[node].statement.mentions = [] }
  }

  private static func keys(of node: Node) -> [FlowOutline.Mention] {
    var keys: [FlowOutline.Mention] = []
    for home in node.homes {
      keys.append(.init(home: home, name: 0))
      for name in node.statement.names { keys.append(.init(home: home, name: name)) }
    }
    for name in node.statement.names { keys.append(.init(home: 0, name: name)) }
    return keys
  }

  /// Everything that was found out, in the order of the paths: two graphs that say the same have the same bytes.
  package var bytes: [UInt8] {
    var writer = ByteWriter()
    for (path, range) in files.sorted(by: { $0.key < $1.key }) {
      writer.write(path.bytes)
      for node in range {
        writer.write(nodes[node].statement.range.lowerBound)
        for word in reached[node * 2 * words..<(node + 1) * 2 * words] {
          writer.write(Int(word >> 32))
          writer.write(Int(word & 0xFFFF_FFFF))
        }
      }
    }
    return writer.bytes
  }

  /// For a run of up to 64 rules, given by number.
  package func reach(of path: TreePath, _ rules: [Int]) -> FlowReach? {
    guard let range = files[path] else { return nil }
    return FlowReach(
      statements: range.map { node in
        var statement = FlowReach.Statement(end: nodes[node].statement.range.upperBound)
        for (bit, rule) in rules.enumerated() {
          let place = node * 2 * words + rule / 64
          statement.begins |= (reached[place] >> UInt64(rule % 64) & 1) << UInt64(bit)
          statement.ends |= (reached[place + words] >> UInt64(rule % 64) & 1) << UInt64(bit)
        }
        return statement
      })
  }

  /// By number, the rules for which something may begin and end in what a file leads to; nil for a file that was not added.
  package func rules(of path: TreePath) -> [Int]? {
    guard let range = files[path] else { return nil }
    var both = Array(repeating: 0 as UInt64, count: 2 * words)
    for node in range { for word in both.indices { both[word] |= reached[node * 2 * words + word] } }
    return (0..<ruleCount).filter { both[$0 / 64] & both[words + $0 / 64] & 1 << UInt64($0 % 64) != 0 }
  }
}
