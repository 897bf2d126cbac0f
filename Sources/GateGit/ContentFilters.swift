import CGit2
package import GateModel

/// What git does to a work tree file on its way into a blob: line ends and `$Id$`. Only the filters built into the library
/// run; a filter driver of the configuration is a program and is never started.
@safe package final class ContentFilters {
  private let repository: GitRepository

  package init(_ repository: consuming GitRepository) throws(GitError) {
    // Attributes may be read from there.
    try repository.adoptIndex()
    self.repository = repository
  }

  /// The bytes as a blob would hold them; nil where no filter applies, or where one fails.
  package func normalised(_ bytes: Span<UInt8>, path: TreePath) -> [UInt8]? {
    var filters: OpaquePointer?
    let code = unsafe path.withCString {
      unsafe git_filter_list_load(
        &filters, repository.raw, nil, $0, GIT_FILTER_TO_ODB, UInt32(GIT_FILTER_ALLOW_UNSAFE.rawValue))
    }
    guard code == 0, let filters = unsafe filters else { return nil }
    defer { unsafe git_filter_list_free(filters) }
    var out = unsafe git_buf()
    defer { unsafe git_buf_dispose(&out) }
    let applied = unsafe bytes.withUnsafeBytes {
      unsafe git_filter_list_apply_to_buffer(
        &out, filters, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
    }
    guard applied == 0 else { return nil }
    return unsafe Array(UnsafeRawBufferPointer(start: out.ptr, count: out.size))
  }
}
