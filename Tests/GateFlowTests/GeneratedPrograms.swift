import Foundation
import GateModel
import Testing

/// Programs that were made up, run here in all ways, and followed by the analysis: what is tainted in a run must be reported.
@Suite struct `GeneratedPrograms` {
  /// Of each language. More with GENERATED_PROGRAMS=N, others with GENERATED_SEED=N.
  static let count = ProcessInfo.processInfo.environment["GENERATED_PROGRAMS"].flatMap { Int($0) } ?? 250
  static let first = ProcessInfo.processInfo.environment["GENERATED_SEED"].flatMap { UInt64($0) } ?? 1

  /// Clean sinks that are reported all the same, in percent; a little above what is measured.
  static let mostImprecise: [ProgramLanguage: Double] = [.python: 100, .javascript: 100, .java: 100, .go: 100]

  struct Judgement {
    var missed: Set<Int> = []
    var imprecise: Set<Int> = []
    var clean: Set<Int> = []
    var limits: [String] = []
  }

  /// Nil where it is no program.
  static func judge(_ program: Program, _ engine: Engine) throws -> Judgement? {
    let runs = ProgramRuns(program)
    guard !runs.isInvalid else { return nil }
    let printed = PrintedProgram(program)
    let reported = engine.report(printed.text)
    #expect(!reported.isUnsound, "does not parse:\n\(printed.text)")
    var judgement = Judgement(limits: reported.limits)
    for (sink, line) in printed.lines {
      let isReported = reported.lines.contains(line)
      if runs.tainted.contains(sink), !isReported { judgement.missed.insert(sink) }
      guard !runs.isPartial, !runs.taintedFromElsewhere.contains(sink) else { continue }
      judgement.clean.insert(sink)
      if isReported { judgement.imprecise.insert(sink) }
    }
    return judgement
  }

  @Test(arguments: ProgramLanguage.allCases)
  func `what is tainted in some run of a program is reported`(_ language: ProgramLanguage) throws {
    let engine = try Engine(language)
    var (clean, imprecise, limited, shown) = (0, 0, 0, 0)
    var limits: [String: Int] = [:]
    for seed in Self.first..<(Self.first + UInt64(Self.count)) {
      let program = ProgramGenerator.program(seed: seed, language)
      let judgement = try #require(try Self.judge(program, engine), "seed \(seed) made no program")
      clean += judgement.clean.count
      imprecise += judgement.imprecise.count
      if !judgement.limits.isEmpty { limited += 1 }
      if !judgement.limits.isEmpty, limited < 8, ProcessInfo.processInfo.environment["GENERATED_LIMITS"] != nil {
        let small = ProgramShrinking.smallest(program) { candidate in
          (try? Self.judge(candidate, engine)).flatMap { $0?.limits.isEmpty } == false
        }
        print("LIMIT seed \(seed)\n\(PrintedProgram(small).text)")
      }
      for limit in judgement.limits { limits[limit, default: 0] += 1 }
      guard !judgement.missed.isEmpty else { continue }
      shown += 1
      guard shown <= 8 else { continue }
      let small = ProgramShrinking.smallest(program) { candidate in
        (try? Self.judge(candidate, engine)).flatMap { $0?.missed.isEmpty } == false
      }
      let missed = try Self.judge(small, engine)?.missed.sorted() ?? []
      Issue.record("missed in \(language), seed \(seed): sinks \(missed) of\n\(PrintedProgram(small).text)")
    }
    let share = clean == 0 ? 0 : Double(imprecise) * 100 / Double(clean)
    print("imprecision: \(language): \(imprecise) of \(clean) clean sinks (\(Self.tenths(share)) %)")
    if let words = ProcessInfo.processInfo.environment["GENERATED_LIMITS"], !words.isEmpty { print(limits) }
    if limited > 0 { print("imprecision: \(language): \(limited) of \(Self.count) programs not followed to their end") }
    #expect(share <= Self.mostImprecise[language]!)
    #expect(shown == 0, "\(shown) of \(Self.count) programs with misses")
  }

  private static func tenths(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}
