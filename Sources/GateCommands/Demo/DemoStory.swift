import GateGit
import GateModel
import GateRules

/// The demonstration's history. Its secrets are made up when it is told, so that none lies in this repository.
enum DemoStory {
  struct Told {
    /// The first is the base that everybody started from.
    var commits: [ObjectID]
  }

  private static let person = Commit.Identity(name: "Ada Byron", email: "ada@shop.example", time: 1_790_000_000)
  private static let copilot = Commit.Identity(
    name: "copilot-swe-agent[bot]", email: "198982749+Copilot@users.noreply.github.com", time: 1_790_007_200)
  private static let bot = Commit.Identity(
    name: "dependabot[bot]", email: "49699333+dependabot[bot]@users.noreply.github.com", time: 1_790_010_800)

  static func tell(in folder: String) throws(GitError) -> Told {
    let writer = try RepositoryWriter(creatingIn: folder)
    var commits: [ObjectID] = []
    try writer.stage([("README.md", "# Shop\n\nA small shop.\n"), ("shop/__init__.py", "")])
    commits.append(try writer.commit("Start the shop", author: person))

    try writer.stage([
      ("shop/cart.py", module("cart", functions: 40)), ("requirements.txt", "flask==3.0.0\nrequests==2.31.0\n"),
    ])
    commits.append(try writer.commit("Add the cart", author: later(person, 1)))

    try writer.stage([
      ("shop/assistant.py", module("assistant", functions: 36) + assistant), ("shop/payments.py", payments),
    ])
    commits.append(
      try writer.commit(
        "Add the shopping assistant\n\nCo-Authored-By: Claude Opus 4.5 <noreply@anthropic.com>\n",
        author: later(person, 2)))

    try writer.stage([(".env", environment), ("shop/reports.py", module("reports", functions: 44))])
    commits.append(try writer.commit("Add reports and the settings they need", author: copilot))

    try writer.stage([("requirements.txt", "flask==3.0.3\nrequests==2.32.3\n")])
    commits.append(try writer.commit("Bump flask from 3.0.0 to 3.0.3", author: bot))
    return Told(commits: commits)
  }

  private static func later(_ identity: Commit.Identity, _ hours: Int64) -> Commit.Identity {
    Commit.Identity(name: identity.name, email: identity.email, time: identity.time + hours * 3600)
  }

  /// Plain code, six lines a function, for rates need lines.
  private static func module(_ name: String, functions: Int) -> String {
    let body = (1...functions).map { number in
      """
      def \(name)_step_\(number)(items):
          total = 0
          for item in items:
              total += item.price * \(number)
          return total


      """
    }
    return "\"\"\"The \(name) of the shop.\"\"\"\n\n\n" + body.joined()
  }

  private static func filled(_ text: String) -> String {
    var filler = ExampleFiller(seed: text)
    return filler.fill(text)
  }

  private static var assistant: String {
    filled(
      "API_KEY = \"sk-ant-api03-{93 base64url}AA\"\n\n\ndef ask(question):\n    return client(API_KEY).ask(question)\n")
  }

  private static var payments: String {
    filled(
      "import os\n\nJWT_SECRET = os.environ.get(\"JWT_SECRET\", \"{24 alnum}\")\nSTRIPE_KEY = \"sk_live_{24 alnum}\"\n")
  }

  private static var environment: String {
    filled("DATABASE_URL=postgres://shop:{20 alnum}@db.internal:5432/shop\nGITHUB_TOKEN=ghp_{36 crc32-base62}\n")
  }
}
