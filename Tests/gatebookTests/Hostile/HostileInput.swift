/// One of the forty hostile inputs, or a part of one. The number before the letter is the input's.
struct HostileInput {
  var key: String
  var what: String
  var expected: String
  var codes: [Int32]
  /// More resident memory than this is a failure. Debug builds take more than release builds.
  var megabytes: Int
  /// How the program ends depends on when something happens.
  var varies: Bool

  init(
    _ key: String, _ what: String, _ expected: String, _ codes: [Int32], megabytes: Int = 256, varies: Bool = false
  ) {
    (self.key, self.what, self.expected) = (key, what, expected)
    (self.codes, self.megabytes, self.varies) = (codes, megabytes, varies)
  }

  var number: Int { Int(key.prefix { $0.isNumber }) ?? 0 }

  static func named(_ key: String) -> HostileInput { all.first { $0.key == key }! }

  static let all: [HostileInput] = [
    HostileInput(
      "1a", "`.git/config` with fsmonitor, external diff, textconv, filters, pager, ssh, credential helper, hooksPath",
      "nothing executed; the secret found in every selection", [1]),
    HostileInput(
      "1b", "partial clone whose remote is a program", "not fetched: exit 3 names the missing blob", [3]),
    HostileInput("2", "`.gitattributes` with `-diff`, `binary`, filters", "content still scanned", [1]),
    HostileInput("3", "`linguist-generated`, `export-ignore` and the like", "no effect", [1]),
    HostileInput("4", "a secret that only an octopus merge brings", "found, and the merge commit's", [1]),
    HostileInput("5", "`refs/replace` and grafts over the commit with the secret", "ignored", [1]),
    HostileInput("6a", "hand-written `.git/shallow`", "never green", [1, 3]),
    HostileInput("6b", "shallow clone", "exit 3 names the missing commit and the remedy; the rest goes on", [0, 3]),
    HostileInput(
      "7a", "links in loops, to /etc/passwd, /dev/zero, out of the tree",
      "targets never read; a link's own text scanned; exit 3 where there is nothing else",
      [1, 3]),
    HostileInput(
      "7b", "a folder that became a link out of the tree", "not entered; exit 3, for there is nothing else", [3]),
    HostileInput("8", "FIFO, socket, device in the work tree", "passed over at once", [1, 3]),
    HostileInput(
      "9", "submodule with a url like an option, a path out of the tree, `.git` file elsewhere", "not followed",
      [0, 1, 3]),
    HostileInput(
      "10", "nested bare repository with hooks and configuration", "not opened; its files are files", [0, 1, 3]),
    HostileInput(
      "11a", "tree entries `.git`, `.GIT`, `git~1`, `..`, empty, with `/` and other names",
      "told as text or exit 3, never opened",
      [1, 3]),
    HostileInput("11b", "a commit that holds `.git/config`", "told as text", [1]),
    HostileInput(
      "12", "names with line feed, escape sequences, bidi marks, quotes, `%`, `#`, blanks", "escaped in each format",
      [1]),
    HostileInput("13", "names that are no UTF-8", "found, with their bytes", [1]),
    HostileInput(
      "14a", "a path of 4,000 bytes in 2,000 folders, in the work tree",
      "found; with `--worktree` exit 3, for libgit2 goes no deeper than 100 folders", [1, 3]),
    HostileInput("14b", "2,000 and 5,000 folders deep in a commit", "found", [1]),
    HostileInput("14c", "a path of 4,095 bytes in a commit", "found", [1]),
    HostileInput("15", "names that differ in case or composition", "both scanned, different fingerprints", [1]),
    HostileInput("16", "invalid UTF-8, Latin-1, lone surrogates", "found, columns of the text as it reads", [1]),
    HostileInput("17a", "UTF-16 and UTF-32, either byte order, with and without a mark", "decoded, found", [1]),
    HostileInput("17b", "lines added to a UTF-16 file", "counted in its own lines", [1]),
    HostileInput("18", "NUL bytes before the text", "found", [1]),
    HostileInput("19a", "CR only, mixed line ends, U+2028, form feeds", "line numbers are git's", [1]),
    HostileInput("19b", "a line with CR in it beside an added one", "not new", [0]),
    HostileInput("20a", "one line of 1 GB (scaled: 4 MB)", "found at its end", [1]),
    HostileInput("20b", "a file of 1 GB", "`too-large`, and exit 3 where nothing else was selected", [0, 3]),
    HostileInput("21", "minified JavaScript of 50 MB (scaled: 2 MB), secret at its end", "found; a short excerpt", [1]),
    HostileInput("22a", "sparse file of 2 GB beside others", "`too-large`, the others scanned", [1]),
    HostileInput("22b", "200,000 empty files (scaled: 5,000)", "all counted", [0]),
    HostileInput(
      "23", "brackets 100,000 deep in each grammar (scaled: 20,000)",
      "no stack overflow; pattern rules find what follows",
      [1], megabytes: 512),
    HostileInput(
      "24a", "expression of 50,000 terms", "flow rules bounded, and it is told where a bound was reached", [0, 1],
      megabytes: 512),
    HostileInput("24b", "switch with 10,000 arms (scaled: 2,000)", "the same", [0, 1], megabytes: 512),
    HostileInput("24c", "1 MB string made of concatenations (scaled: 240 kB)", "the same", [0, 1], megabytes: 512),
    HostileInput("25", "user's regexes `(a+)+$`, `(.*a){25}`, `(x+x+)+y`", "bounded, and it is told", [0]),
    HostileInput(
      "26a", "rule and policy YAML: billion laughs, cyclic alias, tabs, depth, bad UTF-8", "exit 2 with the line", [2]),
    HostileInput("26b", "rule YAML of 100 MB", "exit 2, unread", [2]),
    HostileInput("26c", "duplicate rule ids, unknown keys", "exit 2 with the line", [2]),
    HostileInput("27a", "TOML that is no rule set", "exit 2 with the line", [2]),
    HostileInput("27b", "10,000 regexes (scaled: 2,000), Unicode classes", "loaded, found", [1], megabytes: 512),
    HostileInput(
      "28", "a policy and rules in the change that allow all",
      "the base's are used, and the change is a finding of its own",
      [0, 1]),
    HostileInput("29", "ignore comments of all tools in the change", "no effect: there are no suppressions yet", [1]),
    HostileInput("30", "rules, policy, ledger by URL", "refused; nothing fetched", [2]),
    HostileInput(
      "31a", "author that calls himself an agent; NUL in a trailer", "unknown: a name is no evidence", [0]),
    HostileInput("31b", "trailer of 1 MB, 10,000 Co-authored-by", "bounded", [0]),
    HostileInput("31c", "forged trailer of an agent", "attributed on a trailer's evidence, never as certain", [0]),
    HostileInput(
      "32", "git-ai notes: malformed, large, wrong version", "no effect, but that a secret in one is found", [0, 1]),
    HostileInput(
      "33", "`::error::`, `::add-mask::`, `##vso[`, `%0A` in messages, names, code", "no line begins with an order",
      [0, 1]),
    HostileInput(
      "34", "HTML, Markdown links, `javascript:`, `=cmd` and control characters in findings",
      "inert in text, JSON, SARIF (there is no HTML, CSV or XML yet)", [1]),
    HostileInput("35a", "planted secret", "nowhere in any output or the book", [0, 1]),
    HostileInput("35b", "SIGABRT with cores allowed", "no core: the limit is 0", [1]),
    HostileInput("36a", "zip with paths out of the tree, nested zips, gzip bomb", "`binary`, not opened", [0]),
    HostileInput("36b", "tar with a secret", "its bytes are scanned as they lie, not opened", [0, 1]),
    HostileInput("37a", "blob missing, cut, empty, false", "exit 3 names it", [3]),
    HostileInput("37b", "tree or commit missing", "exit 3 names it", [3]),
    HostileInput("37c", "corrupt pack", "exit 3", [3]),
    HostileInput("37d", "index with flipped bytes", "exit 3", [3]),
    HostileInput("37e", "index with an extension of 4 GB, checksum right", "found or exit 3", [1, 3]),
    HostileInput("38a", "commits and gc during a history scan", "whole answer or exit 3", [1, 3], varies: true),
    HostileInput("38b", "file cut and grown while it is read", "no SIGBUS", [1, 3], varies: true),
    HostileInput("38c", "index rewritten while it is read", "whole answer or exit 3", [1, 3], varies: true),
    HostileInput("39a", "SIGTERM", "no half output, book intact", [1]),
    HostileInput("39b", "SIGINT", "the same", [1]),
    HostileInput("39c", "SIGKILL", "the same", [1]),
    HostileInput("39d", "32 and 8 open files", "found or exit 3", [1, 3], varies: true),
    HostileInput(
      "39e", "512 MB of address space, and 256",
      "found or exit 3; with 256 never green, but the runtime may end by a signal", [1, 3], varies: true),
    HostileInput("39f", "standard output closed or full", "exit 3, book intact", [3]),
    HostileInput("39g", "reader that goes away", "exit 3, no signal", [3]),
    HostileInput("39h", "home read-only, missing, a file, unset", "no hindrance", [1]),
    HostileInput("39i", "full disk under the book", "exit 3, findings told", [3]),
    HostileInput("39j", "clock in 1969, 1970 and 2106", "found; book intact", [1]),
    HostileInput("40a", "GIT_CONFIG_*, GIT_EXTERNAL_DIFF, LANG, TZ, no HOME", "no effect", [1]),
    HostileInput("40b", "GIT_DIR that points elsewhere", "a named repository is scanned all the same", [0, 1, 2, 3]),
    HostileInput("40c", "root in another user's repository", "exit 2 with the remedy; --trust-owner scans", [1, 2]),
  ]
}
