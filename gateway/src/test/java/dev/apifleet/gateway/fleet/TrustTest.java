package dev.apifleet.gateway.fleet;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.FakeOperator.next;
import static dev.apifleet.gateway.fleet.Replicas.full;
import static dev.apifleet.gateway.fleet.Replicas.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.Snapshot;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What of the trust between gateway and operator is renewed while a stream lives. */
class TrustTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Replicas replicas = new Replicas();
  private final FakeOperator operator = replicas.operator(1);
  private final Snapshot first = replicas.answering(new Backend(replicas.vertx, "one"));
  private final Snapshot second = replicas.answering(new Backend(replicas.vertx, "two"));

  @AfterEach
  void close() {
    replicas.close();
  }

  private void start() {
    operator.lead(7);
    replicas.start();
    next(operator.hellos);
    operator.send(full(first, 7, 1));
    operator.awaitAck(version(first, 7, 1));
  }

  @Test
  void theTokenThatFollowsIsSaidOnTheSameStream() {
    TestFleet.write(replicas.tokenFile, token(Instant.now().minusSeconds(3_590)));
    start();
    String renewed = token(Instant.now());
    TestFleet.write(replicas.tokenFile, renewed + "\n");
    var hello = next(operator.hellos);
    assertThat(hello.getToken()).isEqualTo(renewed);
    assertThat(hello.getVersion().getHash()).isEqualTo(first.hash());
    assertThat(operator.streams).hasValue(1);
    operator.send(full(second, 7, 2));
    operator.awaitAck(version(second, 7, 2));
  }

  /** As kubelet's: it lives for an hour. */
  private static String token(Instant issued) {
    JsonObject claims =
        new JsonObject()
            .put("iat", issued.getEpochSecond())
            .put("exp", issued.getEpochSecond() + 3_600);
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return "e30." + encoder.encodeToString(claims.encode().getBytes()) + ".c2lnbmF0dXJl";
  }

  @Test
  void aStreamOutlivesTheAuthorityAndADialMeetsTheNextOne() throws IOException {
    start();
    Certificate next = Certificate.of(Replicas.NAME, replicas.folder);
    Files.writeString(
        replicas.caFile,
        Files.readString(replicas.certificate.pem()) + Files.readString(next.pem()));
    operator.renew(next);
    operator.send(full(second, 7, 2));
    operator.awaitAck(version(second, 7, 2));
    assertThat(operator.streams).hasValue(1);
    operator.hangUp();
    next(operator.hellos);
    operator.send(full(first, 7, 3));
    operator.awaitAck(version(first, 7, 3));
  }

  @Test
  void anAuthorityThatIsNotTrustedIsNamedInTheLog() {
    start();
    operator.renew(Certificate.of(Replicas.NAME, replicas.folder));
    try (Logged log = Logged.of("dev.apifleet.gateway.sync.OperatorLink")) {
      operator.hangUp();
      eventually(SOON, () -> log.has("No stream to the operator at 127.0.0.1:", "PKIX path"));
    }
    assertThat(operator.hellos).isEmpty();
    assertThat(replicas.get()).isEqualTo("one");
  }
}
