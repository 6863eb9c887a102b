package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.redis.RedisGuard;
import dev.apifleet.gateway.redis.RedisLink;
import dev.apifleet.gateway.redis.RedisScript;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;

/**
 * Counters that all gateways share: one atomic script call per decision, by Redis's own clock. Each
 * counter is one key, so scripts also work in a cluster.
 */
final class RedisCounters implements CounterStore {
  private final RedisScript script = RedisScript.beside(RedisCounters.class, "sliding-counter.lua");
  private final RedisLink link;
  private final RedisGuard guard;

  RedisCounters(RedisLink link, RedisGuard guard) {
    this.link = link;
    this.guard = guard;
  }

  @Override
  public Future<Decision> count(String key, LimitConfig limit) {
    return run(key, limit, 1);
  }

  @Override
  public Future<Decision> peek(String key, LimitConfig limit) {
    return run(key, limit, 0);
  }

  private Future<Decision> run(String key, LimitConfig limit, int counts) {
    return guard
        .call(
            () ->
                script.run(
                    link,
                    key,
                    args -> args.arg(limit.requests()).arg(limit.windowMillis()).arg(counts)))
        .map(RedisCounters::decision);
  }

  static Decision decision(Response answer) {
    return answer.get(0).toInteger() == 1
        ? new Decision.Permitted(answer.get(1).toLong(), answer.get(2).toLong())
        : new Decision.Rejected(answer.get(2).toLong(), answer.get(3).toLong());
  }
}
