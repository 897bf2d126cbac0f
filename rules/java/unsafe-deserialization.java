import com.thoughtworks.xstream.XStream;
import java.beans.XMLDecoder;
import java.io.*;
import java.util.Base64;
import javax.servlet.http.*;
import org.apache.commons.io.serialization.ValidatingObjectInputStream;
import org.springframework.web.bind.annotation.*;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class StateServlet extends HttpServlet {
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
    ObjectInputStream in = new ObjectInputStream(request.getInputStream());
    // ruleid: unsafe-deserialization
    Object state = in.readObject();
  }

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    for (Cookie cookie : request.getCookies()) {
      byte[] bytes = Base64.getDecoder().decode(cookie.getValue());
      try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
        // ruleid: unsafe-deserialization
        in.readObject();
      }
    }
  }

  protected void doPut(HttpServletRequest request, HttpServletResponse response) throws Exception {
    ObjectInputStream in = new ObjectInputStream(request.getInputStream());
    in.setObjectInputFilter(ObjectInputFilter.Config.createFilter("com.example.State;!*"));
    // ok: unsafe-deserialization
    in.readObject();

    ObjectInputStream checked = new ValidatingObjectInputStream(request.getInputStream());
    // ok: unsafe-deserialization
    checked.readObject();

    ObjectInputStream own = new ObjectInputStream(new FileInputStream("/var/lib/app/state"));
    // ok: unsafe-deserialization
    own.readObject();
  }

  protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: unsafe-deserialization
    new XMLDecoder(request.getInputStream()).readObject();
    DataInputStream plain = new DataInputStream(request.getInputStream());
    // ok: unsafe-deserialization
    plain.readUTF();
  }
}

@RestController
class ImportController {
  @PostMapping("/yaml")
  public Object yaml(@RequestBody String text) {
    Yaml yaml = new Yaml();
    // ruleid: unsafe-deserialization
    return yaml.load(text);
  }

  @PostMapping("/safe-yaml")
  public Object safeYaml(@RequestBody String text) {
    Yaml yaml = new Yaml(new SafeConstructor(new org.yaml.snakeyaml.LoaderOptions()));
    // ok: unsafe-deserialization
    return yaml.load(text);
  }

  @PostMapping("/xstream")
  public Object xstream(@RequestBody String text) {
    // ruleid: unsafe-deserialization
    return new XStream().fromXML(text);
  }

  @PostMapping("/xstream-allowed")
  public Object xstreamAllowed(@RequestBody String text) {
    XStream xstream = new XStream();
    xstream.allowTypes(new Class[] {String.class});
    // ok: unsafe-deserialization
    return xstream.fromXML(text);
  }

  @PostMapping("/wrapped")
  public Object wrapped(@RequestBody byte[] bytes) throws Exception {
    return new Reader(bytes).read();
  }

  @PostMapping("/number")
  public Object number(@RequestParam int seed) {
    Yaml yaml = new Yaml();
    // ok: unsafe-deserialization
    return yaml.load("seed: " + seed);
  }

  private static class Reader {
    private final InputStream stream;

    Reader(byte[] bytes) {
      this.stream = new ByteArrayInputStream(bytes);
    }

    Object read() throws Exception {
      // ruleid: unsafe-deserialization
      return new ObjectInputStream(stream).readObject();
    }
  }
}

class UnsafeDeserializationElsewhere extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: unsafe-deserialization
    new ObjectInputStream(Neighbour.body(request)).readObject();
    further(request.getInputStream());
    // ok: unsafe-deserialization
    new ObjectInputStream(new ByteArrayInputStream(Neighbour.fixed(request.getParameter("name")).getBytes())).readObject();
  }

  private void further(InputStream given) throws Exception {
    ObjectInputStream objects = new ObjectInputStream(given);
    // ruleid: unsafe-deserialization
    objects.readObject();
  }
}
