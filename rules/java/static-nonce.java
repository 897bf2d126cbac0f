import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.*;
import java.util.Arrays;
import javax.crypto.*;
import javax.crypto.spec.*;

class Sealer {
  private static final byte[] IV = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NUMBERS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  private static final String TEXT = "abcdefghijklmnop";
  private final SecureRandom random = new SecureRandom();

  byte[] constant(SecretKey key, byte[] data) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    // ruleid: static-nonce
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(IV));
    return cipher.doFinal(data);
  }

  byte[] numbers(SecretKey key, byte[] data) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    // ruleid: static-nonce
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, NUMBERS));
    return cipher.doFinal(data);
  }

  byte[] zeros(SecretKey key, byte[] data) throws GeneralSecurityException {
    byte[] iv = new byte[16];
    // ruleid: static-nonce
    IvParameterSpec spec = new IvParameterSpec(iv);
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, key, spec);
    return cipher.doFinal(data);
  }

  byte[] text(SecretKey key, byte[] data) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    // ruleid: static-nonce
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(TEXT.getBytes()));
    return cipher.doFinal(data);
  }

  byte[] through(SecretKey key, byte[] data) throws GeneralSecurityException {
    return seal(key, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, data);
  }

  private byte[] seal(SecretKey key, byte[] nonce, byte[] data) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    // ruleid: static-nonce
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
    return cipher.doFinal(data);
  }

  byte[] fresh(SecretKey key, byte[] data) throws GeneralSecurityException {
    byte[] nonce = new byte[12];
    random.nextBytes(nonce);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    // ok: static-nonce
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
    return cipher.doFinal(data);
  }

  byte[] helper(SecretKey key, byte[] data) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    // ok: static-nonce
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, newNonce()));
    return cipher.doFinal(data);
  }

  private byte[] newNonce() {
    byte[] nonce = new byte[12];
    random.nextBytes(nonce);
    return nonce;
  }

  byte[] opened(SecretKey key, byte[] message) throws GeneralSecurityException {
    byte[] nonce = new byte[12];
    System.arraycopy(message, 0, nonce, 0, nonce.length);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    // ok: static-nonce
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, nonce));
    return cipher.doFinal(message, 12, message.length - 12);
  }

  byte[] buffered(SecretKey key, ByteBuffer message, byte[] data) throws GeneralSecurityException {
    byte[] nonce = new byte[12];
    message.get(nonce);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    // ok: static-nonce
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
    return cipher.doFinal(data);
  }

  byte[] counted(SecretKey key, byte[] data, long counter) throws GeneralSecurityException {
    byte[] nonce = new byte[12];
    for (int i = 0; i < 8; i++) {
      nonce[i] = (byte) (counter >>> (8 * i));
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    // ok: static-nonce
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
    return cipher.doFinal(data);
  }

  byte[] decryptOld(SecretKey key, byte[] data) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    // ok: static-nonce
    cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(new byte[16]));
    return cipher.doFinal(data);
  }

  IvParameterSpec list() {
    byte[] iv = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    // ruleid: static-nonce
    return new IvParameterSpec(iv);
  }

  IvParameterSpec filled() {
    byte[] iv = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    random.nextBytes(iv);
    // ok: static-nonce
    return new IvParameterSpec(iv);
  }
}

class StaticNonceElsewhere {
  void all(Cipher cipher, SecretKey key) throws GeneralSecurityException {
    // ruleid: static-nonce
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(Neighbour.sameVector()));
    // ok: static-nonce
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(Neighbour.drawnVector()));
    further(cipher, key, new byte[16]);
  }

  private void further(Cipher cipher, SecretKey key, byte[] vector) throws GeneralSecurityException {
    // ruleid: static-nonce
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(vector));
  }
}
