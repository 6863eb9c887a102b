package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PoolConnections;
import dev.apifleet.api.v1alpha1.PoolTls;
import dev.apifleet.snapshot.FileRef;
import dev.apifleet.snapshot.PoolConfig.BackendTls;
import java.util.Locale;
import java.util.Optional;

/** Reads the TLS of a pool's connections. */
final class BackendSecurity {
  private static final FieldPath FIELD = FieldPath.SPEC.child("connections").child("tls");

  private final Secrets secrets;

  BackendSecurity(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * Null for none. Without a Secret that it refers to the pool is not valid: it would speak with
   * endpoints that it was to check, or not show who it is.
   */
  BackendTls read(
      String namespace, PoolConnections connections, Problems invalid, Problems unresolved) {
    if (connections == null || connections.tls() == null) {
      return null;
    }
    PoolTls tls = connections.tls();
    Problems missing = new Problems();
    Optional<FileRef> authority =
        tls.caCertificateRef() == null
            ? Optional.empty()
            : secrets.authority(
                FIELD.child("caCertificateRef"), namespace, tls.caCertificateRef(), missing);
    Optional<FileRef> certificate =
        tls.clientCertificateRef() == null
            ? Optional.empty()
            : secrets.keyPair(
                FIELD.child("clientCertificateRef"),
                namespace,
                tls.clientCertificateRef(),
                missing);
    unresolved.addAll(missing);
    if (!missing.none()) {
      invalid.add(
          "UnresolvedRefs", FIELD + ": not served without what it refers to; see ResolvedRefs");
    }
    return new BackendTls(
        serverName(tls.serverName(), invalid), authority.orElse(null), certificate.orElse(null));
  }

  private static String serverName(String name, Problems invalid) {
    if (name == null) {
      return null;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (!HostNames.isName(lower) || lower.startsWith("*")) {
      invalid.invalid(
          FIELD.child("serverName"),
          name,
          "write a DNS name that stands in the certificates of the endpoints, such as"
              + " api.example.com");
    }
    return lower;
  }
}
