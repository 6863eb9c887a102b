package dev.apifleet.operator.world;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when all that is watched has been listed. */
@Readiness
@Singleton
class WorldReadiness implements HealthCheck {
  private final WorldReader world;

  WorldReadiness(WorldReader world) {
    this.world = world;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("world").status(world.synced()).build();
  }
}
