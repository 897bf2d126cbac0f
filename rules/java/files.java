import java.io.*;
import java.nio.file.*;
import java.nio.file.attribute.*;
import java.util.*;

class Permissions {
  void open(File file, Path path) throws IOException {
    // ruleid: world-writable
    file.setWritable(true, false);
    // ruleid: world-writable
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    Set<PosixFilePermission> all = new HashSet<>();
    // ruleid: world-writable
    all.add(PosixFilePermission.OTHERS_WRITE);
    // ruleid: world-writable
    Runtime.getRuntime().exec("chmod 777 " + file);
    // ok: world-writable
    file.setWritable(true);
    // ok: world-writable
    file.setWritable(false, false);
    // ok: world-writable
    file.setReadable(true, false);
    // ok: world-writable
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    // ok: world-writable
    all.add(PosixFilePermission.OWNER_WRITE);
    // ok: world-writable
    Runtime.getRuntime().exec("chmod 755 " + file);
  }
}

class Temporary {
  private static final String PLACE = "/tmp/app-state.bin";

  void fixed(byte[] data) throws IOException {
    // ruleid: predictable-temporary-file
    FileWriter a = new FileWriter("/tmp/report.csv");
    // ruleid: predictable-temporary-file
    Files.write(Paths.get("/tmp/report.bin"), data);
    // ruleid: predictable-temporary-file
    FileOutputStream b = new FileOutputStream(PLACE);
    // ruleid: predictable-temporary-file
    FileOutputStream c = new FileOutputStream(new File(System.getProperty("java.io.tmpdir"), "report.bin"));
    // ok: predictable-temporary-file
    Path d = Files.createTempFile("report", ".csv");
    // ok: predictable-temporary-file
    Files.write(d, data);
    // ok: predictable-temporary-file
    FileWriter e = new FileWriter("/var/lib/app/report.csv");
    // ok: predictable-temporary-file
    FileInputStream f = new FileInputStream("/tmp/report.csv");
    // ok: predictable-temporary-file
    FileWriter g = new FileWriter(File.createTempFile("report", ".csv"));
  }
}

class Notes extends Activity {
  void keep() throws IOException {
    // ruleid: world-writable
    openFileOutput("notes.txt", MODE_WORLD_READABLE | MODE_WORLD_WRITEABLE);
    // ok: world-writable
    openFileOutput("notes.txt", MODE_PRIVATE);
  }
}
