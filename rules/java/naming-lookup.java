import java.util.*;
import javax.naming.*;
import javax.servlet.http.*;

class LookupServlet extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String name = request.getParameter("name");
    Context context = new InitialContext();
    // ruleid: jndi-from-request
    context.lookup(name);
    // ruleid: jndi-from-request
    new InitialContext().lookup("jdbc/" + name);
    find(name);
    // ok: jndi-from-request
    context.lookup("java:comp/env/jdbc/main");
    // ok: jndi-from-request
    context.lookup("java:comp/env/jdbc/" + name);
    if (Set.of("main", "archive").contains(name)) {
      // ok: jndi-from-request
      context.lookup(name);
    }
  }

  private void find(String name) throws NamingException {
    // ruleid: jndi-from-request
    InitialContext.doLookup(name);
  }

  void settings(Properties properties) {
    // ruleid: jndi-remote-classes
    System.setProperty("com.sun.jndi.ldap.object.trustURLCodebase", "true");
    // ruleid: jndi-remote-classes
    System.setProperty("com.sun.jndi.rmi.object.trustURLCodebase", "true");
    // ruleid: jndi-remote-classes
    properties.setProperty("log4j2.enableJndiLookup", "true");
    // ok: jndi-remote-classes
    System.setProperty("com.sun.jndi.ldap.object.trustURLCodebase", "false");
    // ok: jndi-remote-classes
    System.setProperty("com.sun.jndi.ldap.connect.pool", "true");
    // ok: jndi-remote-classes
    properties.setProperty("log4j2.debug", "true");
  }
}

class JndiFromRequestElsewhere extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: jndi-from-request
    new InitialContext().lookup(Neighbour.asked(request));
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: jndi-from-request
    new InitialContext().lookup(name);
    // ok: jndi-from-request
    new InitialContext().lookup(Neighbour.counted(request));
    // ok: jndi-from-request
    new InitialContext().lookup(Neighbour.known(name));
    // ok: jndi-from-request
    new InitialContext().lookup(Neighbour.fixed(name));
    further(name);
  }

  private void further(String given) throws Exception {
    // ruleid: jndi-from-request
    new InitialContext().lookup(given);
  }
}

class Searches {
  void controls(SearchControls controls, String[] names, Finder finder) {
    // ruleid: directory-objects
    controls.setReturningObjFlag(true);
    // ruleid: directory-objects
    new SearchControls(SearchControls.SUBTREE_SCOPE, 10, 1000, names, true, false);
    javax.naming.directory.SearchControls named = new javax.naming.directory.SearchControls();
    // ruleid: directory-objects
    named.setReturningObjFlag(true);
    // ok: directory-objects
    controls.setReturningObjFlag(false);
    // ok: directory-objects
    new SearchControls(SearchControls.SUBTREE_SCOPE, 10, 1000, names, false, true);
    // ok: directory-objects
    finder.setReturningObjFlag(true);
  }
}
