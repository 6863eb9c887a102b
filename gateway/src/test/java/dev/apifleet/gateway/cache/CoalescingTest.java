package dev.apifleet.gateway.cache;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.Resources.LENIENT;
import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.fixture.TestRedis;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.FilterConfig.Cache;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A whole gateway on two event loops before real backends. */
class CoalescingTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int CLIENTS = 100;

  private volatile Cache config = new Cache(Caches.TTL);
  private final TestFleet fleet = new TestFleet((_, rule, _) -> filters(rule));
  private final ResponseCache cache =
      Caches.cache(fleet.vertx, TestRedis.shared().uri(), fleet.registry, Clock.systemUTC());
  private final Backend backend = fleet.backend("one");
  private final HttpClient client = HttpClient.newHttpClient();
  private final Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
  private final String path = "/" + UUID.randomUUID();

  @AfterEach
  void stop() {
    client.shutdownNow();
    fleet.close();
  }

  @Test
  void aHundredMissesAtOnceAskTheBackendOnce() {
    fleet.serveAll(backend);
    backend.behaviour = held::add;
    List<CompletableFuture<HttpResponse<String>>> answers = ask(CLIENTS);
    eventually(SOON, () -> waiting() == CLIENTS - 1 && held.size() == 1);

    answerAll("max-age=60", "whole");

    assertThat(answers).allSatisfy(a -> assertThat(a.join().body()).isEqualTo("whole"));
    assertThat(backend.requests).hasValue(1);
    assertThat(count("coalesced")).isEqualTo(CLIENTS - 1);
    assertThat(count("miss")).isEqualTo(1);
  }

  @Test
  void whereAnAnswerCannotBeSharedAllGoOnAtOnce() {
    fleet.serveAll(backend);
    backend.behaviour = held::add;
    List<CompletableFuture<HttpResponse<String>>> answers = ask(CLIENTS);
    eventually(SOON, () -> waiting() == CLIENTS - 1 && held.size() == 1);

    answerAll("private", "mine");
    eventually(SOON, () -> held.size() == CLIENTS - 1);
    answerAll("private", "mine");

    assertThat(answers).allSatisfy(a -> assertThat(a.join().body()).isEqualTo("mine"));
    assertThat(backend.requests).hasValue(CLIENTS);
    ask(3);
    eventually(SOON, () -> held.size() == 3);
    answerAll("private", "mine");
  }

  @Test
  void whoWaitsForAClientThatGoesAwayIsNotForgotten() {
    fleet.serveAll(backend);
    backend.behaviour = held::add;
    HttpClient impatient = HttpClient.newHttpClient();
    CompletableFuture<HttpResponse<String>> first =
        impatient.sendAsync(fleet.request(path).build(), BodyHandlers.ofString());
    eventually(SOON, () -> held.size() == 1);
    List<CompletableFuture<HttpResponse<String>>> answers = ask(5);
    eventually(SOON, () -> waiting() == 5 && held.size() == 1);

    first.cancel(true);
    impatient.shutdownNow();
    eventually(SOON, () -> held.size() == 2);
    held.poll();
    answerAll("max-age=60", "whole");

    assertThat(answers).allSatisfy(a -> assertThat(a.join().body()).isEqualTo("whole"));
    assertThat(backend.requests).hasValue(2);
  }

  @Test
  void whoAsksAfterAWriteDoesNotGetWhatWasAskedForBeforeIt() {
    fleet.serveAll(backend);
    backend.behaviour = held::add;
    CompletableFuture<HttpResponse<String>> before = ask(1).getFirst();
    eventually(SOON, () -> held.size() == 1);
    HttpServerRequest slow = held.poll();
    backend.behaviour = request -> answer(request, "no-store", "written");
    fleet.send(fleet.request(path).PUT(BodyPublishers.noBody()).build());
    backend.behaviour = held::add;

    CompletableFuture<HttpResponse<String>> after = ask(1).getFirst();
    eventually(SOON, () -> waiting() == 1);
    fleet.vertx.runOnContext(_ -> answer(slow, "max-age=60", "old"));
    eventually(SOON, () -> held.size() == 1);
    answerAll("max-age=60", "new");

    assertThat(before.join().body()).isEqualTo("old");
    assertThat(after.join().body()).isEqualTo("new");
  }

  @Test
  void aRuleMayLetEachRequestGoByItself() {
    config = new Cache(Caches.TTL, -1, -1, null, List.of(), 1 << 20, false);
    fleet.serveAll(backend);
    backend.behaviour = held::add;
    List<CompletableFuture<HttpResponse<String>>> answers = ask(5);
    eventually(SOON, () -> held.size() == 5);
    answerAll("max-age=60", "whole");
    assertThat(answers).allSatisfy(a -> assertThat(a.join().body()).isEqualTo("whole"));
  }

  @Test
  void whatExpiredIsFetchedOnceBehindItsClientsBacks() {
    config = Caches.stale(60_000, -1);
    fleet.serveAll(backend);
    backend.behaviour = request -> answer(request, "max-age=1", "old");
    fleet.get(path);
    backend.behaviour = held::add;
    eventually(
        SOON, () -> fleet.get(path).headers().firstValue("cache-status").get().contains("ttl=-"));

    assertThat(ask(CLIENTS)).allSatisfy(a -> assertThat(a.join().body()).isEqualTo("old"));
    assertThat(held).hasSize(1);
    answerAll("max-age=60", "new");
    eventually(SOON, () -> fleet.get(path).body().equals("new"));
    assertThat(backend.requests).hasValue(2);
  }

  @Test
  void aBackendThatSaysNothingChangedIsTakenAtItsWord() {
    fleet.serveAll(backend);
    backend.behaviour =
        request -> {
          boolean known = request.headers().contains("If-None-Match");
          request.response().putHeader("ETag", "\"1\"").putHeader("Cache-Control", "max-age=1");
          request.response().setStatusCode(known ? 304 : 200).end(known ? "" : "whole");
        };
    fleet.get(path);

    eventually(
        SOON,
        () -> {
          HttpResponse<String> answer = fleet.get(path);
          assertThat(answer.statusCode()).isEqualTo(200);
          assertThat(answer.body()).isEqualTo("whole");
          return answer.headers().firstValue("cache-status").get().contains("fwd-status=304");
        });
  }

  @Test
  void whatExpiredStandsInWhileTheBackendIsGoneOrItsBreakerOpen() {
    config = Caches.stale(-1, 60_000);
    BreakerConfig strict = new BreakerConfig(1, 100, 1_000_000, 10_000, 30_000, 1, 100);
    fleet.serve(pool(POOL, strict), endpoints(POOL, backend), route("/", POOL));
    backend.behaviour = request -> answer(request, "max-age=1", "old");
    fleet.get(path);
    backend.kill();

    eventually(
        SOON,
        () -> fleet.get(path).headers().firstValue("cache-status").get().contains("stale-if"));
    assertThat(fleet.get(path).body()).isEqualTo("old");
    assertThat(fleet.get(path).headers().firstValue("x-circuit-state")).contains("OPEN");
    assertThat(fleet.get(path + "/never-seen").statusCode()).isEqualTo(503);

    fleet.serve(pool(POOL, LENIENT), endpoints(POOL), route("/", POOL));
    assertThat(fleet.get(path).body()).isEqualTo("old");
  }

  @Test
  void theFiguresOfARouteEndWithIt() {
    fleet.serveAll(backend);
    fleet.get(path);
    assertThat(count("miss")).isEqualTo(1);

    fleet.serve(pool(POOL, LENIENT));

    assertThat(fleet.registry.find("apifleet.cache.requests").meters()).isEmpty();
  }

  private List<Filter> filters(String rule) {
    return List.of(new CacheFilter(config, rule, cache));
  }

  private List<CompletableFuture<HttpResponse<String>>> ask(int clients) {
    return IntStream.range(0, clients)
        .mapToObj(_ -> client.sendAsync(fleet.request(path).build(), BodyHandlers.ofString()))
        .toList();
  }

  private int waiting() {
    return cache.flights().waiting();
  }

  private void answerAll(String cacheControl, String body) {
    for (int left = held.size(); left > 0; left--) {
      HttpServerRequest request = held.poll();
      fleet.vertx.runOnContext(_ -> answer(request, cacheControl, body));
    }
  }

  private static void answer(HttpServerRequest request, String cacheControl, String body) {
    request.response().putHeader("Cache-Control", cacheControl).end(body);
  }

  private double count(String result) {
    return fleet.registry.get("apifleet.cache.requests").tag("result", result).counter().count();
  }
}
