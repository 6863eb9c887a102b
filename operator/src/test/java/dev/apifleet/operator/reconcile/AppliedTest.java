package dev.apifleet.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppliedTest {
  @Test
  void holdsWhenOthersAddedFieldsOfTheirs() {
    Service live =
        new ServiceBuilder(marked(80))
            .editMetadata()
            .withResourceVersion("7")
            .addToLabels("theirs", "yes")
            .endMetadata()
            .editSpec()
            .withClusterIP("10.0.0.1")
            .editFirstPort()
            .withNodePort(30000)
            .endPort()
            .endSpec()
            .build();
    assertThat(Applied.holds(live, marked(80))).isTrue();
  }

  @Test
  void doesNotHoldWhenAFieldOfOursWasChanged() {
    Service live =
        new ServiceBuilder(marked(80))
            .editSpec()
            .editFirstPort()
            .withPort(81)
            .endPort()
            .endSpec()
            .build();
    assertThat(Applied.holds(live, marked(80))).isFalse();
  }

  @Test
  void doesNotHoldWhenWeWantLessThanBefore() {
    Service before =
        Applied.mark(
            new ServiceBuilder(service(80))
                .editMetadata()
                .addToAnnotations("old", "1")
                .endMetadata()
                .build());
    assertThat(Applied.holds(before, marked(80))).isFalse();
  }

  @Test
  void quantitiesAreComparedByWhatTheyAre() {
    assertThat(Applied.holds(limited("1", "1Gi"), limited("1000m", "1024Mi"))).isTrue();
    assertThat(Applied.holds(limited("1", "1Gi"), limited("2", "1Gi"))).isFalse();
  }

  private static Service marked(int port) {
    return Applied.mark(service(port));
  }

  private static Service service(int port) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("edge")
        .endMetadata()
        .withNewSpec()
        .addNewPort()
        .withPort(port)
        .endPort()
        .endSpec()
        .build();
  }

  private static Deployment limited(String cpu, String memory) {
    return new DeploymentBuilder()
        .withNewSpec()
        .withNewTemplate()
        .withNewSpec()
        .addNewContainer()
        .withNewResources()
        .withLimits(Map.of("cpu", new Quantity(cpu), "memory", new Quantity(memory)))
        .endResources()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
