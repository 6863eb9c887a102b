package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.Gateway;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready from the first applied snapshot, also an empty one, until the gateway leaves. */
@Readiness
@Singleton
class ReadyCheck implements HealthCheck {
  private final Lifecycle lifecycle;

  ReadyCheck(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("snapshot")
        .status(lifecycle.gateway().map(Gateway::isReady).orElse(false))
        .build();
  }
}
