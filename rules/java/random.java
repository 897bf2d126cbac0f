import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.*;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.commons.lang3.RandomStringUtils;

class Tokens {
  private final Random random = new Random();
  private final Random strong = new SecureRandom();
  private final SecureRandom secure = new SecureRandom();

  void assign(User user) {
    // ruleid: weak-random
    String token = Long.toHexString(random.nextLong());
    // ruleid: weak-random
    String sessionId = "s-" + Math.random();
    // ruleid: weak-random
    user.setPassword(RandomStringUtils.randomAlphanumeric(12));
    // ruleid: weak-random
    int otpCode = 100000 + new Random().nextInt(900000);
    // ruleid: weak-random
    user.resetToken = String.valueOf(ThreadLocalRandom.current().nextLong());
    byte[] salt = new byte[16];
    // ruleid: weak-random
    random.nextBytes(salt);
    // ok: weak-random
    secure.nextBytes(salt);
    // ok: weak-random
    String apiKey = Long.toHexString(strong.nextLong());
    // ok: weak-random
    String nonce = RandomStringUtils.secure().nextAlphanumeric(20);
    // ok: weak-random
    String secret = new java.math.BigInteger(130, secure).toString(32);
  }

  String twoSteps() {
    // ruleid: weak-random
    double number = Math.random();
    // ok: weak-random
    int shade = random.nextInt(255);
    String token = Double.toString(number).substring(2);
    return token + shade;
  }

  String generatePassword(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      // ruleid: weak-random
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return text.toString();
  }

  byte[] newNonce() {
    byte[] bytes = new byte[12];
    // ruleid: weak-random
    random.nextBytes(bytes);
    return bytes;
  }

  String createToken() {
    byte[] bytes = new byte[32];
    // ok: weak-random
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  String newToken(Random given) {
    // ok: weak-random
    return Long.toHexString(given.nextLong());
  }

  void games() {
    // ok: weak-random
    int dice = random.nextInt(6) + 1;
    // ok: weak-random
    long delay = (long) (Math.random() * 1000);
    // ok: weak-random
    long tokenRefreshDelay = 60 + ThreadLocalRandom.current().nextLong(10);
    // ok: weak-random
    String color = COLORS.get(random.nextInt(COLORS.size()));
  }

  String local() {
    Random generator = new SecureRandom();
    // ok: weak-random
    String token = Long.toHexString(generator.nextLong());
    return token;
  }
}

class Injected {
  private final Random random;

  Injected(Random source) {
    this.random = source;
  }

  byte[] newSalt() {
    byte[] salt = new byte[16];
    // ok: weak-random
    random.nextBytes(salt);
    return salt;
  }
}

class Seeds {
  void fixed(String password) throws Exception {
    // ruleid: fixed-random-seed
    SecureRandom a = new SecureRandom("seed".getBytes());
    SecureRandom b = SecureRandom.getInstance("SHA1PRNG");
    // ruleid: fixed-random-seed
    b.setSeed(42);
    SecureRandom c = SecureRandom.getInstance("SHA1PRNG", "SUN");
    // ruleid: fixed-random-seed
    c.setSeed(System.currentTimeMillis());
    SecureRandom d = SecureRandom.getInstance("SHA1PRNG");
    // ruleid: fixed-random-seed
    d.setSeed(password.getBytes(StandardCharsets.UTF_8));
    // ok: fixed-random-seed
    SecureRandom e = new SecureRandom();
    // Adds to the seed that it already has.
    // ok: fixed-random-seed
    e.setSeed(System.nanoTime());
    SecureRandom f = SecureRandom.getInstance("SHA1PRNG");
    // ok: fixed-random-seed
    f.setSeed(SecureRandom.getSeed(20));
    Random g = new Random();
    // ok: fixed-random-seed
    g.setSeed(7);
  }
}

class Identifiers {
  void identifiers(User user) {
    // ruleid: guessable-uuid
    String resetToken = UUID.nameUUIDFromBytes(user.getEmail().getBytes()).toString();
    // ruleid: guessable-uuid
    user.setApiKey(UUID.nameUUIDFromBytes(user.getName().getBytes(StandardCharsets.UTF_8)).toString());
    // ok: guessable-uuid
    String token = UUID.randomUUID().toString();
    // ok: guessable-uuid
    UUID offline = UUID.nameUUIDFromBytes(("OfflinePlayer:" + user.getName()).getBytes());
    // ok: guessable-uuid
    UUID id = java.util.UUID.nameUUIDFromBytes(user.getContent());
  }

  String activationCode(User user) {
    // ruleid: guessable-uuid
    return UUID.nameUUIDFromBytes(user.getEmail().getBytes()).toString();
  }
}
