package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.operator.TestConfig;
import dev.apifleet.operator.trust.CertificateAuthority;
import dev.apifleet.operator.trust.Pem;
import dev.apifleet.operator.trust.ServerIdentity;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Snapshot;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gateways of every age, over real TLS, while one authority follows another. */
class TrustStoryTest {
  private static final String FLEET = "default/edge";
  private static final CertificateAuthority OLD = CertificateAuthority.create(Instant.now());
  private static final CertificateAuthority NEW = CertificateAuthority.create(Instant.now());
  private static final String OLD_ALONE = Pem.of(OLD.certificate());
  private static final String NEW_ALONE = Pem.of(NEW.certificate());
  private static final String BOTH = OLD_ALONE + NEW_ALONE;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicReference<CertificateAuthority> issuer = new AtomicReference<>(OLD);
  private final SnapshotBook snapshots = new SnapshotBook();
  private final Sessions sessions =
      new Sessions(
          Reviews::gateway, FLEET::equals, snapshots, new AckBook(), List.of(), Patience.USUAL);
  private final FleetServer server =
      new FleetServer(
          vertx,
          new TestConfig(),
          new ServerIdentity(issuer::get, "apifleet-system", Clock.systemUTC()),
          sessions);

  @BeforeEach
  void start() {
    sessions.lead(1);
    server.start();
    publish(1);
  }

  @AfterEach
  void stop() {
    server.stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void streamsLiveOnAndWhoeverTrustsBothMayDialAtAnyTime() throws InterruptedException {
    try (FakeGateway before = dial("edge-1", OLD_ALONE)) {
      before.next();
      try (FakeGateway during = dial("edge-2", BOTH)) {
        during.next();
        issuer.set(NEW);
        server.renew();
        publish(2);
        assertThat(before.next().getFull()).isFalse();
        assertThat(during.next().getFull()).isFalse();
      }
      dialsAnew(BOTH);
      dialsAnew(NEW_ALONE);
    }
    assertThatThrownBy(() -> dial("edge-3", OLD_ALONE)).isInstanceOf(CompletionException.class);
  }

  @Test
  void oneOfBothIsEnoughBeforeTheChange() throws InterruptedException {
    dialsAnew(OLD_ALONE);
    dialsAnew(BOTH);
    assertThatThrownBy(() -> dial("edge-3", NEW_ALONE)).isInstanceOf(CompletionException.class);
  }

  private void dialsAnew(String trusted) throws InterruptedException {
    try (FakeGateway gateway = dial("edge-3", trusted)) {
      assertThat(gateway.next().getFull()).isTrue();
    }
  }

  private FakeGateway dial(String pod, String trusted) {
    return new FakeGateway(vertx, server.port(), trusted).hello(pod).ackAll();
  }

  private void publish(int gateways) {
    FleetSettings settings = new FleetSettings(FLEET, List.of(), gateways);
    snapshots.publish(FLEET, Snapshot.of(List.of(settings)), 1);
    sessions.refresh(FLEET);
  }
}
