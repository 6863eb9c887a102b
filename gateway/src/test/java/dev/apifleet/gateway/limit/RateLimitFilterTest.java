package dev.apifleet.gateway.limit;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.Reply;
import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.gateway.limit.count.RedisStore;
import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Mode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitFilterTest {
  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void admitsExactlyTheLimitToOneClientSpreadOverTwoPods() {
    PolicyConfig policy = Policies.named("two-pods").build();
    try (FilterServer one = pod(policy);
        FilterServer two = pod(policy)) {
      List<Integer> statuses =
          IntStream.range(0, 150)
              .mapToObj(i -> (i % 2 == 0 ? one : two).sendAsync("GET", "/orders"))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .map(Answer::statusCode)
              .toList();

      assertThat(statuses).filteredOn(s -> s == 200).hasSize(100);
      assertThat(statuses).filteredOn(s -> s == 429).hasSize(50);
      assertThat(decisions("two-pods", "admitted")).isEqualTo(100);
      assertThat(decisions("two-pods", "rejected")).isEqualTo(50);
    }
  }

  @Test
  void tellsClientsWhereTheyStand() {
    try (FilterServer pod = pod(Policies.named("stand").build())) {
      Answer answer = pod.get("/orders");

      assertThat(header(answer, "ratelimit")).isEqualTo("\"stand\";r=99;t=60");
      assertThat(header(answer, "ratelimit-policy")).isEqualTo("\"stand\";q=100;w=60");
      assertThat(answer.headers().firstValue("retry-after")).isEmpty();
    }
  }

  @Test
  void explainsARejection() {
    try (FilterServer pod = pod(Policies.named("explain").limit("anonymous", 1).build())) {
      pod.get("/orders");
      Answer refused = pod.get("/orders");

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(header(refused, "ratelimit")).startsWith("\"explain\";r=0;t=");
      assertThat(header(refused, "retry-after")).isEqualTo("120");
      JsonObject body = new JsonObject(refused.body());
      assertThat(body.getString("error")).isEqualTo("rate_limited");
      assertThat(body.getString("policy")).isEqualTo("shop/explain");
      assertThat(body.getString("rule")).isEqualTo("shop/orders/list");
      assertThat(body.getString("tier")).isEqualTo("anonymous");
      assertThat(body.getString("key")).isEqualTo("identity");
      assertThat(body.getLong("limit")).isEqualTo(1);
      assertThat(body.getLong("window")).isEqualTo(60);
      assertThat(body.getLong("retryAfter")).isEqualTo(120);
      assertThat(body.getString("detail")).contains("1 requests in 60 s", "Try again in 120 s");
    }
  }

  @Test
  void listsEveryPolicyThatARequestIsHeldAgainst() {
    RateLimiters limiters = limiters(TestRedis.shared());
    List<Filter> filters =
        List.of(
            limiters.filter(
                List.of(
                    Policies.named("list-a").build(),
                    Policies.named("list-b").limit("anonymous", 7).build()),
                3));
    try (FilterServer pod = new FilterServer(vertx, filters, _ -> Reply.ok("hello"))) {
      Answer answer = pod.get("/orders");

      assertThat(header(answer, "ratelimit"))
          .isEqualTo("\"list-a\";r=99;t=60, \"list-b\";r=6;t=60");
      assertThat(header(answer, "ratelimit-policy"))
          .isEqualTo("\"list-a\";q=100;w=60, \"list-b\";q=7;w=60");
    }
  }

  @Test
  void countsSubscribersApartFromAddressesAndFromEachOther() {
    try (FilterServer pod =
        pod(Policies.named("apart").limit("anonymous", 1).limit("free", 2).build())) {
      assertThat(statuses(pod, 2)).containsExactly(200, 429);
      assertThat(statuses(pod, 3, "x-subject", "ann")).containsExactly(200, 200, 429);
      assertThat(statuses(pod, 1, "x-subject", "10.0.0.1")).containsExactly(200);
      assertThat(statuses(pod, 2, "x-client", "10.0.0.2")).containsExactly(200, 429);
    }
  }

  @Test
  void doesNotLimitATierThatThePolicyDoesNotList() {
    try (FilterServer pod = pod(Policies.named("unlisted").limit("anonymous", 1).build())) {
      assertThat(statuses(pod, 3, "x-subject", "ann", "x-tier", "staff")).containsOnly(200);
      assertThat(pod.get("/", "x-subject", "ann", "x-tier", "staff").headers().map())
          .doesNotContainKey("ratelimit");
    }
  }

  @Test
  void countsByWhateverThePolicyNames() {
    PolicyConfig policy =
        Policies.named("parts")
            .limit("anonymous", 1)
            .key(new KeyPart.Ip(), new KeyPart.Header("x-app"), new KeyPart.Route())
            .build();
    try (FilterServer pod = pod(policy)) {
      assertThat(statuses(pod, 2, "x-app", "a")).containsExactly(200, 429);
      assertThat(statuses(pod, 2, "x-app", "b")).containsExactly(200, 429);
      assertThat(statuses(pod, 1, "x-app", "a", "x-client", "10.0.0.9")).containsExactly(200);
      assertThat(new JsonObject(pod.get("/", "x-app", "a").body()).getString("key"))
          .isEqualTo("ip,header:x-app,route");
    }
  }

  @Test
  void countsByClaim() {
    PolicyConfig policy =
        Policies.named("claim").limit("free", 2).key(new KeyPart.Claim("org")).build();
    try (FilterServer pod = pod(policy)) {
      assertThat(statuses(pod, 1, "x-subject", "ann")).containsExactly(200);
      assertThat(statuses(pod, 2, "x-subject", "bob")).containsExactly(200, 429);
    }
  }

  @Test
  void countsByApiKey() {
    PolicyConfig policy =
        Policies.named("keys")
            .limit("free", 1)
            .limit("anonymous", 1)
            .key(new KeyPart.ApiKey())
            .build();
    try (FilterServer pod = pod(policy)) {
      assertThat(statuses(pod, 2, "x-subject", "acme", "x-key", "a")).containsExactly(200, 429);
      assertThat(statuses(pod, 2, "x-subject", "acme", "x-key", "b")).containsExactly(200, 429);
      assertThat(statuses(pod, 1, "x-subject", "ann")).containsExactly(200);
      assertThat(statuses(pod, 1, "x-subject", "bob")).containsExactly(429);
      JsonObject problem = new JsonObject(pod.get("/", "x-subject", "acme", "x-key", "a").body());
      assertThat(problem.getString("key")).isEqualTo("api key");
    }
  }

  @Test
  void aNewLimitActsOnTheNextRequestAndKeepsTheCount() {
    RateLimiters limiters = limiters(TestRedis.shared());
    try (FilterServer before = pod(limiters, Policies.named("edit").limit("anonymous", 5).build());
        FilterServer after = pod(limiters, Policies.named("edit").limit("anonymous", 7).build())) {
      assertThat(statuses(before, 6)).containsExactly(200, 200, 200, 200, 200, 429);
      assertThat(statuses(after, 3)).containsExactly(200, 200, 429);
    }
  }

  @Test
  void aPolicyThatWasGoneIsNotTakenForItsOlderForm() {
    RateLimiters limiters = limiters(TestRedis.shared());
    Policies policy = Policies.named("again");
    pod(limiters, policy.limit("anonymous", 3).build()).close();
    try (FilterServer before = pod(limiters, policy.limit("anonymous", 2).build())) {
      assertThat(statuses(before, 3)).containsExactly(200, 200, 429);
    }
    limiters.retain(List.of());
    try (FilterServer after = pod(limiters, policy.limit("anonymous", 4).build())) {
      assertThat(statuses(after, 3)).containsExactly(200, 200, 429);
    }
  }

  @Test
  void aShadowPolicyCountsAndIsNotSeen() {
    PolicyConfig policy = Policies.named("shadow").limit("anonymous", 1).mode(Mode.SHADOW).build();
    try (FilterServer pod = pod(policy)) {
      assertThat(statuses(pod, 3)).containsOnly(200);
      assertThat(pod.get("/").headers().map()).doesNotContainKeys("ratelimit", "retry-after");
      eventually(Duration.ofSeconds(10), () -> decisions("shadow", "rejected") == 3);
    }
  }

  @Test
  void survivesAScriptFlush() {
    try (FilterServer pod = pod(Policies.named("flush").limit("anonymous", 3).build())) {
      assertThat(statuses(pod, 2)).containsOnly(200);
      redis(Request.cmd(Command.SCRIPT).arg("FLUSH"));
      assertThat(statuses(pod, 2)).containsExactly(200, 429);
      assertThat(storeFailures("flush")).isZero();
    }
  }

  @Test
  void keysInRedisAreBoundedAndTellNothing() {
    PolicyConfig policy =
        Policies.named("bounded").key(new KeyPart.Header("x-app"), new KeyPart.Ip()).build();
    try (FilterServer pod = pod(policy)) {
      pod.get("/", "x-app", "secret".repeat(500));
    }
    String keys = redis(Request.cmd(Command.KEYS).arg("apifleet:limit:*:shop/bounded:*"));
    assertThat(keys).matches("\\[apifleet:limit:\\{[0-9a-f]{32}}:shop/bounded:anonymous:limit]");
    String key = keys.substring(1, keys.length() - 1);
    assertThat(Long.parseLong(redis(Request.cmd(Command.PTTL).arg(key))))
        .isBetween(110_000L, 130_000L);
  }

  private FilterServer pod(PolicyConfig policy) {
    return pod(limiters(TestRedis.shared()), policy);
  }

  private FilterServer pod(RateLimiters limiters, PolicyConfig policy) {
    return new FilterServer(
        vertx, List.of(limiters.filter(List.of(policy), 2)), _ -> Reply.ok("hello"));
  }

  private RateLimiters limiters(TestRedis redis) {
    return new RateLimiters(
        new RedisStore(vertx, Redis.createClient(vertx, redis.uri()), false, meters),
        new VertxTimers(vertx),
        meters);
  }

  private String redis(Request command) {
    return Redis.createClient(vertx, TestRedis.shared().uri())
        .send(command)
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .toString();
  }

  private static List<Integer> statuses(FilterServer pod, int requests, String... headers) {
    return IntStream.range(0, requests)
        .mapToObj(_ -> pod.get("/orders", headers).statusCode())
        .toList();
  }

  private static String header(Answer answer, String name) {
    return answer.headers().firstValue(name).orElse(null);
  }

  private double decisions(String policy, String outcome) {
    return meters
        .get("apifleet.ratelimit.decisions")
        .tags("policy", "shop/" + policy, "outcome", outcome)
        .counter()
        .count();
  }

  private double storeFailures(String policy) {
    return meters
        .get("apifleet.ratelimit.store.failures")
        .tag("policy", "shop/" + policy)
        .counter()
        .count();
  }
}
