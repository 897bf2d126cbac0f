import Crypto
import GateDocument
import GateGit
import GateModel
import GatePolicy

/// Finds the policy that judges: `--policy`, or the repository's own as it stood before the change.
struct PolicyChoice {
  let request: ScanRequest

  /// With the digest of the file's bytes; of no bytes for the default policy.
  func policy(for subject: Subject) throws(ScanFailure) -> (Policy, GateModel.Digest) {
    do throws(DocumentError) {
      guard let (bytes, file) = try file(for: subject) else { return (Policy(), digest([])) }
      return (try PolicyFile.parse(bytes, file: file), digest(bytes))
    } catch {
      throw .usage(error.description)
    }
  }

  private func file(for subject: Subject) throws(DocumentError) -> (bytes: [UInt8], file: String)? {
    if let path = request.policyFile { return (try Files.read(path), path) }
    switch subject.policyPlace {
    case .none: return nil
    case .folder(let root):
      let path = root + (root.hasSuffix("/") ? "" : "/") + Policy.fileName
      return Files.kind(path) == .missing ? nil : (try Files.read(path), path)
    case .commit(let id):
      guard let place = subject.place else { return nil }
      let name = "\(Policy.fileName) at \(id.short)"
      do throws(GitError) {
        return try GitRepository(reopening: place).file(TreePath(Policy.fileName), at: id).map { ($0, name) }
      } catch {
        throw DocumentError(file: name, message: error.message)
      }
    }
  }

  private func digest(_ bytes: [UInt8]) -> GateModel.Digest {
    GateModel.Digest(bytes: Array(SHA256.hash(data: bytes)))!
  }
}
