package dev.apifleet.operator.deliver;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when gateways may connect, whether it leads or not. */
@Readiness
@Singleton
class DeliveryReadiness implements HealthCheck {
  private final FleetServer server;

  DeliveryReadiness(FleetServer server) {
    this.server = server;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("delivery").status(server.listens()).build();
  }
}
