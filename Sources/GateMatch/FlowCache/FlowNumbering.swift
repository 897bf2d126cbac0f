import GateModel

/// Gives numbers to dependencies and sets of them, to the same the same.
struct FlowNumbering {
  private(set) var dependencies: [FlowDependency]
  private(set) var sets: [[Int]]
  private var numbers: [FlowDependency: Int]
  private var setNumbers: [[Int]: Int]
  /// Of each recording, our number for each of its own.
  private var translations: [ObjectIdentifier: [Int?]] = [:]

  init(_ dependencies: [FlowDependency], _ sets: [[Int]]) {
    self.dependencies = dependencies
    self.sets = sets
    numbers = Dictionary(zip(dependencies, dependencies.indices), uniquingKeysWith: { first, _ in first })
    setNumbers = Dictionary(zip(sets, sets.indices), uniquingKeysWith: { first, _ in first })
  }

  mutating func number(of dependency: FlowDependency) -> Int {
    if let known = numbers[dependency] { return known }
    numbers[dependency] = dependencies.count
    dependencies.append(dependency)
    return dependencies.count - 1
  }

  mutating func number(ofSet set: [Int]) -> Int {
    if let known = setNumbers[set] { return known }
    setNumbers[set] = sets.count
    sets.append(set)
    return sets.count - 1
  }

  mutating func numbers(of file: TreePath, _ recording: RecordingSourceTree) -> [Int] {
    let id = ObjectIdentifier(recording)
    var own = recording.reached(from: file)
    // The file's own content is told apart; with it, files that call each other hang on the same. Where no other asked for it, it
    // is not read for that alone.
    if !recording.isAnswered(own[0]) { own.removeFirst() }
    var translation = translations.removeValue(forKey: id) ?? []
    if let last = own.max(), last >= translation.count {
      translation += Array(repeating: nil, count: last + 1 - translation.count)
    }
    let ours = own.map { theirs in
      if let known = translation[theirs] { return known }
      let number = number(of: recording.dependency(theirs))
      translation[theirs] = number
      return number
    }
    translations[id] = translation
    return ours
  }
}
