import java.util.regex.Pattern;
import javax.faces.component.html.HtmlOutputText;
import org.apache.wicket.markup.html.basic.Label;

class Checks {
  // ruleid: regex-backtracking
  private static final Pattern NAMES = Pattern.compile("^(\\w+)*$");
  // ok: regex-backtracking
  private static final Pattern NAME = Pattern.compile("^\\w+(-\\w+)*$");

  boolean matches(String text) {
    // ruleid: regex-backtracking
    boolean letters = text.matches("([a-zA-Z]+)*");
    // ruleid: regex-backtracking
    boolean more = Pattern.matches("(?:[0-9]+)+x", text);
    // ok: regex-backtracking
    boolean once = text.matches("([a-zA-Z]+)");
    // ok: regex-backtracking
    boolean list = text.matches("([a-z]+,)*");
    // ok: regex-backtracking
    boolean counted = text.matches("([a-z]{2,3})+");
    // ok: regex-backtracking
    boolean possessive = text.matches("([a-z]++)*");
    return letters && more && once && list && counted && possessive;
  }
}

class Pages extends WebPage {
  void show(String text, HtmlOutputText output, PebbleEngine.Builder pebble, Writer writer) {
    // ruleid: escaping-off
    add(new Label("text", text).setEscapeModelStrings(false));
    // ruleid: escaping-off
    output.setEscape(false);
    // ruleid: escaping-off
    pebble.autoEscaping(false).build();
    // ok: escaping-off
    add(new Label("text", text));
    // ok: escaping-off
    add(new Label("space", "&nbsp;").setEscapeModelStrings(false));
    // ok: escaping-off
    output.setEscape(true);
    // ok: escaping-off
    pebble.autoEscaping(true);
    // ok: escaping-off
    writer.setEscape(false);
  }
}
