package dev.apifleet.apiserver.external;

import io.quarkus.test.junit.QuarkusMock;
import io.smallrye.mutiny.Uni;
import java.io.IOException;

/** The simulated dependency, when it always fails. */
public final class DeadDependency extends FlakyDependency {

  private DeadDependency() {
    super(1);
  }

  public static void install() {
    QuarkusMock.installMockForType(new DeadDependency(), FlakyDependency.class);
  }

  @Override
  Uni<String> fetch() {
    return Uni.createFrom().failure(new IOException("down"));
  }
}
