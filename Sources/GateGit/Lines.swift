import CGit2
package import GateModel

/// Which lines of one text are absent from another, by the same diff as git's (Myers, indent heuristic).
package enum LineDiff {
  /// A run of lines that differ: `old` is replaced by `new`; either may be empty. Starts are 1-based; the start of an empty
  /// run is the line after which it stands.
  package struct Hunk: Equatable, Sendable {
    package var oldStart: Int
    package var oldCount: Int
    package var newStart: Int
    package var newCount: Int
  }

  /// Binary content, `.gitattributes` and diff drivers have no say. Throws when the library runs out of memory.
  package static func hunks(from old: Span<UInt8>, to new: Span<UInt8>) throws(GitError) -> [Hunk] {
    var options = unsafe git_diff_options()
    unsafe git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
    unsafe options.context_lines = 0
    unsafe options.interhunk_lines = 0
    unsafe options.flags = GIT_DIFF_FORCE_TEXT.rawValue | GIT_DIFF_INDENT_HEURISTIC.rawValue
    var hunks: [Hunk] = []
    let code = unsafe old.withUnsafeBytes { old in
      unsafe new.withUnsafeBytes { new in
        unsafe withUnsafeMutablePointer(to: &hunks) { list in
          unsafe git_diff_buffers(
            old.baseAddress, old.count, nil, new.baseAddress, new.count, nil, &options, nil, nil,
            { _, hunk, context in
              let hunk = unsafe hunk!.pointee
              unsafe context!.assumingMemoryBound(to: [Hunk].self).pointee.append(
                Hunk(
                  oldStart: Int(hunk.old_start), oldCount: Int(hunk.old_lines), newStart: Int(hunk.new_start),
                  newCount: Int(hunk.new_lines)))
              return 0
            }, nil, list)
        }
      }
    }
    try GitError.check(code, "comparing two versions")
    return hunks
  }

  /// The lines of `new` that `old` has not.
  package static func added(from old: Span<UInt8>, to new: Span<UInt8>) throws(GitError) -> LineSet {
    var lines = LineSet()
    for hunk in try hunks(from: old, to: new) where hunk.newCount > 0 {
      lines.insert(hunk.newStart...(hunk.newStart + hunk.newCount - 1))
    }
    return lines
  }

  /// Every line of a text: as many as git counts.
  package static func all(of text: Span<UInt8>) -> LineSet {
    let count = count(in: text)
    return count == 0 ? LineSet() : [1...count]
  }

  /// The number of lines: of LFs, and one more for an unfinished last line.
  package static func count(in text: Span<UInt8>) -> Int {
    // By pointer and without a branch, so that it is done sixteen bytes at a time.
    let count = unsafe text.withUnsafeBufferPointer { unsafe $0.reduce(0) { $0 &+ ($1 == 0x0A ? 1 : 0) } }
    return text.isEmpty || text[text.count - 1] == 0x0A ? count : count + 1
  }
}

extension ObjectReader {
  /// The lines of `text` (decoded) that no earlier version has; all of them when there is none. Each version is decoded like
  /// any file, so that a change of encoding alone adds nothing.
  package func addedLines(of text: Span<UInt8>, absentFrom versions: [ObjectID]) throws(GitError) -> LineSet {
    var lines: LineSet?
    for version in versions {
      let old = try blob(version)
      let added: Result<LineSet, GitError> = old.withBytes { raw in
        do throws(GitError) {
          let encoding = TextEncoding.detect(raw)
          if let decoded = encoding.transcoded(raw) {
            return .success(try LineDiff.added(from: decoded.span, to: text))
          }
          if case .bytes(let skip) = encoding {
            return .success(try LineDiff.added(from: raw.extracting(droppingFirst: skip), to: text))
          }
          return .success(try LineDiff.added(from: raw, to: text))
        } catch {
          return .failure(error)
        }
      }
      let these = try added.get()
      lines = lines?.intersection(these) ?? these
    }
    return lines ?? LineDiff.all(of: text)
  }

  /// How many lines a blob adds to earlier versions; none for a binary one.
  package func linesAdded(by id: ObjectID, absentFrom versions: [ObjectID]) throws(GitError) -> Int {
    let new = try blob(id)
    let count: Result<Int, GitError> = new.withBytes { raw in
      do throws(GitError) {
        let encoding = TextEncoding.detect(raw)
        if let text = encoding.transcoded(raw) {
          return .success(try addedLines(of: text.span, absentFrom: versions).count)
        }
        guard case .bytes(let skip) = encoding else { return .success(0) }
        return .success(try addedLines(of: raw.extracting(droppingFirst: skip), absentFrom: versions).count)
      } catch {
        return .failure(error)
      }
    }
    return try count.get()
  }
}
