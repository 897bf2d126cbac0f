import GateModel

/// One file of a project, parsed, with what the formulas of all rules found in it.
final class ProjectFile {
  let path: TreePath
  let language: SourceLanguage
  let searched: SearchedFile
  let words: FileWords
  private var found: [Int: [Hit]] = [:]

  init(_ path: TreePath, _ language: SourceLanguage, _ searched: SearchedFile, _ words: FileWords) {
    self.path = path
    self.language = language
    self.searched = searched
    self.words = words
  }

  /// What a formula of the plan finds. Many rules share it: it is looked for once.
  func hits(_ part: Int, _ formulas: TaintFormulas) -> [Hit] {
    guard words.mayHold(part: part) else { return [] }
    if let known = found[part] { return known }
    let hits = formulas[part].map { Evaluation(file: searched, language: language).hits($0) } ?? []
    found[part] = hits
    return hits
  }
}

/// The files that one worker has parsed for taint rules: the one under inspection, and those that its code leads to.
final class ProjectFiles {
  /// Knows what was asked for, for the sake of which file.
  let tree: RecordingSourceTree?
  private let filters: WordFilters
  private let strings: StringTests
  private var known: [TreePath: ProjectFile] = [:]
  /// Asked for, and not there: what code imports is mostly no file of the project.
  private var absent: Set<TreePath> = []
  private var bytes = 0

  /// So many files are remembered from one inspection to the next, and so many bytes of text, by each worker; a tree takes ten times
  /// its text.
  private static let mostRemembered = 2000
  private static let mostBytes = 8 << 20

  init(_ tree: (any SourceTree)?, _ filters: WordFilters, _ strings: StringTests) {
    self.tree = tree.map { RecordingSourceTree($0) }
    self.filters = filters
    self.strings = strings
  }

  var hasTree: Bool { tree != nil }

  /// The file that is inspected now. False where what was known before no longer holds.
  func begin(_ searched: SearchedFile, _ path: TreePath, _ language: SourceLanguage, _ words: FileWords) -> Bool {
    if let file = known[path], file.searched === searched { return true }
    let isStale =
      known[path] != nil || absent.contains(path) || known.count >= Self.mostRemembered || bytes > Self.mostBytes
    if isStale { forget() }
    remember(ProjectFile(path, language, searched, words))
    return !isStale && tree != nil
  }

  func end() { if tree == nil { forget() } }

  private func forget() {
    known = [:]
    absent = []
    bytes = 0
  }

  private func remember(_ file: ProjectFile) {
    known[file.path] = file
    bytes += file.searched.text.count
  }

  func known(_ path: TreePath, _ text: Span<UInt8>) -> SearchedFile? {
    guard let file = known[path], file.searched.text.count == text.count else { return nil }
    let same = file.searched.text
    return same.indices.allSatisfy { same[$0] == text[$0] } ? file.searched : nil
  }

  func names(in folder: TreePath) -> [String] { tree?.names(in: folder) ?? [] }

  func note(_ path: TreePath, isFolder: Bool, for asker: TreePath) {
    tree?.asking(for: asker) { if isFolder { tree?.note(listingOf: path) } else { tree?.note(path) } }
  }

  func raw(_ path: TreePath) -> [UInt8]? { tree?.bytes(of: path) }

  /// The same object each time; nil where there is none, or it is of no language that is followed. An inspection that led to more
  /// files than are remembered gets no further ones.
  func file(_ path: TreePath) -> ProjectFile? {
    if let file = known[path] { return file }
    guard let tree, let language = SourceLanguage.of(path), !absent.contains(path),
      known.count < 2 * Self.mostRemembered,
      bytes < 2 * Self.mostBytes
    else { return nil }
    guard let raw = tree.bytes(of: path), let text = Self.text(of: raw), text.count <= CodeRules.maximumParsedSize
    else {
      absent.insert(path)
      return nil
    }
    let searched = SearchedFile(text, path: path, strings: strings)
    let file = ProjectFile(path, language, searched, filters[language].scan(text.span))
    remember(file)
    return file
  }

  static func text(of raw: [UInt8]) -> [UInt8]? {
    let encoding = TextEncoding.detect(raw.span)
    switch encoding {
    case .binary: return nil
    case .bytes(let skip): return skip == 0 ? raw : Array(raw.dropFirst(skip))
    case .utf16, .utf32: return encoding.transcoded(raw.span)
    }
  }
}
