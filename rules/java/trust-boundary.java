import java.util.*;
import javax.servlet.http.*;
import org.springframework.web.bind.annotation.*;

class ProfileServlet extends HttpServlet {
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    String role = request.getParameter("role");
    // ruleid: trust-boundary
    request.getSession().setAttribute("role", role);
    // ruleid: trust-boundary
    request.getSession(true).putValue(request.getParameter("key"), "on");
    HttpSession session = request.getSession();
    // ruleid: trust-boundary
    session.setAttribute("language", request.getHeader("Accept-Language"));

    // ok: trust-boundary
    request.setAttribute("role", role);
    // ok: trust-boundary
    session.setAttribute("age", Integer.valueOf(request.getParameter("age")));
    // ok: trust-boundary
    session.setAttribute("seen", new Date());
    if (role.equals("reader") || role.equals("writer")) {
      // ok: trust-boundary
      session.setAttribute("role", role);
    }
  }

  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("theme", request.getParameter("theme"));
    settings.put("size", 12);
    HttpSession session = request.getSession();
    // ruleid: trust-boundary
    session.setAttribute("theme", settings.get("theme"));
    // ok: trust-boundary
    session.setAttribute("size", settings.get("size"));
    // ok: trust-boundary
    session.setAttribute("mode", modeOf(request.getParameter("mode")));
  }

  private String modeOf(String asked) {
    switch (asked) {
      case "dark":
        return "dark";
      default:
        return "light";
    }
  }
}

@RestController
class CartController {
  @PostMapping("/cart")
  public void add(@RequestParam String item, HttpSession session) {
    // ruleid: trust-boundary
    session.setAttribute("item", item);
  }

  @PostMapping("/cart/{count}")
  public void count(@PathVariable int count, HttpSession session) {
    // ok: trust-boundary
    session.setAttribute("count", count);
  }

  @PostMapping("/cart/owner")
  public void owner(@CookieValue("owner") String owner, HttpSession session) {
    new Cart(session).assign(owner);
  }

  private static class Cart {
    private final HttpSession session;

    Cart(HttpSession session) {
      this.session = session;
    }

    void assign(String owner) {
      // ruleid: trust-boundary
      session.setAttribute("owner", owner);
    }
  }
}

class TrustBoundaryElsewhere extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: trust-boundary
    request.getSession().setAttribute("report", Neighbour.asked(request));
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: trust-boundary
    request.getSession().setAttribute("report", name);
    // ok: trust-boundary
    request.getSession().setAttribute("report", Neighbour.counted(request));
    // ok: trust-boundary
    request.getSession().setAttribute("report", Neighbour.known(name));
    // ok: trust-boundary
    request.getSession().setAttribute("report", Neighbour.fixed(name));
    further(request, response, name);
  }

  private void further(HttpServletRequest request, HttpServletResponse response, String given) throws Exception {
    // ruleid: trust-boundary
    request.getSession().setAttribute("report", given);
  }
}
