import Glibc

/// A program to run: every variable it gets is named here, none is inherited. It leads a process group of its own, reads
/// nothing but what it is given.
package struct ChildProcess: Sendable {
  package var program: String
  package var arguments: [String]
  package var variables: [String: String]
  package var folder: String
  package var input: [UInt8] = []
  /// Shell words that come before the program, as `ulimit -n 32` or `exec >&-`.
  package var prelude: String?
  /// After so many seconds the whole group is killed.
  package var patience = 60.0

  package init(_ program: String, _ arguments: [String], variables: [String: String], folder: String) {
    self.program = program
    self.arguments = arguments
    self.variables = variables
    self.folder = folder
  }

  package func run() throws -> Outcome { try start().outcome() }

  package func start() throws -> Running { try Running(self) }

  fileprivate var words: [String] {
    ["/bin/sh", "-c", "cd \"$0\" || exit 126\n\(prelude ?? "")\nexec \"$@\"", folder, program] + arguments
  }
}

/// How a program ended, and what it said.
package struct Outcome: Sendable {
  package enum Ending: Equatable, Sendable {
    case exit(Int32)
    case signal(Int32)
    /// It was killed by us, for it took too long.
    case outOfPatience
  }

  package var ending: Ending
  package var output: [UInt8]
  package var complaints: [UInt8]

  /// -1 where it did not end by itself.
  package var code: Int32 {
    guard case .exit(let code) = ending else { return -1 }
    return code
  }

  package var text: String { String(decoding: output, as: UTF8.self) }
  package var errors: String { String(decoding: complaints, as: UTF8.self) }
}

package struct SpawnFailure: Error, CustomStringConvertible {
  package var description: String
}

/// A program that was started and is to be waited for.
package final class Running {
  private let patience: Double
  private let files: [Int32]
  private let process: pid_t

  fileprivate init(_ child: ChildProcess) throws {
    patience = child.patience
    // Files rather than pipes: nothing has to be read while the program runs.
    let files = [try Self.temporaryFile(), try Self.temporaryFile(), try Self.temporaryFile()]
    self.files = files
    _ = unsafe child.input.withUnsafeBytes { unsafe write(files[0], $0.baseAddress, $0.count) }
    lseek(files[0], 0, SEEK_SET)

    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (number, file) in files.enumerated() { unsafe posix_spawn_file_actions_adddup2(&actions, file, Int32(number)) }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigfillset(&signals)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    let words = unsafe Self.copies(child.words)
    let variables = unsafe Self.copies(child.variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
    defer {
      for index in unsafe words.indices { unsafe free(words[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    var process = pid_t()
    let code = unsafe posix_spawn(&process, child.words[0], &actions, &attributes, words, variables)
    guard code == 0 else {
      throw SpawnFailure(description: "\(child.words[0]) did not start: \(unsafe String(cString: strerror(code)))")
    }
    self.process = process
  }

  deinit { for file in files { close(file) } }

  private static func copies(_ words: [String]) -> [UnsafeMutablePointer<CChar>?] {
    unsafe words.map { unsafe strdup($0) } + [nil]
  }

  private static func temporaryFile() throws -> Int32 {
    let name = "/tmp/gatebook-test-\(UInt64.random(in: .min ... .max))"
    let file = unsafe open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    unsafe unlink(name)
    guard file >= 0 else {
      throw SpawnFailure(description: "no temporary file: \(unsafe String(cString: strerror(errno)))")
    }
    return file
  }

  package func signal(_ number: Int32) { kill(-process, number) }

  /// What it has written to standard output so far.
  package var outputSize: Int { size(files[1]) }

  /// The largest resident set so far, in bytes; 0 once it is gone.
  package var residentBytes: Int {
    let status = unsafe fopen("/proc/\(process)/status", "r")
    guard let status = unsafe status else { return 0 }
    defer { unsafe fclose(status) }
    var buffer = [CChar](repeating: 0, count: 256)
    while unsafe fgets(&buffer, 256, status) != nil {
      let line = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if line.hasPrefix("VmHWM:") { return (Int(line.split(whereSeparator: { !$0.isNumber }).first ?? "") ?? 0) * 1024 }
    }
    return 0
  }

  /// What `/proc` says of its limits; empty once it is gone.
  package var limits: String {
    let file = unsafe open("/proc/\(process)/limits", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      unsafe count = max(0, read(file, buffer.baseAddress, 4096))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Waits for the end, and no longer than there is patience.
  package func outcome() -> Outcome {
    var status: Int32 = 0
    var waited = 0.0
    var pause = 0.001
    while unsafe waitpid(process, &status, WNOHANG) == 0 {
      if waited > patience {
        kill(-process, SIGKILL)
        unsafe waitpid(process, &status, 0)
        return outcome(.outOfPatience)
      }
      var time = timespec(tv_sec: 0, tv_nsec: Int(pause * 1e9))
      unsafe nanosleep(&time, nil)
      waited += pause
      pause = min(pause * 1.3, 0.02)
    }
    // What it may have left behind in its group goes with it.
    kill(-process, SIGKILL)
    let signal = status & 0x7F
    return outcome(signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal))
  }

  private func outcome(_ ending: Outcome.Ending) -> Outcome {
    Outcome(ending: ending, output: content(files[1]), complaints: content(files[2]))
  }

  private func size(_ file: Int32) -> Int {
    var status = stat()
    return unsafe fstat(file, &status) == 0 ? Int(status.st_size) : 0
  }

  private func content(_ file: Int32) -> [UInt8] {
    let size = size(file)
    // An array made with no room is the one that all threads share, and its count would be written: a race, if one without effect.
    guard size > 0 else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      unsafe count = max(0, pread(file, buffer.baseAddress, size, 0))
    }
  }
}
