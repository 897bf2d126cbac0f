import Foundation
import GateTesting
import Testing

@Suite("Setting up a repository")
struct InitTests {
  private func text(_ repository: TestRepository, _ name: String) throws -> String {
    String(decoding: try repository.read(name), as: UTF8.self)
  }

  @Test("writes a policy that is understood, and nothing else unasked")
  func policy() throws {
    let repository = try TestRepository().begin()
    let program = Program(in: repository)
    let outcome = try program.run("init")
    #expect(
      outcome.code == 0 && outcome.text.contains("wrote ") && outcome.text.contains("next: git add .gatebook.yml"))
    #expect(!repository.exists(".gatebook-baseline") && !repository.exists(".git/hooks/pre-commit"))
    #expect(try program.report().scan.policyDigest?.count == 64)
    // Every line that is commented out is understood, too.
    let shown = try text(repository, ".gatebook.yml").split(separator: "\n").map { line in
      let isKey = line.hasPrefix("# ") && line.dropFirst(2).first.map { $0.isLowercase || $0 == " " } == true
      return isKey ? line.dropFirst(2) : line
    }.filter { !$0.hasPrefix("rules:") }
    try repository.write("policy.yml", shown.joined(separator: "\n") + "\n")
    #expect(try program.code("--policy", "policy.yml", "README") == 0)
    try repository.write(".gatebook.yml", "thresholds: {}\n")
    #expect(try program.run("init").text.contains("kept "))
    #expect(try text(repository, ".gatebook.yml") == "thresholds: {}\n")
  }

  @Test("accepts what is there, installs the hook and writes the sample, where it is told to")
  func all() throws {
    let repository = try TestRepository().begin()
    try repository.commit("a", "token = \(FakeSecret.githubToken())\n")
    let program = Program(in: repository)
    let outcome = try program.run("init", "--baseline", "--hook", "--ci", "github")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(try program.code() == 0)
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    let sample = try Data(contentsOf: URL(fileURLWithPath: root + "/ci/templates/github/workflow.yml"))
    #expect(try Data(repository.read(".github/workflows/gatebook.yml")) == sample)
    try repository.stage("b", "key = \(FakeSecret.awsKeyID())\n")
    #expect(try repository.gitOutcome(["commit", "-qm", "b"]).code == 1)
  }

  @Test(
    "of the demonstration: a commit is blocked, passes once it is mended, and the audit tells the one that went past")
  func demonstration() throws {
    let folder = TestFolder()
    let scratch = try folder.makeFolder("tmp")
    let program = Program(in: folder).with(["TMPDIR": scratch])
    #expect(try program.run("demo").code == 1)
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: scratch).first)
    let shop = "\(scratch)/\(name)/shop"
    let git = try TestRepository()
    func commit(_ arguments: String...) throws -> Outcome {
      try git.gitOutcome(["commit", "-q"] + arguments, in: shop)
    }
    func write(_ text: String) throws {
      try TestFolder.put(text, at: "\(shop)/shop/settings.py")
      #expect(try git.gitOutcome(["add", "shop/settings.py"], in: shop).code == 0)
    }
    #expect(try git.gitOutcome(["reset", "-q", "--hard"], in: shop).code == 0)
    let start = try git.gitOutcome(["rev-parse", "HEAD"], in: shop).text.split(separator: "\n")[0]
    #expect(try program.run("init", shop, "--hook", "--baseline").code == 0)
    try write("TOKEN = '\(FakeSecret.githubToken())'\n")
    let blocked = try commit("-m", "settings")
    #expect(blocked.code == 1 && (blocked.text + blocked.errors).contains("secrets.github.personal-access-token"))
    try write("import os\n\nTOKEN = os.environ['TOKEN']\n")
    #expect(try commit("-m", "settings").code == 0)
    #expect(try program.run("audit", "\(start)..HEAD", shop, "--require").code == 0)
    try write("TOKEN = 1\n")
    #expect(try commit("-m", "past the gate", "--no-verify").code == 0)
    let audit = try program.run("audit", "\(start)..HEAD", shop, "--require")
    #expect(audit.code == 1 && audit.text.contains("never"))
  }

  @Test("changes nothing that is there, and needs a repository")
  func refused() throws {
    let repository = try TestRepository().begin()
    try repository.write("Jenkinsfile", "mine\n")
    let program = Program(in: repository)
    let outcome = try program.run("init", "--ci", "jenkins")
    #expect(outcome.code == 2 && outcome.errors.contains("Jenkinsfile is there already"))
    #expect(!repository.exists(".gatebook.yml"))
    #expect(
      try program.run("init", "--ci", "other").errors.contains("known: github, gitlab, jenkins, azure, bitbucket"))
    try repository.link(".github", to: "../elsewhere")
    #expect(try program.run("init", "--ci", "github").code == 2)
    let folder = TestFolder()
    #expect(try Program(in: folder).run("init").code == 2)
  }
}
