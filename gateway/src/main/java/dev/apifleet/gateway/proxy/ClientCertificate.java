package dev.apifleet.gateway.proxy;

import io.vertx.core.http.HttpServerRequest;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Tells backends which certificate a client showed, as RFC 9440 does. */
final class ClientCertificate {
  private static final String KNOWN = ClientCertificate.class.getName();
  private static final String NONE = "";

  private ClientCertificate() {}

  /**
   * The value of {@code Client-Cert}; null without a certificate. For requests that came by TLS.
   */
  static String of(HttpServerRequest request) {
    SSLSession session = request.sslSession();
    Object known = session.getValue(KNOWN);
    if (known == null) {
      known = read(session);
      session.putValue(KNOWN, known);
    }
    return known.equals(NONE) ? null : (String) known;
  }

  private static String read(SSLSession session) {
    try {
      byte[] certificate = session.getPeerCertificates()[0].getEncoded();
      return ':' + Base64.getEncoder().encodeToString(certificate) + ':';
    } catch (SSLPeerUnverifiedException | CertificateEncodingException _) {
      return NONE;
    }
  }
}
