package dev.apifleet.gateway.fleet;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.FakeOperator.next;
import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.forward;
import static dev.apifleet.gateway.fleet.Resources.listener;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.apifleet.gateway.fixture.Ports;
import dev.apifleet.gateway.runtime.Runtime;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.RouteConfig.RuleConfig;
import dev.apifleet.snapshot.grpc.Ack;
import dev.apifleet.snapshot.grpc.PoolLoad;
import dev.apifleet.snapshot.grpc.Rejected;
import dev.apifleet.snapshot.grpc.Resource;
import dev.apifleet.snapshot.grpc.ResourceKey;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SyncTest {
  private final TestFleet fleet = new TestFleet();
  private final Backend backend = fleet.backend("one");

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void saysWhoItIsAndWhatItServes() {
    assertThat(next(fleet.operator.hellos).getToken()).isEqualTo("token-1");
    assertThat(fleet.gateway.isReady()).as("ready with an empty snapshot").isTrue();
    Ack ack = fleet.serveAll(backend);
    assertThat(ack.getVersion().getHash()).isEqualTo(fleet.version().hash());
    assertThat(ack.getRejectedList()).isEmpty();
    assertThat(fleet.get("/").body()).isEqualTo("one");
  }

  @Test
  void goesOnServingWithoutItsOperatorAndComesBackToIt() {
    fleet.serveAll(backend);
    next(fleet.operator.hellos);
    fleet.operator.stop();
    assertThat(fleet.get("/").body()).isEqualTo("one");

    TestFleet.write(fleet.tokenFile, "token-2");
    Certificate renewed = Certificate.of("operator.test", fleet.folder);
    renewed.trustIn(fleet.caFile);
    fleet.publish(pool(POOL), endpoints(POOL, fleet.backend("two")), route("/", POOL));
    fleet.restartOperator(renewed);
    assertThat(next(fleet.operator.hellos).getToken()).isEqualTo("token-2");
    fleet.operator.awaitAck(fleet.version());
    assertThat(fleet.get("/").body()).isEqualTo("two");
    assertThat(fleet.gateway.isReady()).isTrue();
  }

  @Test
  void trustsNobodyElse() {
    fleet.serveAll(backend);
    next(fleet.operator.hellos);
    fleet.operator.stop();
    fleet.restartOperator(Certificate.of("operator.test", fleet.folder));
    next(fleet.operator.brokenHandshakes);
    assertThat(fleet.get("/").body()).isEqualTo("one");
    assertThat(fleet.operator.hellos).isEmpty();
  }

  @Test
  void contentThatItServesAlreadyIsNotAppliedAgain() {
    fleet.serveAll(backend);
    Runtime before = fleet.gateway.runtime();
    Ack ack = fleet.serveAll(backend);
    assertThat(ack.getVersion().getCounter()).isEqualTo(fleet.version().counter());
    assertThat(fleet.gateway.runtime().router()).isSameAs(before.router());
    double applied = fleet.registry.get("apifleet.gateway.snapshots.applied").counter().count();
    assertThat(applied).isEqualTo(2);
  }

  @Test
  void whatDidNotChangeIsTakenOver() {
    fleet.serveAll(backend);
    Runtime before = fleet.gateway.runtime();
    fleet.serveAll(backend, fleet.backend("two"));
    assertThat(fleet.gateway.runtime().router()).isSameAs(before.router());
    assertThat(fleet.gateway.runtime().pools().get(POOL)).isSameAs(before.pools().get(POOL));
  }

  @Test
  void refusesAnOperatorThatLeadsNoMore() {
    fleet.serveAll(backend);
    next(fleet.operator.hellos);
    fleet.epoch = 6;
    SnapshotDelta stale = fleet.publish();
    fleet.operator.send(stale);
    next(fleet.operator.hellos);
    assertThat(fleet.get("/").body()).isEqualTo("one");
    assertThat(fleet.operator.acks)
        .as("said again at each Hello, and never of the stale one")
        .allSatisfy(ack -> assertThat(ack.getVersion().getEpoch()).isEqualTo(7));
    fleet.epoch = 8;
    eventually(Duration.ofSeconds(20), () -> fleet.get("/").statusCode() == 404);
  }

  @Test
  void servesTheRestOfASnapshotWithABadResource() {
    SnapshotDelta delta =
        fleet.publish(pool(POOL), endpoints(POOL, backend), route("/", POOL)).toBuilder()
            .addUpserts(unreadable("ROUTE", "test/bad", "{\"name\":\"test/bad\",\"mirror\":1}"))
            .addUpserts(unreadable("WEBSOCKET", "test/new", "{}"))
            .build();
    fleet.operator.send(delta);
    Ack ack = next(fleet.operator.acks);
    assertThat(ack.getRejectedList())
        .extracting(r -> r.getKey().getName())
        .containsExactly("test/bad", "test/new");
    assertThat(ack.getRejected(0).getReason()).contains("mirror");
    assertThat(ack.getRejected(0).getHash()).isEqualTo("hash");
    assertThat(fleet.get("/").body()).isEqualTo("one");
  }

  private static Resource unreadable(String kind, String name, String json) {
    return Resource.newBuilder()
        .setKey(ResourceKey.newBuilder().setKind(kind).setName(name))
        .setHash("hash")
        .setSpec(ByteString.copyFromUtf8(json))
        .build();
  }

  @Test
  void aResourceThatCannotBeBuiltKeepsItsLastGoodForm() {
    fleet.serveAll(backend);
    RouteConfig broken =
        new RouteConfig(
            "test/",
            0,
            List.of(),
            List.of(
                new RuleConfig(
                    "rule",
                    List.of(new MatchConfig(new PathMatch.Regex("/["), null, List.of(), List.of())),
                    List.of(),
                    forward(POOL, 1_000, 0))));
    Ack ack = fleet.serve(pool(POOL), endpoints(POOL, backend), broken);
    assertThat(ack.getRejectedList()).hasSize(1);
    Rejected rejected = ack.getRejected(0);
    assertThat(rejected.getKey().getName()).isEqualTo("test/");
    assertThat(rejected.getReason()).contains("rule rule", "/[");
    assertThat(fleet.get("/").body()).isEqualTo("one");
  }

  @Test
  void movesToAnotherPort() {
    fleet.serveAll(backend);
    int other = Ports.free();
    fleet.operator.send(
        fleet.publishExactly(
            List.of(listener(other), pool(POOL), endpoints(POOL, backend), route("/", POOL))));
    assertThat(next(fleet.operator.acks).getRejectedList()).isEmpty();
    assertThat(fleet.get(other, "/").body()).isEqualTo("one");
    eventually(Duration.ofSeconds(20), () -> !fleet.answers(fleet.port));
  }

  @Test
  void namesAListenerWhosePortIsTaken() {
    Backend taken = fleet.backend("taken");
    fleet.operator.send(
        fleet.publishExactly(
            List.of(
                listener(fleet.port),
                new dev.apifleet.snapshot.ListenerConfig(
                    "second",
                    taken.endpoint().port(),
                    dev.apifleet.snapshot.ListenerConfig.Protocol.HTTP))));
    Ack ack = next(fleet.operator.acks);
    assertThat(ack.getRejectedList())
        .extracting(Rejected::getReason)
        .singleElement()
        .asString()
        .startsWith("cannot open port " + taken.endpoint().port());
    assertThat(fleet.get("/").statusCode()).isEqualTo(404);
    taken.kill();
    assertThat(next(fleet.operator.acks).getRejectedList()).as("tried again").isEmpty();
    assertThat(fleet.answers(taken.endpoint().port())).isTrue();
  }

  @Test
  void reportsLoad() {
    fleet.serveAll(backend);
    fleet.get("/");
    eventually(Duration.ofSeconds(20), () -> reported().getRate() > 0);
  }

  private PoolLoad reported() {
    return next(fleet.operator.loads).getPoolsOrDefault(POOL, PoolLoad.getDefaultInstance());
  }
}
