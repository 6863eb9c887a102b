package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.operator.TestConfig;
import dev.apifleet.operator.trust.CertificateAuthority;
import dev.apifleet.operator.trust.Pem;
import dev.apifleet.operator.trust.ServerIdentity;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.grpc.common.GrpcStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetServerTest {
  private static final CertificateAuthority AUTHORITY = CertificateAuthority.create(Instant.now());
  private static final GatewayId POD = new GatewayId("default/edge", "edge-1");
  private static final String CONNECT = "/apifleet.v1.FleetConfig/Connect";
  private static final Map<String, TokenReviewStatus> TOKENS =
      Map.of("right", Reviews.gateway("edge-1"), "expired", Reviews.expired());

  private final Vertx vertx = Vertx.vertx();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.now().minus(Duration.ofDays(5)));
  private final SnapshotBook snapshots = new SnapshotBook();
  private final AckBook acks = new AckBook();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Sessions sessions =
      new Sessions(
          token -> TOKENS.getOrDefault(token, Reviews.expired()),
          "default/edge"::equals,
          snapshots,
          acks,
          List.of(new Hearing(heard)),
          Patience.USUAL);
  private final FleetServer server =
      new FleetServer(
          vertx,
          new TestConfig(),
          new ServerIdentity(() -> AUTHORITY, "apifleet-system", new SetClock(now)),
          sessions);

  @BeforeEach
  void start() {
    sessions.onAck(() -> heard.add("ack"));
    sessions.lead(1);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aGatewayGetsAllAndThenTheDifferences() throws InterruptedException {
    publish(1);
    try (FakeGateway gateway = dial().hello("right")) {
      SnapshotDelta full = gateway.next();
      assertThat(full.getFull()).isTrue();
      gateway.ack(full);
      publish(2);
      SnapshotDelta difference = gateway.next();
      assertThat(difference.getFull()).isFalse();
      assertThat(difference.getUpsertsCount()).isEqualTo(1);
    }
  }

  @Test
  void whatAGatewayAcksIsKnown() throws InterruptedException {
    publish(1);
    try (FakeGateway gateway = dial().hello("right").ackAll()) {
      gateway.next();
      assertThat(hears("ack")).isTrue(); // hello
      assertThat(hears("ack")).isTrue();
      assertThat(acks.of(POD).map(PodAck::published)).isEqualTo(snapshots.latest(POD.fleet()));
    }
  }

  @Test
  void anExpiredTokenGetsNothingButARefusal() {
    refused("expired");
  }

  @Test
  void aForgedTokenGetsNothingButARefusal() {
    refused("forged");
  }

  @Test
  void whoDoesNotSayHelloFirstIsRefused() {
    publish(1);
    try (FakeGateway gateway = dial()) {
      gateway.load(LoadReport.getDefaultInstance());
      assertThat(gateway.status()).isEqualTo(GrpcStatus.UNAUTHENTICATED);
    }
  }

  @Test
  void whoSaysNothingIsRefusedInTheEnd() {
    assertThat(statusOf(Map.of())).isEqualTo(GrpcStatus.UNAUTHENTICATED.code);
  }

  @Test
  void whoAnnouncesCompressedMessagesIsRefusedAtOnce() {
    assertThat(statusOf(Map.of("grpc-encoding", "gzip"))).isEqualTo(GrpcStatus.UNIMPLEMENTED.code);
    assertThat(statusOf(Map.of("grpc-encoding", "snappy")))
        .isEqualTo(GrpcStatus.UNIMPLEMENTED.code);
  }

  @Test
  void whoAnnouncesPlainMessagesIsHeard() {
    assertThat(statusOf(Map.of("grpc-encoding", "identity")))
        .isEqualTo(GrpcStatus.UNAUTHENTICATED.code);
  }

  /** How a call ends that begins with these headers and goes no further. */
  private int statusOf(Map<String, String> headers) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setTrustAll(true)
            .setVerifyHost(false);
    return vertx
        .createHttpClient(options)
        .request(HttpMethod.POST, server.port(), "localhost", CONNECT)
        .compose(request -> begin(request, headers))
        .map(response -> Integer.parseInt(response.getHeader("grpc-status")))
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(8, TimeUnit.SECONDS)
        .join();
  }

  private static Future<HttpClientResponse> begin(
      HttpClientRequest request, Map<String, String> headers) {
    headers.forEach(request::putHeader);
    request.putHeader("content-type", "application/grpc").setChunked(true).sendHead();
    return request.response();
  }

  @Test
  void whoDoesNotTrustTheAuthorityDoesNotConnect() {
    String other = Pem.of(CertificateAuthority.create(Instant.now()).certificate());
    assertThatThrownBy(() -> new FakeGateway(vertx, server.port(), other))
        .isInstanceOf(CompletionException.class);
  }

  @Test
  void loadIsHeardAndItsEndToo() throws InterruptedException {
    try (FakeGateway gateway = dial().hello("right")) {
      gateway.load(LoadReport.getDefaultInstance());
      assertThat(hears("load default/edge edge-1")).isTrue();
    }
    assertThat(hears("gone default/edge edge-1")).isTrue();
    assertThat(sessions.connected()).isEmpty();
  }

  @Test
  void aNewCertificateIsTakenWithoutLosingStreams() throws InterruptedException {
    publish(1);
    try (FakeGateway before = dial().hello("right").ackAll()) {
      before.next();
      now.set(Instant.now()); // 2 days before the end
      server.renew();
      publish(2);
      assertThat(before.next().getFull()).isFalse();
      try (FakeGateway after = dial().hello("right")) {
        assertThat(after.next().getFull()).isTrue();
      }
    }
  }

  @Test
  void whoWasStoppedListensNoMore() {
    server.stop();
    server.start();
    assertThat(server.listens()).isFalse();
    server.renew();
  }

  private void refused(String token) {
    publish(1);
    try (FakeGateway gateway = dial().hello(token)) {
      assertThat(gateway.status()).isEqualTo(GrpcStatus.UNAUTHENTICATED);
      assertThat(gateway.gotNothing()).isTrue();
      assertThat(sessions.connected()).isEmpty();
    }
  }

  private FakeGateway dial() {
    return new FakeGateway(vertx, server.port(), Pem.of(AUTHORITY.certificate()));
  }

  private void publish(int gateways) {
    FleetSettings settings = new FleetSettings(POD.fleet(), List.of(), gateways);
    snapshots.publish(POD.fleet(), Snapshot.of(List.of(settings)), 1);
    sessions.refresh(POD.fleet());
  }

  private boolean hears(String wanted) throws InterruptedException {
    for (String next = heard(); next != null; next = heard()) {
      if (next.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private String heard() throws InterruptedException {
    return heard.poll(5, TimeUnit.SECONDS);
  }

  private record Hearing(BlockingQueue<String> heard) implements LoadSink {
    @Override
    public void report(String fleet, String pod, LoadReport report) {
      heard.add("load " + fleet + " " + pod);
    }

    @Override
    public void gone(String fleet, String pod) {
      heard.add("gone " + fleet + " " + pod);
    }
  }

  /** A clock that stands where the test puts it. */
  private static final class SetClock extends Clock {
    private final AtomicReference<Instant> now;

    SetClock(AtomicReference<Instant> now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
