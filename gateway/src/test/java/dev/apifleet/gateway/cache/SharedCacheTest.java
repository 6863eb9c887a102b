package dev.apifleet.gateway.cache;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.MutableClock;
import dev.apifleet.gateway.fixture.Reply;
import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.snapshot.FilterConfig.Cache;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedCacheTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final long TTL = 300_000;

  private final Vertx vertx = Vertx.vertx();
  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicInteger asked = new AtomicInteger();
  private final List<FilterServer> servers = new ArrayList<>();
  private final String path = "/orders/" + UUID.randomUUID();
  private UnaryOperator<Reply> backend = UnaryOperator.identity();

  @AfterEach
  void close() {
    servers.forEach(FilterServer::close);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void anotherPodAnswersFromRedis() {
    pod().get(path);
    FilterServer other = pod();

    eventually(SOON, () -> cacheStatus(other.get(path)).contains("hit"));
    assertThat(other.get(path).body()).isEqualTo("answer 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void aWriteMakesEveryPodForget(String method) {
    FilterServer one = pod();
    FilterServer two = pod();
    one.get(path);
    eventually(SOON, () -> cacheStatus(two.get(path)).contains("hit"));

    Answer write = one.send(method, path);

    assertThat(cacheStatus(write)).isEqualTo("apifleet; fwd=method");
    String writers = write.body();
    assertThat(one.get(path).body()).isNotEqualTo("answer 1").isNotEqualTo(writers);
    eventually(SOON, () -> !two.get(path).body().equals("answer 1"));
  }

  @Test
  void rulesOfOneUriKeepTheirAnswersBesideEachOther() {
    ResponseCache cache = cache();
    pod(new CacheFilter(new Cache(TTL), "shop/orders/read", cache)).get(path);
    pod(new CacheFilter(new Cache(TTL), "shop/orders/list", cache)).get(path);
    ResponseCache another = cache();
    FilterServer read = pod(new CacheFilter(new Cache(TTL), "shop/orders/read", another));
    FilterServer list = pod(new CacheFilter(new Cache(TTL), "shop/orders/list", another));

    eventually(SOON, () -> kept(list).equals("answer 2"));
    eventually(SOON, () -> kept(read).equals("answer 1"));
  }

  private String kept(FilterServer pod) {
    return pod.get(path, "Cache-Control", "only-if-cached").body();
  }

  @Test
  void aWriteThroughAnotherRuleCountsToo() {
    ResponseCache cache = cache();
    FilterServer reads = pod(new CacheFilter(new Cache(TTL), "shop/orders/read", cache));
    reads.get(path);

    pod(new InvalidateFilter(cache)).send("DELETE", path);

    assertThat(reads.get(path).body()).isEqualTo("answer 3");
  }

  @Test
  void aWriteThatFailedChangesNothing() {
    FilterServer pod = pod();
    pod.get(path);
    backend = reply -> new Reply(409, reply.body(), reply.headers());

    pod.send("PUT", path);

    assertThat(pod.get(path).body()).isEqualTo("answer 1");
  }

  @Test
  void anAnswerThatWasUnderWayDuringAWriteIsNotKept() {
    ResponseCache cache = cache();
    Filter filter = new CacheFilter(new Cache(TTL), "shop/orders/list", cache);
    Filter write =
        exchange -> {
          cache.drop(CacheKey.uri(exchange, QueryKey.WHOLE));
          exchange.proceed();
        };
    FilterServer pod = new FilterServer(vertx, List.of(filter, write), this::answer);
    servers.add(pod);

    pod.get(path);

    assertThat(pod.get(path).body()).isEqualTo("answer 2");
  }

  private FilterServer pod() {
    return pod(new CacheFilter(new Cache(TTL), "shop/orders/list", cache()));
  }

  private FilterServer pod(Filter filter) {
    FilterServer server = new FilterServer(vertx, List.of(filter), this::answer);
    servers.add(server);
    return server;
  }

  private Reply answer(HttpServerRequest request) {
    return backend.apply(Reply.ok("answer " + asked.incrementAndGet()));
  }

  private ResponseCache cache() {
    return Caches.cache(vertx, TestRedis.shared().uri(), meters, clock);
  }

  private static String cacheStatus(Answer answer) {
    return answer.headers().firstValue("cache-status").orElse("");
  }
}
