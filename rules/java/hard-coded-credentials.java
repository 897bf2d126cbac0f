import com.auth0.jwt.algorithms.Algorithm;
import io.jsonwebtoken.*;
import io.jsonwebtoken.security.Keys;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.sql.*;
import java.util.*;
import javax.crypto.spec.*;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import com.zaxxer.hikari.HikariConfig;

class Database {
  private static final String SECRET_TEXT = "fake-pass-1";
  // ruleid: hard-coded-password
  private static final String DB_PASSWORD = "fakepass2!";
  // ok: hard-coded-password
  private static final String PASSWORD = "password";
  // ok: hard-coded-password
  private static final String PASSWORD_PROPERTY = "app.db.password1";

  Connection open(String url) throws SQLException {
    // ruleid: hard-coded-password
    return DriverManager.getConnection(url, "app", "fake-pass-3");
  }

  Connection constant(String url) throws SQLException {
    // ruleid: hard-coded-password
    return DriverManager.getConnection(url, "app", SECRET_TEXT);
  }

  HikariConfig pool() {
    HikariConfig config = new HikariConfig();
    // ruleid: hard-coded-password
    config.setPassword("fake-pass-4");
    return config;
  }

  boolean login(String name, String password) {
    // ruleid: hard-coded-password
    return name.equals("root") && password.equals("fake-pass-5");
  }

  KeyStore store(java.io.InputStream in) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    // ruleid: hard-coded-password
    store.load(in, "fake-pass-6".toCharArray());
    return store;
  }

  Connection fine(String url, String password) throws SQLException {
    // ok: hard-coded-password
    DriverManager.getConnection(url, "sa", "");
    // ok: hard-coded-password
    DriverManager.getConnection(url, "app", System.getenv("DB_PASSWORD"));
    // ok: hard-coded-password
    boolean same = password.equals("password");
    // ok: hard-coded-password
    return DriverManager.getConnection(url, "app", password);
  }

  void form(Field field, HikariConfig config, Settings settings) {
    // ok: hard-coded-password
    field.setName("password");
    // ok: hard-coded-password
    config.setPassword(settings.get("password"));
    // ok: hard-coded-password
    config.setPassword("${DB_PASSWORD}");
  }
}

class DatabaseTest {
  @Test
  void connects() throws SQLException {
    // ok: hard-coded-password
    DriverManager.getConnection("jdbc:h2:mem:x", "sa", "fake-pass-7");
  }
}

class Crypto {
  private static final String KEY = "0123456789abcdef";
  private static final byte[] NUMBERS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

  void keys(byte[] stored, String given) {
    // ruleid: hard-coded-key
    new SecretKeySpec("0123456789abcdef".getBytes(), "AES");
    // ruleid: hard-coded-key
    new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "AES");
    // ruleid: hard-coded-key
    new javax.crypto.spec.SecretKeySpec(NUMBERS, "AES");
    byte[] bytes = Base64.getDecoder().decode("MDEyMzQ1Njc4OWFiY2RlZg==");
    // ruleid: hard-coded-key
    new SecretKeySpec(bytes, "AES");
    // ruleid: hard-coded-key
    new SecretKeySpec(new byte[] {1, 2, 3, 4}, "HmacSHA256");
    // ok: hard-coded-key
    new SecretKeySpec(stored, "AES");
    // ok: hard-coded-key
    new SecretKeySpec(given.getBytes(), "AES");
    // ok: hard-coded-key
    new SecretKeySpec(Base64.getDecoder().decode(System.getenv("DATA_KEY")), "AES");
    // ok: hard-coded-key
    new SecretKeySpec(new byte[32], "HmacSHA256");
  }
}

class Jwt {
  private static final String SECRET = "fake-signing-text";
  @Value("${jwt.secret}")
  private String configured;

  String make(String user) {
    // ruleid: hard-coded-token-key
    Algorithm a = Algorithm.HMAC256("fake-signing-text");
    // ruleid: hard-coded-token-key
    Algorithm b = Algorithm.HMAC512(SECRET);
    // ruleid: hard-coded-token-key
    String c = Jwts.builder().setSubject(user).signWith(SignatureAlgorithm.HS256, SECRET).compact();
    // ruleid: hard-coded-token-key
    Object d = Keys.hmacShaKeyFor(SECRET.getBytes(StandardCharsets.UTF_8));
    // ruleid: hard-coded-token-key
    Object e = Jwts.parser().setSigningKey("fake-signing-text").parseClaimsJws(user);
    // ruleid: hard-coded-token-key
    Object f = Keys.hmacShaKeyFor(System.getenv().getOrDefault("JWT_TEXT", "fake-signing-text").getBytes());
    // ok: hard-coded-token-key
    Algorithm g = Algorithm.HMAC256(configured);
    // ok: hard-coded-token-key
    Object h = Keys.hmacShaKeyFor(configured.getBytes(StandardCharsets.UTF_8));
    // ok: hard-coded-token-key
    Object i = Jwts.parser().setSigningKey(System.getenv("JWT_KEY"));
    // ok: hard-coded-token-key
    Object j = Jwts.builder().setSubject("user").signWith(keyPair.getPrivate()).compact();
    return c;
  }
}

class Settings {
  // ruleid: fallback-secret
  @Value("${app.jwt.secret:fake-fallback}")
  private String secret;

  // ruleid: fallback-secret
  @Value("${DB_PASSWORD:fake-fallback}")
  private String password;

  // ok: fallback-secret
  @Value("${app.jwt.secret}")
  private String required;

  // ok: fallback-secret
  @Value("${app.jwt.secret:}")
  private String empty;

  // ok: fallback-secret
  @Value("${app.jwt.secret:#{null}}")
  private String none;

  // ok: fallback-secret
  @Value("${app.jwt.secret-header:X-Secret}")
  private String header;

  // ok: fallback-secret
  @Value("${app.password.min-length:12}")
  private int minimum;

  // ok: fallback-secret
  @Value("${app.name:gateway}")
  private String name;

  void read(Properties settings) {
    // ruleid: fallback-secret
    String a = System.getenv().getOrDefault("API_KEY", "fake-fallback");
    // ruleid: fallback-secret
    String b = settings.getProperty("mail.password", "fake-fallback");
    // ruleid: fallback-secret
    String c = Optional.ofNullable(System.getenv("JWT_SECRET")).orElse("fake-fallback");
    String d = System.getenv("JWT_SECRET");
    // ruleid: fallback-secret
    if (d == null) {
      d = "fake-fallback";
    }
    // ok: fallback-secret
    String e = settings.getProperty("mail.host", "localhost");
    // ok: fallback-secret
    String f = settings.getProperty("mail.password", "");
    // ok: fallback-secret
    String g = settings.getProperty("password.encoder", "bcrypt");
  }
}

class Limits {
  // ok: fallback-secret
  @Value("${limits.reset_password_per_user:5:3600}")
  private String perUser;
}

class MoreWays {
  private static final String WORD = "s3cret-word";
  private static final char[] LETTERS = {'s', '3', 'c', 'r', 'e', 't'};

  void each(JSch ssh, PasswordCallback callback, KeyStore store, InputStream in, Map<String, String> settings, OAuth2Options options, String given)
      throws Exception {
    // ruleid: hard-coded-password
    ssh.addIdentity("id_rsa", "s3cret-word");
    char[] word = WORD.toCharArray();
    // ruleid: hard-coded-password
    callback.setPassword(word);
    // ruleid: hard-coded-password
    store.load(in, LETTERS);
    // ruleid: hard-coded-password
    store.load(in, WORD.toCharArray());
    // ruleid: hard-coded-password
    settings.put("database.password", "s3cret-word");
    // ruleid: hard-coded-password
    options.setClientID("app").setClientSecret("s3cret-word");
    // ok: hard-coded-password
    settings.put("label.password", "Your password");
    // ok: hard-coded-password
    settings.put("database.password", given);
    // ok: hard-coded-password
    ssh.addIdentity("id_rsa", given);
    // ok: hard-coded-password
    ssh.addIdentity("id_rsa");
    // ok: hard-coded-password
    store.load(in, given.toCharArray());
    // ok: hard-coded-password
    options.setClientID("app").setClientSecret(given);
  }
}

class NumbersAndBytes {
  void each(byte[] given, String modulus) throws Exception {
    byte[] key = {1, 2, 3, 4, 5, 6, 7, 8};
    // ruleid: hard-coded-key
    new DESKeySpec(key);
    BigInteger exponent = new BigInteger("123456789");
    // ruleid: hard-coded-key
    new DSAPrivateKeySpec(exponent, null, null, null);
    // ok: hard-coded-key
    new DSAPrivateKeySpec(new BigInteger(given), null, null, null);
    // ok: hard-coded-key
    new SecretKeySpec(given, "AES");
    // ok: hard-coded-key
    new RSAPublicKeySpec(new BigInteger("123456789"), BigInteger.TEN);
  }
}
