import java.sql.*;
import java.util.*;
import javax.persistence.EntityManager;
import javax.servlet.http.*;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.*;

class OrderServlet extends HttpServlet {
  private Connection connection;

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws SQLException {
    String customer = request.getParameter("customer");
    Statement statement = connection.createStatement();
    // ruleid: sql-injection
    ResultSet rows = statement.executeQuery("SELECT * FROM orders WHERE customer = '" + customer + "'");

    PreparedStatement prepared = connection.prepareStatement("SELECT * FROM orders WHERE customer = ?");
    prepared.setString(1, customer);
    // ok: sql-injection
    prepared.executeQuery();

    int page = Integer.parseInt(request.getParameter("page"));
    // ok: sql-injection
    statement.executeQuery("SELECT * FROM orders LIMIT 20 OFFSET " + page * 20);
  }

  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws SQLException {
    for (Cookie cookie : request.getCookies()) {
      if (cookie.getName().equals("filter")) {
        remove(cookie.getValue());
      }
    }
    count("open");
  }

  private void remove(String filter) throws SQLException {
    StringBuilder sql = new StringBuilder("DELETE FROM orders");
    sql.append(" WHERE ").append(filter);
    // ruleid: sql-injection
    connection.createStatement().execute(sql.toString());
  }

  private void count(String state) throws SQLException {
    // ok: sql-injection
    connection.prepareStatement("SELECT count(*) FROM orders WHERE state = '" + state + "'").executeQuery();
  }

  protected void doPut(HttpServletRequest request, HttpServletResponse response) throws SQLException {
    Map<String, String> values = new HashMap<>();
    values.put("fixed", "name");
    values.put("chosen", request.getHeader("X-Column"));
    // ruleid: sql-injection
    connection.prepareStatement("SELECT " + values.get("chosen") + " FROM orders");
    // ok: sql-injection
    connection.prepareStatement("SELECT " + values.get("fixed") + " FROM orders");
  }

  protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws SQLException {
    Enumeration<String> names = request.getHeaderNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      // ruleid: sql-injection
      connection.createStatement().addBatch("INSERT INTO seen VALUES ('" + name + "')");
    }
  }
}

@RestController
class ProductController {
  private static final Set<String> COLUMNS = Set.of("name", "price");
  private final JdbcTemplate jdbc;
  private final EntityManager entities;

  ProductController(JdbcTemplate jdbc, EntityManager entities) {
    this.jdbc = jdbc;
    this.entities = entities;
  }

  @GetMapping("/products")
  public List<Map<String, Object>> list(@RequestParam("sort") String sort) {
    // ruleid: sql-injection
    return jdbc.queryForList(String.format("SELECT * FROM products ORDER BY %s", sort));
  }

  @GetMapping("/products/sorted")
  public List<Map<String, Object>> sorted(@RequestParam("sort") String sort) {
    if (!COLUMNS.contains(sort)) {
      throw new IllegalArgumentException("sort");
    }
    // ok: sql-injection
    return jdbc.queryForList("SELECT * FROM products ORDER BY " + sort);
  }

  @GetMapping("/products/{name}")
  public Object byName(@PathVariable String name) {
    // ruleid: sql-injection
    return entities.createQuery("FROM Product p WHERE p.name = '" + name + "'").getResultList();
  }

  @GetMapping("/products/id/{id}")
  public Object byId(@PathVariable Long id, String label) {
    // ok: sql-injection
    Object found = entities.createNativeQuery("SELECT * FROM products WHERE id = " + id).getSingleResult();
    // ok: sql-injection
    jdbc.update("UPDATE products SET label = ? WHERE id = ?", label, id);
    // ruleid: sql-injection
    jdbc.update("UPDATE products SET label = '" + label + "'");
    return found;
  }

  static class Direction {
    final String text;

    Direction(String asked) {
      this.text = "desc".equals(asked) ? "DESC" : "ASC";
    }
  }

  @PostMapping("/products/search")
  public Object search(@RequestBody Map<String, String> body) {
    Direction direction = new Direction(body.get("direction"));
    // ok: sql-injection
    return jdbc.queryForList("SELECT * FROM products ORDER BY price " + direction.text);
  }
}

class SqlInjectionElsewhere extends HttpServlet {
  private java.sql.Statement statement;

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: sql-injection
    statement.executeQuery("SELECT * FROM report WHERE name = '" + Neighbour.asked(request) + "'");
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: sql-injection
    statement.executeQuery("SELECT * FROM report WHERE name = '" + name + "'");
    // ok: sql-injection
    statement.executeQuery("SELECT * FROM report WHERE name = '" + Neighbour.counted(request) + "'");
    // ok: sql-injection
    statement.executeQuery("SELECT * FROM report WHERE name = '" + Neighbour.known(name) + "'");
    // ok: sql-injection
    statement.executeQuery("SELECT * FROM report WHERE name = '" + Neighbour.fixed(name) + "'");
    further(name);
  }

  private void further(String given) throws Exception {
    // ruleid: sql-injection
    statement.executeQuery("SELECT * FROM report WHERE name = '" + given + "'");
  }
}
