import java.io.*;
import java.nio.file.*;
import javax.servlet.http.*;
import org.apache.commons.io.FilenameUtils;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.multipart.MultipartFile;

class DownloadServlet extends HttpServlet {
  private static final File FOLDER = new File("/srv/reports");

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String name = request.getParameter("name");
    // ruleid: path-traversal
    InputStream in = new FileInputStream("/srv/reports/" + name);

    File file = new File(FOLDER, name);
    // ok: path-traversal
    // ruleid: file-probed
    if (file.exists()) {
      response.setStatus(200);
    }

    // ok: path-traversal
    new FileInputStream(new File(FOLDER, FilenameUtils.getName(name)));
    // ok: path-traversal
    new FileInputStream(new File(FOLDER, new File(name).getName()));
  }

  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    File file = new File(FOLDER, request.getParameter("name"));
    if (!file.getCanonicalPath().startsWith(FOLDER.getCanonicalPath() + File.separator)) {
      response.sendError(404);
      return;
    }
    // ok: path-traversal
    new FileReader(file);
  }

  protected void doPut(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String target = request.getPart("file").getSubmittedFileName();
    // ruleid: path-traversal
    Files.copy(request.getInputStream(), Paths.get("/srv/uploads", target));
    if (target.contains("..") || target.contains("/")) {
      throw new IOException("name");
    }
    // ok: path-traversal
    Files.copy(request.getInputStream(), Paths.get("/srv/uploads", target));
  }
}

@RestController
class FileController {
  private final Path base = Paths.get("/srv/files");

  @GetMapping("/raw/{name}")
  public byte[] raw(@PathVariable String name) throws IOException {
    Path path = base.resolve(name);
    // ruleid: path-traversal
    return Files.readAllBytes(path);
  }

  @GetMapping("/checked/{name}")
  public byte[] checked(@PathVariable String name) throws IOException {
    Path path = base.resolve(name).normalize();
    if (!path.startsWith(base)) {
      throw new FileNotFoundException(name);
    }
    // ok: path-traversal
    return Files.readAllBytes(path);
  }

  @PostMapping("/upload")
  public void upload(MultipartFile file) throws IOException {
    // ruleid: path-traversal
    file.transferTo(new File("/srv/uploads/" + file.getOriginalFilename()));
    String own = java.util.UUID.randomUUID() + ".bin";
    // ok: path-traversal
    file.transferTo(new File("/srv/uploads/" + own));
  }

  @GetMapping("/template")
  public InputStream template(@CookieValue("theme") String theme) {
    // ruleid: path-traversal
    return getClass().getResourceAsStream("/themes/" + theme);
  }

  @GetMapping("/year/{year}")
  public String year(@PathVariable int year, String month) throws IOException {
    Store store = new Store(month, "summary");
    // ok: path-traversal
    String text = Files.readString(base.resolve(year + "-" + store.kind));
    // ruleid: path-traversal
    return text + Files.readString(base.resolve(year + "-" + store.month));
  }

  private static class Store {
    final String month;
    final String kind;

    Store(String month, String kind) {
      this.month = month;
      this.kind = kind;
    }
  }
}

class PathTraversalElsewhere extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: path-traversal
    new FileInputStream("/srv/reports/" + Neighbour.asked(request));
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: path-traversal
    new FileInputStream("/srv/reports/" + name);
    // ok: path-traversal
    new FileInputStream("/srv/reports/" + Neighbour.counted(request));
    // ok: path-traversal
    new FileInputStream("/srv/reports/" + Neighbour.known(name));
    // ok: path-traversal
    new FileInputStream("/srv/reports/" + Neighbour.fixed(name));
    further(name);
  }

  private void further(String given) throws Exception {
    // ruleid: path-traversal
    new FileInputStream("/srv/reports/" + given);
  }
}

class FileProbedElsewhere extends HttpServlet {
  private final Path base = Paths.get("/srv/files");

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: file-probed
    new File("/srv/reports/" + Neighbour.asked(request)).length();
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: file-probed
    Files.exists(base.resolve(name));
    // ok: file-probed
    new File("/srv/reports/" + Neighbour.counted(request)).exists();
    // ok: file-probed
    Files.exists(base.resolve(Neighbour.known(name)));
    Path path = base.resolve(name).normalize();
    if (path.startsWith(base)) {
      // ok: file-probed
      Files.isDirectory(path);
    }
    further(new File("/srv/reports", name));
  }

  private void further(File given) {
    // ruleid: file-probed
    given.isDirectory();
  }
}

class Helpers extends HttpServlet {
  private final Path base = Paths.get("/srv/files");

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    Path path = base.resolve(request.getParameter("name"));
    checkDirectoryTraversal(base, path);
    // ok: path-traversal
    Files.newInputStream(path);
    Path other = base.resolve(request.getParameter("other"));
    log(base, other);
    // ruleid: path-traversal
    Files.newInputStream(other);
  }
}

@Controller
class PagesByName {
  @GetMapping("/page")
  public ModelAndView page(@RequestParam String name) {
    // ruleid: path-traversal
    return new ModelAndView(name);
  }

  @GetMapping("/known")
  public ModelAndView known(@RequestParam String name) {
    // ok: path-traversal
    ModelAndView view = new ModelAndView("page", "name", name);
    // ruleid: path-traversal
    view.setViewName("pages/" + name);
    // ok: path-traversal
    return new ModelAndView("redirect:" + name);
  }
}
