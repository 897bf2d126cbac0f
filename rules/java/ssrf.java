import java.io.*;
import java.net.*;
import java.net.http.*;
import java.util.*;
import javax.servlet.http.*;
import okhttp3.OkHttpClient;
import org.apache.http.client.methods.HttpGet;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.client.RestTemplate;

class FetchServlet extends HttpServlet {
  private static final Set<String> HOSTS = Set.of("images.example.com", "static.example.com");

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    URL url = new URL(request.getParameter("url"));
    // ruleid: ssrf
    InputStream in = url.openStream();

    // ruleid: ssrf
    URLConnection connection = new URL("http://" + request.getHeader("X-Backend") + "/status").openConnection();

    // ok: ssrf
    new URL("https://api.example.com/items/" + request.getParameter("id")).openStream();

    // ok: ssrf
    new URL("https://api.example.com/?q=" + URLEncoder.encode(request.getParameter("q"), "UTF-8")).openStream();
  }

  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
    URL url = new URL(request.getParameter("url"));
    if (!HOSTS.contains(url.getHost())) {
      response.sendError(400);
      return;
    }
    // ok: ssrf
    url.openConnection();
  }

  protected void doPut(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String target = request.getParameter("target");
    HttpClient client = HttpClient.newHttpClient();
    // ruleid: ssrf
    client.send(HttpRequest.newBuilder(URI.create(target)).build(), HttpResponse.BodyHandlers.ofString());
    // ruleid: ssrf
    HttpGet get = new HttpGet(target);
    if (target.startsWith("https://hooks.example.com/")) {
      // ok: ssrf
      new HttpGet(target);
    }
    // ruleid: ssrf
    new Socket(request.getParameter("host"), 80);
  }
}

@RestController
class ProxyController {
  private final RestTemplate rest = new RestTemplate();
  private final Map<String, String> services = Map.of("users", "http://users.internal", "orders", "http://orders.internal");

  @GetMapping("/proxy")
  public String proxy(@RequestParam String url) {
    // ruleid: ssrf
    return rest.getForObject(url, String.class);
  }

  @GetMapping("/service")
  public String service(@RequestParam String name) {
    // ok: ssrf
    return rest.getForObject(services.get(name), String.class);
  }

  @GetMapping("/item")
  public String item(@RequestParam String id) {
    // ok: ssrf
    return rest.getForObject("https://items.example.com/{id}", String.class, id);
  }

  @GetMapping("/hook")
  public void hook(@RequestParam String address) throws IOException {
    Hook hook = new Hook();
    hook.address = address;
    hook.fallback = "https://hooks.example.com/default";
    // ruleid: ssrf
    new okhttp3.OkHttpClient().newCall(new okhttp3.Request.Builder().url(hook.address).build()).execute();
    // ok: ssrf
    new okhttp3.OkHttpClient().newCall(new okhttp3.Request.Builder().url(hook.fallback).build()).execute();
  }

  static class Hook {
    String address;
    String fallback;
  }
}

class SsrfElsewhere extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: ssrf
    new java.net.URL(Neighbour.asked(request)).openStream();
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: ssrf
    new java.net.URL(name).openStream();
    // ok: ssrf
    new java.net.URL(Neighbour.counted(request)).openStream();
    // ok: ssrf
    new java.net.URL(Neighbour.known(name)).openStream();
    // ok: ssrf
    new java.net.URL(Neighbour.fixed(name)).openStream();
    further(name);
  }

  private void further(String given) throws Exception {
    // ruleid: ssrf
    new java.net.URL(given).openStream();
  }
}

class Parts extends HttpServlet {
  private final String endpoint = System.getenv("ENDPOINT");

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ok: ssrf
    new java.net.URL(UriComponentsBuilder.fromUriString(endpoint).queryParam("q", request.getParameter("q")).toUriString()).openStream();
    // ruleid: ssrf
    new java.net.URL(UriComponentsBuilder.fromUriString(request.getParameter("to")).queryParam("q", "all").toUriString()).openStream();
    java.net.URL page = com.google.common.io.Resources.getResource("pages/" + request.getParameter("page"));
    // ok: ssrf
    page.openStream();
  }
}

class Items extends HttpServlet {
  void each(FileItemStream item, java.net.URL address) throws IOException {
    // ok: ssrf
    item.openStream();
  }

  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
    FileItemStream item = new ServletFileUpload().getItemIterator(request).next();
    // ok: ssrf
    item.openStream();
    // ruleid: ssrf
    new java.net.URL(request.getParameter("url")).openStream();
  }
}
