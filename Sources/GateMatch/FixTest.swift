import GateModel

/// Whether what a rule writes in place of what it reports is good: the file still parses, and the rule says nothing of it any more.
enum FixTest {
  /// Each fix is tried by itself, as a person would take it.
  static func problems(
    _ rule: Rule, _ places: [AnnotatedTest.Place], _ file: (name: String, bytes: [UInt8]), _ language: SourceLanguage,
    _ strings: StringTests, _ tree: (any SourceTree)?
  ) -> [(range: Range<Int>, why: String)] {
    let before = language.isParsed ? unsound(file.bytes, file.name, language, strings) : 0
    return places.compactMap { place in
      guard let fix = place.fix else { return nil }
      var bytes = file.bytes
      bytes.replaceSubrange(place.range, with: fix.utf8)
      let after = place.range.lowerBound..<place.range.lowerBound + fix.utf8.count
      if language.isParsed, unsound(bytes, file.name, language, strings) > before {
        return (place.range, "what it leaves does not parse")
      }
      let fixed = SearchedFile(bytes, path: TreePath(file.name), strings: strings)
      do throws(PreparationError) {
        let left = try found(rule, in: fixed, file.name, language, strings, tree)
        // An insertion at a place leaves the place itself.
        let isLeft = left.contains { $0.range.lowerBound <= after.upperBound && after.lowerBound < $0.range.upperBound }
        return isLeft ? (place.range, "the rule reports what it leaves") : nil
      } catch {
        return (place.range, "the rule does not run on what it leaves: \(error.message)")
      }
    }
  }

  private static func unsound(
    _ bytes: [UInt8], _ name: String, _ language: SourceLanguage, _ strings: StringTests
  ) -> Int {
    let file = SearchedFile(bytes, path: TreePath(name), strings: strings)
    return file.syntax(language) == nil ? .max : file.unsound.reduce(0) { $0 + max(1, $1.count) }
  }

  private static func found(
    _ rule: Rule, in file: SearchedFile, _ name: String, _ language: SourceLanguage, _ strings: StringTests,
    _ tree: (any SourceTree)?
  ) throws(PreparationError) -> [AnnotatedTest.Place] {
    switch rule.matcher {
    case .secret: []
    case .search(let matcher): try AnnotatedTest.places(SearchRule(rule, matcher), in: file, language)
    case .taint:
      try TaintTest(rule, strings, tree).places(in: file, TreePath(name), language)[TreePath(name)] ?? []
    }
  }
}
