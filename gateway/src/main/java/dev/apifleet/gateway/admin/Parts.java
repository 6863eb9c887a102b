package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.cache.ResponseCache;
import dev.apifleet.gateway.cache.ResponseCache.Bounds;
import dev.apifleet.gateway.identity.Authenticators;
import dev.apifleet.gateway.limit.Failures;
import dev.apifleet.gateway.limit.RateLimiters;
import dev.apifleet.gateway.limit.VertxTimers;
import dev.apifleet.gateway.limit.count.CounterStore;
import dev.apifleet.gateway.limit.count.RedisStore;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.proxy.Lane;
import dev.apifleet.gateway.transport.KeyRing;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the parts that a gateway is put together from. */
@Singleton
class Parts {
  @Produces
  @Singleton
  CounterStore counters(
      Vertx vertx,
      Redis redis,
      @ConfigProperty(name = "quarkus.redis.client-type", defaultValue = "standalone")
          RedisClientType type,
      MeterRegistry registry) {
    return new RedisStore(vertx, redis, type == RedisClientType.CLUSTER, registry);
  }

  @Produces
  @Singleton
  RateLimiters limiters(Vertx vertx, CounterStore counters, MeterRegistry registry) {
    return new RateLimiters(counters, new VertxTimers(vertx), registry);
  }

  @Produces
  @Singleton
  FilterFactory filters(
      Vertx vertx,
      Redis redis,
      MeterRegistry registry,
      RateLimiters limiters,
      ResponseCache cache) {
    Clock clock = Clock.systemUTC();
    Failures failures = new Failures(redis, clock);
    return new FilterFactory(
        limiters,
        failures,
        new Authenticators(vertx, redis, failures, registry, clock),
        cache,
        registry);
  }

  /** Sizes are written as 64M or 1G. */
  @Produces
  @Singleton
  ResponseCache cache(
      Vertx vertx,
      Redis redis,
      MeterRegistry registry,
      @ConfigProperty(name = "cache.memory", defaultValue = "64M") MemorySize memory,
      @ConfigProperty(name = "cache.redis.entry", defaultValue = "1M") MemorySize redisEntry) {
    Bounds bounds = new Bounds(memory.asLongValue(), Math.toIntExact(redisEntry.asLongValue()));
    return new ResponseCache(vertx, redis, registry, Clock.systemUTC(), bounds);
  }

  /** The zone and region that the pod's labels tell. */
  @Produces
  @Singleton
  Place place(
      @ConfigProperty(name = "pod.zone") Optional<String> zone,
      @ConfigProperty(name = "pod.region") Optional<String> region) {
    return new Place(zone.orElse(null), region.orElse(null));
  }

  /** A pod calls itself by its name, anything else by its host's. */
  @Produces
  @Singleton
  Lane.Settings settings(
      @ConfigProperty(name = "listen.address", defaultValue = "0.0.0.0") String address,
      @ConfigProperty(name = "tls.folder", defaultValue = "/var/run/apifleet-tls") Path keys,
      @ConfigProperty(name = "pod.name") Optional<String> podName,
      @ConfigProperty(name = "hostname", defaultValue = "gateway") String hostName,
      MeterRegistry registry) {
    return new Lane.Settings(podName.orElse(hostName), address, new KeyRing(keys, registry));
  }
}
