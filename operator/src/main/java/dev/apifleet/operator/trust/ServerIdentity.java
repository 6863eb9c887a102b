package dev.apifleet.operator.trust;

import dev.apifleet.operator.OperatorConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The certificate the operator shows to gateways: held in memory only, renewed before it ends. */
@Singleton
public class ServerIdentity {
  /** Name of the Service through which gateways reach the operator. */
  public static final String SERVICE = "apifleet-operator-delivery";

  private static final Duration VALID = Duration.ofDays(90);
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);

  private final Supplier<CertificateAuthority> authority;
  private final List<String> names;
  private final Clock clock;
  private IssuedCertificate certificate;

  @Inject
  ServerIdentity(OperatorTrust trust, OperatorConfig config) {
    this(trust::authority, config.namespace(), Clock.systemUTC());
  }

  /** For an operator in this namespace. */
  public ServerIdentity(Supplier<CertificateAuthority> authority, String namespace, Clock clock) {
    this.authority = authority;
    this.names = names(namespace);
    this.clock = clock;
  }

  /** The current certificate. */
  public synchronized PemKeyCertOptions current() {
    if (certificate == null) {
      issue();
    }
    return options();
  }

  /** A new certificate, when the current one comes to its end. */
  public synchronized Optional<PemKeyCertOptions> renewed() {
    Instant end = certificate.certificate().getNotAfter().toInstant();
    if (clock.instant().isBefore(end.minus(RENEW_BEFORE))) {
      return Optional.empty();
    }
    issue();
    return Optional.of(options());
  }

  private void issue() {
    certificate = authority.get().issue(names, clock.instant(), VALID);
  }

  private PemKeyCertOptions options() {
    return new PemKeyCertOptions()
        .setCertValue(Buffer.buffer(Pem.of(certificate.certificate())))
        .setKeyValue(Buffer.buffer(Pem.of(certificate.key())));
  }

  private static List<String> names(String namespace) {
    String service = SERVICE + "." + namespace;
    return List.of(SERVICE, service, service + ".svc", service + ".svc.cluster.local");
  }
}
