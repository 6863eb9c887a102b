package dev.apifleet.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder per case: fleet.yaml becomes desired.yaml; -Dgolden.update rewrites the latter. */
class WorkloadTest {
  private static final Path CASES = Path.of("src/test/resources/workload");
  private static final WorkloadConfig CONFIG =
      new WorkloadConfig(
          "apifleet/gateway:1",
          "IfNotPresent",
          List.of("registry"),
          "apifleet-system",
          "CERTIFICATE\n");

  @TestFactory
  List<DynamicTest> everyFleetBecomesItsGoldenWorkload() throws IOException {
    try (Stream<Path> cases = Files.list(CASES)) {
      return cases
          .sorted()
          .map(each -> DynamicTest.dynamicTest(each.getFileName().toString(), () -> check(each)))
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plenty", "", "12 Mi", "512mib", "Gi", "1e", "1.2.3Gi"})
  void aQuantityThatIsNoneIsNamed(String text) {
    GatewayFleet fleet =
        Serialization.unmarshal(
            "metadata: {name: edge, namespace: default}\nspec: {resources: {limits: {memory: '%s'}}}"
                .formatted(text),
            GatewayFleet.class);
    assertThatThrownBy(() -> Workload.desired(fleet, CONFIG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "spec.resources.limits.memory: \"%s\" is no quantity; write one such as 500m or 512Mi",
            text);
  }

  private static void check(Path folder) throws IOException {
    GatewayFleet fleet =
        Serialization.unmarshal(Files.readString(folder.resolve("fleet.yaml")), GatewayFleet.class);
    String desired =
        Workload.desired(fleet, CONFIG).stream()
            .map(Serialization::asYaml)
            .collect(Collectors.joining());
    Path golden = folder.resolve("desired.yaml");
    if (System.getProperty("golden.update") != null) {
      Files.writeString(golden, desired);
    }
    assertThat(desired).isEqualTo(Files.readString(golden));
  }
}
