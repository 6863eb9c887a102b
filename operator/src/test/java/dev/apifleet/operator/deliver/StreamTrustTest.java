package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apifleet.operator.TestConfig;
import dev.apifleet.operator.trust.CertificateAuthority;
import dev.apifleet.operator.trust.Pem;
import dev.apifleet.operator.trust.ServerIdentity;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.grpc.LoadReport;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.vertx.core.Vertx;
import io.vertx.grpc.common.GrpcStatus;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets anything from an operator, for how long, and how much without reading it. */
class StreamTrustTest {
  private static final CertificateAuthority AUTHORITY = CertificateAuthority.create(Instant.now());
  private static final String FLEET = "default/edge";
  private static final Map<String, TokenReviewStatus> STRANGERS =
      Map.of(
          "expired", Reviews.expired(),
          "for-kubernetes", Reviews.forKubernetes(),
          "unbound", Reviews.unbound(),
          "pod-gone", Reviews.podGone(),
          "other-namespace", Reviews.account("other:edge-gateway"),
          "other-account", Reviews.account("default:default"),
          "fleet-gone", Reviews.account("default:ghost-gateway"));

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, TokenReviewStatus> tokens = new ConcurrentHashMap<>(STRANGERS);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);
  private final BlockingQueue<String> gone = new LinkedBlockingQueue<>();
  private final SnapshotBook snapshots = new SnapshotBook();
  private final Sessions sessions =
      new Sessions(
          this::review,
          List.of(FLEET, "default/other")::contains,
          snapshots,
          new AckBook(),
          List.of(new Leaving(gone)),
          new Patience(Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofMillis(100)));
  private final FleetServer server =
      new FleetServer(
          vertx,
          new TestConfig(),
          new ServerIdentity(() -> AUTHORITY, "apifleet-system", Clock.systemUTC()),
          sessions);

  @BeforeEach
  void start() {
    sessions.lead(1);
    server.start();
    publish(1, 1);
  }

  @AfterEach
  void stop() {
    server.stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private TokenReviewStatus review(String token) {
    return switch (token) {
      case "away" -> throw new IllegalStateException("no answer");
      case "slow" -> {
        asked.countDown();
        hold(answered);
        yield Reviews.gateway("edge-1");
      }
      default -> tokens.getOrDefault(token, Reviews.expired());
    };
  }

  private static void hold(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "expired",
        "for-kubernetes",
        "unbound",
        "pod-gone",
        "other-namespace",
        "other-account",
        "fleet-gone",
        "never seen",
        ""
      })
  void aStrangerGetsNothing(String token) {
    try (FakeGateway stranger = dial().hello(token)) {
      assertThat(stranger.status()).isEqualTo(GrpcStatus.UNAUTHENTICATED);
      assertThat(stranger.gotNothing()).isTrue();
      assertThat(sessions.connected()).isEmpty();
    }
  }

  @Test
  void aStrangersConnectionEndsToo() {
    try (FakeGateway stranger = dial().hello("expired")) {
      stranger.closed().orTimeout(8, TimeUnit.SECONDS).join();
      assertThat(stranger.gotNothing()).isTrue();
    }
  }

  @Test
  void nobodyGetsAnythingWhileNobodyCanBeAsked() {
    try (FakeGateway gateway = dial().hello("away")) {
      assertThat(gateway.status()).isEqualTo(GrpcStatus.UNAVAILABLE);
      assertThat(gateway.gotNothing()).isTrue();
    }
  }

  @Test
  void nothingIsSentBeforeTheTokenWasReviewed() throws InterruptedException {
    try (FakeGateway gateway = dial().hello("slow")) {
      asked.await();
      publish(2, 1);
      assertThat(gateway.gotNothing()).isTrue();
      answered.countDown();
      assertThat(gateway.next().getFull()).isTrue();
    }
  }

  @Test
  void aStreamEndsWithTheTokenOfWhichNoNewOneCame() {
    try (FakeGateway gateway = dial().ackAll().hello(token("edge-1", 1))) {
      assertThat(gateway.status()).isEqualTo(GrpcStatus.UNAUTHENTICATED);
    }
  }

  @Test
  void aNewTokenKeepsTheStream() throws InterruptedException {
    try (FakeGateway renewing = dial().ackAll().hello(token("edge-1", 2));
        FakeGateway other = dial().ackAll().hello(token("edge-2", 2))) {
      renewing.next();
      renewing.hello(token("edge-1", 3_600));
      assertThat(other.status()).isEqualTo(GrpcStatus.UNAUTHENTICATED);
      publish(2, 1);
      assertThat(renewing.next().getFull()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"edge-2", "expired", "other-fleet", "pod-gone", "unbound"})
  void aNewTokenThatProvesSomethingElseEndsTheStream(String what) throws InterruptedException {
    tokens.put("edge-2", Reviews.gateway("edge-2"));
    tokens.put("other-fleet", Reviews.account("default:other-gateway"));
    try (FakeGateway gateway = dial().ackAll().hello(token("edge-1", 3_600))) {
      gateway.next();
      gateway.hello(what);
      assertThat(gateway.status()).isEqualTo(GrpcStatus.UNAUTHENTICATED);
    }
  }

  @Test
  void aNewTokenThatCannotBeReviewedYetKeepsTheStream() throws InterruptedException {
    try (FakeGateway gateway = dial().ackAll().hello(token("edge-1", 3_600))) {
      gateway.next();
      gateway.hello("away");
      gateway.hello("away");
      publish(2, 1);
      assertThat(gateway.next().getFull()).isFalse();
    }
  }

  @Test
  void whoDoesNotAckGetsOneDeliveryAndBeginsAnew() throws InterruptedException {
    try (FakeGateway gateway = dial().hello(token("edge-1", 3_600))) {
      gateway.next();
      for (int i = 2; i < 50; i++) {
        publish(i, 1);
      }
      await().until(() -> sessions.connected().isEmpty());
      assertThat(gateway.gotNoDelta()).isTrue();
    }
  }

  @Test
  void whoDoesNotReadIsNotWrittenTo() throws InterruptedException {
    publish(2, 100_000);
    try (FakeGateway gateway = dial().deaf().hello(token("edge-1", 3_600))) {
      for (int i = 3; i < 50; i++) {
        publish(i, 1_000);
      }
      assertThat(gone.poll(10, TimeUnit.SECONDS)).isEqualTo("edge-1");
      assertThat(gateway.gotNoDelta()).isTrue();
    }
  }

  @Test
  void whoIsToldToLeaveIsToldSo() throws InterruptedException {
    try (FakeGateway gateway = dial().ackAll().hello(token("edge-1", 3_600))) {
      gateway.next();
      server.stop();
      assertThat(gateway.status()).isEqualTo(GrpcStatus.UNAVAILABLE);
    }
  }

  /** A token of a pod that ends in so many seconds. */
  private String token(String pod, int seconds) {
    long end = Instant.now().getEpochSecond() + seconds;
    String token = "e30." + base64("{\"exp\":" + end + "}") + ".signature-of-" + pod;
    tokens.put(token, Reviews.gateway(pod));
    return token;
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private FakeGateway dial() {
    return new FakeGateway(vertx, server.port(), Pem.of(AUTHORITY.certificate()));
  }

  private void publish(int gateways, int proxies) {
    List<String> trusted = Collections.nCopies(proxies, "10.0.0.0/8 and more of it");
    FleetSettings settings = new FleetSettings(FLEET, trusted, gateways);
    snapshots.publish(FLEET, Snapshot.of(List.of(settings)), 1);
    sessions.refresh(FLEET);
  }

  private record Leaving(BlockingQueue<String> gone) implements LoadSink {
    @Override
    public void report(String fleet, String pod, LoadReport report) {
      throw new AssertionError("nobody reports load");
    }

    @Override
    public void gone(String fleet, String pod) {
      gone.add(pod);
    }
  }
}
