package dev.apifleet.apiserver.cache;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apifleet.apiserver.ApiServerConfig;
import dev.apifleet.apiserver.database.TurnedBack;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The caches of this instance, which share one line to Redis. */
@ApplicationScoped
public class Caches {

  private final List<TwoLevelCache<?>> caches = new CopyOnWriteArrayList<>();
  private final SharedLevel shared;
  private final GatewayPurges purges;
  private final ObjectMapper json;
  private final MeterRegistry meters;
  private final String instanceId;

  Caches(
      Vertx vertx, Redis redis, ObjectMapper json, MeterRegistry meters, ApiServerConfig config) {
    this.shared = new SharedLevel(vertx, redis);
    this.purges = new GatewayPurges(vertx, shared.line()::send);
    this.json = json;
    this.meters = meters;
    this.instanceId = config.instanceId();
    meters.gauge("apiserver.cache.redis", shared, level -> level.hearing() == null ? 0 : 1);
    meters.gauge("apiserver.cache.owed", shared, SharedLevel::owed);
  }

  void start(@Observes StartupEvent event) {
    shared.open();
  }

  void stop(@Observes ShutdownEvent event) {
    purges.order();
    shared.close();
  }

  void forget(@Observes TurnedBack event) {
    clear().subscribe().with(done -> {});
  }

  /**
   * Makes a cache.
   *
   * @param name part of the keys in Redis: change it when the values change their form
   */
  public <V> TwoLevelCache<V> cache(String name, Class<V> type, CacheLimits limits) {
    CacheCounts counts = new CacheCounts(meters, name);
    TwoLevelCache<V> cache = new TwoLevelCache<>(name, type, json, shared, limits, counts);
    caches.add(cache);
    return cache;
  }

  /** How Redis answers; where it does not, questions are not even asked. */
  public LineState line() {
    return shared.line().state();
  }

  /** The caches of the gateways in front of this fleet. */
  public GatewayPurges gateways() {
    return purges;
  }

  /** Empties both levels on every instance; false where Redis is away, when it holds here alone. */
  Uni<Boolean> clear() {
    return shared.clear().invoke(done -> caches.forEach(TwoLevelCache::forgetAll));
  }

  CacheReport report() {
    return new CacheReport(
        instanceId,
        shared.hearing() == null ? "away" : "up",
        shared.owed(),
        caches.stream().map(cache -> cache.counts().report(cache.name(), cache.size())).toList());
  }
}
