package dev.apifleet.apiserver.cache;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two instances on one Redis and one database. */
class TwoLevelCacheTest {

  private static final CacheLimits PATIENT =
      new CacheLimits(1000, Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofSeconds(10));

  private static TestRedis redis;

  private final Map<Integer, String> database = Instance.database();
  private final Instance one = new Instance(redis, database, PATIENT);
  private final Instance two = new Instance(redis, database, PATIENT);

  @BeforeAll
  static void start() {
    redis = new TestRedis();
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
    redis.ask(Command.FLUSHALL);
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void whatOneInstanceLoadedTheOtherFindsInRedisAndThenInItsMemory() {
    database.put(1, "pump");
    assertEquals("pump", one.read(1));
    assertEquals("pump", two.read(1));
    assertEquals("pump", two.read(1));
    assertEquals(0, two.loads.get());
    assertEquals(1, two.reads("redis"));
    assertEquals(1, two.reads("memory"));
  }

  @Test
  void aThousandReadersOfOneColdKeyOnTwoInstancesLoadItOnce() {
    AtomicInteger loads = new AtomicInteger();
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    List<CompletableFuture<Optional<String>>> readers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Instance instance = i % 2 == 0 ? one : two;
      readers.add(
          instance
              .cache
              .get(
                  1,
                  () -> {
                    loads.incrementAndGet();
                    return Uni.createFrom().completionStage(answer.minimalCompletionStage());
                  })
              .subscribeAsCompletionStage());
    }
    await().until(() -> loads.get() == 1 && waits() > 0);
    answer.complete(Optional.of("pump"));

    readers.forEach(reader -> assertEquals("pump", reader.join().orElseThrow()));
    assertEquals(1, loads.get());
  }

  @Test
  void whoeverWaitedLongEnoughLoadsWithoutStoring() {
    CacheLimits hasty =
        new CacheLimits(10, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(50));
    database.put(1, "pump");
    CompletableFuture<Void> never = new CompletableFuture<>();
    CompletableFuture<String> stuck = one.beginSlow(1, never);
    await().until(() -> one.loads.get() == 1);
    try (Instance three = new Instance(redis, database, hasty)) {
      assertEquals("pump", three.read(1));
      assertEquals(1, three.loads.get());
      assertFalse(stuck.isDone());
    }
    never.complete(null);
    assertEquals("pump", stuck.join());
  }

  @Test
  void aWriteIsSeenByTheOtherInstanceAtOnce() {
    database.put(1, "pump");
    assertEquals("pump", two.read(1));
    one.write(1, "pump 2");
    assertEquals("pump 2", one.read(1));
    await().atMost(Duration.ofSeconds(1)).until(() -> "pump 2".equals(two.read(1)));
  }

  @Test
  void aSlowReaderCannotStoreWhatItReadBeforeAWrite() {
    database.put(1, "pump");
    CompletableFuture<Void> slow = new CompletableFuture<>();
    CompletableFuture<String> reader = one.beginSlow(1, slow);
    await().until(() -> one.loads.get() == 1);
    two.write(1, "pump 2");
    slow.complete(null);

    assertEquals("pump", reader.join());
    assertEquals("pump 2", one.read(1));
    assertEquals("pump 2", two.read(1));
    assertEquals(1, one.meters.counter("apiserver.cache.fills.refused", "cache", "test").count());
  }

  @Test
  void whatASlowReaderStoredBeforeAWriteIsGoneWithIt() {
    database.put(1, "pump");
    CompletableFuture<Void> slow = new CompletableFuture<>();
    CompletableFuture<String> reader = one.beginSlow(1, slow);
    await().until(() -> one.loads.get() == 1);
    slow.complete(null);
    assertEquals("pump", reader.join());
    two.write(1, "pump 2");

    assertEquals("pump 2", two.read(1));
    await().atMost(Duration.ofSeconds(1)).until(() -> "pump 2".equals(one.read(1)));
  }

  @Test
  void readersOfTheSameInstanceDoNotJoinALoadThatBeganBeforeAWrite() {
    database.put(1, "pump");
    CompletableFuture<Void> slow = new CompletableFuture<>();
    CompletableFuture<String> reader = one.beginSlow(1, slow);
    await().until(() -> one.loads.get() == 1);
    one.write(1, "pump 2");
    assertEquals("pump 2", one.read(1));
    slow.complete(null);
    assertEquals("pump", reader.join());
    assertEquals("pump 2", one.read(1));
  }

  @Test
  void whatIsNotThereIsNotKept() {
    assertNull(one.read(1));
    database.put(1, "pump");
    assertEquals("pump", one.read(1));
  }

  @Test
  void aFailedLoadIsToldAndTheNextReaderLoadsAtOnce() {
    database.put(1, "pump");
    CompletableFuture<Optional<String>> failed =
        one.cache
            .get(1, () -> Uni.createFrom().failure(new IllegalStateException("away")))
            .subscribeAsCompletionStage();
    assertEquals("away", failed.handle((found, failure) -> failure.getMessage()).join());
    assertEquals("pump", two.read(1));
    assertEquals(0, two.meters.counter("apiserver.cache.waits", "cache", "test").count());
  }

  @Test
  void aReaderWhoLeavesDoesNotTakeTheLoadFromTheOthers() {
    database.put(1, "pump");
    CompletableFuture<Void> slow = new CompletableFuture<>();
    CompletableFuture<String> first = one.beginSlow(1, slow);
    CompletableFuture<String> second = one.begin(1);
    first.cancel(true);
    slow.complete(null);
    assertEquals("pump", second.join());
    assertEquals(1, one.loads.get());
  }

  @Test
  void aValueNearItsEndIsFetchedAnewByOneWhileAllGoOnReadingIt() {
    CacheLimits short0 =
        new CacheLimits(10, Duration.ofNanos(1), Duration.ofMillis(900), Duration.ofSeconds(1));
    try (Instance three = new Instance(redis, database, short0)) {
      three.cache.get(1, () -> slowly("pump")).await().indefinitely();
      database.put(1, "pump 2");
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(5))
          .until(() -> "pump 2".equals(three.read(1)));
      assertTrue(three.reads("redis") > 0);
    }
  }

  @Test
  void clearingEmptiesBothLevelsOfEveryInstance() {
    database.put(1, "pump");
    one.read(1);
    two.read(1);
    database.put(1, "changed by hand");
    assertTrue(one.shared.clear().await().indefinitely());
    await().atMost(Duration.ofSeconds(1)).until(() -> "changed by hand".equals(two.read(1)));
  }

  /** The last of them, at the latest, comes when what was owed has been sent already. */
  @Test
  void whatIsWrittenUntilTheLineStandsAgainIsToldToAll() {
    write(one, new AtomicInteger());
    assertEquals("1", two.read(7));
    one.wire.cut();
    one.awaitNoRedis();
    AtomicInteger version = new AtomicInteger(1);
    one.mend();
    while (one.shared.hearing() == null) {
      write(one, version);
    }
    await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> two.read(7).equals("" + version.get()) && one.shared.owed() == 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aReadAfterAnAcknowledgedWriteThroughTheSameInstanceNeverSeesOlder(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    AtomicInteger version = new AtomicInteger();
    write(one, version);
    for (int step = 0; step < 400; step++) {
      Instance instance = random.nextBoolean() ? one : two;
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> write(instance, version);
        case 3 -> instance.beginSlow(7, CompletableFuture.runAsync(Thread::yield));
        case 4, 5 -> instance.begin(7);
        case 6 -> cutForAMoment(instance, random);
        default -> {}
      }
      if (written == instance) {
        assertEquals("" + version.get(), instance.read(7), "seed " + seed + ", step " + step);
      }
    }
    one.awaitRedis();
    two.awaitRedis();
    await().atMost(Duration.ofSeconds(2)).until(() -> two.read(7).equals(one.read(7)));
    assertEquals("" + version.get(), one.read(7));
  }

  private Instance written;

  private void write(Instance instance, AtomicInteger version) {
    instance.write(7, "" + version.incrementAndGet());
    written = instance;
  }

  private static void cutForAMoment(Instance instance, RandomGenerator random) {
    if (random.nextInt(6) == 0) {
      instance.wire.cut();
      instance.mend();
    }
  }

  private double waits() {
    return one.meters.counter("apiserver.cache.waits", "cache", "test").count()
        + two.meters.counter("apiserver.cache.waits", "cache", "test").count();
  }

  /** So that a quarter of a second before its end is early enough to fetch it anew. */
  private static Uni<Optional<String>> slowly(String value) {
    return Uni.createFrom().item(Optional.of(value)).onItem().delayIt().by(Duration.ofMillis(200));
  }
}
