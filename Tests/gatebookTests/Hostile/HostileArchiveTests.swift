import Foundation
import GateModel
import GateTesting
import Testing

@Suite("Hostile archives and indices") struct HostileArchiveTests {
  private func python(_ script: String, _ arguments: String..., in folder: String) throws {
    let make = ChildProcess(
      Environment.found("python3")!, ["-c", script] + arguments, variables: ["PATH": Environment.path], folder: folder)
    let outcome = try make.run()
    try #require(outcome.code == 0, "\(outcome.errors)")
  }

  @Test("36: archives are told as binary and not opened")
  func archives() throws {
    let repository = try TestRepository().begin()
    try python(
      """
      import gzip, io, sys, zipfile
      def zipped(name, data):
          out = io.BytesIO()
          with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive: archive.writestr(name, data)
          return out.getvalue()
      secret = ("k = " + sys.argv[1] + "\\n") * 200
      open("traversal.zip", "wb").write(zipped("../../outside", secret) + zipped("/etc/x", secret))
      nested = secret.encode()
      for level in range(20): nested = zipped("n%d.zip" % level, nested)
      open("nested.zip", "wb").write(nested)
      open("bomb.gz", "wb").write(gzip.compress(bytes(20_000_000)))
      """, FakeSecret.githubToken(), in: repository.path)
    let watch = Watch("36a", in: repository)
    for selection in [".", "--worktree"] {
      let report = try watch.report(selection)
      #expect(report.findings.isEmpty)
      #expect(report.coverage.skipped.map(\.reason) == ["binary", "binary", "binary"], "\(selection)")
    }
    try watch.finish()
  }

  @Test("36: a tar archive is scanned as the bytes it is, or told as binary")
  func tar() throws {
    let repository = try TestRepository().begin()
    try python(
      """
      import io, sys, tarfile
      data = ("k = " + sys.argv[1] + "\\n").encode()
      with tarfile.open("a.tar", "w") as archive:
          for name in ["../../outside", "/etc/x", "a"]:
              entry = tarfile.TarInfo(name); entry.size = len(data); archive.addfile(entry, io.BytesIO(data))
      """, FakeSecret.githubToken(), in: repository.path)
    let watch = Watch("36b", in: repository)
    let report = try watch.report(".")
    #expect(!report.findings.isEmpty || report.coverage.reasons == ["binary"])
    try watch.finish()
  }

  @Test("37: an index with an extension that claims four gigabytes is exit 3 or read without it")
  func indexExtension() throws {
    for name in ["TREE", "REUC", "link", "zzzz", "ZZZZ"] {
      let repository = try TestRepository().begin()
      try repository.stage("a", "k = \(FakeSecret.githubToken())\n")
      try python(
        """
        import hashlib, sys
        index = open(".git/index", "rb").read()[:-20] + sys.argv[1].encode() + b"\\xff\\xff\\xff\\xff" + b"x"
        open(".git/index", "wb").write(index + hashlib.sha1(index).digest())
        """, name, in: repository.path)
      let watch = Watch("37e", in: repository)
      for selection in ["--staged", "--worktree"] { _ = try watch.code(selection) }
      try watch.finish()
    }
  }
}
