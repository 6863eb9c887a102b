package dev.apifleet.gateway.graphql;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts operations by name, the first fifty names of a route apart, also over changes of the
 * route.
 */
final class OperationMeters {
  private static final String NAME = "apifleet.gateway.graphql.operations";
  private static final int MOST_NAMES = 50;
  private static final int LONGEST_NAME = 64;

  private final MeterRegistry registry;
  private final String route;
  private final Map<String, Counter> byName = new ConcurrentHashMap<>();

  OperationMeters(MeterRegistry registry, String route) {
    this.registry = registry;
    this.route = route;
    registry.find(NAME).tag("route", route).counters().stream()
        .forEach(known -> byName.put(known.getId().getTag("operation"), known));
  }

  void count(String name) {
    String tag = name == null || name.isEmpty() ? "anonymous" : name;
    Counter known = byName.get(tag);
    if (known == null) {
      boolean kept = tag.length() <= LONGEST_NAME && byName.size() < MOST_NAMES;
      known = byName.computeIfAbsent(kept ? tag : "other", this::counter);
    }
    known.increment();
  }

  private Counter counter(String tag) {
    return Counter.builder(NAME)
        .description("GraphQL operations that were let through")
        .tag("route", route)
        .tag("operation", tag)
        .register(registry);
  }
}
