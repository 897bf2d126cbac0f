import CRulePack

/// The CI services that a sample is there for, and where each looks for it.
enum CITemplate: String, CaseIterable {
  case github, gitlab, jenkins, azure, bitbucket

  var path: String {
    switch self {
    case .github: ".github/workflows/gatebook.yml"
    case .gitlab: ".gitlab-ci.yml"
    case .jenkins: "Jenkinsfile"
    case .azure: "azure-pipelines.yml"
    case .bitbucket: "bitbucket-pipelines.yml"
    }
  }

  /// As it lies under ci/templates.
  var text: String { unsafe gatebook_ci_template(rawValue).map { unsafe String(cString: $0) } ?? "" }
}
