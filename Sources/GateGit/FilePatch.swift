import CGit2
package import GateModel

/// A change of one file as `git apply` takes it.
package enum FilePatch {
  /// With three lines of context; empty where the two are the same. Throws when the library runs out of memory.
  package static func text(of path: TreePath, from old: Span<UInt8>, to new: Span<UInt8>) throws(GitError) -> [UInt8] {
    // Needs no repository, so nothing has started the library yet.
    git_libgit2_init()
    defer { git_libgit2_shutdown() }
    var options = unsafe git_diff_options()
    unsafe git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
    unsafe options.flags = GIT_DIFF_FORCE_TEXT.rawValue | GIT_DIFF_INDENT_HEURISTIC.rawValue
    let patch = unsafe try Owned(git_patch_free, doing: "writing the patch of \(path)") { patch in
      unsafe old.withUnsafeBytes { old in
        unsafe new.withUnsafeBytes { new in
          unsafe path.withCString {
            unsafe git_patch_from_buffers(
              patch, old.baseAddress, old.count, $0, new.baseAddress, new.count, $0, &options)
          }
        }
      }
    }
    var text = unsafe git_buf()
    defer { unsafe git_buf_dispose(&text) }
    try GitError.check(unsafe git_patch_to_buf(&text, patch.raw), "writing the patch of \(path)")
    return unsafe withoutIndexLine(Array(UnsafeRawBufferPointer(start: text.ptr, count: text.size)))
  }

  /// The second line names a mode, which the library makes up: an executable file would not stay one.
  private static func withoutIndexLine(_ patch: [UInt8]) -> [UInt8] {
    guard let first = patch.firstIndex(of: 0x0A), patch[(first + 1)...].starts(with: "index ".utf8),
      let second = patch[(first + 1)...].firstIndex(of: 0x0A)
    else { return patch }
    return Array(patch[...first] + patch[(second + 1)...])
  }
}
