package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.filter.FilterBuilder;
import dev.apifleet.gateway.redis.NoRedis;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/** The filters of a gateway that has no Redis: counters and caches are its own. */
public final class OfflineFilters {
  private OfflineFilters() {}

  public static FilterBuilder of(Vertx vertx, MeterRegistry registry) {
    return new Parts().filters(vertx, new NoRedis(), registry);
  }
}
