import java.io.*;
import java.nio.file.*;
import java.util.*;
import javax.servlet.http.*;
import org.apache.commons.io.FilenameUtils;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.multipart.MultipartFile;

class Uploads {
  private static final Set<String> ALLOWED = Set.of("png", "jpg");
  private final Path folder = Paths.get("/srv/uploads");

  @PostMapping("/a")
  void direct(MultipartFile file) throws IOException {
    // ruleid: upload-any-type
    file.transferTo(new File("/srv/uploads/" + file.getOriginalFilename()));
  }

  @PostMapping("/b")
  void renamed(MultipartFile file) throws IOException {
    String ending = FilenameUtils.getExtension(file.getOriginalFilename());
    Path target = folder.resolve(UUID.randomUUID() + "." + ending);
    // ruleid: upload-any-type
    Files.copy(file.getInputStream(), target);
  }

  void part(HttpServletRequest request) throws Exception {
    Part part = request.getPart("file");
    String name = Paths.get(part.getSubmittedFileName()).getFileName().toString();
    // ruleid: upload-any-type
    part.write("/srv/uploads/" + name);
  }

  @PostMapping("/c")
  void helper(MultipartFile file) throws IOException {
    save(file.getOriginalFilename(), file.getBytes());
  }

  private void save(String name, byte[] data) throws IOException {
    // ruleid: upload-any-type
    Files.write(folder.resolve(name), data);
  }

  @PostMapping("/d")
  void allowed(MultipartFile file) throws IOException {
    String name = file.getOriginalFilename();
    if (!ALLOWED.contains(FilenameUtils.getExtension(name))) {
      throw new IllegalArgumentException("type");
    }
    // ok: upload-any-type
    Files.copy(file.getInputStream(), folder.resolve(name));
  }

  @PostMapping("/e")
  void own(MultipartFile file) throws IOException {
    log.info("upload of {}", file.getOriginalFilename());
    // ok: upload-any-type
    Files.copy(file.getInputStream(), folder.resolve(UUID.randomUUID() + ".png"));
  }

  @PostMapping("/f")
  void ending(MultipartFile file) throws IOException {
    String name = file.getOriginalFilename();
    if (name == null || !name.endsWith(".csv")) {
      return;
    }
    // ok: upload-any-type
    file.transferTo(new File("/srv/uploads/" + name));
  }

  @PostMapping("/g")
  void checked(MultipartFile file) throws IOException {
    validateImage(file);
    // ok: upload-any-type
    file.transferTo(new File("/srv/uploads/" + file.getOriginalFilename()));
  }
}

class UploadAnyTypeElsewhere {
  @PostMapping("/h")
  void all(MultipartFile file) throws IOException {
    // ruleid: upload-any-type
    file.transferTo(new File("/srv/uploads/" + Neighbour.nameOf(file)));
    // ok: upload-any-type
    file.transferTo(new File("/srv/uploads/" + Neighbour.fixed(file.getOriginalFilename()) + ".png"));
  }
}
