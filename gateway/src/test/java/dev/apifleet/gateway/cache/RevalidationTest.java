package dev.apifleet.gateway.cache;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.MutableClock;
import dev.apifleet.gateway.fixture.Reply;
import dev.apifleet.snapshot.FilterConfig.Cache;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of answers that expire. */
class RevalidationTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration EXPIRY = Duration.ofSeconds(61);

  private final Vertx vertx = Vertx.vertx();
  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<FilterServer> servers = new ArrayList<>();
  private final List<String> validators = new CopyOnWriteArrayList<>();
  private final String path = "/orders/" + UUID.randomUUID();
  private volatile Function<HttpServerRequest, Reply> backend = _ -> fresh("one");

  @AfterEach
  void close() {
    servers.forEach(FilterServer::close);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void anExpiredAnswerServesOnOnceTheBackendSaysThatNothingChanged() {
    backend = _ -> fresh("one").with("ETag", "\"1\"").with("X-Old", "yes");
    FilterServer pod = pod(new Cache(Caches.TTL));
    pod.get(path);
    clock.advance(EXPIRY);
    backend =
        _ -> {
          Reply unchanged = Reply.status(304).with("Cache-Control", "max-age=60");
          return unchanged.with("X-New", "yes").with("Content-Type", "wrong/type");
        };

    Answer revalidated = pod.get(path);

    assertThat(validators).containsExactly("null", "\"1\"");
    assertThat(revalidated.statusCode()).isEqualTo(200);
    assertThat(revalidated.body()).isEqualTo("one");
    assertThat(revalidated.header("x-old")).isEqualTo("yes");
    assertThat(revalidated.header("x-new")).isEqualTo("yes");
    assertThat(revalidated.header("content-type")).isEqualTo("text/plain");
    assertThat(cacheStatus(revalidated)).startsWith("apifleet; fwd=stale; fwd-status=304; stored");
    assertThat(count("revalidated")).isEqualTo(1);
    assertThat(cacheStatus(pod.get(path))).startsWith("apifleet; hit; ttl=60");
  }

  @Test
  void aChangedAnswerTakesThePlaceOfTheExpiredOne() {
    backend = _ -> fresh("one").with("Last-Modified", "Sun, 01 Mar 2026 10:00:00 GMT");
    FilterServer pod = pod(new Cache(Caches.TTL));
    pod.get(path);
    clock.advance(EXPIRY);
    backend = _ -> fresh("two");

    assertThat(pod.get(path).body()).isEqualTo("two");
    assertThat(pod.get(path).body()).isEqualTo("two");
  }

  @Test
  void whatMustBeRevalidatedIsAskedForEachTime() {
    backend = _ -> Reply.ok("one").with("Cache-Control", "no-cache").with("ETag", "\"1\"");
    FilterServer pod = pod(Caches.stale(60_000, 60_000));
    pod.get(path);
    backend = _ -> Reply.status(304).with("Cache-Control", "no-cache");
    assertThat(pod.get(path).body()).isEqualTo("one");
    backend = _ -> Reply.status(503);
    assertThat(pod.get(path).statusCode()).isEqualTo(503);
  }

  @Test
  void aClientsOwnConditionIsJudgedByWhatWasRevalidated() {
    backend = _ -> fresh("one").with("ETag", "\"1\"");
    FilterServer pod = pod(new Cache(Caches.TTL));
    pod.get(path);
    clock.advance(EXPIRY);
    backend = _ -> Reply.status(304).with("Cache-Control", "max-age=60");

    assertThat(pod.get(path, "If-None-Match", "\"old\"").body()).isEqualTo("one");
    clock.advance(EXPIRY);
    assertThat(pod.get(path, "If-None-Match", "\"1\"").statusCode()).isEqualTo(304);
    assertThat(validators).containsExactly("null", "\"1\"", "\"1\"");
  }

  @Test
  void aClientGetsTheBackendsOwn304WhereNothingIsKept() {
    backend = _ -> Reply.status(304);
    FilterServer pod = pod(new Cache(Caches.TTL));

    assertThat(pod.get(path, "If-None-Match", "\"1\"").statusCode()).isEqualTo(304);
    assertThat(validators).containsExactly("\"1\"");
  }

  @Test
  void servesWhatExpiredWhileItIsFetchedAnew() {
    backend = _ -> fresh("one").with("Cache-Control", "stale-while-revalidate=30");
    FilterServer pod = pod(new Cache(Caches.TTL));
    pod.get(path);
    clock.advance(EXPIRY);
    backend = _ -> fresh("two");

    Answer stale = pod.get(path);

    assertThat(stale.body()).isEqualTo("one");
    assertThat(stale.header("age")).isEqualTo("61");
    assertThat(cacheStatus(stale)).startsWith("apifleet; hit; ttl=-1");
    eventually(SOON, () -> pod.get(path).body().equals("two"));
    assertThat(count("stale")).isGreaterThanOrEqualTo(1);
    assertThat(validators).hasSize(2);
  }

  @Test
  void theRouteMayForbidWhatTheBackendAllows() {
    backend = _ -> fresh("one").with("Cache-Control", "stale-while-revalidate=30");
    FilterServer pod = pod(Caches.stale(0, 0));
    pod.get(path);
    clock.advance(EXPIRY);
    backend = _ -> fresh("two");

    assertThat(pod.get(path).body()).isEqualTo("two");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void whatExpiredStandsInForABackendThatFails(int status) {
    FilterServer pod = pod(Caches.stale(-1, 30_000));
    pod.get(path);
    clock.advance(EXPIRY);
    backend = _ -> Reply.status(status);

    Answer stale = pod.get(path);

    assertThat(stale.body()).isEqualTo("one");
    assertThat(cacheStatus(stale))
        .startsWith(
            "apifleet; fwd=stale; fwd-status=" + status + "; ttl=-1; detail=stale-if-error");
    clock.advance(Duration.ofSeconds(30));
    assertThat(pod.get(path).statusCode()).isEqualTo(status);
  }

  @Test
  void mustRevalidateWinsOverAllStaleness() {
    backend = _ -> fresh("one").with("Cache-Control", "must-revalidate, stale-if-error=90");
    FilterServer pod = pod(Caches.stale(30_000, 30_000));
    pod.get(path);
    clock.advance(EXPIRY);
    backend = _ -> Reply.status(503);

    assertThat(pod.get(path).statusCode()).isEqualTo(503);
    assertThat(pod.get(path, "Cache-Control", "max-stale").statusCode()).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-stale        | one",
        "max-stale=1      | one",
        "max-stale=0      | two",
        "max-age=10       | two",
        "max-stale, max-age=10 | two",
      })
  void aClientMayAcceptWhatExpired(String control, String body) {
    backend = _ -> fresh("one").with("ETag", "\"1\"");
    FilterServer pod = pod(new Cache(Caches.TTL));
    pod.get(path);
    clock.advance(EXPIRY);
    backend = _ -> fresh("two");

    assertThat(pod.get(path, "Cache-Control", control).body()).isEqualTo(body);
  }

  @Test
  void aClientMayWantWhatStaysFresh() {
    FilterServer pod = pod(new Cache(Caches.TTL));
    pod.get(path);
    clock.advance(Duration.ofSeconds(20));
    backend = _ -> fresh("two");

    assertThat(pod.get(path, "Cache-Control", "min-fresh=40").body()).isEqualTo("one");
    assertThat(pod.get(path, "Cache-Control", "min-fresh=41").body()).isEqualTo("two");
  }

  @Test
  void aClientMayWantTheCacheAlone() {
    FilterServer pod = pod(new Cache(Caches.TTL));
    Answer none = pod.get(path, "Cache-Control", "only-if-cached");
    assertThat(none.statusCode()).isEqualTo(504);
    assertThat(none.body()).contains("not_cached", "only-if-cached");
    assertThat(validators).isEmpty();

    pod.get(path);
    assertThat(pod.get(path, "Cache-Control", "only-if-cached").body()).isEqualTo("one");
  }

  @Test
  void keepsWhatItsOwnDirectivesSayAndShowsThemToNobody() {
    backend =
        _ ->
            Reply.ok("one")
                .with("ApiFleet-Cache-Control", "max-age=60")
                .with("Cache-Control", "no-store")
                .with("CDN-Cache-Control", "max-age=600")
                .with("Surrogate-Control", "no-store")
                .with("Cache-Tag", "a,b");
    FilterServer pod = pod(new Cache(Caches.TTL));

    for (Answer answer : List.of(pod.get(path), pod.get(path))) {
      assertThat(answer.header("apifleet-cache-control")).isEmpty();
      assertThat(answer.header("cache-control")).isEqualTo("no-store");
      assertThat(answer.header("cdn-cache-control")).isEqualTo("max-age=600");
      assertThat(answer.header("surrogate-control")).isEqualTo("no-store");
      assertThat(answer.header("cache-tag")).isEqualTo("a,b");
    }
    assertThat(count("hit")).isEqualTo(1);
  }

  @Test
  void tellsWhatTheCachesBehindItSaid() {
    backend = _ -> fresh("one").with("Cache-Status", "inner; hit");
    FilterServer pod = pod(new Cache(Caches.TTL));

    assertThat(pod.get(path).headers().allValues("cache-status"))
        .satisfiesExactly(
            inner -> assertThat(inner).isEqualTo("inner; hit"),
            ours -> assertThat(ours).startsWith("apifleet; fwd=uri-miss"));
    assertThat(pod.get(path).headers().allValues("cache-status")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-HTTP-Method-Override", "X-Original-URL", "X-Rewrite-URL"})
  void whatCouldMeanAnotherRequestToABackendIsNotKept(String header) {
    FilterServer pod = pod(new Cache(Caches.TTL));
    assertThat(cacheStatus(pod.get(path, header, "DELETE"))).isEqualTo("apifleet; fwd=bypass");
    backend = _ -> fresh("two");
    assertThat(pod.get(path).body()).isEqualTo("two");
  }

  @Test
  void oneSubscribersAnswerIsNotAnothers() {
    FilterServer pod = pod(new Cache(Caches.TTL));
    pod.get(path, "X-Subject", "me");
    backend = _ -> fresh("two").with("Cache-Control", "s-maxage=60");
    assertThat(pod.get(path, "X-Subject", "you").body()).isEqualTo("two");
    assertThat(pod.get(path, "X-Subject", "me").body()).isEqualTo("two");
  }

  @Test
  void keyedQueryParametersCountInAnyOrderAndTheirWritesReachThem() {
    FilterServer pod = pod(Caches.keyedBy(List.of("page", "lang"), List.of()));
    pod.get(path + "?lang=de&page=2&utm=a");
    backend = _ -> fresh("two");

    assertThat(pod.get(path + "?utm=b&page=2&lang=de").body()).isEqualTo("one");
    assertThat(pod.get(path + "?p%61ge=3&lang=de").body()).isEqualTo("two");
    pod.send("PUT", path + "?page=2&lang=de&utm=c");
    assertThat(pod.get(path + "?lang=de&page=2").body()).isEqualTo("two");
  }

  @Test
  void keyedHeadersCountBesidesThoseNamedByVary() {
    backend = _ -> fresh("one").with("Vary", "Accept-Language");
    FilterServer pod = pod(Caches.keyedBy(null, List.of("x-version")));
    pod.get(path, "X-Version", "1", "Accept-Language", "de");
    backend = _ -> fresh("two").with("Vary", "Accept-Language");

    assertThat(pod.get(path, "X-Version", "1", "Accept-Language", "de").body()).isEqualTo("one");
    Answer other = pod.get(path, "X-Version", "2", "Accept-Language", "de");
    assertThat(other.body()).isEqualTo("two");
    assertThat(cacheStatus(other)).startsWith("apifleet; fwd=vary-miss");
    assertThat(pod.get(path, "X-Version", "1", "Accept-Language", "fr").body()).isEqualTo("two");
  }

  private static Reply fresh(String body) {
    return Reply.ok(body).with("Cache-Control", "max-age=60").with("Content-Type", "text/plain");
  }

  private FilterServer pod(Cache config) {
    ResponseCache cache = Caches.alone(vertx, meters, clock);
    FilterServer server =
        new FilterServer(vertx, List.of(new CacheFilter(config, Caches.RULE, cache)), this::answer);
    servers.add(server);
    return server;
  }

  private Reply answer(HttpServerRequest request) {
    validators.add(String.valueOf(request.headers().get("If-None-Match")));
    return backend.apply(request);
  }

  private double count(String result) {
    return meters
        .get("apifleet.cache.requests")
        .tag("route", "shop/orders")
        .tag("result", result)
        .counter()
        .count();
  }

  private static String cacheStatus(Answer answer) {
    return answer.header("cache-status");
  }
}
