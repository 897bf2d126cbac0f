import CPCRE2

/// One PCRE2 pattern, compiled to machine code where the machine allows: bytes, MULTILINE, no UTF, no UCP.
/// Belongs to one worker: it holds that worker's match data.
@safe package final class Regex {
  private let code: OpaquePointer
  private let data: OpaquePointer
  private let context: OpaquePointer
  /// The group named `secret`, or 0 (the whole match).
  package let secretGroup: Int

  /// How much a search may cost before it is given up as `matchLimit`, in the library's own counts.
  private static let matchLimit: UInt32 = 10_000_000

  /// Throws `badPattern` with the offset in the pattern. `compiled` to machine code it is worth having for more than a look.
  package init(_ pattern: String, compiled: Bool = true) throws(TextError) {
    var number: Int32 = 0
    var offset = 0
    let bytes = Array(pattern.utf8)
    let options =
      UInt32(PCRE2_MULTILINE) | UInt32(PCRE2_NEVER_UTF) | UInt32(PCRE2_NEVER_BACKSLASH_C)
      | UInt32(PCRE2_USE_OFFSET_LIMIT)
    guard let code = unsafe pcre2_compile_8(bytes, bytes.count, options, &number, &offset, nil) else {
      throw TextError(.badPattern, Self.message(number), offset: offset)
    }
    guard let data = unsafe pcre2_match_data_create_from_pattern_8(code, nil),
      let context = unsafe pcre2_match_context_create_8(nil)
    else {
      unsafe pcre2_code_free_8(code)
      throw TextError(.outOfMemory, "no memory for a pattern")
    }
    unsafe pcre2_set_match_limit_8(context, Self.matchLimit)
    unsafe pcre2_set_heap_limit_8(context, 20_000)
    // Without JIT (a hardened kernel) the interpreter gives the same answers, slower.
    if compiled { _ = unsafe pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE)) }
    unsafe self.code = code
    unsafe self.data = data
    unsafe self.context = context
    secretGroup = max(0, Int(unsafe pcre2_substring_number_from_name_8(code, "secret")))
  }

  deinit {
    unsafe pcre2_match_context_free_8(context)
    unsafe pcre2_match_data_free_8(data)
    unsafe pcre2_code_free_8(code)
  }

  /// One match: the whole and the group `secret`, as byte ranges.
  package struct Match: Equatable, Sendable {
    package var whole: Range<Int>
    package var secret: Range<Int>

    package init(whole: Range<Int>, secret: Range<Int>) {
      self.whole = whole
      self.secret = secret
    }
  }

  package enum Outcome: Equatable, Sendable {
    case match(Match)
    case none
    /// Given up: neither a match nor the lack of one is known.
    case matchLimit
  }

  /// The first match at or after `start`, and not behind `last`. An empty match counts as none.
  package func firstMatch(in bytes: Span<UInt8>, from start: Int, beginningBy last: Int? = nil) -> Outcome {
    unsafe pcre2_set_offset_limit_8(context, last ?? Int(bitPattern: UInt.max))
    let count = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe pcre2_match_8(code, buffer.baseAddress, buffer.count, start, UInt32(PCRE2_NOTEMPTY), data, context)
    }
    guard count > 0 else { return count == PCRE2_ERROR_NOMATCH ? .none : .matchLimit }
    let vector = unsafe pcre2_get_ovector_pointer_8(data)!
    func range(_ group: Int) -> Range<Int>? {
      let (low, high) = unsafe (vector[2 * group], vector[2 * group + 1])
      return low <= high && low != Int.max && high != Int(bitPattern: UInt.max) && low != Int(bitPattern: UInt.max)
        ? low..<high : nil
    }
    let whole = range(0) ?? start..<start
    return .match(Match(whole: whole, secret: (secretGroup < count ? range(secretGroup) : nil) ?? whole))
  }

  /// The groups of one match by number, the whole first; nil for a group that took no part. An empty match counts.
  /// `anchored`: only where `start` is. Nil for none, and for a search that was given up, which `isGivenUp` tells.
  package func groups(
    in bytes: Span<UInt8>, from start: Int, anchored: Bool = false, isGivenUp: inout Bool
  ) -> [Range<Int>?]? {
    let options = anchored ? UInt32(PCRE2_ANCHORED) : 0
    unsafe pcre2_set_offset_limit_8(context, Int(bitPattern: UInt.max))
    let count = unsafe bytes.withUnsafeBufferPointer { buffer in
      // An empty buffer has no address, and the library wants one.
      let base = unsafe buffer.baseAddress ?? UnsafePointer(bitPattern: 1)!
      return unsafe pcre2_match_8(code, base, buffer.count, start, options, data, context)
    }
    guard count > 0 else {
      if count != PCRE2_ERROR_NOMATCH { isGivenUp = true }
      return nil
    }
    let vector = unsafe pcre2_get_ovector_pointer_8(data)!
    return (0..<Int(count)).map { group in
      let (low, high) = unsafe (vector[2 * group], vector[2 * group + 1])
      return low <= high && high <= bytes.count ? low..<high : nil
    }
  }

  /// The named groups and their numbers.
  package var groupNames: [(name: String, number: Int)] {
    var (count, size): (UInt32, UInt32) = (0, 0)
    var table: UnsafePointer<UInt8>?
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &size)
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table = unsafe table else { return [] }
    return (0..<Int(count)).map { index in
      let entry = unsafe table + index * Int(size)
      let number = unsafe Int(entry[0]) << 8 | Int(entry[1])
      return unsafe (String(cString: entry + 2), number)
    }
  }

  /// There is a match somewhere; giving up counts as none.
  package func occurs(in bytes: Span<UInt8>) -> Bool {
    if case .match = firstMatch(in: bytes, from: 0) { true } else { false }
  }

  private static func message(_ number: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = unsafe pcre2_get_error_message_8(number, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, Int(count))), as: UTF8.self)
  }
}
