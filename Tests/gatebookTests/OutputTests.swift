import Foundation
import GateLedger
import GateLedgerSQLite
import GateTesting
import Testing

@Suite("Outputs")
struct OutputTests {
  private func repository() throws -> TestRepository {
    let repository = try TestRepository().begin()
    try repository.write("größe/a b.py", "# \(FakeSecret.githubToken())\nid = '\(FakeSecret.awsKeyID())'\n")
    try repository.write("key.pem", FakeSecret.privateKey())
    try repository.write("picture", (0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    try repository.write("pointer", TestRepository.lfsPointer)
    return repository
  }

  @Test("JSON and SARIF keep to their schemas in every selection")
  func schemas() throws {
    let repository = try repository()
    try repository.git("add", "--all")
    let program = Program(in: repository)
    func check(_ selection: String...) throws {
      let json = try program.run(["scan", "--format", "json", "--output", "sarif=out.sarif"] + selection)
      #expect(try Checker.json(json.output) == "", "\(selection)")
      #expect(
        try Checker.sarif(try repository.read("out.sarif"), secret: FakeSecret.githubToken()) == "", "\(selection)")
      try repository.remove("out.sarif")
    }
    try check("--staged", "--whole-files")
    try check("--worktree", "--reproducible")
    try check(".", "--ledger", "none")
    try repository.commitIndex()
    try check("--commit", "HEAD")
    try check("--diff", "HEAD~1", "--reproducible")
    try check("--history")
  }

  @Test("SARIF says where each line was, for whoever looks it up in the checkout")
  func sarifRegions() throws {
    let repository = try repository()
    try repository.commit()
    let outcome = try Program(in: repository).scan("--format", "sarif")
    #expect(try Checker.sarif(outcome.output, root: repository.path, secret: FakeSecret.githubToken()) == "")
  }

  @Test("are the same to the byte with --reproducible", arguments: ["json", "sarif", "text"])
  func reproducible(format: String) throws {
    let repository = try repository()
    try repository.git("add", "--all")
    func run(_ jobs: String) throws -> [UInt8] {
      try Program(in: repository).run(
        ["scan", "--staged", "--format", format, "--reproducible", "--jobs", jobs, "--ledger", "none"]).output
    }
    let first = try run("1")
    #expect(!first.isEmpty)
    #expect(try run("1") == first)
    #expect(try run("8") == first)
  }

  @Test("are sorted by path, place and rule")
  func sorted() throws {
    let repository = try repository()
    for number in 0..<80 { try repository.write("many/\(number)", "a = \(FakeSecret.githubToken(UInt64(number)))\n") }
    let findings = try Program(in: repository).report("--jobs", "4").findings
    let order = findings.map { ($0.path, $0.start.offset, $0.ruleId) }
    #expect(
      order.map(\.0)
        == order.sorted {
          Array($0.0.utf8).lexicographicallyPrecedes(Array($1.0.utf8)) || ($0.0 == $1.0 && $0.1 < $1.1)
        }.map(\.0))
    #expect(findings.count == 83)
  }

  @Test("go to files whole or not at all, and leave nothing beside them")
  func atomic() throws {
    let repository = try repository()
    let program = Program(in: repository)
    let folder = repository.outside + "/out"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let outcome = try program.scan(
      "--output", "json=\(folder)/a.json", "--output", "sarif=\(folder)/b", "--output", "text=\(folder)/c")
    #expect(outcome.code == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a.json", "b", "c"])
    #expect(try program.code("--output", "json=\(folder)/a.json", "--no-gate") == 0)
    for target in ["\(folder)/none/a.json", folder] {
      let outcome = try program.scan("--output", "json=\(target)")
      #expect(outcome.code == 3, "\(target)")
      #expect(outcome.errors.contains("cannot be written"))
      #expect(outcome.text.contains("secrets.github.personal-access-token"), "the report is still given")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a.json", "b", "c"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: repository.outside).filter { $0.hasSuffix(".tmp") } == [])
  }

  @Test("go into a FIFO or device that is there already, and do not take its place")
  func pipe() throws {
    let repository = try repository()
    let fifo = repository.outside + "/fifo"
    var program = Program(in: repository).after("mkfifo '\(fifo)'; cat '\(fifo)' >'\(repository.outside)/got' & ")
    program.patience = 10
    _ = try program.scan("--output", "json=\(fifo)")
    let kind = try FileManager.default.attributesOfItem(atPath: fifo)[.type] as? FileAttributeType
    #expect(kind != .typeRegular)
  }

  @Test("hold no colour but on a terminal or when asked")
  func color() throws {
    let repository = try repository()
    #expect(!(try Program(in: repository).scan().text.contains("\u{1B}")))
    #expect(try Program(in: repository).scan("--color", "always").text.contains("\u{1B}["))
  }
}

@Suite("The book")
struct LedgerPlaceTests {
  private func entries(_ path: String) throws -> String {
    switch try Verifier.verify(try SQLiteLedgerStore(reading: path)) {
    case .intact(let count, _): "intact \(count)"
    case .tampered(let problem): problem.description
    }
  }

  @Test("lies in the git directory that all work trees share")
  func standard() throws {
    let repository = try TestRepository().begin()
    let before = try repository.git("status", "--porcelain", "--ignored")
    #expect(try Program(in: repository).report("--staged").ledger?.sequence == 0)
    let other = repository.outside + "/other"
    try repository.git("worktree", "add", "--quiet", other)
    #expect(try Program(in: repository).at(other).report("--staged").ledger?.sequence == 1)
    #expect(try entries(repository.path + "/.git/gatebook/ledger.db") == "intact 2")
    #expect(try repository.git("status", "--porcelain", "--ignored") == before)
    let facts = try FileManager.default.attributesOfItem(atPath: repository.path + "/.git/gatebook/ledger.db")
    #expect((facts[.posixPermissions] as? Int).map { $0 & 0o077 } == 0)
  }

  @Test("is where --ledger says, and nowhere with none")
  func named() throws {
    let repository = try TestRepository().begin()
    let program = Program(in: repository)
    #expect(try program.report("--staged", "--ledger", "none").ledger == nil)
    #expect(!repository.exists(".git/gatebook"))
    let book = repository.outside + "/books/deep/ledger.db"
    #expect(try program.report("--staged", "--ledger", book).ledger?.sequence == 0)
    #expect(try entries(book) == "intact 1")
    #expect(try program.at("/").report(repository.path, "--ledger", book).ledger?.sequence == 1)
    #expect(!repository.exists(".git/gatebook"))
  }

  @Test("that cannot be written is exit 3, and the report is still given")
  func unwritable() throws {
    let repository = try TestRepository().begin()
    try repository.write("text", "this is no ledger\n")
    for place in ["/proc/nowhere/ledger.db", repository.path, repository.path + "/text", repository.path + "/text/x"] {
      let outcome = try Program(in: repository).scan("--staged", "--format", "json", "--ledger", place)
      #expect(outcome.code == 3, "\(place)")
      #expect(try outcome.report().ledger == nil)
    }
    #expect(try repository.read("text") == Array("this is no ledger\n".utf8))
  }

  @Test("takes an entry of every scan, also of one that closes the gate")
  func every() throws {
    let repository = try TestRepository().begin()
    try repository.stage("a", FakeSecret.githubToken())
    let program = Program(in: repository)
    for number in 0..<3 { #expect(try program.report("--staged").ledger?.sequence == number) }
    #expect(try entries(repository.path + "/.git/gatebook/ledger.db") == "intact 3")
  }
}
