import com.mongodb.BasicDBObject;
import com.mongodb.client.*;
import com.mongodb.client.model.Filters;
import java.util.regex.Pattern;
import javax.servlet.http.*;
import org.bson.Document;
import org.springframework.data.mongodb.core.query.*;
import org.springframework.http.*;
import org.springframework.web.bind.annotation.*;

class HeaderServlet extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    String name = request.getParameter("name");
    // ruleid: header-injection
    response.setHeader("Content-Disposition", "attachment; filename=" + name);
    // ruleid: header-injection
    response.addCookie(new Cookie("language", request.getParameter("language")));
    send(response, name);
    // ok: header-injection
    response.setHeader("Content-Disposition", "attachment; filename=" + name.replace("\r", "").replace("\n", ""));
    // ok: header-injection
    response.setHeader("X-Count", String.valueOf(Integer.parseInt(request.getParameter("count"))));
    // ok: header-injection
    response.setHeader("Cache-Control", "no-store");
  }

  private void send(HttpServletResponse response, String value) {
    // ruleid: header-injection
    response.addHeader("X-Name", value);
  }
}

@RestController
class Search {
  @GetMapping("/search")
  public boolean search(@RequestParam String q, @RequestParam String text) {
    // ruleid: regex-from-request
    Pattern pattern = Pattern.compile(q, Pattern.CASE_INSENSITIVE);
    // ruleid: regex-from-request
    boolean found = text.matches(".*" + q + ".*");
    found |= matches(q, text);
    // ok: regex-from-request
    Pattern quoted = Pattern.compile(Pattern.quote(q));
    // ok: regex-from-request
    Pattern literal = Pattern.compile(q, Pattern.LITERAL);
    // ok: regex-from-request
    return found || text.matches("[a-z]+");
  }

  private boolean matches(String expression, String text) {
    // ruleid: regex-from-request
    return Pattern.matches(expression, text);
  }

  @GetMapping("/hello")
  public void hello(@RequestParam String name, @RequestParam String pattern, @RequestParam int count) {
    // ruleid: format-from-request
    String a = String.format("Hello " + name + ", %d", count);
    // ruleid: format-from-request
    System.out.printf(name);
    // ruleid: format-from-request
    String c = String.format(pattern, count);
    // ok: format-from-request
    String d = String.format("Hello %s, %d", name, count);
    // ok: format-from-request
    System.out.printf("Hello %s%n", name);
    // ok: format-from-request
    String e = "Hello %s".formatted(name);
  }
}

@RestController
class Accounts {
  private MongoCollection<Document> accounts;
  private MongoTemplate template;

  @GetMapping("/accounts")
  public Object find(@RequestParam String name) {
    // ruleid: nosql-injection
    accounts.find(new BasicDBObject("$where", "this.name == '" + name + "'"));
    // ruleid: nosql-injection
    template.find(new BasicQuery("{ name: '" + name + "' }"), Account.class);
    // ruleid: nosql-injection
    accounts.find(Document.parse("{ name: '" + name + "' }"));
    where(name);
    // ok: nosql-injection
    accounts.find(Filters.eq("name", name));
    // ok: nosql-injection
    template.find(Query.query(Criteria.where("name").is(name)), Account.class);
    // ok: nosql-injection
    return accounts.find(new BasicDBObject("name", name));
  }

  private void where(String name) {
    // ruleid: nosql-injection
    accounts.find(Filters.where("this.name == '" + name + "'"));
  }
}

class HeaderInjectionElsewhere extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: header-injection
    response.setHeader("X-Report", Neighbour.asked(request));
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: header-injection
    response.setHeader("X-Report", name);
    // ok: header-injection
    response.setHeader("X-Report", Neighbour.counted(request));
    // ok: header-injection
    response.setHeader("X-Report", Neighbour.known(name));
    // ok: header-injection
    response.setHeader("X-Report", Neighbour.fixed(name));
    further(request, response, name);
  }

  private void further(HttpServletRequest request, HttpServletResponse response, String given) throws Exception {
    // ruleid: header-injection
    response.setHeader("X-Report", given);
  }
}

class RegexFromRequestElsewhere extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: regex-from-request
    java.util.regex.Pattern.compile(Neighbour.asked(request));
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: regex-from-request
    java.util.regex.Pattern.compile(name);
    // ok: regex-from-request
    java.util.regex.Pattern.compile(Neighbour.counted(request));
    // ok: regex-from-request
    java.util.regex.Pattern.compile(Neighbour.known(name));
    // ok: regex-from-request
    java.util.regex.Pattern.compile(Neighbour.fixed(name));
    further(name);
  }

  private void further(String given) throws Exception {
    // ruleid: regex-from-request
    java.util.regex.Pattern.compile(given);
  }
}

class FormatFromRequestElsewhere extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: format-from-request
    String.format(Neighbour.asked(request) + " %d", 1);
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: format-from-request
    String.format(name + " %d", 1);
    // ok: format-from-request
    String.format(Neighbour.counted(request) + " %d", 1);
    // ok: format-from-request
    String.format(Neighbour.known(name) + " %d", 1);
    // ok: format-from-request
    String.format(Neighbour.fixed(name) + " %d", 1);
    further(name);
  }

  private void further(String given) throws Exception {
    // ruleid: format-from-request
    String.format(given + " %d", 1);
  }
}

class NosqlInjectionElsewhere extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: nosql-injection
    org.bson.Document.parse("{name: '" + Neighbour.asked(request) + "'}");
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: nosql-injection
    org.bson.Document.parse("{name: '" + name + "'}");
    // ok: nosql-injection
    org.bson.Document.parse("{name: '" + Neighbour.counted(request) + "'}");
    // ok: nosql-injection
    org.bson.Document.parse("{name: '" + Neighbour.known(name) + "'}");
    // ok: nosql-injection
    org.bson.Document.parse("{name: '" + Neighbour.fixed(name) + "'}");
    further(name);
  }

  private void further(String given) throws Exception {
    // ruleid: nosql-injection
    org.bson.Document.parse("{name: '" + given + "'}");
  }
}

class MailAndStores extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    MimeMessage mail = new MimeMessage(session);
    // ruleid: header-injection
    mail.setSubject(request.getParameter("title"));
    // ok: header-injection
    mail.setText(request.getParameter("text"));
    Cookie cookie = new Cookie("page", "1");
    // ruleid: header-injection
    cookie.setValue(request.getParameter("page"));
    // ok: header-injection
    cookie.setValue(String.valueOf(Integer.parseInt(request.getParameter("page"))));
    // ruleid: nosql-injection
    SelectRequest select = new SelectRequest("select * from orders where owner = '" + request.getParameter("owner") + "'");
    // ok: nosql-injection
    SelectRequest all = new SelectRequest("select * from orders");
  }
}
