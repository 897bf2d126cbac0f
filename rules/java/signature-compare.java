import java.security.MessageDigest;
import java.util.*;
import javax.crypto.Mac;
import org.apache.commons.codec.digest.HmacUtils;

class Hooks {
  boolean bytes(Mac mac, byte[] body, byte[] given) {
    // ruleid: signature-compared-by-equals
    return Arrays.equals(mac.doFinal(body), given);
  }

  boolean text(String expectedSignature, String given) {
    // ruleid: signature-compared-by-equals
    return expectedSignature.equals(given);
  }

  boolean helper(HmacUtils utils, String body, String given) {
    // ruleid: signature-compared-by-equals
    return utils.hmacHex(body).equals(given);
  }

  boolean other(String given, String computedHmac) {
    // ruleid: signature-compared-by-equals
    return given.equalsIgnoreCase(computedHmac);
  }

  boolean equal(Mac mac, byte[] body, byte[] given) {
    // ok: signature-compared-by-equals
    return MessageDigest.isEqual(mac.doFinal(body), given);
  }

  boolean names(String expectedName, String given) {
    // ok: signature-compared-by-equals
    return expectedName.equals(given);
  }

  boolean arrays(byte[] a, byte[] b) {
    // ok: signature-compared-by-equals
    return Arrays.equals(a, b);
  }

  boolean method(Method method, List<String> signature) {
    // ok: signature-compared-by-equals
    return method.signature().equals(signature);
  }
}
