package dev.apifleet.bench.limits;

import dev.apifleet.gateway.limit.VertxTimers;
import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.limit.count.Limit;
import dev.apifleet.gateway.limit.count.RedisStore;
import dev.apifleet.gateway.limit.lease.Leases;
import dev.apifleet.gateway.limit.lease.Outcome;
import dev.apifleet.gateway.limit.lease.Part;
import dev.apifleet.gateway.limit.lease.Slot;
import dev.apifleet.gateway.redis.RedisConnections;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.StoreFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A gateway's limiter before a Redis, as one of a fleet's three: one policy, whose keys are
 * numbers.
 */
final class PodLimiter {
  private static final int GATEWAYS = 3;
  private static final int MOST_KEYS = 100_000;

  private final Map<Integer, Slot> slots = new ConcurrentHashMap<>();
  private final String run = UUID.randomUUID().toString();
  private final Leases leases;
  private final Limit limit;
  private final long leaseMillis;

  private PodLimiter(Leases leases, Limit limit, long leaseMillis) {
    this.leases = leases;
    this.limit = limit;
    this.leaseMillis = leaseMillis;
  }

  static Leases leases(Vertx vertx, String redisUri) {
    RedisOptions options = new RedisOptions().setConnectionString(redisUri);
    new RedisConnections().customize("limits", options);
    RedisStore store =
        new RedisStore(vertx, Redis.createClient(vertx, options), false, new SimpleMeterRegistry());
    return new Leases(store, new VertxTimers(vertx), MOST_KEYS);
  }

  static PodLimiter exact(Leases leases, Limit limit) {
    return new PodLimiter(leases, limit, 0);
  }

  static PodLimiter leased(Leases leases, Limit limit) {
    return new PodLimiter(leases, limit, limit.windowMillis() / 100);
  }

  void decide(int key, Consumer<Outcome> then) {
    Slot slot = slots.computeIfAbsent(key, this::slot);
    leases.decide(
        List.of(new Part(slot, 1, StoreFailure.LOCAL)), PolicyConfig.STORE_TIMEOUT_MILLIS, then);
  }

  private Slot slot(int key) {
    String name = "apifleet:limit:{" + run + key + "}bench/policy:free:limit";
    return new Slot(new Counter(name, limit, leaseMillis, GATEWAYS));
  }
}
