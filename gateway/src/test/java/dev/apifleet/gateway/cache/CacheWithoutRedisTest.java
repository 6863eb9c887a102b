package dev.apifleet.gateway.cache;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.Reply;
import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.snapshot.FilterConfig.Cache;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheWithoutRedisTest {
  private static final Duration RECOVERY = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final TestRedis redis = TestRedis.start();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger paths = new AtomicInteger();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    redis.close();
  }

  @Test
  void eachPodsMemoryGoesOnServing() {
    redis.kill();
    try (FilterServer pod = pod()) {
      assertThat(pod.get("/a").body()).isEqualTo("answer 1");
      assertThat(pod.get("/a").body()).isEqualTo("answer 1");
    }
  }

  @Test
  void aFrozenRedisCostsAMissLittleTimeAndSoonNone() {
    try (FilterServer pod = pod()) {
      pod.get("/a");
      redis.freeze();
      long slowest = 0;
      for (int i = 0; i < 12; i++) {
        slowest = Math.max(slowest, millisOfMiss(pod));
      }
      // 100 ms each, until the breaker opens; the rest is for a slow machine.
      assertThat(slowest).isLessThan(1_000);
      assertThat(millisOfMiss(pod)).isLessThan(90);
      redis.thaw();
    }
  }

  @Test
  void podsShareAgainAndForgetWhatTheyMayHaveMissedOnceRedisIsBack() {
    try (FilterServer one = pod();
        FilterServer two = pod()) {
      String path = shared(one, two);
      String before = one.get(path).body();
      redis.kill();
      one.send("DELETE", path);
      assertThat(one.get(path).body()).isNotEqualTo(before);
      assertThat(two.get(path).body()).isEqualTo(before);

      redis.restart();
      eventually(RECOVERY, () -> !two.get(path).body().equals(before));
      shared(one, two);
    }
  }

  /** A path whose answer one of them has from the other. */
  private String shared(FilterServer one, FilterServer two) {
    eventually(
        RECOVERY,
        () -> {
          String path = "/" + paths.incrementAndGet();
          return one.get(path).body().equals(two.get(path).body());
        });
    return "/" + paths.get();
  }

  private long millisOfMiss(FilterServer pod) {
    long began = System.nanoTime();
    pod.get("/" + paths.incrementAndGet());
    return (System.nanoTime() - began) / 1_000_000;
  }

  private FilterServer pod() {
    ResponseCache cache =
        Caches.cache(vertx, redis.uri(), new SimpleMeterRegistry(), Clock.systemUTC());
    CacheFilter filter = new CacheFilter(new Cache(300_000), "shop/orders/list", cache);
    return new FilterServer(
        vertx, List.of(filter), _ -> Reply.ok("answer " + asked.incrementAndGet()));
  }
}
