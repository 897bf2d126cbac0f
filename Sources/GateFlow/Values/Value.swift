/// What is known of a value at one point of a program.
struct Value: Sendable {
  /// Of the value itself; what its fields hold is with its objects.
  var taints = Taints()
  /// Number in the run's pool; 0 is not known.
  var constant: Int32 = 0
  /// Objects of the state that it may be, rising.
  var objects: [Int32] = []
  /// It may be something else besides.
  var isOpen = true
  /// Copies of one value have one number, so that what a condition says of one copy holds for all; 0 is none.
  var number: Int32 = 0
  /// It is copied when it is handed on (a structure of Go).
  var isCopied = false
  /// Rules for which all that it holds is harmless, whatever its objects say.
  var clean: UInt64 = 0

  static let unknown = Value()

  init() {}

  init(taints: Taints) { self.taints = taints }

  init(constant: Int32) {
    self.constant = constant
    isOpen = constant == 0
  }

  init(object: Int32) {
    objects = [object]
    isOpen = false
  }

  /// Nothing is known of it, so it need not be kept.
  var isPlain: Bool { taints.isEmpty && constant == 0 && objects.isEmpty && number == 0 }

  /// It is this one object for sure.
  var onlyObject: Int32? { objects.count == 1 && !isOpen ? objects[0] : nil }

  func joined(_ other: Value) -> Value {
    var result = self
    result.taints.formUnion(other.taints)
    if constant != other.constant {
      result.constant = 0
      result.isOpen = true
    }
    result.isOpen = result.isOpen || other.isOpen
    if number != other.number { result.number = 0 }
    result.clean = (clean | (objects.isEmpty ? .max : 0)) & (other.clean | (other.objects.isEmpty ? .max : 0))
    if result.objects.isEmpty, other.objects.isEmpty { result.clean = 0 }
    if isCopied != other.isCopied { result.isCopied = objects.isEmpty || other.objects.isEmpty }
    if objects != other.objects {
      result.objects = Array(Set(objects + other.objects)).sorted()
      if result.objects.count > Self.mostObjects { result.objects = Array(result.objects[..<Self.mostObjects]) }
    }
    return result
  }

  private static let mostObjects = 12

  /// Nothing to join, seen at one look; most values are like that.
  func isSame(_ other: Value) -> Bool {
    number == other.number && constant == other.constant && isOpen == other.isOpen && taints.isEmpty
      && other.taints.isEmpty && objects == other.objects
  }

  /// Whether a join with `other` would change nothing that matters.
  func holds(_ other: Value) -> Bool {
    (constant == other.constant || constant == 0) && (isOpen || !other.isOpen)
      && (number == other.number || number == 0) && clean & ~(other.objects.isEmpty ? .max : other.clean) == 0
      && taints.holds(other.taints)
      && (objects == other.objects || Set(objects).isSuperset(of: other.objects))
  }
}

/// What a name, a key or a position in an object is called: a constant's number, and whether it is written as a field.
struct Key: Hashable, Sendable {
  var number: Int32
}
