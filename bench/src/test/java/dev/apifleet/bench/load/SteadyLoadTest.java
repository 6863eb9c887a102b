package dev.apifleet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.bench.race.Load;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SteadyLoadTest {
  private static final int PER_SECOND = 500;
  private static final Duration TIME = Duration.ofMillis(400);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** The behaviour is told which request it is, from 1. */
  private Outcomes ask(
      BiConsumer<Integer, HttpServerRequest> behaviour, int connections, Duration patience) {
    int port = listen(behaviour);
    return SteadyLoad.run(
        vertx,
        new SteadyLoad.Plan(
            Site.address(port), Site.request(Load.PLAIN), PER_SECOND, connections, patience, TIME));
  }

  private int listen(BiConsumer<Integer, HttpServerRequest> behaviour) {
    return vertx
        .createHttpServer()
        .requestHandler(request -> behaviour.accept(asked.incrementAndGet(), request))
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  /** Of one that took times from when it could ask, few requests would have been slow. */
  @Test
  void aStallShowsInAllThatWasDueMeanwhile() {
    Outcomes outcomes =
        ask(
            (count, request) -> {
              if (count == 10) {
                vertx.setTimer(200, _ -> request.response().end("late"));
              } else {
                request.response().end("at once");
              }
            },
            1,
            Duration.ofSeconds(30));
    assertThat(outcomes.good()).isEqualTo(outcomes.all()).isEqualTo(200);
    assertThat(outcomes.millis(70)).isGreaterThan(50);
  }

  @Test
  void tellsRefusalsFailuresAndAnswersApart() {
    Outcomes outcomes =
        ask(
            (count, request) -> {
              switch (count % 4) {
                case 0 -> request.response().setStatusCode(503).end();
                case 1 -> request.response().setStatusCode(500).end("failed");
                case 2 -> request.connection().close();
                default -> request.response().end("x".repeat(100_000));
              }
            },
            4,
            Duration.ofSeconds(30));
    assertThat(outcomes.all()).isEqualTo(200);
    assertThat(outcomes.good()).isEqualTo(50);
    assertThat(outcomes.refused()).isEqualTo(50);
    assertThat(outcomes.failed()).isEqualTo(100);
  }

  @Test
  void aConnectionForEachRequestIsUsedOnce() {
    Set<SocketAddress> clients = ConcurrentHashMap.newKeySet();
    int port =
        listen(
            (_, request) -> {
              clients.add(request.remoteAddress());
              request.response().end("x");
            });
    Outcomes outcomes =
        SteadyLoad.run(
            vertx,
            new SteadyLoad.Plan(
                Site.address(port),
                Site.request(Load.PLAIN),
                PER_SECOND,
                8,
                Duration.ofSeconds(30),
                TIME,
                false));
    assertThat(outcomes.good()).isEqualTo(outcomes.all()).isEqualTo(200);
    assertThat(clients).hasSize(200);
    assertThat(outcomes.meanMillis()).isPositive();
  }

  @Test
  void whatNoConnectionBecomesFreeForIsGivenUp() {
    Outcomes outcomes =
        ask(
            (_, request) -> vertx.setTimer(100, _ -> request.response().end()),
            2,
            Duration.ofMillis(50));
    assertThat(outcomes.all()).isEqualTo(200);
    assertThat(outcomes.good()).isEqualTo(asked.get()).isBetween(2L, 40L);
    assertThat(outcomes.givenUp()).isGreaterThan(150);
  }
}
