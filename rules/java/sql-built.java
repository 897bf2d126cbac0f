import java.sql.*;
import java.util.*;
import javax.persistence.*;
import org.springframework.jdbc.core.JdbcTemplate;

class Users {
  private static final String TABLE = "users";
  private JdbcTemplate jdbc;
  private EntityManager manager;

  ResultSet byName(Statement statement, String name) throws SQLException {
    // ruleid: sql-built-from-text
    return statement.executeQuery("SELECT * FROM users WHERE name = '" + name + "'");
  }

  ResultSet two(Statement statement, String name, String city) throws SQLException {
    String sql = "SELECT * FROM users WHERE name = '" + name + "' AND city = '" + city + "'";
    // ruleid: sql-built-from-text
    return statement.executeQuery(sql);
  }

  List<?> format(String name) {
    // ruleid: sql-built-from-text
    return manager.createNativeQuery(String.format("SELECT * FROM users WHERE name = '%s'", name)).getResultList();
  }

  List<?> hql(User user) {
    // ruleid: sql-built-from-text
    return manager.createQuery("from User u where u.email = '" + user.getEmail() + "'").getResultList();
  }

  List<?> template(String pattern) {
    // ruleid: sql-built-from-text
    return jdbc.queryForList("SELECT * FROM users WHERE name LIKE '%" + pattern + "%'");
  }

  void prepared(Connection connection, String order) throws SQLException {
    // ruleid: sql-built-from-text
    connection.prepareStatement("SELECT * FROM users ORDER BY " + order);
  }

  ResultSet builder(Statement statement, String name) throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT * FROM users WHERE 1 = 1");
    sql.append(" AND name = '").append(name).append("'");
    // ruleid: sql-built-from-text
    return statement.executeQuery(sql.toString());
  }

  ResultSet constant(Statement statement) throws SQLException {
    // ok: sql-built-from-text
    return statement.executeQuery("SELECT * FROM " + TABLE + " WHERE id = " + Defaults.ADMIN_ID);
  }

  ResultSet number(Statement statement, int id) throws SQLException {
    // ok: sql-built-from-text
    return statement.executeQuery("SELECT * FROM users WHERE id = " + id);
  }

  void bound(Connection connection, String name) throws SQLException {
    // ok: sql-built-from-text
    PreparedStatement query = connection.prepareStatement("SELECT * FROM users WHERE name = ?");
    query.setString(1, name);
  }

  List<?> arguments(String name) {
    // ok: sql-built-from-text
    return jdbc.queryForList("SELECT * FROM users WHERE name = ?", name + "%");
  }

  List<?> joined(List<String> names) {
    String placeholders = String.join(",", Collections.nCopies(names.size(), "?"));
    // ok: sql-built-from-text
    return jdbc.queryForList("SELECT * FROM users WHERE name IN (" + placeholders + ")", names.toArray());
  }

  ResultSet table(Statement statement, String tableName) throws SQLException {
    // ok: sql-built-from-text
    return statement.executeQuery("SELECT COUNT(*) FROM " + tableName);
  }
}

class FurtherWays {
  void each(JdbcOperations jdbc, SqlClient client, SQLiteDatabase phone, PersistenceManager store, String name, int number) {
    // ruleid: sql-built-from-text
    jdbc.execute("delete from users where name = '" + name + "'");
    // ruleid: sql-built-from-text
    jdbc.query(String.format("select * from users where name = '%s'", name), mapper);
    // ruleid: sql-built-from-text
    client.preparedQuery("select * from users where name = '" + name + "'");
    // ruleid: sql-built-from-text
    phone.rawQuery("select * from users where name = '" + name + "'", null);
    // ruleid: sql-built-from-text
    store.newQuery(User.class, "name == '" + name + "'");
    // ruleid: sql-built-from-text
    new PreparedStatementCreatorFactory("select * from users where name = '" + name + "'");
    // ok: sql-built-from-text
    phone.rawQuery("select * from users where name = ?", new String[] {name});
    // ok: sql-built-from-text
    jdbc.query("select * from users where name = ?", mapper, name);
    // ok: sql-built-from-text
    client.query("select * from users where id = " + 7);
    // ok: sql-built-from-text
    cache.query("users of " + name);
  }
}
