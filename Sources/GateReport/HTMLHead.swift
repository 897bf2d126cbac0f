import GateModel

/// The verdict, and what it rests on.
struct HTMLHead {
  let report: ScanReport
  let words: VerdictText

  var html: HTML {
    """
    <header>
    <p class="name">Gatebook report</p>
    <h1 class="\(look)">\(title)</h1>
    <p class="lead">\(sentence)</p>
    \(failures)\(breaches)\(counts)\
    <dl>
    \(facts.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>\n" as HTML })</dl>
    </header>
    """
  }

  private var look: String { !words.isComplete ? "incomplete" : report.verdict.isOpen ? "open" : "closed" }

  private var title: String { words.gate.prefix(1).uppercased() + words.gate.dropFirst() }

  private var sentence: String { words.rest.prefix(1).uppercased() + words.rest.dropFirst() + "." }

  private var failures: HTML? {
    report.failures.isEmpty
      ? nil
      : "<div class=\"alert bad\" role=\"alert\"><p><strong>The scan could not complete:</strong></p><ul>\(report.failures.map { "<li>\(Escape.oneLine($0))</li>" as HTML })</ul></div>\n"
  }

  private var breaches: HTML? {
    let breaches = report.verdict.breaches
    return breaches.isEmpty
      ? nil
      : "<div class=\"alert bad\"><p><strong>Limits exceeded:</strong></p><ul>\(breaches.map { "<li>\(Words.text($0))</li>" as HTML })</ul></div>\n"
  }

  private var counts: HTML {
    let counts = report.newFindings
    let tiles = Severity.allCases.reversed().map { severity -> HTML in
      let look = counts[severity] > 0 ? "some" : "none"
      return "<li class=\"\(severity.name) \(look)\"><b>\(Words.number(counts[severity]))</b>\(severity.name)</li>\n"
    }
    return "<ul class=\"counts\" aria-label=\"New findings by severity\">\n\(tiles)</ul>\n"
  }

  private var facts: [(String, HTML)] {
    func code(_ text: String) -> HTML { "<code>\(text)</code>" }
    var facts: [(String, HTML)] = [("Looked at", code(Escape.oneLine(report.selectionText)))]
    if let base = report.base { facts.append(("Base", code(base.description))) }
    if let head = report.head { facts.append(("Head", code(head.description))) }
    if let run = words.run {
      let time = String(Timestamp.text(run.startedAt).prefix(19)).replacing("T", with: " ")
      facts.append(("When", "\(time) UTC"))
    }
    if let receipt = report.ledger {
      facts.append(("Book", "entry \(receipt.sequence), leaf \(code(receipt.leafHash.description))"))
    }
    return facts
  }
}
