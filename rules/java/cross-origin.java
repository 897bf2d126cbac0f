import java.util.*;
import javax.servlet.http.*;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.config.annotation.*;
import org.springframework.web.socket.config.annotation.*;

class Cors implements WebMvcConfigurer {
  public void addCorsMappings(CorsRegistry registry) {
    // ruleid: cors-any-origin
    registry.addMapping("/**").allowedOriginPatterns("*").allowedMethods("*").allowCredentials(true);
    // ok: cors-any-origin
    registry.addMapping("/api/**").allowedOrigins("https://app.example").allowCredentials(true);
    // ok: cors-any-origin
    // ruleid: cors-open
    registry.addMapping("/public/**").allowedOrigins("*");
  }

  CorsConfiguration source() {
    CorsConfiguration configuration = new CorsConfiguration();
    configuration.setAllowCredentials(true);
    // ruleid: cors-any-origin
    configuration.addAllowedOriginPattern("*");
    return configuration;
  }

  CorsConfiguration list() {
    CorsConfiguration configuration = new CorsConfiguration();
    // ruleid: cors-any-origin
    configuration.setAllowedOriginPatterns(List.of("*"));
    configuration.setAllowCredentials(true);
    return configuration;
  }

  CorsConfiguration named() {
    CorsConfiguration configuration = new CorsConfiguration();
    // ok: cors-any-origin, cors-open
    configuration.setAllowedOrigins(List.of("https://app.example"));
    configuration.setAllowCredentials(true);
    return configuration;
  }

  CorsConfiguration open() {
    CorsConfiguration configuration = new CorsConfiguration();
    // ruleid: cors-open
    configuration.addAllowedOrigin("*");
    return configuration;
  }

  void reflected(HttpServletRequest request, HttpServletResponse response) {
    String origin = request.getHeader("Origin");
    // ruleid: cors-any-origin
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader("Access-Control-Allow-Credentials", "true");
  }

  void compared(HttpServletRequest request, HttpServletResponse response, Set<String> allowed) {
    String origin = request.getHeader("Origin");
    if (allowed.contains(origin)) {
      // ok: cors-any-origin
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Allow-Credentials", "true");
    }
  }
}

// ruleid: cors-open
@CrossOrigin
@RestController
class Reports {
  // ok: cors-open
  @CrossOrigin(origins = "https://app.example")
  @GetMapping("/reports")
  String reports() { return ""; }

  // ruleid: cors-open
  @CrossOrigin(origins = "*", maxAge = 3600)
  @GetMapping("/all")
  String all() { return ""; }

  // ok: cors-open
  @CrossOrigin("https://app.example")
  @GetMapping("/one")
  String one() { return ""; }
}

class Sockets {
  public void registerStompEndpoints(StompEndpointRegistry registry) {
    // ruleid: websocket-any-origin
    registry.addEndpoint("/ws").setAllowedOrigins("*").withSockJS();
    // ruleid: websocket-any-origin
    registry.addEndpoint("/ws").setAllowedOriginPatterns("*");
    // ok: websocket-any-origin
    registry.addEndpoint("/ws").setAllowedOrigins("https://app.example");
    // ok: websocket-any-origin
    registry.addEndpoint("/ws").withSockJS();
  }

  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry, Handler handler) {
    // ruleid: websocket-any-origin
    registry.addHandler(handler, "/chat").setAllowedOrigins("*");
    // ok: websocket-any-origin
    registry.addHandler(handler, "/chat").setAllowedOriginPatterns("https://*.app.example");
  }
}
