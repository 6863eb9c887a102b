package dev.apifleet.gateway.fleet;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.FakeOperator.next;
import static dev.apifleet.gateway.fleet.Replicas.full;
import static dev.apifleet.gateway.fleet.Replicas.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.RouteConfig.RuleConfig;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.bootstrap.Chunk;
import dev.apifleet.snapshot.bootstrap.Chunks;
import dev.apifleet.snapshot.grpc.Hello;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Starts of a gateway to which no operator says what to serve. */
class LocalStartTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Replicas replicas = new Replicas();
  private final Snapshot first = replicas.answering(new Backend(replicas.vertx, "one"));
  private final Snapshot second = replicas.answering(new Backend(replicas.vertx, "two"));

  @AfterEach
  void close() {
    replicas.close();
  }

  private void startImpatiently() {
    replicas.patience = Duration.ofMillis(50);
    replicas.start();
  }

  private void becomesReady() {
    eventually(SOON, replicas.gateway::isReady);
  }

  private void bootstrap(SnapshotDelta full) throws IOException {
    for (Chunk piece : Chunks.of(full).orElseThrow()) {
      Path folder = replicas.bootstrap.resolve(String.valueOf(piece.label().index()));
      Files.createDirectories(folder);
      Files.write(folder.resolve(Chunk.LABEL_FILE), piece.label().json());
      Files.write(folder.resolve(Chunk.CONTENT_FILE), piece.content());
    }
  }

  /** An operator publishes, and the gateway ends when it has kept that. */
  private void serveAndEnd(SnapshotDelta... deltas) {
    FakeOperator operator = replicas.operator(1);
    operator.lead(7);
    replicas.start();
    next(operator.hellos);
    for (SnapshotDelta delta : deltas) {
      operator.send(delta);
      operator.awaitAck(Delta.version(delta.getVersion()));
    }
    String hash = deltas[deltas.length - 1].getVersion().getHash();
    eventually(SOON, () -> lastGoodText().contains(hash));
    replicas.addresses.clear();
    operator.stop();
    Waiting.on(replicas.gateway.stop());
  }

  private String lastGoodText() {
    Path file = replicas.lastGood.resolve("snapshot");
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void withoutAnOperatorItServesWhatTheOperatorLeft() throws IOException {
    bootstrap(full(first, 7, 3));
    startImpatiently();
    becomesReady();
    assertThat(replicas.get()).isEqualTo("one");
    assertThat(replicas.gateway.runtime().version()).isEqualTo(version(first, 7, 3));
  }

  @Test
  void anEmptySnapshotIsOneToBeReadyWith() throws IOException {
    bootstrap(full(Snapshot.empty(), 7, 3));
    startImpatiently();
    becomesReady();
  }

  @Test
  void aRestartedContainerBeginsWithWhatItServedLast() {
    serveAndEnd(full(first, 7, 1));
    startImpatiently();
    becomesReady();
    assertThat(replicas.get()).isEqualTo("one");
  }

  @Test
  void theLaterOfTheTwoIsUsed() throws IOException {
    serveAndEnd(full(first, 7, 2));
    bootstrap(full(second, 7, 1));
    startImpatiently();
    becomesReady();
    assertThat(replicas.get()).isEqualTo("one");
    Waiting.on(replicas.gateway.stop());
    bootstrap(full(second, 8, 1));
    startImpatiently();
    becomesReady();
    assertThat(replicas.get()).isEqualTo("two");
  }

  @Test
  void anOperatorThatDoesNotLeadIsNotWaitedForAndHearsWhatIsServed() throws IOException {
    FakeOperator operator = replicas.operator(1);
    operator.standBy();
    bootstrap(full(first, 7, 3));
    startImpatiently();
    operator.awaitAck(version(first, 7, 3));
    assertThat(replicas.gateway.isReady()).isTrue();
  }

  @Test
  void aLeaderThatComesLaterIsFollowedWhateverItsEpoch() throws IOException {
    bootstrap(full(first, 7, 3));
    startImpatiently();
    becomesReady();
    FakeOperator operator = replicas.operator(1);
    operator.lead(2);
    Hello hello = next(operator.hellos);
    assertThat(Delta.version(hello.getVersion())).isEqualTo(version(first, 7, 3));
    operator.send(full(second, 2, 1));
    operator.awaitAck(version(second, 2, 1));
    assertThat(replicas.get()).isEqualTo("two");
  }

  @Test
  void whatLiesHereTakesNoLeadersPlace() throws IOException {
    FakeOperator operator = replicas.operator(1);
    operator.lead(2);
    replicas.patience = Duration.ofSeconds(2);
    bootstrap(full(first, 7, 3));
    replicas.start();
    next(operator.hellos);
    operator.send(full(second, 2, 1));
    operator.awaitAck(version(second, 2, 1));
    eventually(SOON, () -> lastGoodText().contains(second.hash()));
    assertThat(replicas.get()).isEqualTo("two");
  }

  @Test
  void whatIsBrokenIsLeftAloneAndLookedForAgain() throws IOException {
    Files.writeString(replicas.lastGood.resolve("snapshot"), "no snapshot");
    bootstrap(full(first, 7, 3));
    Path content = replicas.bootstrap.resolve("0").resolve(Chunk.CONTENT_FILE);
    Files.writeString(content, "no piece");
    try (Logged log = Logged.of("dev.apifleet.gateway.sync.LocalSnapshots")) {
      startImpatiently();
      eventually(SOON, () -> log.has("is not as it was written"));
      eventually(SOON, () -> log.has("1 pieces in", "no whole snapshot"));
    }
    assertThat(replicas.gateway.isReady()).isFalse();
    bootstrap(full(first, 7, 3));
    becomesReady();
    assertThat(replicas.get()).isEqualTo("one");
  }

  @Test
  void whatLiesBesideAWholeSnapshotDoesNotMatter() throws IOException {
    bootstrap(full(first, 7, 3));
    label(5, "{");
    label(6, "null");
    label(7, "{\"version\":null}");
    startImpatiently();
    becomesReady();
    assertThat(replicas.get()).isEqualTo("one");
  }

  @Test
  void aBadPieceKeepsNobodyFromWhatWasServedLast() throws IOException {
    serveAndEnd(full(first, 7, 1));
    label(0, "null");
    startImpatiently();
    becomesReady();
    assertThat(replicas.get()).isEqualTo("one");
  }

  @Test
  void whereTheLaterOneCannotBeServedTheOtherOneIs() throws Exception {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    full(second, 9, 1).toBuilder().setFull(false).setBase("x").build().writeDelimitedTo(content);
    byte[] sha = MessageDigest.getInstance("SHA-256").digest(content.toByteArray());
    content.write(sha);
    Files.write(replicas.lastGood.resolve("snapshot"), content.toByteArray());
    bootstrap(full(first, 7, 1));
    startImpatiently();
    becomesReady();
    assertThat(replicas.get()).isEqualTo("one");
  }

  private void label(int piece, String json) throws IOException {
    Path folder = replicas.bootstrap.resolve(String.valueOf(piece));
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(Chunk.LABEL_FILE), json);
  }

  @Test
  void aPoisonedResourceHoldsNothingElseBack() throws IOException {
    bootstrap(full(first.with(broken("test/broken")), 7, 3));
    FakeOperator operator = replicas.operator(1);
    operator.standBy();
    startImpatiently();
    assertThat(next(operator.acks).getRejected(0).getKey().getName()).isEqualTo("test/broken");
    assertThat(replicas.get()).isEqualTo("one");
  }

  /** Else a mistake that is harmless at first would be an outage with the next restart. */
  @Test
  void whatWasRefusedIsStillRefusedAndItsLastGoodFormServes() {
    Snapshot mistaken = first.with(broken("test/"));
    serveAndEnd(full(first, 7, 1), Replicas.between(first, mistaken, 7, 2));
    FakeOperator operator = new FakeOperator(replicas.vertx, () -> null);
    operator.standBy();
    replicas.listen(operator, 2);
    replicas.addresses.add(Replicas.address(2));
    startImpatiently();
    var ack = operator.awaitAck(version(mistaken, 7, 2));
    assertThat(ack.getRejectedList())
        .extracting(rejected -> rejected.getKey().getName())
        .containsExactly("test/");
    assertThat(replicas.get()).isEqualTo("one");
  }

  private static RouteConfig broken(String name) {
    MatchConfig match = new MatchConfig(new PathMatch.Regex("/["), null, List.of(), List.of());
    return new RouteConfig(
        name,
        0,
        List.of(),
        List.of(
            new RuleConfig(
                "rule", List.of(match), List.of(), Resources.forward(TestFleet.POOL, 1_000, 0))));
  }
}
