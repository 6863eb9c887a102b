package dev.apifleet.gateway.transport;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;

/** Says why an endpoint and a gateway could not agree on TLS. */
public final class HandshakeFailure {
  private static final int DEEPEST = 10;

  private HandshakeFailure() {}

  /** What is wrong and which field mends it; null for a failure of another kind. */
  public static String explain(Throwable failure) {
    String best = null;
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      String reason = reason(cause);
      best = reason == null ? best : reason;
      cause = cause.getCause();
    }
    return best;
  }

  private static String reason(Throwable cause) {
    return switch (cause) {
      case NotSslRecordException _ ->
          "it does not speak TLS; see connections.tls of its BackendPool";
      case CertificateExpiredException _ -> "its certificate has expired";
      case CertPathBuilderException _ -> untrusted();
      case CertPathValidatorException _ -> untrusted();
      case CertificateException e -> named(e);
      case SSLException e -> "TLS failed: " + e.getMessage();
      default -> null;
    };
  }

  private static String untrusted() {
    return "its certificate is signed by nobody whom the gateway trusts; see"
        + " connections.tls.caCertificateRef of its BackendPool";
  }

  private static String named(CertificateException e) {
    return "its certificate is not for the name it is asked by ("
        + e.getMessage()
        + "); see connections.tls.serverName of its BackendPool";
  }
}
