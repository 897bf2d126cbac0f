import GateArchive
import GateModel

@testable import GateScan

/// Whole files, as the inspector has them.
extension FuzzTarget {
  static let scans = [secrets, scan, archive, pointer]

  private static let secrets = FuzzTarget("secrets") { Fixture.secrets.inspect($0, "file") }

  private static let names = [
    "a.py", "a.js", "a.ts", "a.tsx", "A.java", "a.go", "a.rb", "a.json", "a.yaml", "Dockerfile", "main.tf", "a.txt",
    "nginx.conf", "a.html", "a.sh", "a.php", "a.cs", ".env", "pom.xml", "a.ipynb",
  ]

  /// All built-in rules over a file whose kind the first byte chooses.
  private static let scan = FuzzTarget("scan") { bytes in
    Fixture.everything.inspect(Array(bytes.dropFirst()), names[Int(bytes.first ?? 0) % names.count])
  }

  /// What comes out of an archive keeps within what was allowed.
  private static let archive = FuzzTarget("archive") { bytes in
    _ = ArchiveReader.isOne(bytes.span)
    var limits = ArchiveReader.Limits(depth: 3, memberSize: 1 << 16)
    (limits.totalSize, limits.harmless, limits.members) = (1 << 20, 1 << 18, 100)
    var (members, told, size) = (0, 0, 0)
    ArchiveReader.read(bytes.span, limits: limits) { path, found in
      told += 1
      guard case .member(let content) = found else { return }
      precondition(content.count <= limits.memberSize && !ArchiveReader.isOne(content.span))
      members += 1
      size += content.count
    }
    precondition(members <= limits.members && size <= limits.totalSize && told <= 4 * limits.members)
  }

  /// What stands behind the first words of a pointer of Git LFS: a seed that has these is taken for one.
  private static let pointer = FuzzTarget("pointer") { bytes in
    let text = Array("version https://git-lfs.github.com/spec/".utf8) + bytes
    guard let pointer = LFSPointer(text.span) else { return }
    precondition(pointer.size >= 0)
  }
}
