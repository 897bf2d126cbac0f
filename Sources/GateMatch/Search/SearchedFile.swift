import GateModel
import GateSyntax
import GateText

/// One file, or one text within it, under search rules: what is parsed and found once and asked for by many rules.
final class SearchedFile {
  let text: [UInt8]
  private let path: TreePath
  private var parsed: [SourceLanguage: SyntaxFile?] = [:]
  private var generic: [GenericLayout: GenericDocument] = [:]
  private var found: [String: [Hit]] = [:]
  /// Something was given up: there may be more matches.
  var isIncomplete = false
  let strings: StringTests

  /// `path` says, where a language has several grammars, which is this file's.
  init(_ text: [UInt8], path: TreePath = TreePath(""), strings: StringTests) {
    self.text = text
    self.path = path
    self.strings = strings
  }

  func syntax(_ language: SourceLanguage) -> SyntaxFile? {
    if let known = parsed[language] { return known }
    let file = language.syntax(of: path).flatMap { SyntaxFile(text, $0) }
    parsed[language] = .some(file)
    // What lies beyond the most nodes that are kept is not seen.
    if file?.tree.isCutOff == true { isIncomplete = true }
    return file
  }

  /// The byte ranges that did not parse in some language that was asked for.
  var unsound: [Range<Int>] { parsed.values.flatMap { $0?.tree.unsound ?? [] } }

  /// Languages that a parser was asked for and gave no tree at all, in words.
  var unparsed: [String] {
    parsed.compactMap { language, file in
      file == nil && language.isParsed ? "the parser of \(language.name) gave up on this file" : nil
    }
  }

  /// What a metavariable's value reads as.
  func text(_ value: BoundValue, _ language: SourceLanguage) -> String {
    if case .constant(let text) = value.content { return String(decoding: text, as: UTF8.self) }
    return String(decoding: text[value.range], as: UTF8.self)
  }

  func document(_ options: SearchOptions) -> GenericDocument {
    let key = GenericLayout(options)
    if let known = generic[key] { return known }
    let text = text
    let document = GenericDocument(text.span, options: options)
    generic[key] = document
    return document
  }

  func hits(_ pattern: CodePattern, _ language: SourceLanguage) -> [Hit] {
    if let known = found[pattern.key] { return known }
    guard let file = syntax(language), PatternMatcher.mayMatch(pattern.pattern, in: file) else { return [] }
    let strings = strings
    let matcher = PatternMatcher(pattern.pattern, in: file, options: pattern.options) { strings.occurs($0, in: $1) }
    let hits = matcher.run().map { Hit(range: $0.range, bindings: $0.bindings) }
    if matcher.isOutOfFuel || strings.hasGivenUp { isIncomplete = true }
    strings.hasGivenUp = false
    found[pattern.key] = Hit.distinct(hits)
    return found[pattern.key]!
  }
}

/// A range with what the metavariables stand for.
struct Hit {
  var range: Range<Int>
  var bindings: [Binding]

  func value(_ name: String) -> BoundValue? { bindings.first { $0.name == name }?.value }

  /// Each range once for every environment, in order.
  static func distinct(_ hits: [Hit]) -> [Hit] {
    guard hits.count > 1 else { return hits }
    let sorted = hits.enumerated().sorted {
      ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
    }
    var kept: [Hit] = []
    var first = 0
    var seen: Set<Int> = []
    for (_, hit) in sorted {
      if first < kept.count, kept[first].range != hit.range {
        first = kept.count
        seen.removeAll(keepingCapacity: true)
      }
      // A range alone needs no more; of many a hash says which are alike.
      if first == kept.count {
        kept.append(hit)
      } else {
        if seen.isEmpty { seen.insert(kept[first].likeness) }
        if seen.insert(hit.likeness).inserted { kept.append(hit) }
      }
    }
    return kept
  }

  /// Equal where the same metavariables stand for the same ranges.
  private var likeness: Int {
    bindings.reduce(bindings.count) { sum, binding in
      var hasher = Hasher()
      hasher.combine(binding.name)
      hasher.combine(binding.value.range)
      return sum &+ hasher.finalize()
    }
  }
}

/// The regular expressions of `"=~/…/"`, compiled once a worker.
final class StringTests {
  private var known: [String: Regex?] = [:]
  /// A search was given up since this was last set back.
  var hasGivenUp = false

  func occurs(_ pattern: String, in text: ArraySlice<UInt8>) -> Bool {
    if known[pattern] == nil { known[pattern] = .some(try? Regex(pattern)) }
    guard let regex = known[pattern] ?? nil else { return false }
    var isGivenUp = false
    let occurs = regex.groups(in: text.span, from: 0, isGivenUp: &isGivenUp) != nil
    if isGivenUp { hasGivenUp = true }
    return occurs
  }
}
