package dev.apifleet.apiserver.change;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells how changes reach this instance; it is ready in any case, since the table has them too. */
@Readiness
@ApplicationScoped
public class BusHealth implements HealthCheck {

  private final Bus bus;

  BusHealth(Bus bus) {
    this.bus = bus;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("changes")
        .up()
        .withData("bus", bus.kind())
        .withData("arrive", bus.stands() ? "at once" : "by the table")
        .build();
  }
}
