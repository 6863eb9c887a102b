package dev.apifleet.gateway.pool;

import dev.apifleet.gateway.pool.BreakerState.Closed;
import dev.apifleet.gateway.pool.BreakerState.HalfOpen;
import dev.apifleet.gateway.pool.BreakerState.Open;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A circuit breaker (M. Nygard, Release It!): opens on failures, waits, probes, closes. The state
 * is read once per call and moved by compare-and-set from the state that was seen. Time and limits
 * are parameters, so both may change while it lives.
 */
public final class Breaker {
  private final AtomicReference<BreakerState> state = new AtomicReference<>(new Closed());
  private final Consumer<Phase> onChange;

  public Breaker(Consumer<Phase> onChange) {
    this.onChange = onChange;
  }

  public BreakerState state() {
    return state.get();
  }

  /** Whether {@link #admit} would let a request pass now. */
  public boolean wouldAdmit(BreakerConfig config, long now) {
    return switch (state.get()) {
      case Closed _ -> true;
      case Open open -> now - open.until() >= 0;
      case HalfOpen half ->
          half.admitted().get() < config.halfOpenProbes() || now - half.deadline() >= 0;
    };
  }

  /** Lets a request pass and returns the state to report its result to, or null. */
  public BreakerState admit(BreakerConfig config, long now) {
    BreakerState seen = state.get();
    return switch (seen) {
      case Closed _ -> seen;
      case Open open -> now - open.until() >= 0 ? probeAfresh(seen, config, now) : null;
      case HalfOpen half -> {
        if (now - half.deadline() >= 0) {
          yield probeAfresh(seen, config, now);
        }
        yield probe(half, config);
      }
    };
  }

  private BreakerState probeAfresh(BreakerState seen, BreakerConfig config, long now) {
    move(seen, new HalfOpen(now + openFor(config)));
    return state.get() instanceof HalfOpen half ? probe(half, config) : null;
  }

  private static BreakerState probe(HalfOpen half, BreakerConfig config) {
    if (half.admitted().incrementAndGet() <= config.halfOpenProbes()) {
      return half;
    }
    half.admitted().decrementAndGet();
    return null;
  }

  /** Reports that a request succeeded. */
  public void succeeded(BreakerState admittedBy, BreakerConfig config, long now) {
    switch (admittedBy) {
      case Closed closed -> closed.results().succeeded(now, window(config));
      case HalfOpen half -> {
        if (half.succeeded().incrementAndGet() >= config.halfOpenProbes()) {
          move(half, new Closed());
        }
      }
      case Open _ -> {}
    }
  }

  /** Reports that a request failed; it opens only if the cap on open breakers allows it. */
  public void failed(
      BreakerState admittedBy, BreakerConfig config, long now, BooleanSupplier mayOpen) {
    switch (admittedBy) {
      case Closed closed -> {
        if (trips(closed.results(), config, now) && mayOpen.getAsBoolean()) {
          move(closed, new Open(now + openFor(config)));
        }
      }
      case HalfOpen half -> move(half, new Open(now + openFor(config)));
      case Open _ -> {}
    }
  }

  /** Reports that a request ended in a way that says nothing about the endpoint. */
  public void abandoned(BreakerState admittedBy) {
    if (admittedBy instanceof HalfOpen half) {
      half.admitted().decrementAndGet();
    }
  }

  private static boolean trips(ResultWindow results, BreakerConfig config, long now) {
    int inARow = results.failed(now, window(config), config.consecutiveFailures());
    return inARow >= config.consecutiveFailures()
        || results.exceeds(config.minimumRequests(), config.errorRatio(), now, window(config));
  }

  private void move(BreakerState seen, BreakerState next) {
    if (state.compareAndSet(seen, next)) {
      onChange.accept(next.phase());
    }
  }

  private static long window(BreakerConfig config) {
    return TimeUnit.MILLISECONDS.toNanos(config.windowMillis());
  }

  private static long openFor(BreakerConfig config) {
    return TimeUnit.MILLISECONDS.toNanos(config.openForMillis());
  }
}
