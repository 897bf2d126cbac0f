import java.util.regex.Pattern;
import javax.naming.directory.*;
import javax.xml.xpath.*;
import org.springframework.ldap.support.LdapEncoder;
import org.w3c.dom.Document;

class Directory {
  private static final String KIND = "person";

  void find(DirContext context, String name, SearchControls controls, int number) throws Exception {
    // ruleid: ldap-filter-built-from-text
    context.search("ou=people", "(uid=" + name + ")", controls);
    String filter = "(&(objectClass=person)(mail=*" + name + "*))";
    // ruleid: ldap-filter-built-from-text
    context.search("ou=people", filter, controls);
    // ruleid: ldap-filter-built-from-text
    context.search("ou=people", String.format("(uid=%s)", name), controls);
    // ok: ldap-filter-built-from-text
    context.search("ou=people", "(uid={0})", new Object[] {name}, controls);
    // ok: ldap-filter-built-from-text
    context.search("ou=people", "(uid=" + LdapEncoder.filterEncode(name) + ")", controls);
    // ok: ldap-filter-built-from-text
    context.search("ou=people", "(objectClass=" + KIND + ")", controls);
    // ok: ldap-filter-built-from-text
    context.search("ou=people", "(number=" + 7 + ")", controls);
  }
}

class Documents {
  private static final String ROLE = "admin";

  void find(XPath xpath, Document users, String name, int number) throws Exception {
    // ruleid: xpath-built-from-text
    xpath.evaluate("//user[@name='" + name + "']/mail", users);
    String path = "//group[@id='" + name + "']";
    // ruleid: xpath-built-from-text
    XPathExpression expression = xpath.compile(path);
    // ruleid: xpath-built-from-text
    xpath.evaluate(String.format("//user[contains(@name, '%s')]", name), users);
    // ok: xpath-built-from-text
    xpath.evaluate("//user[@name=$name]", users);
    // ok: xpath-built-from-text
    xpath.evaluate("//user[" + number + "]", users);
    // ok: xpath-built-from-text
    xpath.evaluate("//user[@role='" + ROLE + "']", users);
    // ok: xpath-built-from-text
    Pattern.compile("[a-z](='" + name + "')");
  }
}
