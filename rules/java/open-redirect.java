import java.net.URI;
import java.util.*;
import javax.servlet.http.*;
import javax.ws.rs.*;
import javax.ws.rs.core.Response;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.servlet.view.RedirectView;

class LoginServlet extends HttpServlet {
  private static final List<String> PAGES = List.of("/home", "/orders");

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String next = request.getParameter("next");
    // ruleid: open-redirect
    response.sendRedirect(next);
  }

  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String next = request.getParameter("next");
    if (next == null || !PAGES.contains(next)) {
      next = "/home";
    }
    // ok: open-redirect
    response.sendRedirect(next);
    // ok: open-redirect
    response.sendRedirect("/search?q=" + request.getParameter("q") + "&page=1");
    // ok: open-redirect
    response.sendRedirect(request.getContextPath() + "/items/" + request.getParameter("item"));
  }

  protected void doPut(HttpServletRequest request, HttpServletResponse response) throws Exception {
    response.setStatus(302);
    // ruleid: open-redirect
    response.setHeader("Location", request.getHeader("Referer"));
    // ruleid: open-redirect
    response.sendRedirect("https://" + request.getParameter("host") + "/login");
    // ok: open-redirect
    response.sendRedirect("https://login.example.com/?back=" + request.getParameter("host"));
  }

  protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String target = request.getParameter("target");
    if (target.startsWith("/") && !target.startsWith("//")) {
      // ok: open-redirect
      response.sendRedirect(target);
    } else {
      // ruleid: open-redirect
      response.sendRedirect(target);
    }
  }
}

@Controller
class LinkController {
  @GetMapping("/out")
  public String out(@RequestParam String url) {
    // ruleid: open-redirect
    return "redirect:" + url;
  }

  @GetMapping("/item")
  public String item(@RequestParam String id) {
    // ok: open-redirect
    return "redirect:/items/" + id;
  }

  @GetMapping("/view")
  public RedirectView view(@RequestParam Optional<String> url) {
    // ruleid: open-redirect
    return new RedirectView(url.orElse("/"));
  }
}

@Path("/go")
class GoResource {
  @GET
  public Response go(@QueryParam("to") String to) {
    // ruleid: open-redirect
    return Response.seeOther(URI.create(to)).build();
  }

  @GET
  @Path("/checked")
  public Response checked(@QueryParam("to") String to) {
    URI uri = URI.create(to);
    if (!"www.example.com".equals(uri.getHost())) {
      return Response.status(400).build();
    }
    // ok: open-redirect
    return Response.seeOther(uri).build();
  }
}

class OpenRedirectElsewhere extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: open-redirect
    response.sendRedirect(Neighbour.asked(request));
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: open-redirect
    response.sendRedirect(name);
    // ok: open-redirect
    response.sendRedirect(Neighbour.counted(request));
    // ok: open-redirect
    response.sendRedirect(Neighbour.known(name));
    // ok: open-redirect
    response.sendRedirect(Neighbour.fixed(name));
    further(request, response, name);
  }

  private void further(HttpServletRequest request, HttpServletResponse response, String given) throws Exception {
    // ruleid: open-redirect
    response.sendRedirect(given);
  }
}

class Mounted extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ok: open-redirect
    response.sendRedirect(request.getServletPath() + request.getPathInfo() + "/");
    // ruleid: open-redirect
    response.sendRedirect(request.getPathInfo().substring(1) + "/");
  }
}
