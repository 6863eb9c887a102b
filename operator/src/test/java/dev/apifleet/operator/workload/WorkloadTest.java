package dev.apifleet.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

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
