import Foundation
import GateTesting
import Testing

@Suite("A history that was scanned before")
struct KnownBlobsTests {
  /// Three versions of one file with a secret in the second, others without, a binary, a link, and a call into another file.
  private func repository() throws -> TestRepository {
    let repository = try TestRepository().begin()
    for number in 0..<40 { try repository.write("clean/\(number).txt", "line \(number)\n") }
    try repository.write("data.bin", [0, 1, 2, 3, 0])
    try repository.link("link", to: "README")
    try repository.commit("many")
    try repository.commit("a", "x\n")
    try repository.commit("a", "token = \(FakeSecret.githubToken())\n")
    try repository.commit("a", "token = \(FakeSecret.githubToken())\nmore\n")
    try repository.write(
      "app.py", "from flask import request\nimport db\n\ndef show():\n    return db.find(request.args['q'])\n")
    try repository.write("db.py", "def find(text):\n    return text\n")
    try repository.commit("an app")
    return repository
  }

  /// The report without what tells one run from another.
  private func plain(_ outcome: Outcome) throws -> NSDictionary {
    var json = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
    json["ledger"] = nil
    json["scan"] = nil
    var coverage = try #require(json["coverage"] as? [String: Any])
    for name in ["scanned", "known", "bytes", "lines"] { coverage[name] = nil }
    json["coverage"] = coverage
    return json as NSDictionary
  }

  private func known(_ outcome: Outcome) throws -> (known: Int, scanned: Int, selected: Int) {
    #expect(try Checker.json(outcome.output) == "")
    let json = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any]
    let coverage = try #require(json?["coverage"] as? [String: Any])
    func number(_ name: String) -> Int { coverage[name] as? Int ?? -1 }
    return (number("known"), number("scanned"), number("selected"))
  }

  private func history(_ program: Program, _ more: String...) throws -> Outcome {
    try program.run(["scan", "--history", "--format", "json"] + more)
  }

  @Test("says the same the second time, and reads only what there was something to tell of")
  func second() throws {
    let repository = try repository()
    let program = Program(in: repository)
    let first = try history(program)
    let (none, all, selected) = try known(first)
    #expect(none == 0)
    let second = try history(program)
    let (found, read, _) = try known(second)
    #expect(found >= 40 && read >= 2 && found + read == all)
    #expect(try plain(first) == plain(second))
    #expect(first.code == 1 && second.code == 1)
    // What the second scan took as known the third may too.
    #expect(try known(history(program)) == (found, read, selected))
    #expect(try known(history(program, "--no-cache")) == (0, all, selected))
    #expect(try known(history(program, "--ledger", "none")) == (0, all, selected))
    #expect(try known(history(program, "--rules", "builtin:secrets")).known == 0, "under other rules")
    #expect(try known(history(program, "--max-file-size", "1000000")).known == 0, "under other settings")
    #expect(try program.run("ledger", "verify").code == 0)
    #expect(try program.scan("--history").text.contains("more known clean"))
  }

  @Test("after a change finds what is new there, also where other files now lead to")
  func changed() throws {
    let repository = try repository()
    let program = Program(in: repository)
    _ = try history(program)
    try repository.write(
      "db.py",
      "import sqlite3\n\ndef find(text):\n    return sqlite3.connect('a').execute(\"select \" + text)\n")
    try repository.write("b", "key = \(FakeSecret.awsKeyID())\n")
    try repository.commit("more")
    let warm = try history(program)
    #expect(try known(warm).known >= 1, "old versions stay known")
    #expect(try plain(warm) == plain(history(program, "--no-cache", "--ledger", "none")))
  }

  @Test(
    "believes no list, marks or entry that are not as they were made, and none that another user made",
    arguments: [
      "update scanned set list = cast(replace(cast(list as text), 'clean/1', 'clean/x') as blob)",
      "delete from scanned",
      "update entries set body = cast(replace(cast(body as text), '\"exit\":1', '\"exit\":0') as blob)",
      "",
    ])
  func tampered(_ statement: String) throws {
    let repository = try repository()
    let program = Program(in: repository)
    let first = try history(program)
    if statement.isEmpty {
      try FileManager.default.removeItem(atPath: repository.home + "/.cache")
    } else {
      let edit = ChildProcess(
        "/usr/bin/python3",
        [
          "-c",
          """
          import sqlite3, sys
          db = sqlite3.connect(sys.argv[1]); db.text_factory = bytes
          for (name,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
              db.execute('drop trigger "%s"' % name.decode())
          db.execute(sys.argv[2]); db.commit()
          """, repository.path + "/.git/gatebook/ledger.db", statement,
        ], variables: repository.variables, folder: repository.path)
      let edited = try edit.run()
      #expect(edited.code == 0, "\(edited.errors)")
    }
    let second = try history(program)
    #expect(try known(second).known == 0)
    #expect(try plain(first) == plain(second))
  }
}
