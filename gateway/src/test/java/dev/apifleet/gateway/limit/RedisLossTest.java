package dev.apifleet.gateway.limit;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.Load;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.limit.count.RedisStore;
import dev.apifleet.gateway.limit.lease.Timers;
import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import dev.apifleet.snapshot.PolicyConfig.Mode;
import dev.apifleet.snapshot.PolicyConfig.Precision;
import dev.apifleet.snapshot.PolicyConfig.StoreFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway under load whose Redis is killed, or hangs. */
class RedisLossTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LIMIT = 1_000_000;
  private static final int CLIENTS = 4;

  /** Far longer than any other time a limiter waits for, so that its alarms are known by it. */
  private static final long BUDGET_MILLIS = 700;

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LongAdder waits = new LongAdder();
  private final TestRedis redis = TestRedis.start();
  private final RedisStore store =
      new RedisStore(vertx, Redis.createClient(vertx, redis.uri()), false, meters);
  private final RateLimiters limiters =
      new RateLimiters(store, new Watched(new VertxTimers(vertx), waits), meters);
  private final TestFleet fleet = new TestFleet((_, rule, _) -> List.of(filter(rule)));

  /** Counts the requests that begin to wait for Redis. */
  private record Watched(Timers real, LongAdder waits) implements Timers {
    @Override
    public long millis() {
      return real.millis();
    }

    @Override
    public void after(long millis, Runnable action) {
      if (millis > BUDGET_MILLIS / 2) {
        waits.increment();
      }
      real.after(millis, action);
    }
  }

  private enum Fault {
    KILLED {
      @Override
      void strike(TestRedis redis) {
        redis.kill();
      }

      @Override
      void heal(TestRedis redis) {
        redis.restart();
      }
    },
    HANGS {
      @Override
      void strike(TestRedis redis) {
        redis.freeze();
      }

      @Override
      void heal(TestRedis redis) {
        redis.thaw();
      }
    };

    abstract void strike(TestRedis redis);

    abstract void heal(TestRedis redis);
  }

  @AfterEach
  void close() {
    fleet.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    redis.close();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void nobodyButWhoWantsItIsRefusedAndSoonNobodyWaits(Fault fault) {
    serve();
    try (Load local = load(StoreFailure.LOCAL);
        Load open = load(StoreFailure.OPEN);
        Load closed = load(StoreFailure.CLOSED)) {
      closed.await(100);
      fault.strike(redis);
      eventually(PATIENCE, store::away);
      // Those that were under way when the breaker opened.
      local.await(3 * CLIENTS);
      open.await(3 * CLIENTS);
      closed.await(3 * CLIENTS);

      long waited = waits.sum();
      double asked = meters.get("apifleet.ratelimit.store.asks").counter().count();
      local.await(300);
      open.await(300);
      closed.await(300);
      assertThat(waits.sum()).as("requests that waited for a lost Redis").isEqualTo(waited);
      assertThat(meters.get("apifleet.ratelimit.store.asks").counter().count()).isEqualTo(asked);

      fault.heal(redis);
      eventually(PATIENCE, () -> get(StoreFailure.CLOSED) == 200);
      closed.await(100);
      assertThat(Load.statuses(local.stop())).containsExactly(200);
      assertThat(Load.statuses(open.stop())).containsExactly(200);
      assertThat(Load.statuses(closed.stop())).containsExactly(200, 503);
    }
  }

  @Test
  void whatWasAdmittedWithoutRedisIsCountedOnceItAnswersAgain() {
    serve();
    long admitted;
    try (Load local = load(StoreFailure.LOCAL)) {
      local.await(100);
      redis.freeze();
      eventually(PATIENCE, store::away);
      local.await(300);
      redis.thaw();
      eventually(PATIENCE, () -> !store.away());
      local.await(100);
      admitted = local.stop().get(200);
    }
    long least = admitted;
    eventually(PATIENCE, () -> counted(least));
  }

  /** All that were admitted, and perhaps those for which Redis has answered too late. */
  private boolean counted(long admitted) {
    String stands =
        fleet.get(path(StoreFailure.LOCAL)).headers().firstValue("RateLimit").orElseThrow();
    long remaining = Long.parseLong(stands.replaceAll(".*r=([0-9]+).*", "$1"));
    return LIMIT - remaining > admitted;
  }

  private void serve() {
    Backend backend = fleet.backend("one");
    fleet.serve(
        Resources.pool(TestFleet.POOL),
        Resources.endpoints(TestFleet.POOL, backend),
        Resources.route(path(StoreFailure.LOCAL), TestFleet.POOL),
        Resources.route(path(StoreFailure.OPEN), TestFleet.POOL),
        Resources.route(path(StoreFailure.CLOSED), TestFleet.POOL));
  }

  private static String path(StoreFailure choice) {
    return "/" + choice.name().toLowerCase(Locale.ROOT);
  }

  private Load load(StoreFailure choice) {
    return new Load(fleet, CLIENTS, () -> fleet.request(path(choice)).build());
  }

  private int get(StoreFailure choice) {
    return fleet.get(path(choice)).statusCode();
  }

  /** Each route's policy has the name of what it wants done. */
  private Filter filter(String routeAndRule) {
    String choice = routeAndRule.split("/")[1];
    return limiters.filter(
        List.of(policy(StoreFailure.valueOf(choice.toUpperCase(Locale.ROOT)))), 1);
  }

  private static PolicyConfig policy(StoreFailure choice) {
    return new PolicyConfig(
        "test" + path(choice),
        Algorithm.FIXED_WINDOW,
        List.of(new KeyPart.Ip()),
        new TreeMap<>(Map.of("anonymous", new LimitConfig(LIMIT, Duration.ofHours(1).toMillis()))),
        null,
        Precision.EXACT,
        0,
        null,
        choice,
        BUDGET_MILLIS,
        false,
        Mode.ENFORCE);
  }
}
