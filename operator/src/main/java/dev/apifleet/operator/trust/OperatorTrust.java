package dev.apifleet.operator.trust;

import dev.apifleet.operator.OperatorConfig;
import dev.apifleet.operator.leader.Leadership;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Whom gateways are to trust for the operator, and what it shows to them; both change live. */
@Singleton
public class OperatorTrust {
  private static final Logger LOG = Logger.getLogger(OperatorTrust.class);
  private static final long LOOK_SECONDS = 10;

  private final TrustSource source;
  private final InstantSource clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("trust").factory());
  private volatile boolean begun;
  private boolean failing;

  @Inject
  public OperatorTrust(
      KubernetesClient client, OperatorConfig config, Leadership leadership, Told told) {
    this(source(client, config, leadership, told), Clock.systemUTC());
  }

  OperatorTrust(TrustSource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  private static TrustSource source(
      KubernetesClient client, OperatorConfig config, Leadership leadership, Told told) {
    List<String> names = ServerIdentity.names(config.namespace());
    return config
        .certificateFolder()
        .<TrustSource>map(
            folder ->
                new GivenCertificates(
                    new CertificateFiles(folder, ServerIdentity.dialled(config.namespace())), told))
        .orElseGet(
            () ->
                new OwnAuthority(
                    new AuthoritySecret(client, config.namespace()),
                    names,
                    leadership::isLeader,
                    told));
  }

  /** All authorities that gateways are to trust, as text; blocks at the first call. */
  public String bundle() {
    return Pem.of(begun().trusted());
  }

  /** What to show to gateways now; blocks at the first call. */
  ServerCertificate certificate() {
    return begun().certificate(clock.instant());
  }

  /** Runs whenever gateways are to trust others than before. */
  public void onChange(Runnable action) {
    listeners.add(action);
  }

  private TrustSource begun() {
    if (!begun) {
      begin();
    }
    return source;
  }

  private synchronized void begin() {
    if (!begun) {
      source.begin(clock.instant());
      begun = true;
    }
  }

  void start(@Observes StartupEvent event) {
    thread.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    thread.shutdownNow();
  }

  /** Looks for what changed; what cannot be found out now is tried again. */
  void look() {
    if (!begun) {
      return;
    }
    try {
      List<X509Certificate> before = source.trusted();
      source.look(clock.instant());
      if (!source.trusted().equals(before)) {
        listeners.forEach(Runnable::run);
      }
      failing = false;
    } catch (RuntimeException e) {
      complain(e);
    }
  }

  private void complain(RuntimeException e) {
    if (!failing) {
      LOG.warnf("certificates are as before, until this is mended: %s", e.getMessage());
      LOG.debug("why", e);
      failing = true;
    }
  }
}
