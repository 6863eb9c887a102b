package dev.apifleet.operator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.ApiRoute;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private int heard;

  @Test
  void aStatusThatWasWrittenIsNoChange() {
    update(route("u", 1, "10"), route("u", 1, "11"));
    assertThat(heard).isZero();
  }

  @Test
  void aSpecThatWasWrittenIsAChange() {
    update(route("u", 1, "10"), route("u", 2, "11"));
    assertThat(heard).isEqualTo(1);
  }

  @Test
  void anObjectThatWasMadeAnewIsAChange() {
    update(route("u", 1, "10"), route("v", 1, "11"));
    assertThat(heard).isEqualTo(1);
  }

  @Test
  void anyUpdateOfAServiceIsAChange() {
    update(new Service(), new Service());
    assertThat(heard).isEqualTo(1);
  }

  private <T extends HasMetadata> void update(T old, T updated) {
    new Changes<T>(() -> heard++).onUpdate(old, updated);
  }

  private static ApiRoute route(String uid, long generation, String version) {
    ApiRoute route = new ApiRoute();
    route.setMetadata(
        new ObjectMetaBuilder()
            .withUid(uid)
            .withGeneration(generation)
            .withResourceVersion(version)
            .build());
    return route;
  }
}
