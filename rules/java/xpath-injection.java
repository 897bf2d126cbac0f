import java.util.*;
import javax.servlet.http.*;
import javax.xml.xpath.*;
import org.dom4j.Document;
import org.owasp.esapi.ESAPI;
import org.springframework.web.bind.annotation.*;

class AccountServlet extends HttpServlet {
  private org.w3c.dom.Document accounts;

  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String user = request.getParameter("user");
    XPath xpath = XPathFactory.newInstance().newXPath();
    // ruleid: xpath-injection
    xpath.evaluate("//account[@user='" + user + "']", accounts);
    // ruleid: xpath-injection
    XPathExpression expression = xpath.compile("//account[@user='" + user + "']/mail");

    // ok: xpath-injection
    xpath.evaluate("//account[@user='" + ESAPI.encoder().encodeForXPath(user) + "']", accounts);

    int number = Integer.parseInt(request.getParameter("number"));
    // ok: xpath-injection
    xpath.evaluate("//account[" + number + "]", accounts);

    xpath.setXPathVariableResolver(name -> user);
    // ok: xpath-injection
    xpath.evaluate("//account[@user=$user]", accounts);
  }

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String[] values = request.getParameterValues("group");
    if (values.length > 0 && values[0].matches("^[A-Za-z]+$")) {
      // ok: xpath-injection
      XPathFactory.newInstance().newXPath().evaluate("//group[@name='" + values[0] + "']", accounts);
    }
    String group = values.length > 1 ? values[1] : "none";
    // ruleid: xpath-injection
    XPathFactory.newInstance().newXPath().evaluate("//group[@name='" + group + "']", accounts);
  }

  protected void doPut(HttpServletRequest request, HttpServletResponse response) throws Exception {
    find(Arrays.asList("users", request.getHeader("X-Name")));
  }

  private void find(List<String> terms) throws Exception {
    XPath xpath = XPathFactory.newInstance().newXPath();
    // ok: xpath-injection
    xpath.compile("/" + terms.get(0));
    // ruleid: xpath-injection
    xpath.compile("/users/" + terms.get(1));
  }
}

@RestController
class BookController {
  private Document books;

  @GetMapping("/books")
  public Object books(@RequestParam String title) {
    // ruleid: xpath-injection
    return books.selectNodes("//book[title='" + title + "']");
  }

  @GetMapping("/books/one")
  public Object one(@RequestParam String title) {
    String quoted = title.replace("'", "&apos;");
    // ok: xpath-injection
    return books.selectSingleNode("//book[title='" + quoted + "']");
  }

  @GetMapping("/books/first")
  public Object first(@RequestBody Query query) {
    // ruleid: xpath-injection
    return books.selectSingleNode("//book[" + query.condition + "][1]");
  }

  static class Query {
    String condition;
  }
}

class XpathInjectionElsewhere extends HttpServlet {
  private org.w3c.dom.Document reports;

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: xpath-injection
    XPathFactory.newInstance().newXPath().evaluate("//report[@name='" + Neighbour.asked(request) + "']", reports);
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: xpath-injection
    XPathFactory.newInstance().newXPath().evaluate("//report[@name='" + name + "']", reports);
    // ok: xpath-injection
    XPathFactory.newInstance().newXPath().evaluate("//report[@name='" + Neighbour.counted(request) + "']", reports);
    // ok: xpath-injection
    XPathFactory.newInstance().newXPath().evaluate("//report[@name='" + Neighbour.known(name) + "']", reports);
    // ok: xpath-injection
    XPathFactory.newInstance().newXPath().evaluate("//report[@name='" + Neighbour.fixed(name) + "']", reports);
    further(name);
  }

  private void further(String given) throws Exception {
    // ruleid: xpath-injection
    XPathFactory.newInstance().newXPath().evaluate("//report[@name='" + given + "']", reports);
  }
}
