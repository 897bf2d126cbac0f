import GateModel
import GateText

/// One allow-list in Gitleaks' form, ready to be asked.
final class SecretExceptions {
  private let terms: SecretException
  private let paths: [Regex]
  private let patterns: [Regex]
  private let stopwords: LiteralScanner?

  init(_ terms: SecretException) throws(TextError) {
    self.terms = terms
    func compiled(_ texts: [String]) throws(TextError) -> [Regex] {
      var compiled: [Regex] = []
      for text in texts { compiled.append(try Regex(text)) }
      return compiled
    }
    paths = try compiled(terms.paths)
    patterns = try compiled(terms.patterns)
    // Gitleaks' own rules have more than a thousand.
    stopwords = terms.stopwords.isEmpty ? nil : LiteralScanner(terms.stopwords.map { (text: $0, owner: 0) })
  }

  /// All of a file is allowed, whatever it holds.
  func coverFile(_ path: TreePath, commit: ObjectID?) -> Bool {
    if terms.needsAll {
      guard patterns.isEmpty, terms.stopwords.isEmpty else { return false }
      return (terms.commits.isEmpty || allows(commit)) && (paths.isEmpty || allows(path))
    }
    return allows(commit) || allows(path)
  }

  func cover(_ match: Regex.Match, in text: Span<UInt8>, path: TreePath, commit: ObjectID?) -> Bool {
    let isPattern: Bool
    switch terms.target {
    case .secret: isPattern = holds(text.extracting(match.secret))
    case .match: isPattern = holds(text.extracting(match.whole))
    case .line: isPattern = holds(text.extracting(lines(of: match.whole, in: text)))
    }
    let isStopword = stopwords.map { !$0.fired(in: text.extracting(match.secret)).isEmpty } ?? false
    guard terms.needsAll else { return isPattern || isStopword }
    return (terms.commits.isEmpty || allows(commit)) && (paths.isEmpty || allows(path))
      && (patterns.isEmpty || isPattern) && (terms.stopwords.isEmpty || isStopword)
  }

  private func allows(_ commit: ObjectID?) -> Bool { commit.map { terms.commits.contains($0.description) } ?? false }

  private func allows(_ path: TreePath) -> Bool { paths.contains { $0.occurs(in: path.bytes.span) } }

  private func holds(_ text: Span<UInt8>) -> Bool { !text.isEmpty && patterns.contains { $0.occurs(in: text) } }

  /// As Gitleaks has it: with the line break before the first line, without the one behind the last.
  private func lines(of range: Range<Int>, in text: Span<UInt8>) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low > 0, text[low] != 0x0A || low == range.lowerBound { low -= 1 }
    while high < text.count, text[high] != 0x0A { high += 1 }
    return low..<high
  }
}
