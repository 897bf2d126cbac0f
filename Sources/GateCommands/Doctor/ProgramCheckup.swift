import GateAttribution
import GateGit
import GateModel
import GateScan
import Glibc

/// The program itself: where it is, and whether it is whole.
enum ProgramCheckup {
  static var items: [CheckedItem] { [program, rules] }

  private static var program: CheckedItem {
    let name = "program"
    guard let own = Process.executable else {
      return .warn(name, "its own path is not known, so no hook can name it", remedy: "mount /proc")
    }
    let words = "\(own), \(Version.text)"
    guard let found = onPath else {
      return .warn(
        name, "\(words); not on the PATH", remedy: "link it into a folder of the PATH, as: ln -s \(own) ~/.local/bin/")
    }
    guard found.real == own else {
      return .warn(
        name, "\(words); but the one on the PATH is \(found.path)",
        remedy: "take one of the two away, or move its folder")
    }
    return .ok(name, words)
  }

  private static var onPath: (path: String, real: String)? {
    for folder in (Process.variables["PATH"] ?? "").split(separator: ":") {
      let path = "\(folder)/gatebook"
      guard unsafe access(path, X_OK) == 0, let real = unsafe realpath(path, nil) else { continue }
      defer { unsafe free(real) }
      return (path, unsafe String(cString: real))
    }
    return nil
  }

  private static var rules: CheckedItem {
    do throws(ScanFailure) {
      let builtIn = try Embedded.builtIn()
      let agents = builtIn.registry.signatures.count
      return .ok("rules", "\(builtIn.ruleSet.rules.count) rules and \(agents) agents and bots are built in")
    } catch {
      return .fail("rules", error.description, remedy: "build the program again with ci/gatebook")
    }
  }
}
