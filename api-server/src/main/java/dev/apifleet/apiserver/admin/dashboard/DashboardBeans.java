package dev.apifleet.apiserver.admin.dashboard;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The parts of the dashboard that show meters. */
final class DashboardBeans {

  @Produces
  @Singleton
  DashboardPart pools(MeterRegistry registry) {
    return new MetersPart(registry, "pools", name -> name.contains("pool"), "pool.name");
  }

  @Produces
  @Singleton
  DashboardPart caches(MeterRegistry registry) {
    return new MetersPart(registry, "caches", name -> name.contains("cache"), "cache");
  }
}
