package import GateModel
import Glibc

/// Reading the user's own files: rules, policies, agent registries.
package enum Files {
  /// The whole file. Throws with the system's words; a symbolic link is followed, for the path is the user's own.
  package static func read(_ path: String, limit: Int = YAMLParser.maximumBytes) throws(DocumentError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw DocumentError(file: path, message: "cannot be read: \(reason())") }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw DocumentError(file: path, message: "is not a regular file")
    }
    guard Int(status.st_size) <= limit else {
      throw DocumentError(file: path, message: "is larger than \(limit >> 20) MiB")
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
    var filled = 0
    while true {
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress! + filled, $0.count - filled)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw DocumentError(file: path, message: "cannot be read: \(reason())") }
      filled += count
      if count == 0 || filled == bytes.count { break }
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  /// The regular files below `folder` whose name ends in one of `suffixes`, sorted, as paths relative to it; symbolic
  /// links are not followed, names that begin with a dot are left out.
  package static func list(_ folder: String, suffixes: [String]) throws(DocumentError) -> [TreePath] {
    var found: [TreePath] = []
    try walk(folder, TreePath(""), depth: 0) { path in
      if suffixes.contains(where: { path.bytes.suffix($0.utf8.count).elementsEqual($0.utf8) }) { found.append(path) }
    }
    return found.sorted()
  }

  package enum Kind { case file, folder, other, missing }

  package static func kind(_ path: String) -> Kind {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return .missing }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// The names of the regular files and folders in `folder`, sorted; folders end in `/`. Symbolic links and names that begin with a
  /// dot are left out.
  package static func names(in folder: String) throws(DocumentError) -> [String] {
    var names: [String] = []
    for (name, kind) in try entries(of: folder) where kind == .file || kind == .folder {
      names.append(String(decoding: name, as: UTF8.self) + (kind == .folder ? "/" : ""))
    }
    return names.sorted()
  }

  private static func walk(_ root: String, _ path: TreePath, depth: Int, visit: (TreePath) -> Void)
    throws(DocumentError)
  {
    guard depth < 32 else { return }
    for (name, kind) in try entries(of: path.isEmpty ? root : "\(root)/\(path)") {
      let child = path.appending(name)
      if kind == .folder {
        try walk(root, child, depth: depth + 1, visit: visit)
      } else if kind == .file {
        visit(child)
      }
    }
  }

  private static func entries(of folder: String) throws(DocumentError) -> [(name: [UInt8], kind: Kind)] {
    guard let directory = unsafe opendir(folder) else {
      throw DocumentError(file: folder, message: "cannot be read: \(reason())")
    }
    defer { unsafe closedir(directory) }
    var found: [(name: [UInt8], kind: Kind)] = []
    while let entry = unsafe readdir(directory) {
      let type = unsafe Int32(entry.pointee.d_type)
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
      guard name.first != UInt8(ascii: ".") else { continue }
      // Some file systems do not tell the type with the name; what is not told is looked up.
      let told: Kind = type == 4 ? .folder : type == 8 ? .file : .other
      found.append((name, type == 0 ? kind("\(folder)/\(String(decoding: name, as: UTF8.self))") : told))
    }
    return found
  }

  private static func reason() -> String { unsafe String(cString: strerror(errno)) }
}
