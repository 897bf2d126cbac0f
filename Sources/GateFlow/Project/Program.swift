import GateModel
import GateSyntax

/// A function, class or module that names stand for. As an object of a state it has a negative number.
enum Entity {
  case function(Function)
  case type(ClassType)
  case module(Unit)
}

/// Everything that the functions of a project share in a run: files, constants, sources, ways. What is kept here is found again,
/// never changed, so that the order in which functions are looked at does not show.
final class Program {
  let library: any FlowLibrary
  let isDeep: Bool
  let reach: FlowOptions.Reach
  let masks: Masks
  let allRules: UInt64
  var constants = ConstantPool()
  var traces = TraceTable()
  var sources = SourceTable()
  private(set) var units: [Unit] = []
  private var unitsByPath: [TreePath: Unit?] = [:]
  private(set) var entities: [Entity] = []
  private var entityNumbers: [ObjectIdentifier: Int32] = [:]
  private var folders: [TreePath: [String]] = [:]
  private(set) var lastObject: Int32 = 0
  private var lastNumber: Int32 = 0
  /// The place that is at work, and by object the one that made it.
  var site: Int64 = 0
  private var sites: [Int64] = [0]
  /// Expressions that mean the same wherever they stand, `a.b["c"]`: each has a number that what conditions say hangs on.
  var places = PlaceTable()
  /// What the top of each file leaves; nil while it is being found.
  private var moduleStates: [Int32: State?] = [:]
  /// Where the objects are kept that files' top levels made.
  private(set) var moduleHomes: [Int32: Unit] = [:]
  /// Some source has been come to: until then nothing need be asked of conditions.
  var hasTaint = false
  /// What the top of some file left may carry something.
  private(set) var topsHaveTaint = false
  /// What may be spent on one file, with all that its functions call.
  static let budget = 600_000
  var budget = Program.budget
  /// Rules that may find something which begins in the file at hand.
  var possible = UInt64.max
  /// Functions that put data into things that they were given.
  var stained: Set<ObjectIdentifier> = []
  struct ImplementersKey: Hashable {
    var unit: Int32
    var type: ObjectIdentifier
  }

  var implementers: [ImplementersKey: [ClassType]] = [:]
  /// Tops of files that are being run.
  private(set) var runningTops = 0
  /// What imported paths stand for.
  var imports: [ImportKey: Value?] = [:]
  /// Of calls without any tainted argument.
  var results: [CallKey: CallResult] = [:]
  /// How deep the code at work lies in the code, functions and files that led to it: each level takes its part of the stack.
  var depth = 0
  /// Tops of files that would begin below this are not run. A worker's stack is made to hold it.
  private static let deepest = 4000
  /// Of calls that come to no source; nil in it where one must be run where it stands.
  var summaries: [SummaryKey: CallSummary?] = [:]
  var summarising = Summarising()
  /// Files that a name is looked for in, of which all is imported (Python).
  var starred: Set<NameKey> = []
  /// How many imports the one at hand follows.
  var importDepth = 0
  /// What the functions of the file at hand leave in variables of the top and in fields of classes.
  var left: [Object.Place: Taints] = [:]
  /// What importations bring (Go).
  var packages: [PackageKey: Value?] = [:]
  /// The files of the package that each file belongs to (Go).
  var packageUnits: [Int32: [Unit]] = [:]
  /// Classes by the names that a file has for them.
  var types: [NameKey: ClassType?] = [:]
  /// What stands in other files of a file's package, by name (Java).
  var neighbours: [NameKey: Value?] = [:]
  /// Methods by type and name (Go).
  var looseMethods: [NameKey: [Function]] = [:]
  /// Files that were asked for beyond the most that are followed.
  private(set) var isTooWide = false

  /// Rules for which some things do not carry data.
  struct Masks {
    var functions: UInt64 = 0
    var booleans: UInt64 = 0
    var numbers: UInt64 = 0
    var comparisons: UInt64 = 0
    var indexes: UInt64 = 0
    var assignmentsOnly: UInt64 = 0

    init(_ rules: [FlowOptions]) {
      for (number, rule) in rules.enumerated() {
        let bit: UInt64 = 1 << UInt64(number)
        if rule.assumesSafeFunctions { functions |= bit }
        if rule.assumesSafeBooleans { booleans |= bit }
        if rule.assumesSafeNumbers { numbers |= bit }
        if rule.assumesSafeComparisons { comparisons |= bit }
        if rule.assumesSafeIndexes { indexes |= bit }
        if rule.onlyThroughAssignments { assignmentsOnly |= bit }
      }
    }
  }

  init(_ rules: [FlowOptions], library: any FlowLibrary) {
    self.library = library
    isDeep = rules.first?.isDeep ?? false
    reach = rules.first?.reach ?? .function
    masks = Masks(rules)
    allRules = rules.count >= 64 ? .max : (1 << UInt64(rules.count)) - 1
  }

  // MARK: Files

  /// Files of one project that are followed from one entry on; each has been parsed for it.
  static let mostUnits = 3000

  func unit(_ file: FlowFile) -> Unit {
    if let known = unitsByPath[file.path] ?? nil, known.file === file { return known }
    let unit = Unit(
      file, number: Int32(units.count + 1), isDeep: isDeep, reach: library.reach(of: file.path))
    units.append(unit)
    unitsByPath[file.path] = .some(unit)
    return unit
  }

  /// The file of a path, asked for by the code of another.
  func unit(at path: TreePath, for asker: Unit) -> Unit? {
    guard reach == .project else { return nil }
    note(path, isFolder: false, asker)
    if let known = unitsByPath[path] { return known }
    guard units.count < Self.mostUnits else {
      isTooWide = true
      return nil
    }
    guard let file = library.file(path) else {
      unitsByPath[path] = .some(nil)
      return nil
    }
    return unit(file)
  }

  /// Files and folders of a folder.
  func names(in folder: TreePath, for asker: Unit) -> [String] {
    guard reach == .project else { return [] }
    note(folder, isFolder: true, asker)
    if let known = folders[folder] { return known }
    let names = library.names(in: folder)
    folders[folder] = names
    return names
  }

  private struct Question: Hashable {
    var asker: Int32
    var path: TreePath
    var isFolder: Bool
  }

  private var questions: Set<Question> = []

  private func note(_ path: TreePath, isFolder: Bool, _ asker: Unit) {
    if questions.insert(Question(asker: asker.number, path: path, isFolder: isFolder)).inserted {
      library.note(path, isFolder: isFolder, for: asker.file.path)
    }
  }

  // MARK: Numbers

  /// It is known to lead to nothing that a rule asks for in the file at hand.
  func isInert(_ function: Function) -> Bool {
    function.reach.map { ($0.begins | $0.ends) & possible == 0 } ?? false
  }

  func object(of function: Function) -> Int32 { number(ObjectIdentifier(function)) { .function(function) } }
  func object(of type: ClassType) -> Int32 { number(ObjectIdentifier(type)) { .type(type) } }
  func object(of unit: Unit) -> Int32 { number(ObjectIdentifier(unit)) { .module(unit) } }

  private func number(_ id: ObjectIdentifier, _ entity: () -> Entity) -> Int32 {
    if let known = entityNumbers[id] { return known }
    entities.append(entity())
    let number = -Int32(entities.count)
    entityNumbers[id] = number
    return number
  }

  func entity(_ object: Int32) -> Entity? { object < 0 ? entities[Int(-object) - 1] : nil }

  func newObject() -> Int32 {
    lastObject += 1
    sites.append(site)
    return lastObject
  }

  /// The number that the next object will have.
  var nextObject: Int32 { lastObject + 1 }

  /// Where an object was made: the same for all that one place makes, called along the same way.
  func site(of object: Int32) -> Int64 { sites[Int(object)] }

  func newNumber() -> Int32 {
    lastNumber += 1
    return lastNumber
  }

  func constant(_ constant: Constant) -> Value { Value(constant: constants.number(constant)) }

  func field(_ name: String) -> Key { Key(number: constants.number(.text(name)) * 2 + 1) }

  func key(_ constant: Int32, _ dialect: Dialect) -> Key {
    if dialect.fieldsAreKeys, case .text = constants[constant] { return Key(number: constant * 2 + 1) }
    return Key(number: constant * 2)
  }

  // MARK: Modules

  /// What a file's top level leaves behind.
  func moduleState(_ unit: Unit) -> State {
    if let known = moduleStates[unit.number] { return known ?? State() }
    moduleStates[unit.number] = .some(nil)
    guard depth < Self.deepest else {
      moduleLimits[unit.number] = ["files that import each other in a chain too long were not followed"]
      return State()
    }
    runningTops += 1
    let hadTaint = hasTaint
    hasTaint = false
    defer {
      runningTops -= 1
      topsHaveTaint = topsHaveTaint || hasTaint
      hasTaint = hasTaint || hadTaint
    }
    let interpreter = Interpreter(self, unit)
    let state = interpreter.runTop()
    moduleStates[unit.number] = .some(state)
    for object in state.objects.keys where object > 0 { moduleHomes[object] = unit }
    moduleFindings[unit.number] = interpreter.findings
    moduleInvoked[unit.number] = interpreter.invoked
    moduleLimits[unit.number] = interpreter.limits
    return state
  }

  /// What a file's top level called.
  private(set) var moduleInvoked: [Int32: Set<ObjectIdentifier>] = [:]
  /// What of a file's top level was not followed.
  private(set) var moduleLimits: [Int32: Set<String>] = [:]
  /// What was found while a file's top level was run.
  private(set) var moduleFindings: [Int32: Findings] = [:]
}

/// A name with a type or file that it is asked of.
struct NameKey: Hashable {
  var home: ObjectIdentifier
  var name: String
}

/// An importation, or a name, of a file.
struct PackageKey: Hashable {
  var unit: Int32
  var node: Int32
}

/// A path as a file imports it.
struct ImportKey: Hashable {
  var unit: Int32
  var path: [Symbol]
}

/// A call whose arguments carry nothing: it gives the same wherever it stands.
struct CallKey: Hashable {
  var function: ObjectIdentifier
  /// Constants of the arguments, 0 where not known.
  var constants: [Int32]
  /// With arguments that are things.
  var isQuiet = false
}

struct CallResult {
  var value: Value
  /// It never comes back.
  var isDead: Bool
  /// Classes of the objects that it gives.
  var types: [Int32] = []
}
