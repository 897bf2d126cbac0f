import GateAttribution
import GateModel
import Testing

@Suite struct `What a hook sees` {
  private func observe(
    _ variables: [String: String] = [:], ancestors: [String] = [], files: Set<String> = []
  ) -> [Evidence] {
    Sample.registry.observe(
      Surroundings(variables: variables, ancestors: ancestors, fileExists: { files.contains($0) }))
  }

  @Test(arguments: [
    ("CLAUDECODE", "claude-code"), ("CODEX_THREAD_ID", "codex"), ("CODEX_SANDBOX", "codex"), ("CURSOR_AGENT", "cursor"),
    ("GEMINI_CLI", "gemini-cli"),
    ("AUGMENT_AGENT", "augment"), ("OPENCODE", "opencode"), ("CRUSH", "crush"), ("AMP_CURRENT_THREAD_ID", "amp"),
    ("QWEN_CODE", "qwen-code"),
    ("COPILOT_CLI", "copilot"),
  ])
  func `a variable of its own names an agent`(_ variable: String, _ agent: String) {
    let seen = observe([variable: "1"])
    #expect(seen.map(\.agent) == [agent])
    #expect(seen[0].source == "environment" && seen[0].weight == 970)
    let told = Sample.attributor.attribute(seen)
    #expect(told.kind == .agent && told.agent == agent && told.tier == .observed && told.confidence == 970)
  }

  @Test(arguments: [
    ["CLAUDECODE": ""], ["CURSOR_TRACE_ID": "1"], ["GOOSE_PROVIDER": "x"], ["REPL_ID": "x"], ["ZED_TERM": "1"],
    ["TERM_PROGRAM": "vscode"], [:],
    ["CLAUDE_CODE_REMOTE": "false"], ["AI_AGENT": ""], ["AGENT": "secret agent"], ["AI_AGENT": "dependabot"],
  ])
  func `a person's editor, an empty variable and an unknown name are nobody`(_ variables: [String: String]) {
    #expect(observe(variables).isEmpty)
    #expect(Sample.attributor.attribute(observe(variables)).kind == .unknown)
  }

  @Test(arguments: [
    ("claude-code", "claude-code"), ("Claude", "claude-code"), ("codex@1.2", "codex"), ("goose", "goose"),
    ("claude_1", "claude-code"),
  ])
  func `a generic variable counts when nothing else speaks`(_ value: String, _ agent: String) {
    for name in ["AI_AGENT", "AGENT"] {
      let seen = observe([name: value])
      #expect(seen.map(\.agent) == [agent])
      #expect(seen[0].weight == 800)
    }
    #expect(observe(["AGENT": "codex", "CLAUDECODE": "1"]).map(\.agent) == ["claude-code"])
    #expect(observe(["AGENT": "codex", "AI_AGENT": "claude"]).map(\.agent) == ["claude-code"])
  }

  @Test func `the nearest ancestor outranks an inherited variable`() {
    let seen = observe(["CLAUDECODE": "1"], ancestors: ["bash", "codex", "claude", "init"])
    #expect(seen.first?.agent == "codex" && seen.first?.source == "process")
    #expect(seen.map(\.weight) == [980, 400])
    let told = Sample.attributor.attribute(seen)
    #expect(told.agent == "codex" && told.agents == ["codex"])
    #expect(observe(["CLAUDECODE": "1"], ancestors: ["claude"]).map(\.weight) == [980, 970])
  }

  @Test(arguments: ["Claude", "claude2", "my-claude", "bash", ""])
  func `a process counts by its exact name`(_ name: String) {
    #expect(observe(ancestors: [name]).isEmpty)
  }

  @Test func `Devin is known by its file`() {
    let seen = observe(files: ["/opt/.devin"])
    #expect(seen.map(\.agent) == ["devin"] && seen[0].signal == "marker" && seen[0].weight == 960)
  }

  @Test func `the strongest comes first`() {
    let seen = observe(["CLAUDECODE": "1"], ancestors: ["codex"], files: ["/opt/.devin"])
    #expect(seen.map(\.weight) == seen.map(\.weight).sorted(by: >))
    #expect(seen.count == 3)
  }

  @Test func `no value of a variable is told`() {
    for evidence in observe(["CODEX_THREAD_ID": "thread-4711", "AI_AGENT": "claude"]) {
      #expect(!evidence.detail.contains("4711"))
    }
  }
}
