package dev.apifleet.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.gateway.redis.RedisLink;
import dev.apifleet.gateway.redis.RedisScript;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The script in Redis against the arithmetic in Java, at the same times and decision for decision.
 */
class SlidingCounterScriptProperties {
  private static final long WINDOW = 60_000;
  private static final String CLOCK = "local time = redis.call('TIME')";
  private static final String TEST_CLOCK =
      "local time = {math.floor(ARGV[4] / 1000), (ARGV[4] % 1000) * 1000}";

  private static Vertx vertx;
  private static RedisLink link;
  private static RedisScript script;

  @BeforeContainer
  static void connect() throws IOException {
    vertx = Vertx.vertx();
    link = new RedisLink(Redis.createClient(vertx, TestRedis.shared().uri()));
    try (InputStream in = RedisCounters.class.getResourceAsStream("sliding-counter.lua")) {
      String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(source).containsOnlyOnce(CLOCK);
      script = new RedisScript(source.replace(CLOCK, TEST_CLOCK));
    }
  }

  @AfterContainer
  static void close() {
    vertx.close();
  }

  @Provide
  Arbitrary<List<Long>> arrivals() {
    return Arrival.times(WINDOW, 200);
  }

  @Property(tries = 200)
  void decidesAsTheModelDoes(
      @ForAll("arrivals") List<Long> arrivals, @ForAll @LongRange(min = 1, max = 30) long limit) {
    String key = "test:{" + UUID.randomUUID() + "}";
    List<Future<Response>> answers =
        arrivals.stream()
            .flatMap(now -> Stream.of(ask(key, limit, 0, now), ask(key, limit, 1, now)))
            .toList();
    SlidingCounter model = SlidingCounter.startingAt(arrivals.isEmpty() ? 0 : arrivals.getFirst());
    for (int i = 0; i < arrivals.size(); i++) {
      SlidingCounter.Step step = model.count(limit, WINDOW, arrivals.get(i));
      model = step.counter();
      assertThat(decision(answers.get(2 * i))).as("peek %d", i).isEqualTo(step.decision());
      assertThat(decision(answers.get(2 * i + 1))).as("decision %d", i).isEqualTo(step.decision());
    }
  }

  private static Future<Response> ask(String key, long limit, int counts, long now) {
    return script.run(link, key, args -> args.arg(limit).arg(WINDOW).arg(counts).arg(now));
  }

  private static Decision decision(Future<Response> answer) {
    return RedisCounters.decision(answer.toCompletionStage().toCompletableFuture().join());
  }
}
