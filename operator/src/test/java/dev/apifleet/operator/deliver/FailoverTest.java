package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apifleet.snapshot.grpc.Resource;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import dev.apifleet.snapshot.grpc.Standing;
import dev.apifleet.snapshot.grpc.Version;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two operators, and one gateway with a stream to each. */
class FailoverTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakeWorld worldOfFirst = new FakeWorld();
  private final FakeWorld worldOfSecond = new FakeWorld();
  private final TestOperator first = new TestOperator(vertx, worldOfFirst).start();
  private final TestOperator second = new TestOperator(vertx, worldOfSecond).start();
  private final FakeGateway toFirst = first.stream();
  private final FakeGateway toSecond = second.stream();

  @AfterEach
  void stop() {
    toFirst.close();
    toSecond.close();
    first.close();
    second.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void eachSaysWhetherItLeadsAndOnlyTheLeaderSendsDeltas() throws InterruptedException {
    SnapshotDelta all = firstLeads(4);
    assertThat(toFirst.standing()).isEqualTo(leading(4));
    ackToBoth(all);
    assertThat(toSecond.standing()).isEqualTo(Standing.getDefaultInstance());
    changeEndpoint(8081);
    SnapshotDelta next = toFirst.next();
    toSecond.ack(next);
    await().until(() -> hashKnownTo(second).equals(next.getVersion().getHash()));
    assertThat(toSecond.gotNoDelta()).isTrue();
    assertThat(second.hadARound()).isFalse();
  }

  @Test
  void aFailoverWithoutAChangeSendsNoResource() throws InterruptedException {
    SnapshotDelta all = firstLeads(4);
    ackToBoth(all);
    secondFollows();
    first.close();
    second.lead(5);
    assertThat(toSecond.standing()).isEqualTo(leading(5));
    SnapshotDelta delta = toSecond.next();
    assertThat(delta.getBase()).isEqualTo(all.getVersion().getHash());
    assertThat(delta.getVersion().getEpoch()).isEqualTo(5);
    assertThat(delta.getVersion().getHash()).isEqualTo(all.getVersion().getHash());
    assertThat(delta.getUpsertsList()).isEmpty();
    assertThat(delta.getRemovalsList()).isEmpty();
  }

  @Test
  void theNextLeaderKnowsAtOnceWhatGatewaysServe() throws InterruptedException {
    ackToBoth(firstLeads(4));
    secondFollows();
    first.close();
    second.lead(5);
    PodAck known = second.firstRound().orElseThrow();
    assertThat(known.published())
        .isEqualTo(second.snapshots().latest(FakeWorld.GATEWAY.fleet()).orElseThrow());
  }

  @Test
  void aFailoverWithAChangeSendsTheDifference() throws InterruptedException {
    SnapshotDelta all = firstLeads(4);
    ackToBoth(all);
    secondFollows();
    first.close();
    worldOfSecond.endpointAt(8081);
    second.lead(5);
    SnapshotDelta delta = toSecond.next();
    assertThat(delta.getBase()).isEqualTo(all.getVersion().getHash());
    assertThat(delta.getUpsertsList())
        .extracting(Resource::getKey)
        .extracting(key -> key.getKind() + " " + key.getName())
        .containsExactly("ENDPOINTS default/api");
  }

  @Test
  void aGatewayThatServesWhatTheNextLeaderNeverSawGetsAll() throws InterruptedException {
    firstLeads(4);
    toSecond.hello(
        "token", Version.newBuilder().setEpoch(4).setCounter(9).setHash("of another time").build());
    second.lead(5);
    assertThat(toSecond.next().getFull()).isTrue();
  }

  @Test
  void theNextLeaderPublishesNothingBeforeItHasListedAllAfresh() throws InterruptedException {
    ackToBoth(firstLeads(4));
    secondFollows();
    CompletableFuture<Void> listed = new CompletableFuture<>();
    worldOfSecond.listsWhen(listed);
    second.lead(5);
    worldOfSecond.endpointAt(8081); // while it lists
    await().until(() -> !latest(second).equals(latest(first)));
    assertThat(toSecond.gotNoDelta()).isTrue();
    listed.complete(null);
    assertThat(toSecond.next().getVersion().getEpoch()).isEqualTo(5);
  }

  @Test
  void anEndpointThatChangesIsSentAlone() throws InterruptedException {
    ackToBoth(firstLeads(4));
    worldOfFirst.endpointAt(9090);
    SnapshotDelta delta = toFirst.next();
    assertThat(delta.getUpsertsList())
        .extracting(each -> each.getKey().getKind())
        .containsExactly("ENDPOINTS");
  }

  @Test
  void ofAThousandChangesAFewAreSentAndTheLastArrives() throws InterruptedException {
    toFirst.ackAll();
    firstLeads(4);
    long began = System.nanoTime();
    for (int i = 1; i <= 1_000; i++) {
      worldOfFirst.endpointAt(10_000 + i);
    }
    int sent = 0;
    String last = "";
    while (!last.contains("11000")) {
      SnapshotDelta delta = toFirst.next();
      last = delta.getUpserts(0).getSpec().toStringUtf8();
      sent++;
    }
    long most = (System.nanoTime() - began) / 20_000_000 + 1;
    assertThat(sent).isLessThanOrEqualTo((int) most);
  }

  private static String latest(TestOperator operator) {
    return operator.snapshots().latest(FakeWorld.GATEWAY.fleet()).orElseThrow().version().hash();
  }

  private static String hashKnownTo(TestOperator operator) {
    return operator
        .acks()
        .of(FakeWorld.GATEWAY)
        .map(ack -> ack.published().version().hash())
        .orElse("");
  }

  private SnapshotDelta firstLeads(long lease) throws InterruptedException {
    first.lead(lease);
    await().until(() -> first.leads());
    toFirst.hello("token");
    SnapshotDelta all = toFirst.next();
    assertThat(all.getFull()).isTrue();
    return all;
  }

  /** The gateway says so to every operator, as it does with its load. */
  private void ackToBoth(SnapshotDelta delta) {
    toFirst.ack(delta);
    toSecond.hello("token", delta.getVersion());
    toSecond.ack(delta);
  }

  private void secondFollows() throws InterruptedException {
    assertThat(toSecond.standing().getLeads()).isFalse();
    await().until(() -> second.acks().of(FakeWorld.GATEWAY).isPresent());
  }

  private void changeEndpoint(int port) {
    worldOfFirst.endpointAt(port);
    worldOfSecond.endpointAt(port);
  }

  private static Standing leading(long epoch) {
    return Standing.newBuilder().setLeads(true).setEpoch(epoch).build();
  }
}
