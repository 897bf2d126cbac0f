import GateAttribution
import GateGit
import GateModel
import Testing

/// The traps of docs/attribution: each was seen in public history.
@Suite struct `Who wrote a commit` {
  @Test(arguments: [
    "Claudio Rossi <claudio@example.org>", "Cody Banks <cody@example.org>", "Devin Oldenburg <devin@example.org>",
    "Jules Mons <jules@example.org>", "Kiro <kirolos@example.org>", "Ann <ann-droid@users.noreply.github.com>",
    "Ann <12345+r2-droid@users.noreply.github.com>", "Ann Person <ann.person@anthropic.com>",
    "Ann Person <ann.person@openai.com>",
    "Ann Person <ann@cline.bot>", "Ann Person <ann@aider.chat>", "Ann <ann@cursor.com>",
    "Claude Monet <claude@example.org>",
    "Aider <ann@example.org>", "Copilot <ann@example.org>", "Goose <goose@example.org>",
  ])
  func `a person with an agent's name or employer is no agent`(_ person: String) {
    for told in [
      Sample.attribute("Add login\n", author: person), Sample.attribute("Add login\n\nCo-authored-by: \(person)\n"),
      Sample.attribute("Add login\n", committer: person),
    ] {
      #expect(told.kind == .unknown)
      #expect(told.agent == nil && told.agents.isEmpty)
    }
  }

  @Test func `no signal is unknown, never human, and leaves a doubt`() {
    let told = Sample.attribute("Add login\n")
    #expect(told.kind == .unknown)
    #expect(told.confidence == 850)
    #expect(told.evidence.isEmpty && told.tier == nil && told.model == nil)
    #expect(told.commit == Sample.commit("").id)
  }

  @Test func `aider's author is the agent, its committer alone is a person`() {
    let aider = "Ann Person (aider) <ann@example.org>"
    #expect(Sample.attribute("wip\n", author: aider).kind == .agent)
    #expect(Sample.attribute("wip\n", author: aider).agent == "aider")
    #expect(Sample.attribute("wip\n", committer: aider).kind == .unknown)
  }

  /// The ledger and every output would carry it.
  @Test func `evidence holds no address of a person`() {
    for told in [
      Sample.attribute("wip\n", author: "Ann Person (aider) <ann@example.org>"),
      Sample.attribute("wip\n\nAssisted-by: Claude <ann@example.org>\n"),
      Sample.attribute(
        "wip\n\nCo-authored-by: Claude <claude@users.noreply.github.com>\nSigned-off-by: Ann <ann@example.org>\n"),
    ] {
      #expect(!told.evidence.isEmpty)
      for evidence in told.evidence { #expect(!evidence.detail.contains("ann@example.org"), "\(evidence.signal)") }
    }
  }

  @Test(arguments: [
    ("198982749", "Copilot", true), ("175728472", "Copilot", true), ("223556219", "Copilot", true),
    ("198982749", "ann", false),
    ("1", "Copilot", false), ("209825114", "claude[bot]", true), ("41898282", "claude[bot]", true),
    ("209825114", "ann", false),
  ])
  func `login and id prove an agent together, neither alone`(_ id: String, _ login: String, _ isAgent: Bool) {
    let told = Sample.attribute("Add login\n", author: "Anybody <\(id)+\(login)@users.noreply.github.com>")
    #expect((told.kind == .agent) == isAgent)
  }

  @Test(arguments: [
    ("dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>", "dependabot"),
    ("github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>", "github-actions"),
    ("renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>", "renovate"),
  ])
  func `automation is a bot`(_ author: String, _ id: String) {
    let told = Sample.attribute("Bump x from 1 to 2\n", author: author)
    #expect(told.kind == .bot)
    #expect(told.agent == id)
    #expect(told.tier == .vendor)
  }

  @Test func `a bot that an agent helped is mixed no more than the bot is its author`() {
    let author = "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>"
    #expect(Sample.attribute("x\n\nCo-authored-by: Claude <noreply@anthropic.com>\n", author: author).kind == .bot)
    #expect(Sample.attribute("x\n", committer: author).kind == .unknown)
  }

  @Test(arguments: [
    "AI: no AI, just a simple replace.", "AI: none", "AI-assisted: false", "AI-assisted: no", "Assisted-by: nobody",
    "AI: n/a", "AI: not used",
    "AI: never", "Generated-by: none", "Assisted-by:", "Assisted-by: Ann Person <ann@example.org>",
    "Generated-by: protoc 3.2",
    "AI: Claude was not used",
  ])
  func `a negated trailer, and one that names no tool, is no evidence`(_ trailer: String) {
    #expect(Sample.attribute("Rename a field\n\n\(trailer)\n").kind == .unknown)
  }

  @Test(arguments: [
    "Generated with Claude Code is the footer we look for.", "Explain how Cursor and Copilot are configured",
    "This was not Generated with [Claude Code](https://claude.com/claude-code).", "see noreply@anthropic.com",
    "Turn off aider (gpt-5)",
  ])
  func `prose about agents is no evidence`(_ prose: String) {
    #expect(Sample.attribute("\(prose)\n").kind == .unknown)
    #expect(
      Sample.attribute("Write the guide\n\n\(prose)\n\nSigned-off-by: Ann Person <ann@example.org>\n").kind == .unknown)
  }

  @Test func `the subject is never a trailer`() {
    #expect(Sample.attribute("Co-authored-by: Claude <noreply@anthropic.com>\n").kind == .unknown)
  }

  @Test(arguments: [
    (
      "Login (#12)\n\n* Add the form\n\nCo-authored-by: Claude <noreply@anthropic.com>\n\n* Add tests\n\nReviewed-by: Bo <bo@example.com>\n",
      "folded-co-author", 750
    ),
    ("Login (#12)\n\n* Add the form\n\n    Co-authored-by: Claude <noreply@anthropic.com>\n", "folded-co-author", 750),
    ("Login\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n", "co-author", 920),
    ("Login\r\n\r\nco-authored-by: Claude <NoReply@Anthropic.com>\r\n", "co-author", 920),
    ("Login\n\nAssisted-by: Claude\n", "assist", 900), ("Login\n\nAssisted-by: Claude\n\nmore\n", "folded-assist", 750),
    ("Login\n\nClaude-Session: https://claude.ai/code/session_01\n", "session", 880),
    ("Login\n\n🤖 Generated with [Claude Code](https://claude.com/claude-code)\n", "footer", 850),
    ("Merge pull request #1 from ann/claude/login\n", "branch", 550),
  ])
  func `evidence weighs as it was measured`(_ message: String, _ signal: String, _ weight: Int) {
    let told = Sample.attribute(message)
    #expect(told.kind == .mixed)
    #expect(told.agent == "claude-code")
    #expect(told.evidence.map(\.signal) == [signal])
    #expect(told.evidence.first?.weight == weight)
    #expect(told.confidence == weight)
  }

  @Test func `clues of one agent add up, and two agents are both named, the surer first`() {
    let message = "Login\n\nCo-authored-by: Claude <noreply@anthropic.com>\nAssisted-by: Claude\nAssisted-by: Codex\n"
    let told = Sample.attribute(message)
    #expect(told.kind == .mixed)
    #expect(told.agents == ["claude-code", "codex"])
    #expect(told.confidence == 992)
    #expect(told.tier == .trailer)
  }

  @Test func `the author's agent comes first, however sure the others are`() {
    let message = "Login\n\nCo-authored-by: Claude <noreply@anthropic.com>\nAssisted-by: Claude\n"
    let told = Sample.attribute(message, author: "Ann (aider) <ann@example.org>")
    #expect(told.kind == .agent)
    #expect(told.agents == ["aider", "claude-code"])
  }

  /// The same line twice says nothing new: squash merges repeat it for each commit that they fold.
  @Test func `one trailer said twice weighs as much as once`() {
    let line = "Co-authored-by: Claude <noreply@anthropic.com>\n"
    #expect(
      Sample.attribute("Login\n\n\(line)\(line)\(line)").confidence == Sample.attribute("Login\n\n\(line)").confidence)
  }

  @Test func `the merge that a host makes for CI is nobody's`() {
    let subject = "Merge \(String(repeating: "a", count: 40)) into \(String(repeating: "b", count: 40))"
    #expect(Sample.attribute(subject, parents: 2).kind == .bot)
    #expect(Sample.attribute(subject + "\n", parents: 2).evidence.first?.signal == "synthetic-merge")
    #expect(Sample.attribute(subject, parents: 1).kind == .unknown)
    #expect(Sample.attribute("Merge branch into \(String(repeating: "b", count: 40))", parents: 2).kind == .unknown)
    #expect(
      Sample.attribute(
        "Merge \(String(repeating: "a", count: 40)) into a-branch-whose-name-is-longer-than-forty-letters", parents: 2
      ).kind == .unknown)
  }

  @Test func `a merge of an agent's branch is weak evidence`() {
    let told = Sample.attribute("Merge pull request #7 from ann/copilot/fix-1\n\nFix it\n", parents: 2)
    #expect(told.kind == .mixed)
    #expect(told.agent == "copilot" && told.tier == .mention && told.confidence == 550)
    #expect(Sample.attribute("Merge pull request #7 from claude/login\n").kind == .unknown)
  }
}

@Suite struct `The tool that a trailer names` {
  @Test(
    arguments: [
      ("Assisted-by: Claude:claude-opus-4.5 coccinelle sparse", "claude-code", "claude-opus-4.5"),
      ("Assisted-by: Claude Opus 4.5 via Crush <crush@charm.land>", "crush", "claude-opus-4.5"),
      ("Assisted-by: aider (gpt-5.1)", "aider", "gpt-5.1"),
      ("Assisted-by: GitHub Copilot:gpt-5.1", "copilot", "gpt-5.1"), ("Assisted-by: Claude", "claude-code", nil),
      ("Generated-by: OpenAI Codex", "codex", nil),
      ("Assisted-by: Claude Opus 4.5", "claude-code", "claude-opus-4.5"), ("AI: Cursor", "cursor", nil),
      ("assisted-by:  CLAUDE  ", "claude-code", nil),
      ("Assisted-by: Codex (GPT 5.2)", "codex", "gpt-5.2"), ("Assisted-by: Codex gpt-5.1", "codex", "gpt-5.1"),
      ("Assisted-by: Codex <noreply@openai.com>", "codex", nil),
      ("Assisted-by: Claude Code", "claude-code", nil), ("Committed-By-Agent: claude", "claude-code", nil),
      ("AI-assisted: true", "unnamed-ai", nil),
      ("AI-assisted: yes", "unnamed-ai", nil), ("Assisted-by: Claude:", "claude-code", nil),
    ] as [(String, String, String?)])
  func `is told with its model in each form`(_ trailer: String, _ agent: String, _ model: String?) {
    let told = Sample.attribute("Login\n\n\(trailer)\n")
    #expect(told.kind == .mixed)
    #expect(told.agent == agent)
    #expect(told.model == model)
  }

  @Test(arguments: [
    "Reviewed-by: Claude", "Tested-by: Codex", "Signed-off-by: Claude", "Fixes: Claude", "Assisted-by: dependabot",
    "Assisted-by: Claudette",
  ])
  func `is not told by other keys, nor where it is none`(_ trailer: String) {
    #expect(Sample.attribute("Login\n\n\(trailer)\n").kind == .unknown)
  }
}

@Suite struct `Names of models` {
  @Test(
    arguments: [
      ("Claude", nil), ("Claude Opus 4.5", "claude-opus-4.5"), ("Claude Sonnet 4.5 (1M context)", "claude-sonnet-4.5"),
      ("Claude Opus 4.5 via Happy", "claude-opus-4.5"), ("Claude (opus-4)", "opus-4"), ("Claude Code", nil),
      ("Claude (helper)", nil),
    ] as [(String, String?)])
  func `are read from a co-author's display name`(_ name: String, _ model: String?) {
    #expect(Sample.attribute("Login\n\nCo-authored-by: \(name) <noreply@anthropic.com>\n").model == model)
  }

  @Test func `a declared model goes before a display name's`() {
    let message =
      "Login\n\nCo-authored-by: Claude Opus 4.5 <noreply@anthropic.com>\nAssisted-by: Claude:claude-sonnet-4\n"
    #expect(Sample.attribute(message).model == "claude-sonnet-4")
  }

  @Test func `a name without end is no model`() {
    #expect(Sample.attribute("x\n\nAssisted-by: Claude:\(String(repeating: "4", count: 5000))\n").model == nil)
  }
}

/// Hostile input 31.
@Suite(.timeLimit(.minutes(1))) struct `A hostile message` {
  @Test func `ten thousand co-authors are bounded`() {
    let lines = (0..<10_000).map { "Co-authored-by: Person \($0) <p\($0)@example.org>" }
    let told = Sample.attribute(
      "x\n\n" + lines.joined(separator: "\n") + "\nCo-authored-by: Claude <noreply@anthropic.com>\n")
    #expect(told.evidence.count <= 256)
    let many = Array(repeating: "Co-authored-by: Claude <noreply@anthropic.com>", count: 10_000).joined(separator: "\n")
    #expect(Sample.attribute("x\n\n\(many)\n").evidence.count <= 256)
  }

  /// A squash merge of many commits in the conventional form has hundreds of lines with a colon.
  @Test func `a trailer at the end is seen however many lines with colons stand before it`() {
    let body = (0..<400).map { "* fix: thing \($0)" }.joined(separator: "\n")
    let told = Sample.attribute("Squash (#1)\n\n\(body)\n\nCo-authored-by: Claude <noreply@anthropic.com>\n")
    #expect(told.agent == "claude-code")
  }

  @Test(arguments: ["\n", "x", "a: b\n", "- \n", "🤖", ": ", "Co-authored-by: ", "<", " "])
  func `a megabyte of anything ends`(_ unit: String) {
    let told = Sample.attribute("x\n\n" + String(repeating: unit, count: (1 << 20) / unit.utf8.count))
    #expect(told.evidence.count <= 300)
  }

  @Test func `a trailer of a megabyte leaves short evidence`() {
    let long = String(repeating: "x", count: 60_000)
    for trailer in [
      "Assisted-by: Claude:\(long)", "Co-authored-by: Claude \(long) <noreply@anthropic.com>",
      "Claude-Session: https://claude.ai/code/session_\(long)",
    ] {
      for evidence in Sample.attribute("x\n\n\(trailer)\n").evidence {
        #expect(evidence.detail.utf8.count <= 1000, "\(evidence.signal)")
      }
    }
  }

  @Test(arguments: [
    "", "\n", "\0", "x\0\n\nAssisted-by: Claude", "\r", "\u{FEFF}", ":", "a:", ":b", "x\n\n:\n", "x\n\n\n\n\n", " <",
    "x\n\nCo-authored-by:\n",
  ])
  func `an odd message does no harm`(_ message: String) {
    let told = Sample.attribute(message, author: "<>", committer: " <")
    #expect(told.commit != nil)
  }
}
