package dev.apifleet.gateway.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Ends calls to Redis within 100 ms and makes none while Redis is away. It is away once a call was
 * not answered in time, or a connection broke and no other could be made; a probe ten times a
 * second finds out when it is back.
 *
 * <p>Silence counts only where this gateway has listened: while its own event loop is held up,
 * nothing is concluded: only when it has run on time for a while and still heard nothing.
 */
public final class RedisBreaker {
  private static final Logger LOG = Logger.getLogger(RedisBreaker.class);
  private static final long TIMEOUT_MILLIS = 80;

  /** Connections, scripts and classes are made for the first time. */
  private static final long FIRST_TIMEOUT_MILLIS = 2_000;

  private static final long PROBE_MILLIS = 100;
  private static final long RENEW_MILLIS = 500;
  private static final long LATE_MILLIS = 5;
  private static final long READ_MILLIS = 20;

  /** So that a gateway that is starved all the time still decides within a second or so. */
  private static final int MOST_READS = 30;

  /** Redis is there, but this call has failed. */
  private static final class Refused extends RuntimeException {
    Refused(Throwable cause) {
      super(cause.getMessage(), cause, false, false);
    }
  }

  private final String description;
  private final Vertx vertx;
  private final Context context;
  private final RedisLink link;
  private final Supplier<Future<?>> probe;
  private final Guard guard;
  private volatile boolean away;
  private volatile long outages;
  private volatile long awaySince;
  private boolean answered;
  private long renewal;

  /**
   * @param context of an event loop, on which all calls must be made
   * @param link over which they are made
   * @param probe a call that fails where Redis cannot do its work
   */
  public RedisBreaker(
      Vertx vertx, Context context, String description, RedisLink link, Supplier<Future<?>> probe) {
    this.description = description;
    this.vertx = vertx;
    this.context = context;
    this.link = link;
    this.probe = probe;
    this.guard =
        Guard.create()
            .withDescription(description)
            .withCircuitBreaker()
            .requestVolumeThreshold(1)
            .failureRatio(1)
            .skipOn(Refused.class)
            .delay(PROBE_MILLIS - LATE_MILLIS, ChronoUnit.MILLIS)
            .onStateChange(this::changed)
            .done()
            .build();
    link.onEnd(() -> context.runOnContext(_ -> call(probe::get)));
  }

  /** Whether calls fail at once. */
  public boolean away() {
    return away;
  }

  /** For how long Redis has not answered, as far as that is known; 0 while it does. */
  public long awayMillis() {
    return away ? TIMEOUT_MILLIS + NANOSECONDS.toMillis(System.nanoTime() - awaySince) : 0;
  }

  /** How often Redis has been away. */
  public long outages() {
    return outages;
  }

  /** The call's result, or a failure in time. */
  public <T> Future<T> call(Supplier<Future<T>> call) {
    return Future.fromCompletionStage(
        guard.get(
            () -> inTime(call.get()).recover(this::judged).toCompletionStage(),
            new TypeLiteral<CompletionStage<T>>() {}));
  }

  private void changed(CircuitBreakerState state) {
    switch (state) {
      case OPEN -> {
        if (!away) {
          awaySince = System.nanoTime();
          away = true;
          outages++;
          LOG.warnf("Redis does not answer: %s are decided without it", description);
          // The other end may be gone without a word, or be in charge no more.
          renewal = vertx.setPeriodic(RENEW_MILLIS, _ -> link.renew());
        }
        vertx.setTimer(PROBE_MILLIS, _ -> call(probe::get));
      }
      case HALF_OPEN -> {}
      case CLOSED -> {
        away = false;
        vertx.cancelTimer(renewal);
        LOG.infof("Redis answers again: %s are shared", description);
      }
    }
  }

  private <T> Future<T> judged(Throwable failure) {
    return switch (failure) {
      case TimeoutException silence -> Future.failedFuture(silence);
      case ErrorType error when blamesTheCall(error) -> Future.failedFuture(new Refused(error));
      case ErrorType error when !RedisLink.closed(error) -> {
        // It loads, or is a replica now: the next connection may lead to the one that is in charge.
        link.renew();
        yield Future.failedFuture(error);
      }
      default -> checked(failure);
    };
  }

  /** Before Redis 7 all that goes wrong in a script is an ERR, on a replica too. */
  private static boolean blamesTheCall(ErrorType error) {
    return error.is("WRONGTYPE") || error.is("ERR") && !error.getMessage().contains("READONLY");
  }

  /** Where a connection broke, another one shows whether Redis is there. */
  private <T> Future<T> checked(Throwable failure) {
    Promise<T> verdict = Promise.promise();
    context.runOnContext(
        _ ->
            inTime(probe.get())
                .onSuccess(_ -> verdict.fail(new Refused(failure)))
                .onFailure(verdict::fail));
    return verdict.future();
  }

  private <T> Future<T> inTime(Future<T> call) {
    Promise<T> promise = Promise.promise();
    call.onSuccess(
            result -> {
              answered = true;
              promise.tryComplete(result);
            })
        .onFailure(promise::tryFail);
    if (!call.isComplete()) {
      await(promise, answered ? TIMEOUT_MILLIS : FIRST_TIMEOUT_MILLIS, MOST_READS);
    }
    return promise.future();
  }

  private void await(Promise<?> promise, long millis, int reads) {
    long timer =
        after(
            millis,
            reads,
            () -> promise.tryFail(new TimeoutException("Redis has not answered in time")));
    promise.future().onComplete(_ -> vertx.cancelTimer(timer));
  }

  /** Runs an action when Redis has had so long to answer, and what came meanwhile was read. */
  public void after(long millis, Runnable action) {
    after(millis, MOST_READS, action);
  }

  private long after(long millis, int reads, Runnable action) {
    long due = System.nanoTime() + MILLISECONDS.toNanos(millis + LATE_MILLIS);
    return vertx.setTimer(
        millis,
        _ -> {
          if (reads > 0 && System.nanoTime() > due) {
            after(READ_MILLIS, reads - 1, action);
          } else {
            action.run();
          }
        });
  }
}
