import GateDocument
import GateGit
import GateModel

/// What a CI service or a manager of hooks says is to be looked at: `--from-env`. A pure reading of its variables; whether the
/// commits are here is asked later.
struct Occasion: Equatable, Sendable {
  enum Look: Equatable, Sendable {
    case staged
    /// From the first of `bases` that can be had; `head` is nil for HEAD.
    case diff(bases: [Base], head: String?)
    /// All files as they lie: the service does not say what came before.
    case tree
  }

  enum Base: Equatable, Sendable {
    /// A commit's id, or the full name of a ref.
    case revision(String)
    /// There was nothing before: all is new.
    case nothing
    /// None, so all files are looked at as they lie.
    case tree
  }

  /// As people call it.
  var service: String
  /// What happened: `pull request 2`.
  var event: String
  var look: Look
  /// How the whole history is had in this service.
  var deepening: String

  init(_ service: String, _ event: String, _ look: Look, deepening: String) {
    self.service = service
    self.event = event
    self.look = look
    self.deepening = deepening
  }
}

/// The variables, with what is asked of their values: the names and ids come from whoever pushed, or opened a pull request.
struct ServiceVariables {
  private let variables: [String: String]
  /// Reads the file at a path that a variable names.
  private let file: (String) throws(DocumentError) -> [UInt8]

  init(_ variables: [String: String], file: @escaping (String) throws(DocumentError) -> [UInt8]) {
    self.variables = variables
    self.file = file
  }

  /// Nil where it is not set, or empty.
  subscript(name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }

  func isTrue(_ name: String) -> Bool { self[name]?.lowercased() == "true" || self[name] == "1" }

  /// A commit's id; nil where it is not set, or all zeros, which says that there is none.
  func commit(_ name: String) throws(Ending) -> String? {
    guard let text = self[name] else { return nil }
    return try Self.commit(text, of: "the variable \(name)")
  }

  /// `refs/remotes/origin/NAME` of the branch that a variable names.
  func remoteBranch(_ name: String) throws(Ending) -> String? {
    guard let text = self[name] else { return nil }
    return try Self.remoteBranch(text, of: "the variable \(name)")
  }

  static func commit(_ text: String, of place: String) throws(Ending) -> String? {
    // Bitbucket tells the first twelve digits of some.
    guard (7...64).contains(text.utf8.count), text.utf8.allSatisfy({ Hex.decode([$0, 0x30]) != nil }) else {
      throw .usage("\(place) is `\(text.prefix(80))`, which is no commit id")
    }
    return text.utf8.allSatisfy { $0 == UInt8(ascii: "0") } ? nil : text
  }

  static func remoteBranch(_ text: String, of place: String) throws(Ending) -> String {
    let name = text.hasPrefix("refs/heads/") ? String(text.dropFirst(11)) : text
    let forbidden = Set("~^:?*[\\ \u{7F}".utf8)
    guard !name.isEmpty, name.utf8.count <= 1000, name.utf8.allSatisfy({ $0 > 0x20 && !forbidden.contains($0) }),
      name.firstRange(of: "..") == nil, name.firstRange(of: "@{") == nil, !name.hasPrefix("/"), !name.hasPrefix("-")
    else { throw .usage("\(place) is `\(text.prefix(80))`, which is no name of a branch") }
    return "refs/remotes/origin/\(name)"
  }

  func document(_ name: String) throws(Ending) -> YAMLMapping {
    guard let path = self[name] else {
      throw .usage("the variable \(name) is not set; it should name the event's file")
    }
    do throws(DocumentError) {
      return try JSONParser.document(try file(path), file: path).mapping("the event")
    } catch {
      throw .usage("\(error.description) (the file that \(name) names)")
    }
  }
}

extension Occasion {
  /// Throws where nothing speaks, or what speaks cannot be understood.
  static func told(by variables: ServiceVariables) throws(Ending) -> Occasion {
    if let occasion = try preCommit(variables) { return occasion }
    for (_, read) in services {
      if let occasion = try read(variables) { return occasion }
    }
    // Run by hand, or by a hook of the manager's that brings no commits: what is staged.
    if variables["PRE_COMMIT"] != nil {
      return Occasion("pre-commit", "what is staged", .staged, deepening: "git fetch --unshallow")
    }
    let names = services.map(\.mark).joined(separator: ", ")
    throw .usage(
      "--from-env finds no service that it knows in the environment (looked for \(names), PRE_COMMIT); say what to look at: "
        + "--diff BASE..HEAD, --commit SHA or --staged")
  }

  /// The variable by which each is known, for the message, and its reader.
  private static let services: [(mark: String, read: @Sendable (ServiceVariables) throws(Ending) -> Occasion?)] = [
    ("GITHUB_ACTIONS", gitHub), ("GITLAB_CI", gitLab), ("TF_BUILD", azure), ("BITBUCKET_BUILD_NUMBER", bitbucket),
    ("BUILDKITE", buildkite), ("JENKINS_URL", jenkins),
  ]
}
