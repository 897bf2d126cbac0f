import java.util.List;
import org.apache.ibatis.annotations.*;

interface UserMapper {
  // ruleid: query-text-parameter
  @Select("SELECT * FROM users WHERE name = '${name}'")
  User byName(@Param("name") String name);

  // ruleid: query-text-parameter
  @Select("SELECT * FROM users ORDER BY ${column}")
  List<User> sorted(@Param("column") String column);

  // ruleid: query-text-parameter
  @Delete({"DELETE FROM users", "WHERE city LIKE '%${city}%'"})
  int remove(@Param("city") String city);

  // ok: query-text-parameter
  @Select("SELECT * FROM users WHERE name = #{name}")
  User bound(@Param("name") String name);

  // ok: query-text-parameter
  @Select("SELECT * FROM ${tablePrefix}users WHERE name = #{name}")
  User prefixed(@Param("name") String name);

  // ok: query-text-parameter
  @Update("UPDATE users SET city = #{city} WHERE id = #{id}")
  int move(@Param("id") long id, @Param("city") String city);
}

interface AccountRepository {
  // ruleid: query-text-parameter
  @Query("{ $where: 'this.name == ?0' }")
  List<Account> script(String name);

  // ok: query-text-parameter
  @Query("{ 'name': ?0 }")
  List<Account> plain(String name);
}
