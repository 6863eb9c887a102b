package dev.apifleet.bench.load;

import dev.apifleet.bench.race.OurGateway;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.Resource;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Changes of what a gateway serves, one after the other: of routes, and of endpoints. */
final class Changes {
  private static final int DIGITS = 3;

  private final OurGateway gateway;
  private final List<RouteConfig> routes;
  private final List<EndpointsConfig> endpoints;
  private final Histogram nanos = new Histogram(DIGITS);
  private int count;
  private volatile boolean over;

  Changes(OurGateway gateway, Snapshot snapshot) {
    this.gateway = gateway;
    this.routes = all(snapshot, RouteConfig.class);
    this.endpoints = all(snapshot, EndpointsConfig.class);
  }

  private static <T> List<T> all(Snapshot snapshot, Class<T> type) {
    return snapshot.resources().values().stream()
        .map(encoded -> encoded.resource())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** So many a second, until told to stop; one that takes longer makes the next ones late. */
  void make(int perSecond) {
    over = false;
    long due = System.nanoTime();
    while (!over) {
      Encoded changed = Encoded.of(next());
      long began = System.nanoTime();
      gateway.apply(changed);
      nanos.recordValue(System.nanoTime() - began);
      due += TimeUnit.SECONDS.toNanos(1) / perSecond;
      Site.wait(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
    }
  }

  void stop() {
    over = true;
  }

  /** Every other one is of a route; the rest let an endpoint come and go. */
  private Resource next() {
    count++;
    if (count % 2 == 0) {
      RouteConfig route = routes.get(count / 2 % routes.size());
      return new RouteConfig(
          route.name(), route.createdAt() + count, route.hostnames(), route.rules());
    }
    EndpointsConfig members = endpoints.getFirst();
    EndpointConfig first = members.endpoints().getFirst();
    EndpointConfig second = new EndpointConfig("spare", first.address(), first.port());
    return count % 4 == 1
        ? new EndpointsConfig(members.name(), List.of(first, second))
        : new EndpointsConfig(members.name(), List.of(first));
  }

  /** How many were made. */
  long made() {
    return nanos.getTotalCount();
  }

  /** How long it took at most, for this share of them, until the gateway served by them. */
  double millis(double percentile) {
    return nanos.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
