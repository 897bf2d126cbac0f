import javax.servlet.http.*;
import org.springframework.http.ResponseCookie;

class Cookies {
  void plain(HttpServletResponse response, String id) {
    Cookie cookie = new Cookie("session", id);
    cookie.setPath("/");
    // ruleid: cookie-flags
    response.addCookie(cookie);
  }

  void half(HttpServletResponse response, String token) {
    Cookie cookie = new Cookie("auth_token", token);
    cookie.setHttpOnly(true);
    // ruleid: cookie-flags
    response.addCookie(cookie);
  }

  void inline(HttpServletResponse response, String id) {
    // ruleid: cookie-flags
    response.addCookie(new Cookie("rememberMe", id));
  }

  ResponseCookie builder(String token) {
    // ruleid: cookie-flags
    return ResponseCookie.from("access_token", token).path("/").httpOnly(true).build();
  }

  void both(HttpServletResponse response, String id) {
    Cookie cookie = new Cookie("session", id);
    cookie.setHttpOnly(true);
    cookie.setSecure(true);
    // ok: cookie-flags
    response.addCookie(cookie);
  }

  void secureByRequest(HttpServletRequest request, HttpServletResponse response, String id) {
    Cookie cookie = new Cookie("session", id);
    cookie.setHttpOnly(true);
    cookie.setSecure(request.isSecure());
    // ok: cookie-flags
    response.addCookie(cookie);
  }

  Cookie off(String value) {
    Cookie cookie = new Cookie("theme", value);
    // ruleid: cookie-flags
    cookie.setSecure(false);
    return cookie;
  }

  void theme(HttpServletResponse response) {
    Cookie cookie = new Cookie("theme", "dark");
    // ok: cookie-flags
    response.addCookie(cookie);
  }

  void logout(HttpServletResponse response) {
    Cookie cookie = new Cookie("session", "");
    cookie.setMaxAge(0);
    // ok: cookie-flags
    response.addCookie(cookie);
  }

  ResponseCookie complete(String token) {
    // ok: cookie-flags
    return ResponseCookie.from("access_token", token).httpOnly(true).secure(true).sameSite("Strict").build();
  }

  void sites(Cookie cookie, String token) {
    // ruleid: cookie-same-site-none
    ResponseCookie.from("session", token).httpOnly(true).secure(true).sameSite("None").build();
    // ruleid: cookie-same-site-none
    cookie.setAttribute("SameSite", "None");
    // ok: cookie-same-site-none
    ResponseCookie.from("session", token).httpOnly(true).secure(true).sameSite("Lax").build();
    // ok: cookie-same-site-none
    cookie.setAttribute("SameSite", "Strict");
    // ok: cookie-same-site-none
    cookie.setAttribute("Comment", "none");
  }

  void header(HttpServletResponse response, String token) {
    // ruleid: cookie-same-site-none
    response.addHeader("Set-Cookie", "session=" + token + "; Secure; HttpOnly; SameSite=None");
  }
}

class Baskets {
  void plain(HttpServletResponse response, String id) {
    // ruleid: cookie-without-flags
    Cookie basket = new Cookie("basket", id);
    response.addCookie(basket);
    // ruleid: cookie-without-flags
    javax.servlet.http.Cookie last = new javax.servlet.http.Cookie("last", id);
    last.setPath("/");
    response.addCookie(last);
    // ruleid: cookie-without-flags
    Cookie page = new Cookie("page", id);
    Cookie list = new Cookie("list", id);
    // ok: cookie-without-flags
    list.setHttpOnly(true);
    response.addCookie(page);
  }

  void finished(HttpServletResponse response, String id) {
    // ok: cookie-without-flags
    Cookie basket = new Cookie("basket", id);
    basket.setSecure(true);
    basket.setHttpOnly(true);
    response.addCookie(basket);
    // ok: cookie-without-flags
    Cookie gone = new Cookie("basket", id);
    gone.setMaxAge(0);
    // ok: cookie-without-flags
    Cookie chosen = new Cookie("lang", id);
  }
}
