/// What the services say in variables alone. Each is known by a variable of its own, and read by a function of its own.
extension Occasion {
  static func gitLab(_ variables: ServiceVariables) throws(Ending) -> Occasion? {
    guard variables.isTrue("GITLAB_CI") else { return nil }
    let branch = try variables.remoteBranch("CI_DEFAULT_BRANCH")
    let head = try variables.commit("CI_COMMIT_SHA")
    func occasion(_ event: String, _ look: Look) -> Occasion {
      Occasion(
        "GitLab", event, look,
        deepening: "set the job's variable GIT_DEPTH to 0 and fetch the branch to compare with: "
          + "git fetch origin \"+refs/heads/$CI_DEFAULT_BRANCH:refs/remotes/origin/$CI_DEFAULT_BRANCH\"")
    }
    if let number = variables["CI_MERGE_REQUEST_IID"] {
      let target = try variables.commit("CI_MERGE_REQUEST_TARGET_BRANCH_SHA")
      // Set in a pipeline for merged results, whose commit is the merge.
      let bases =
        try target == nil
        ? [
          variables.commit("CI_MERGE_REQUEST_DIFF_BASE_SHA"),
          variables.remoteBranch("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
        ] : [target]
      return occasion("merge request \(number)", .diff(bases: bases.known, head: head))
    }
    let source = variables["CI_PIPELINE_SOURCE"] ?? "push"
    guard source == "push" || source == "external_pull_request_event" else { return occasion(source, .tree) }
    let name = variables["CI_COMMIT_REF_NAME"] ?? "a commit"
    var bases = [try variables.commit("CI_COMMIT_BEFORE_SHA")].known
    let isDefault =
      variables["CI_COMMIT_BRANCH"] != nil && variables["CI_COMMIT_BRANCH"] == variables["CI_DEFAULT_BRANCH"]
    // The first pipeline of the default branch has zeros for what was before, also where there was something.
    bases += isDefault ? [.tree] : [branch].known
    return occasion("push of \(name)", .diff(bases: bases, head: head))
  }

  static func azure(_ variables: ServiceVariables) throws(Ending) -> Occasion? {
    guard variables.isTrue("TF_BUILD") else { return nil }
    let deepening = "give the step `checkout: self` a `fetchDepth: 0`"
    guard let target = try variables.remoteBranch("SYSTEM_PULLREQUEST_TARGETBRANCH") else {
      // It does not tell what was there before a push.
      return Occasion("Azure Pipelines", variables["BUILD_REASON"] ?? "run", .tree, deepening: deepening)
    }
    let number =
      variables["SYSTEM_PULLREQUEST_PULLREQUESTNUMBER"] ?? variables["SYSTEM_PULLREQUEST_PULLREQUESTID"] ?? ""
    let head = try variables.commit("SYSTEM_PULLREQUEST_SOURCECOMMITID")
    return Occasion(
      "Azure Pipelines", "pull request \(number)", .diff(bases: [.revision(target)], head: head), deepening: deepening)
  }

  static func bitbucket(_ variables: ServiceVariables) throws(Ending) -> Occasion? {
    guard variables["BITBUCKET_BUILD_NUMBER"] != nil else { return nil }
    let deepening = "set `clone: depth: full`"
    guard let number = variables["BITBUCKET_PR_ID"] else {
      // It does not tell what was there before a push.
      return Occasion(
        "Bitbucket Pipelines", "push of \(variables["BITBUCKET_BRANCH"] ?? variables["BITBUCKET_TAG"] ?? "a commit")",
        .tree,
        deepening: deepening)
    }
    let bases = [
      try variables.commit("BITBUCKET_PR_DESTINATION_COMMIT"),
      try variables.remoteBranch("BITBUCKET_PR_DESTINATION_BRANCH"),
    ]
    return Occasion(
      "Bitbucket Pipelines", "pull request \(number)",
      .diff(bases: bases.known, head: try variables.commit("BITBUCKET_COMMIT")), deepening: deepening)
  }

  static func buildkite(_ variables: ServiceVariables) throws(Ending) -> Occasion? {
    guard variables.isTrue("BUILDKITE") else { return nil }
    let deepening =
      "take `--depth` out of BUILDKITE_GIT_CLONE_FLAGS and BUILDKITE_GIT_FETCH_FLAGS, or type: git fetch --unshallow"
    // A build that somebody starts may say HEAD.
    let head = variables["BUILDKITE_COMMIT"] == "HEAD" ? nil : try variables.commit("BUILDKITE_COMMIT")
    if let number = variables["BUILDKITE_PULL_REQUEST"], number != "false" {
      let base = try variables.remoteBranch("BUILDKITE_PULL_REQUEST_BASE_BRANCH")
      return Occasion(
        "Buildkite", "pull request \(number)", .diff(bases: [base].known, head: head), deepening: deepening)
    }
    let branch = variables["BUILDKITE_BRANCH"] ?? ""
    let standard = variables["BUILDKITE_PIPELINE_DEFAULT_BRANCH"]
    guard let base = try variables.remoteBranch("BUILDKITE_PIPELINE_DEFAULT_BRANCH"), branch != standard else {
      return Occasion("Buildkite", "build of \(branch)", .tree, deepening: deepening)
    }
    return Occasion(
      "Buildkite", "build of \(branch)", .diff(bases: [.revision(base)], head: head), deepening: deepening)
  }

  static func jenkins(_ variables: ServiceVariables) throws(Ending) -> Occasion? {
    guard variables["JENKINS_URL"] != nil else { return nil }
    let target = variables["CHANGE_TARGET"] ?? "BRANCH"
    let deepening =
      "in the job's git settings turn the shallow clone off, and fetch the target: "
      + "git fetch origin \"+refs/heads/\(target):refs/remotes/origin/\(target)\""
    if let base = try variables.remoteBranch("CHANGE_TARGET") {
      return Occasion(
        "Jenkins", "change \(variables["CHANGE_ID"] ?? "")", .diff(bases: [.revision(base)], head: nil),
        deepening: deepening)
    }
    // Not the last build: what made that one fail would be passed over. Before the first success everything is looked at.
    let bases = [try variables.commit("GIT_PREVIOUS_SUCCESSFUL_COMMIT")].known + [.tree]
    return Occasion(
      "Jenkins", "build of \(variables["BRANCH_NAME"] ?? variables["GIT_BRANCH"] ?? "a commit")",
      .diff(bases: bases, head: nil), deepening: deepening)
  }

  /// Nil where it runs nothing, or brings no commits.
  static func preCommit(_ variables: ServiceVariables) throws(Ending) -> Occasion? {
    guard variables["PRE_COMMIT"] != nil else { return nil }
    let deepening = "git fetch --unshallow"
    if let from = variables["PRE_COMMIT_FROM_REF"], let to = variables["PRE_COMMIT_TO_REF"] {
      return Occasion("pre-commit", "\(from)..\(to)", .diff(bases: [.revision(from)], head: to), deepening: deepening)
    }
    // All of a history that the remote has nothing of: then it names the branches alone.
    guard let branch = variables["PRE_COMMIT_LOCAL_BRANCH"] else { return nil }
    return Occasion("pre-commit", "push of \(branch)", .diff(bases: [.nothing], head: branch), deepening: deepening)
  }
}

extension [String?] {
  fileprivate var known: [Occasion.Base] { compactMap { $0.map { .revision($0) } } }
}
