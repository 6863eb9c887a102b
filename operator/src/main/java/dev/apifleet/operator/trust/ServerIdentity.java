package dev.apifleet.operator.trust;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The certificate that the operator shows to gateways and autoscalers, as one server takes it. */
@Dependent
public class ServerIdentity {
  /** Name of the Service through which gateways reach the operator. */
  public static final String SERVICE = "apifleet-operator-delivery";

  /** Name of the Service through which other autoscalers reach it. */
  public static final String METRICS_SERVICE = "apifleet-operator-metrics";

  private static final Logger LOG = Logger.getLogger(ServerIdentity.class);

  private final Supplier<ServerCertificate> wanted;
  private ServerCertificate shown;

  @Inject
  ServerIdentity(OperatorTrust trust) {
    this(trust::certificate);
  }

  /** For an operator in this namespace that issues its certificate itself. */
  public ServerIdentity(Supplier<CertificateAuthority> authority, String namespace, Clock clock) {
    this(issuing(new Issuance(authority, names(namespace)), clock));
  }

  private ServerIdentity(Supplier<ServerCertificate> wanted) {
    this.wanted = wanted;
  }

  private static Supplier<ServerCertificate> issuing(Issuance issuance, Clock clock) {
    return () -> issuance.current(clock.instant());
  }

  /** The current certificate. */
  public synchronized PemKeyCertOptions current() {
    shown = wanted.get();
    return options(shown);
  }

  /**
   * Gives the server another certificate than the one that it shows, when that is to be replaced;
   * one that it does not take is given again.
   */
  public synchronized void renew(Function<PemKeyCertOptions, Future<Boolean>> server) {
    ServerCertificate now = wanted.get();
    if (!now.equals(shown)) {
      server
          .apply(options(now))
          .onSuccess(_ -> took(now))
          .onFailure(e -> LOG.error("a new server certificate is not taken yet", e));
    }
  }

  private synchronized void took(ServerCertificate now) {
    shown = now;
    LOG.info("took a new server certificate");
  }

  private static PemKeyCertOptions options(ServerCertificate shown) {
    return new PemKeyCertOptions()
        .setCertValue(Buffer.buffer(Pem.of(shown.chain())))
        .setKeyValue(Buffer.buffer(Pem.of(shown.key())));
  }

  /** The name that gateways dial. */
  static String dialled(String namespace) {
    return SERVICE + "." + namespace + ".svc";
  }

  static List<String> names(String namespace) {
    return Stream.of(SERVICE, METRICS_SERVICE)
        .flatMap(
            name ->
                Stream.of("", "." + namespace, "." + namespace + ".svc", full(namespace))
                    .map(name::concat))
        .toList();
  }

  private static String full(String namespace) {
    return "." + namespace + ".svc.cluster.local";
  }
}
