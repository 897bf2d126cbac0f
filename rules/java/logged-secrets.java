import org.slf4j.*;
import org.springframework.context.annotation.*;
import org.springframework.web.filter.CommonsRequestLoggingFilter;

class Login {
  private static final Logger log = LoggerFactory.getLogger(Login.class);

  void login(String user, String password, String accessToken, User account) {
    // ruleid: secret-logged
    log.info("login {} {}", user, password);
    // ruleid: secret-logged
    log.debug("token: " + accessToken);
    // ruleid: secret-logged
    System.out.println("password of " + user + " is " + account.getPassword());
    // ruleid: secret-logged
    log.warn(String.format("%s failed with %s", user, password));
    // ok: secret-logged
    log.info("login {}", user);
    // ok: secret-logged
    log.info("password changed for {}", user);
    // ok: secret-logged
    log.debug("token has {} letters", accessToken.length());
    // ok: secret-logged
    log.debug("stored {}", account.getEncryptedPassword());
  }

  void flags(boolean hasPassword, String maskedToken) {
    // ok: secret-logged
    log.info("has a password: {}", hasPassword);
    // ok: secret-logged
    log.info("token {}", maskedToken);
  }
}

class QueryParser {
  private static final Logger log = LoggerFactory.getLogger(QueryParser.class);

  void parse(String token) {
    // ok: secret-logged
    log.trace("at {}", token);
  }
}

class Filters {
  @Bean
  CommonsRequestLoggingFilter filter() {
    CommonsRequestLoggingFilter filter = new CommonsRequestLoggingFilter();
    filter.setIncludeQueryString(true);
    // ruleid: request-details-logged
    filter.setIncludePayload(true);
    // ruleid: request-details-logged
    filter.setIncludeHeaders(true);
    // ok: request-details-logged
    filter.setMaxPayloadLength(1000);
    return filter;
  }

  @Bean
  CommonsRequestLoggingFilter quiet() {
    CommonsRequestLoggingFilter filter = new CommonsRequestLoggingFilter();
    // ok: request-details-logged
    filter.setIncludePayload(false);
    return filter;
  }

  @Profile("dev")
  @Bean
  CommonsRequestLoggingFilter development() {
    CommonsRequestLoggingFilter filter = new CommonsRequestLoggingFilter();
    // ok: request-details-logged
    filter.setIncludePayload(true);
    return filter;
  }
}

// ruleid: request-details-logged
@EnableWebSecurity(debug = true)
class Debugged {
}

class Sessions {
  void follow(String sessionId, Object exchange) {
    // ok: secret-logged
    LOG.tracef("set session %s on %s", sessionId, exchange);
    // ruleid: secret-logged
    LOG.info("set session {}", sessionId);
  }
}
