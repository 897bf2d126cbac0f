/// A text that a repository keeps beside its files, where a secret can hide as well. Its path is below `.git/`, where git
/// lets no file be tracked; it says what the text is by ids, never by names that could hold a secret themselves.
package enum RepositoryText: Hashable, Sendable {
  case commitMessage(ObjectID)
  /// By the id of the tag object.
  case tagMessage(ObjectID)
  /// By the object that it is a note on; what lies in a tree of notes under no such name has that name.
  case note(on: TreePath)
  /// The full names of all refs, one a line.
  case refNames
  /// By the file below the git directory, as `logs/HEAD`.
  case reflog(TreePath)

  private static let commitFolder = TreePath(".git/COMMIT_MSG")
  private static let tagFolder = TreePath(".git/TAG_MSG")
  private static let noteFolder = TreePath(".git/NOTES")
  private static let refsFile = TreePath(".git/REFS")
  private static let gitFolder = TreePath(".git")

  package var path: TreePath {
    switch self {
    case .commitMessage(let id): Self.commitFolder.appending(id.description.utf8)
    case .tagMessage(let id): Self.tagFolder.appending(id.description.utf8)
    case .note(let name): Self.noteFolder.appending(name.bytes)
    case .refNames: Self.refsFile
    case .reflog(let file): Self.gitFolder.appending(file.bytes)
    }
  }

  /// What texts of this kind have in common: where a policy that excludes them is told of.
  package var folder: TreePath {
    switch self {
    case .commitMessage: Self.commitFolder
    case .tagMessage: Self.tagFolder
    case .note: Self.noteFolder
    case .refNames: Self.refsFile
    case .reflog: TreePath(".git/logs")
    }
  }

  /// Nil for the path of a file.
  package init?(path: TreePath) {
    func rest(_ folder: TreePath) -> TreePath? {
      guard path.isWithin(folder), path.bytes.count > folder.bytes.count else { return nil }
      return TreePath(bytes: Array(path.bytes[(folder.bytes.count + 1)...]))
    }
    if path == Self.refsFile {
      self = .refNames
    } else if let id = rest(Self.commitFolder).flatMap({ ObjectID(hex: $0.description) }) {
      self = .commitMessage(id)
    } else if let id = rest(Self.tagFolder).flatMap({ ObjectID(hex: $0.description) }) {
      self = .tagMessage(id)
    } else if let name = rest(Self.noteFolder) {
      self = .note(on: name)
    } else if let file = rest(Self.gitFolder),
      file.bytes.split(separator: UInt8(ascii: "/")).contains(Array("logs".utf8)[...])
    {
      self = .reflog(file)
    } else {
      return nil
    }
  }

  /// `commit message of 1a2b3c4d5e`.
  package var words: String {
    switch self {
    case .commitMessage(let id): "commit message of \(id.short)"
    case .tagMessage(let id): "tag message of \(id.short)"
    case .note(let name): "note on \(ObjectID(hex: name.description)?.short ?? name.description)"
    case .refNames: "names of the refs"
    case .reflog(let file): "reflog .git/\(file)"
    }
  }
}

extension Change {
  /// One of the repository's own texts, all of it new.
  package init(_ text: RepositoryText, content: Content, commit: ObjectID? = nil) {
    self.init(path: text.path, kind: .whole, entry: .text, content: content, before: .unasked, commit: commit)
  }

  /// What a commit says beside its files.
  package static func message(of commit: ObjectID) -> Change {
    Change(.commitMessage(commit), content: .message(commit), commit: commit)
  }
}
