import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.security.spec.*;
import java.util.Properties;
import javax.crypto.*;
import javax.crypto.spec.*;
import org.apache.commons.codec.digest.DigestUtils;
import org.bouncycastle.crypto.engines.DESEngine;

class Hashes {
  private static final String ALGORITHM = "MD5";
  private static final String GOOD = "SHA-256";

  byte[] sign(byte[] data) throws GeneralSecurityException {
    // ruleid: weak-hash
    return MessageDigest.getInstance("MD5").digest(data);
  }

  byte[] constant(byte[] data) throws GeneralSecurityException {
    // ruleid: weak-hash
    MessageDigest digest = MessageDigest.getInstance(ALGORITHM);
    return digest.digest(data);
  }

  byte[] qualified(byte[] data) throws GeneralSecurityException {
    String name = "SHA";
    // ruleid: weak-hash
    return java.security.MessageDigest.getInstance(name, "SUN").digest(data);
  }

  byte[] configured(Properties settings, byte[] data) throws GeneralSecurityException {
    String name = settings.getProperty("hash.algorithm", "SHA1");
    // ruleid: weak-hash
    MessageDigest digest = MessageDigest.getInstance(name);
    // ruleid: weak-hash
    MessageDigest.getInstance(settings.getProperty("hash.algorithm", "MD5"));
    // ok: weak-hash
    MessageDigest.getInstance(settings.getProperty("hash.algorithm", "SHA-512"));
    return digest.digest(data);
  }

  String helpers(String token) {
    // ruleid: weak-hash
    String a = DigestUtils.sha1Hex(token);
    // ruleid: weak-hash
    String b = Hashing.md5().hashString(token, StandardCharsets.UTF_8).toString();
    // ok: weak-hash
    String c = DigestUtils.sha256Hex(token);
    // ok: weak-hash
    String d = Hashing.sha256().hashString(token, StandardCharsets.UTF_8).toString();
    return a + b + c + d;
  }

  Signature signature() throws GeneralSecurityException {
    // ruleid: weak-signature
    Signature old = Signature.getInstance("SHA1withRSA");
    // ruleid: weak-signature
    Signature older = java.security.Signature.getInstance("MD5withRSA", "SunRsaSign");
    // ruleid: weak-signature
    ContentSigner signer = new JcaContentSignerBuilder("SHA1WithRSAEncryption").build(key);
    // ok: weak-signature
    ContentSigner better = new JcaContentSignerBuilder("SHA256WithRSAEncryption").build(key);
    // ok: weak-signature
    Signature edwards = Signature.getInstance("Ed25519");
    // ok: weak-signature
    Signature good = Signature.getInstance("SHA256withRSA");
    return old == null ? good : old;
  }

  byte[] good(byte[] data) throws GeneralSecurityException {
    // ok: weak-hash
    return MessageDigest.getInstance(GOOD).digest(data);
  }

  String contentChecksum(Path file) throws Exception {
    // ok: weak-hash
    return DigestUtils.md5Hex(Files.readAllBytes(file));
  }

  String etagOf(byte[] body) throws GeneralSecurityException {
    // ok: weak-hash
    MessageDigest digest = MessageDigest.getInstance("MD5");
    return new java.math.BigInteger(1, digest.digest(body)).toString(16);
  }

  void download(byte[] body) {
    // ok: weak-hash
    String checksum = DigestUtils.md5Hex(body);
    System.out.println(checksum);
  }
}

class Passwords {
  byte[] hash(String password, byte[] salt) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(salt);
    // ruleid: password-plain-hash
    return digest.digest(password.getBytes(StandardCharsets.UTF_8));
  }

  String hex(User user) {
    // ruleid: password-plain-hash
    return DigestUtils.sha512Hex(user.getPassword());
  }

  String guava(String userPassword) {
    // ruleid: password-plain-hash
    return Hashing.sha256().hashString(userPassword, StandardCharsets.UTF_8).toString();
  }

  byte[] update(char[] secret, String passwd) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-512");
    // ruleid: password-plain-hash
    digest.update(passwd.getBytes());
    return digest.digest();
  }

  String document(String body) {
    // ok: password-plain-hash
    return DigestUtils.sha256Hex(body);
  }

  boolean isPwned(String password) {
    // ok: password-plain-hash
    String hash = DigestUtils.sha1Hex(password);
    return ask(hash.substring(0, 5), hash.substring(5));
  }

  String encode(PasswordEncoder encoder, String password) {
    // ok: password-plain-hash
    return encoder.encode(password);
  }

  String fingerprint(String passwordHash) {
    // ok: password-plain-hash
    return DigestUtils.sha256Hex(passwordHash);
  }
}

class Ciphers {
  private static final String NAME = "DES/CBC/PKCS5Padding";

  void weak(Properties settings) throws GeneralSecurityException {
    // ruleid: weak-cipher
    Cipher.getInstance("DES");
    // ruleid: weak-cipher, cipher-without-integrity
    Cipher.getInstance(NAME);
    // ruleid: weak-cipher
    javax.crypto.Cipher.getInstance("DESede/ECB/PKCS5Padding", "SunJCE");
    // ruleid: weak-cipher
    Cipher.getInstance("RC4");
    // ruleid: weak-cipher
    KeyGenerator.getInstance("Blowfish");
    // ruleid: weak-cipher
    SecretKeyFactory.getInstance("PBEWithMD5AndDES");
    // ruleid: weak-cipher
    Cipher.getInstance(settings.getProperty("cipher", "DESede/CBC/PKCS5Padding"));
    String name = settings.getProperty("cipher", "DES/ECB/PKCS5Padding");
    // ruleid: weak-cipher
    Cipher.getInstance(name);
    // ruleid: weak-cipher
    new DESEngine();
  }

  void fine(Properties settings) throws GeneralSecurityException {
    // ok: weak-cipher, ecb-mode
    Cipher.getInstance("AES/GCM/NoPadding");
    // ok: weak-cipher
    Cipher.getInstance("ChaCha20-Poly1305");
    // ok: weak-cipher
    KeyGenerator.getInstance("AES");
    // ok: weak-cipher
    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
    // ok: weak-cipher
    Cipher.getInstance(settings.getProperty("cipher", "AES/CBC/PKCS5Padding"));
  }

  void blocks() throws GeneralSecurityException {
    // ruleid: ecb-mode
    Cipher.getInstance("AES");
    // ruleid: ecb-mode
    Cipher.getInstance("AES/ECB/PKCS5Padding");
    String mode = "aes/ecb/nopadding";
    // ruleid: ecb-mode
    Cipher.getInstance(mode);
    // ok: ecb-mode
    // ruleid: cipher-without-integrity
    Cipher.getInstance("AES/CBC/PKCS5Padding");
    // ok: ecb-mode
    Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
    // ok: ecb-mode
    KeyGenerator.getInstance("AES");
  }

  byte[] headerProtectionMask(SecretKey key, byte[] sample) throws GeneralSecurityException {
    // ok: ecb-mode
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key);
    return cipher.doFinal(sample);
  }

  void rsa() throws GeneralSecurityException {
    // ruleid: rsa-without-oaep
    Cipher.getInstance("RSA");
    // ruleid: rsa-without-oaep
    Cipher.getInstance("RSA/ECB/PKCS1Padding");
    // ruleid: rsa-without-oaep
    Cipher.getInstance("RSA/NONE/NoPadding", "BC");
    // ok: rsa-without-oaep
    Cipher.getInstance("RSA/ECB/OAEPPadding");
    // ok: rsa-without-oaep
    Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
    // ok: rsa-without-oaep
    KeyFactory.getInstance("RSA");
  }

  byte[] signRaw(PrivateKey key, byte[] digestInfo) throws GeneralSecurityException {
    // ok: rsa-without-oaep
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.ENCRYPT_MODE, key);
    return cipher.doFinal(digestInfo);
  }
}

class Keys {
  private static final int BITS = 1024;

  void rsa() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    // ruleid: short-key
    generator.initialize(BITS);
    KeyPairGenerator dsa = KeyPairGenerator.getInstance("DSA", "SUN");
    // ruleid: short-key
    dsa.initialize(1024, new SecureRandom());
    KeyPairGenerator good = KeyPairGenerator.getInstance("RSA");
    // ok: short-key
    good.initialize(2048);
    KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
    // ok: short-key
    curve.initialize(256);
    // ruleid: short-key
    curve.initialize(new ECGenParameterSpec("secp160r1"));
    // ok: short-key
    curve.initialize(new ECGenParameterSpec("secp256r1"));
    // ruleid: short-key
    good.initialize(new RSAKeyGenParameterSpec(512, RSAKeyGenParameterSpec.F4));
  }

  void symmetric() throws GeneralSecurityException {
    KeyGenerator mac = KeyGenerator.getInstance("HmacSHA256");
    // ruleid: short-key
    mac.init(64);
    KeyGenerator aes = KeyGenerator.getInstance("AES");
    // ok: short-key
    aes.init(128);
  }
}

class Rounds {
  byte[] derive(MessageDigest digest, byte[] salt, byte[] password, int rounds) {
    for (int round = 0; round < rounds; round++) {
      digest.update(salt);
      // ok: password-plain-hash
      digest.update(password);
    }
    return digest.digest();
  }
}

class Unnoticed {
  void modes() throws GeneralSecurityException {
    // ruleid: cipher-without-integrity
    Cipher.getInstance("AES/CBC/PKCS5Padding");
    // ruleid: cipher-without-integrity
    Cipher.getInstance("AES/CTR/NoPadding", "BC");
    // ruleid: cipher-without-integrity
    javax.crypto.Cipher.getInstance("AES_256/CFB8/NoPadding");
    // ok: cipher-without-integrity
    Cipher.getInstance("AES/GCM/NoPadding");
    // ok: cipher-without-integrity
    Cipher.getInstance("ChaCha20-Poly1305");
    // ruleid: weak-hash
    DigestUtils.getDigest("md5");
    // ok: weak-hash
    DigestUtils.getDigest("SHA-256");
  }
}

class Noticed {
  void both() throws GeneralSecurityException {
    // ok: cipher-without-integrity
    Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    Mac mac = Mac.getInstance("HmacSHA256");
  }
}

class Token {
  byte[] digest(MessageDigest digester, byte[] nonce, byte[] created, byte[] password) {
    digester.update(nonce);
    digester.update(created);
    // ok: password-plain-hash
    digester.update(password);
    return digester.digest();
  }
}
