package dev.apifleet.gateway.limit.count;

import static dev.apifleet.gateway.fixture.Eventually.eventually;

import dev.apifleet.gateway.limit.count.Answer.Taken;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** A client of a store of counters who has a key of his own. */
final class Shop {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long HOUR = 3_600_000;

  private final String tag = "apifleet:limit:{" + UUID.randomUUID() + "}shop/test:free:limit";
  private final CounterStore store;

  Shop(CounterStore store) {
    this.store = store;
  }

  String key() {
    return tag;
  }

  Charge charge(Algorithm algorithm, long requests) {
    return charge(new Limit(algorithm, requests, HOUR));
  }

  Charge charge(Limit limit) {
    return charge(tag, limit);
  }

  static Charge charge(String key, Limit limit) {
    return new Charge(new Counter(key, limit, 0, 1), 1, 0, 0);
  }

  Future<Answer> take(Charge... charges) {
    return store.ask(new Ask.Take(List.of(charges)));
  }

  /** As a request would that waits no longer than usual. */
  Future<Answer> takeInTime(Charge... charges) {
    return store.ask(new Ask.Take(List.of(charges)), PolicyConfig.STORE_TIMEOUT_MILLIS);
  }

  /**
   * How many of so many requests at once are admitted, those asked again that Redis kept waiting.
   */
  long admitted(int requests, Charge... charges) {
    return IntStream.range(0, requests).mapToObj(_ -> take(charges)).toList().stream()
        .filter(answer -> patiently(answer, charges) instanceof Taken)
        .count();
  }

  private Answer patiently(Future<Answer> first, Charge... charges) {
    AtomicReference<Future<Answer>> next = new AtomicReference<>(first);
    eventually(
        PATIENCE,
        () -> {
          try {
            join(next.get());
            return true;
          } catch (CompletionException _) {
            next.set(take(charges));
            return false;
          }
        });
    return next.get().result();
  }

  /** How many more a counter would admit. */
  long remaining(Charge charge) {
    Answer answer = join(store.ask(new Ask.Look(List.of(charge))));
    return ((Answer.Standings) answer).counters().getFirst().remaining();
  }

  static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
