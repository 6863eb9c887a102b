package dev.apifleet.gateway.fleet;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.FakeOperator.next;
import static dev.apifleet.gateway.fleet.Replicas.between;
import static dev.apifleet.gateway.fleet.Replicas.full;
import static dev.apifleet.gateway.fleet.Replicas.version;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.apifleet.gateway.runtime.Runtime;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.Resource;
import dev.apifleet.snapshot.grpc.ResourceKey;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorsTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Replicas replicas = new Replicas();
  private final FakeOperator one = replicas.operator(1);
  private final FakeOperator two = replicas.operator(2);
  private final Snapshot first = replicas.answering(new Backend(replicas.vertx, "one"));
  private final Snapshot second = replicas.answering(new Backend(replicas.vertx, "two"));

  /** The first leads in epoch 7 and has published; the second stands by. */
  @BeforeEach
  void lead() {
    one.lead(7);
    two.standBy();
    replicas.start();
    next(one.hellos);
    next(two.hellos);
    one.send(full(first, 7, 1));
    one.awaitAck(version(first, 7, 1));
    two.awaitAck(version(first, 7, 1));
  }

  @AfterEach
  void close() {
    replicas.close();
  }

  @Test
  void allHearWhatIsServedAndTheSameLoad() {
    assertThat(replicas.get()).isEqualTo("one");
    one.loads.clear();
    two.loads.clear();
    LoadReport heard = next(two.loads);
    eventually(SOON, () -> next(one.loads).equals(heard));
  }

  @Test
  void aNewLeaderWithTheSameContentChangesNothing() {
    Runtime before = replicas.gateway.runtime();
    double applied = replicas.count("apifleet.gateway.snapshots.applied");
    one.standBy();
    two.lead(8);
    two.send(between(second, first, 8, 1));
    one.awaitAck(version(first, 8, 1));
    two.awaitAck(version(first, 8, 1));
    assertThat(replicas.gateway.runtime().router()).isSameAs(before.router());
    assertThat(replicas.count("apifleet.gateway.snapshots.applied")).isEqualTo(applied);
    assertThat(one.hellos).as("a stream ended").isEmpty();
  }

  @Test
  void aNewLeaderGoesOnFromWhatTheOldOneSent() {
    one.standBy();
    two.lead(8);
    two.send(between(first, second, 8, 1));
    two.awaitAck(version(second, 8, 1));
    one.awaitAck(version(second, 8, 1));
    assertThat(replicas.get()).isEqualTo("two");
    one.lead(9);
    one.send(between(second, first, 9, 1));
    two.awaitAck(version(first, 9, 1));
    assertThat(replicas.get()).isEqualTo("one");
    assertThat(one.hellos).as("a stream ended").isEmpty();
    assertThat(two.hellos).as("a stream ended").isEmpty();
  }

  @Test
  void ofTwoThatClaimToLeadTheHigherEpochIsFollowed() {
    two.lead(8);
    two.send(full(second, 8, 1));
    two.awaitAck(version(second, 8, 1));
    one.send(between(second, first, 7, 2));
    assertThat(next(one.hellos).getVersion().getHash()).isEqualTo(second.hash());
    assertThat(replicas.count("apifleet.gateway.snapshots.refused")).isEqualTo(1);
    assertThat(replicas.get()).isEqualTo("two");
  }

  @Test
  void aHigherEpochCountsFromWhenItIsHeardAndNotFromItsFirstSnapshot() {
    two.lead(8);
    eventually(SOON, () -> refusesWhatTheFirstSends());
    assertThat(replicas.get()).isEqualTo("one");
  }

  private boolean refusesWhatTheFirstSends() {
    one.send(between(first, first, 7, 2));
    return replicas.count("apifleet.gateway.snapshots.refused") > 0;
  }

  @Test
  void whatOneSendsThatDoesNotLeadIsNotApplied() {
    two.send(full(second, 9, 1));
    next(two.hellos);
    assertThat(replicas.get()).isEqualTo("one");
  }

  @Test
  void aDeltaThatLeadsOnFromSomethingElseEndsTheStream() {
    one.send(between(second, Snapshot.empty(), 7, 2));
    assertThat(next(one.hellos).getVersion().getHash()).isEqualTo(first.hash());
    assertThat(replicas.get()).isEqualTo("one");
    one.send(between(first, second, 7, 3));
    two.awaitAck(version(second, 7, 3));
    assertThat(replicas.get()).isEqualTo("two");
  }

  @Test
  void oneThatComesLaterHearsWhatIsServedAndWhatIsNot() {
    one.send(poisoned(7, 2));
    assertThat(one.awaitAck(version(second, 7, 2)).getRejectedCount()).isEqualTo(1);
    two.acks.clear();
    two.hangUp();
    assertThat(next(two.hellos).getVersion().getCounter()).isEqualTo(2);
    assertThat(two.awaitAck(version(second, 7, 2)).getRejectedCount()).isEqualTo(1);
  }

  @Test
  void aPoisonedResourceHoldsNothingElseBack() {
    one.send(poisoned(7, 2));
    Ack ack = two.awaitAck(version(second, 7, 2));
    assertThat(ack.getRejected(0).getKey().getName()).isEqualTo("test/poison");
    assertThat(replicas.get()).isEqualTo("two");
    one.send(full(first, 7, 3).toBuilder().addUpserts(poison("test/more", "[]")).build());
    ack = two.awaitAck(version(first, 7, 3));
    assertThat(ack.getRejected(0).getKey().getName()).isEqualTo("test/more");
    assertThat(replicas.get()).isEqualTo("one");
    assertThat(replicas.gateway.isReady()).isTrue();
  }

  private SnapshotDelta poisoned(long epoch, long counter) {
    return between(first, second, epoch, counter).toBuilder()
        .addUpserts(poison("test/poison", "{\"name\":\"test/poison\",\"unheardOf\":1}"))
        .build();
  }

  private static Resource poison(String name, String json) {
    return Resource.newBuilder()
        .setKey(ResourceKey.newBuilder().setKind("ROUTE").setName(name))
        .setHash("hash")
        .setSpec(ByteString.copyFromUtf8(json))
        .build();
  }

  @Test
  void oneThatDoesNotReadHoldsNobodyBackAndHearsTheLatestAckInTheEnd() {
    two.pause();
    SnapshotDelta.Builder many = full(first, 7, 2).toBuilder();
    for (int i = 0; i < 500; i++) {
      many.addUpserts(poison("test/" + "long".repeat(20) + i, "[]"));
    }
    int last = 40;
    for (int i = 2; i <= last; i++) {
      Snapshot now = i % 2 == 0 ? second : first;
      one.send(many.clone().setVersion(full(now, 7, i).getVersion()).build());
      one.awaitAck(version(now, 7, i));
    }
    two.acks.clear();
    two.resume();
    int heard = 1;
    while (next(two.acks).getVersion().getCounter() < last) {
      heard++;
    }
    assertThat(heard).as("of %d acks", last - 1).isLessThan(last - 1);
  }

  @Test
  void oneThatHangsHoldsNobodyBack() throws IOException {
    try (ServerSocket silent = new ServerSocket(replicas.operatorPort, 50, Replicas.address(3))) {
      replicas.addresses.add(Replicas.address(3));
      one.hangUp(); // so that the name is looked up
      silent.accept();
      next(one.hellos);
      one.send(between(first, second, 7, 2));
      two.awaitAck(version(second, 7, 2));
      assertThat(replicas.get()).isEqualTo("two");
    }
  }

  @Test
  void oneThatSendsGarbageIsDialedAgainAndHoldsNobodyBack() {
    AtomicInteger dialed = new AtomicInteger();
    Waiting.on(
        replicas
            .vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setUseAlpn(true)
                    .setKeyCertOptions(replicas.certificate.keys()))
            .requestHandler(
                request -> {
                  dialed.incrementAndGet();
                  request.response().end(Buffer.buffer("no gRPC at all, but long enough"));
                })
            .listen(replicas.operatorPort, Replicas.address(3).getHostAddress()));
    replicas.addresses.add(Replicas.address(3));
    one.hangUp();
    eventually(SOON, () -> dialed.get() > 2);
    next(one.hellos);
    one.send(between(first, second, 7, 2));
    two.awaitAck(version(second, 7, 2));
    assertThat(replicas.get()).isEqualTo("two");
  }

  @Test
  void newAddressesAreDialedAndGoneOnesKeepTheStreamThatTheyHave() {
    FakeOperator three = replicas.operator(3);
    replicas.addresses.remove(Replicas.address(2));
    next(three.hellos);
    one.send(between(first, second, 7, 2));
    three.awaitAck(version(second, 7, 2));
    two.awaitAck(version(second, 7, 2));
    two.stop();
    replicas.listen(two, 2);
    FakeOperator four = replicas.operator(4);
    next(four.hellos);
    assertThat(two.hellos).as("dialed at an address that is gone").isEmpty();
  }
}
