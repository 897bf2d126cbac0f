import java.util.*;
import javax.naming.Context;
import javax.naming.directory.InitialDirContext;

class Directory {
  void anonymous(String url) throws Exception {
    Hashtable<String, String> env = new Hashtable<>();
    env.put(Context.PROVIDER_URL, url);
    // ruleid: ldap-weak-login
    env.put(Context.SECURITY_AUTHENTICATION, "none");
    new InitialDirContext(env);
  }

  void property(Properties env) {
    // ruleid: ldap-weak-login
    env.setProperty("java.naming.security.authentication", "none");
  }

  void plain(String user, String password) throws Exception {
    Hashtable<String, String> env = new Hashtable<>();
    env.put(Context.PROVIDER_URL, "ldap://directory.example:389");
    // ruleid: ldap-weak-login
    env.put(Context.SECURITY_AUTHENTICATION, "simple");
    env.put(Context.SECURITY_PRINCIPAL, user);
    env.put(Context.SECURITY_CREDENTIALS, password);
    new InitialDirContext(env);
  }

  void tls(String user, String password) throws Exception {
    Hashtable<String, String> env = new Hashtable<>();
    env.put(Context.PROVIDER_URL, "ldaps://directory.example");
    // ok: ldap-weak-login
    env.put(Context.SECURITY_AUTHENTICATION, "simple");
    new InitialDirContext(env);
  }

  void strong(Hashtable<String, String> env) {
    // ok: ldap-weak-login
    env.put(Context.SECURITY_AUTHENTICATION, "GSSAPI");
  }

  void protocol(String password) throws Exception {
    Hashtable<String, String> env = new Hashtable<>();
    env.put(Context.PROVIDER_URL, "ldap://directory.example:636");
    env.put(Context.SECURITY_PROTOCOL, "ssl");
    // ok: ldap-weak-login
    env.put(Context.SECURITY_AUTHENTICATION, "simple");
  }
}
