package dev.apifleet.gateway.redis;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisBreakerTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private final Context context = ((VertxInternal) vertx).createEventLoopContext();
  private final AtomicReference<Future<String>> probe =
      new AtomicReference<>(Future.failedFuture("refused"));
  private final RedisBreaker breaker =
      new RedisBreaker(vertx, context, "test", new RedisLink(new NoRedis()), probe::get);

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void silenceOpensItAndAnAnsweredProbeClosesIt() {
    join(call(Future.succeededFuture("an answer")));
    Future<String> silent = call(Promise.<String>promise().future());
    eventually(SOON, silent::failed);
    eventually(SOON, breaker::away);

    probe.set(Future.succeededFuture("here again"));

    eventually(SOON, () -> !breaker.away());
    assertThat(breaker.outages()).isEqualTo(1);
  }

  @Test
  void aBrokenConnectionOpensItOnlyIfNoOtherCanBeMade() {
    probe.set(Future.succeededFuture("here"));
    eventually(SOON, call(Future.failedFuture("broken"))::failed);
    assertThat(breaker.away()).isFalse();

    probe.set(Future.failedFuture("refused"));
    eventually(SOON, call(Future.failedFuture("broken"))::failed);
    eventually(SOON, breaker::away);
  }

  @Test
  void whatCameWhileTheEventLoopWasHeldUpIsReadBeforeSilenceIsConcluded() throws IOException {
    join(call(Future.succeededFuture("an answer")));
    Promise<String> answer = Promise.promise();
    AtomicBoolean heldUp = new AtomicBoolean();
    int port =
        serve(socket -> socket.handler(message -> heldUpOrAnswered(message, heldUp, answer)));
    try (Socket client = new Socket("127.0.0.1", port)) {
      Future<String> outcome = onContext(() -> written(client, '?', answer.future()));
      eventually(SOON, heldUp::get);
      written(client, '!', null);

      eventually(SOON, outcome::isComplete);
      assertThat(join(outcome)).isEqualTo("!");
    }
    assertThat(breaker.away()).isFalse();
  }

  @Test
  void onceOpenItCallsNobody() {
    eventually(SOON, call(Future.failedFuture("broken"))::failed);
    eventually(SOON, breaker::away);
    AtomicInteger called = new AtomicInteger();

    assertThatThrownBy(
            () ->
                join(
                    onContext(
                        () -> {
                          called.incrementAndGet();
                          return Future.succeededFuture("");
                        })))
        .isInstanceOf(CompletionException.class);
    assertThat(called).hasValue(0);
  }

  private Future<String> call(Future<String> answer) {
    return onContext(() -> answer);
  }

  private Future<String> onContext(Supplier<Future<String>> call) {
    Promise<String> promise = Promise.promise();
    context.runOnContext(_ -> breaker.call(call).onComplete(promise));
    return promise.future();
  }

  private int serve(Handler<NetSocket> handler) {
    Promise<Integer> port = Promise.promise();
    context.runOnContext(
        _ ->
            vertx
                .createNetServer()
                .connectHandler(handler)
                .listen(0, "127.0.0.1")
                .map(server -> server.actualPort())
                .onComplete(port));
    return join(port.future());
  }

  private static void heldUpOrAnswered(
      Buffer message, AtomicBoolean heldUp, Promise<String> answer) {
    if (heldUp.compareAndSet(false, true)) {
      spin(Duration.ofMillis(300));
    } else {
      answer.complete(message.toString());
    }
  }

  private static <T> T written(Socket client, char letter, T result) {
    try {
      client.getOutputStream().write(letter);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void spin(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
