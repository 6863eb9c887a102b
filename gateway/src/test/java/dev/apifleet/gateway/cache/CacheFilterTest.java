package dev.apifleet.gateway.cache;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.fixture.Answer;
import dev.apifleet.gateway.fixture.FilterServer;
import dev.apifleet.gateway.fixture.MutableClock;
import dev.apifleet.gateway.fixture.Reply;
import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.gateway.identity.IdentityHeadersFilter;
import dev.apifleet.snapshot.FilterConfig.Cache;
import dev.apifleet.snapshot.FleetSettings.IdentityHeaderNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheFilterTest {
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
  void answersASecondRequestFromMemoryAndSaysSo() {
    backend = reply -> reply.with("ETag", "\"1\"").with("Content-Type", "text/plain");
    FilterServer pod = pod();

    Answer first = pod.get(path);
    clock.advance(Duration.ofSeconds(10));
    Answer second = pod.get(path);

    assertThat(first.body()).isEqualTo(second.body()).isEqualTo("answer 1");
    assertThat(cacheStatus(first))
        .startsWith("apifleet; fwd=uri-miss; fwd-status=200; stored; key=\"");
    assertThat(cacheStatus(second)).startsWith("apifleet; hit; ttl=290; key=\"");
    assertThat(second.headers().firstValue("age")).contains("10");
    assertThat(second.headers().firstValue("content-type")).contains("text/plain");
    assertThat(second.headers().allValues("content-length")).containsExactly("8");
    assertThat(meters.get("apifleet.cache.requests").tag("result", "hit").counter().count())
        .isEqualTo(1);
  }

  @Test
  void anAnswerIsAskedForAgainOnceItIsStale() {
    backend = reply -> reply.with("Cache-Control", "max-age=1");
    FilterServer pod =
        pod(new CacheFilter(new Cache(TTL), "shop/orders/list", cache(Clock.systemUTC())));

    assertThat(pod.get(path).body()).isEqualTo("answer 1");
    eventually(SOON, () -> pod.get(path).body().equals("answer 2"));
  }

  @ParameterizedTest
  @CsvSource({
    "Cache-Control, private",
    "Cache-Control, no-store",
    "Cache-Control, no-cache",
    "Set-Cookie, a=1",
    "Vary, *"
  })
  void doesNotKeepWhatTheBackendForbids(String header, String value) {
    backend = reply -> reply.with(header, value);
    FilterServer pod = pod();

    assertThat(cacheStatus(pod.get(path)))
        .startsWith("apifleet; fwd=uri-miss")
        .doesNotContain("stored");
    assertThat(pod.get(path).body()).isEqualTo("answer 2");
  }

  @Test
  void doesNotKeepErrors() {
    backend = reply -> new Reply(404, reply.body(), reply.headers());
    FilterServer pod = pod();

    assertThat(pod.get(path).body()).isEqualTo("answer 1");
    assertThat(pod.get(path).body()).isEqualTo("answer 2");
  }

  @Test
  void doesNotKeepWhatIsTooLarge() {
    backend = reply -> new Reply(200, "x".repeat((1 << 20) + 1), reply.headers());
    FilterServer pod = pod();

    pod.get(path);
    assertThat(cacheStatus(pod.get(path)))
        .startsWith("apifleet; fwd=uri-miss")
        .doesNotContain("stored");
  }

  @Test
  void whatVariesByWhoTheGatewaySaysAsksIsNotGivenToOthers() {
    IdentityHeaderNames names =
        new IdentityHeaderNames("x-user-id", "x-user-tier", "x-user-roles", "x-user-scopes");
    FilterServer pod =
        new FilterServer(
            vertx,
            List.of(
                new IdentityHeadersFilter(names),
                new CacheFilter(new Cache(TTL), "shop/orders/list", cache(clock))),
            request ->
                Reply.ok("for " + request.getHeader("x-user-id"))
                    .with("Cache-Control", "public")
                    .with("Vary", "X-User-Id"));
    servers.add(pod);

    assertThat(pod.get(path, "x-subject", "ann").body()).isEqualTo("for ann");
    assertThat(pod.get(path, "x-subject", "bob").body()).isEqualTo("for bob");
    assertThat(pod.get(path, "x-user-id", "ann").body()).isEqualTo("for null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Request-Id", "X-Forwarded-For", "Client-Cert"})
  void whatVariesByWhatOnlyTheGatewaySaysIsNotKept(String name) {
    backend = reply -> reply.with("Vary", name);
    FilterServer pod = pod();

    assertThat(pod.get(path).body()).isEqualTo("answer 1");
    assertThat(pod.get(path).body()).isEqualTo("answer 2");
  }

  @Test
  void whatOneWithACertificateGotIsNotGivenToOthers() {
    FilterServer pod = pod();

    assertThat(pod.get(path, "x-certificate", "ann").body()).isEqualTo("answer 1");
    assertThat(pod.get(path).body()).isEqualTo("answer 2");
    assertThat(pod.get(path, "x-certificate", "ann").body()).isEqualTo("answer 3");
  }

  @Test
  void keepsAnAnswerForEachValueOfWhatItVariesBy() {
    backend = reply -> reply.with("Vary", "Accept-Language");
    FilterServer pod = pod();

    assertThat(pod.get(path, "Accept-Language", "de").body()).isEqualTo("answer 1");
    assertThat(pod.get(path, "Accept-Language", "fr").body()).isEqualTo("answer 2");
    assertThat(pod.get(path, "Accept-Language", "de").body()).isEqualTo("answer 1");
    assertThat(pod.get(path).body()).isEqualTo("answer 3");

    FilterServer other = pod();
    eventually(SOON, () -> other.get(path, "Accept-Language", "fr").body().equals("answer 2"));
  }

  @Test
  void queriesAndHostsAreApart() {
    FilterServer pod = pod();

    assertThat(pod.get(path + "?page=1").body()).isEqualTo("answer 1");
    assertThat(pod.get(path + "?page=2").body()).isEqualTo("answer 2");
    assertThat(pod.get(path + "?page=1").body()).isEqualTo("answer 1");
  }

  @Test
  void anAbsentQueryIsNotTheQueryNull() {
    FilterServer pod = pod();

    assertThat(pod.get(path).body()).isEqualTo("answer 1");
    assertThat(pod.get(path + "?null").body()).isEqualTo("answer 2");
  }

  @Test
  void allSpellingsOfAPathAreOne() {
    FilterServer pod = pod();

    assertThat(pod.get(path + "/a.b").body()).isEqualTo("answer 1");
    assertThat(pod.get(path + "/a%2eb").body()).isEqualTo("answer 1");
    pod.send("PUT", path + "/a%2eb");
    assertThat(pod.get(path + "/a.b").body()).isEqualTo("answer 3");
  }

  @Test
  void whatTheBackendIsToldOfTheOriginIsPartOfTheKey() {
    FilterServer pod = pod();

    assertThat(pod.get(path).body()).isEqualTo("answer 1");
    assertThat(pod.get(path, "X-Forwarded-Proto", "https").body()).isEqualTo("answer 2");
  }

  @Test
  void whatIsHiddenFromTheBackendDoesNotChooseAnswers() {
    backend = reply -> reply.with("Vary", "Accept-Language");
    FilterServer pod = pod();

    String[] hidden = {"Accept-Language", "de", "Connection", "keep-alive, Accept-Language"};
    assertThat(cacheStatus(pod.get(path, hidden))).isEqualTo("apifleet; fwd=bypass");
    assertThat(pod.get(path, "Accept-Language", "de").body()).isEqualTo("answer 2");
    assertThat(pod.get(path, hidden).body()).isEqualTo("answer 3");
    assertThat(pod.get(path, "Accept-Language", "de", "Connection", "keep-alive").body())
        .isEqualTo("answer 2");
  }

  @Test
  void rulesDoNotShareAnswersSinceTheirBackendsDiffer() {
    ResponseCache cache = cache();

    assertThat(pod(new CacheFilter(new Cache(TTL), "shop/orders/a", cache)).get(path).body())
        .isEqualTo("answer 1");
    assertThat(pod(new CacheFilter(new Cache(TTL), "shop/orders/b", cache)).get(path).body())
        .isEqualTo("answer 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "Cookie", "X-API-Key"})
  void whoSaysWhoTheyAreGetsOnlyWhatIsPublic(String credential) {
    FilterServer pod = pod();
    pod.get(path);
    assertThat(pod.get(path, credential, "me").body()).isEqualTo("answer 2");
    assertThat(pod.get(path, credential, "me").body()).isEqualTo("answer 3");
    assertThat(pod.get(path).body()).isEqualTo("answer 1");

    backend = reply -> reply.with("Cache-Control", "public");
    assertThat(pod.get(path + "/public", credential, "me").body()).isEqualTo("answer 4");
    assertThat(pod.get(path + "/public", credential, "you").body()).isEqualTo("answer 4");
  }

  @Test
  void aClientMayInsistOnTheBackend() {
    FilterServer pod = pod();
    pod.get(path);

    Answer fresh = pod.get(path, "Cache-Control", "no-cache");
    assertThat(fresh.body()).isEqualTo("answer 2");
    assertThat(cacheStatus(fresh)).startsWith("apifleet; fwd=request; fwd-status=200; stored");
    assertThat(pod.get(path).body()).isEqualTo("answer 2");

    Answer secret = pod.get(path, "Cache-Control", "no-store");
    assertThat(secret.body()).isEqualTo("answer 3");
    assertThat(cacheStatus(secret)).isEqualTo("apifleet; fwd=bypass");
    assertThat(pod.get(path).body()).isEqualTo("answer 2");
    assertThat(pod.get(path, "Range", "bytes=0-1").body()).isEqualTo("answer 4");
    assertThat(pod.get(path, "Cache-Control", "max-age=0").body()).isEqualTo("answer 5");
  }

  @Test
  void tellsThatNothingHasChanged() {
    backend =
        reply ->
            reply
                .with("ETag", "W/\"v1\"")
                .with("X-Other", "1")
                .with("Last-Modified", "Sun, 01 Mar 2026 10:00:00 GMT");
    FilterServer pod = pod();
    pod.get(path);

    Answer unchanged = pod.get(path, "If-None-Match", "\"v0\", \"v1\"");
    assertThat(unchanged.statusCode()).isEqualTo(304);
    assertThat(unchanged.body()).isEmpty();
    assertThat(unchanged.headers().firstValue("etag")).contains("W/\"v1\"");
    assertThat(unchanged.headers().firstValue("x-other")).isEmpty();
    assertThat(cacheStatus(unchanged)).startsWith("apifleet; hit");

    assertThat(pod.get(path, "If-None-Match", "\"v2\"").statusCode()).isEqualTo(200);
    assertThat(pod.get(path, "If-None-Match", "*").statusCode()).isEqualTo(304);
    assertThat(pod.get(path, "If-Modified-Since", "Sun, 01 Mar 2026 10:00:00 GMT").statusCode())
        .isEqualTo(304);
    assertThat(pod.get(path, "If-Modified-Since", "Sun, 01 Mar 2026 09:59:59 GMT").statusCode())
        .isEqualTo(200);
  }

  @Test
  void answersHeadFromWhatGetKept() {
    FilterServer pod = pod();
    assertThat(cacheStatus(pod.send("HEAD", path)))
        .startsWith("apifleet; fwd=uri-miss")
        .doesNotContain("stored");
    pod.get(path);

    Answer head = pod.send("HEAD", path);
    assertThat(cacheStatus(head)).startsWith("apifleet; hit");
    assertThat(head.headers().firstValue("content-length")).contains("8");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void headersOfOneRequestAreNotReplayed() {
    backend = reply -> reply.with("RateLimit", "\"inner\";r=1").with("Age", "5");
    FilterServer pod = pod();
    pod.get(path);

    Answer hit = pod.get(path);

    assertThat(hit.headers().firstValue("ratelimit")).isEmpty();
    assertThat(hit.headers().allValues("age")).containsExactly("5");
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
    return cache(clock);
  }

  private ResponseCache cache(Clock time) {
    return Caches.cache(vertx, TestRedis.shared().uri(), meters, time);
  }

  private static String cacheStatus(Answer answer) {
    return answer.headers().firstValue("cache-status").orElse("");
  }
}
