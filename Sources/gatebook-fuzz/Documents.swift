import GateModel
import GatePolicy

@testable import GateCommands
@testable import GateDocument

/// Files that somebody wrote for Gatebook or for another program.
extension FuzzTarget {
  static let documents = [yaml, toml, event, variables, refs, policy, baseline, reports]

  /// As a document, and as events, each of which lies in the text.
  private static let yaml = FuzzTarget("yaml") { bytes in
    _ = try? YAMLParser.parse(bytes, file: "f")
    try? YAMLEventReader.read(bytes, file: "f") { _, range in precondition(range.upperBound <= bytes.count) }
  }

  private static let toml = FuzzTarget("toml") { bytes in
    _ = TOMLParser.isLikely(bytes)
    _ = try? TOMLParser.parse(bytes, file: "f")
  }

  /// What GitHub says of what happened.
  private static let event = FuzzTarget("event") { bytes in
    _ = try? JSONParser.document(bytes, file: "f")
    for name in ["pull_request", "push", "merge_group"] {
      let variables = [
        "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": "f",
      ]
      check(ServiceVariables(variables) { (_) throws(DocumentError) in bytes })
    }
  }

  /// What the other services say, a variable a line; the first byte says which of them runs.
  private static let variables = FuzzTarget("variables") { bytes in
    var variables: [String: String] = [:]
    for line in String(decoding: bytes.dropFirst(), as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
    }
    let services = ["GITLAB_CI", "TF_BUILD", "BITBUCKET_BUILD_NUMBER", "BUILDKITE", "JENKINS_URL"]
    variables[services[Int(bytes.first ?? 0) % services.count]] = "true"
    variables["PRE_COMMIT"] = nil
    check(ServiceVariables(variables) { (file) throws(DocumentError) in throw DocumentError(file: file, message: "") })
  }

  /// Nothing that is asked for is an option, or an expression of git's.
  private static func check(_ variables: ServiceVariables) {
    guard let occasion = try? Occasion.told(by: variables), case .diff(let bases, let head) = occasion.look else {
      return
    }
    let names = bases.compactMap { if case .revision(let name) = $0 { name } else { nil } } + [head].compactMap(\.self)
    for name in names {
      precondition(
        !name.isEmpty && name.utf8.first != 0x2D && !name.utf8.contains { $0 <= 0x20 || "~^:".utf8.contains($0) })
    }
  }

  /// What git gives to a hook, which is read as it is, or refused.
  private static let refs = FuzzTarget("refs") { bytes in
    let lines = bytes.split(separator: 0x0A).count
    for hook in [HookName.prePush, .preReceive] {
      guard let moves = try? RefMove.read(bytes, of: hook) else { continue }
      precondition(moves.count == lines)
      for move in moves { _ = move.words }
    }
  }

  private static let policy = FuzzTarget("policy") { bytes in _ = try? PolicyFile.parse(bytes, file: "f") }

  /// What is read is written so that it is read as the same.
  private static let baseline = FuzzTarget("baseline") { bytes in
    guard let read = try? Baseline(bytes, file: "f") else { return }
    precondition((try? Baseline(read.text, file: "f")) == read)
  }

  /// Reports, baselines and ignore files of other programs. Lines are counted from 1.
  private static let reports = FuzzTarget("reports") { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    let json = try? JSONParser.parse(bytes, file: "f")
    for program in ForeignProgram.allCases {
      var files = [try? program.read(lines: text, file: "f")]
      if let json { files.append(try? program.read(json: json, file: "f")) }
      for finding in files.compactMap(\.self).flatMap(\.findings) {
        precondition(finding.lines.map { $0.lowerBound >= 1 } ?? true)
      }
    }
  }
}
