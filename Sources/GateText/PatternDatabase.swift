import CVectorscan
import Glibc

/// All patterns of a rule set as one automaton: tells which of them occur in some bytes, at some 450 MB a CPU
/// second, without telling where. Immutable after it is made, so every worker may use it with a scratch of its own.
@safe package final class PatternDatabase: @unchecked Sendable {
  private let handle: OpaquePointer

  private init(handle: OpaquePointer) { unsafe self.handle = handle }

  deinit { unsafe hs_free_database(handle) }

  /// Compiles for any machine of this architecture, so that the result can be shipped. Costs some 4 ms a pattern.
  /// Throws `badPattern` with the index of the first pattern that the library refuses even as a prefilter.
  package convenience init(patterns: [String]) throws(TextError) {
    var flags: [UInt32] = []
    for (index, pattern) in patterns.enumerated() { flags.append(try Self.flags(for: pattern, index: index)) }
    var platform = hs_platform_info_t()
    var database: OpaquePointer?
    var failure: UnsafeMutablePointer<hs_compile_error_t>?
    let ids = patterns.indices.map { UInt32($0) }
    let copies = unsafe patterns.map { unsafe strdup($0) }
    defer { for index in unsafe copies.indices { unsafe free(copies[index]) } }
    var pointers = unsafe copies.map { unsafe UnsafePointer($0) }
    let code = unsafe hs_compile_multi(
      &pointers, flags, ids, UInt32(patterns.count), UInt32(HS_MODE_BLOCK), &platform, &database, &failure)
    defer { unsafe hs_free_compile_error(failure) }
    guard code == HS_SUCCESS, let database = unsafe database else {
      throw unsafe Self.error(failure, index: nil)
    }
    unsafe self.init(handle: database)
  }

  /// A database that `serialized()` gave, by the same library version. Copies `bytes`. Under a millisecond.
  package convenience init(serialized bytes: Span<UInt8>) throws(TextError) {
    var database: OpaquePointer?
    let code = unsafe bytes.withUnsafeBytes { raw in
      unsafe hs_deserialize_database(raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count, &database)
    }
    guard code == HS_SUCCESS, let database = unsafe database else {
      throw TextError(.unusableDatabase, "the pattern database does not fit this Vectorscan (code \(code))")
    }
    unsafe self.init(handle: database)
  }

  package func serialized() throws(TextError) -> [UInt8] {
    var data: UnsafeMutablePointer<CChar>?
    var count = 0
    guard unsafe hs_serialize_database(handle, &data, &count) == HS_SUCCESS, let data = unsafe data else {
      throw TextError(.outOfMemory, "the pattern database could not be serialised")
    }
    defer { unsafe free(data) }
    return unsafe Array(UnsafeRawBufferPointer(start: data, count: count))
  }

  /// The version of the library, for cache keys.
  package static var libraryVersion: String { unsafe String(cString: hs_version()) }

  package func scratch() throws(TextError) -> PatternScratch {
    var scratch: OpaquePointer?
    guard unsafe hs_alloc_scratch(handle, &scratch) == HS_SUCCESS, let scratch = unsafe scratch else {
      throw TextError(.outOfMemory, "no memory for the pattern matcher's scratch space")
    }
    return unsafe PatternScratch(handle: scratch)
  }

  /// The indices of the patterns that occur in `bytes`, in rising order, each once.
  package func fired(in bytes: Span<UInt8>, with scratch: PatternScratch) throws(TextError) -> [Int] {
    // The library takes 32-bit lengths. To say that nothing fired in what it cannot take would be a lie.
    guard bytes.count <= Int(UInt32.max) else {
      throw TextError(.unusableDatabase, "\(bytes.count) bytes are more than the pattern matcher takes at once")
    }
    var fired: [Int] = []
    let code = unsafe bytes.withUnsafeBytes { raw -> hs_error_t in
      guard let base = raw.baseAddress else { return HS_SUCCESS }
      return unsafe withUnsafeMutablePointer(to: &fired) { list in
        unsafe gatebook_hs_scan(
          handle, base.assumingMemoryBound(to: CChar.self), UInt32(raw.count), scratch.handle,
          { id, _, _, _, context in
            unsafe context!.assumingMemoryBound(to: [Int].self).pointee.append(Int(id))
            return 0
          }, list)
      }
    }
    guard code == HS_SUCCESS else { throw TextError(.unusableDatabase, "the pattern matcher failed (code \(code))") }
    return fired.sorted()
  }

  /// Throws `badPattern` when neither the pattern nor its approximation can be part of a database.
  package static func check(_ pattern: String) throws(TextError) { _ = try flags(for: pattern, index: 0) }

  /// Constructs that the automaton cannot hold (look-around, back-references) are let through as an
  /// approximation that fires too often; PCRE2 confirms in any case.
  private static func flags(for pattern: String, index: Int) throws(TextError) -> UInt32 {
    let plain = UInt32(HS_FLAG_SINGLEMATCH | HS_FLAG_MULTILINE | HS_FLAG_ALLOWEMPTY)
    var info: UnsafeMutablePointer<hs_expr_info_t>?
    var failure: UnsafeMutablePointer<hs_compile_error_t>?
    defer {
      unsafe free(info)
      unsafe hs_free_compile_error(failure)
    }
    if unsafe hs_expression_info(pattern, plain, &info, &failure) == HS_SUCCESS { return plain }
    unsafe hs_free_compile_error(failure)
    unsafe failure = nil
    let prefilter = plain | UInt32(HS_FLAG_PREFILTER)
    guard unsafe hs_expression_info(pattern, prefilter, &info, &failure) == HS_SUCCESS else {
      throw unsafe error(failure, index: index)
    }
    return prefilter
  }

  private static func error(_ failure: UnsafeMutablePointer<hs_compile_error_t>?, index: Int?) -> TextError {
    guard let failure = unsafe failure else { return TextError(.outOfMemory, "the patterns could not be compiled") }
    let at = unsafe Int(failure.pointee.expression)
    return unsafe TextError(.badPattern, String(cString: failure.pointee.message), index: index ?? (at >= 0 ? at : nil))
  }
}

/// The working memory of one worker; not Sendable, so that no second one can use it. A class, for an optional noncopyable
/// value as a stored property crashes the optimiser of Swift 6.3.1.
@safe package final class PatternScratch {
  fileprivate let handle: OpaquePointer

  fileprivate init(handle: OpaquePointer) { unsafe self.handle = handle }

  deinit { unsafe hs_free_scratch(handle) }
}
