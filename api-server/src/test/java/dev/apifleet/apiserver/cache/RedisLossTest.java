package dev.apifleet.apiserver.cache;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What two instances do while Redis, or the way to it, is away, and afterwards. */
class RedisLossTest {

  private static final CacheLimits LONG =
      new CacheLimits(1000, Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofSeconds(1));

  private static TestRedis redis;

  private final Map<Integer, String> database = Instance.database();
  private final Instance one = new Instance(redis, database, LONG);
  private final Instance two = new Instance(redis, database, LONG);

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
  void anInstanceThatCannotHearDoesNotBelieveItsMemory() {
    database.put(1, "pump");
    two.read(1);
    two.wire.cut();
    two.awaitNoRedis();
    one.write(1, "pump 2");
    assertEquals("pump 2", two.read(1));
    one.write(1, "pump 3");
    assertEquals("pump 3", two.read(1));

    two.mend();
    two.awaitRedis();
    assertEquals("pump 3", two.read(1));
  }

  @Test
  void aFrozenLineIsGivenUpAndNobodyWaitsForIt() {
    database.put(1, "pump");
    two.read(1);
    two.wire.freeze();
    two.awaitNoRedis();
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      assertEquals("pump", two.read(1));
    }
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    assertTrue(millis < 200, "20 reads took " + millis + " ms");

    two.mend();
    two.awaitRedis();
    assertEquals("pump", two.read(1));
  }

  @Test
  void aWriteWhileRedisIsAwayLeavesNothingOldInRedis() {
    database.put(1, "pump");
    one.read(1);
    one.wire.cut();
    one.awaitNoRedis();
    one.write(1, "pump 2");
    assertEquals(1, one.shared.owed());
    assertEquals("pump 2", one.read(1));

    one.mend();
    one.awaitRedis();
    assertEquals("pump 2", one.read(1));
    await().atMost(Duration.ofSeconds(1)).until(() -> "pump 2".equals(two.read(1)));
  }

  @Test
  void moreWritesThanCanBeRememberedDropAllThatIsInRedis() {
    database.put(1, "pump");
    database.put(5000, "valve");
    one.read(1);
    one.read(5000);
    one.wire.cut();
    one.awaitNoRedis();
    database.put(5000, "not told");
    for (int id = 1; id <= 1100; id++) {
      one.write(id, "pump 2");
    }
    one.mend();
    one.awaitRedis();
    await().atMost(Duration.ofSeconds(1)).until(() -> "pump 2".equals(two.read(1)));
    assertEquals("not told", two.read(5000));
  }

  @Test
  void anEmptiedRedisIsFilledAgain() {
    database.put(1, "pump");
    one.read(1);
    redis.ask(Command.FLUSHALL);
    assertEquals("pump", two.read(1));
    one.write(1, "pump 2");
    assertEquals("pump 2", one.read(1));
    await().atMost(Duration.ofSeconds(1)).until(() -> "pump 2".equals(two.read(1)));
  }

  @Test
  void aRedisThatComesBackWithAnOldSnapshotIsNotBelieved() {
    database.put(1, "pump");
    one.read(1);
    Object oneBefore = one.shared.hearing();
    Object twoBefore = two.shared.hearing();
    redis.restartFromSnapshot(() -> one.write(1, "pump 2"));
    await().until(() -> one.shared.hearing() != oneBefore && two.shared.hearing() != twoBefore);
    one.awaitRedis();
    two.awaitRedis();
    assertEquals("pump 2", one.read(1));
    assertEquals("pump 2", two.read(1));
  }
}
