package dev.apifleet.gateway.redis;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.vertx.core.Future;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Calls to Redis that always end in time: a timeout within a circuit breaker. Once a few calls have
 * failed no further one waits, but for a single probe twice a second.
 */
public final class RedisGuard {
  private static final int VOLUME = 8;
  private static final long REOPEN_MILLIS = 500;

  private final Guard guard;

  /** By the JVM's clock. Until then it would be the breaker that refuses, by costly exceptions. */
  private volatile long refusedUntil = System.nanoTime();

  public RedisGuard(String description, Duration timeout) {
    guard =
        Guard.create()
            .withDescription(description)
            .withTimeout()
            .duration(timeout.toMillis(), ChronoUnit.MILLIS)
            .done()
            .withCircuitBreaker()
            .requestVolumeThreshold(VOLUME)
            .failureRatio(0.5)
            .delay(REOPEN_MILLIS, ChronoUnit.MILLIS)
            .onStateChange(this::changed)
            .done()
            .build();
  }

  private void changed(CircuitBreakerState state) {
    long now = System.nanoTime();
    refusedUntil = state == CircuitBreakerState.CLOSED ? now : now + REOPEN_MILLIS * 1_000_000;
  }

  /** The call's result, or a failure within the timeout; on any thread. */
  public <T> Future<T> call(Supplier<Future<T>> call) {
    if (System.nanoTime() - refusedUntil < 0) {
      return Future.failedFuture("Redis is away");
    }
    return Future.fromCompletionStage(
        guard.get(() -> call.get().toCompletionStage(), new TypeLiteral<CompletionStage<T>>() {}));
  }
}
