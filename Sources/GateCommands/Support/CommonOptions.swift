import ArgumentParser
import GateReport

/// What every command takes.
struct CommonOptions: ParsableArguments {
  enum Color: String, ExpressibleByArgument, CaseIterable { case auto, always, never }
  enum LogFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
  enum LogLevel: String, ExpressibleByArgument, CaseIterable { case debug, info, notice, warning, error }

  @Option(help: "Colours in text: auto (on a terminal, unless NO_COLOR is set), always, never.")
  var color = Color.auto

  @Flag(help: "Print only what must be known.")
  var quiet = false

  @Option(help: ArgumentHelp("The form of log lines on standard error.", visibility: .hidden))
  var logFormat = LogFormat.text

  @Option(help: ArgumentHelp("The least level of log lines on standard error.", visibility: .hidden))
  var logLevel = LogLevel.warning

  var isColored: Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto:
      Output.isTerminal && (Process.variables["NO_COLOR"] ?? "").isEmpty && Process.variables["TERM"] != "dumb"
    }
  }
}

/// For commands that report in words or as JSON.
enum PlainFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
