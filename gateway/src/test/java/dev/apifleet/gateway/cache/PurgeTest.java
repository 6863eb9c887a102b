package dev.apifleet.gateway.cache;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.Reply;
import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.snapshot.FilterConfig.Cache;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Purges over a fleet of two with a Redis of their own. */
class PurgeTest {
  private static final Duration WITHIN = Duration.ofSeconds(1);
  private static final Duration RECOVERY = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final TestRedis redis = TestRedis.start();
  private final AtomicInteger asked = new AtomicInteger();
  private final List<FilterServer> servers = new ArrayList<>();
  private final ResponseCache one = cache();
  private final ResponseCache two = cache();
  private final FilterServer podOne = pod(one);
  private final FilterServer podTwo = pod(two);

  @AfterEach
  void close() {
    servers.forEach(FilterServer::close);
    vertx.close().toCompletionStage().toCompletableFuture().join();
    redis.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all    | true",
        "tag    | orders",
        "url    | https://shop.example.com/orders/5?page=1",
        "url    | /orders/5?page=1&utm=x",
        "url    | http://SHOP.example.com:8080/orders/5",
        "prefix | https://shop.example.com/orders/",
        "prefix | /ord"
      })
  void theOtherPodSeesAPurgeWithinASecond(String what, String value) {
    String path = "/orders/5?page=1";
    String before = bothKeep(path);

    purge(one, what, value);

    assertThat(podOne.get(path).body()).isNotEqualTo(before);
    eventually(WITHIN, () -> !podTwo.get(path).body().equals(before));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tag    | order",
        "url    | https://shop.example.com/orders/5?page=2",
        "url    | https://shop.example.com/orders",
        "url    | https://example.com/orders/5",
        "prefix | https://example.com/",
        "prefix | /orders/6"
      })
  void whatIsNotMeantStays(String what, String value) {
    String path = "/orders/5?page=1";
    String before = bothKeep(path);

    purge(one, what, value);

    assertThat(podOne.get(path).body()).isEqualTo(before);
    assertThat(podTwo.get(path).body()).isEqualTo(before);
  }

  /** The wire form that docs/caching.md promises to backends. */
  @Test
  void aBackendPurgesByTagThroughRedisWithinASecond() {
    String before = bothKeep("/orders/5");

    writeLikeABackend("orders");

    eventually(WITHIN, () -> !podOne.get("/orders/5").body().equals(before));
    eventually(WITHIN, () -> !podTwo.get("/orders/5").body().equals(before));
    String after = podOne.get("/orders/5").body();
    writeLikeABackend("order");
    long epoch = purge(one, "tag", "nothing");
    eventually(WITHIN, () -> two.purges().generation() >= epoch);
    assertThat(podOne.get("/orders/5").body()).isEqualTo(after);
  }

  private void writeLikeABackend(String tag) {
    String script =
        """
        local time = redis.call('TIME')
        local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2] or '0'
        local epoch = string.format('%.0f', math.max(time[1] * 1000000 + time[2], last + 1))
        for _, tag in ipairs(ARGV) do redis.call('ZADD', KEYS[1], epoch, 'tag\\n' .. tag) end
        redis.call('PUBLISH', 'apifleet:cache:dropped', 'purged')
        return epoch
        """;
    Redis.createClient(vertx, redis.uri())
        .send(Request.cmd(Command.EVAL).arg(script).arg(1).arg("apifleet:cache:purges").arg(tag))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @Test
  void epochsRise() {
    assertThat(purge(one, "tag", "a")).isLessThan(purge(two, "tag", "a"));
  }

  @Test
  void aPodThatStartsLaterServesNoPurgedAnswerFromRedis() {
    String before = bothKeep("/orders/5");
    purge(one, "tag", "orders");

    FilterServer late = pod(cache());

    for (int i = 0; i < 20; i++) {
      assertThat(late.get("/orders/5").body()).isNotEqualTo(before);
    }
  }

  @Test
  void whatIsKeptAfterThePurgeIsServedAgain() {
    String before = bothKeep("/orders/5");
    purge(one, "tag", "orders");

    String after = podOne.get("/orders/5").body();

    assertThat(after).isNotEqualTo(before);
    assertThat(podOne.get("/orders/5").body()).isEqualTo(after);
    eventually(WITHIN, () -> !podTwo.get("/orders/5").body().equals(before));
    assertThat(podTwo.get("/orders/5").header("cache-status")).contains("hit");
  }

  @Test
  void withoutRedisAPurgeHoldsHereAtOnceAndEverywhereOnceRedisIsBack() {
    String before = bothKeep("/orders/5");
    redis.kill();

    assertThatThrownBy(() -> purge(one, "tag", "orders")).isNotNull();
    assertThat(podOne.get("/orders/5").body()).isNotEqualTo(before);
    assertThat(podTwo.get("/orders/5").body()).isEqualTo(before);

    redis.restart();
    eventually(RECOVERY, () -> !podTwo.get("/orders/5").body().equals(before));
    eventually(RECOVERY, one.purges()::isComplete);
    assertThat(podOne.get("/orders/5").body()).isNotEqualTo(before);
  }

  @Test
  void tooManyPurgesBecomeOneOfEverything() {
    Purges purges = Purges.NONE;
    List<Purges.Ordered> many = new ArrayList<>();
    for (int i = 1; i <= Purges.MOST + 5; i++) {
      many.add(new Purges.Ordered(new Purge.Tag("t" + i), i));
    }
    purges = purges.with(many);

    assertThat(purges.cover(new Label("h", "/", List.of(), 4))).isTrue();
    assertThat(purges.cover(new Label("h", "/", List.of(), 5))).isFalse();
    assertThat(purges.cover(new Label("h", "/", List.of("t6"), 5))).isTrue();
    assertThat(purges.cover(new Label("h", "/", List.of("t6"), 6))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"url\": \"/a\", \"tag\": \"b\"}",
        "{\"all\": false}",
        "{\"tag\": 5}",
        "{\"tag\": \"a b\"}",
        "{\"url\": \"shop.example.com/a\"}",
        "{\"url\": \"https://shop.example.com/%2F\"}",
        "{\"prefix\": \"\"}",
        "{\"everything\": \"x\"}"
      })
  void saysWhatToWriteInstead(String command) {
    assertThatThrownBy(() -> Purge.of(new JsonObject(command)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found ");
  }

  private String bothKeep(String path) {
    eventually(
        RECOVERY,
        () -> {
          purge(one, "all", "");
          String kept = podOne.get(path).body();
          return podTwo.get(path).body().equals(kept) && podOne.get(path).body().equals(kept);
        });
    return podOne.get(path).body();
  }

  private static long purge(ResponseCache cache, String what, String value) {
    Object wanted = what.equals("all") ? (Object) true : value;
    return cache
        .purge(Purge.of(new JsonObject().put(what, wanted)))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private ResponseCache cache() {
    return Caches.cache(vertx, redis.uri(), new SimpleMeterRegistry(), Clock.systemUTC());
  }

  private FilterServer pod(ResponseCache cache) {
    CacheFilter filter = new CacheFilter(new Cache(Caches.TTL), Caches.RULE, cache);
    FilterServer server =
        new FilterServer(
            vertx,
            List.of(filter),
            _ -> Reply.ok("answer " + asked.incrementAndGet()).with("Cache-Tag", "orders, all"));
    servers.add(server);
    return server;
  }
}
