package dev.apifleet.gateway.limit.count;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.limit.count.Shop.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.RedisProcesses;
import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisAwayTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Promised are 100 ms to notice and a second to come back; the rest is for a busy machine. */
  private static final Duration NOTICED = Duration.ofMillis(100 + 400);

  private static final Duration BACK = Duration.ofSeconds(1);

  private final Vertx vertx = Vertx.vertx();
  private final TestRedis server = TestRedis.start("--appendonly yes --appendfsync always");
  private final Redis redis = Redis.createClient(vertx, server.uri());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RedisStore store = new RedisStore(vertx, redis, false, meters);
  private final Shop shop = new Shop(store);
  private final Shop warmUp = new Shop(store);
  private long outages;

  @BeforeEach
  void begin() {
    join(warmUp.take(warmUp.charge(Algorithm.FIXED_WINDOW, 1_000)));
    outages = store.outages();
  }

  @AfterEach
  void close() {
    join(vertx.close());
    server.close();
  }

  @Test
  void aFrozenRedisIsNoticedByASingleRequest() {
    server.freeze();
    long asked = System.nanoTime();
    Future<Answer> answer = shop.takeInTime(shop.charge(Algorithm.FIXED_WINDOW, 1_000));

    eventually(SOON, answer::failed);

    assertThat(since(asked)).isLessThan(NOTICED);
    eventually(NOTICED, store::away);
    server.thaw();
  }

  @Test
  void aUsedUpBudgetIsNotSpentOnAskingAgain() {
    double asked = meters.counter("apifleet.ratelimit.store.asks").count();
    server.freeze();
    eventually(SOON, shop.takeInTime(shop.charge(Algorithm.FIXED_WINDOW, 1_000))::failed);

    assertThat(meters.counter("apifleet.ratelimit.store.asks").count()).isEqualTo(asked + 1);
    server.thaw();
  }

  @Test
  void whileRedisIsAwayAskingFailsAtOnce() {
    server.freeze();
    eventually(SOON, shop.takeInTime(shop.charge(Algorithm.FIXED_WINDOW, 1_000))::failed);
    eventually(NOTICED, store::away);

    assertThat(shop.takeInTime(shop.charge(Algorithm.FIXED_WINDOW, 1_000)).failed()).isTrue();
    server.thaw();
  }

  @Test
  void aThawedRedisIsBackWithinASecond() {
    server.freeze();
    eventually(SOON, shop.takeInTime(shop.charge(Algorithm.FIXED_WINDOW, 1_000))::failed);
    eventually(SOON, store::away);

    server.thaw();

    eventually(BACK, () -> !store.away());
    assertThat(shop.admitted(1, shop.charge(Algorithm.FIXED_WINDOW, 1_000))).isEqualTo(1);
    assertThat(store.outages()).isEqualTo(outages + 1);
  }

  @Test
  void whatAFrozenRedisTakesTooLateIsGivenBack() {
    Charge one =
        Shop.charge(shop.key() + ":late", new Limit(Algorithm.FIXED_WINDOW, 10, 3_600_000));
    server.freeze();
    Future<Answer> late = shop.takeInTime(one);
    eventually(SOON, late::failed);
    server.thaw();

    eventually(SOON, () -> exists(one.counter().key()) && !store.away());
    eventually(SOON, () -> shop.remaining(one) == 10);
  }

  @Test
  void aKilledRedisIsNoticedAndCountsOnWithItsData() {
    Charge one = shop.charge(Algorithm.SLIDING_LOG, 20);
    assertThat(shop.admitted(15, one)).isEqualTo(15);

    long killed = System.nanoTime();
    server.kill();
    eventually(NOTICED, store::away);
    assertThat(since(killed)).isLessThan(Duration.ofSeconds(5));
    server.restart();

    eventually(SOON, () -> !store.away());
    assertThat(shop.admitted(20, one)).isEqualTo(5);
  }

  @Test
  void aRedisThatLostItsDataAdmitsTheLimitOnceMore() {
    Charge one = shop.charge(Algorithm.SLIDING_COUNTER, 20);
    assertThat(shop.admitted(30, one)).isEqualTo(20);

    join(redis.send(Request.cmd(Command.FLUSHALL)));

    assertThat(shop.admitted(30, one)).isEqualTo(20);
  }

  @Test
  void aLostConnectionIsNoLostRedis() {
    Charge one = shop.charge(Algorithm.TOKEN_BUCKET, 20);
    assertThat(shop.admitted(1, one)).isEqualTo(1);

    join(
        redis.send(
            Request.cmd(Command.CLIENT)
                .arg("KILL")
                .arg("TYPE")
                .arg("normal")
                .arg("SKIPME")
                .arg("yes")));

    eventually(SOON, () -> succeeds(shop.take(one)));
    assertThat(store.outages()).isEqualTo(outages);
  }

  @Test
  void underLoadNobodyWaitsOnceAStoppedRedisIsNoticed() {
    try (RedisProcesses servers = new RedisProcesses(1)) {
      servers.start(0);
      Redis stopped = Redis.createClient(vertx, "redis://127.0.0.1:" + servers.port(0));
      RedisStore loaded = new RedisStore(vertx, stopped, false, new SimpleMeterRegistry());
      Shop client = new Shop(loaded);
      Charge one = client.charge(Algorithm.SLIDING_COUNTER, 1_000_000);
      join(client.take(one));
      Load load = new Load(() -> client.takeInTime(one));

      servers.signal(0, "STOP");
      eventually(SOON, loaded::away);
      long noticed = System.nanoTime();
      eventually(SOON, () -> load.askedAfter(noticed) > 500);
      servers.signal(0, "CONT");
      eventually(BACK, () -> !loaded.away());
      load.stop();

      assertThat(load.silence()).isLessThan(NOTICED);
      assertThat(load.longestFailure()).isLessThan(NOTICED);
      assertThat(load.longestFailureAskedBetween(noticed, noticed + 100_000_000))
          .isLessThan(Duration.ofMillis(5));
    }
  }

  private static boolean succeeds(Future<Answer> answer) {
    eventually(SOON, answer::isComplete);
    return answer.succeeded();
  }

  private boolean exists(String key) {
    return join(redis.send(Request.cmd(Command.EXISTS).arg(key))).toInteger() == 1;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
