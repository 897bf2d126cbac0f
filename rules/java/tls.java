import java.security.cert.*;
import javax.net.ssl.*;
import org.apache.http.conn.ssl.*;
import org.apache.http.ssl.SSLContextBuilder;

class Open implements X509TrustManager {
  public void checkClientTrusted(X509Certificate[] chain, String type) { }
  // ruleid: tls-any-certificate
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    // trusted
  }
  public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
}

class Managers {
  TrustManager anonymous() {
    return new X509TrustManager() {
      public void checkClientTrusted(X509Certificate[] chain, String type) { }
      // ruleid: tls-any-certificate
      public void checkServerTrusted(X509Certificate[] chain, String type) { }
      public X509Certificate[] getAcceptedIssuers() { return null; }
    };
  }

  SSLContext builder() throws Exception {
    // ruleid: tls-any-certificate
    return SSLContextBuilder.create().loadTrustMaterial(TrustAllStrategy.INSTANCE).build();
  }

  SSLContext lambda() throws Exception {
    // ruleid: tls-any-certificate
    return new SSLContextBuilder().loadTrustMaterial(null, (chain, type) -> true).build();
  }

  SSLContext store(java.security.KeyStore store) throws Exception {
    // ok: tls-any-certificate
    return new SSLContextBuilder().loadTrustMaterial(store, null).build();
  }

  TrustManager delegating(X509TrustManager other) {
    return new X509TrustManager() {
      // ok: tls-any-certificate
      public void checkClientTrusted(X509Certificate[] chain, String type) { }
      // ok: tls-any-certificate
      public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        other.checkServerTrusted(chain, type);
      }
      public X509Certificate[] getAcceptedIssuers() { return other.getAcceptedIssuers(); }
    };
  }

  class Refusing implements X509TrustManager {
    // ok: tls-any-certificate
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
      throw new CertificateException("no server is trusted here");
    }
    public void checkClientTrusted(X509Certificate[] chain, String type) { }
    public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
  }
}

class Verifiers {
  HostnameVerifier all() {
    return new HostnameVerifier() {
      // ruleid: tls-any-host
      public boolean verify(String host, SSLSession session) {
        return true;
      }
    };
  }

  void connect(HttpsURLConnection connection) {
    // ruleid: tls-any-host
    connection.setHostnameVerifier((host, session) -> true);
    // ruleid: tls-any-host
    HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> { return true; });
    // ok: tls-any-host
    connection.setHostnameVerifier((host, session) -> host.equals(session.getPeerHost()));
  }

  Object client() {
    // ruleid: tls-any-host
    return HttpClients.custom().setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE).build();
  }

  Object strict() {
    // ok: tls-any-host
    return HttpClients.custom().setSSLHostnameVerifier(new DefaultHostnameVerifier()).build();
  }

  // ok: tls-any-host
  boolean verify(String name, String password) {
    return true;
  }
}

class Versions {
  private static final String OLD = "TLSv1";

  void contexts() throws Exception {
    // ok: tls-old-version
    // ruleid: tls-named-ssl
    SSLContext.getInstance("SSL");
    // ruleid: tls-old-version
    SSLContext.getInstance("SSLv3");
    // ruleid: tls-named-ssl
    SSLContext.getInstance("SSL", "SunJSSE");
    // ruleid: tls-named-ssl
    javax.net.ssl.SSLContext.getInstance("SSL").init(null, null, null);
    // ok: tls-named-ssl
    SSLContext.getInstance("TLSv1.3");
    // ok: tls-named-ssl
    ContextNames.getInstance("SSL");
    // ruleid: tls-old-version
    SSLContext.getInstance(OLD);
    // ruleid: tls-old-version
    javax.net.ssl.SSLContext.getInstance("TLSv1.1", "SunJSSE");
    // ok: tls-old-version, tls-named-ssl
    SSLContext.getInstance("TLS");
    // ok: tls-old-version
    SSLContext.getInstance("TLSv1.2");
    // ok: tls-old-version
    SSLContext.getDefault();
  }

  void sockets(SSLSocket socket) {
    // ruleid: tls-old-version
    socket.setEnabledProtocols(new String[] {"TLSv1", "TLSv1.2"});
    // ok: tls-old-version
    socket.setEnabledProtocols(new String[] {"TLSv1.2", "TLSv1.3"});
    // ruleid: tls-old-version
    System.setProperty("https.protocols", "TLSv1,TLSv1.1");
    // ok: tls-old-version
    System.setProperty("https.protocols", "TLSv1.2,TLSv1.3");
  }
}

class Switches {
  private final Options options = new Options();

  void byOption(HttpsURLConnection connection) {
    if (options.noCertificateCheck) {
      // ok: tls-any-host
      // ruleid: tls-check-switch
      connection.setHostnameVerifier((host, session) -> true);
    }
    // ok: tls-check-switch
    // ruleid: tls-any-host
    connection.setHostnameVerifier((host, session) -> true);
  }

  HostnameVerifier chosen() {
    if (options.isVerifyHostname()) {
      return new DefaultHostnameVerifier();
    } else {
      // ok: tls-any-host
      // ruleid: tls-check-switch
      return new NoopHostnameVerifier();
    }
  }

  TrustStrategy strategy(boolean trustSelfSigned) {
    // ok: tls-any-certificate
    // ruleid: tls-check-switch
    return trustSelfSigned ? new TrustSelfSignedStrategy() : null;
  }

  void afterwards(HttpsURLConnection connection, String name) {
    if (name.isEmpty()) {
      // ok: tls-check-switch
      // ruleid: tls-any-host
      connection.setHostnameVerifier((host, session) -> true);
    }
    if (options.insecure) {
      // ok: tls-check-switch
      connection.setHostnameVerifier(new DefaultHostnameVerifier());
    }
  }
}

class Mail {
  void plain(SimpleEmail email) {
    // ruleid: mail-host-not-checked
    email.setSSLOnConnect(true);
  }

  void page() {
    HtmlEmail email = new HtmlEmail();
    // ruleid: mail-host-not-checked
    email.setSSLOnConnect(true);
    email.setHostName("mail.example.com");
  }

  void upgraded(MultiPartEmail email) {
    // ruleid: mail-host-not-checked
    email.setStartTLSRequired(true);
  }

  void checked(SimpleEmail email) {
    // ok: mail-host-not-checked
    email.setSSLOnConnect(true);
    email.setSSLCheckServerIdentity(true);
  }

  void inside(SimpleEmail email, Connector connector) {
    // ok: mail-host-not-checked
    email.setSSLOnConnect(false);
    // ok: mail-host-not-checked
    connector.setSSLOnConnect(true);
  }
}
