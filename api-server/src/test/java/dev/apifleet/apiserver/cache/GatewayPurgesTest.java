package dev.apifleet.apiserver.cache;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is written for gateways, as docs/caching.md says it. */
class GatewayPurgesTest {

  private static final String LIST = "apifleet:cache:purges";
  private static final CacheTags TAGS = new CacheTags("resource");
  private static final Duration WITHIN = Duration.ofSeconds(1);

  private final TestRedis redis = new TestRedis();
  private final Instance instance = new Instance(redis, Map.of(), CacheLimits.USUAL);
  private final GatewayPurges purges =
      new GatewayPurges(instance.vertx(), instance.shared.line()::send);

  @AfterEach
  void close() {
    instance.close();
    redis.close();
  }

  @Test
  void aWritePurgesTheThingAndItsListsWithinASecond() {
    purges.purge(TAGS.changedBy(17));
    await()
        .atMost(WITHIN)
        .untilAsserted(() -> assertEquals(Set.of("tag\nresource-17", "tag\nresources"), listed()));
    Response score = redis.ask(Command.ZSCORE, LIST, "tag\nresources");
    long now = System.currentTimeMillis() * 1000;
    assertTrue(Math.abs(Double.parseDouble(score.toString()) - now) < 60e6, "score " + score);
  }

  @Test
  void whatWaitsCarriesTheTagsThatResponsesCarry() {
    assertEquals("resource, resource-17", TAGS.ofOne(17));
    assertEquals("resources", TAGS.ofLists());
  }

  @Test
  void manyWritesOfAMomentAreOneOrderOfTheirKind() {
    LongStream.rangeClosed(1, 1000).forEach(id -> purges.purge(TAGS.changedBy(id)));
    await()
        .atMost(WITHIN)
        .untilAsserted(() -> assertEquals(Set.of("tag\nresource", "tag\nresources"), listed()));
  }

  @Test
  void laterOrdersHaveHigherEpochs() {
    purges.purge(TAGS.changedBy(1));
    await().atMost(WITHIN).until(() -> listed().size() == 2);
    String first = redis.ask(Command.ZSCORE, LIST, "tag\nresources").toString();
    purges.purge(TAGS.changedBy(2));
    await()
        .atMost(WITHIN)
        .until(
            () ->
                Double.parseDouble(redis.ask(Command.ZSCORE, LIST, "tag\nresources").toString())
                    > Double.parseDouble(first));
  }

  @Test
  void whatIsOrderedWhileRedisIsAwayIsOrderedWhenItIsBack() {
    instance.wire.cut();
    instance.awaitNoRedis();
    purges.purge(TAGS.changedBy(17));
    instance.mend();
    instance.awaitRedis();
    await().atMost(WITHIN).until(() -> listed().contains("tag\nresource-17"));
  }

  @Test
  void theOldestOfTooManyBecomeOneOfEverything() {
    String[] old = new String[1 + 2 * 10_000];
    old[0] = LIST;
    for (int i = 0; i < 10_000; i++) {
      old[1 + 2 * i] = "" + (i + 1);
      old[2 + 2 * i] = "tag\nold-" + i;
    }
    redis.ask(Command.ZADD, old);
    purges.purge(TAGS.changedBy(17));
    await().atMost(WITHIN).until(() -> listed().contains("tag\nresource-17"));
    assertEquals(10_000, redis.ask(Command.ZCARD, LIST).toInteger());
    assertEquals(3.0, Double.parseDouble(redis.ask(Command.ZSCORE, LIST, "all").toString()));
  }

  private Set<String> listed() {
    return StreamSupport.stream(redis.ask(Command.ZRANGE, LIST, "0", "-1").spliterator(), false)
        .map(Response::toString)
        .collect(Collectors.toSet());
  }
}
