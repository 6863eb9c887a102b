package dev.apifleet.bench.limits;

import dev.apifleet.bench.RedisServer;
import dev.apifleet.gateway.limit.count.Limit;
import dev.apifleet.gateway.limit.lease.Charged.By;
import dev.apifleet.gateway.limit.lease.Leases;
import dev.apifleet.gateway.limit.lease.Outcome;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import dev.apifleet.snapshot.PolicyConfig.Precision;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One outage of Redis under a steady load, from before it until all is well again. */
final class OutageRun {
  /** Longer than a slice lives, so that nothing is left of what was taken before. */
  static final Duration AWAY = Duration.ofSeconds(2);

  private static final Limit LIMIT =
      new Limit(Algorithm.SLIDING_COUNTER, Demand.WITHIN.requests(), 60_000);
  private static final int PATIENCE_SECONDS = 30;

  private final List<Outage.Sample> samples = new ArrayList<>();
  private final CompletableFuture<Long> shared = new CompletableFuture<>();
  private final Precision precision;
  private final Fault fault;
  private final Duration calm;
  private volatile long struck;
  private volatile long back = Long.MAX_VALUE;
  private volatile boolean over;
  private long alone;

  OutageRun(Precision precision, Fault fault, Duration calm) {
    this.precision = precision;
    this.fault = fault;
    this.calm = calm;
  }

  Outage measure() {
    Vertx vertx = Vertx.vertx();
    try (RedisServer redis = RedisServer.start()) {
      Leases leases = PodLimiter.leases(vertx, redis.uri());
      PodLimiter limiter =
          precision == Precision.EXACT
              ? PodLimiter.exact(leases, LIMIT)
              : PodLimiter.leased(leases, LIMIT);
      Context loop = ((VertxInternal) vertx).createEventLoopContext();
      CompletableFuture<Void> course = CompletableFuture.runAsync(() -> course(redis));
      OpenLoop.run(
          loop,
          decider(loop, limiter),
          () -> 0,
          () -> !over,
          (due, asked, decided) -> samples.add(new Outage.Sample(due, asked, decided)));
      course.join();
      return new Outage(samples, struck, back, shared.join(), alone);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private Decider decider(Context loop, PodLimiter limiter) {
    return (key, then) ->
        limiter.decide(
            key,
            outcome -> {
              watch(outcome);
              ByGateway.on(loop, then);
            });
  }

  private synchronized void watch(Outcome outcome) {
    if (outcome instanceof Outcome.Admitted admitted) {
      By by = admitted.charges().getFirst().by();
      if (by == By.ALONE) {
        alone++;
      } else if (System.nanoTime() > back && !shared.isDone()) {
        shared.complete(System.nanoTime());
      }
    }
  }

  /** The first calm spell is for connections and classes. */
  private void course(RedisServer redis) {
    try {
      wait(calm.multipliedBy(2));
      struck = System.nanoTime();
      fault.strike(redis);
      wait(AWAY);
      fault.heal(redis);
      back = System.nanoTime();
      shared.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      wait(calm);
    } finally {
      over = true;
    }
  }

  private static void wait(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
