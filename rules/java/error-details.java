import java.io.*;
import java.util.*;
import javax.servlet.http.*;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.springframework.http.*;
import org.springframework.web.bind.annotation.*;

class Errors {
  void direct(HttpServletResponse response) throws IOException {
    try {
      work();
    } catch (Exception e) {
      // ruleid: stack-trace-to-client
      e.printStackTrace(response.getWriter());
    }
  }

  void writer(HttpServletResponse response) throws IOException {
    PrintWriter out = response.getWriter();
    try {
      work();
    } catch (Exception e) {
      // ruleid: stack-trace-to-client
      e.printStackTrace(out);
      // ruleid: stack-trace-to-client
      out.println(ExceptionUtils.getStackTrace(e));
    }
  }

  @ExceptionHandler(Exception.class)
  ResponseEntity<String> handle(Exception e) {
    // ruleid: stack-trace-to-client
    return ResponseEntity.status(500).body(ExceptionUtils.getStackTrace(e));
  }

  @ExceptionHandler(RuntimeException.class)
  String text(RuntimeException e) {
    // ruleid: stack-trace-to-client
    return Arrays.toString(e.getStackTrace());
  }

  void logged(HttpServletResponse response) throws IOException {
    try {
      work();
    } catch (Exception e) {
      // ok: stack-trace-to-client
      log.error("failed: " + ExceptionUtils.getStackTrace(e));
      // ok: stack-trace-to-client
      response.sendError(500, "Something went wrong");
    }
  }

  void file(File target) throws IOException {
    try (PrintWriter out = new PrintWriter(target)) {
      work();
    } catch (Exception e) {
      // ok: stack-trace-to-client
      e.printStackTrace(new PrintWriter(target));
      // ok: stack-trace-to-client
      e.printStackTrace();
    }
  }

  String describe(Exception e) {
    // ok: stack-trace-to-client
    return ExceptionUtils.getStackTrace(e);
  }
}

class Checks {
  void empty(Verifier verifier, String token) {
    // ruleid: failed-check-ignored
    try {
      verifier.verify(token);
    } catch (Exception e) {
    }
    serve(token);
  }

  boolean passes(Verifier verifier, String token) {
    // ruleid: failed-check-ignored
    try {
      verifier.accept(token);
    } catch (JWTVerificationException e) {
      log.warn("bad token");
      return true;
    }
    return true;
  }

  void rights(String user) {
    // ruleid: failed-check-ignored
    try {
      checkPermission(user);
    } catch (RuntimeException e) {
      // goes on
    }
  }

  boolean answered(Verifier verifier, String token) {
    // ok: failed-check-ignored
    try {
      verifier.verify(token);
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  void thrown(Verifier verifier, String token) {
    // ok: failed-check-ignored
    try {
      verifier.verify(token);
    } catch (JWTVerificationException e) {
      throw new IllegalStateException(e);
    }
  }

  void closed(InputStream in) {
    // ok: failed-check-ignored
    try {
      in.close();
    } catch (IOException e) {
    }
  }

  boolean eitherForm(Signature signature, byte[] first, byte[] second) {
    // ok: failed-check-ignored
    try {
      if (signature.verify(first)) {
        return true;
      }
    } catch (SignatureException e) {
      // not in this form
    }
    return false;
  }

  Item found(Store store, String name) {
    Item item = null;
    // ok: failed-check-ignored
    try {
      item = store.getItem(name);
    } catch (AccessDeniedException e) {
      // left empty, as if it were not there
    }
    return item;
  }

  void traceIfAsked(HttpServletResponse response, Settings settings, Exception e) throws IOException {
    if (settings.isPrintStackTraceOnError()) {
      // ok: stack-trace-to-client
      e.printStackTrace(response.getWriter());
    }
  }
}
