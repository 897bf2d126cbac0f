import java.io.File;
import java.util.*;
import javax.script.*;
import org.springframework.expression.*;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

class Commands {
  private static final String OPTION = "-c 1";

  void ping(String host) throws Exception {
    // ruleid: command-built-from-text
    Runtime.getRuntime().exec("ping -c 1 " + host);
  }

  void variable(String file) throws Exception {
    String command = "convert " + file + " out.png";
    // ruleid: command-built-from-text
    Runtime.getRuntime().exec(command + file);
    // ruleid: command-built-from-text
    Runtime.getRuntime().exec(String.format("convert %s out.png", file));
  }

  void shell(String name) throws Exception {
    // ruleid: command-built-from-text
    Runtime.getRuntime().exec(new String[] {"/bin/sh", "-c", "ls " + name});
    // ruleid: command-built-from-text
    new ProcessBuilder("bash", "-c", "tar xf " + name + " -C /tmp").start();
  }

  void fine(String host, int pid) throws Exception {
    // ok: command-built-from-text
    Runtime.getRuntime().exec("uname -a");
    // ok: command-built-from-text
    Runtime.getRuntime().exec("ping " + OPTION + " localhost");
    // ok: command-built-from-text
    new ProcessBuilder("ping", "-c", "1", host).start();
    // ok: command-built-from-text
    Runtime.getRuntime().exec(new String[] {"git", "log", "--author=" + host});
    // ok: command-built-from-text
    Runtime.getRuntime().exec("kill " + pid);
  }
}

class Expressions {
  Object script(ScriptEngine engine, String name) throws Exception {
    // ruleid: expression-not-constant
    return engine.eval("greet('" + name + "')");
  }

  Object spel(String field, Object user) {
    ExpressionParser parser = new SpelExpressionParser();
    // ruleid: expression-not-constant
    return parser.parseExpression("user." + field).getValue(user);
  }

  Object format(ScriptEngine engine, String name) throws Exception {
    String code = String.format("greet('%s')", name);
    // ruleid: expression-not-constant
    return engine.eval(code);
  }

  Object constant(ScriptEngine engine, String name) throws Exception {
    engine.put("name", name);
    // ok: expression-not-constant
    return engine.eval("greet(name)");
  }

  Object simple(String field, Object user) {
    ExpressionParser parser = new SpelExpressionParser();
    EvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding().build();
    // ok: expression-not-constant
    return parser.parseExpression("user." + field).getValue(context, user);
  }

  Object declared(Method method) {
    // ok: expression-not-constant
    return new SpelExpressionParser().parseExpression(method.getAnnotation(Cached.class).key());
  }
}
