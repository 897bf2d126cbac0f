import GateModel
import Testing

@Suite struct `The same program` {
  private static let programs = 12

  @Test(arguments: ProgramLanguage.allCases)
  func `has the same findings whatever was looked at before it`(_ language: ProgramLanguage) throws {
    let texts = (0..<Self.programs).map {
      PrintedProgram(ProgramGenerator.program(seed: 90_000 + UInt64($0), language)).text
    }
    let paths = texts.indices.map { "p\($0)/\(language.fileName)" }
    let files = Dictionary(uniqueKeysWithValues: zip(paths, texts))
    let fresh = try zip(paths, texts).map { try Engine(language, files: files).report($1, path: $0) }
    #expect(fresh.contains { !$0.lines.isEmpty })
    let alone = try texts.map { try Engine(language).report($0) }
    #expect(alone == fresh)
    let forwards = try Engine(language, files: files)
    #expect(zip(paths, texts).map { forwards.report($1, path: $0) } == fresh)
    let backwards = try Engine(language, files: files)
    #expect(zip(paths, texts).reversed().map { backwards.report($1, path: $0) } == fresh.reversed())
    // And once more with what is known by now.
    #expect(zip(paths, texts).map { backwards.report($1, path: $0) } == fresh)
  }

  @Test(arguments: ProgramLanguage.allCases)
  func `is made of the same seed`(_ language: ProgramLanguage) {
    let (first, second, other) = (
      ProgramGenerator.program(seed: 7, language), ProgramGenerator.program(seed: 7, language),
      ProgramGenerator.program(seed: 8, language)
    )
    #expect(PrintedProgram(first).text == PrintedProgram(second).text)
    #expect(PrintedProgram(first).text != PrintedProgram(other).text)
  }
}
