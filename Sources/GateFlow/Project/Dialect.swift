/// What the analysis must know of a language beyond its tree.
enum Dialect: Sendable {
  case python, javascript, java, go, ruby, other

  init(_ name: String) {
    switch name {
    case "python": self = .python
    case "javascript", "typescript", "tsx": self = .javascript
    case "java": self = .java
    case "go": self = .go
    case "ruby": self = .ruby
    default: self = .other
    }
  }

  /// The name by which a method calls its object; nil where a parameter is that.
  var receiver: String? {
    switch self {
    case .javascript, .java: "this"
    case .ruby: "self"
    default: nil
    }
  }

  /// A case without a `break` goes on into the next.
  var casesFallThrough: Bool { self == .javascript || self == .java }

  /// `a.b` and `a["b"]` are the same.
  var fieldsAreKeys: Bool { self == .javascript }

  /// Names of constructors.
  func isConstructor(_ name: String, of holder: String) -> Bool {
    switch self {
    case .python: name == "__init__"
    case .javascript: name == "constructor"
    case .java: name == holder
    case .ruby: name == "initialize"
    default: false
    }
  }
}
