import java.io.*;
import java.nio.file.*;
import java.util.Enumeration;
import java.util.zip.*;
import org.apache.commons.compress.archivers.tar.*;
import org.apache.commons.io.FilenameUtils;

class Unpack {
  void stream(ZipInputStream zip, Path target) throws IOException {
    ZipEntry entry;
    while ((entry = zip.getNextEntry()) != null) {
      Path file = target.resolve(entry.getName());
      // ruleid: zip-slip
      Files.copy(zip, file);
    }
  }

  void file(ZipFile archive, File target) throws IOException {
    Enumeration<? extends ZipEntry> entries = archive.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      File out = new File(target, entry.getName());
      // ruleid: zip-slip
      try (FileOutputStream stream = new FileOutputStream(out)) {
        archive.getInputStream(entry).transferTo(stream);
      }
    }
  }

  void tar(TarArchiveInputStream tar, File target) throws IOException {
    TarArchiveEntry entry = tar.getNextTarEntry();
    write(target, entry.getName(), tar);
  }

  private void write(File target, String name, InputStream in) throws IOException {
    // ruleid: zip-slip
    Files.copy(in, new File(target, name).toPath());
  }

  void checked(ZipInputStream zip, Path target) throws IOException {
    ZipEntry entry;
    while ((entry = zip.getNextEntry()) != null) {
      Path file = target.resolve(entry.getName()).normalize();
      if (!file.startsWith(target)) {
        throw new IOException("outside");
      }
      // ok: zip-slip
      Files.copy(zip, file);
    }
  }

  void canonical(ZipInputStream zip, File target) throws IOException {
    ZipEntry entry = zip.getNextEntry();
    File file = new File(target, entry.getName());
    if (!file.getCanonicalPath().startsWith(target.getCanonicalPath() + File.separator)) {
      throw new IOException("outside");
    }
    // ok: zip-slip
    new FileOutputStream(file).close();
  }

  void flat(ZipInputStream zip, File target) throws IOException {
    ZipEntry entry = zip.getNextEntry();
    // ok: zip-slip
    Files.copy(zip, new File(target, FilenameUtils.getName(entry.getName())).toPath());
  }

  void listed(ZipInputStream zip, Path target) throws IOException {
    ZipEntry entry = zip.getNextEntry();
    System.out.println(entry.getName());
    // ok: zip-slip
    Files.copy(zip, target.resolve("content.bin"));
  }

  void named(ZipInputStream zip, Path target) throws IOException {
    ZipEntry entry = zip.getNextEntry();
    String name = entry.getName();
    if (isIllegalName(name)) {
      return;
    }
    // ok: zip-slip
    Files.copy(zip, target.resolve(name));
  }
}

class ZipSlipElsewhere {
  void all(ZipInputStream zip, Path target) throws IOException {
    ZipEntry entry;
    while ((entry = zip.getNextEntry()) != null) {
      // ruleid: zip-slip
      Files.copy(zip, target.resolve(Neighbour.nameIn(entry)));
      // ok: zip-slip
      Files.copy(zip, target.resolve(Neighbour.fixed(entry.getName())));
      further(zip, target.resolve(entry.getName()));
    }
  }

  private void further(ZipInputStream zip, Path file) throws IOException {
    // ruleid: zip-slip
    Files.copy(zip, file);
  }
}
