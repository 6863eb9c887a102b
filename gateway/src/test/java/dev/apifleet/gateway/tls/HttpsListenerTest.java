package dev.apifleet.gateway.tls;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.gateway.fixture.Ports;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.FakeOperator;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.tls.Authority.Issued;
import dev.apifleet.snapshot.FileRef;
import dev.apifleet.snapshot.ListenerConfig;
import dev.apifleet.snapshot.ListenerConfig.ListenerTls;
import dev.apifleet.snapshot.ListenerConfig.Protocol;
import dev.apifleet.snapshot.grpc.Ack;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpsListenerTest {
  private static final Authority AUTHORITY = new Authority("servers");
  private static final Authority CLIENTS = new Authority("clients");
  private static final String EXPIRY = "apifleet.gateway.certificate.expiry";
  private static final Issued SHOP = AUTHORITY.issue("shop.test");

  private final AtomicBoolean running = new AtomicBoolean(true);
  private final TestFleet fleet = new TestFleet();
  private final Mount mount = new Mount(fleet.folder);
  private final Backend backend = fleet.backend("backend");
  private final int port = Ports.free();

  @AfterEach
  void stop() {
    running.set(false);
    fleet.close();
  }

  private Ack serve(ListenerTls tls) {
    return fleet.serve(
        new ListenerConfig("https", port, Protocol.HTTPS, tls),
        pool(POOL),
        endpoints(POOL, backend),
        route("/", POOL));
  }

  private Ack serve(FileRef... certificates) {
    return serve(new ListenerTls(List.of(certificates), null, false, false));
  }

  private TlsClient client() {
    return TlsClient.trusting(fleet.vertx, AUTHORITY);
  }

  /** Of a connection of its own. */
  private String subject(String host) {
    try (TlsClient client = client()) {
      return client.get(port, host).subject();
    }
  }

  @Test
  void speaksHttp1AndHttp2ByAlpn() {
    serve(mount.put("default/shop", SHOP));
    backend.behaviour = r -> r.response().end(r.getHeader("x-forwarded-proto"));
    for (HttpVersion version : List.of(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)) {
      try (TlsClient client = TlsClient.speaking(fleet.vertx, AUTHORITY, version)) {
        assertThat(client.get(port, "shop.test"))
            .isEqualTo(new TlsClient.Answer(200, "https", version, "CN=shop.test"));
      }
    }
  }

  @Test
  void theNameThatIsAskedForChoosesTheCertificate() {
    serve(
        mount.put("default/first", AUTHORITY.issue("first.test", "other.test", "a.b.wild.test")),
        mount.put("default/wild", AUTHORITY.issue("*.wild.test")),
        mount.put("default/exact", AUTHORITY.issue("exact.wild.test")));
    assertThat(subject("first.test")).isEqualTo("CN=first.test");
    assertThat(subject("any.wild.test")).isEqualTo("CN=w.wild.test");
    assertThat(subject("EXACT.wild.test")).isEqualTo("CN=exact.wild.test");
    assertThat(subject("other.test")).isEqualTo("CN=first.test");
    assertThat(subject("a.b.wild.test")).as("a wildcard is one label").isEqualTo("CN=first.test");
  }

  @Test
  void certificatesChangeUnderLoadWithoutAFailedRequestOrAClosedConnection() throws Exception {
    serve(mount.put("default/shop", SHOP));
    AtomicInteger answered = new AtomicInteger();
    Queue<Object> failures = new ConcurrentLinkedQueue<>();
    TlsClient kept = client();
    Supplier<?> onOneConnection = () -> kept.get(port, "shop.test");
    Supplier<?> onNewConnections = () -> subject("shop.test");
    List<Thread> clients =
        Stream.of(onOneConnection, onNewConnections)
            .map(request -> Thread.startVirtualThread(() -> repeat(request, answered, failures)))
            .toList();
    for (int i = 0; i < 20; i++) {
      Issued next = AUTHORITY.issue("shop.test", "n" + i + ".test");
      assertThat(serve(mount.put("default/shop", next)).getRejectedList()).isEmpty();
      int now = answered.get();
      eventually(Duration.ofSeconds(20), () -> answered.get() > now + 3);
    }
    assertThat(subject("n19.test")).isEqualTo("CN=shop.test");
    running.set(false);
    for (Thread each : clients) {
      each.join();
    }
    assertThat(failures).isEmpty();
    assertThat(kept.connections()).as("one connection outlived all certificates").isEqualTo(1);
    kept.close();
  }

  private void repeat(Supplier<?> request, AtomicInteger answered, Queue<Object> failures) {
    while (running.get()) {
      try {
        request.get();
      } catch (RuntimeException e) {
        failures.add(e);
      }
      answered.incrementAndGet();
    }
  }

  @Test
  void theOldCertificateServesUntilTheNewOneIsMounted() {
    serve(mount.put("default/shop", SHOP));
    Issued next = AUTHORITY.issue("shop.test", "next.test");
    Ack refused = serve(mount.ref("default/shop", next));
    assertThat(refused.getRejectedList())
        .singleElement()
        .satisfies(
            rejected -> {
              assertThat(rejected.getKey().getName()).isEqualTo("https");
              assertThat(rejected.getReason()).contains("Secret default/shop", "older form");
            });
    assertThat(subject("shop.test")).isEqualTo("CN=shop.test");
    assertThatThrownBy(() -> subject("next.test")).hasStackTraceContaining("next.test");

    mount.put("default/shop", next);
    Ack late = FakeOperator.next(fleet.operator.acks);
    assertThat(late.getRejectedList()).isEmpty();
    assertThat(late.getVersion()).isEqualTo(refused.getVersion());
    assertThat(subject("next.test")).isEqualTo("CN=shop.test");
  }

  @Test
  void aListenerOpensWhenItsFirstCertificateIsMounted() {
    assertThat(serve(mount.ref("default/shop", SHOP)).getRejected(0).getReason())
        .contains("Secret default/shop", "not mounted yet");
    assertThat(fleet.answers(port)).isFalse();
    mount.put("default/shop", SHOP);
    assertThat(FakeOperator.next(fleet.operator.acks).getRejectedList()).isEmpty();
    assertThat(subject("shop.test")).isEqualTo("CN=shop.test");
  }

  @Test
  void whatIsNoCertificateIsNamedAndChangesNothing() {
    serve(mount.put("default/shop", SHOP));
    Issued strange = new Issued(SHOP.certificate(), AUTHORITY.issue("other.test").key());
    assertThat(serve(mount.put("default/strange", strange)).getRejected(0).getReason())
        .isEqualTo("Secret default/strange holds a key that is not that of its certificate");
    Issued text = new Issued("hello", "world");
    assertThat(serve(mount.put("default/text", text)).getRejected(0).getReason())
        .isEqualTo("Secret default/text holds no certificate in PEM");
    Issued keyless = new Issued(SHOP.certificate(), "world");
    assertThat(serve(mount.put("default/keyless", keyless)).getRejected(0).getReason())
        .isEqualTo("Secret default/keyless holds no unencrypted RSA or EC key in PEM");
    assertThat(subject("shop.test")).isEqualTo("CN=shop.test");
  }

  @Test
  void clientsMustShowACertificateOfTheAuthority() {
    serve(tls(true));
    backend.behaviour = r -> r.response().end(r.getHeader("client-cert"));
    try (TlsClient none = client();
        TlsClient stranger =
            TlsClient.showing(fleet.vertx, AUTHORITY, AUTHORITY.issue("stranger.test"));
        TlsClient partner =
            TlsClient.showing(fleet.vertx, AUTHORITY, CLIENTS.issue("partner.test"))) {
      assertThatThrownBy(() -> none.get(port, "shop.test")).isNotNull();
      assertThatThrownBy(() -> stranger.get(port, "shop.test")).isNotNull();
      assertThat(backend.requests).hasValue(0);
      TlsClient.Answer answer = partner.get(port, "shop.test", "client-cert", ":forged:");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).startsWith(":MII").endsWith(":").doesNotContain("forged");
    }
  }

  @Test
  void clientsMayComeWithoutACertificateWhereItIsOptional() {
    serve(tls(false));
    backend.behaviour = r -> r.response().end("seen " + r.getHeader("client-cert"));
    try (TlsClient none = client();
        TlsClient partner =
            TlsClient.showing(fleet.vertx, AUTHORITY, CLIENTS.issue("partner.test"))) {
      assertThat(none.get(port, "shop.test", "client-cert", ":forged:").body())
          .isEqualTo("seen null");
      assertThat(partner.get(port, "shop.test").body()).startsWith("seen :MII");
    }
  }

  @Test
  void whoMayComeChangesWithoutClosingThePort() {
    serve(mount.put("default/shop", SHOP));
    assertThat(subject("shop.test")).isEqualTo("CN=shop.test");
    serve(tls(true));
    assertThatThrownBy(() -> subject("shop.test")).isNotNull();
    serve(mount.put("default/shop", SHOP));
    assertThat(subject("shop.test")).isEqualTo("CN=shop.test");
  }

  private ListenerTls tls(boolean clientRequired) {
    return new ListenerTls(
        List.of(mount.put("default/shop", SHOP)),
        mount.put("default/clients", CLIENTS),
        clientRequired,
        false);
  }

  @Test
  void anOlderVersionOfTlsCanBeRefused() {
    FileRef shop = mount.put("default/shop", SHOP);
    try (TlsClient old = TlsClient.withTls12(fleet.vertx, AUTHORITY)) {
      serve(shop);
      assertThat(old.get(port, "shop.test").status()).isEqualTo(200);
    }
    serve(new ListenerTls(List.of(shop), null, false, true));
    try (TlsClient old = TlsClient.withTls12(fleet.vertx, AUTHORITY)) {
      assertThatThrownBy(() -> old.get(port, "shop.test"))
          .hasStackTraceContaining("SSLHandshakeException");
    }
    assertThat(subject("shop.test")).isEqualTo("CN=shop.test");
  }

  @Test
  void metricsTellWhenACertificateExpires() {
    serve(mount.put("default/shop", AUTHORITY.issue("EC", Duration.ofDays(30), "shop.test")));
    double days = (expiry("default/shop") - Instant.now().getEpochSecond()) / 86_400;
    assertThat(days).isBetween(29.0, 30.0);
    serve(mount.put("default/other", SHOP));
    serve(mount.put("default/third", SHOP));
    assertThat(fleet.registry.find(EXPIRY).tag("secret", "default/shop").gauge()).isNull();
  }

  private double expiry(String secret) {
    return fleet.registry.get(EXPIRY).tag("secret", secret).gauge().value();
  }

  @Test
  void keysAreReadInRsaToo() {
    serve(mount.put("default/rsa", AUTHORITY.issue("RSA", Duration.ofDays(1), "rsa.test")));
    assertThat(subject("rsa.test")).isEqualTo("CN=rsa.test");
  }

  @Test
  void aPortGoesOverToHttpsAndBackAgainAndAgain() {
    FileRef shop = mount.put("default/shop", SHOP);
    for (int i = 0; i < 20; i++) {
      assertThat(servePlain().getRejectedList()).isEmpty();
      assertThat(fleet.get(port, "/").statusCode()).isEqualTo(200);
      assertThat(serve(shop).getRejectedList()).isEmpty();
      assertThat(subject("shop.test")).isEqualTo("CN=shop.test");
    }
  }

  private Ack servePlain() {
    return fleet.serve(
        new ListenerConfig("https", port, Protocol.HTTP),
        pool(POOL),
        endpoints(POOL, backend),
        route("/", POOL));
  }
}
