import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.nimbusds.jwt.*;
import io.jsonwebtoken.*;
import org.jose4j.jwt.consumer.*;

class Readers {
  Object parse(String token, java.security.Key key) {
    // ruleid: token-not-verified
    return Jwts.parser().setSigningKey(key).parse(token).getBody();
  }

  Object built(String token, java.security.Key key) {
    // ruleid: token-not-verified
    return Jwts.parserBuilder().setSigningKey(key).build().parse(token);
  }

  Object unsigned(String token) {
    // ruleid: token-not-verified
    return Jwts.parser().parseClaimsJwt(token).getBody();
  }

  String none(String user) {
    // ruleid: token-not-verified
    return JWT.create().withSubject(user).sign(Algorithm.none());
  }

  JwtConsumer consumer() {
    // ruleid: token-not-verified
    return new JwtConsumerBuilder().setSkipAllValidators().setSkipSignatureVerification().build();
  }

  Object checked(String token, java.security.Key key) {
    // ok: token-not-verified
    return Jwts.parser().setSigningKey(key).parseClaimsJws(token).getBody();
  }

  Object modern(String token, javax.crypto.SecretKey key) {
    // ok: token-not-verified
    return Jwts.parser().verifyWith(key).build().parseSignedClaims(token);
  }

  Object required(String token, Algorithm algorithm) {
    // ok: token-not-verified
    return JWT.require(algorithm).build().verify(token);
  }

  JwtConsumer strict(java.security.Key key) {
    // ok: token-not-verified
    return new JwtConsumerBuilder().setRequireSubject().setVerificationKey(key).build();
  }
}

class Decoders {
  String user(String token) {
    // ruleid: token-only-decoded
    return JWT.decode(token).getSubject();
  }

  String role(String token) {
    DecodedJWT jwt = JWT.decode(token);
    // ruleid: token-only-decoded
    return jwt.getClaim("role").asString();
  }

  String nimbus(String token) throws Exception {
    SignedJWT jwt = SignedJWT.parse(token);
    // ruleid: token-only-decoded
    return jwt.getJWTClaimsSet().getSubject();
  }

  String verified(String token, Algorithm algorithm) {
    DecodedJWT jwt = JWT.decode(token);
    JWT.require(algorithm).build().verify(jwt);
    // ok: token-only-decoded
    return jwt.getSubject();
  }

  String nimbusVerified(String token, com.nimbusds.jose.JWSVerifier verifier) throws Exception {
    SignedJWT jwt = SignedJWT.parse(token);
    if (!jwt.verify(verifier)) {
      throw new SecurityException("signature");
    }
    // ok: token-only-decoded
    return jwt.getJWTClaimsSet().getSubject();
  }

  String keyOf(String token) {
    // ok: token-only-decoded
    return JWT.decode(token).getKeyId();
  }

  String direct(String token, Algorithm algorithm) {
    // ok: token-only-decoded
    return JWT.require(algorithm).build().verify(token).getSubject();
  }
}
