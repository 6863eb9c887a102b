package dev.apifleet.gateway.limit.manage;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.PatientStore;
import dev.apifleet.gateway.fixture.Reply;
import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.gateway.limit.CounterKey;
import dev.apifleet.gateway.limit.RateLimiters;
import dev.apifleet.gateway.limit.VertxTimers;
import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.CounterStore;
import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import dev.apifleet.snapshot.PolicyConfig.Mode;
import dev.apifleet.snapshot.PolicyConfig.Precision;
import dev.apifleet.snapshot.PolicyConfig.StoreFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two gateways, at one of which somebody looks up, resets and refunds. */
class CounterDeskTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final long HOUR = 3_600_000;

  private final Vertx vertx = Vertx.vertx();
  private final Redis watcher = Redis.createClient(vertx, TestRedis.shared().uri());
  private final List<FilterServer> servers = new ArrayList<>();
  private final Gateway one = new Gateway();
  private final Gateway two = new Gateway();

  private final class Gateway {
    private final Redis redis = Redis.createClient(vertx, TestRedis.shared().uri());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CounterStore store = new PatientStore(vertx, redis);
    private final RateLimiters limiters = new RateLimiters(store, new VertxTimers(vertx), meters);
    private final CounterNotices notices = new CounterNotices(vertx, redis, limiters);
    private final CounterDesk desk = new CounterDesk(store, notices);

    FilterServer serving(PolicyConfig policy) {
      FilterServer server =
          new FilterServer(
              vertx, List.of(limiters.filter(List.of(policy), 2)), _ -> Reply.ok("hello"));
      servers.add(server);
      return server;
    }
  }

  @AfterEach
  void close() {
    servers.forEach(FilterServer::close);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void listen() {
    long before = listeners();
    one.notices.listen();
    two.notices.listen();
    eventually(SOON, () -> listeners() == before + 2);
  }

  private long listeners() {
    return await(
            watcher.send(Request.cmd(Command.PUBSUB).arg("NUMSUB").arg(CounterNotices.CHANNEL)))
        .get(1)
        .toLong();
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static PolicyConfig policy(Algorithm algorithm, Precision precision, long requests) {
    return new PolicyConfig(
        "shop/desk-" + UUID.randomUUID(),
        algorithm,
        List.of(new KeyPart.Identity()),
        new TreeMap<>(Map.of("anonymous", new LimitConfig(requests, HOUR))),
        new TreeMap<>(Map.of("anonymous", new LimitConfig(100_000, 24 * HOUR))),
        precision,
        0,
        null,
        StoreFailure.LOCAL,
        5_000,
        false,
        Mode.ENFORCE);
  }

  private static CounterSet anonymous(PolicyConfig policy) {
    return new CounterSet(policy, "anonymous", CounterKey.hash(List.of("address 10.0.0.1")));
  }

  private static int status(FilterServer pod) {
    return pod.get("/orders").statusCode();
  }

  @Test
  void showsWhereCountersStand() {
    PolicyConfig policy = policy(Algorithm.FIXED_WINDOW, Precision.EXACT, 3);
    FilterServer pod = one.serving(policy);
    assertThat(status(pod)).isEqualTo(200);
    assertThat(status(pod)).isEqualTo(200);

    List<Standing> standings = await(two.desk.look(anonymous(policy)));

    assertThat(standings).extracting(Standing::remaining).containsExactly(1L, 99_998L);
    assertThat(standings.getFirst().resetMillis()).isBetween(HOUR - 60_000, HOUR);
    assertThat(standings.getFirst().waitMillis()).isZero();

    assertThat(status(pod)).isEqualTo(200);
    assertThat(await(two.desk.look(anonymous(policy))).getFirst().waitMillis())
        .isBetween(HOUR - 60_000, HOUR);
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void afterAResetBothGatewaysAdmitAgain(Algorithm algorithm) {
    PolicyConfig policy = policy(algorithm, Precision.EXACT, 2);
    FilterServer podOne = one.serving(policy);
    FilterServer podTwo = two.serving(policy);
    listen();
    status(podOne);
    status(podOne);
    assertThat(status(podOne)).isEqualTo(429);
    assertThat(status(podTwo)).isEqualTo(429);

    await(one.desk.reset(anonymous(policy)));

    assertThat(await(two.desk.look(anonymous(policy))).getFirst().remaining()).isEqualTo(2);
    eventually(SOON, () -> status(podTwo) == 200);
    eventually(SOON, () -> status(podOne) == 200);
    assertThat(status(podOne)).isEqualTo(429);
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void asManyPassAsWereRefunded(Algorithm algorithm) {
    PolicyConfig policy = policy(algorithm, Precision.EXACT, 3);
    FilterServer podOne = one.serving(policy);
    FilterServer podTwo = two.serving(policy);
    listen();
    for (int i = 0; i < 3; i++) {
      assertThat(status(podOne)).isEqualTo(200);
    }
    assertThat(status(podTwo)).isEqualTo(429);

    await(one.desk.refund(anonymous(policy), 2));

    eventually(SOON, () -> status(podTwo) == 200);
    assertThat(status(podTwo)).isEqualTo(200);
    assertThat(status(podTwo)).isEqualTo(429);
  }

  @Test
  void slicesOfOtherGatewaysGoWithAReset() {
    PolicyConfig policy = policy(Algorithm.FIXED_WINDOW, Precision.LEASED, 1_000);
    FilterServer podTwo = two.serving(policy);
    listen();
    for (int i = 0; i < 300; i++) {
      assertThat(status(podTwo)).isEqualTo(200);
    }
    await(one.desk.reset(anonymous(policy)));
    int admitted = 0;
    while (status(podTwo) == 200) {
      admitted++;
    }
    assertThat(admitted).isGreaterThanOrEqualTo(990).isLessThan(1_000 + 300);
    assertThat(await(one.desk.look(anonymous(policy))).getFirst().remaining()).isZero();
  }

  @Test
  void onlyTheCounterThatIsMeantIsReset() {
    PolicyConfig policy = policy(Algorithm.SLIDING_COUNTER, Precision.EXACT, 9);
    FilterServer pod = one.serving(policy);
    status(pod);

    await(two.desk.reset(anonymous(policy).only("quota")));

    assertThat(await(two.desk.look(anonymous(policy))))
        .extracting(Standing::remaining)
        .containsExactly(8L, 100_000L);
  }

  @Test
  void whoDidNotListenReadsWhatItMissed() {
    PolicyConfig policy = policy(Algorithm.SLIDING_LOG, Precision.EXACT, 1);
    FilterServer podTwo = two.serving(policy);
    assertThat(status(podTwo)).isEqualTo(200);
    assertThat(status(podTwo)).isEqualTo(429);
    await(one.desk.reset(anonymous(policy)));
    assertThat(status(podTwo)).isEqualTo(429);

    two.notices.listen();

    eventually(SOON, () -> status(podTwo) == 200);
  }
}
