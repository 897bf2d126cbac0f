import GateGit
import GateScan
import Glibc

/// The process itself: how it starts and how it ends.
enum Process {
  /// No core dump may hold a secret, and a reader that goes away is an error code, not a signal.
  static func prepare() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    signal(SIGPIPE, SIG_IGN)
  }

  /// A standard output that could not be written is an incomplete report, whatever the verdict was.
  static func end(_ code: Int32) -> Never { exit(Output.failed && code < 3 ? 3 : code) }

  static let variables: [String: String] = {
    var variables: [String: String] = [:]
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      let text = unsafe String(cString: entry)
      if let equals = text.firstIndex(of: "=") {
        variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      unsafe next += 1
    }
    return variables
  }()

  /// How many workers are worth starting.
  static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// The user's own folder of a kind, after the XDG base directory specification; nil without a home.
  static func userFolder(_ variable: String, default path: String) -> String? {
    if let folder = variables[variable], folder.hasPrefix("/") { return "\(folder)/gatebook" }
    return variables["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/\(path)/gatebook" : nil }
  }

  /// The program's own file.
  static var executable: String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe readlink("/proc/self/exe", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    return count > 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : nil
  }
}

extension GitRepository {
  /// The repository at `path`, or the one that this process stands in, with what git's variables say.
  static func opened(at path: String?, trustOwner: Bool = false) throws(Ending) -> GitRepository {
    do throws(GitError) {
      let found = try discover(at: path, environment: GitEnvironment(Process.variables), trustOwner: trustOwner)
      guard let found else {
        throw GitError(.notARepository, "\(path ?? "the current directory") lies in no git repository")
      }
      return found
    } catch {
      throw ScanFailure(error).ending
    }
  }
}
