package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.cache.ResponseCache;
import dev.apifleet.gateway.identity.Authenticators;
import dev.apifleet.gateway.limit.Failures;
import dev.apifleet.gateway.limit.RateLimiters;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.proxy.Lane;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the parts that a gateway is put together from. */
@Singleton
class Parts {
  @Produces
  @Singleton
  FilterFactory filters(Vertx vertx, Redis redis, MeterRegistry registry) {
    Clock clock = Clock.systemUTC();
    Failures failures = new Failures(redis, clock);
    return new FilterFactory(
        new RateLimiters(redis, registry, clock),
        failures,
        new Authenticators(vertx, redis, failures, registry, clock),
        new ResponseCache(vertx, redis, registry, clock));
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
      @ConfigProperty(name = "pod.name") Optional<String> podName,
      @ConfigProperty(name = "hostname", defaultValue = "gateway") String hostName) {
    return new Lane.Settings(podName.orElse(hostName), address);
  }
}
