import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.zip.ZipEntry;
import javax.servlet.http.HttpServletRequest;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.springframework.web.multipart.MultipartFile;

/** What the cases of other files call: what comes from a request, what hands it on, what cleans it. */
final class Neighbour {
  private static final Set<String> KNOWN = Set.of("daily", "weekly");

  static String asked(HttpServletRequest request) {
    return request.getParameter("name");
  }

  static InputStream body(HttpServletRequest request) throws IOException {
    return request.getInputStream();
  }

  static java.util.Map<String, String[]> everything(HttpServletRequest request) {
    return request.getParameterMap();
  }

  static String handedOn(String value) {
    String text = value.trim();
    return text.isEmpty() ? "nothing" : text;
  }

  static String counted(HttpServletRequest request) {
    return String.valueOf(Integer.parseInt(request.getParameter("count")));
  }

  static String known(String value) {
    return KNOWN.contains(value) ? value : "daily";
  }

  static String fixed(String value) {
    return "weekly";
  }

  static String nameIn(ZipEntry entry) {
    return entry.getName();
  }

  static String nameOf(MultipartFile file) {
    return file.getOriginalFilename();
  }

  static byte[] sameVector() {
    return new byte[16];
  }

  static byte[] drawnVector() {
    byte[] vector = new byte[16];
    new java.security.SecureRandom().nextBytes(vector);
    return vector;
  }

  static DocumentBuilder anyDocument() throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder();
  }

  static DocumentBuilder noDoctype() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder();
  }
}
