import GateDocument
import GateGit
import GateModel
import Glibc

/// Files as they lie under the paths named.
struct PathSelector {
  private let request: ScanRequest
  private let paths: [String]

  init(_ request: ScanRequest) {
    self.request = request
    paths = request.paths.isEmpty ? ["."] : request.paths
  }

  func select() throws(ScanFailure) -> Subject {
    let places = try paths.map { (path) throws(ScanFailure) in try Located(path) }
    let place = try repository(of: places)
    let root = place?.workTree ?? Located.commonFolder(of: places)
    var subject = Subject(text: "paths", policyPlace: .folder(root))
    subject.root = root
    subject.place = place
    subject.remarks = request.remarks
    do throws(GitError) {
      if let place {
        let repository = try GitRepository(reopening: place)
        subject.head = try repository.head()
        subject.provenance = repository.provenance()
      }
      try collect(places, root: root, place: place, into: &subject)
    } catch {
      throw ScanFailure(error)
    }
    return subject
  }

  /// The one repository that all paths lie in, or none; a bare repository is just a folder here.
  private func repository(of places: [Located]) throws(ScanFailure) -> GitRepository.Place? {
    var found: Set<String> = []
    var place: GitRepository.Place?
    for located in places {
      do throws(GitError) {
        let repository = try GitRepository.discover(
          at: located.folder, environment: GitEnvironment(request.variables), trustOwner: request.trustsOwner)
        switch repository {
        case .some(let repository) where repository.place.workTree != nil:
          found.insert(repository.place.gitDirectory)
          place = repository.place
        default: found.insert("")
        }
      } catch {
        throw ScanFailure(error)
      }
    }
    guard found.count == 1 else {
      throw .usage(
        "the paths lie in different repositories (or some in none); scan each by itself, so that each keeps its own book"
      )
    }
    return place
  }

  private func collect(
    _ places: [Located], root: String, place: GitRepository.Place?, into subject: inout Subject
  ) throws(GitError) {
    let tree = try FileTree(root)
    let tracked = try trackedFiles(place, remarks: &subject.remarks)
    var seen: Set<TreePath> = []
    var changes: [Change] = []
    var notices: [Notice] = []
    var ignored = 0
    func take(_ path: TreePath, _ kind: FileTree.Kind) {
      guard seen.insert(path).inserted else { return }
      switch kind {
      case .file, .link:
        changes.append(
          Change(path: path, kind: .whole, entry: kind == .link ? .link : .file, content: .file, before: .unasked))
      case .folder: break
      case .other: notices.append(Notice(path: path, reason: .excluded, detail: "a FIFO, socket or device, not a file"))
      }
    }
    for located in places {
      let path = located.path(below: root)
      guard let kind = tree.kind(of: path) else {
        notices.append(Notice(path: path, reason: .unreadable, detail: "it went away"))
        continue
      }
      guard kind == .folder else {
        take(path, kind)
        continue
      }
      tree.walk(
        path,
        enter: { folder in
          switch tracked.standing(ofFolder: folder) {
          case .shown: return true
          case .ignored: ignored += 1
          case .submodule:
            notices.append(Notice(path: folder, reason: .submodule, detail: "a submodule; its own gate speaks for it"))
          }
          return false
        },
        visit: { file, kind in
          if kind != .other, tracked.standing(ofFile: file) == .ignored { ignored += 1 } else { take(file, kind) }
        },
        notice: { notices.append($0) })
    }
    subject.changes = changes.sorted { $0.path < $1.path }
    subject.notices = notices
    if ignored > 0 {
      subject.remarks.append("\(ignored) git-ignored files and folders left out (--no-ignore looks at them too)")
    }
  }

  private func trackedFiles(_ place: GitRepository.Place?, remarks: inout [String]) throws(GitError) -> Filter {
    guard let place, !request.ignoresIgnoreRules else { return Filter(tracked: nil) }
    do throws(GitError) {
      return Filter(tracked: try TrackedFiles(place))
    } catch {
      // An index that cannot be read must not keep files from being looked at.
      remarks.append("ignore rules are not applied: \(error.message)")
      return Filter(tracked: nil)
    }
  }

  /// Git's say in what is looked at, if it has one.
  private struct Filter {
    let tracked: TrackedFiles?

    func standing(ofFolder path: TreePath) -> TrackedFiles.Standing { tracked?.standing(ofFolder: path) ?? .shown }
    func standing(ofFile path: TreePath) -> TrackedFiles.Standing { tracked?.standing(ofFile: path) ?? .shown }
  }
}

/// A path as typed, resolved but for its own last name: a symbolic link named outright is looked at, not followed.
private struct Located {
  /// Absolute, without symbolic links; for a folder the folder itself.
  let folder: String
  /// What follows `folder` for anything that is no folder.
  let name: String?

  init(_ path: String) throws(ScanFailure) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      throw .usage("\(path): \(unsafe String(cString: strerror(errno))); name a file or folder that exists")
    }
    var target = stat()
    let isFolder = unsafe stat(path, &target) == 0 && target.st_mode & S_IFMT == S_IFDIR
    // `scan link/` and `scan .` mean the folder; `scan link` means the link.
    if isFolder && (status.st_mode & S_IFMT == S_IFDIR || path.hasSuffix("/")) {
      folder = try Self.resolved(path)
      name = nil
      return
    }
    let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
    let slash = trimmed.lastIndex(of: "/")
    folder = try Self.resolved(slash.map { $0 == trimmed.startIndex ? "/" : String(trimmed[..<$0]) } ?? ".")
    name = String(slash.map { trimmed[trimmed.index(after: $0)...] } ?? trimmed[...])
  }

  private static func resolved(_ path: String) throws(ScanFailure) -> String {
    guard let real = unsafe realpath(path, nil) else {
      throw .usage("\(path): \(unsafe String(cString: strerror(errno)))")
    }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  func path(below root: String) -> TreePath {
    let top = root.hasSuffix("/") ? String(root.dropLast()) : root
    let inside = folder == top ? "" : String(folder.dropFirst(top.count + (top.isEmpty ? 0 : 1)))
    let path = TreePath(inside.hasPrefix("/") ? String(inside.dropFirst()) : inside)
    return name.map { path.appending($0.utf8) } ?? path
  }

  /// The deepest folder that holds every path; a folder holds itself.
  static func commonFolder(of places: [Located]) -> String {
    var common = places[0].folder.split(separator: "/")
    for place in places.dropFirst() {
      let parts = place.folder.split(separator: "/")
      common = zip(common, parts).prefix { $0 == $1 }.map(\.0)
    }
    return "/" + common.joined(separator: "/")
  }
}
