package dev.apifleet.gateway.limit;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.MutableClock;
import dev.apifleet.gateway.fixture.Reply;
import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.snapshot.FilterConfig.FailureLimit;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailureLimitFilterTest {
  private static final String NO_REDIS = "redis://127.0.0.1:1";

  private final Vertx vertx = Vertx.vertx();
  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final List<FilterServer> pods = new ArrayList<>();
  private final String rule = "shop/" + UUID.randomUUID() + "/login";
  private final FailureLimit limit = new FailureLimit(List.of(401, 403), 3, 60_000);

  @AfterEach
  void close() {
    pods.forEach(FilterServer::close);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void failuresOnAllGatewaysCountTogether() {
    FilterServer one = pod(TestRedis.shared().uri());
    FilterServer two = pod(TestRedis.shared().uri());

    assertThat(one.get("/401").statusCode()).isEqualTo(401);
    assertThat(two.get("/403").statusCode()).isEqualTo(403);
    assertThat(one.get("/401").statusCode()).isEqualTo(401);
    eventually(Duration.ofSeconds(10), () -> two.get("/200").statusCode() == 429);
    assertThat(one.get("/200").statusCode()).isEqualTo(429);
    assertThat(one.get("/200", "x-client", "10.9.9.9").statusCode()).isEqualTo(200);
  }

  @Test
  void successesAndOtherFailuresAreFree() {
    FilterServer pod = pod(TestRedis.shared().uri());

    for (int i = 0; i < 5; i++) {
      assertThat(pod.get("/200").statusCode()).isEqualTo(200);
      assertThat(pod.get("/404").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void theRefusalSaysWhatAndForHowLong() {
    FilterServer pod = pod(TestRedis.shared().uri());
    for (int i = 0; i < 3; i++) {
      pod.get("/401");
    }

    Answer refused = pod.get("/401");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(55, 60);
    JsonObject problem = new JsonObject(refused.body());
    assertThat(problem.getString("error")).isEqualTo("too_many_failures");
    assertThat(problem.getString("policy")).isEqualTo("FailureLimit");
    assertThat(problem.getString("rule")).isEqualTo(rule);
    assertThat(problem.getInteger("limit")).isEqualTo(3);
    assertThat(problem.getInteger("window")).isEqualTo(60);
    assertThat(problem.getString("detail")).contains("3 times in 60 s");
  }

  @Test
  void withoutRedisEachGatewayCountsForItselfUntilTheWindowEnds() {
    FilterServer pod = pod(NO_REDIS);
    for (int i = 0; i < 3; i++) {
      assertThat(pod.get("/401").statusCode()).isEqualTo(401);
    }

    Answer refused = pod.get("/200");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.header("retry-after")).isEqualTo("60");
    assertThat(pod(NO_REDIS).get("/200").statusCode()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(60));
    assertThat(pod.get("/200").statusCode()).isEqualTo(200);
  }

  @Test
  void aRefusalIsNotAFailureItself() {
    FailureLimit all = new FailureLimit(List.of(429), 1, 60_000);
    FilterServer pod = pod(TestRedis.shared().uri(), all);
    pod.get("/429");

    pod.get("/200");
    assertThat(failures("10.0.0.1")).isEqualTo("1");
  }

  @Test
  void keysInRedisTellNothingAndEnd() {
    pod(TestRedis.shared().uri()).get("/401");

    String key = key("10.0.0.1");
    assertThat(key).matches("apifleet:failures:\\{[0-9a-f]{32}}");
    assertThat(Long.parseLong(redis(Request.cmd(Command.PTTL).arg(key))))
        .isBetween(50_000L, 60_000L);
  }

  private String failures(String client) {
    return redis(Request.cmd(Command.GET).arg(key(client)));
  }

  private String key(String client) {
    return "apifleet:failures:{" + CounterKey.hash(rule + " " + client) + "}";
  }

  private String redis(Request command) {
    return Redis.createClient(vertx, TestRedis.shared().uri())
        .send(command)
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .toString();
  }

  private FilterServer pod(String redisUri) {
    return pod(redisUri, limit);
  }

  /** The backend answers with the status that the path names. */
  private FilterServer pod(String redisUri, FailureLimit config) {
    Failures failures = new Failures(Redis.createClient(vertx, redisUri), clock);
    FilterServer pod =
        new FilterServer(
            vertx,
            List.of(new FailureLimitFilter(config, rule, failures)),
            request -> Reply.status(Integer.parseInt(request.path().substring(1))));
    pods.add(pod);
    return pod;
  }
}
