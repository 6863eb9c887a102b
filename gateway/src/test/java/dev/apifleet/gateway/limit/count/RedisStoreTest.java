package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.gateway.limit.count.Answer.Taken;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedisStoreTest {
  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Redis redis = Redis.createClient(vertx, TestRedis.shared().uri());
  private final RedisStore store = new RedisStore(vertx, redis, false, meters);
  private final String key = "apifleet:limit:{" + UUID.randomUUID() + "}shop/test:free:limit";

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void admitsTheLimitAndNoMore(Algorithm algorithm) {
    Charge one = charge(new Limit(algorithm, 20, 3_600_000));

    List<Answer> answers = answers(IntStream.range(0, 50).mapToObj(_ -> take(one)).toList());

    assertThat(answers).filteredOn(Taken.class::isInstance).hasSize(20);
  }

  @Test
  void sendsManyAsksInFewCalls() {
    Charge one = charge(new Limit(Algorithm.SLIDING_COUNTER, 100, 3_600_000));
    answers(List.of(take(one)));
    double calls = count("calls");

    answers(IntStream.range(0, 640).mapToObj(_ -> take(one)).toList());

    assertThat(count("calls") - calls).isBetween(10.0, 60.0);
    assertThat(count("asks")).isGreaterThanOrEqualTo(640);
  }

  @Test
  void aFlushOfScriptsGoesUnnoticed() {
    Charge one = charge(new Limit(Algorithm.FIXED_WINDOW, 2, 3_600_000));
    answers(List.of(take(one)));

    join(redis.send(Request.cmd(Command.SCRIPT).arg("FLUSH")));

    assertThat(answers(List.of(take(one), take(one))))
        .filteredOn(Taken.class::isInstance)
        .hasSize(1);
  }

  private double count(String what) {
    return meters.get("apifleet.ratelimit.store." + what).counter().count();
  }

  private Charge charge(Limit limit) {
    return new Charge(new Counter(key, limit, 0, 1), 1, 0, 0);
  }

  private Future<Answer> take(Charge charge) {
    return store.ask(new Ask.Take(List.of(charge)));
  }

  private static List<Answer> answers(List<Future<Answer>> asked) {
    return asked.stream().map(RedisStoreTest::join).toList();
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
