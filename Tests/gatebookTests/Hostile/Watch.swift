import Foundation
import GateModel
import GateTesting
import Testing

/// Runs the program on one of the forty hostile inputs, with eyes on everything that must hold in every case: it ends by itself and
/// with an exit code that the input declares, starts no other program and opens no network socket (the kernel sees to that,
/// ci/confine), stays below the input's memory, changes nothing below the temporary folder but its own book and folders, tells the
/// planted secret nowhere, and every JSON and SARIF that it writes is valid. `finish` compares what was seen with the row of
/// docs/hostile.md.
struct Watch {
  private let record: Record
  private var program: Program
  private var isConfined = true

  /// `hiding` are values that must show nowhere.
  init(_ keys: String..., in repository: TestRepository, hiding secrets: [String] = [FakeSecret.githubToken()]) {
    record = Record(keys.map { HostileInput.named($0) }, root: repository.outside, secrets)
    program = Program(in: repository)
  }

  init(_ keys: String..., in folder: TestFolder, hiding secrets: [String] = [FakeSecret.githubToken()]) {
    record = Record(keys.map { HostileInput.named($0) }, root: folder.path, secrets)
    program = Program(in: folder)
  }

  var variables: [String: String] { program.variables }

  func with(_ variables: [String: String?]) -> Watch { changed { $0.program = $0.program.with(variables) } }

  func at(_ folder: String) -> Watch { changed { $0.program = $0.program.at(folder) } }

  /// Limits set by shell words hold for the watcher, too; so small ones go without.
  func after(_ prelude: String) -> Watch {
    changed {
      $0.program = $0.program.after(prelude)
      $0.isConfined = false
    }
  }

  private func changed(_ change: (inout Watch) -> Void) -> Watch {
    var copy = self
    change(&copy)
    return copy
  }

  @discardableResult
  func scan(_ arguments: String...) throws -> Outcome { try run(["scan"] + arguments) }

  func code(_ arguments: String...) throws -> Int32 { try run(["scan", "--quiet"] + arguments).code }

  func report(_ arguments: String...) throws -> ReportJSON {
    let outcome = try run(["scan", "--format", "json"] + arguments)
    do {
      return try outcome.report()
    } catch {
      throw Unreadable(description: "\(outcome.ending): \(outcome.text.prefix(300)) \(outcome.errors.prefix(1000))")
    }
  }

  /// `allowing` an exit code beside the input's.
  @discardableResult
  func run(_ arguments: [String], allowing code: Int32? = nil) throws -> Outcome {
    let number = record.next()
    var arguments = arguments
    if arguments.first == "scan" {
      let place = record.scratch.path
      arguments += ["--output", "json=\(place)/\(number).json", "--output", "sarif=\(place)/\(number).sarif"]
    }
    let outcome = try child(arguments, number).run()
    try record.judge(outcome, arguments, number, allowing: code)
    return outcome
  }

  private func child(_ arguments: [String], _ number: Int) -> ChildProcess {
    let facts = record.scratch.path + "/\(number).facts"
    let confinement = [
      Environment.checkout + "/ci/confine", facts, "--watch", record.root, "--except", "home/.cache/gatebook",
      "--except", "home/.local/state/gatebook", "--except", record.book(of: program.folder), "--",
    ]
    let python = Environment.found("python3")
    let words = isConfined && python != nil ? [python!] + confinement + [Program.path] : [Program.path]
    var child = ChildProcess(
      words[0], words.dropFirst() + arguments, variables: program.variables, folder: program.folder)
    (child.input, child.prelude, child.patience) = (program.input, program.prelude, 120)
    return child
  }

  /// How a run ended that the watch did not start itself.
  func saw(_ ending: Outcome.Ending, _ what: String = "") { record.saw(ending, what) }

  func finish() throws { try record.finish() }
}

extension Watch {
  private struct Facts: Decodable {
    var peak: Int
    var changed: [String]
    var confined: Bool
  }

  private final class Record {
    let inputs: [HostileInput]
    let root: String
    let secrets: [String]
    let scratch = TestFolder()
    private var count = 0
    private var codes: Set<Int32> = []
    private var rules: Set<String> = []
    private var reasons: Set<String> = []
    private var isFinished = false

    init(_ inputs: [HostileInput], root: String, _ secrets: [String]) {
      (self.inputs, self.root, self.secrets) = (inputs, root, secrets)
    }

    deinit { if !isFinished { Issue.record("\(inputs.map(\.key)) was not finished") } }

    /// Where the book of a repository below the root is, from there.
    func book(of folder: String) -> String {
      (folder.hasPrefix(root + "/") ? folder.dropFirst(root.count + 1) + "/" : "") + ".git/gatebook"
    }

    private var name: String { inputs.map(\.key).joined(separator: ", ") }

    func next() -> Int {
      count += 1
      return count
    }

    func saw(_ ending: Outcome.Ending, _ what: String) {
      let allowed = Set(inputs.flatMap(\.codes))
      if case .exit(let code) = ending, allowed.contains(code) {
        codes.insert(code)
      } else {
        Issue.record("\(name): \(what): \(ending), not one of \(allowed.sorted())")
      }
    }

    func judge(_ outcome: Outcome, _ arguments: [String], _ number: Int, allowing code: Int32?) throws {
      let what = arguments.prefix(6).joined(separator: " ").prefix(200)
      if outcome.ending != code.map({ .exit($0) }) { saw(outcome.ending, "\(what): \(outcome.errors.prefix(500))") }
      if let bytes = FileManager.default.contents(atPath: "\(scratch.path)/\(number).facts") {
        let facts = try JSONDecoder().decode(Facts.self, from: bytes)
        #expect(facts.changed == [], "\(name): \(what) wrote where it must not")
        let limit = inputs.map(\.megabytes).max()!
        #expect(facts.peak < limit << 20, "\(name): \(what) took \(facts.peak >> 20) MiB")
      }
      var told = [("standard output", outcome.output), ("standard error", outcome.complaints)]
      for file in ["json", "sarif"] {
        let bytes = FileManager.default.contents(atPath: "\(scratch.path)/\(number).\(file)")
        if let bytes { told.append((file, Array(bytes))) }
      }
      for (place, bytes) in told {
        for secret in secrets { #expect(!Leak.isIn(bytes, secret), "\(name): \(what): \(place)") }
      }
      guard let json = FileManager.default.contents(atPath: "\(scratch.path)/\(number).json") else { return }
      let report = try JSONDecoder().decode(ReportJSON.self, from: json)
      rules.formUnion(report.findings.map(\.ruleId))
      reasons.formUnion(report.coverage.reasons)
    }

    func finish() throws {
      isFinished = true
      let files = try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()
      let sarif = files.filter { $0.hasSuffix(".sarif") }
      let json = files.filter { $0.hasSuffix(".json") }
      #expect(try Checker.sarif(in: scratch, sarif) == "", "\(name)")
      #expect(try Checker.json(in: scratch, json) == "", "\(name)")
      for place in ["repo/.git/gatebook", "home/.cache/gatebook", "home/.local/state/gatebook"] {
        for file in TestFolder.files(below: "\(root)/\(place)") {
          let bytes = Array(FileManager.default.contents(atPath: file) ?? Data())
          for secret in secrets { #expect(!Leak.isIn(bytes, secret), "\(name): \(file)") }
        }
      }
      for input in inputs { try HostileTable.settle(input, seen: seen(input)) }
    }

    private func seen(_ input: HostileInput) -> String {
      var parts: [String] = []
      let codes = input.varies ? input.codes : self.codes.sorted()
      parts.append("exit " + codes.map(String.init).joined(separator: input.varies ? " or " : ", "))
      if !input.varies {
        if !rules.isEmpty { parts.append("finds " + rules.sorted().map { "`\($0)`" }.joined(separator: ", ")) }
        if !reasons.isEmpty { parts.append("notices " + reasons.sorted().map { "`\($0)`" }.joined(separator: ", ")) }
      }
      parts.append("under \(input.megabytes) MiB")
      return parts.joined(separator: "; ")
    }
  }
}
