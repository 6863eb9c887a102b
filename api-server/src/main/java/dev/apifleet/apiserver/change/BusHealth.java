package dev.apifleet.apiserver.change;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells how changes reach this instance. It is ready without the bus, since the table has them too;
 * it is not before it knows from which change on it can serve streams.
 */
@Readiness
@ApplicationScoped
public class BusHealth implements HealthCheck {

  private final Bus bus;
  private final Feed feed;

  BusHealth(Bus bus, Feed feed) {
    this.bus = bus;
    this.feed = feed;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("changes")
        .status(feed.started())
        .withData("bus", bus.kind())
        .withData("arrive", bus.stands() ? "at once" : "by the table")
        .build();
  }
}
