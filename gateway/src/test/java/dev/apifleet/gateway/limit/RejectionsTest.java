package dev.apifleet.gateway.limit;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.PatientStore;
import dev.apifleet.gateway.fixture.Reply;
import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.gateway.limit.top.SpaceSaving.Frequent;
import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Mode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RejectionsTest {
  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RateLimiters limiters =
      new RateLimiters(
          new PatientStore(vertx, Redis.createClient(vertx, TestRedis.shared().uri())),
          new VertxTimers(vertx),
          meters);

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private FilterServer pod(PolicyConfig... policies) {
    return new FilterServer(
        vertx, List.of(limiters.filter(List.of(policies), 1)), _ -> Reply.ok("hello"));
  }

  private static void send(FilterServer pod, int times, String... headers) {
    for (int i = 0; i < times; i++) {
      pod.get("/orders", headers);
    }
  }

  @Test
  void tellsWhoIsRejectedMostOften() {
    PolicyConfig policy = Policies.named("top").limit("anonymous", 1).limit("free", 2).build();
    try (FilterServer pod = pod(policy)) {
      send(pod, 2);
      send(pod, 6, "x-subject", "ann");
    }
    List<Frequent<RejectedKey>> top = limiters.rejections().top("shop/top", 10);

    assertThat(top).extracting(Frequent::count).containsExactly(4L, 1L);
    assertThat(top).extracting(one -> one.thing().tier()).containsExactly("free", "anonymous");
    assertThat(top)
        .extracting(one -> one.thing().parts())
        .containsExactly(
            Map.of("identity", "subject  ann"), Map.of("identity", "address 10.0.0.1"));
    assertThat(top.getFirst().last()).isGreaterThanOrEqualTo(top.getFirst().first());
  }

  @Test
  void theHashNamesTheCounters() {
    PolicyConfig policy = Policies.named("hash").limit("anonymous", 1).build();
    try (FilterServer pod = pod(policy)) {
      send(pod, 2);
    }
    RejectedKey key = limiters.rejections().top("shop/hash", 1).getFirst().thing();

    assertThat(key.hash()).isEqualTo(CounterKey.hash(List.of("address 10.0.0.1")));
  }

  @Test
  void headersAreKnownByTheirHashAlone() {
    PolicyConfig policy =
        Policies.named("secret").key(new KeyPart.Header("x-token")).limit("anonymous", 1).build();
    try (FilterServer pod = pod(policy)) {
      send(pod, 2, "x-token", "very-secret");
    }
    Map<String, String> parts =
        limiters.rejections().top("shop/secret", 1).getFirst().thing().parts();

    assertThat(parts.get("header:x-token")).matches("sha256:[0-9a-f]{12}");
  }

  @Test
  void reportsWhomAShadowPolicyWouldReject() {
    PolicyConfig shadow =
        Policies.named("reported").limit("anonymous", 3).mode(Mode.SHADOW).build();
    try (FilterServer pod = pod(shadow)) {
      for (int i = 0; i < 5; i++) {
        assertThat(pod.get("/orders").statusCode()).isEqualTo(200);
      }
    }
    eventually(
        Duration.ofSeconds(5),
        () ->
            limiters.rejections().top("shop/reported", 1).stream()
                .anyMatch(one -> one.count() == 2));
  }

  @Test
  void aPolicyThatIsGoneIsForgotten() {
    try (FilterServer pod = pod(Policies.named("gone").limit("anonymous", 1).build())) {
      send(pod, 2);
    }
    limiters.retain(List.of("shop/gone"));
    assertThat(limiters.rejections().top("shop/gone", 1)).hasSize(1);
    limiters.retain(List.of("shop/other"));
    assertThat(limiters.rejections().top("shop/gone", 1)).isEmpty();
  }
}
