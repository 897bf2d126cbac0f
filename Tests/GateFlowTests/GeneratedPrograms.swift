import Foundation
import GateModel
import Testing

/// Programs that were made up, run here in all ways, and followed by the analysis: what is tainted in a run must be reported.
@Suite struct `GeneratedPrograms` {
  private static let environment = ProcessInfo.processInfo.environment
  /// Of each language. More with GENERATED_PROGRAMS=N, others with GENERATED_SEED=N.
  static let count = environment["GENERATED_PROGRAMS"].flatMap { Int($0) } ?? 120
  static let first = environment["GENERATED_SEED"].flatMap { UInt64($0) } ?? 1
  /// With GENERATED_SHOW=N so many small programs are printed that are judged without need, or not to their end.
  static let shown = environment["GENERATED_SHOW"].flatMap { Int($0) } ?? 0

  /// Clean sinks that are reported all the same, in percent; a little above what is measured.
  static let mostImprecise: [ProgramLanguage: Double] = [.python: 4, .javascript: 4, .java: 5, .go: 4]

  struct Judgement {
    /// Numbers of sinks.
    var missed: Set<Int> = []
    var imprecise: Set<Int> = []
    var clean: Set<Int> = []
    var limits: [String] = []
  }

  /// Nil where it is no program.
  static func judge(_ program: Program, _ engine: Engine) -> Judgement? {
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

  /// What is left of a program when all is left out without which a judgement still has something.
  private static func small(
    _ program: Program, _ engine: Engine, _ holds: (Judgement) -> Bool
  ) -> (text: String, judgement: Judgement)? {
    let small = ProgramShrinking.smallest(program) { candidate in judge(candidate, engine).map(holds) ?? false }
    return judge(small, engine).map { (PrintedProgram(small).text, $0) }
  }

  @Test(arguments: ProgramLanguage.allCases)
  func `what is tainted in some run of a program is reported`(_ language: ProgramLanguage) throws {
    let engine = try Engine(language)
    var (clean, imprecise, limited, missed, shown) = (0, 0, 0, 0, 0)
    for seed in Self.first..<(Self.first + UInt64(Self.count)) {
      let program = ProgramGenerator.program(seed: seed, language)
      guard let judgement = Self.judge(program, engine) else {
        Issue.record("seed \(seed) made no program:\n\(PrintedProgram(program).text)")
        continue
      }
      clean += judgement.clean.count
      imprecise += judgement.imprecise.count
      if !judgement.limits.isEmpty { limited += 1 }
      if !judgement.missed.isEmpty {
        missed += 1
        if missed <= 8, let small = Self.small(program, engine, { !$0.missed.isEmpty }) {
          Issue.record(
            "missed in \(language), seed \(seed): sinks \(small.judgement.missed.sorted()) of\n\(small.text)")
        }
      } else if shown < Self.shown, !judgement.imprecise.isEmpty || !judgement.limits.isEmpty {
        shown += 1
        let isLimited = !judgement.limits.isEmpty
        if let small = Self.small(program, engine, { isLimited ? !$0.limits.isEmpty : !$0.imprecise.isEmpty }) {
          let words =
            isLimited ? "\(small.judgement.limits)" : "sinks \(small.judgement.imprecise.sorted()) without need"
          print("shown: \(language), seed \(seed): \(words) of\n\(small.text)")
        }
      }
    }
    let share = clean == 0 ? 0 : Double(imprecise) * 100 / Double(clean)
    print("imprecision: \(language): \(imprecise) of \(clean) clean sinks (\((share * 10).rounded() / 10) %)")
    #expect(limited * 50 <= Self.count, "\(limited) of \(Self.count) programs not followed to their end")
    #expect(share <= Self.mostImprecise[language]!)
    #expect(missed == 0, "\(missed) of \(Self.count) programs with misses")
  }
}
