import GateDocument

extension Occasion {
  /// GitHub Actions: the event's name, and its payload in a file.
  static func gitHub(_ variables: ServiceVariables) throws(Ending) -> Occasion? {
    guard variables.isTrue("GITHUB_ACTIONS") else { return nil }
    let event = variables["GITHUB_EVENT_NAME"] ?? ""
    let (title, look) = try gitHubLook(event, variables)
    return Occasion(
      "GitHub Actions", title, look,
      deepening: "give actions/checkout `fetch-depth: 0`, or type: git fetch --unshallow origin")
  }

  private static func gitHubLook(_ event: String, _ variables: ServiceVariables) throws(Ending) -> (String, Look) {
    switch event {
    case "pull_request", "pull_request_target", "pull_request_review", "pull_request_review_comment":
      return try read(variables) { payload throws(DocumentError) in
        let request = try payload.required("pull_request").mapping("pull_request")
        let target = try request.required("base").mapping("base")
        let source = try request.required("head").mapping("head")
        let title = try payload["number"].map { (node) throws(DocumentError) in " \(try node.integer("number"))" } ?? ""
        return ("pull request\(title)", [try target.base("sha"), try target.branch("ref")], try source.commit("sha"))
      }
    case "merge_group":
      return try read(variables) { payload throws(DocumentError) in
        let group = try payload.required("merge_group").mapping("merge_group")
        return ("merge queue", [try group.base("base_sha")], try group.commit("head_sha"))
      }
    case "push": return try read(variables) { payload throws(DocumentError) in try push(payload) }
    case "schedule", "workflow_dispatch", "repository_dispatch", "workflow_run", "release": return (event, .tree)
    default:
      throw .usage(
        "the event `\(event)` of GitHub Actions says nothing of a change (known: pull_request, push, merge_group, and schedule, "
          + "workflow_dispatch, repository_dispatch, workflow_run, release for all files); say what to look at: --diff BASE..HEAD"
      )
    }
  }

  private typealias Change = (title: String, bases: [Base?], head: String?)

  private static func push(_ payload: YAMLMapping) throws(DocumentError) -> Change {
    let reference = try payload.required("ref").string("ref")
    guard let head = try payload.commit("after") else {
      throw try payload.required("after").error("the push takes \(reference) away, so there is nothing to look at")
    }
    let repository = try payload.required("repository").mapping("repository")
    let standard = try repository.required("default_branch").string("default_branch")
    let before = try payload.base("before")
    // A new branch is compared with the default one. Of that one itself all is new, or what was before has been pushed away.
    let otherwise: Base? =
      reference != "refs/heads/\(standard)"
      ? try repository.branch("default_branch") : before == nil ? .nothing : .tree
    return ("push of \(reference)", [before, otherwise], head)
  }

  private static func read(
    _ variables: ServiceVariables, _ body: (YAMLMapping) throws(DocumentError) -> Change
  ) throws(Ending) -> (String, Look) {
    let payload = try variables.document("GITHUB_EVENT_PATH")
    do throws(DocumentError) {
      let change = try body(payload)
      return (change.title, .diff(bases: change.bases.compactMap { $0 }, head: change.head))
    } catch {
      throw .usage(error.description)
    }
  }
}

extension YAMLMapping {
  /// An id; nil for zeros alone.
  fileprivate func commit(_ name: String) throws(DocumentError) -> String? {
    let node = try required(name)
    let text = try node.string(name)
    do throws(Ending) {
      return try ServiceVariables.commit(text, of: "`\(name)`")
    } catch {
      throw node.error(error.message ?? "")
    }
  }

  fileprivate func base(_ name: String) throws(DocumentError) -> Occasion.Base? {
    try commit(name).map { .revision($0) }
  }

  fileprivate func branch(_ name: String) throws(DocumentError) -> Occasion.Base? {
    let node = try required(name)
    let text = try node.string(name)
    do throws(Ending) {
      return .revision(try ServiceVariables.remoteBranch(text, of: "`\(name)`"))
    } catch {
      throw node.error(error.message ?? "")
    }
  }
}
