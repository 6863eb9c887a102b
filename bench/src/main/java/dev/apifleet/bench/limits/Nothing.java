package dev.apifleet.bench.limits;

import dev.apifleet.gateway.limit.count.Limit;
import io.vertx.core.Context;

/** Lets all pass: what it costs is what measuring costs. */
record Nothing() implements Way {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public Decider decider(Context loop, Limit limit) {
    return (_, then) -> then.run();
  }
}
