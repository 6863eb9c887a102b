package dev.apifleet.bench.steady;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeneratorTest {
  private static final int PER_SECOND = 500;
  private static final Duration TIME = Duration.ofMillis(400);

  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Generator generator = new Generator();
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void close() {
    generator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** The behaviour is told which request it is, from 1. */
  private Outcomes ask(
      BiConsumer<Integer, HttpServerRequest> behaviour, int connections, Duration patience) {
    int port = listen(behaviour);
    return generator
        .run(List.of(new Plan(port, REQUEST, PER_SECOND, connections, patience, TIME)))
        .getFirst();
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
        generator
            .run(
                List.of(
                    new Plan(
                        "127.0.0.1",
                        port,
                        List.of(REQUEST),
                        PER_SECOND,
                        8,
                        Duration.ofSeconds(30),
                        Duration.ZERO,
                        TIME,
                        false)))
            .getFirst();
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

  @Test
  void aConnectionThatTheServerEndsIsReplacedWithoutAFailure() {
    Outcomes outcomes =
        ask(
            (_, request) -> request.response().putHeader("Connection", "close").end("x"),
            4,
            Duration.ofSeconds(30));
    assertThat(outcomes.good()).isEqualTo(outcomes.all()).isEqualTo(200);
  }

  @Test
  void aProcessOfItsOwnTellsTheSameOfSeveralPlans() {
    int port =
        listen(
            (count, request) -> request.response().setStatusCode(count % 2 == 0 ? 503 : 200).end());
    Plan plan = new Plan(port, REQUEST, PER_SECOND, 4, Duration.ofSeconds(30), TIME);
    try (GeneratorProcess process = new GeneratorProcess()) {
      List<Outcomes> outcomes = process.run(List.of(plan, plan.after(Duration.ofMillis(100))));
      assertThat(outcomes).hasSize(2).allMatch(each -> each.all() == 200);
      assertThat(outcomes.stream().mapToLong(Outcomes::good).sum()).isEqualTo(200);
      assertThat(outcomes.getFirst().meanMillis()).isPositive();
    }
  }
}
