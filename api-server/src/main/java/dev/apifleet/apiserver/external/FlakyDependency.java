package dev.apifleet.apiserver.external;

import dev.apifleet.apiserver.ApiServerConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/** A simulated dependency that fails as often as it is told to. */
@ApplicationScoped
public class FlakyDependency {

  private final double failureRatio;

  @Inject
  FlakyDependency(ApiServerConfig config) {
    this(config.external().failureRatio());
  }

  FlakyDependency(double failureRatio) {
    this.failureRatio = failureRatio;
  }

  Uni<String> fetch() {
    return ThreadLocalRandom.current().nextDouble() < failureRatio
        ? Uni.createFrom().failure(new IOException("the simulated dependency failed"))
        : Uni.createFrom().item("live");
  }
}
