package dev.apifleet.gateway.balancing;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.PoolConfig.ActivationConfig;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.snapshot.Resource;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailoverTest {
  private static final String SPARE = "test/spare";
  private static final Duration SOON = Duration.ofSeconds(20);

  private final TestFleet fleet = new TestFleet();
  private final Backend main = fleet.backend("main");
  private final Backend spare = fleet.backend("spare");

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void serve(PoolSettings first, Resource... more) {
    List<Resource> all = new java.util.ArrayList<>(List.of(more));
    all.add(first.orElse(SPARE).config());
    all.add(PoolSettings.of(SPARE).orElse("test/third").config());
    all.add(Resources.endpoints(SPARE, spare));
    all.add(Resources.route("/", POOL));
    fleet.serve(all.toArray(Resource[]::new));
  }

  private void expectSpare() {
    HttpResponse<String> answer = fleet.get("/");
    assertThat(answer.body()).isEqualTo("spare");
    assertThat(answer.headers().firstValue("x-failover-pool")).hasValue(SPARE);
    assertThat(answer.headers().firstValue("x-backend")).hasValue("spare");
  }

  @Test
  void whileThePoolServesNobodyElseDoes() {
    serve(PoolSettings.of(POOL), Resources.endpoints(POOL, main));
    HttpResponse<String> answer = fleet.get("/");
    assertThat(answer.body()).isEqualTo("main");
    assertThat(answer.headers().firstValue("x-failover-pool")).isEmpty();
  }

  @Test
  void aPoolWithoutEndpointsIsStoodInForAndCounted() {
    serve(PoolSettings.of(POOL), new EndpointsConfig(POOL, List.of()));
    expectSpare();
    expectSpare();
    assertThat(
            fleet
                .registry
                .get("apifleet.gateway.failovers")
                .tag("pool", POOL)
                .functionCounter()
                .count())
        .isEqualTo(2);
    assertThat(fleet.gateway.runtime().pools().get(SPARE).load().underWay()).isZero();
    assertThat(fleet.gateway.runtime().pools().get(POOL).load().underWay()).isZero();
  }

  @Test
  void aPoolWhoseEndpointsAreAllDisabledIsStoodInFor() {
    serve(PoolSettings.of(POOL).without("main"), Resources.endpoints(POOL, main));
    expectSpare();
  }

  @Test
  void aPoolThatIsUnhealthyIsStoodInForUntilItHeals() {
    main.kill();
    serve(PoolSettings.of(POOL).checked(null), Resources.endpoints(POOL, main));
    eventually(SOON, () -> fleet.get("/").body().equals("spare"));
    expectSpare();
    main.start();
    eventually(SOON, () -> fleet.get("/").body().equals("main"));
  }

  @Test
  void openBreakersLeadToTheOtherPoolAndBackAfterTheProbe() {
    main.behaviour = request -> request.response().setStatusCode(503).end();
    serve(
        PoolSettings.of(POOL).breaking(new BreakerConfig(1, 100, 1_000, 10_000, 500, 1, 100)),
        Resources.endpoints(POOL, main));
    eventually(SOON, () -> fleet.get("/").body().equals("spare"));
    main.behaviour = request -> request.response().end("main");
    eventually(SOON, () -> fleet.get("/").body().equals("main"));
  }

  @Test
  void theFailoverOfTheFailoverIsNotFollowed() {
    Backend third = fleet.backend("third");
    fleet.serve(
        PoolSettings.of(POOL).orElse(SPARE).config(),
        PoolSettings.of(SPARE).orElse("test/third").config(),
        PoolSettings.of("test/third").config(),
        new EndpointsConfig(POOL, List.of()),
        new EndpointsConfig(SPARE, List.of()),
        Resources.endpoints("test/third", third),
        Resources.route("/", POOL));
    HttpResponse<String> answer = fleet.get("/");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("no_endpoints", POOL);
    assertThat(third.requests).hasValue(0);
  }

  @Test
  void aPoolThatIsWokenIsWaitedForBeforeItIsStoodInFor() {
    serve(
        PoolSettings.of(POOL).woken(new ActivationConfig(10, 200)),
        new EndpointsConfig(POOL, List.of()));
    expectSpare();
    assertThat(fleet.gateway.runtime().pools().get(POOL).door().late().sum()).isEqualTo(1);
  }

  @Test
  void aSparePoolMayBeOneThatIsWokenToo() {
    fleet.serve(
        PoolSettings.of(POOL).orElse(SPARE).config(),
        new EndpointsConfig(POOL, List.of()),
        PoolSettings.of(SPARE).woken(new ActivationConfig(10, 20_000)).config(),
        new EndpointsConfig(SPARE, List.of()),
        Resources.route("/", POOL));
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> fleet.get("/"), Thread::startVirtualThread);
    eventually(SOON, () -> fleet.gateway.runtime().pools().get(SPARE).door().waiting() == 1);
    serve(PoolSettings.of(POOL), new EndpointsConfig(POOL, List.of()));
    assertThat(answer.join().body()).isEqualTo("spare");
  }
}
