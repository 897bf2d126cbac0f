import java.io.*;
import java.util.*;
import javax.servlet.http.*;
import javax.ws.rs.*;
import org.owasp.encoder.Encode;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.util.HtmlUtils;

class GreetServlet extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    String name = request.getParameter("name");
    // ruleid: xss
    response.getWriter().println("<p>Hello " + name + "</p>");
    // ok: xss
    response.getWriter().println("<p>Hello " + Encode.forHtml(name) + "</p>");
    PrintWriter out = response.getWriter();
    // ruleid: xss
    out.printf("<title>%s</title>", name);
    // ok: xss
    out.println("<p>" + name.length() + " letters</p>");
    List<String> parts = new ArrayList<>();
    parts.add("plain");
    parts.add(name);
    // ok: xss
    out.write(parts.get(0));
    // ruleid: xss
    out.write(parts.get(1));
  }

  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Map<String, String[]> all = request.getParameterMap();
    StringBuilder page = new StringBuilder();
    for (Map.Entry<String, String[]> entry : all.entrySet()) {
      page.append("<li>").append(entry.getKey()).append("</li>");
    }
    // ruleid: xss
    response.getOutputStream().print(page.toString());
  }

  protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType("application/json");
    // ok: xss
    response.getWriter().write("{\"name\": \"" + request.getParameter("name") + "\"}");
  }

  protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String mode = request.getParameter("mode");
    if (!Arrays.asList("soft", "hard").contains(mode)) {
      mode = "soft";
    }
    // ok: xss
    response.getWriter().println("<p>Deleted: " + mode + "</p>");
    write(response.getWriter(), request.getHeader("Referer"));
  }

  private void write(PrintWriter out, String from) {
    out.append("<a href='");
    // ruleid: xss
    out.append(from);
  }
}

@RestController
class HelloController {
  @GetMapping("/hello")
  public String hello(@RequestParam String name) {
    // ruleid: xss
    return "<h1>Hello " + name + "</h1>";
  }

  @GetMapping("/safe")
  public String safe(@RequestParam String name) {
    // ok: xss
    return "<h1>Hello " + HtmlUtils.htmlEscape(name) + "</h1>";
  }

  @GetMapping(value = "/text", produces = "text/plain")
  public String text(@RequestParam String name) {
    // ok: xss
    return "Hello " + name;
  }

  @GetMapping("/number/{id}")
  public String number(@PathVariable long id) {
    // ok: xss
    return "<h1>Order " + id + "</h1>";
  }
}

@Path("/page")
class PageResource {
  @GET
  @Produces("text/html")
  public String page(@QueryParam("title") String title) {
    // ruleid: xss
    return "<title>" + title + "</title>";
  }

  @GET
  @Produces("application/json")
  public String json(@QueryParam("title") String title) {
    // ok: xss
    return "\"" + title + "\"";
  }
}

class XssElsewhere extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: xss
    response.getWriter().println("<h1>" + Neighbour.asked(request) + "</h1>");
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: xss
    response.getWriter().println("<h1>" + name + "</h1>");
    // ok: xss
    response.getWriter().println("<h1>" + Neighbour.counted(request) + "</h1>");
    // ok: xss
    response.getWriter().println("<h1>" + Neighbour.known(name) + "</h1>");
    // ok: xss
    response.getWriter().println("<h1>" + Neighbour.fixed(name) + "</h1>");
    further(request, response, name);
  }

  private void further(HttpServletRequest request, HttpServletResponse response, String given) throws Exception {
    // ruleid: xss
    response.getWriter().println("<h1>" + given + "</h1>");
  }
}

class Views extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType(JSON_TYPE);
    // ok: xss
    response.getWriter().write(new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(request.getParameterMap()));
    // ruleid: xss
    response.getWriter().write(String.join(",", request.getParameterValues("name")));
  }
}

@Path("/view")
@Produces("text/html")
class ViewResource {
  @GET
  public GreetingView view(@QueryParam("name") String name) {
    // ok: xss
    return new GreetingView(name);
  }

  @GET
  public String text(@QueryParam("name") String name) {
    // ruleid: xss
    return "<p>" + name;
  }
}

class Named extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType(request.getHeader("Accept"));
    // ok: xss
    response.getWriter().write("<p>Hello</p>");
    // ruleid: xss
    response.getWriter().write("<p>" + request.getHeader("Accept") + "</p>");
  }
}
