import Glibc

/// Runs work on a thread of its own whose stack is known. Code under scan is followed by functions that call each other, as
/// deep as it is nested and imported; what the system gives a thread (8 MiB, or what the user's `ulimit -s` says) is no
/// measure for that. Only what is touched of it takes memory.
package enum DeepStack {
  /// In bytes. Some 4,300 levels of the flow engine, at up to 50 kB each in a debug build.
  private static let size = 256 << 20

  /// A thread that cannot be made, for want of address space, is asked for again with less, down to what the system gives.
  package static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      let job = Job { continuation.resume(returning: work()) }
      let size = affordable
      for size in [size, size / 4, size / 16] where start(job, size) { return }
      job.work()
    }
  }

  /// Where address space is limited (`ulimit -v`) a worker's stack takes an eighth of it at most: what is then lacking elsewhere ends the
  /// program, for the runtime does not survive an allocation that fails.
  private static var affordable: Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < UInt(8 * size) else {
      return size
    }
    return max(Int(limit.rlim_cur) / 8, 1 << 20)
  }

  private final class Job: Sendable {
    let work: @Sendable () -> Void

    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }

  private static func start(_ job: Job, _ size: Int) -> Bool {
    var attributes = pthread_attr_t()
    guard unsafe pthread_attr_init(&attributes) == 0 else { return false }
    defer { unsafe pthread_attr_destroy(&attributes) }
    guard unsafe pthread_attr_setstacksize(&attributes, size) == 0,
      unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED)) == 0
    else { return false }
    // The thread gives this back when it begins.
    let handed = unsafe Unmanaged.passRetained(job)
    var thread = pthread_t()
    let failure = unsafe pthread_create(
      &thread, &attributes,
      { argument in
        if let argument = unsafe argument { unsafe Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().work() }
        return nil
      }, handed.toOpaque())
    if failure != 0 { unsafe handed.release() }
    return failure == 0
  }
}
