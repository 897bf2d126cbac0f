import java.util.*;
import java.util.logging.Level;
import javax.servlet.http.*;
import lombok.extern.slf4j.Slf4j;
import org.slf4j.*;
import org.springframework.web.bind.annotation.*;

class AuditServlet extends HttpServlet {
  private static final Logger LOG = LoggerFactory.getLogger(AuditServlet.class);
  private final java.util.logging.Logger audit = java.util.logging.Logger.getLogger("audit");

  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    String user = request.getParameter("user");
    // ruleid: log-injection
    LOG.info("login of " + user);
    // ruleid: log-injection
    LOG.warn("login of {} failed", user);
    // ok: log-injection
    LOG.info("login of {}", user.replace('\n', '_').replace('\r', '_'));
    // ok: log-injection
    LOG.info("login of a user with {} letters", user.length());
    // ruleid: log-injection
    audit.log(Level.INFO, "login of {0}", user);
    // ok: log-injection
    double size = Math.log(user.length());
  }

  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    // ruleid: log-injection
    getServletContext().log("agent " + request.getHeader("User-Agent"));
    String clean = request.getHeader("User-Agent").replaceAll("[\r\n]", "");
    // ok: log-injection
    getServletContext().log("agent " + clean);
  }

  protected void doPut(HttpServletRequest request, HttpServletResponse response) {
    note(request.getRemoteAddr(), request.getQueryString());
  }

  private void note(String address, String query) {
    // ok: log-injection
    LOG.debug("asked by " + address);
    // ruleid: log-injection
    LOG.debug("asked for " + query);
  }
}

@Slf4j
@RestController
class ItemController {
  @GetMapping("/items/{id}")
  public void item(@PathVariable long id, @RequestParam String view) {
    // ok: log-injection
    log.info("item {}", id);
    // ruleid: log-injection
    log.info("view {}", view);
    if (view.equals("full") || view.equals("short")) {
      // ok: log-injection
      log.info("view {}", view);
    }
  }

  @PostMapping("/items")
  public void create(@RequestBody Item item) {
    try {
      item.check();
    } catch (IllegalStateException e) {
      // ruleid: log-injection
      log.error("item {} refused", item.name, e);
    }
  }

  static class Item {
    String name;

    void check() {
      if (name == null) {
        throw new IllegalStateException("no name");
      }
    }
  }
}

class LogInjectionElsewhere extends HttpServlet {
  private static final org.slf4j.Logger log = org.slf4j.LoggerFactory.getLogger("reports");

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: log-injection
    log.info("report " + Neighbour.asked(request));
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: log-injection
    log.info("report " + name);
    // ok: log-injection
    log.info("report " + Neighbour.counted(request));
    // ok: log-injection
    log.info("report " + Neighbour.known(name));
    // ok: log-injection
    log.info("report " + Neighbour.fixed(name));
    further(name);
  }

  private void further(String given) throws Exception {
    // ruleid: log-injection
    log.info("report " + given);
  }
}
