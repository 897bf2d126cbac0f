import CGit2

/// One of libgit2's objects, freed when its only owner goes.
@safe struct Owned: ~Copyable {
  let raw: OpaquePointer
  private let free: @convention(c) (OpaquePointer?) -> Void

  /// `make` fills in the pointer and returns libgit2's code; an error names what we were `doing`.
  init(
    _ free: @escaping @convention(c) (OpaquePointer?) -> Void, doing: @autoclosure () -> String,
    _ make: (UnsafeMutablePointer<OpaquePointer?>) -> Int32
  ) throws(GitError) {
    var made: OpaquePointer?
    try GitError.check(unsafe make(&made), doing())
    guard let made = unsafe made else { throw GitError(.unreadable, "\(doing()): nothing there") }
    unsafe raw = made
    unsafe self.free = free
  }

  deinit { unsafe free(raw) }
}
