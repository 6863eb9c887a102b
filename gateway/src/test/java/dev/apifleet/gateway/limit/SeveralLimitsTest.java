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
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import dev.apifleet.snapshot.PolicyConfig.CostConfig;
import dev.apifleet.snapshot.PolicyConfig.Precision;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients see of limits, bursts, quotas and costs, one or many, over one gateway or many. */
class SeveralLimitsTest {
  private static final long DAY = 86_400_000;

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<FilterServer> pods = new ArrayList<>();

  @AfterEach
  void close() {
    pods.forEach(FilterServer::close);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private RateLimiters limiters() {
    return new RateLimiters(
        new RedisStore(vertx, Redis.createClient(vertx, TestRedis.shared().uri()), false, meters),
        new VertxTimers(vertx),
        meters);
  }

  private FilterServer pod(PolicyConfig... policies) {
    return pod(List.of(limiters().filter(List.of(policies), 5)), _ -> Reply.ok("hello"));
  }

  private FilterServer pod(List<Filter> filters, Function<HttpServerRequest, Reply> backend) {
    FilterServer pod = new FilterServer(vertx, filters, backend);
    pods.add(pod);
    return pod;
  }

  private static List<Integer> statuses(FilterServer pod, int requests, String... headers) {
    return IntStream.range(0, requests)
        .mapToObj(_ -> pod.get("/orders", headers).statusCode())
        .toList();
  }

  private static String remaining(FilterServer pod, String... headers) {
    return pod.get("/orders", headers).header("ratelimit");
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void everyAlgorithmAdmitsTheLimit(Algorithm algorithm) {
    FilterServer pod =
        pod(
            Policies.named("each-" + algorithm)
                .algorithm(algorithm)
                .limit("anonymous", 10)
                .build());
    assertThat(statuses(pod, 15))
        .containsExactlyElementsOf(
            Stream.concat(
                    IntStream.range(0, 10).mapToObj(_ -> 200),
                    IntStream.range(0, 5).mapToObj(_ -> 429))
                .toList());
  }

  @ParameterizedTest
  @EnumSource(names = {"EXACT", "LEASED"})
  void fiveGatewaysAdmitAThousandOfAThousand(Precision precision) {
    PolicyConfig policy =
        Policies.named("five-" + precision).limit("anonymous", 1_000).precision(precision).build();
    List<FilterServer> five = IntStream.range(0, 5).mapToObj(_ -> pod(policy)).toList();
    five.forEach(pod -> pod.get("/orders", "x-client", "10.0.0.99"));
    long admitted = 0;
    for (int round = 0; round < 14; round++) {
      admitted +=
          IntStream.range(0, 100)
              .mapToObj(i -> five.get(i % 5).sendAsync("GET", "/orders"))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .filter(answer -> answer.statusCode() == 200)
              .count();
    }
    if (precision == Precision.EXACT) {
      assertThat(admitted).isEqualTo(1_000);
    } else {
      assertThat(admitted).isBetween(990L, 1_000L);
    }
  }

  @Test
  void aBurstIsHeldBackThoughTheWindowHasRoom() {
    FilterServer pod = pod(Policies.named("burst").burst("anonymous", 60, 3).build());
    assertThat(statuses(pod, 4)).containsExactly(200, 200, 200, 429);
    JsonObject problem = new JsonObject(pod.get("/orders").body());
    assertThat(problem.getString("counter")).isEqualTo("burst");
    assertThat(problem.getLong("retryAfter")).isEqualTo(1);
    assertThat(problem.getString("detail")).contains("3 requests at once and then 60 in 60 s");
  }

  @Test
  void aQuotaOutlastsTheWindow() {
    FilterServer pod = pod(Policies.named("quota").quota("anonymous", 2, DAY).build());
    assertThat(statuses(pod, 3)).containsExactly(200, 200, 429);
    Answer refused = pod.get("/orders");
    JsonObject problem = new JsonObject(refused.body());
    assertThat(problem.getString("counter")).isEqualTo("quota");
    assertThat(problem.getLong("limit")).isEqualTo(2);
    assertThat(problem.getLong("window")).isEqualTo(86_400);
    assertThat(problem.getLong("reset")).isBetween(86_300L, 86_400L);
    assertThat(Long.parseLong(refused.header("retry-after"))).isBetween(86_300L, 86_400L);
    assertThat(refused.header("ratelimit")).contains("\"quota\";r=98", "\"quota:quota\";r=0");
  }

  @Test
  void aRefusalByOnePolicySpendsNothingOfTheOther() {
    PolicyConfig wide = Policies.named("wide").limit("anonymous", 50).build();
    PolicyConfig narrow =
        Policies.named("narrow").limit("anonymous", 2).key(new KeyPart.Header("x-app")).build();
    FilterServer pod = pod(wide, narrow);
    assertThat(statuses(pod, 5, "x-app", "a")).containsExactly(200, 200, 429, 429, 429);
    assertThat(remaining(pod, "x-app", "b")).startsWith("\"wide\";r=47;");
  }

  @Test
  void aLaterRefusalGivesBackWhatAnEarlierLimitHasCharged() {
    RateLimiters limiters = limiters();
    Filter before =
        limiters.filter(List.of(Policies.named("before").limit("anonymous", 50).build()), 5);
    Filter after =
        limiters.filter(
            List.of(
                Policies.named("after")
                    .limit("anonymous", 2)
                    .key(new KeyPart.Header("x-app"))
                    .build()),
            5);
    FilterServer pod = pod(List.of(before, after), _ -> Reply.ok("hello"));
    assertThat(statuses(pod, 5, "x-app", "a")).containsExactly(200, 200, 429, 429, 429);
    assertThat(left(remaining(pod, "x-app", "b"))).isEqualTo(47);
  }

  private static int left(String header) {
    return Integer.parseInt(header.replaceFirst("^\"[^\"]*\";r=(\\d+);.*", "$1"));
  }

  @Test
  void requestsCostWhatTheirHeaderOrBodySays() {
    CostConfig cost = new CostConfig(1, "x-cost", 10, null, 50);
    FilterServer pod = pod(Policies.named("cost").cost(cost).build());
    assertThat(left(remaining(pod))).isEqualTo(99);
    assertThat(left(remaining(pod, "x-cost", "9"))).isEqualTo(90);
    assertThat(left(remaining(pod, "x-cost", "nine"))).isEqualTo(89);
    assertThat(left(remaining(pod, "x-cost", "1000000"))).isEqualTo(39);
  }

  @Test
  void anAnswerSaysWhatItsRequestHasCost() {
    CostConfig cost = new CostConfig(1, null, 0, "x-tokens", 1_000);
    FilterServer pod =
        pod(
            List.of(limiters().filter(List.of(Policies.named("tokens").cost(cost).build()), 5)),
            _ -> {
              Reply reply = Reply.ok("hello");
              reply.headers().set("x-tokens", "60");
              return reply;
            });
    Answer first = pod.get("/orders");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().map()).doesNotContainKey("x-tokens");
    eventually(Duration.ofSeconds(10), () -> pod.get("/orders").statusCode() == 429);
  }

  @Test
  void aQueueLetsRequestsLeaveEvenly() {
    FilterServer pod =
        pod(
            Policies.named("even")
                .algorithm(Algorithm.LEAKY_BUCKET)
                .limit("anonymous", 600)
                .maxDelay(250)
                .build());
    long began = System.nanoTime();
    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 5).mapToObj(_ -> pod.sendAsync("GET", "/orders")).toList();
    assertThat(answers.stream().map(CompletableFuture::join).map(Answer::statusCode))
        .containsExactlyInAnyOrder(200, 200, 200, 429, 429);
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(200_000_000L);
  }

  @Test
  void olderHeadersAreThereWhereTheyAreWanted() {
    FilterServer pod = pod(Policies.named("legacy").legacyHeaders().build());
    Answer answer = pod.get("/orders");
    assertThat(answer.header("x-ratelimit-limit")).isEqualTo("100");
    assertThat(answer.header("x-ratelimit-remaining")).isEqualTo("99");
    assertThat(answer.header("x-ratelimit-reset")).isEqualTo("60");
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void aChangeOfTheAlgorithmGivesNoSecondQuota(Algorithm next) {
    RateLimiters limiters = limiters();
    Policies policy = Policies.named("switch-" + next).limit("anonymous", 5);
    FilterServer before =
        pod(List.of(limiters.filter(List.of(policy.build()), 5)), _ -> Reply.ok("hello"));
    assertThat(statuses(before, 6)).containsExactly(200, 200, 200, 200, 200, 429);
    FilterServer after =
        pod(
            List.of(limiters.filter(List.of(policy.algorithm(next).build()), 5)),
            _ -> Reply.ok("hello"));
    assertThat(statuses(after, 2)).containsOnly(429);
  }
}
