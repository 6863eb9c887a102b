package dev.apifleet.bench.limits;

import dev.apifleet.gateway.limit.count.Limit;
import dev.apifleet.gateway.limit.lease.Leases;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.BiFunction;

/** Decides as gateways do, by a precision. */
record ByGateway(String name, String redisUri, BiFunction<Leases, Limit, PodLimiter> limiter)
    implements Way {
  @Override
  public Decider decider(Context loop, Limit limit) {
    PodLimiter made = limiter.apply(PodLimiter.leases(loop.owner(), redisUri), limit);
    return (key, then) -> made.decide(key, _ -> on(loop, then));
  }

  /** Answers may come on any thread; a request goes on on its own. */
  static void on(Context loop, Runnable then) {
    if (Vertx.currentContext() == loop) {
      then.run();
    } else {
      loop.runOnContext(_ -> then.run());
    }
  }
}
