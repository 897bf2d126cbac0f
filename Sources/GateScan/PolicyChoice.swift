import Crypto
import GateDocument
import GateGit
import GateModel
import GatePolicy

/// Finds the policy that judges: `--policy`, or the repository's own as it stood before the change.
struct PolicyChoice {
  let request: ScanRequest

  /// With the digest of the file's bytes; nil for the default policy.
  func policy(for subject: Subject) throws(ScanFailure) -> (Policy, GateModel.Digest?) {
    guard let (bytes, file) = try file(for: subject) else { return (Policy(), nil) }
    do throws(DocumentError) {
      return (try PolicyFile.parse(bytes, file: file), digest(bytes))
    } catch {
      throw .usage(error.description)
    }
  }

  private func file(for subject: Subject) throws(ScanFailure) -> (bytes: [UInt8], file: String)? {
    if let path = request.policyFile { return (try read(path), path) }
    switch subject.policyPlace {
    case .none: return nil
    case .folder(let root):
      let path = root + (root.hasSuffix("/") ? "" : "/") + Policy.fileName
      return try own(in: root).map { ($0, path) }
    case .commit(let id):
      guard let place = subject.place else { return nil }
      do throws(GitError) {
        let bytes = try GitRepository(reopening: place).file(TreePath(Policy.fileName), at: id)
        return bytes.map { ($0, "\(Policy.fileName) at \(id.short)") }
      } catch {
        throw ScanFailure(error)
      }
    }
  }

  /// The file below the root, which is a stranger's: not followed where it is a link.
  private func own(in root: String) throws(ScanFailure) -> [UInt8]? {
    let name = TreePath(Policy.fileName)
    do throws(GitError) {
      let files = try FileTree(root)
      guard let kind = files.kind(of: name) else { return nil }
      if kind == .file, case .bytes(let bytes) = files.read(name, limit: 10 << 20) { return bytes }
    } catch {
      throw ScanFailure(error)
    }
    throw .usage("\(root)/\(Policy.fileName): must be a plain, readable file; a link could lead out of the tree")
  }

  private func read(_ path: String) throws(ScanFailure) -> [UInt8] {
    do throws(DocumentError) { return try Files.read(path) } catch { throw .usage(error.description) }
  }

  private func digest(_ bytes: [UInt8]) -> GateModel.Digest {
    GateModel.Digest(bytes: Array(SHA256.hash(data: bytes)))!
  }
}
