import Glibc
import Synchronization

/// A line on a terminal's standard error while a long scan runs; on anything else, nothing at all.
final class Progress: Sendable {
  private let lastTenth = Atomic(0)
  private let isShown = Atomic(false)
  private let start = Progress.tenths()

  /// Nil where nobody would see it.
  init?(quiet: Bool) {
    guard !quiet, isatty(STDERR_FILENO) == 1, Process.variables["TERM"] != "dumb" else { return nil }
  }

  /// At most ten times a second, and not in the first half second: a hook must not flicker.
  func show(_ begun: Int, of all: Int) {
    let now = Progress.tenths()
    guard now - start > 5, lastTenth.exchange(now, ordering: .relaxed) != now else { return }
    isShown.store(true, ordering: .relaxed)
    write("\r\u{1B}[K\(begun) of \(all) looked at, \(100 * begun / max(1, all)) %")
  }

  func clear() {
    if isShown.load(ordering: .relaxed) { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }

  private static func tenths() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 10 + time.tv_nsec / 100_000_000
  }
}
