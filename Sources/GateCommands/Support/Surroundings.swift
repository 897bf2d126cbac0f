import GateAttribution
import Glibc

extension Surroundings {
  /// This process's variables, ancestors and marker files.
  static var ofThisProcess: Surroundings {
    Surroundings(variables: Process.variables, ancestors: ancestors()) { unsafe access($0, F_OK) == 0 }
  }

  /// Base names of the ancestors, the nearest first: of the program, and of the script that an interpreter runs.
  private static func ancestors() -> [String] {
    var names: [String] = []
    var process = Int(getppid())
    // Sixteen levels are more than any shell in a terminal in an editor has.
    for _ in 0..<16 where process > 1 {
      names += self.names(of: process)
      guard let parent = parent(of: process) else { break }
      process = parent
    }
    return names
  }

  private static func names(of process: Int) -> [String] {
    let arguments = read("/proc/\(process)/cmdline").split(separator: 0, maxSplits: 2)
    return arguments.prefix(2).enumerated().compactMap { index, argument in
      let text = String(decoding: argument, as: UTF8.self)
      // The second word counts only when it is a script's path, not an option or a command's argument.
      if index == 1, !text.contains("/") { return nil }
      return text.split(separator: "/").last.map(String.init)
    }
  }

  private static func parent(of process: Int) -> Int? {
    // The name in brackets may hold anything, so the fields are counted from its end.
    let status = read("/proc/\(process)/stat")
    guard let bracket = status.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = status[(bracket + 1)...].split(separator: 0x20)
    return fields.count > 1 ? Int(String(decoding: fields[1], as: UTF8.self)) : nil
  }

  private static func read(_ path: String) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(file, $0.baseAddress!, $0.count) }
    return Array(buffer.prefix(max(0, count)))
  }
}
