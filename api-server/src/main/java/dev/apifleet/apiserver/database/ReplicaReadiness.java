package dev.apifleet.apiserver.database;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells how the replica does, and never that the instance is not ready: the primary serves too. */
@Readiness
@ApplicationScoped
public class ReplicaReadiness implements HealthCheck {

  private static final String NAME = "replica";

  private final Replica replica;

  ReplicaReadiness(Replica replica) {
    this.replica = replica;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named(NAME).up().withData("state", replica.state().word()).build();
  }
}
