import Crypto
import GateDocument
import GateGit
import GateModel
import GatePolicy

/// Finds what judges a change: the policy and the baseline as they stood before it, or those that were named.
struct PolicyChoice {
  let request: ScanRequest
  let subject: Subject

  /// With the digest of the file's bytes; nil for the default policy.
  func policy() throws(ScanFailure) -> (Policy, GateModel.Digest?) {
    guard let (bytes, file) = try file(Policy.fileName, named: request.policyFile) else { return (Policy(), nil) }
    do throws(DocumentError) {
      return (try PolicyFile.parse(bytes, file: file), digest(bytes))
    } catch {
      throw .usage(error.description)
    }
  }

  func baseline() throws(ScanFailure) -> Baseline? {
    guard let (bytes, file) = try file(Baseline.fileName, named: request.baselineFile) else { return nil }
    do throws(DocumentError) {
      return try Baseline(bytes, file: file)
    } catch {
      throw .usage(error.description)
    }
  }

  private static let longest = 64 << 20

  private func file(_ name: String, named path: String?) throws(ScanFailure) -> (bytes: [UInt8], file: String)? {
    if let path { return (try read(path), path) }
    switch subject.policyPlace {
    case .none: return nil
    case .folder(let root):
      return try own(name, in: root).map { ($0, root + (root.hasSuffix("/") ? "" : "/") + name) }
    case .commit(let id):
      guard let place = subject.place else { return nil }
      do throws(GitError) {
        let bytes = try GitRepository(reopening: place).file(TreePath(name), at: id)
        return bytes.map { ($0, "\(name) at \(id.short)") }
      } catch {
        throw ScanFailure(error)
      }
    }
  }

  /// The file below the root, which is a stranger's: not followed where it is a link.
  private func own(_ name: String, in root: String) throws(ScanFailure) -> [UInt8]? {
    do throws(GitError) {
      let files = try FileTree(root)
      guard let kind = files.kind(of: TreePath(name)) else { return nil }
      if kind == .file, case .bytes(let bytes) = files.read(TreePath(name), limit: Self.longest) { return bytes }
    } catch {
      throw ScanFailure(error)
    }
    throw .usage("\(root)/\(name): must be a plain, readable file; a link could lead out of the tree")
  }

  private func read(_ path: String) throws(ScanFailure) -> [UInt8] {
    do throws(DocumentError) { return try Files.read(path, limit: Self.longest) } catch {
      throw .usage(error.description)
    }
  }

  private func digest(_ bytes: [UInt8]) -> GateModel.Digest {
    GateModel.Digest(bytes: Array(SHA256.hash(data: bytes)))!
  }
}
