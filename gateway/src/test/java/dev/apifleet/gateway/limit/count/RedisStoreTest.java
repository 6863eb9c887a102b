package dev.apifleet.gateway.limit.count;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.limit.count.Shop.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedisStoreTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Pattern SCRIPTS = Pattern.compile("cmdstat_evalsha:calls=(\\d+)");

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Redis redis = Redis.createClient(vertx, TestRedis.shared().uri());
  private final RedisStore store = new RedisStore(vertx, redis, false, meters);
  private final Shop shop = new Shop(store);

  @AfterEach
  void close() {
    join(vertx.close());
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void admitsTheLimitAndNoMore(Algorithm algorithm) {
    assertThat(shop.admitted(50, shop.charge(algorithm, 20))).isEqualTo(20);
  }

  @Test
  void chargesAllCountersOrNone() {
    Charge wide = Shop.charge(shop.key() + ":wide", new Limit(Algorithm.SLIDING_LOG, 10, 60_000));
    Charge narrow = Shop.charge(shop.key(), new Limit(Algorithm.TOKEN_BUCKET, 4, 3_600_000));

    assertThat(shop.admitted(10, wide, narrow)).isEqualTo(4);
    assertThat(shop.remaining(wide)).isEqualTo(6);
  }

  @Test
  void sendsManyAsksInFewCalls() {
    Charge one = shop.charge(Algorithm.SLIDING_COUNTER, 100);
    assertThat(shop.admitted(1, one)).isEqualTo(1);
    long before = scriptCalls();
    double counted = meters.get("apifleet.ratelimit.store.asks").counter().count();

    shop.admitted(640, one);

    assertThat(scriptCalls() - before).isBetween(10L, 60L);
    assertThat(meters.get("apifleet.ratelimit.store.asks").counter().count() - counted)
        .isEqualTo(640);
  }

  @Test
  void aFlushOfScriptsGoesUnnoticed() {
    Charge one = shop.charge(Algorithm.FIXED_WINDOW, 2);
    assertThat(shop.admitted(1, one)).isEqualTo(1);

    join(redis.send(Request.cmd(Command.SCRIPT).arg("FLUSH")));

    assertThat(shop.admitted(2, one)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void redisForgetsWhatWeighsNoMore(Algorithm algorithm) {
    Charge one = shop.charge(new Limit(algorithm, 5, 50));
    assertThat(shop.admitted(1, one)).isEqualTo(1);

    eventually(
        SOON, () -> join(redis.send(Request.cmd(Command.EXISTS).arg(shop.key()))).toInteger() == 0);
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void redisKeepsWhatStillWeighs(Algorithm algorithm) {
    assertThat(shop.admitted(5, shop.charge(new Limit(algorithm, 5, 60_000)))).isEqualTo(5);

    long kept = join(redis.send(Request.cmd(Command.PTTL).arg(shop.key()))).toLong();
    assertThat(kept).isBetween(59_000L, 122_000L);
  }

  @Test
  void aKeyOfAnotherKindSpoilsOnlyWhatIsAskedWithIt() {
    join(redis.send(Request.cmd(Command.SET).arg(shop.key()).arg("not a counter")));
    Charge spoilt = shop.charge(Algorithm.FIXED_WINDOW, 5);
    Shop other = new Shop(store);

    eventually(SOON, shop.take(spoilt)::failed);

    assertThat(store.away()).isFalse();
    assertThat(other.admitted(1, other.charge(Algorithm.FIXED_WINDOW, 5))).isEqualTo(1);
  }

  @Test
  void resetForgetsAndSettleReturns() {
    Charge one = shop.charge(Algorithm.TOKEN_BUCKET, 10);
    shop.admitted(10, one);
    join(store.ask(new Ask.Reset(one.counter())));
    assertThat(shop.remaining(one)).isEqualTo(10);

    IntStream.range(0, 3).forEach(_ -> join(store.ask(new Ask.Settle(one.counter(), 2, 0))));
    assertThat(shop.remaining(one)).isEqualTo(4);
    assertThat(shop.admitted(10, one)).isEqualTo(4);
  }

  private long scriptCalls() {
    String stats = join(redis.send(Request.cmd(Command.INFO).arg("commandstats"))).toString();
    Matcher matcher = SCRIPTS.matcher(stats);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
