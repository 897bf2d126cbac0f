import java.util.*;
import javax.naming.*;
import javax.naming.directory.*;
import javax.servlet.http.*;
import org.owasp.esapi.ESAPI;
import org.springframework.ldap.core.LdapTemplate;
import org.springframework.ldap.support.LdapEncoder;
import org.springframework.web.bind.annotation.*;

class DirectoryServlet extends HttpServlet {
  private DirContext context;

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws NamingException {
    String user = request.getParameter("user");
    SearchControls controls = new SearchControls();
    // ruleid: ldap-injection
    context.search("ou=people", "(uid=" + user + ")", controls);
    // ok: ldap-injection
    context.search("ou=people", "(uid={0})", new Object[] {user}, controls);
    // ok: ldap-injection
    context.search("ou=people", "(uid=" + ESAPI.encoder().encodeForLDAP(user) + ")", controls);

    InitialDirContext own = new InitialDirContext();
    // ruleid: ldap-injection
    own.search("ou=" + request.getHeader("X-Unit"), "(objectClass=person)", controls);
  }

  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws NamingException {
    String user = request.getParameter("user");
    if (!user.matches("[a-z0-9]{3,20}")) {
      return;
    }
    // ok: ldap-injection
    context.search("ou=people", "(uid=" + user + ")", null);
  }

  protected void doPut(HttpServletRequest request, HttpServletResponse response) throws NamingException {
    String filter = filterFor(request.getParameter("mail"));
    // ruleid: ldap-injection
    connect().search("ou=people", filter, new SearchControls());
    // ok: ldap-injection
    connect().search("ou=people", filterFor("admin@example.com"), new SearchControls());
  }

  private DirContext connect() throws NamingException {
    return new InitialDirContext();
  }

  private static String filterFor(String mail) {
    return "(&(objectClass=person)(mail=" + mail + "))";
  }
}

@RestController
class PeopleController {
  private LdapTemplate ldap;

  @GetMapping("/people")
  public Object people(@RequestParam String name) {
    // ruleid: ldap-injection
    return ldap.search("", "(cn=*" + name + "*)", (javax.naming.directory.Attributes found) -> found.get("cn"));
  }

  @GetMapping("/people/safe")
  public Object safe(@RequestParam String name) {
    String filter = "(cn=" + LdapEncoder.filterEncode(name) + ")";
    // ok: ldap-injection
    return ldap.search("", filter, (javax.naming.directory.Attributes found) -> found.get("cn"));
  }

  @GetMapping("/people/number/{number}")
  public Object number(@PathVariable Integer number) {
    // ok: ldap-injection
    return ldap.search("", "(employeeNumber=" + number + ")", (javax.naming.directory.Attributes found) -> found.get("cn"));
  }

  @PostMapping("/people/login")
  public boolean login(@RequestBody Login login) {
    // ruleid: ldap-injection
    return ldap.authenticate("", "(uid=" + login.user + ")", login.password);
  }

  @GetMapping("/people/departments")
  public Object departments(@RequestParam List<String> units) {
    Deque<String> waiting = new ArrayDeque<>();
    for (String unit : units) {
      waiting.push(unit);
    }
    // ruleid: ldap-injection
    return ldap.search("ou=" + waiting.pop(), "(objectClass=*)", (javax.naming.directory.Attributes found) -> found.get("cn"));
  }

  static class Login {
    String user;
    String password;
  }
}

class LdapInjectionElsewhere extends HttpServlet {
  private DirContext context;

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: ldap-injection
    context.search("ou=people", "(uid=" + Neighbour.asked(request) + ")", new SearchControls());
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: ldap-injection
    context.search("ou=people", "(uid=" + name + ")", new SearchControls());
    // ok: ldap-injection
    context.search("ou=people", "(uid=" + Neighbour.counted(request) + ")", new SearchControls());
    // ok: ldap-injection
    context.search("ou=people", "(uid=" + Neighbour.known(name) + ")", new SearchControls());
    // ok: ldap-injection
    context.search("ou=people", "(uid=" + Neighbour.fixed(name) + ")", new SearchControls());
    further(name);
  }

  private void further(String given) throws Exception {
    // ruleid: ldap-injection
    context.search("ou=people", "(uid=" + given + ")", new SearchControls());
  }
}
