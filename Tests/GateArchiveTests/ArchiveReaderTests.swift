import Foundation
import GateArchive
import GateModel
import Testing

/// Archives as Python writes them.
@Suite struct `Archives` {
  private func made(_ python: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      "import io,sys,zipfile,tarfile,gzip,bz2,lzma\nb=io.BytesIO()\n" + python
        + "\nsys.stdout.buffer.write(b.getvalue())",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Array(data)
  }

  private func read(_ bytes: [UInt8], _ limits: ArchiveReader.Limits = .init(depth: 3, memberSize: 1 << 20)) -> [String]
  {
    var told: [String] = []
    ArchiveReader.read(bytes.span, limits: limits) { path, found in
      switch found {
      case .member(let content): told.append("\(path)=\(String(decoding: content.prefix(20), as: UTF8.self))")
      case .left(let reason, let detail): told.append("\(path) \(reason.rawValue) \(detail)")
      }
    }
    return told
  }

  private static let zip =
    "z=zipfile.ZipFile(b,'w',zipfile.ZIP_DEFLATED); z.writestr('a/x.txt','one'); z.writestr('../../up','two'); z.close()"

  @Test(arguments: [
    ("zip", zip, ["a/x.txt=one", "../../up=two"]),
    (
      "tar.gz",
      "t=tarfile.open(fileobj=b,mode='w:gz'); i=tarfile.TarInfo('d/y'); i.size=3; t.addfile(i,io.BytesIO(b'abc')); t.close()",
      ["d/y=abc"]
    ),
    (
      "tar.xz",
      "t=tarfile.open(fileobj=b,mode='w:xz'); i=tarfile.TarInfo('d/y'); i.size=3; t.addfile(i,io.BytesIO(b'abc')); t.close()",
      ["d/y=abc"]
    ),
    (
      "tar.bz2",
      "t=tarfile.open(fileobj=b,mode='w:bz2'); i=tarfile.TarInfo('d/y'); i.size=3; t.addfile(i,io.BytesIO(b'abc')); t.close()",
      ["d/y=abc"]
    ),
    (
      "tar",
      "t=tarfile.open(fileobj=b,mode='w'); i=tarfile.TarInfo('l'); i.type=tarfile.SYMTYPE; i.linkname='/etc/passwd'; t.addfile(i); i=tarfile.TarInfo('y'); i.size=1; t.addfile(i,io.BytesIO(b'z')); t.close()",
      ["y=z"]
    ),
    ("gz", "b.write(gzip.compress(b'plain'))", ["data=plain"]),
  ])
  func `are read, whatever their form, and names in them lead nowhere`(
    _ name: String, _ python: String, _ told: [String]
  ) throws {
    let bytes = try made(python)
    let isOne = ArchiveReader.isOne(bytes.span)
    #expect(isOne)
    #expect(read(bytes) == told)
  }

  @Test func `in archives are opened as deep as is allowed, and told beyond`() throws {
    let nested = try made(
      "inner=b'deep'\nfor i in range(5):\n  c=io.BytesIO(); z=zipfile.ZipFile(c,'w'); z.writestr('%d.zip'%i if i else 'x',inner); z.close(); inner=c.getvalue()\nb.write(inner)"
    )
    #expect(read(nested, .init(depth: 5, memberSize: 1 << 20)) == ["4.zip!3.zip!2.zip!1.zip!x=deep"])
    #expect(
      read(nested, .init(depth: 2, memberSize: 1 << 20)) == [
        "4.zip!3.zip excluded an archive 3 deep; --archive-depth allows 2"
      ])
  }

  @Test func `that grow without end are given up, and that is told`() throws {
    let bomb = try made(
      "z=zipfile.ZipFile(b,'w',zipfile.ZIP_DEFLATED)\nfor i in range(40): z.writestr(str(i),b'0'*(1<<20))\nz.close()")
    var limits = ArchiveReader.Limits(depth: 3, memberSize: 2 << 20)
    limits.harmless = 4 << 20
    let told = read(bomb, limits)
    #expect(told.count <= 10 && told.last?.contains("too-large the archive grows") == true)
    #expect(read(bomb, .init(depth: 3, memberSize: 1000)).allSatisfy { $0.contains("too-large more than 1000 bytes") })
    limits.members = 3
    #expect(read(bomb, limits).count == 4)
  }

  @Test func `cost no more than is allowed, whatever of them is not read`() throws {
    // Of folders alone, and of a member that is left out with what stands behind it.
    let folders = try made(
      "t=tarfile.open(fileobj=b,mode='w:gz')\nfor i in range(200):\n  n=tarfile.TarInfo('d%d'%i); n.type=tarfile.DIRTYPE; t.addfile(n)\nt.close()"
    )
    var limits = ArchiveReader.Limits(depth: 3, memberSize: 1 << 20)
    limits.members = 100
    #expect(read(folders, limits) == [" too-large more than 100 members; the rest was not looked at"])
    limits.harmless = 4 << 20
    let large = try made(
      "t=tarfile.open(fileobj=b,mode='w:bz2')\nfor i in range(4):\n  n=tarfile.TarInfo('m%d'%i); n.size=3<<20; t.addfile(n,io.BytesIO(b'0'*n.size))\nt.close()"
    )
    #expect(
      read(large, limits) == [
        "m0 too-large more than 1048576 bytes; --max-file-size allows no more",
        "m1 too-large the archive grows to more than 4194304 bytes, which no honest one does; the rest was not looked at",
      ])
    // Of a zip nothing is unpacked that is passed over, so the rest of a large member costs nothing.
    let zip = try made(
      "z=zipfile.ZipFile(b,'w',zipfile.ZIP_DEFLATED)\nfor i in range(4): z.writestr(str(i),b'0'*(3<<20))\nz.writestr('last','x'); z.close()"
    )
    limits.harmless = 16 << 20
    #expect(read(zip, limits).last == "last=x")
  }

  @Test func `that are damaged or locked are told, never passed over`() throws {
    let bytes = try made(Self.zip)
    #expect(read(Array(bytes.prefix(30))).last?.contains("unreadable") == true)
    let gzip = try made("b.write(gzip.compress(b'plain'*1000))")
    #expect(read(Array(gzip.prefix(40))).last?.contains("unreadable") == true)
    var locked = bytes
    for index in locked.indices.dropLast(8) where locked[index...].starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      locked[index + 6] |= 1
    }
    #expect(read(locked).contains { $0.contains("unreadable") })
  }

  @Test func `cut anywhere end no program`() throws {
    let bytes = try made(Self.zip)
    for count in 0..<bytes.count { _ = read(Array(bytes.prefix(count))) }
    for place in bytes.indices {
      var other = bytes
      other[place] ^= 0xFF
      _ = read(other)
    }
  }
}
