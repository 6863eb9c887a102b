package dev.apifleet.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.ListenerConfig;
import org.junit.jupiter.api.Test;

class ResourcesTest {
  @Test
  void ourGatewayGetsAListenerAndTheBackend() {
    assertThat(Resources.translate(Manifests.proxy(1234, 5678)).resources().values())
        .map(Encoded::resource)
        .anySatisfy(
            one ->
                assertThat(one)
                    .isInstanceOfSatisfying(
                        ListenerConfig.class, it -> assertThat(it.port()).isEqualTo(1234)))
        .anySatisfy(
            one ->
                assertThat(one)
                    .isInstanceOfSatisfying(
                        EndpointsConfig.class,
                        it -> assertThat(it.endpoints().getFirst().port()).isEqualTo(5678)));
  }

  @Test
  void whatTheOperatorWouldComplainOfIsAnError() {
    String yaml =
        Manifests.proxy(1234, 5678)
            .replace("backendRefs: [{name: api}]", "backendRefs: [{name: other}]");
    assertThatThrownBy(() -> Resources.translate(yaml)).hasMessageContaining("other");
  }
}
