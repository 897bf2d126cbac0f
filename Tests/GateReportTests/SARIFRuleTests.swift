import GateModel
import Testing

@testable import GateReport

@Suite struct `A rule in SARIF` {
  @Test func `a rule carries all that hosts show`() {
    let rule = Sample.rule(references: ["https://example.org/keys"])
    #expect(
      String(decoding: SARIFRule(rule).json.pretty(), as: UTF8.self) == #"""
        {
          "id": "secrets.aws.access-key",
          "name": "AwsAccessKey",
          "shortDescription": {
            "text": "An AWS access key is committed; whoever reads the repository can use it."
          },
          "fullDescription": {
            "text": "An AWS access key is committed; whoever reads the repository can use it."
          },
          "help": {
            "text": "An AWS access key is committed; whoever reads the repository can use it.\n\nWhat to do: Revoke it at the provider, then rotate.\n\n- https://example.org/keys",
            "markdown": "An AWS access key is committed; whoever reads the repository can use it.\n\nWhat to do: Revoke it at the provider, then rotate.\n\n- https://example.org/keys"
          },
          "helpUri": "https://example.org/keys",
          "defaultConfiguration": {
            "level": "error"
          },
          "properties": {
            "precision": "high",
            "security-severity": "9.5",
            "tags": [
              "security",
              "external/cwe/cwe-798",
              "OWASP-A07:2021",
              "ATTACK-T1552.001"
            ]
          }
        }
        """#)
  }

  @Test(arguments: [
    ("secrets.aws.access-key", "AwsAccessKey"), ("python.flask.sql_injection", "FlaskSqlInjection"), ("eval", "Eval"),
    ("Eval", "EvalRule"), ("...", "Rule"), ("a", "A"), ("gitleaks.aws-access-token", "GitleaksAwsAccessToken"),
  ])
  func `its name is not its id again`(_ id: String, _ name: String) {
    #expect(SARIFRule.name(for: id) == name)
  }

  @Test(arguments: [
    (Severity.critical, "9.5", "error"), (.high, "8.0", "error"), (.medium, "5.5", "warning"), (.low, "2.5", "note"),
    (.info, "0.5", "note"),
  ])
  func `its severity falls into the host's band`(_ severity: Severity, _ score: String, _ level: String) {
    let json = SARIFRule(Sample.rule(severity: severity)).json
    #expect(json["properties"]?["security-severity"]?.text == score)
    #expect(json["defaultConfiguration"]?["level"]?.text == level)
  }

  @Test func `weaknesses have three digits at least, and tags are at most ten and each there once`() {
    let rule = Sample.rule(cwe: ["CWE-79", "CWE-79", "CWE-1321"] + (1...20).map { "CWE-\($0)" })
    let tags = SARIFRule(rule).json["properties"]?["tags"]?.items.compactMap(\.text) ?? []
    #expect(tags.prefix(3) == ["security", "external/cwe/cwe-079", "external/cwe/cwe-1321"])
    #expect(tags.count == 10)
    #expect(Set(tags).count == 10)
  }

  @Test func `the short description is the first sentence, with a period`() {
    func short(_ message: String) -> String? {
      SARIFRule(Sample.rule(message: message)).json["shortDescription"]?["text"]?.text
    }
    #expect(short("Text is run, e.g. by eval. It may come\nfrom outside.") == "Text is run, e.g. by eval.")
    #expect(short("No period") == "No period.")
    #expect(short("A colon:\n") == "A colon.")
    #expect(short("") == "Found by a rule that does not describe itself.")
    #expect(short(String(repeating: "x", count: 5000))?.count == 1024)
  }

  @Test func `a rule of the gate's own is described by its finding`() {
    let own = Sample.finding(rule: Sample.rule("gatebook.policy-weakened", message: "The policy was weakened."))
    let list = SARIFRuleList([Sample.rule(), Sample.rule()], and: [Sample.finding(), own, own])
    #expect(list.rules.map(\.id) == ["secrets.aws.access-key", "gatebook.policy-weakened"])
    #expect(list.index(of: "gatebook.policy-weakened") == 1)
  }
}
