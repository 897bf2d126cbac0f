package import GateModel
import GateSyntax
import GateText

/// One search rule ready to run. Its patterns are compiled for a language when the first file of it needs them, for most
/// rules of most scans never meet one. Belongs to one worker.
package final class SearchRule {
  package let rule: Rule
  let matcher: SearchMatcher
  private var prepared: [SourceLanguage: Result<PreparedFormula, PreparationError>] = [:]

  package init(_ rule: Rule, _ matcher: SearchMatcher) {
    self.rule = rule
    self.matcher = matcher
  }

  /// Why the rule cannot be run on files of a language; nil where it can.
  package func problem(_ language: SourceLanguage) -> String? {
    do throws(PreparationError) {
      _ = try formula(language)
      return nil
    } catch {
      return error.message
    }
  }

  func formula(_ language: SourceLanguage) throws(PreparationError) -> PreparedFormula {
    if let known = prepared[language] { return try known.get() }
    let preparation = Preparation(language: language, options: matcher.options)
    do throws(PreparationError) {
      let formula = try preparation.formula(matcher.formula)
      prepared[language] = .success(formula)
      return formula
    } catch {
      prepared[language] = .failure(error)
      throw error
    }
  }

  /// In order, each range once.
  func hits(in file: SearchedFile, _ language: SourceLanguage) throws(PreparationError) -> [Hit] {
    var seen: Set<Range<Int>> = []
    return Evaluation(file: file, language: language).hits(try formula(language)).filter {
      seen.insert($0.range).inserted
    }.sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
  }
}
