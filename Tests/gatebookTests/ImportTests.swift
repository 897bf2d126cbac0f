import GateModel
import GateTesting
import Testing

/// The reports are those of the programs themselves (gitleaks 8.30.1 with --redact, semgrep 1.172.0, detect-secrets 1.5.0) on
/// this very file, cut to what is read.
@Suite("What another program accepted")
struct ImportTests {
  private let app = """
    import os

    TOKEN = "\(FakeSecret.githubToken())"


    def run(request):
        os.system("ls " + request.args["x"])
        eval(request.args["y"])

    """

  private static let gitleaks = """
    [
     {
      "RuleID": "github-pat",
      "Description": "Uncovered a GitHub Personal Access Token, potentially leading to unauthorized repository access and sensitive content exposure.",
      "StartLine": 3, "EndLine": 3, "StartColumn": 11, "EndColumn": 50,
      "Match": "REDACTED", "Secret": "REDACTED", "File": "src/app.py", "SymlinkFile": "", "Commit": "",
      "Entropy": 4.884184, "Author": "", "Email": "", "Date": "", "Message": "", "Tags": [],
      "Fingerprint": "src/app.py:github-pat:3"
     }
    ]
    """
  private static let semgrep = """
    {"version": "1.172.0", "results": [{"check_id": "own.eval-used", "path": "src/app.py",
     "start": {"line": 8, "col": 5, "offset": 127}, "end": {"line": 8, "col": 28, "offset": 150},
     "extra": {"message": "eval is used \\ud83d\\ude31", "metadata": {"cwe": ["CWE-95: Eval Injection"]}, "severity": "ERROR"}}],
     "errors": [], "time": {"profiling_times": {"config_time": 0.375}}}
    """
  private static let detectSecrets = """
    {"version": "1.5.0", "plugins_used": [{"name": "GitHubTokenDetector"}], "filters_used": [], "results": {"src/app.py": [
     {"type": "Base64 High Entropy String", "filename": "src/app.py",
      "hashed_secret": "30e3cf9588ffe1cb2b6174844aec81241fa6843f", "is_verified": false, "line_number": 3},
     {"type": "GitHub Token", "filename": "src/app.py", "hashed_secret": "e175c6f5f2a92e8623bd9a4820edb4e8c1b0fd10",
      "is_verified": false, "line_number": 3},
     {"type": "Secret Keyword", "filename": "src/app.py", "hashed_secret": "00", "is_verified": false, "is_secret": true,
      "line_number": 3}]}, "generated_at": "2026-11-22T07:16:42Z"}
    """
  private static let sarif = """
    {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [
     {"ruleId": "own.eval-used", "message": {"text": "m"}, "locations": [{"physicalLocation": {"artifactLocation":
      {"uri": "src/app.py", "uriBaseId": "%SRCROOT%"}, "region": {"startLine": 8, "endLine": 8}}}]},
     {"ruleId": "nowhere", "message": {"text": "m"}}]}]}
    """

  private func begin() throws -> (TestRepository, Program) {
    let repository = try TestRepository().begin()
    try repository.commit("src/app.py", app)
    return (repository, Program(in: repository))
  }

  @Test(
    "is accepted where Gatebook finds it too",
    arguments: [
      ("gitleaks", gitleaks, ["secrets.github.personal-access-token"], "1 of 1 entries"),
      ("detect-secrets", detectSecrets, ["secrets.github.personal-access-token"], "2 of 2 entries"),
      ("semgrep", semgrep, ["python.eval-of-variable"], "1 of 1 entries"),
      ("sarif", sarif, ["python.eval-of-variable", "python.code-injection"], "1 of 1 entries"),
      ("gitleaks", "# ours\nsrc/app.py:github-pat:3\n", ["secrets.github.personal-access-token"], "1 of 1 entries"),
      (
        "gitleaks", "\(String(repeating: "f", count: 40)):src/app.py:github-pat:3\n",
        ["secrets.github.personal-access-token"], "1 of 1"
      ),
    ])
  func accepted(program name: String, file: String, rules: [String], told: String) throws {
    let (repository, program) = try begin()
    let path = repository.outside + "/file"
    try TestFolder.put(file, at: path)
    let dry = try program.run("import", name, path, "--dry-run")
    #expect(dry.code == 0 && !repository.exists(".gatebook-baseline"))
    let outcome = try program.run("import", name, path)
    #expect(outcome.code == 0 && outcome.text.contains(told), "\(outcome.text) \(outcome.errors)")
    let known = try program.report().findings.filter { $0.state == "existing" }.map(\.ruleId)
    #expect(Set(known) == Set(rules))
    // Once more changes nothing.
    let before = try repository.read(".gatebook-baseline")
    #expect(try program.run("import", name, path).code == 0)
    #expect(try repository.read(".gatebook-baseline") == before)
  }

  @Test("and is not found here is told with the reason")
  func left() throws {
    let (repository, program) = try begin()
    let path = repository.outside + "/file"
    func told(_ name: String, _ text: String) throws -> String {
      try TestFolder.put(text, at: path)
      let outcome = try program.run("import", name, path, "--dry-run")
      #expect(outcome.code == 0)
      return outcome.text
    }
    let ignores = try told(
      "gitleaks", "src/app.py:github-pat:1\ngone.py:x:1\nsrc/app.py:github-pat:8\nbad\nsrc/app.py:github-pat:0\n")
    #expect(ignores.contains("0 of 3 entries"))
    for words in [
      "src/app.py:1  github-pat: nothing is found on this line", "gone.py:1  x: nothing is found in this file",
      "src/app.py:8  github-pat: what is found here is of another kind", "`bad` is no fingerprint of gitleaks'",
      "`src/app.py:github-pat:0` is no fingerprint of gitleaks'",
    ] {
      #expect(ignores.contains(words), "\(ignores)")
    }
    #expect(
      try told("detect-secrets", Self.detectSecrets).contains("was judged to be a real secret, so it is not accepted"))
    #expect(try told("sarif", Self.sarif).contains("a result of nowhere has no place in a file"))
    let paths = try told("semgrep", "vendor/\n*.min.js\n/docs\n:include .gitignore\n")
    #expect(paths.contains("exclude: [\"**/vendor/**\", \"**/*.min.js\", \"docs\", \"docs/**\"]"), "\(paths)")
    #expect(paths.contains("`:include .gitignore`: the policy has nothing of that kind"))
  }

  @Test(
    "and cannot be read is exit 2 with the place",
    arguments: [
      ("gitleaks", "{\"a\": 1}", "no report of gitleaks'"), ("semgrep", "[]", "no report of semgrep's"),
      ("semgrep", "{\n  \"results\": [\n", ":3:"), ("detect-secrets", "hello", "a file of detect-secrets's is JSON"),
      ("sarif", "{\"runs\": 1}", "no SARIF"), ("other", "", "known: gitleaks, semgrep, sarif, detect-secrets"),
      ("sarif", String(repeating: "[", count: 100_000), "no JSON"),
    ])
  func broken(name: String, text: String, told: String) throws {
    let (repository, program) = try begin()
    let path = repository.outside + "/file"
    try TestFolder.put(text, at: path)
    let outcome = try program.run("import", name, path)
    #expect(outcome.code == 2 && outcome.errors.contains(told), "\(outcome.errors)")
    #expect(!repository.exists(".gatebook-baseline"))
  }
}
