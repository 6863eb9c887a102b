package dev.apifleet.apiserver.change;

import static dev.apifleet.apiserver.change.FleetStories.assertInOrder;
import static dev.apifleet.apiserver.change.FleetStories.assertSeen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.backends.Backends.ToRedis;
import dev.apifleet.apiserver.backends.Link;
import dev.apifleet.apiserver.change.OtherInstance.Seen;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class RedisFleetTest {

  @ToRedis Link wire;
  @Inject FleetStories fleet;
  @Inject Writer writer;
  @Inject Vertx vertx;
  @Inject RedisDataSource redis;

  private OtherInstance other;

  @BeforeEach
  void second() {
    fleet.awaitReady();
    other = fleet.other(bus());
  }

  @AfterEach
  void end() {
    wire.mend();
    other.close();
    fleet.awaitReady();
  }

  @Test
  void changeIsSeenOnBothInstancesWithinASecond() {
    fleet.changeIsSeenOnBothWithinASecond(other);
  }

  @Test
  void redisAwayAndBackLosesNothing() {
    fleet.outageLosesNothing(other, wire::cut, wire::mend);
  }

  @Test
  void redisHangingAndBackLosesNothing() {
    fleet.outageLosesNothing(other, wire::freeze, wire::mend);
  }

  @Test
  void redisEmptiedIsNotNoticed() {
    redis.flushall();
    fleet.changeIsSeenOnBothWithinASecond(other);
  }

  @Test
  void commitsThatOvertakeEachOtherLoseNothing() throws SQLException {
    long id = writer.newId();
    try (Seen here = fleet.watchHere(id);
        Seen there = other.watch(id);
        Connection slow = fleet.connection(false);
        Connection fast = fleet.connection(false)) {
      long before = ((Notice.Beat) there.notices.getFirst()).position();
      fleet.insert(slow, id, 2);
      fleet.insert(fast, id, 1);
      fast.commit();
      Eventually.until(() -> there.versions().equals(List.of(1)));
      slow.commit();
      assertSeen(2, here, there);
      try (Seen back = OtherInstance.watch(other.streams, id, before)) {
        assertSeen(2, back);
      }
    }
  }

  @Test
  void crashAfterPublishingTellsTheSameTwice() throws SQLException {
    AtomicInteger crashes = new AtomicInteger();
    Bus crashing =
        new LossyBus(
            bus(),
            told -> true,
            () -> {
              crashes.incrementAndGet();
              throw new IllegalStateException("killed");
            });
    Relay dying = fleet.relay(crashing);
    List<Told> onTheWire = new CopyOnWriteArrayList<>();
    Bus tap = bus();
    tap.subscribe(onTheWire::addAll);
    Eventually.until(tap::stands);
    long id = writer.newId();
    try (Seen there = other.watch(id);
        Connection connection = fleet.connection(true)) {
      int version = 0;
      // the other instances may be faster; then there is nothing to die of
      while (crashes.get() == 0) {
        fleet.insert(connection, id, ++version);
        dying.round().onFailure().recoverWithItem(true).await().atMost(Duration.ofSeconds(5));
      }
      assertSeen(version, there);
      Map<Long, List<Told>> byPosition =
          onTheWire.stream().collect(Collectors.groupingBy(Told::position));
      Eventually.until(
          () ->
              onTheWire.stream().collect(Collectors.groupingBy(Told::position)).values().stream()
                  .anyMatch(same -> same.size() > 1));
      assertTrue(byPosition.values().stream().allMatch(same -> Set.copyOf(same).size() == 1));
      assertSeen(version, there);
    } finally {
      tap.close();
    }
  }

  @Test
  void anotherInstanceTakesOverFromOneThatDiedTelling() throws SQLException {
    long id = writer.newId();
    try (Seen there = other.watch(id)) {
      try (Connection dying = fleet.connection(false)) {
        dying.createStatement().execute("SELECT * FROM change_relay FOR UPDATE");
        writer.update(id, 1);
        Eventually.until(() -> !fleet.allPublished());
        assertEquals(List.of(), there.versions());
      }
      Eventually.within(Duration.ofSeconds(2), () -> there.versions().equals(List.of(1)));
    }
  }

  @Test
  void gapsAreFilledFromTheTable() {
    other.close();
    other = fleet.other(LossyBus.losing(bus(), told -> told.change().version() % 3 == 0));
    long id = writer.newId();
    try (Seen there = other.watch(id)) {
      writer.updates(id, 100);
      assertSeen(100, there);
    }
  }

  @Test
  void moreAtOnceThanIsRememberedEndsNobodyWhoKeepsUp() throws SQLException {
    long id = writer.newId();
    try (Seen here = fleet.watchHere(id);
        Seen there = other.watch(id);
        Connection connection = fleet.connection(false)) {
      for (int version = 1; version <= 3 * OtherInstance.REMEMBERED; version++) {
        fleet.insert(connection, id, version);
      }
      connection.commit();
      assertSeen(3 * OtherInstance.REMEMBERED, here, there);
    }
  }

  @Test
  void clientResumesFromTheTableAfterALongPause() {
    long id = writer.newId();
    long before;
    try (Seen there = other.watch(id)) {
      before = there.notices.getFirst().position();
    }
    writer.updates(id, 4 * OtherInstance.REMEMBERED);
    try (Seen back = OtherInstance.watch(other.streams, id, before)) {
      writer.update(id, 4 * OtherInstance.REMEMBERED + 1);
      assertSeen(4 * OtherInstance.REMEMBERED + 1, back);
    }
  }

  @Test
  void whatIsPrunedMeansReadingAnew() {
    long id = writer.newId();
    long before;
    try (Seen there = other.watch(id)) {
      before = there.notices.getFirst().position();
      writer.updates(id, 2 * OtherInstance.REMEMBERED);
      assertSeen(2 * OtherInstance.REMEMBERED, there);
    }
    Eventually.until(fleet::allPublished);
    while (fleet.prune(50) > 0) {
      // in small batches
    }
    try (Seen back = OtherInstance.watch(other.streams, id, before)) {
      Eventually.until(() -> back.notices.size() >= 2);
      assertInstanceOf(Notice.Reset.class, back.notices.get(1));
    }
    fleet.changeIsSeenOnBothWithinASecond(other);
  }

  @Test
  void tableIsPrunedThoughTheBusIsAwayAndNobodyMissesAnything() throws SQLException {
    long id = writer.newId();
    try (Seen here = fleet.watchHere(id);
        Seen there = other.watch(id)) {
      wire.cut();
      writer.updates(id, 20);
      assertSeen(20, here, there);
      assertFalse(fleet.allPublished());
      while (fleet.prune(50) > 0) {
        // in small batches
      }
      assertEquals(0, fleet.stored(id));
      wire.mend();
      Eventually.until(fleet::allPublished);
      writer.update(id, 21);
      assertSeen(21, here, there);
    }
  }

  @Test
  void slowClientIsEndedAndNobodyWaits() {
    long id = writer.newId();
    AssertSubscriber<Notice> slow = AssertSubscriber.create(3);
    other
        .streams
        .open(ChangeFilter.ALL, new Caller(null, Set.of()), -1, Validity.FOREVER)
        .subscribe()
        .withSubscriber(slow);
    try (Seen there = other.watch(id)) {
      writer.updates(id, 2 * OtherInstance.REMEMBERED);
      assertSeen(2 * OtherInstance.REMEMBERED, there);
    }
    Eventually.until(() -> slow.getFailure() != null);
    assertEquals(
        StreamEnded.Reason.TOO_SLOW,
        assertInstanceOf(StreamEnded.class, slow.getFailure()).reason());
    assertEquals(3, slow.getItems().size());
  }

  @Test
  void instanceThatLeavesEndsItsStreams() {
    try (Seen there = other.watch(1)) {
      other.streams.leave(Duration.ofMillis(300));
      Eventually.until(() -> there.failure != null);
      assertEquals(StreamEnded.Reason.LEAVING, ((StreamEnded) there.failure).reason());
    }
  }

  @Test
  void manyWritersAtOnceAreToldInOneOrderEverywhere() throws Exception {
    long id = writer.newId();
    try (Seen here = fleet.watchHere(id);
        Seen there = other.watch(id);
        var threads = Executors.newFixedThreadPool(6)) {
      List<Callable<Object>> writes =
          IntStream.rangeClosed(1, 120)
              .mapToObj(version -> Executors.callable(() -> writer.update(id, version)))
              .toList();
      for (Future<Object> written : threads.invokeAll(writes)) {
        written.get();
      }
      Eventually.holds(() -> assertEquals(120, here.versions().size()));
      Eventually.holds(() -> assertEquals(120, there.versions().size()));
      assertEquals(here.positions(), there.positions());
      assertEquals(here.versions(), there.versions());
      assertInOrder(here.positions());
    }
  }

  private Bus bus() {
    return new RedisBus(Redis.createClient(vertx, "redis://127.0.0.1:" + wire.port()), vertx);
  }
}
