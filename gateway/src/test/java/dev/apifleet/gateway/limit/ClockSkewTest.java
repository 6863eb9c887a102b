package dev.apifleet.gateway.limit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.Reply;
import dev.apifleet.gateway.fixture.TestRedis;
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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three gateways of which one is an hour behind the others' time and one an hour ahead. */
class ClockSkewTest {
  private static final long PATIENT_MILLIS = 1_000;

  private final Vertx vertx = Vertx.vertx();
  private List<RateLimiters> gateways;

  @BeforeEach
  void start() {
    gateways =
        IntStream.rangeClosed(-1, 1).mapToObj(hours -> gateway(Duration.ofHours(hours))).toList();
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private RateLimiters gateway(Duration skew) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Redis redis = Redis.createClient(vertx, TestRedis.shared().uri());
    return new RateLimiters(
        new RedisStore(vertx, redis, false, meters),
        new Skewed(new VertxTimers(vertx), skew.toMillis()),
        meters);
  }

  private record Skewed(Timers real, long skewMillis) implements Timers {
    @Override
    public long millis() {
      return real.millis() + skewMillis;
    }

    @Override
    public void after(long millis, Runnable action) {
      real.after(millis, action);
    }
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void admitExactlyTheLimitTogether(Algorithm algorithm) {
    // Long enough for no bucket to change by one meanwhile.
    LimitConfig limit = new LimitConfig(60, Duration.ofDays(30).toMillis());
    List<FilterServer> pods = pods(policy(algorithm, limit, Precision.EXACT));

    assertThat(admittedFrom(60, pods)).isEqualTo(60);
  }

  @Test
  void admitNearlyTheLimitFromSlicesAndNeverMore() {
    LimitConfig limit = new LimitConfig(1_000, Duration.ofMinutes(1).toMillis());
    List<FilterServer> pods = pods(policy(Algorithm.FIXED_WINDOW, limit, Precision.LEASED));

    assertThat(admittedFrom(990, pods)).isBetween(990L, 1_000L);
  }

  @Test
  void nothingThatLimitsLooksAtTheWallClock() {
    noClasses()
        .that()
        .resideInAnyPackage("..gateway.limit.count..", "..gateway.limit.lease..")
        .or()
        .haveSimpleNameStartingWith("RateLimit")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.apifleet.gateway.limit"));
  }

  private List<FilterServer> pods(PolicyConfig policy) {
    return gateways.stream()
        .map(
            limiters ->
                new FilterServer(
                    vertx,
                    List.of(limiters.filter(List.of(policy), gateways.size())),
                    _ -> Reply.ok("hello")))
        .toList();
  }

  private static PolicyConfig policy(Algorithm algorithm, LimitConfig limit, Precision precision) {
    return new PolicyConfig(
        "shop/" + UUID.randomUUID(),
        algorithm,
        List.of(new KeyPart.Ip()),
        new TreeMap<>(Map.of("anonymous", limit)),
        null,
        precision,
        0,
        null,
        StoreFailure.CLOSED,
        PATIENT_MILLIS,
        false,
        Mode.ENFORCE);
  }

  /** As many requests as it takes for so many to be admitted, and far more. */
  private static long admittedFrom(long least, List<FilterServer> pods) {
    LongAdder admitted = new LongAdder();
    eventually(
        Duration.ofSeconds(20),
        () -> {
          admitted.add(admitted(pods, 150));
          return admitted.sum() >= least;
        });
    return admitted.sum() + admitted(pods, 600);
  }

  /** Of so many requests at once, spread evenly. */
  private static long admitted(List<FilterServer> pods, int requests) {
    return IntStream.range(0, requests)
        .mapToObj(i -> pods.get(i % pods.size()).sendAsync("GET", "/orders"))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .map(Answer::statusCode)
        .filter(status -> status == 200)
        .count();
  }
}
