import java.security.SecureRandom;
import java.util.*;
import javax.crypto.spec.*;
import org.springframework.context.annotation.Bean;
import org.springframework.security.crypto.bcrypt.*;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.*;

class Rounds {
  private static final int ROUNDS = 1_000;
  private static final int ENOUGH = 600_000;

  void derive(char[] password, byte[] salt, int rounds) {
    // ruleid: few-key-rounds
    new PBEKeySpec(password, salt, ROUNDS, 256);
    // ruleid: few-key-rounds
    new javax.crypto.spec.PBEKeySpec(password, salt, 4096, 256);
    // ruleid: few-key-rounds
    new PBEParameterSpec(salt, 20);
    // ok: few-key-rounds
    new PBEKeySpec(password, salt, ENOUGH, 256);
    // ok: few-key-rounds
    new PBEKeySpec(password, salt, rounds, 256);
    // ok: few-key-rounds
    new PBEKeySpec(password);
    // ruleid: few-key-rounds
    new BCryptPasswordEncoder(4);
    // ruleid: few-key-rounds
    BCrypt.gensalt(6);
    // ok: few-key-rounds
    new BCryptPasswordEncoder(12);
    // ok: few-key-rounds
    new BCryptPasswordEncoder();
    // ok: few-key-rounds
    BCrypt.gensalt(12, new SecureRandom());
    // ruleid: few-key-rounds
    new Pbkdf2PasswordEncoder("pepper", 16, 1000, 256);
  }
}

class Salts {
  private static final byte[] SALT = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final String TEXT = "some-salt";

  void derive(char[] password, User user) {
    // ruleid: fixed-salt
    new PBEKeySpec(password, "salt".getBytes(), 600_000, 256);
    // ruleid: fixed-salt
    new PBEKeySpec(password, TEXT.getBytes(), 600_000, 256);
    // ruleid: fixed-salt
    new PBEKeySpec(password, new byte[] {1, 2, 3, 4}, 600_000, 256);
    byte[] fixed = "salt".getBytes();
    // ruleid: fixed-salt
    new PBEKeySpec(password, fixed, 600_000, 256);
    // ruleid: fixed-salt
    new PBEKeySpec(password, new byte[8], 600_000, 256);
    // ruleid: fixed-salt
    BCrypt.hashpw("x", "$2a$10$abcdefghijklmnopqrstuv");
    // ok: fixed-salt
    new PBEKeySpec(password, user.getSalt(), 600_000, 256);
    // ok: fixed-salt
    BCrypt.hashpw("x", BCrypt.gensalt());
    // ok: fixed-salt
    new PBEKeySpec(password);
  }

  void constant(char[] password) {
    // ruleid: fixed-salt
    new PBEKeySpec(password, SALT, 600_000, 256);
  }

  byte[] fresh(char[] password, SecureRandom random) {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    // ok: fixed-salt
    new PBEKeySpec(password, salt, 600_000, 256);
    return salt;
  }

  void copied(char[] password, byte[] stored) {
    byte[] salt = new byte[16];
    System.arraycopy(stored, 0, salt, 0, 16);
    // ok: fixed-salt
    new PBEKeySpec(password, salt, 600_000, 256);
  }

  void decoded(char[] password, Properties settings) {
    byte[] salt = Base64.getDecoder().decode(settings.getProperty("salt"));
    // ok: fixed-salt
    new PBEKeySpec(password, salt, 600_000, 256);
  }
}

class Encoders {
  @Bean
  PasswordEncoder none() {
    // ruleid: weak-password-encoder
    return NoOpPasswordEncoder.getInstance();
  }

  @Bean
  PasswordEncoder standard() {
    // ruleid: weak-password-encoder
    return new StandardPasswordEncoder("pepper");
  }

  @Bean
  PasswordEncoder digest() {
    // ruleid: weak-password-encoder
    return new MessageDigestPasswordEncoder("SHA-256");
  }

  @Bean
  PasswordEncoder own() {
    // ruleid: weak-password-encoder
    return new PasswordEncoder() {
      @Override
      public String encode(CharSequence raw) {
        return raw.toString();
      }

      @Override
      public boolean matches(CharSequence raw, String stored) {
        return raw.toString().equals(stored);
      }
    };
  }

  @Bean
  PasswordEncoder good() {
    // ok: weak-password-encoder
    return PasswordEncoderFactories.createDelegatingPasswordEncoder();
  }

  @Bean
  PasswordEncoder better() {
    // ok: weak-password-encoder
    return new BCryptPasswordEncoder();
  }

  @Bean
  PasswordEncoder migrating() {
    Map<String, PasswordEncoder> encoders = new HashMap<>();
    encoders.put("bcrypt", new BCryptPasswordEncoder());
    // ok: weak-password-encoder
    encoders.put("sha256", new StandardPasswordEncoder());
    return new DelegatingPasswordEncoder("bcrypt", encoders);
  }
}

class OldOnes {
  PasswordEncoder both(Map<String, PasswordEncoder> encoders, String before) {
    encoders.put("bcrypt", new BCryptPasswordEncoder());
    if (before.equals("plaintext")) {
      // ok: weak-password-encoder
      encoders.put(null, NoOpPasswordEncoder.getInstance());
    }
    return new DelegatingPasswordEncoder("bcrypt", encoders);
  }
}
