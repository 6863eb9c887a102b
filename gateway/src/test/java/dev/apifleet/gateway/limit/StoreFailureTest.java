package dev.apifleet.gateway.limit;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.Reply;
import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.gateway.limit.count.RedisStore;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Precision;
import dev.apifleet.snapshot.PolicyConfig.StoreFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreFailureTest {
  private static final Duration RECOVERY = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TestRedis redis = TestRedis.start();
  private final RateLimiters limiters =
      new RateLimiters(
          new RedisStore(vertx, Redis.createClient(vertx, redis.uri()), false, meters),
          new VertxTimers(vertx),
          meters);

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    redis.close();
  }

  @Test
  void withoutRedisEachPodAdmitsItsShare() {
    redis.kill();
    try (FilterServer pod = pod(StoreFailure.LOCAL)) {
      assertThat(statuses(pod, 50)).filteredOn(s -> s == 200).hasSize(34);
      assertThat(failures()).isEqualTo(50);
    }
  }

  @Test
  void aGatewayStartsWithRedisAndWithout() {
    assertThat(limiters.warmUp().toCompletionStage().toCompletableFuture())
        .succeedsWithin(RECOVERY);
    redis.kill();
    assertThat(limiters.warmUp().toCompletionStage().toCompletableFuture())
        .succeedsWithin(RECOVERY);
  }

  @Test
  void withoutRedisAnOpenPolicyAdmitsAll() {
    redis.kill();
    try (FilterServer pod = pod(StoreFailure.OPEN)) {
      assertThat(statuses(pod, 150)).containsOnly(200);
    }
  }

  @Test
  void withoutRedisAClosedPolicyRefusesAndSaysWhenToComeBack() {
    redis.kill();
    try (FilterServer pod = pod(StoreFailure.CLOSED)) {
      Answer refused = pod.get("/orders");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("retry-after")).contains("1");
      assertThat(new JsonObject(refused.body()).getString("error"))
          .isEqualTo("rate_limit_store_unavailable");
    }
  }

  @Test
  void countsTogetherAgainOnceRedisIsBack() {
    try (FilterServer pod = pod(StoreFailure.CLOSED, 1_000_000)) {
      eventually(RECOVERY, () -> pod.get("/orders").statusCode() == 200);
      redis.kill();
      eventually(RECOVERY, () -> pod.get("/orders").statusCode() == 503);
      redis.restart();
      eventually(RECOVERY, () -> pod.get("/orders").statusCode() == 200);
      // The breaker may open once more over failures that it remembers.
      eventually(RECOVERY, () -> statuses(pod, 10).stream().allMatch(s -> s == 200));
    }
  }

  @Test
  void aFrozenRedisHoldsNoRequestBeyondItsBudgetAndSoonNone() {
    try (FilterServer pod = pod(StoreFailure.LOCAL)) {
      pod.get("/orders");
      redis.freeze();
      long began = System.nanoTime();
      assertThat(statuses(pod, 30)).containsOnly(200);
      // All thirty wait side by side, once, for 25 ms; the rest is for a slow machine.
      assertThat(millisSince(began)).isLessThan(1_500);

      long open = System.nanoTime();
      pod.get("/orders");
      assertThat(millisSince(open)).isLessThan(200);

      redis.thaw();
      double failed = failures();
      eventually(
          RECOVERY,
          () -> {
            double before = failures();
            pod.get("/orders");
            return failures() == before;
          });
      assertThat(failures()).isGreaterThanOrEqualTo(failed);
    }
  }

  private FilterServer pod(StoreFailure choice) {
    return pod(choice, 100);
  }

  private FilterServer pod(StoreFailure choice, long limit) {
    PolicyConfig policy =
        Policies.named("away")
            .limit("anonymous", limit)
            .precision(Precision.EXACT)
            .onStoreFailure(choice)
            .storeTimeout(PolicyConfig.STORE_TIMEOUT_MILLIS)
            .build();
    return new FilterServer(
        vertx, List.of(limiters.filter(List.of(policy), 3)), _ -> Reply.ok("hello"));
  }

  private static List<Integer> statuses(FilterServer pod, int requests) {
    return IntStream.range(0, requests)
        .mapToObj(_ -> pod.sendAsync("GET", "/orders"))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .map(Answer::statusCode)
        .toList();
  }

  private double failures() {
    return meters
        .get("apifleet.ratelimit.store.failures")
        .tag("policy", "shop/away")
        .counter()
        .count();
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
