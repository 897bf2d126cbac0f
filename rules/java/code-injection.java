import freemarker.template.*;
import java.io.StringReader;
import java.util.*;
import javax.script.*;
import javax.servlet.http.*;
import ognl.Ognl;
import org.springframework.expression.*;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.web.bind.annotation.*;

class CalculatorServlet extends HttpServlet {
  private static final Map<String, Class<?>> SHAPES = Map.of("circle", StringBuilder.class, "square", String.class);

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String formula = request.getParameter("formula");
    ScriptEngine engine = new ScriptEngineManager().getEngineByName("js");
    // ruleid: code-injection
    engine.eval("Math.round(" + formula + ")");

    double left = Double.parseDouble(request.getParameter("left"));
    // ok: code-injection
    engine.eval("Math.round(" + left + ")");

    engine.put("input", formula);
    // ok: code-injection
    engine.eval("check(input)");

    // ruleid: code-injection
    Class.forName(request.getParameter("shape")).getDeclaredConstructor().newInstance();
    // ok: code-injection
    SHAPES.get(request.getParameter("shape")).getDeclaredConstructor().newInstance();

    // ruleid: code-injection
    Ognl.getValue(formula, new HashMap<>());
  }

  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String kind = request.getParameter("kind");
    String name = "java.util.ArrayList";
    if ("linked".equals(kind)) {
      name = "java.util.LinkedList";
    }
    // ok: code-injection
    Class.forName(name).getDeclaredConstructor().newInstance();
  }
}

@RestController
class RuleController {
  private final ExpressionParser parser = new SpelExpressionParser();

  @PostMapping("/rules")
  public Object evaluate(@RequestBody String rule) {
    // ruleid: code-injection
    return parser.parseExpression(rule).getValue();
  }

  @PostMapping("/rules/{name}")
  public Object named(@PathVariable String name, @RequestParam String text) {
    StandardRule rule = new StandardRule();
    // ok: code-injection
    return parser.parseExpression(rule.expression()).getValue(text);
  }

  @PostMapping("/preview")
  public void preview(@RequestParam String text, Configuration configuration) throws Exception {
    // ruleid: code-injection
    Template template = new Template("preview", new StringReader(text), configuration);
    // ok: code-injection
    Template fixed = new Template("fixed", new StringReader("Hello ${name}"), configuration);
  }

  @PostMapping("/script")
  public Object script(@RequestHeader("X-Script") String script) {
    return new Sandbox(script).run();
  }

  private static class StandardRule {
    String expression() {
      return "#root.length() > 3";
    }
  }

  private static class Sandbox {
    private final String text;

    Sandbox(String text) {
      this.text = text;
    }

    Object run() {
      // ruleid: code-injection
      return new groovy.lang.GroovyShell().evaluate(text);
    }
  }
}

class CodeInjectionElsewhere extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: code-injection
    new groovy.lang.GroovyShell().evaluate("total = " + Neighbour.asked(request));
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: code-injection
    new groovy.lang.GroovyShell().evaluate("total = " + name);
    // ok: code-injection
    new groovy.lang.GroovyShell().evaluate("total = " + Neighbour.counted(request));
    // ok: code-injection
    new groovy.lang.GroovyShell().evaluate("total = " + Neighbour.known(name));
    // ok: code-injection
    new groovy.lang.GroovyShell().evaluate("total = " + Neighbour.fixed(name));
    further(name);
  }

  private void further(String given) throws Exception {
    // ruleid: code-injection
    new groovy.lang.GroovyShell().evaluate("total = " + given);
  }
}
