import GateAttribution
import GateModel
import GateScan
import Glibc

/// What lies around: the user's cache, the CI service, an agent at work.
enum PlaceCheckup {
  static var items: [CheckedItem] { [cache, service, agent] }

  private static var cache: CheckedItem {
    let name = "cache"
    guard let folder = Process.userFolder("XDG_CACHE_HOME", default: ".cache") else {
      return .warn(name, "there is no home, so nothing is kept from scan to scan", remedy: "set HOME or XDG_CACHE_HOME")
    }
    var status = stat()
    guard unsafe lstat(folder, &status) == 0 else { return .ok(name, "none yet; \(folder) is made when it is needed") }
    guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else {
      return .warn(name, "\(folder) is no folder of yours, so it is not used", remedy: "move it away")
    }
    guard status.st_mode & 0o022 == 0 else {
      return .warn(name, "others may write to \(folder), so it is not used", remedy: "chmod 700 \(folder)")
    }
    return .ok(name, folder)
  }

  private static var service: CheckedItem {
    let variables = Process.variables
    let known = [
      ("GITHUB_ACTIONS", "GitHub", "github"), ("GITLAB_CI", "GitLab", "gitlab-codequality"),
      ("JENKINS_URL", "Jenkins", "junit"),
      ("TF_BUILD", "Azure", "sarif"),
    ]
    if let (_, service, form) = known.first(where: { !(variables[$0.0] ?? "").isEmpty }) {
      return .ok("service", "\(service); it shows --format \(form), and what is not inspected is exit 3")
    }
    var request = ScanRequest(.paths)
    request.variables = variables
    return .ok(
      "service",
      request.runsInCI ? "CI is set, so what is not inspected is exit 3" : "none: no variable of a CI service is set")
  }

  private static var agent: CheckedItem {
    do throws(ScanFailure) {
      let seen = try Embedded.registry().observe(.ofThisProcess)
      guard let first = seen.first, let agent = first.agent else { return .ok("agent", "none is seen at work") }
      return .ok("agent", "\(agent) is seen at work: \(first.detail)")
    } catch {
      return .fail("agent", error.description, remedy: "build the program again with ci/gatebook")
    }
  }
}
