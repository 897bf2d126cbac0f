/// A small program that can be printed in several languages and run here. It has neither types nor names of its own: a variable is
/// a kind and a number.
struct Program {
  var language: ProgramLanguage
  var functions: [ProgramFunction] = []
  var main: [Statement] = []
  /// The main part stands at the top of the file, not in a function.
  var isTopLevel = false
  /// The first so many numbers of sinks are taken.
  var sinks = 0
}

enum ProgramLanguage: String, CaseIterable, Sendable {
  case python, javascript, java, go

  var fileName: String {
    switch self {
    case .python: "program.py"
    case .javascript: "program.js"
    case .java: "Program.java"
    case .go: "program.go"
    }
  }

  /// Lists are handed over by reference and grow in place.
  var sharesLists: Bool { self != .go }
  var hasTry: Bool { self != .go }
  var hasTernary: Bool { self != .go }
  /// `a or b` gives one of them.
  var hasEither: Bool { self == .python || self == .javascript }
  var hasDestructuring: Bool { self != .java }
  /// A function within another one may change its variables.
  var hasInnerWrites: Bool { self != .java }
}

enum Kind: String, CaseIterable, Sendable {
  case text = "s"
  case number = "n"
  case answer = "b"
  case list = "l"
  case map = "d"
  case box = "o"
  case closure = "g"
}

struct Variable: Hashable {
  var kind: Kind
  var number: Int
  var name: String { "\(kind.rawValue)\(number)" }
}

/// Of a box.
enum Field: String, CaseIterable { case a, b }

indirect enum Text {
  case constant(String)
  case variable(Variable)
  case source
  case clean(Text)
  case join(Text, Text, isTemplate: Bool)
  case choice(Condition, Text, Text)
  case either(Text, Text)
  /// By position; negative from the end.
  case item(Variable, Int)
  /// Under a key; "" where there is none, or the end of the run. `isPlain` is the shorter form of two.
  case entry(Variable, String, hasDefault: Bool, isPlain: Bool)
  case field(Variable, Field)
  case peerField(Variable, Field)
  case getter(Variable)
  case call(Int, [Argument])
  case apply(Variable, Text)
}

enum Argument {
  case text(Text)
  case container(Variable)
}

indirect enum Number {
  case constant(Int)
  case variable(Variable)
  case operation(Number, String, Number)
  case count(Variable)
}

indirect enum Condition {
  /// Nobody knows, each time anew.
  case flag(Int)
  case compare(Number, String, Number)
  case same(Text, String, isEqual: Bool, isFirst: Bool)
  case member(Text, [String])
  case filled(Variable)
  case answer(Variable)
  case predicate(Int, Text)
  case not(Condition)
  case both(Condition, Condition)
  case any(Condition, Condition)
}

indirect enum Expression {
  case text(Text)
  case number(Number)
  case answer(Condition)
  case list([Text])
  case map([(String, Text)])
  case box(Text, Text)
  case alias(Variable)
  case copy(Variable)
  /// The list that a box has.
  case items(Variable)
  case peer(Variable)
  case call(Int, [Argument])
  /// A function of one text that gives a text; it may use what is around it, and change it.
  case closure(Variable, [Statement])
}

indirect enum Statement {
  case declare(Variable, Expression)
  case assign(Variable, Expression)
  case several([Variable], [Text])
  case unpack([Variable], Variable)
  case extend(Variable, Text)
  case append(Variable, Text)
  case insert(Variable, Int, Text)
  case put(Variable, Int, Text)
  /// From the end, or the front.
  case take(into: Variable, Variable, isLast: Bool)
  case clear(Variable)
  case setEntry(Variable, String, Text, isPlain: Bool)
  case removeEntry(Variable, String)
  case setField(Variable, Field, Text)
  case setPeer(Variable, Variable)
  case setPeerField(Variable, Field, Text)
  case setter(Variable, Text)
  case keep(Variable, Text)
  case branch(Condition, [Statement], [Statement])
  case loop(Condition, [Statement])
  case repeated(Variable, Int, [Statement])
  case each(Variable, Variable, [Statement])
  case stop
  case next
  case attempt([Statement], [Statement], finally: [Statement]?)
  case raise
  case risky(Int)
  case giveBack(Expression?)
  case call(Int, [Argument])
  case sink(Int, Text)
  case sinkWhole(Int, Variable)

  var isJump: Bool {
    switch self {
    case .stop, .next, .raise, .giveBack: true
    default: false
    }
  }
}

struct ProgramFunction {
  var number: Int
  var parameters: [Variable]
  /// What it gives back; nil for nothing.
  var result: Kind?
  var body: [Statement] = []
}

/// SplitMix64: the same numbers for the same seed, everywhere.
struct Dice {
  private var state: UInt64

  /// Neighbouring seeds have nothing in common: the first state is not a step of the walk.
  init(seed: UInt64) {
    state = seed
    state = next() ^ 0x1234_5678_9ABC_DEF1
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
  mutating func isOne(in count: Int) -> Bool { below(count) == 0 }
  mutating func one<T>(of list: [T]) -> T { list[below(list.count)] }
}
